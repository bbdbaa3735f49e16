// A layer's step: the gradient of its kernel, inputsᵀ · gradients, [inputs, rows] · [rows, units],
// goes from registers into the optimizer and is never stored. An invocation has four inputs of four
// units; the row of invocations beyond the last inputs has the bias.

@group(0) @binding(2) var<storage, read_write> inputs: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> gradients: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> dense: array<vec4<f32>>;
const FIRST_MOMENT: u32 = 5u;
const SECOND_MOMENT: u32 = 6u;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let record = record_of(steps[0] - 1u);
    let n_rows = steps[record + N_ROWS];
    let vectors = layer[INPUT_VECTORS];
    let units = layer[UNIT_VECTORS];
    let rate = bitcast<f32>(steps[record + RATE]);
    let vector = id.x;
    if (vector >= units || id.y > vectors) {
        return;
    }
    var place = 4u * id.y * units + vector;
    var sum_0 = vec4<f32>(0.0);
    if (id.y == vectors) {
        for (var row = 0u; row < n_rows; row += 1u) {
            sum_0 += gradients[row * units + vector];
        }
        dense[place] = changed(place, dense[place], sum_0, rate);
        return;
    }
    var sum_1 = vec4<f32>(0.0);
    var sum_2 = vec4<f32>(0.0);
    var sum_3 = vec4<f32>(0.0);
    var input = id.y;
    var gradient = vector;
    for (var row = 0u; row < n_rows; row += 1u) {
        let x = inputs[input];
        let g = gradients[gradient];
        sum_0 += x.x * g;
        sum_1 += x.y * g;
        sum_2 += x.z * g;
        sum_3 += x.w * g;
        input += vectors;
        gradient += units;
    }
    dense[place] = changed(place, dense[place], sum_0, rate);
    place += units;
    dense[place] = changed(place, dense[place], sum_1, rate);
    place += units;
    dense[place] = changed(place, dense[place], sum_2, rate);
    place += units;
    dense[place] = changed(place, dense[place], sum_3, rate);
}
