//! Evaluation of the whole test set, a part at a time.

use super::step::{StepFigures, evaluate_batch, read};
use crate::data::batches::DeviceSplit;
use crate::error::Result;
use crate::model::mlp::Mlp;

/// Images evaluated between two looks at the clock and the messages.
const CHUNK: usize = 1000;

/// An evaluation under way.
#[derive(Debug)]
pub struct Evaluation {
    network: Mlp,
    figures: Figures,
}

/// Sums of loss and accuracy, in f64 on the host.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    loss_sum: f64,
    n_correct: f64,
    n_images: usize,
}

impl Figures {
    /// Adds a step's figures.
    pub fn add(&mut self, step: &StepFigures) {
        self.loss_sum += step.loss_sum;
        self.n_correct += step.n_correct;
        self.n_images += step.n_images;
    }

    /// Mean cross-entropy in nats; NaN before the first image.
    pub fn loss(&self) -> f64 {
        self.loss_sum / self.n_images as f64
    }

    /// 0..1; NaN before the first image.
    pub fn accuracy(&self) -> f64 {
        self.n_correct / self.n_images as f64
    }

    /// Images so far.
    pub fn n_images(&self) -> usize {
        self.n_images
    }
}

impl Evaluation {
    /// Begins an evaluation of the network as it is now.
    pub fn new(network: &Mlp) -> Self {
        Self {
            network: network.without_autodiff(),
            figures: Figures::default(),
        }
    }

    /// Evaluates some more images; the figures so far, whole when `n_images` is all of them.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub async fn advance(&mut self, split: &DeviceSplit) -> Result<Figures> {
        let start = self.figures.n_images;
        let end = (start + CHUNK).min(split.len());
        let metrics = evaluate_batch(&self.network, split.range(start..end));
        for step in read(vec![metrics]).await? {
            self.figures.add(&step);
        }
        Ok(self.figures)
    }
}
