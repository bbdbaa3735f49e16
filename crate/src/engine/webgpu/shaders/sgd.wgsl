@group(0) @binding(FIRST_MOMENT) var<storage, read_write> velocity: array<vec4<f32>>;

// Four weights after a step; their velocity is changed.
fn changed(index: u32, weights: vec4<f32>, gradient: vec4<f32>, rate: f32) -> vec4<f32> {
    let moved = MOMENTUM * velocity[index] - rate * gradient;
    velocity[index] = moved;
    return weights + moved;
}
