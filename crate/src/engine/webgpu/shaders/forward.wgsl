// inputs · kernel + bias: [rows, inputs] · [inputs, units]. The bias is the kernel's last row. An
// invocation computes four rows of four units, which it keeps in registers.

@group(0) @binding(3) var<storage, read_write> dense: array<vec4<f32>>;

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let record = record_of(steps[0]);
    let vectors = layer[INPUT_VECTORS];
    let units = layer[UNIT_VECTORS];
    let vector = id.x;
    let row = 4u * id.y;
    if (vector >= units || row >= steps[record + N_ROWS] || is_over()) {
        return;
    }
    let bias = dense[4u * vectors * units + vector];
    var sum_0 = bias;
    var sum_1 = bias;
    var sum_2 = bias;
    var sum_3 = bias;
    for (var first = 0u; first < vectors; first += 32u) {
        for (var left = vectors_to_add(row, first); left != 0u; left = without_next(left)) {
            let k = first + next_of(left);
            let x_0 = four_inputs(row, k);
            let x_1 = four_inputs(row + 1u, k);
            let x_2 = four_inputs(row + 2u, k);
            let x_3 = four_inputs(row + 3u, k);
            let weight = 4u * k * units + vector;
            let w_0 = dense[weight];
            let w_1 = dense[weight + units];
            let w_2 = dense[weight + 2u * units];
            let w_3 = dense[weight + 3u * units];
            sum_0 += x_0.x * w_0 + x_0.y * w_1 + x_0.z * w_2 + x_0.w * w_3;
            sum_1 += x_1.x * w_0 + x_1.y * w_1 + x_1.z * w_2 + x_1.w * w_3;
            sum_2 += x_2.x * w_0 + x_2.y * w_1 + x_2.z * w_2 + x_2.w * w_3;
            sum_3 += x_3.x * w_0 + x_3.y * w_1 + x_3.z * w_2 + x_3.w * w_3;
        }
    }
    store(record, row, vector, sum_0);
    store(record, row + 1u, vector, sum_1);
    store(record, row + 2u, vector, sum_2);
    store(record, row + 3u, vector, sum_3);
}
