//! Settings: what a visitor chooses, what there is to choose from, and what bounds it.

use serde::{Deserialize, Serialize};

use super::tagged;

message! {
/// The device that the visitor asks for.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum DevicePreference {
    /// WebGPU where it can be trusted, else the CPU.
    Auto,
    /// WebGPU or nothing.
    Webgpu,
    /// The CPU.
    Cpu,
}

/// The data that the visitor asks for.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum DataPreference {
    /// MNIST where it can be had, else generated digits.
    Auto,
    /// MNIST or nothing.
    Mnist,
    /// Generated digits.
    Generated,
    /// The visitor's own files.
    Custom,
}

/// A multilayer perceptron: one input for each pixel, the hidden layers, one output for
/// each class.
#[serde(deny_unknown_fields)]
pub struct Architecture {
    /// The hidden layers, first to last; none makes a linear softmax classifier.
    pub hidden: Vec<HiddenLayer>,
    /// What each hidden layer makes of its sums.
    pub activation: Activation,
    /// Whether each hidden layer is followed by batch normalisation.
    pub batch_norm: bool,
    /// Share of each hidden layer's outputs that dropout zeroes in training, 0 ≤ rate < 1.
    pub dropout: f64,
}

/// One hidden layer.
#[serde(deny_unknown_fields)]
pub struct HiddenLayer {
    /// Outputs of the layer, 1..=2048.
    pub units: u32,
    /// What its kernel is drawn from; its biases begin at zero.
    pub initialization: Initialization,
}

/// What a hidden layer makes of its sums.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq, Hash)]
pub enum Activation {
    /// max(0, x).
    Relu,
    /// The hyperbolic tangent.
    Tanh,
    /// 1 / (1 + e⁻ˣ).
    Sigmoid,
    /// x · Φ(x) with the normal distribution function Φ, not its approximation by tanh.
    Gelu,
}

/// What a kernel `[inputs, units]` is drawn from before training.
#[serde(tag = "kind", rename_all = "snake_case", try_from = "tagged::Initialization")]
#[derive(Copy)]
pub enum Initialization {
    /// N(0, 2 / inputs): He et al., "Delving Deep into Rectifiers", 2015.
    He {},
    /// U(−l, l), l = √(6 / (inputs + units)): Glorot and Bengio, "Understanding the difficulty of
    /// training deep feedforward neural networks", 2010; Keras's default.
    Glorot {},
    /// N(0, stddev²).
    Normal {
        /// Standard deviation, above 0 and at most 10.
        stddev: f64,
    },
}

/// How gradients change the weights, each with Keras's formula, and its defaults but for momentum.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq, Hash)]
pub enum OptimizerKind {
    /// Adam, with β₁ = 0.9, β₂ = 0.999, ε = 1e-7.
    Adam,
    /// Stochastic gradient descent with momentum 0.9.
    Sgd,
    /// RMSprop, with ρ = 0.9, ε = 1e-7.
    Rmsprop,
}

/// Everything that decides a run's numbers.
#[serde(deny_unknown_fields)]
pub struct RunConfig {
    /// The model's id: one of the notebook's, `softmax` or `custom`.
    pub model: String,
    /// The network.
    pub architecture: Architecture,
    /// Passes over the training set, 1..=1000.
    pub epochs: u32,
    /// Images in a step, 1..=n_train.
    pub batch_size: u32,
    /// How gradients change the weights.
    pub optimizer: OptimizerKind,
    /// The optimizer's learning rate, > 0 and ≤ 10.
    pub learning_rate: f64,
    /// Decides initial weights, order of the images and dropout.
    pub seed: u32,
    /// What changes the run while it goes on; missing where nothing does.
    #[serde(default, skip_serializing_if = "Callbacks::is_empty")]
    #[cfg_attr(not(target_arch = "wasm32"), ts(as = "Option<Callbacks>", optional))]
    pub callbacks: Callbacks,
}

/// What changes a run while it goes on, as Keras's callbacks and schedules do. One flat object: nested
/// ones cost the page kilobytes of code.
#[serde(deny_unknown_fields)]
#[derive(Copy)]
pub struct Callbacks {
    /// By which formula the learning rate changes; null leaves it as it is.
    pub schedule: Option<ScheduleKind>,
    /// What the rate is multiplied by at each drop, above 0 and below 1; of the cosine the share of
    /// the rate that is left at the end, also 0. Without a schedule nothing looks at it.
    pub factor: f64,
    /// Epochs between two drops, or without a better test loss before one, 1..=1000. Without a
    /// schedule, and of the cosine, nothing looks at it.
    pub every: u32,
    /// What has to become better lest the run end before its last epoch, as Keras's `EarlyStopping`
    /// has it; null never ends it.
    pub stop: Option<Watch>,
    /// Epochs that may pass without a new best, 1..=1000. Without `stop` nothing looks at it.
    pub patience: u32,
    /// Whether the network of the best epoch is put back at the end. Without `stop` nothing looks at
    /// it.
    pub restore_best: bool,
}

/// By which formula the learning rate changes.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum ScheduleKind {
    /// A drop after each so many epochs: Keras's `ExponentialDecay` with `staircase`.
    Step,
    /// Half a cosine over the steps of the run: Keras's `CosineDecay`.
    Cosine,
    /// A drop after so many epochs whose test loss is no better than the best by more than 0.0001:
    /// Keras's `ReduceLROnPlateau`.
    Plateau,
}

/// A figure of the test set.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum Watch {
    /// The smaller, the better.
    TestLoss,
    /// The larger, the better.
    TestAccuracy,
}

/// A learning rate that the visitor set while a run went on.
#[derive(Copy)]
pub struct RateChange {
    /// The epoch, from 1.
    pub epoch: u32,
    /// The first of its steps that has this rate, from 1.
    pub step: u32,
    /// In place of the settings' own; a schedule goes on from it.
    pub learning_rate: f64,
}

/// A model on offer.
pub struct ModelEntry {
    /// Its id in links and exports, such as `a1-relu`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The network.
    pub architecture: Architecture,
    /// What the notebook printed after its last epoch; null where it has no such model.
    pub reported: Option<Reported>,
    /// The epochs of the notebook's curves that could be read; empty where it has no such model.
    pub history: Vec<NotebookEpoch>,
}

/// Figures that the notebook printed after epoch 20.
pub struct Reported {
    /// Mean cross-entropy on the test set, in nats.
    pub test_loss: f64,
    /// 0..1; null where it could not be read.
    pub test_accuracy: Option<f64>,
    /// Mean cross-entropy over the last epoch's training, in nats.
    pub train_loss: f64,
    /// 0..1.
    pub train_accuracy: f64,
    /// Time per training image in an epoch on its author's machine, in microseconds.
    pub microseconds_per_sample: f64,
}

/// One epoch that the notebook printed. Losses are mean cross-entropies in nats, accuracies 0..1.
pub struct NotebookEpoch {
    /// From 1.
    pub epoch: u32,
    /// Mean over the epoch's samples as they were trained.
    pub train_loss: f64,
    /// Mean over the epoch's samples as they were trained.
    pub train_accuracy: f64,
    /// Whole test set.
    pub test_loss: f64,
    /// Whole test set.
    pub test_accuracy: f64,
}

/// What bounds the settings.
pub struct Limits {
    /// Largest number of epochs.
    pub max_epochs: u32,
    /// Largest learning rate.
    pub max_learning_rate: f64,
    /// Largest number of hidden layers.
    pub max_hidden_layers: u32,
    /// Largest width of a hidden layer.
    pub max_units: u32,
    /// Largest standard deviation of a normal initialisation.
    pub max_init_stddev: f64,
}
}

impl Default for Callbacks {
    /// Nothing changes the run.
    fn default() -> Self {
        Self {
            schedule: None,
            factor: 0.5,
            every: 5,
            stop: None,
            patience: 3,
            restore_best: false,
        }
    }
}

impl Callbacks {
    /// Whether nothing changes the run.
    pub fn is_empty(&self) -> bool {
        self.schedule.is_none() && self.stop.is_none()
    }
}
