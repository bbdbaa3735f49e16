// A layer's step: the gradient of its kernel, inputsᵀ · gradients, [inputs, rows] · [rows, units],
// goes from registers into the optimizer and is never stored. An invocation has eight inputs of four
// units: loads cost more than sums, and a taller tile loads the gradients less often. The row of
// invocations beyond the last inputs has the bias.

@group(0) @binding(3) var<storage, read_write> gradients: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> dense: array<vec4<f32>>;
const FIRST_MOMENT: u32 = 5u;
const SECOND_MOMENT: u32 = 6u;

// Four weights of one input.
fn change(place: u32, gradient: vec4<f32>, rate: f32) {
    dense[place] = changed(place, dense[place], gradient, rate);
}

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let record = record_of(steps[0] - 1u);
    let n_rows = steps[record + N_ROWS];
    let vectors = layer[INPUT_VECTORS];
    let units = layer[UNIT_VECTORS];
    let rate = bitcast<f32>(steps[record + RATE]);
    let vector = id.x;
    let input_groups = (vectors + 1u) / 2u;
    if (vector >= units || id.y > input_groups) {
        return;
    }
    var sum_0 = vec4<f32>(0.0);
    if (id.y == input_groups) {
        for (var row = 0u; row < n_rows; row += 1u) {
            sum_0 += gradients[row * units + vector];
        }
        change(4u * vectors * units + vector, sum_0, rate);
        return;
    }
    var sum_1 = vec4<f32>(0.0);
    var sum_2 = vec4<f32>(0.0);
    var sum_3 = vec4<f32>(0.0);
    var sum_4 = vec4<f32>(0.0);
    var sum_5 = vec4<f32>(0.0);
    var sum_6 = vec4<f32>(0.0);
    var sum_7 = vec4<f32>(0.0);
    // Of an odd number of vectors the last is alone: what is summed with another is not stored.
    let is_pair = 2u * id.y + 1u < vectors;
    let to_second = select(0u, 1u, is_pair);
    let input = 2u * id.y;
    for (var first = 0u; first < n_rows; first += 32u) {
        for (var left = rows_to_add(first, n_rows, id.y); left != 0u; left = without_next(left)) {
            let row = first + next_of(left);
            let x = four_inputs(row, input);
            let y = four_inputs(row, input + to_second);
            let g = gradients[row * units + vector];
            sum_0 += x.x * g;
            sum_1 += x.y * g;
            sum_2 += x.z * g;
            sum_3 += x.w * g;
            sum_4 += y.x * g;
            sum_5 += y.y * g;
            sum_6 += y.z * g;
            sum_7 += y.w * g;
        }
    }
    let place = 8u * id.y * units + vector;
    change(place, sum_0, rate);
    change(place + units, sum_1, rate);
    change(place + 2u * units, sum_2, rate);
    change(place + 3u * units, sum_3, rate);
    if (is_pair) {
        change(place + 4u * units, sum_4, rate);
        change(place + 5u * units, sum_5, rate);
        change(place + 6u * units, sum_6, rate);
        change(place + 7u * units, sum_7, rate);
    }
}
