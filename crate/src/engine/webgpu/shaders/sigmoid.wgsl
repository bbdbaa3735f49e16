// Below -80 eˣ overflows f32, which drivers treat as they like.
fn activate(x: vec4<f32>) -> vec4<f32> {
    return 1.0 / (1.0 + exp(-max(x, vec4<f32>(-80.0))));
}

fn slope(x: vec4<f32>) -> vec4<f32> {
    let y = activate(x);
    return y * (1.0 - y);
}
