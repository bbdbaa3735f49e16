@group(0) @binding(4) var<storage, read_write> order: array<u32>;

fn image_of(place: u32) -> u32 {
    return order[place];
}
