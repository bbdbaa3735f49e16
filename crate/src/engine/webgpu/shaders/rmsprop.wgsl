@group(0) @binding(FIRST_MOMENT) var<storage, read_write> mean_square: array<vec4<f32>>;

// Four weights after a step; the mean of their gradients' squares is moved.
fn changed(index: u32, weights: vec4<f32>, gradient: vec4<f32>, rate: f32) -> vec4<f32> {
    let square = RHO * mean_square[index] + (1.0 - RHO) * gradient * gradient;
    mean_square[index] = square;
    return weights - rate * gradient / sqrt(square + EPSILON);
}
