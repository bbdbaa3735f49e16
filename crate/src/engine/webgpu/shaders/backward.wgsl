// The gradient at a layer's inputs: gradients · kernelᵀ, [rows, units] · [units, inputs]. The step
// was counted when its loss was known. An invocation computes four rows of four inputs.

@group(0) @binding(2) var<storage, read_write> gradients: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> dense: array<vec4<f32>>;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let record = record_of(steps[0] - 1u);
    let vectors = layer[INPUT_VECTORS];
    let units = layer[UNIT_VECTORS];
    let vector = id.x;
    let row = 4u * id.y;
    if (vector >= vectors || row >= steps[record + N_ROWS] || is_over()) {
        return;
    }
    var sum_0 = vec4<f32>(0.0);
    var sum_1 = vec4<f32>(0.0);
    var sum_2 = vec4<f32>(0.0);
    var sum_3 = vec4<f32>(0.0);
    let weight = 4u * vector * units;
    let gradient = row * units;
    for (var n = 0u; n < units; n += 1u) {
        let w_0 = dense[weight + n];
        let w_1 = dense[weight + units + n];
        let w_2 = dense[weight + 2u * units + n];
        let w_3 = dense[weight + 3u * units + n];
        let g_0 = gradients[gradient + n];
        let g_1 = gradients[gradient + units + n];
        let g_2 = gradients[gradient + 2u * units + n];
        let g_3 = gradients[gradient + 3u * units + n];
        sum_0 += vec4<f32>(dot(g_0, w_0), dot(g_0, w_1), dot(g_0, w_2), dot(g_0, w_3));
        sum_1 += vec4<f32>(dot(g_1, w_0), dot(g_1, w_1), dot(g_1, w_2), dot(g_1, w_3));
        sum_2 += vec4<f32>(dot(g_2, w_0), dot(g_2, w_1), dot(g_2, w_2), dot(g_2, w_3));
        sum_3 += vec4<f32>(dot(g_3, w_0), dot(g_3, w_1), dot(g_3, w_2), dot(g_3, w_3));
    }
    pass_on(record, row, vector, sum_0);
    pass_on(record, row + 1u, vector, sum_1);
    pass_on(record, row + 2u, vector, sum_2);
    pass_on(record, row + 3u, vector, sum_3);
}
