// x · Φ(x), exact but for erf, which WGSL lacks: Abramowitz and Stegun, "Handbook of mathematical
// functions", 7.1.26, within 1.5e-7.

fn normal_cdf(x: vec4<f32>) -> vec4<f32> {
    let z = abs(x) * 0.70710678;
    let t = 1.0 / (1.0 + 0.3275911 * z);
    let series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    let erf = 1.0 - series * exp(-z * z);
    return 0.5 + 0.5 * sign(x) * erf;
}

fn activate(x: vec4<f32>) -> vec4<f32> {
    return x * normal_cdf(x);
}

fn slope(x: vec4<f32>) -> vec4<f32> {
    return normal_cdf(x) + x * exp(-0.5 * x * x) * 0.3989422804;
}
