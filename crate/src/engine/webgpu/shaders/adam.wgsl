@group(0) @binding(FIRST_MOMENT) var<storage, read_write> first_moment: array<vec4<f32>>;
@group(0) @binding(SECOND_MOMENT) var<storage, read_write> second_moment: array<vec4<f32>>;

// Four weights after a step; their moments are moved.
fn changed(index: u32, weights: vec4<f32>, gradient: vec4<f32>, rate: f32) -> vec4<f32> {
    let first = BETA_1 * first_moment[index] + (1.0 - BETA_1) * gradient;
    let second = BETA_2 * second_moment[index] + (1.0 - BETA_2) * gradient * gradient;
    first_moment[index] = first;
    second_moment[index] = second;
    return weights - rate * first / (sqrt(second) + EPSILON);
}
