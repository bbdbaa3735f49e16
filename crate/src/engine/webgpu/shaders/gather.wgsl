// The batch's pixels, of the images that the order names, and which of their words have anything in
// them; blanks fill an image's last word up. A workgroup has 32 rows of 32 vectors, an invocation
// four rows of one.

@group(0) @binding(2) var<storage, read_write> images: array<u32>;
@group(0) @binding(3) var<storage, read_write> pixels: array<u32>;

var<workgroup> vector_bits: array<atomic<u32>, GROUP_Y>;
var<workgroup> row_bits: array<atomic<u32>, GROUP_X / 2u>;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(
    @builtin(global_invocation_id) id: vec3<u32>,
    @builtin(local_invocation_id) local: vec3<u32>,
) {
    let record = record_of(steps[0]);
    let n_rows = steps[record + N_ROWS];
    let vectors = layer[INPUT_VECTORS];
    let vector = id.x;
    let row = 4u * id.y;
    let has_rows = local.y == 0u && local.x % 2u == 0u;
    if (local.x == 0u) {
        atomicStore(&vector_bits[local.y], 0u);
    }
    if (has_rows) {
        atomicStore(&row_bits[local.x / 2u], 0u);
    }
    workgroupBarrier();
    var bits = 0u;
    let rows_here = select(0u, min(n_rows - min(row, n_rows), 4u), vector < vectors);
    for (var n = 0u; n < rows_here; n += 1u) {
        let image = image_of(steps[record + START] + row + n);
        let word = images[image * vectors + vector];
        pixels[place_of_pixels(row + n, vector)] = word;
        bits |= select(0u, 1u << n, word != 0u);
    }
    if (bits != 0u) {
        atomicOr(&vector_bits[local.y], 1u << local.x);
        atomicOr(&row_bits[local.x / 2u], bits << (4u * local.y));
    }
    workgroupBarrier();
    // Rows beyond the batch are in reserved room.
    if (local.x == 0u && row < n_rows) {
        pixels[place_of_vector_bits(row, vector / 32u)] = atomicLoad(&vector_bits[local.y]);
    }
    if (has_rows && row < n_rows && vector < vectors) {
        pixels[place_of_row_bits(row, vector / 2u)] = atomicLoad(&row_bits[local.x / 2u]);
    }
}
