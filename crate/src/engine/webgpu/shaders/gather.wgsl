// The batch's pixels, bytes of the images that the order names, four in a word: [rows, words]. Blanks
// fill an image's last word up.

@group(0) @binding(2) var<storage, read_write> images: array<u32>;
@group(0) @binding(3) var<storage, read_write> pixels: array<u32>;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let record = record_of(steps[0]);
    let vectors = layer[INPUT_VECTORS];
    if (id.x >= vectors || id.y >= steps[record + N_ROWS]) {
        return;
    }
    let image = image_of(steps[record + START] + id.y);
    pixels[id.y * vectors + id.x] = images[image * vectors + id.x];
}
