//! Evaluation of the whole test set, a part at a time: loss, accuracy, and each image's answer.

use burn::tensor::Transaction;
use burn::tensor::activation::log_softmax;

use super::step::{StepFigures, cross_entropy_sum};
use crate::data::batches::DeviceSplit;
use crate::error::{Result, device_failed};
use crate::model::mlp::Mlp;
use crate::model::weights::floats;
use crate::protocol::Answer;

/// Images evaluated between two looks at the clock and the messages.
const CHUNK: usize = 1000;

/// An evaluation under way.
#[derive(Debug)]
pub struct Evaluation {
    network: Mlp,
    figures: Figures,
    answers: Vec<Answer>,
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
            answers: Vec::new(),
        }
    }

    /// Evaluates some more images; the figures so far, whole when `n_images` is all of them.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub async fn advance(&mut self, split: &DeviceSplit) -> Result<Figures> {
        let start = self.figures.n_images;
        let end = (start + CHUNK).min(split.len());
        let batch = split.range(start..end);
        let log_probabilities = log_softmax(self.network.forward(batch.images), 1);
        let classes = log_probabilities.clone().argmax(1);
        let probabilities = log_probabilities.clone().gather(1, classes.clone()).exp();
        let read = Transaction::default()
            .register(cross_entropy_sum(log_probabilities, batch.labels))
            .register(classes.float())
            .register(probabilities);
        let read = read.execute_async().await.map_err(device_failed)?;
        let read: Vec<Vec<f32>> = read.into_iter().map(floats).collect::<Result<_>>()?;
        let [loss_sum, classes, probabilities] = <[_; 3]>::try_from(read).unwrap_or_default();
        let answers = classes.iter().zip(&probabilities);
        self.answers
            .extend(answers.map(|(class, probability)| Answer {
                class: *class as u32,
                probability: f64::from(*probability),
            }));
        let labels = split.labels()[start..end].iter();
        let n_correct = labels
            .zip(&self.answers[start..])
            .filter(|(label, answer)| u32::from(**label) == answer.class)
            .count();
        self.figures.add(&StepFigures {
            loss_sum: loss_sum.first().copied().map_or(f64::NAN, f64::from),
            n_correct: n_correct as f64,
            n_images: end - start,
        });
        Ok(self.figures)
    }

    /// What the network answered for each image evaluated so far.
    pub fn into_answers(self) -> Vec<Answer> {
        self.answers
    }
}
