// Inputs of the first layer: pixels 0..1, which stay bytes until they are in registers, so that
// four of them are one load.
@group(0) @binding(2) var<storage, read_write> inputs: array<u32>;

fn four_inputs(place: u32) -> vec4<f32> {
    return unpack4x8unorm(inputs[place]);
}
