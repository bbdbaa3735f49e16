//! How one parameter changes by its gradient: Adam, SGD with momentum, RMSprop, as Keras has them.

use burn::tensor::{Device, Tensor};

use crate::error::Result;
use crate::model::weights::{Reading, Source};
use crate::protocol::OptimizerKind;

/// Adam's weight of the old first moment; the notebook's and Keras's default.
const BETA_1: f64 = 0.9;
/// Adam's weight of the old second moment; the notebook's and Keras's default.
const BETA_2: f64 = 0.999;
/// RMSprop's weight of the old mean square; Keras's default.
const RHO: f64 = 0.9;
/// SGD's weight of the old velocity. Keras's default is none; 0.9 is what is usually taken.
const MOMENTUM: f64 = 0.9;
/// Keras's default, for Adam and for RMSprop.
const EPSILON: f64 = 1e-7;

/// What an optimizer remembers of one parameter, in the parameter's shape and without autodiff.
#[derive(Clone, Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "a run has a few dozen, all of one variant"
)]
pub(super) enum Moments<const D: usize> {
    /// Running means of the gradient and of its square.
    Adam { first: Tensor<D>, second: Tensor<D> },
    /// The last change.
    Sgd { velocity: Tensor<D> },
    /// Running mean of the gradient's square.
    Rmsprop { mean_square: Tensor<D> },
}

/// The rate that a step's changes are scaled by.
///
/// Adam's is lr·√(1 − β₂ᵗ)/(1 − β₁ᵗ) at step `t`, from 1: Kingma and Ba, "Adam", 2015, end of
/// section 2, which is what Keras computes. The others' is the learning rate.
pub(super) fn rate(kind: OptimizerKind, learning_rate: f64, t: u32) -> f64 {
    match kind {
        OptimizerKind::Adam => {
            // Beyond 2³¹ steps both powers are 0 anyway.
            let t = i32::try_from(t).unwrap_or(i32::MAX);
            learning_rate * (1.0 - BETA_2.powi(t)).sqrt() / (1.0 - BETA_1.powi(t))
        }
        OptimizerKind::Sgd | OptimizerKind::Rmsprop => learning_rate,
    }
}

impl<const D: usize> Moments<D> {
    /// Those of a parameter that was never changed: all zero.
    pub(super) fn zeros(kind: OptimizerKind, weights: &Tensor<D>) -> Self {
        let zeros = || weights.clone().without_autodiff().zeros_like();
        match kind {
            OptimizerKind::Adam => Self::Adam {
                first: zeros(),
                second: zeros(),
            },
            OptimizerKind::Sgd => Self::Sgd { velocity: zeros() },
            OptimizerKind::Rmsprop => Self::Rmsprop {
                mean_square: zeros(),
            },
        }
    }

    /// The moments after a step, and what the step takes from the weights. With g the gradient:
    ///
    /// - Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², change = rate · m/(√v + ε), without
    ///   bias correction of ε (Burn's own Adam corrects it);
    /// - SGD: v ← momentum·v − rate·g, change = −v;
    /// - RMSprop: v ← ρ·v + (1 − ρ)·g², change = rate · g/√(v + ε).
    ///
    /// Source: Keras 3, `keras/src/optimizers`, `update_step` of each. Moments move through by
    /// value: with one owner, backends update them in place.
    pub(super) fn update(self, gradient: Tensor<D>, rate: f64) -> (Self, Tensor<D>) {
        match self {
            Self::Adam { first, second } => {
                let first = first.mul_scalar(BETA_1) + gradient.clone().mul_scalar(1.0 - BETA_1);
                let second = moved(second, gradient, BETA_2);
                let root = second.clone().sqrt().add_scalar(EPSILON);
                let change = first.clone().div(root).mul_scalar(rate);
                (Self::Adam { first, second }, change)
            }
            Self::Sgd { velocity } => {
                let velocity = velocity.mul_scalar(MOMENTUM) - gradient.mul_scalar(rate);
                let change = velocity.clone().neg();
                (Self::Sgd { velocity }, change)
            }
            Self::Rmsprop { mean_square } => {
                let mean_square = moved(mean_square, gradient.clone(), RHO);
                let root = mean_square.clone().add_scalar(EPSILON).sqrt();
                let change = gradient.div(root).mul_scalar(rate);
                (Self::Rmsprop { mean_square }, change)
            }
        }
    }

    /// Adds them to a reading, under names that begin with the parameter's.
    pub(super) fn add_to(&self, reading: &mut Reading, parameter: &str) {
        match self {
            Self::Adam { first, second } => {
                reading.add(format!("adam.{parameter}.first"), first);
                reading.add(format!("adam.{parameter}.second"), second);
            }
            Self::Sgd { velocity } => reading.add(format!("sgd.{parameter}.velocity"), velocity),
            Self::Rmsprop { mean_square } => {
                reading.add(format!("rmsprop.{parameter}.mean_square"), mean_square);
            }
        }
    }

    /// Those that a reading gave.
    ///
    /// # Errors
    /// [`Error::Checkpoint`](crate::error::Error::Checkpoint), naming a tensor that is missing or
    /// of another shape.
    pub(super) fn from_tensors(
        kind: OptimizerKind,
        source: &Source,
        device: &Device,
        parameter: &str,
        shape: [usize; D],
    ) -> Result<Self> {
        let tensor = |name: &str| source.tensor(name, shape, device);
        Ok(match kind {
            OptimizerKind::Adam => Self::Adam {
                first: tensor(&format!("adam.{parameter}.first"))?,
                second: tensor(&format!("adam.{parameter}.second"))?,
            },
            OptimizerKind::Sgd => Self::Sgd {
                velocity: tensor(&format!("sgd.{parameter}.velocity"))?,
            },
            OptimizerKind::Rmsprop => Self::Rmsprop {
                mean_square: tensor(&format!("rmsprop.{parameter}.mean_square"))?,
            },
        })
    }
}

/// weight · mean + (1 − weight) · gradient².
fn moved<const D: usize>(mean: Tensor<D>, gradient: Tensor<D>, weight: f64) -> Tensor<D> {
    mean.mul_scalar(weight) + gradient.square().mul_scalar(1.0 - weight)
}
