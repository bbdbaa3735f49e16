// Of a hidden layer in training, without batch normalisation: sums for the way back, outputs for
// the next layer. Units that only fill a vector stay 0.
@group(0) @binding(4) var<storage, read_write> sums: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read_write> outputs: array<vec4<f32>>;

fn store(record: u32, row: u32, vector: u32, sum: vec4<f32>) {
    let n_units = layer[N_UNITS];
    let place = row * layer[UNIT_VECTORS] + vector;
    let mask = mask_of(record, layer[INDEX], n_units, row, vector);
    let is_unit = columns_of(vector) < vec4<u32>(n_units);
    sums[place] = sum;
    outputs[place] = select(vec4<f32>(0.0), activate(sum) * mask, is_unit);
}
