//! Softmax and cross-entropy of one image's logits.

use super::cpu::exp;
use crate::protocol::Answer;

/// An image's probabilities, and what the loss needs of its logits. One serves for image after
/// image, without allocating.
#[derive(Clone, Debug)]
pub(super) struct Softmax {
    /// Each class's, 0..1.
    pub(super) probabilities: Vec<f32>,
    /// ln Σ e^(logit − largest).
    log_sum: f32,
    /// Logits less the largest.
    shifted: Vec<f32>,
    /// The class of the largest logit, the first of equals.
    pub(super) class: usize,
}

impl Softmax {
    /// One for so many classes, of no image yet.
    pub(super) fn new(n_classes: usize) -> Self {
        Self {
            probabilities: vec![f32::NAN; n_classes],
            log_sum: f32::NAN,
            shifted: vec![f32::NAN; n_classes],
            class: 0,
        }
    }

    /// Takes an image's logits, by class. What is not finite makes NaN.
    pub(super) fn take(&mut self, logit: impl Fn(usize) -> f32) {
        let mut largest = f32::NAN;
        for (class, shifted) in self.shifted.iter_mut().enumerate() {
            *shifted = logit(class);
            if class == 0 || *shifted > largest {
                self.class = class;
                largest = *shifted;
            }
        }
        for (shifted, power) in self.shifted.iter_mut().zip(&mut self.probabilities) {
            *shifted -= largest;
            *power = exp(*shifted);
        }
        let sum: f32 = self.probabilities.iter().sum();
        for power in &mut self.probabilities {
            *power /= sum;
        }
        self.log_sum = libm::logf(sum);
    }

    /// −ln of the label's probability, in nats.
    pub(super) fn loss(&self, label: u8) -> f32 {
        let shifted = self.shifted.get(usize::from(label)).copied();
        self.log_sum - shifted.unwrap_or(f32::NAN)
    }

    /// The most probable class, and its probability.
    pub(super) fn answer(&self) -> Answer {
        let probability = self.probabilities.get(self.class).copied();
        Answer {
            class: self.class as u32,
            probability: f64::from(probability.unwrap_or(f32::NAN)),
        }
    }
}
