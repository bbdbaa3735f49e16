// Inputs of a layer after the first: outputs of the layer before, all of which add to the sums.
@group(0) @binding(2) var<storage, read_write> inputs: array<vec4<f32>>;

fn four_inputs(row: u32, vector: u32) -> vec4<f32> {
    return inputs[row * layer[INPUT_VECTORS] + vector];
}

// How many of the 32 vectors from `vector` on are left to add.
fn vectors_to_add(row: u32, vector: u32) -> u32 {
    return min(layer[INPUT_VECTORS] - vector, 32u);
}

// How many of the 32 rows from `row` on are left to add.
fn rows_to_add(row: u32, n_rows: u32, pair: u32) -> u32 {
    return min(n_rows - row, 32u);
}

// The one to add next: from the last to the first.
fn next_of(left: u32) -> u32 {
    return left - 1u;
}

fn without_next(left: u32) -> u32 {
    return left - 1u;
}
