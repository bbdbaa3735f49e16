// Of a hidden layer in inference mode, without batch normalisation.
@group(0) @binding(4) var<storage, read_write> outputs: array<vec4<f32>>;

fn store(record: u32, row: u32, vector: u32, sum: vec4<f32>) {
    let is_unit = columns_of(vector) < vec4<u32>(layer[N_UNITS]);
    let output = select(vec4<f32>(0.0), activate(sum), is_unit);
    outputs[row * layer[UNIT_VECTORS] + vector] = output;
}
