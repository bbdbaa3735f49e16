//! The network: per hidden layer Dense(activation) → BatchNormalization → Dropout, then Dense.

use burn::tensor::activation::{gelu, relu, sigmoid, tanh};
use burn::tensor::module::{batch_norm, batch_norm_train, linear};
use burn::tensor::{Distribution, Tensor};

use crate::model::config::{BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM};
use crate::protocol::Activation;

/// A multilayer perceptron, `[batch, pixels]` → `[batch, classes]` logits.
///
/// On an autodiff device its parameters require gradients and [`Mlp::train_forward`] records
/// them; [`Mlp::without_autodiff`] gives the network that predicts.
#[derive(Clone, Debug)]
pub struct Mlp {
    /// The hidden layers, first to last.
    pub hidden: Vec<Hidden>,
    /// The last layer, `[inputs, classes]`.
    pub output: Dense,
    /// What each hidden layer makes of its sums.
    pub activation: Activation,
    /// Share of each hidden layer's outputs that dropout zeroes in training.
    pub dropout: f64,
}

/// A hidden layer.
#[derive(Clone, Debug)]
pub struct Hidden {
    /// Its weights.
    pub dense: Dense,
    /// Its batch normalisation, where there is one.
    pub batch_norm: Option<BatchNorm>,
}

/// x · kernel + bias.
#[derive(Clone, Debug)]
pub struct Dense {
    /// `[inputs, units]`.
    pub kernel: Tensor<2>,
    /// `[units]`.
    pub bias: Tensor<1>,
}

/// Batch normalisation of `[batch, units]`.
#[derive(Clone, Debug)]
pub struct BatchNorm {
    /// Scale, `[units]`.
    pub gamma: Tensor<1>,
    /// Shift, `[units]`.
    pub beta: Tensor<1>,
    /// Moving mean, `[units]`; no gradient.
    pub moving_mean: Tensor<1>,
    /// Moving biased variance, `[units]`; no gradient.
    pub moving_variance: Tensor<1>,
}

impl Mlp {
    /// Logits as they are trained: batch statistics, dropout on. Updates the moving statistics.
    ///
    /// `images` is `[batch, pixels]`, 0..1, on an autodiff device. Dropout draws from the device's
    /// generator.
    pub fn train_forward(&mut self, images: Tensor<2>) -> Tensor<2> {
        let mut x = images;
        for layer in &mut self.hidden {
            x = activate(layer.dense.forward(x), self.activation);
            if let Some(batch_norm) = &mut layer.batch_norm {
                x = batch_norm.train_forward(x);
            }
            x = drop_out(x, self.dropout);
        }
        self.output.forward(x)
    }

    /// Logits in inference mode: moving statistics, no dropout. `images` is `[batch, pixels]`, 0..1.
    pub fn forward(&self, images: Tensor<2>) -> Tensor<2> {
        let mut x = images;
        for layer in &self.hidden {
            x = activate(layer.dense.forward(x), self.activation);
            if let Some(batch_norm) = &layer.batch_norm {
                x = batch_norm.forward(x);
            }
        }
        self.output.forward(x)
    }

    /// The same network, sharing its weights, without gradients: for evaluation and prediction.
    pub fn without_autodiff(&self) -> Self {
        let mut network = self.clone();
        for kernel in network.kernels_mut() {
            *kernel = kernel.clone().without_autodiff();
        }
        for vector in network.vectors_mut() {
            *vector = vector.clone().without_autodiff();
        }
        network
    }

    /// Trainable parameters of rank 2, in a fixed order: the kernels.
    pub fn kernels_mut(&mut self) -> Vec<&mut Tensor<2>> {
        let hidden = self.hidden.iter_mut().map(|layer| &mut layer.dense.kernel);
        hidden.chain([&mut self.output.kernel]).collect()
    }

    /// Trainable parameters of rank 1, in a fixed order: per hidden layer bias, gamma, beta; then
    /// the output's bias.
    pub fn vectors_mut(&mut self) -> Vec<&mut Tensor<1>> {
        let mut vectors = Vec::new();
        for layer in &mut self.hidden {
            vectors.push(&mut layer.dense.bias);
            if let Some(batch_norm) = &mut layer.batch_norm {
                vectors.extend([&mut batch_norm.gamma, &mut batch_norm.beta]);
            }
        }
        vectors.push(&mut self.output.bias);
        vectors
    }
}

impl Dense {
    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        linear(x, self.kernel.clone(), Some(self.bias.clone()))
    }
}

impl BatchNorm {
    fn train_forward(&mut self, x: Tensor<2>) -> Tensor<2> {
        let normalised =
            batch_norm_train(x, self.gamma.clone(), self.beta.clone(), BATCH_NORM_EPSILON);
        move_towards(&mut self.moving_mean, normalised.mean);
        move_towards(&mut self.moving_variance, normalised.variance);
        normalised.output
    }

    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        batch_norm(
            x,
            self.gamma.clone(),
            self.beta.clone(),
            self.moving_mean.clone(),
            self.moving_variance.clone(),
            BATCH_NORM_EPSILON,
        )
    }
}

/// moving ← 0.99 · moving + 0.01 · batch, as Keras moves its statistics.
fn move_towards(moving: &mut Tensor<1>, batch: Tensor<1>) {
    let batch = batch.without_autodiff();
    *moving = moving.clone().mul_scalar(BATCH_NORM_MOMENTUM)
        + batch.mul_scalar(1.0 - BATCH_NORM_MOMENTUM);
}

/// Zeroes a share `rate` of the values and scales the rest by 1 / (1 − rate), as Keras does.
///
/// Draws from the generator of `x`'s device; a rate of 0 draws nothing.
pub fn drop_out(x: Tensor<2>, rate: f64) -> Tensor<2> {
    if rate == 0.0 {
        return x;
    }
    let kept = x.random_like(Distribution::Bernoulli(1.0 - rate));
    x * kept.div_scalar(1.0 - rate)
}

/// Marks a tensor as trainable where its device keeps gradients.
pub(super) fn parameter<const D: usize>(tensor: Tensor<D>) -> Tensor<D> {
    if tensor.is_autodiff() {
        tensor.require_grad()
    } else {
        tensor
    }
}

fn activate(x: Tensor<2>, activation: Activation) -> Tensor<2> {
    match activation {
        Activation::Relu => relu(x),
        Activation::Tanh => tanh(x),
        Activation::Sigmoid => sigmoid(x),
        Activation::Gelu => gelu(x),
    }
}
