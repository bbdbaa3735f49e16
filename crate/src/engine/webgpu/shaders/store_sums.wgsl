// Of the output layer, and of a hidden layer whose batch normalisation takes the sums.
@group(0) @binding(4) var<storage, read_write> sums: array<vec4<f32>>;

fn store(record: u32, row: u32, vector: u32, sum: vec4<f32>) {
    sums[row * layer[UNIT_VECTORS] + vector] = sum;
}
