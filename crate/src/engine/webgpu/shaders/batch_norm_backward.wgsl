// The way back through dropout, batch normalisation and activation, in place: the gradient at the
// layer's outputs → at its sums, [rows, units]; and the step of gamma and beta. Workgroups as in
// batch_norm.wgsl. Source: Ioffe and Szegedy, "Batch normalization", 2015, section 3.

@group(0) @binding(2) var<storage, read_write> gradients: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> sums: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> statistics: array<vec4<f32>>;
@group(0) @binding(5) var<storage, read_write> batch_norm: array<vec4<f32>>;
const FIRST_MOMENT: u32 = 6u;
const SECOND_MOMENT: u32 = 7u;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(
    @builtin(global_invocation_id) id: vec3<u32>,
    @builtin(local_invocation_id) local: vec3<u32>,
) {
    let record = record_of(steps[0] - 1u);
    let n_rows = steps[record + N_ROWS];
    let units = layer[UNIT_VECTORS];
    let n_units = layer[N_UNITS];
    let vector = id.x;
    let is_inside = vector < units && !is_over();
    let first_row = select(n_rows, local.y, is_inside);
    let mean = statistics[vector];
    let inverse = statistics[units + vector];
    var beta_part = vec4<f32>(0.0);
    var gamma_part = vec4<f32>(0.0);
    for (var row = first_row; row < n_rows; row += GROUP_Y) {
        let place = row * units + vector;
        let normalised = (activate(sums[place]) - mean) * inverse;
        let gradient = gradients[place] * mask_of(record, layer[INDEX], n_units, row, vector);
        beta_part += gradient;
        gamma_part += gradient * normalised;
    }
    let beta_gradient = total(beta_part, local);
    let gamma_gradient = total(gamma_part, local);
    let gamma = batch_norm[vector];
    let beta = batch_norm[units + vector];
    for (var row = first_row; row < n_rows; row += GROUP_Y) {
        let place = row * units + vector;
        let normalised = (activate(sums[place]) - mean) * inverse;
        let gradient = gradients[place] * mask_of(record, layer[INDEX], n_units, row, vector);
        let shared_part = (beta_gradient + normalised * gamma_gradient) / f32(n_rows);
        gradients[place] = gamma * inverse * (gradient - shared_part) * slope(sums[place]);
    }
    // All have read gamma before it changes.
    workgroupBarrier();
    if (is_inside && local.y == 0u) {
        let rate = bitcast<f32>(steps[record + RATE]);
        batch_norm[vector] = changed(vector, gamma, gamma_gradient, rate);
        batch_norm[units + vector] = changed(units + vector, beta, beta_gradient, rate);
    }
}
