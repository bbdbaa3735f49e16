// A layer's step: the gradient of its kernel, inputsᵀ · gradients, [inputs, rows] · [rows, units],
// goes from registers into the optimizer and is never stored. An invocation has eight inputs of
// eight units: loads cost more than sums, and a larger tile loads less for each sum. The row of
// invocations beyond the last inputs has the bias.

@group(0) @binding(3) var<storage, read_write> gradients: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> dense: array<vec4<f32>>;
const FIRST_MOMENT: u32 = 5u;
const SECOND_MOMENT: u32 = 6u;

// What a row adds to the gradient of four inputs' weights, an input a column.
fn of_row(inputs: vec4<f32>, gradient: vec4<f32>) -> mat4x4<f32> {
    return mat4x4<f32>(
        inputs.x * gradient,
        inputs.y * gradient,
        inputs.z * gradient,
        inputs.w * gradient,
    );
}

// Four weights of one input.
fn change(place: u32, gradient: vec4<f32>, rate: f32) {
    dense[place] = changed(place, dense[place], gradient, rate);
}

// Four weights of each of four inputs.
fn change_four(place: u32, gradient: mat4x4<f32>, rate: f32) {
    let units = layer[UNIT_VECTORS];
    change(place, gradient[0], rate);
    change(place + units, gradient[1], rate);
    change(place + 2u * units, gradient[2], rate);
    change(place + 3u * units, gradient[3], rate);
}

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let record = record_of(steps[0] - 1u);
    let n_rows = steps[record + N_ROWS];
    let vectors = layer[INPUT_VECTORS];
    let units = layer[UNIT_VECTORS];
    let rate = bitcast<f32>(steps[record + RATE]);
    let input = 2u * id.y;
    let unit = 2u * id.x;
    let input_groups = (vectors + 1u) / 2u;
    if (unit >= units || id.y > input_groups || is_over()) {
        return;
    }
    // Of an odd number of vectors the last is alone: what is summed with another is not stored.
    let has_second_unit = unit + 1u < units;
    let second_unit = unit + select(0u, 1u, has_second_unit);
    if (id.y == input_groups) {
        var first_bias = vec4<f32>(0.0);
        var second_bias = vec4<f32>(0.0);
        for (var row = 0u; row < n_rows; row += 1u) {
            first_bias += gradients[row * units + unit];
            second_bias += gradients[row * units + second_unit];
        }
        let place = 4u * vectors * units;
        change(place + unit, first_bias, rate);
        if (has_second_unit) {
            change(place + second_unit, second_bias, rate);
        }
        return;
    }
    let has_second_input = input + 1u < vectors;
    let second_input = input + select(0u, 1u, has_second_input);
    var first_first = mat4x4<f32>();
    var first_second = mat4x4<f32>();
    var second_first = mat4x4<f32>();
    var second_second = mat4x4<f32>();
    for (var first = 0u; first < n_rows; first += 32u) {
        for (var left = rows_to_add(first, n_rows, id.y); left != 0u; left = without_next(left)) {
            let row = first + next_of(left);
            let x = four_inputs(row, input);
            let y = four_inputs(row, second_input);
            let g = gradients[row * units + unit];
            let h = gradients[row * units + second_unit];
            first_first += of_row(x, g);
            first_second += of_row(x, h);
            second_first += of_row(y, g);
            second_second += of_row(y, h);
        }
    }
    let first_place = 4u * input * units;
    change_four(first_place + unit, first_first, rate);
    if (has_second_unit) {
        change_four(first_place + second_unit, first_second, rate);
    }
    if (has_second_input) {
        let second_place = 4u * second_input * units;
        change_four(second_place + unit, second_first, rate);
        if (has_second_unit) {
            change_four(second_place + second_unit, second_second, rate);
        }
    }
}
