//! Figures: what a run measured, and what can be seen of its network and its data.

use serde::{Deserialize, Serialize};

use super::tagged;

message! {
/// The device that computes.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum DeviceKind {
    /// The browser's WebGPU, through Burn's wgpu runtime.
    Webgpu,
    /// One thread, WebAssembly SIMD.
    Cpu,
}

/// The data that runs train on.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum DatasetKind {
    /// The four MNIST files, checked by SHA-256.
    Mnist,
    /// Digits drawn by this crate; not MNIST.
    Generated,
    /// The visitor's own files.
    Custom,
}

/// What kind of images a network reads.
#[serde(deny_unknown_fields)]
#[derive(Copy, Eq)]
pub struct ImageFormat {
    /// Rows of an image, 1..=64.
    pub rows: u32,
    /// Columns of an image, 1..=64.
    pub columns: u32,
    /// Classes, 2..=100; a label is below it.
    pub classes: u32,
}

/// How a run ended.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum Outcome {
    /// All its epochs are done.
    Finished,
    /// The visitor stopped it.
    Stopped,
}

/// One epoch's figures. Losses are mean cross-entropies in nats, accuracies are 0..1.
pub struct EpochRecord {
    /// From 1.
    pub epoch: u32,
    /// Mean over the epoch's samples as they were trained (dropout on).
    pub train_loss: f64,
    /// Mean over the epoch's samples as they were trained (dropout on).
    pub train_accuracy: f64,
    /// Whole test set, inference mode.
    pub test_loss: f64,
    /// Whole test set, inference mode.
    pub test_accuracy: f64,
    /// Time of training and evaluation, pauses left out.
    pub seconds: f64,
}

/// Keras's summary table.
pub struct Summary {
    /// One row per layer.
    pub rows: Vec<SummaryRow>,
    /// All parameters, batch-norm statistics included.
    pub total_params: u32,
    /// Parameters that training changes by gradient.
    pub trainable_params: u32,
    /// Batch-norm moving statistics.
    pub non_trainable_params: u32,
}

/// One layer of the summary table.
pub struct SummaryRow {
    /// Name and kind, as Keras prints them, such as `dense_1 (Dense)`.
    pub layer: String,
    /// Size of the layer's output per image.
    pub output_units: u32,
    /// Parameters of the layer.
    pub params: u32,
}

/// How the weights of one kernel are distributed, as seaborn's violins show it.
pub struct WeightDistribution {
    /// The layer's name and kind, as Keras prints them, such as `dense_1 (Dense)`.
    pub layer: String,
    /// How many weights the kernel has, those left out that are not finite.
    pub n_weights: u32,
    /// The smallest weight.
    pub min: f64,
    /// The smallest weight within 1.5 interquartile ranges of the lower quartile.
    pub lower_whisker: f64,
    /// A quarter of the weights are below it.
    pub lower_quartile: f64,
    /// Half of the weights are below it.
    pub median: f64,
    /// A quarter of the weights are above it.
    pub upper_quartile: f64,
    /// The largest weight within 1.5 interquartile ranges of the upper quartile.
    pub upper_whisker: f64,
    /// The largest weight.
    pub max: f64,
    /// Their standard deviation, with n − 1.
    pub stddev: f64,
    /// The weight that `density` begins at.
    pub grid_from: f64,
    /// The weight that `density` ends at.
    pub grid_to: f64,
    /// Kernel density, at evenly spaced weights from `grid_from` to `grid_to`; empty where all
    /// weights are the same.
    pub density: Vec<f32>,
}

/// Which digits to show.
#[serde(tag = "kind", rename_all = "snake_case", try_from = "tagged::DigitSelection")]
#[derive(Copy, Eq)]
pub enum DigitSelection {
    /// Test images of one cell of the confusion matrix, the surest answers first.
    Cell {
        /// What the image is.
        label: u32,
        /// What the network answered.
        answer: u32,
    },
    /// Test images that were answered wrongly, the surest answers first.
    Mistakes {},
    /// The first images of the training set.
    FirstExamples {},
}

/// What the network answered for an image.
#[derive(Copy)]
pub struct Answer {
    /// The class with the largest probability.
    pub class: u32,
    /// Its probability, 0..1.
    pub probability: f64,
}

/// An image of the data, and what the network answered.
pub struct DigitImage {
    /// Its index in the training or the test set, from 0.
    pub index: u32,
    /// What it is.
    pub label: u32,
    /// What the network answered after its last whole epoch; null for training images.
    pub answer: Option<Answer>,
    /// Row-major, 0 = background, 255 = ink.
    #[serde(with = "serde_bytes")]
    #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
    pub pixels: Vec<u8>,
}
}
