// Through dropout and the activation of the layer before, to its sums.
@group(0) @binding(4) var<storage, read_write> passed: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read_write> sums: array<vec4<f32>>;

fn pass_on(record: u32, row: u32, vector: u32, gradient: vec4<f32>) {
    let place = row * layer[INPUT_VECTORS] + vector;
    let mask = mask_of(record, layer[INDEX] - 1u, layer[N_INPUTS], row, vector);
    passed[place] = gradient * mask * slope(sums[place]);
}
