//! Adam, with Keras's formula.

use burn::tensor::{Device, Gradients, Tensor};

use crate::error::Result;
use crate::model::mlp::{Mlp, parameter};
use crate::model::weights::{Reading, Source};

/// Weight of the old first moment; the notebook's and Keras's default.
const BETA_1: f64 = 0.9;
/// Weight of the old second moment; the notebook's and Keras's default.
const BETA_2: f64 = 0.999;
/// Keras's default, added to √v without bias correction: Burn's own Adam corrects it.
const EPSILON: f64 = 1e-7;

/// Adam's state: how many steps it took, and two moments per trainable parameter.
///
/// m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g²,
/// w ← w − lr·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε).
/// Source: Kingma and Ba, "Adam", 2015, end of section 2, which is what Keras computes.
#[derive(Clone, Debug)]
pub struct Adam {
    steps: u32,
    kernels: Vec<Moments<2>>,
    vectors: Vec<Moments<1>>,
}

#[derive(Clone, Debug)]
struct Moments<const D: usize> {
    first: Tensor<D>,
    second: Tensor<D>,
}

impl Adam {
    /// A fresh state for a network: all moments zero.
    pub fn new(network: &mut Mlp) -> Self {
        Self {
            steps: 0,
            kernels: network.kernels_mut().iter().map(|w| zeros(w)).collect(),
            vectors: network.vectors_mut().iter().map(|w| zeros(w)).collect(),
        }
    }

    /// Changes each parameter by its gradient. `learning_rate` is Keras's, such as 0.001.
    pub fn step(&mut self, network: &mut Mlp, mut gradients: Gradients, learning_rate: f64) {
        self.steps = self.steps.saturating_add(1);
        // Beyond 2³¹ steps both powers are 0 anyway.
        let t = i32::try_from(self.steps).unwrap_or(i32::MAX);
        let rate = learning_rate * (1.0 - BETA_2.powi(t)).sqrt() / (1.0 - BETA_1.powi(t));
        // Moments move through by value: with one owner, backends update them in place.
        let kernels = std::mem::take(&mut self.kernels).into_iter();
        self.kernels = kernels
            .zip(network.kernels_mut())
            .map(|(moments, kernel)| moments.update(kernel, &mut gradients, rate))
            .collect();
        let vectors = std::mem::take(&mut self.vectors).into_iter();
        self.vectors = vectors
            .zip(network.vectors_mut())
            .map(|(moments, vector)| moments.update(vector, &mut gradients, rate))
            .collect();
    }

    /// Steps taken so far.
    pub fn steps(&self) -> u32 {
        self.steps
    }

    /// Adds all moments to a reading.
    pub fn add_to(&self, reading: &mut Reading) {
        for (index, moments) in self.kernels.iter().enumerate() {
            moments.add_to(reading, &format!("adam.kernel{index}"));
        }
        for (index, moments) in self.vectors.iter().enumerate() {
            moments.add_to(reading, &format!("adam.vector{index}"));
        }
    }

    /// The state that a reading gave, for a network of the same architecture.
    ///
    /// # Errors
    /// [`Error::Checkpoint`](crate::error::Error::Checkpoint), naming a tensor that is missing or
    /// of another shape.
    pub(crate) fn from_tensors(network: &mut Mlp, source: &Source, steps: u32) -> Result<Self> {
        let device = &source.device.clone().without_autodiff();
        let kernels = network.kernels_mut().into_iter().enumerate();
        let kernels = kernels.map(|(index, kernel)| {
            Moments::from_tensors(
                source,
                device,
                &format!("adam.kernel{index}"),
                kernel.dims(),
            )
        });
        let kernels = kernels.collect::<Result<_>>()?;
        let vectors = network.vectors_mut().into_iter().enumerate();
        let vectors = vectors.map(|(index, vector)| {
            Moments::from_tensors(
                source,
                device,
                &format!("adam.vector{index}"),
                vector.dims(),
            )
        });
        Ok(Self {
            steps,
            kernels,
            vectors: vectors.collect::<Result<_>>()?,
        })
    }
}

impl<const D: usize> Moments<D> {
    fn update(self, weights: &mut Tensor<D>, gradients: &mut Gradients, rate: f64) -> Self {
        // A parameter that the loss does not depend on has no gradient, and stays.
        let Some(gradient) = weights.grad_remove(gradients) else {
            return self;
        };
        let first = self.first.mul_scalar(BETA_1) + gradient.clone().mul_scalar(1.0 - BETA_1);
        let second = self.second.mul_scalar(BETA_2) + gradient.square().mul_scalar(1.0 - BETA_2);
        let root = second.clone().sqrt().add_scalar(EPSILON);
        let change = first.clone().div(root).mul_scalar(rate);
        let updated = weights.clone().without_autodiff() - change;
        *weights = parameter(updated.autodiff());
        Self { first, second }
    }

    fn add_to(&self, reading: &mut Reading, name: &str) {
        reading.add(format!("{name}.first"), &self.first);
        reading.add(format!("{name}.second"), &self.second);
    }

    fn from_tensors(
        source: &Source,
        device: &Device,
        name: &str,
        shape: [usize; D],
    ) -> Result<Self> {
        Ok(Self {
            first: source.tensor(&format!("{name}.first"), shape, device)?,
            second: source.tensor(&format!("{name}.second"), shape, device)?,
        })
    }
}

fn zeros<const D: usize>(weights: &Tensor<D>) -> Moments<D> {
    let weights = weights.clone().without_autodiff();
    Moments {
        first: weights.zeros_like(),
        second: weights.zeros_like(),
    }
}
