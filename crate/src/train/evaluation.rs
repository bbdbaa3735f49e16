//! Evaluation of the whole test set, a part at a time: loss, accuracy, and each image's answer.

use super::figures::{Figures, StepFigures};
use crate::engine::{DeviceSplit, Trainer};
use crate::error::Result;
use crate::protocol::Answer;

/// An evaluation under way.
#[derive(Debug, Default)]
pub struct Evaluation {
    figures: Figures,
    answers: Vec<Answer>,
}

impl Evaluation {
    /// Evaluates some more images with the network as it is; the figures so far, whole when
    /// `n_images` is all of them.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub async fn advance(&mut self, trainer: &mut Trainer, split: &DeviceSplit) -> Result<Figures> {
        let start = self.figures.n_images();
        let end = (start + trainer.evaluation_chunk()).min(split.len());
        let evaluated = trainer.evaluate(split, start..end).await?;
        let labels = split.labels()[start..end].iter();
        let n_correct = labels
            .zip(&evaluated.answers)
            .filter(|(label, answer)| u32::from(**label) == answer.class)
            .count();
        self.answers.extend(evaluated.answers);
        self.figures.add(&StepFigures {
            loss_sum: evaluated.loss_sum,
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
