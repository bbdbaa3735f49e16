// Batch normalisation in training, then dropout: [rows, units] of sums → outputs. A workgroup has
// GROUP_X vectors of units; its GROUP_Y invocations a vector share the rows.

@group(0) @binding(2) var<storage, read_write> sums: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> outputs: array<vec4<f32>>;
// gamma, then beta.
@group(0) @binding(4) var<storage, read_write> batch_norm: array<vec4<f32>>;
// Moving mean, then moving variance.
@group(0) @binding(5) var<storage, read_write> moving: array<vec4<f32>>;
// The batch's mean, then 1/√(variance + ε).
@group(0) @binding(6) var<storage, read_write> statistics: array<vec4<f32>>;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(
    @builtin(global_invocation_id) id: vec3<u32>,
    @builtin(local_invocation_id) local: vec3<u32>,
) {
    let record = record_of(steps[0]);
    let n_rows = steps[record + N_ROWS];
    let units = layer[UNIT_VECTORS];
    let n_units = layer[N_UNITS];
    let vector = id.x;
    // Invocations beyond the last vector take part in the barriers, and store nothing.
    let is_inside = vector < units && !is_over();
    let first_row = select(n_rows, local.y, is_inside);
    var part = vec4<f32>(0.0);
    for (var row = first_row; row < n_rows; row += GROUP_Y) {
        part += activate(sums[row * units + vector]);
    }
    let mean = total(part, local) / f32(n_rows);
    part = vec4<f32>(0.0);
    for (var row = first_row; row < n_rows; row += GROUP_Y) {
        let apart = activate(sums[row * units + vector]) - mean;
        part += apart * apart;
    }
    let variance = total(part, local) / f32(n_rows);
    if (!is_inside) {
        return;
    }
    let inverse = 1.0 / sqrt(variance + BATCH_NORM_EPSILON);
    let gamma = batch_norm[vector];
    let beta = batch_norm[units + vector];
    for (var row = first_row; row < n_rows; row += GROUP_Y) {
        let place = row * units + vector;
        let normalised = (activate(sums[place]) - mean) * inverse;
        let mask = mask_of(record, layer[INDEX], n_units, row, vector);
        outputs[place] = (normalised * gamma + beta) * mask;
    }
    if (local.y == 0u) {
        statistics[vector] = mean;
        statistics[units + vector] = inverse;
        let kept = BATCH_NORM_MOMENTUM;
        moving[vector] = kept * moving[vector] + (1.0 - kept) * mean;
        moving[units + vector] = kept * moving[units + vector] + (1.0 - kept) * variance;
    }
}
