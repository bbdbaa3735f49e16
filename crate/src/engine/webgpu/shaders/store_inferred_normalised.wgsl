// Of a hidden layer in inference mode, normalised by the moving statistics. Units that only fill a
// vector have gamma and beta 0.
@group(0) @binding(4) var<storage, read_write> outputs: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read_write> batch_norm: array<vec4<f32>>;
@group(0) @binding(6) var<storage, read_write> moving: array<vec4<f32>>;

fn store(record: u32, row: u32, vector: u32, sum: vec4<f32>) {
    let units = layer[UNIT_VECTORS];
    let deviation = sqrt(moving[units + vector] + BATCH_NORM_EPSILON);
    let normalised = (activate(sum) - moving[vector]) / deviation;
    outputs[row * units + vector] = normalised * batch_norm[vector] + batch_norm[units + vector];
}
