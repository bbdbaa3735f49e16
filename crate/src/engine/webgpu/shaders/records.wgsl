// What the host tells of each step, and what it tells of each dense layer; steps.rs writes it.

// steps[0] counts the steps begun, steps[1] is 1 once a loss was not finite; records follow.
const FIRST_RECORD: u32 = 4u;
const RECORD_WORDS: u32 = 20u;
// Words of a record: where in the order the step's images begin, how many there are, the bits of
// the optimizer's rate, and from KEYS on two words for each hidden layer's dropout mask.
const START: u32 = 0u;
const N_ROWS: u32 = 1u;
const RATE: u32 = 2u;
const KEYS: u32 = 4u;

// Words of a layer: its place, inputs and units, both also in vectors of four, the bits below
// which dropout drops a value of a hidden layer, and the bits of what scales the others.
const INDEX: u32 = 0u;
const N_INPUTS: u32 = 1u;
const N_UNITS: u32 = 2u;
const INPUT_VECTORS: u32 = 3u;
const UNIT_VECTORS: u32 = 4u;
const THRESHOLD: u32 = 5u;
const SCALE: u32 = 6u;

@group(0) @binding(0) var<storage, read_write> steps: array<u32>;
@group(0) @binding(1) var<storage, read_write> layer: array<u32>;

// Where the record of a step begins.
fn record_of(step: u32) -> u32 {
    return FIRST_RECORD + step * RECORD_WORDS;
}

// Whether a loss was not finite: nothing is computed after it, so that what made it so can be found.
fn is_over() -> bool {
    return steps[1] != 0u;
}

// By its bits: a comparison may be compiled as if every number were finite.
fn is_finite(value: f32) -> bool {
    return (bitcast<u32>(value) & 0x7f800000u) != 0x7f800000u;
}

// The four columns of a vector.
fn columns_of(vector: u32) -> vec4<u32> {
    return vec4<u32>(4u * vector) + vec4<u32>(0u, 1u, 2u, 3u);
}
