//! The engine on the browser's GPU: fused WGSL kernels on Burn's tensors and wgpu runtime.
//!
//! A step of a network with n dense layers takes 3n + 1 dispatches, and two more for each batch
//! normalisation: the gradient of a kernel goes from registers straight into the optimizer, and
//! bias, activation, dropout and the loss's gradient have no kernels of their own. What differs from
//! step to step (which images, the rate, dropout's keys) lies on the GPU for the whole epoch, and
//! the GPU counts the steps itself, so that every step is the same list of dispatches: it is
//! recorded once, as a graph of CubeCL's, and replayed.

mod buffer;
mod images;
mod inference;
mod kernels;
mod matrix;
mod network;
mod records;
mod training;

use std::ops::Range;

use burn::tensor::Device;

use buffer::{Buffer, Gpu};
pub use images::Images;
use inference::Inference;
pub use kernels::Kernel;
use network::Network;
use training::Training;

use super::trainer::{Evaluated, Origin};
use crate::data::in_whole_words;
use crate::engine::softmax::Softmax;
use crate::error::Result;
use crate::model::tensors::HostTensor;
use crate::train::figures::StepFigures;
use crate::train::plan::EpochPlan;

/// Images that are evaluated with one wait for the GPU.
pub const EVALUATION_CHUNK: usize = 5000;

/// A network on the GPU, and its optimizer.
#[derive(Debug)]
pub struct Trainer {
    gpu: Gpu,
    network: Network,
    training: Option<Training>,
    inference: Option<Inference>,
}

impl Trainer {
    /// Puts network and optimizer on a GPU.
    ///
    /// # Errors
    /// [`Error::Checkpoint`](crate::error::Error::Checkpoint), naming a tensor that is missing or of
    /// another shape.
    pub(super) fn new(origin: &Origin, device: &Device) -> Result<Self> {
        let gpu = Gpu::of(device)?;
        Ok(Self {
            network: Network::new(origin, &gpu)?,
            gpu,
            training: None,
            inference: None,
        })
    }

    /// Tells the GPU all that the epoch's steps need to know. `rates` has one for each step.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub(super) fn begin(&mut self, plan: &EpochPlan, rates: &[f64], images: &Images) -> Result<()> {
        let hidden = self.network.layers.len() - 1;
        let records = records::of_epoch(plan, rates, hidden);
        match &self.training {
            Some(training) if training.fits(plan, images) => {
                training.begin(&plan.order, &records);
            }
            _ => {
                // The old one's memory is given back before more is asked for.
                self.training = None;
                let training = Training::new(&self.network, images, plan, &records, &self.gpu)?;
                self.training = Some(training);
            }
        }
        Ok(())
    }

    /// Trains steps from `first_step` on, which have `sizes` images, and reads their figures.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub(super) async fn train(
        &mut self,
        first_step: usize,
        sizes: &[usize],
    ) -> Result<Vec<StepFigures>> {
        match &self.training {
            Some(training) => training.train(first_step, sizes).await,
            None => Ok(Vec::new()),
        }
    }

    /// Evaluates images of a split in inference mode.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub(super) async fn evaluate(
        &mut self,
        images: &Images,
        range: Range<usize>,
    ) -> Result<Evaluated> {
        let labels = &images.host_labels[range.clone()];
        let logits = self.logits(&images.pixels, range).await?;
        let mut softmax = Softmax::new(self.network.n_classes());
        let mut evaluated = Evaluated {
            loss_sum: 0.0,
            answers: Vec::with_capacity(labels.len()),
        };
        for (logits, label) in self.rows_of(&logits).zip(labels) {
            softmax.take(|class| logits[class]);
            evaluated.loss_sum += f64::from(softmax.loss(*label));
            evaluated.answers.push(softmax.answer());
        }
        Ok(evaluated)
    }

    /// The class probabilities of images, `n · pixels` bytes → `n · classes` numbers.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub(super) async fn probabilities(&mut self, pixels: &[u8]) -> Result<Vec<f64>> {
        let n_pixels = self.network.n_inputs();
        let n_images = pixels.len() / n_pixels;
        let words = in_whole_words(pixels, n_pixels).into_owned();
        let words = self.gpu.bytes(words);
        let logits = self.logits(&words, 0..n_images).await?;
        let mut softmax = Softmax::new(self.network.n_classes());
        let mut probabilities = Vec::with_capacity(n_images * self.network.n_classes());
        for logits in self.rows_of(&logits).take(n_images) {
            softmax.take(|class| logits[class]);
            probabilities.extend(softmax.probabilities.iter().copied().map(f64::from));
        }
        Ok(probabilities)
    }

    /// The rows of logits as the GPU has them: classes, and what fills the last vector.
    fn rows_of<'a>(&self, logits: &'a [f32]) -> std::slice::ChunksExact<'a, f32> {
        logits.chunks_exact(matrix::padded(self.network.n_classes()))
    }

    /// The logits of some images; rows beyond the last image fill the last row group.
    async fn logits(&mut self, pixels: &Buffer, range: Range<usize>) -> Result<Vec<f32>> {
        let inference = match self.inference.take() {
            Some(inference) if inference.holds(range.len()) => inference,
            _ => Inference::new(&self.network, range.len(), &self.gpu),
        };
        let inference = self.inference.insert(inference);
        inference.run(&self.network, pixels, range.clone());
        let logits = self.gpu.read(vec![inference.logits()]).await?;
        Ok(logits.into_iter().next().unwrap_or_default())
    }

    /// The first dense layer with a number that is not finite in its weights or in what it gave for
    /// the `n_images` of the step whose loss was not: the GPU has computed nothing since.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub(super) async fn first_not_finite(&self, n_images: usize) -> Result<Option<usize>> {
        for (index, layer) in self.network.layers.iter().enumerate() {
            let outputs = self.training.iter().flat_map(|all| all.outputs(index));
            let weights = layer.weights();
            let n_outputs = n_images * matrix::padded(layer.units);
            let n_weights = weights.len();
            let read = self.gpu.read(weights.into_iter().chain(outputs).collect());
            let is_bad = |values: &[f32]| values.iter().any(|value| !value.is_finite());
            let mut bad = read.await?.into_iter().enumerate().map(|(at, values)| {
                // Rows beyond the last image have whatever was there.
                let n = if at < n_weights {
                    values.len()
                } else {
                    n_outputs
                };
                is_bad(values.get(..n).unwrap_or(&values))
            });
            if bad.any(|is_bad| is_bad) {
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    /// Reads the network's tensors, and the moments if they are wanted.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub(super) async fn tensors(&self, with_moments: bool) -> Result<Vec<HostTensor>> {
        self.network.tensors(with_moments, &self.gpu).await
    }
}
