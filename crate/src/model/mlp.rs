//! The network: per hidden layer Dense(activation) → BatchNormalization → Dropout, then Dense(10).

use burn::tensor::activation::{gelu, relu, sigmoid, tanh};
use burn::tensor::module::{batch_norm, batch_norm_train, linear};
use burn::tensor::{Device, Distribution, Tensor, TensorData};
use rand_distr::{Distribution as _, Normal, Uniform};

use crate::data::{CLASSES, PIXELS};
use crate::error::{Error, Result};
use crate::protocol::{Activation, Architecture, Initialization};
use crate::random::{Purpose, generator};

/// Keras's `BatchNormalization` default: the weight of the *old* moving statistics.
const BATCH_NORM_MOMENTUM: f64 = 0.99;
/// Keras's `BatchNormalization` default.
const BATCH_NORM_EPSILON: f64 = 1e-3;

/// A multilayer perceptron, `[batch, 784]` pixels → `[batch, 10]` logits.
///
/// On an autodiff device its parameters require gradients and [`Mlp::train_forward`] records
/// them; [`Mlp::without_autodiff`] gives the network that predicts.
#[derive(Clone, Debug)]
pub struct Mlp {
    /// The hidden layers, first to last.
    pub hidden: Vec<Hidden>,
    /// The last layer, `[inputs, 10]`.
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
    /// A fresh network: kernels drawn as the architecture says, the output layer's Glorot uniform
    /// as in the notebook, biases zero. The same seed gives the same weights on every device.
    ///
    /// # Errors
    /// [`Error::Internal`] if a standard deviation is impossible, which
    /// [`check_architecture`](super::config::check_architecture) would have refused.
    pub fn initial(architecture: &Architecture, seed: u32, device: &Device) -> Result<Self> {
        let mut inputs = PIXELS;
        let mut hidden = Vec::with_capacity(architecture.hidden.len());
        for (index, layer) in architecture.hidden.iter().enumerate() {
            let units = layer.units as usize;
            let kernel = kernel(layer.initialization, inputs, units, (seed, index as u32))?;
            hidden.push(Hidden {
                dense: Dense::new(kernel, inputs, units, device),
                batch_norm: architecture
                    .batch_norm
                    .then(|| BatchNorm::new(units, device)),
            });
            inputs = units;
        }
        let stream = (seed, hidden.len() as u32);
        let kernel = kernel(Initialization::Glorot {}, inputs, CLASSES, stream)?;
        Ok(Self {
            hidden,
            output: Dense::new(kernel, inputs, CLASSES, device),
            activation: architecture.activation,
            dropout: architecture.dropout,
        })
    }

    /// Logits as they are trained: batch statistics, dropout on. Updates the moving statistics.
    ///
    /// `images` is `[batch, 784]`, 0..1, on an autodiff device. Dropout draws from the device's
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

    /// Logits in inference mode: moving statistics, no dropout. `images` is `[batch, 784]`, 0..1.
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
    fn new(kernel: Vec<f32>, inputs: usize, units: usize, device: &Device) -> Self {
        let kernel = TensorData::new(kernel, [inputs, units]);
        Self {
            kernel: parameter(Tensor::from_data(kernel, device)),
            bias: parameter(Tensor::zeros([units], device)),
        }
    }

    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        linear(x, self.kernel.clone(), Some(self.bias.clone()))
    }
}

impl BatchNorm {
    fn new(units: usize, device: &Device) -> Self {
        let statistics = &device.clone().without_autodiff();
        Self {
            gamma: parameter(Tensor::ones([units], device)),
            beta: parameter(Tensor::zeros([units], device)),
            moving_mean: Tensor::zeros([units], statistics),
            moving_variance: Tensor::ones([units], statistics),
        }
    }

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
pub(crate) fn parameter<const D: usize>(tensor: Tensor<D>) -> Tensor<D> {
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

/// The initial kernel `[inputs, units]` of a layer; `stream` is the seed and the layer's index.
fn kernel(
    initialization: Initialization,
    inputs: usize,
    units: usize,
    (seed, layer): (u32, u32),
) -> Result<Vec<f32>> {
    let generator = generator(seed, Purpose::Initialisation { layer });
    let n_weights = inputs * units;
    let normal = |stddev: f64| Normal::new(0.0_f32, stddev as f32).map_err(internal);
    let normal = match initialization {
        Initialization::Normal { stddev } => normal(stddev)?,
        Initialization::He {} => normal((2.0 / inputs as f64).sqrt())?,
        Initialization::Glorot {} => {
            let limit = (6.0 / (inputs + units) as f64).sqrt() as f32;
            let uniform = Uniform::new_inclusive(-limit, limit).map_err(internal)?;
            return Ok(uniform.sample_iter(generator).take(n_weights).collect());
        }
    };
    Ok(normal.sample_iter(generator).take(n_weights).collect())
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::Internal {
        reason: error.to_string(),
    }
}
