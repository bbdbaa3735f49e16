//! What changes a run while it goes on: learning-rate schedules, early stopping, and the rates that
//! the visitor sets, as Keras computes them.
//!
//! All of it follows from the settings, the test figures of the epochs so far and the changes so
//! far: there is no other state. Sources: Keras 3, `keras/src/callbacks/early_stopping.py` and
//! `reduce_lr_on_plateau.py`, `keras/src/optimizers/schedules/learning_rate_schedule.py`.

use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::model::config::{LIMITS, check, check_learning_rate};
use crate::protocol::{
    Callbacks, EarlyStopping, EpochRecord, RateChange, RunConfig, Schedule, ScheduleKind, Watch,
};

/// A test loss is better if it is so much smaller: the default `min_delta` of Keras's
/// `ReduceLROnPlateau`.
const MIN_DELTA: f64 = 1e-4;

/// Rates that a visitor may set in one run: by hand nobody comes so far.
const MAX_RATE_CHANGES: usize = 1000;

/// What callbacks look at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Past {
    /// The test figures of each epoch that is done.
    #[serde(default)]
    tests: Vec<TestFigures>,
    /// The rates that the visitor set, in their order.
    #[serde(default)]
    rate_changes: Vec<RateChange>,
}

/// The test figures of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TestFigures {
    loss: f64,
    accuracy: f64,
}

impl Past {
    /// Nothing yet, and rates that are to be set on the way, as a run that is repeated has them.
    ///
    /// # Errors
    /// [`Error::Setting`] if one is impossible or comes before the one before it.
    pub fn with_rate_changes(rate_changes: Vec<RateChange>) -> Result<Self> {
        check(
            "Changes of the learning rate",
            rate_changes.len(),
            rate_changes.len() <= MAX_RATE_CHANGES,
            || format!("at most {MAX_RATE_CHANGES}"),
        )?;
        let mut before = (1, 0);
        for change in &rate_changes {
            check_learning_rate(change.learning_rate)?;
            let place = (change.epoch, change.step);
            check(
                "Step of a change of the learning rate",
                change.step,
                change.step >= 1 && place >= before,
                || "a step, from 1, not before that of the change before".to_owned(),
            )?;
            before = place;
        }
        Ok(Self {
            tests: Vec::new(),
            rate_changes,
        })
    }

    /// The same as it was read from a file, after so many epochs.
    ///
    /// # Errors
    /// [`Error::Checkpoint`] if it is no past of such a run.
    pub(super) fn checked(&self, epochs_done: u32) -> Result<()> {
        let is_whole = self.tests.len() == epochs_done as usize;
        if !is_whole || Self::with_rate_changes(self.rate_changes.clone()).is_err() {
            return Err(Error::Checkpoint {
                reason: "what its callbacks look at is not of such a run".to_owned(),
            });
        }
        Ok(())
    }

    /// Notes an epoch that is done.
    pub fn note(&mut self, record: &EpochRecord) {
        self.tests.push(TestFigures {
            loss: record.test_loss,
            accuracy: record.test_accuracy,
        });
    }

    /// Notes a rate that the visitor set.
    ///
    /// # Errors
    /// [`Error::Setting`] if it is impossible, or if there are too many.
    pub fn change_rate(&mut self, change: RateChange) -> Result<()> {
        let mut changes = self.rate_changes.clone();
        // Of two for one step the second counts.
        changes.retain(|other| (other.epoch, other.step) != (change.epoch, change.step));
        changes.push(change);
        self.rate_changes = Self::with_rate_changes(changes)?.rate_changes;
        Ok(())
    }

    /// The epoch, from 1, whose figures are the best so far; 0 before the first.
    pub fn best_epoch(&self, watch: Watch) -> u32 {
        let figures = self.tests.iter().map(|test| match watch {
            Watch::TestLoss => -test.loss,
            Watch::TestAccuracy => test.accuracy,
        });
        let mut best = (0, f64::NEG_INFINITY);
        for (epoch, figure) in (1..).zip(figures) {
            if figure > best.1 {
                best = (epoch, figure);
            }
        }
        best.0
    }

    /// Whether the run ends here, before its last epoch.
    pub fn stops_early(&self, early_stopping: Option<EarlyStopping>) -> bool {
        early_stopping.is_some_and(|early| {
            let epochs_since = self.tests.len() as u32 - self.best_epoch(early.watch);
            epochs_since >= early.patience
        })
    }

    /// How often the rate dropped because the test loss got no better.
    fn plateaus(&self, patience: u32) -> u32 {
        let (mut best, mut epochs_since, mut drops) = (f64::INFINITY, 0, 0);
        for test in &self.tests {
            if test.loss < best - MIN_DELTA {
                (best, epochs_since) = (test.loss, 0);
                continue;
            }
            epochs_since += 1;
            if epochs_since >= patience {
                drops += 1;
                epochs_since = 0;
            }
        }
        drops
    }

    /// The learning rate of each of an epoch's `n_steps` steps; epochs count from 1.
    pub fn learning_rates(&self, config: &RunConfig, epoch: u32, n_steps: usize) -> Vec<f64> {
        let steps_before = (epoch as usize - 1) * n_steps;
        let all_steps = config.epochs as usize * n_steps;
        let share = |step: usize| match config.callbacks.schedule {
            None => 1.0,
            Some(Schedule {
                kind,
                factor,
                epochs,
            }) => match kind {
                ScheduleKind::Step => factor.powi(((epoch - 1) / epochs) as i32),
                ScheduleKind::Plateau => factor.powi(self.plateaus(epochs) as i32),
                ScheduleKind::Cosine => {
                    let done = (steps_before + step) as f64 / all_steps as f64;
                    (1.0 - factor) * 0.5 * (1.0 + (PI * done).cos()) + factor
                }
            },
        };
        let mut changes = self.rate_changes.iter().peekable();
        let mut rate = config.learning_rate;
        (0..n_steps)
            .map(|step| {
                let place = (epoch, step as u32 + 1);
                let is_due = |change: &&RateChange| (change.epoch, change.step) <= place;
                while let Some(change) = changes.next_if(is_due) {
                    rate = change.learning_rate;
                }
                rate * share(step)
            })
            .collect()
    }
}

/// Checks callbacks.
///
/// # Errors
/// [`Error::Setting`], naming the setting and its range.
pub fn check_callbacks(callbacks: &Callbacks) -> Result<()> {
    let epochs = |setting, value| {
        check(
            setting,
            value,
            (1..=LIMITS.max_epochs).contains(&value),
            || format!("a whole number from 1 to {}", LIMITS.max_epochs),
        )
    };
    if let Some(schedule) = callbacks.schedule {
        let least = match schedule.kind {
            ScheduleKind::Cosine => 0.0,
            ScheduleKind::Step | ScheduleKind::Plateau => f64::MIN_POSITIVE,
        };
        check(
            "Factor of the learning rate",
            schedule.factor,
            (least..1.0).contains(&schedule.factor),
            || "above 0 (of the cosine also 0) and below 1".to_owned(),
        )?;
        epochs("Epochs of the schedule", schedule.epochs)?;
    }
    match callbacks.early_stopping {
        Some(early) => epochs("Patience", early.patience),
        None => Ok(()),
    }
}
