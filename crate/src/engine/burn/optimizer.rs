//! The optimizer on Burn's tensors: what it remembers of each parameter, and a step over all.

use burn::tensor::{Gradients, Tensor};

use super::network::{Mlp, parameter};
use super::transfer::{Reading, Source};
use super::update::Moments;
use crate::error::Result;
use crate::protocol::OptimizerKind;
use crate::train::optimizer::{kernel_parameter, vector_parameter};

/// An optimizer's state: moments for each trainable parameter.
#[derive(Clone, Debug)]
pub struct Optimizer {
    kind: OptimizerKind,
    kernels: Vec<Moments<2>>,
    vectors: Vec<Moments<1>>,
}

impl Optimizer {
    /// A fresh state for a network: all moments zero.
    pub fn new(kind: OptimizerKind, network: &mut Mlp) -> Self {
        let kernels = network.kernels_mut().into_iter();
        let kernels = kernels.map(|w| Moments::zeros(kind, w)).collect();
        let vectors = network.vectors_mut().into_iter();
        Self {
            kind,
            kernels,
            vectors: vectors.map(|w| Moments::zeros(kind, w)).collect(),
        }
    }

    /// Changes each parameter by its gradient. `rate` is [`rate`](crate::train::optimizer::rate)'s.
    pub fn step(&mut self, network: &mut Mlp, mut gradients: Gradients, rate: f64) {
        let kernels = std::mem::take(&mut self.kernels).into_iter();
        self.kernels = kernels
            .zip(network.kernels_mut())
            .map(|(moments, kernel)| change(kernel, moments, &mut gradients, rate))
            .collect();
        let vectors = std::mem::take(&mut self.vectors).into_iter();
        self.vectors = vectors
            .zip(network.vectors_mut())
            .map(|(moments, vector)| change(vector, moments, &mut gradients, rate))
            .collect();
    }

    /// Adds all moments to a reading.
    pub fn add_to(&self, reading: &mut Reading) {
        for (index, moments) in self.kernels.iter().enumerate() {
            moments.add_to(reading, self.kind, &kernel_parameter(index));
        }
        for (index, moments) in self.vectors.iter().enumerate() {
            moments.add_to(reading, self.kind, &vector_parameter(index));
        }
    }

    /// The state that a reading gave, for a network of the same architecture.
    ///
    /// # Errors
    /// [`Error::Checkpoint`](crate::error::Error::Checkpoint), naming a tensor that is missing or
    /// of another shape.
    pub(super) fn from_tensors(
        kind: OptimizerKind,
        network: &mut Mlp,
        source: &Source,
    ) -> Result<Self> {
        let device = &source.device.clone().without_autodiff();
        let kernels = network.kernels_mut().into_iter().enumerate();
        let kernels = kernels.map(|(index, kernel)| {
            let name = kernel_parameter(index);
            Moments::from_tensors(kind, source, device, &name, kernel.dims())
        });
        let kernels = kernels.collect::<Result<_>>()?;
        let vectors = network.vectors_mut().into_iter().enumerate();
        let vectors = vectors.map(|(index, vector)| {
            let name = vector_parameter(index);
            Moments::from_tensors(kind, source, device, &name, vector.dims())
        });
        Ok(Self {
            kind,
            kernels,
            vectors: vectors.collect::<Result<_>>()?,
        })
    }
}

/// Changes one parameter, and gives its moments back.
fn change<const D: usize>(
    weights: &mut Tensor<D>,
    moments: Moments<D>,
    gradients: &mut Gradients,
    rate: f64,
) -> Moments<D> {
    // A parameter that the loss does not depend on has no gradient, and stays.
    let Some(gradient) = weights.grad_remove(gradients) else {
        return moments;
    };
    let (moments, change) = moments.update(gradient, rate);
    let updated = weights.clone().without_autodiff() - change;
    *weights = parameter(updated.autodiff());
    moments
}
