//! The optimizers as Keras has them: constants, the rate of a step, and what files call moments.
//!
//! With g the gradient, m and v the moments, all zero at first, and the rate of [`rate`]:
//!
//! - Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − rate · m/(√v + ε), without bias
//!   correction of ε (Burn's own Adam corrects it);
//! - SGD: v ← momentum·v − rate·g, w ← w + v;
//! - RMSprop: v ← ρ·v + (1 − ρ)·g², w ← w − rate · g/√(v + ε).
//!
//! Source: Keras 3, `keras/src/optimizers`, `update_step` of each. Each engine computes them in
//! its own way.

use crate::protocol::OptimizerKind;

/// Adam's weight of the old first moment; the notebook's and Keras's default.
pub const BETA_1: f64 = 0.9;
/// Adam's weight of the old second moment; the notebook's and Keras's default.
pub const BETA_2: f64 = 0.999;
/// RMSprop's weight of the old mean square; Keras's default.
pub const RHO: f64 = 0.9;
/// SGD's weight of the old velocity. Keras's default is none; 0.9 is what is usually taken.
pub const MOMENTUM: f64 = 0.9;
/// Keras's default, for Adam and for RMSprop.
pub const EPSILON: f64 = 1e-7;

/// The rate that a step's changes are scaled by.
///
/// Adam's is lr·√(1 − β₂ᵗ)/(1 − β₁ᵗ) at step `t`, from 1: Kingma and Ba, "Adam", 2015, end of
/// section 2, which is what Keras computes. The others' is the learning rate.
pub fn rate(kind: OptimizerKind, learning_rate: f64, t: u32) -> f64 {
    match kind {
        OptimizerKind::Adam => {
            // Beyond 2³¹ steps both powers are 0 anyway.
            let t = i32::try_from(t).unwrap_or(i32::MAX);
            learning_rate * (1.0 - BETA_2.powi(t)).sqrt() / (1.0 - BETA_1.powi(t))
        }
        OptimizerKind::Sgd | OptimizerKind::Rmsprop => learning_rate,
    }
}

/// What files call an optimizer, and each of its moments.
fn names(kind: OptimizerKind) -> (&'static str, &'static [&'static str]) {
    match kind {
        OptimizerKind::Adam => ("adam", &["first", "second"]),
        OptimizerKind::Sgd => ("sgd", &["velocity"]),
        OptimizerKind::Rmsprop => ("rmsprop", &["mean_square"]),
    }
}

/// How many moments an optimizer keeps of each parameter.
pub fn n_moments(kind: OptimizerKind) -> usize {
    names(kind).1.len()
}

/// What files call an optimizer's moments of a parameter, in their order.
pub fn moment_names(kind: OptimizerKind, parameter: &str) -> Vec<String> {
    let (optimizer, moments) = names(kind);
    let moments = moments.iter();
    moments
        .map(|moment| format!("{optimizer}.{parameter}.{moment}"))
        .collect()
}

/// What moments call the kernel of a dense layer, counted from 0.
pub fn kernel_parameter(layer: usize) -> String {
    format!("kernel{layer}")
}

/// What moments call a parameter of rank 1: its place among bias, gamma and beta of each hidden
/// layer, then the output's bias.
pub fn vector_parameter(index: usize) -> String {
    format!("vector{index}")
}
