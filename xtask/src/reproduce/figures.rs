//! The figures of one model over its seeds, and how they stand to the notebook's.

use super::notebook::{Model, Reported};
use super::run_file::{Epoch, Run};
use super::statistics::Values;

/// How far a mean test accuracy may lie below the figure it is held against.
pub const TOLERANCE: f64 = 0.004;

/// What is still "about 98 %".
pub const ABOUT_98_PERCENT: f64 = 0.975;

/// The epochs that the notebook's second observation speaks of.
pub const EARLY_EPOCHS: usize = 15;

/// Training images in an epoch.
pub const N_TRAIN: u64 = 60_000;

/// Decimal fractions as binary ones: 0.98 − 0.976 is a little more than 0.004.
const ROUNDING: f64 = 1e-9;

/// One model's runs.
pub struct ModelFigures {
    /// The model.
    pub model: Model,
    /// A run for each seed, in the order of the seeds.
    pub runs: Vec<Run>,
}

/// The figure that a mean test accuracy is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// The notebook's own.
    Notebook(f64),
    /// Real Keras's, where the notebook's could not be read.
    Keras(f64),
}

impl Measure {
    /// The accuracy, 0..1.
    pub fn accuracy(self) -> f64 {
        match self {
            Self::Notebook(accuracy) | Self::Keras(accuracy) => accuracy,
        }
    }
}

impl ModelFigures {
    fn last(&self, figure: impl Fn(&Epoch) -> f64) -> Values {
        let last = self.runs.iter().filter_map(|run| run.epochs.last());
        last.map(figure).collect()
    }

    /// Test accuracy after the last epoch.
    pub fn test_accuracy(&self) -> Values {
        self.last(|epoch| epoch.test_accuracy)
    }

    /// Test loss after the last epoch.
    pub fn test_loss(&self) -> Values {
        self.last(|epoch| epoch.test_loss)
    }

    /// Training loss of the last epoch.
    pub fn train_loss(&self) -> Values {
        self.last(|epoch| epoch.train_loss)
    }

    /// Training accuracy of the last epoch.
    pub fn train_accuracy(&self) -> Values {
        self.last(|epoch| epoch.train_accuracy)
    }

    /// Test loss minus training loss.
    pub fn gap(&self) -> Values {
        self.last(|epoch| epoch.test_loss - epoch.train_loss)
    }

    /// Mean time of an epoch, in seconds.
    pub fn seconds(&self) -> f64 {
        let epochs = self.runs.iter().flat_map(|run| &run.epochs);
        epochs.map(|epoch| epoch.seconds).collect::<Values>().mean()
    }

    /// Best test accuracy within the first 15 epochs.
    pub fn best_early(&self) -> Values {
        let best = |run: &Run| {
            run.early()
                .map(|epoch| epoch.test_accuracy)
                .fold(0.0, f64::max)
        };
        self.runs.iter().map(best).collect()
    }

    /// For each seed, after which epoch "about 98 %" was first reached.
    pub fn first_at_98(&self) -> Vec<Option<usize>> {
        let reached = |epoch: &Epoch| is_at_least(epoch.test_accuracy, ABOUT_98_PERCENT);
        let first = |run: &Run| Some(run.epochs.iter().position(reached)? + 1);
        self.runs.iter().map(first).collect()
    }

    /// What the mean test accuracy is held against.
    pub fn measure(&self) -> Measure {
        let reported = self.model.reported.test_accuracy;
        reported.map_or(
            Measure::Keras(self.model.keras_test_accuracy),
            Measure::Notebook,
        )
    }

    /// Mean test accuracy minus what it is held against.
    pub fn difference(&self) -> f64 {
        self.test_accuracy().mean() - self.measure().accuracy()
    }

    /// Whether the mean test accuracy is near enough, or above.
    pub fn is_reproduced(&self) -> bool {
        is_at_least(self.difference(), -TOLERANCE)
    }
}

impl Run {
    fn early(&self) -> impl Iterator<Item = &Epoch> {
        self.epochs.iter().take(EARLY_EPOCHS)
    }
}

impl Model {
    /// Best test accuracy within the first 15 epochs, of those that the notebook shows readably.
    pub fn best_early(&self) -> Option<f64> {
        let early = self
            .history
            .iter()
            .filter(|(epoch, _)| *epoch <= EARLY_EPOCHS as u64);
        early.map(|(_, accuracy)| *accuracy).reduce(f64::max)
    }
}

impl Reported {
    /// Test loss minus training loss.
    pub fn gap(&self) -> f64 {
        self.test_loss - self.train_loss
    }

    /// Time of an epoch, in seconds.
    pub fn seconds(&self) -> f64 {
        self.microseconds_per_sample * N_TRAIN as f64 / 1e6
    }
}

/// Whether a figure made of decimal fractions is at least another.
pub fn is_at_least(value: f64, bound: f64) -> bool {
    value >= bound - ROUNDING
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::reproduce::notebook::tests::checked_out;

    /// Runs of one of the notebook's models whose test accuracies grow to those given.
    pub fn of_accuracy(id: &str, accuracies: &[f64]) -> ModelFigures {
        let models = checked_out().models;
        let model = models
            .into_iter()
            .find(|model| model.id == id)
            .expect("a model");
        let reported = model.reported;
        let run = |&accuracy: &f64| Run {
            started_on: "2025-01-31".to_owned(),
            epochs: (1..=20)
                .map(|epoch| Epoch {
                    train_loss: reported.train_loss,
                    train_accuracy: reported.train_accuracy,
                    test_loss: reported.test_loss,
                    test_accuracy: accuracy - 0.001 * f64::from(20 - epoch),
                    seconds: 5.0,
                })
                .collect(),
        };
        let runs = accuracies.iter().map(run).collect();
        ModelFigures { model, runs }
    }

    #[test]
    fn exactly_the_tolerance_below_is_near_enough_and_a_step_more_is_not() {
        // The notebook's 0.9776 less 0.0040.
        let exactly = of_accuracy("a3-relu", &[0.9735, 0.9736, 0.9737]);
        assert!(exactly.is_reproduced(), "{}", exactly.difference());
        let below = of_accuracy("a3-relu", &[0.9735, 0.9736, 0.9736]);
        assert!(!below.is_reproduced(), "{}", below.difference());
        assert!(of_accuracy("a3-relu", &[0.99]).is_reproduced());
    }

    #[test]
    fn keras_is_the_measure_where_the_notebook_could_not_be_read() {
        let figures = of_accuracy("a2-bn-dropout", &[0.98]);
        assert_eq!(figures.measure(), Measure::Keras(0.9809));
        let figures = of_accuracy("a2-relu", &[0.98]);
        assert_eq!(figures.measure(), Measure::Notebook(0.9808));
    }

    #[test]
    fn only_the_first_fifteen_epochs_count_as_early() {
        let figures = of_accuracy("a1-relu", &[0.985, 0.979]);
        let best = figures.best_early();
        assert!((best.0[0] - 0.980).abs() < 1e-12, "{best:?}");
        assert_eq!(figures.first_at_98(), [Some(10), Some(16)]);
        assert_eq!(of_accuracy("a1-relu", &[0.97]).first_at_98(), [None]);
        // 0.9822 after epoch 15; 0.9838 came later.
        assert_eq!(figures.model.best_early(), Some(0.9822));
    }

    #[test]
    fn the_gap_is_test_loss_less_training_loss_and_times_are_per_epoch() {
        let figures = of_accuracy("a1-bn-dropout", &[0.98]);
        assert!((figures.gap().mean() - (0.061_509 - 0.0667)).abs() < 1e-6);
        assert!((figures.model.reported.gap() - figures.gap().mean()).abs() < 1e-12);
        assert_eq!(figures.seconds(), 5.0);
        // 108 µs for each of 60,000 images.
        assert!((figures.model.reported.seconds() - 6.48).abs() < 1e-12);
    }
}
