// To a layer whose batch normalisation goes on with it.
@group(0) @binding(4) var<storage, read_write> passed: array<vec4<f32>>;

fn pass_on(record: u32, row: u32, vector: u32, gradient: vec4<f32>) {
    passed[row * layer[INPUT_VECTORS] + vector] = gradient;
}
