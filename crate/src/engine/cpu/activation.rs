//! What a hidden layer makes of its sums, and the slope with which gradients come back.

use std::f32::consts::{FRAC_1_SQRT_2, PI};

use super::functions::{erf, exp, tanh};
use super::grid::Grid;
use crate::protocol::Activation;

/// Replaces sums by activations. `slopes`, for GELU in training, receives the slopes at the sums:
/// they do not follow from its activations.
pub(super) fn activate(activation: Activation, x: &mut Grid, slopes: Option<&mut Grid>) {
    match (activation, slopes) {
        (Activation::Relu, _) => map(x, |x| if x < 0.0 { 0.0 } else { x }),
        (Activation::Tanh, _) => map(x, tanh),
        (Activation::Sigmoid, _) => map(x, |x| 1.0 / (1.0 + exp(-x))),
        (Activation::Gelu, None) => map(x, |x| x * normal_distribution(x)),
        (Activation::Gelu, Some(slopes)) => {
            for (x, slope) in x.values_mut().iter_mut().zip(slopes.values_mut()) {
                (*x, *slope) = gelu_with_slope(*x);
            }
        }
    }
}

#[inline(always)]
fn map(x: &mut Grid, function: impl Fn(f32) -> f32) {
    for value in x.values_mut() {
        *value = function(*value);
    }
}

/// Φ(x), the normal distribution function.
#[inline(always)]
fn normal_distribution(x: f32) -> f32 {
    0.5 * (1.0 + erf(x * FRAC_1_SQRT_2))
}

/// x·Φ(x), and its slope Φ(x) + x·φ(x), with φ the normal density e^(−x²/2)/√(2π).
#[inline(always)]
fn gelu_with_slope(x: f32) -> (f32, f32) {
    let density_at_0 = FRAC_1_SQRT_2 / PI.sqrt();
    let distribution = normal_distribution(x);
    let density = density_at_0 * exp(-0.5 * x * x);
    (x * distribution, distribution + x * density)
}

/// Multiplies gradients at activations `x` by the slopes, which makes them those at the sums;
/// `slopes` are those that [`activate`] left for GELU.
pub(super) fn descend(
    activation: Activation,
    x: &Grid,
    slopes: Option<&Grid>,
    gradient: &mut Grid,
) {
    match (activation, slopes) {
        (Activation::Relu, _) => scale(gradient, x, |x| if x > 0.0 { 1.0 } else { 0.0 }),
        (Activation::Tanh, _) => scale(gradient, x, |x| 1.0 - x * x),
        (Activation::Sigmoid, _) => scale(gradient, x, |x| x * (1.0 - x)),
        (Activation::Gelu, Some(slopes)) => scale(gradient, slopes, |slope| slope),
        (Activation::Gelu, None) => {}
    }
}

/// Multiplies each value by a function of another grid's.
#[inline(always)]
pub(super) fn scale(values: &mut Grid, by: &Grid, function: impl Fn(f32) -> f32) {
    for (value, by) in values.values_mut().iter_mut().zip(by.values()) {
        *value *= function(*by);
    }
}
