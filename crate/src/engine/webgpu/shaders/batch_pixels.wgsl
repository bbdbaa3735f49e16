// How a batch's pixels lie, in blocks of 32 rows: first which words have anything in them, then the
// words, four pixels each. images.rs reserves the room.

// Words for the bits of a row's vectors.
fn vector_blocks() -> u32 {
    return (layer[INPUT_VECTORS] + 31u) / 32u;
}

fn row_block_start(row: u32) -> u32 {
    let vectors = layer[INPUT_VECTORS];
    return (row / 32u) * (8u * vector_blocks() + (vectors + 1u) / 2u + 32u * vectors);
}

// A bit for each of 32 vectors: whether any of the four rows from `row` on has something in it.
fn place_of_vector_bits(row: u32, vector_block: u32) -> u32 {
    return row_block_start(row) + (row % 32u) / 4u * vector_blocks() + vector_block;
}

// A bit for each of the 32 rows from `row` on: whether it has something in a pair of vectors.
fn place_of_row_bits(row: u32, pair: u32) -> u32 {
    return row_block_start(row) + 8u * vector_blocks() + pair;
}

// The word of a vector.
fn place_of_pixels(row: u32, vector: u32) -> u32 {
    let vectors = layer[INPUT_VECTORS];
    let words = row_block_start(row) + 8u * vector_blocks() + (vectors + 1u) / 2u;
    return words + (row % 32u) * vectors + vector;
}
