//! Softmax and cross-entropy of one image's logits.

use super::cpu::exp;
use crate::data::CLASSES;
use crate::protocol::Answer;

/// An image's probabilities, and what the loss needs of its logits.
pub(super) struct Softmax {
    /// Each class's, 0..1.
    pub(super) probabilities: [f32; CLASSES],
    /// ln Σ e^(logit − largest).
    log_sum: f32,
    /// Logits less the largest.
    shifted: [f32; CLASSES],
    /// The class of the largest logit, the first of equals.
    pub(super) class: usize,
}

impl Softmax {
    /// Of an image's logits. What is not finite makes NaN.
    pub(super) fn of(logits: &[f32; CLASSES]) -> Self {
        let mut class = 0;
        for other in 1..CLASSES {
            if logits[other] > logits[class] {
                class = other;
            }
        }
        let shifted = logits.map(|logit| logit - logits[class]);
        let powers = shifted.map(exp);
        let sum: f32 = powers.iter().sum();
        Self {
            probabilities: powers.map(|power| power / sum),
            log_sum: libm::logf(sum),
            shifted,
            class,
        }
    }

    /// −ln of the label's probability, in nats.
    pub(super) fn loss(&self, label: u8) -> f32 {
        let shifted = self.shifted.get(usize::from(label)).copied();
        self.log_sum - shifted.unwrap_or(f32::NAN)
    }

    /// The most probable class, and its probability.
    pub(super) fn answer(&self) -> Answer {
        Answer {
            class: self.class as u32,
            probability: f64::from(self.probabilities[self.class]),
        }
    }
}
