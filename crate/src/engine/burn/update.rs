//! How one parameter changes by its gradient, on Burn's tensors.

use burn::tensor::{Device, Tensor};

use super::transfer::{Reading, Source};
use crate::error::{Error, Result};
use crate::protocol::OptimizerKind;
use crate::train::optimizer::{BETA_1, BETA_2, EPSILON, MOMENTUM, RHO, moment_names};

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

    /// The moments after a step, and what the step takes from the weights: the formulas of
    /// [`train::optimizer`](crate::train::optimizer). Moments move through by value: with one owner,
    /// backends update them in place.
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

    /// Adds them to a reading, under the names that files give them.
    pub(super) fn add_to(&self, reading: &mut Reading, kind: OptimizerKind, parameter: &str) {
        let tensors = match self {
            Self::Adam { first, second } => vec![first, second],
            Self::Sgd { velocity } => vec![velocity],
            Self::Rmsprop { mean_square } => vec![mean_square],
        };
        for (name, tensor) in moment_names(kind, parameter).into_iter().zip(tensors) {
            reading.add(name, tensor);
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
        let names = moment_names(kind, parameter).into_iter();
        let mut tensors = names.map(|name| source.tensor(&name, shape, device));
        let mut next = || {
            tensors
                .next()
                .unwrap_or_else(|| Err(Error::internal("no such moment")))
        };
        Ok(match kind {
            OptimizerKind::Adam => Self::Adam {
                first: next()?,
                second: next()?,
            },
            OptimizerKind::Sgd => Self::Sgd { velocity: next()? },
            OptimizerKind::Rmsprop => Self::Rmsprop {
                mean_square: next()?,
            },
        })
    }
}

/// weight · mean + (1 − weight) · gradient².
fn moved<const D: usize>(mean: Tensor<D>, gradient: Tensor<D>, weight: f64) -> Tensor<D> {
    mean.mul_scalar(weight) + gradient.square().mul_scalar(1.0 - weight)
}
