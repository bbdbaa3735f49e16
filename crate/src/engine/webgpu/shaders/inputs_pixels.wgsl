// Inputs of the first layer: pixels 0..1, which stay bytes until they are in registers, so that
// four of them are one load. Most words of a digit are empty, and add nothing to any sum.
@group(0) @binding(2) var<storage, read_write> inputs: array<u32>;

fn four_inputs(row: u32, vector: u32) -> vec4<f32> {
    return unpack4x8unorm(inputs[place_of_pixels(row, vector)]);
}

// Of the 32 vectors from `vector` on those that are left to add to the four rows from `row` on: a
// bit for each.
fn vectors_to_add(row: u32, vector: u32) -> u32 {
    return inputs[place_of_vector_bits(row, vector / 32u)];
}

// Of the 32 rows from `row` on those that are left to add for a pair of vectors: a bit for each.
fn rows_to_add(row: u32, n_rows: u32, pair: u32) -> u32 {
    return inputs[place_of_row_bits(row, pair)];
}

// The one to add next.
fn next_of(left: u32) -> u32 {
    return firstTrailingBit(left);
}

fn without_next(left: u32) -> u32 {
    return left & (left - 1u);
}
