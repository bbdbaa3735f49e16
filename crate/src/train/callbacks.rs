//! What changes a run while it goes on: learning-rate schedules, early stopping, and the rates that
//! the visitor sets, as Keras computes them.
//!
//! All of it follows from the settings, the test figures of the epochs so far and the changes so
//! far: there is no other state. Sources: Keras 3, `keras/src/callbacks/early_stopping.py` and
//! `reduce_lr_on_plateau.py`, `keras/src/optimizers/schedules/learning_rate_schedule.py`.

use std::f64::consts::PI;

use crate::error::{Error, Result};
use crate::model::config::{check, check_epochs, check_learning_rate};
use crate::protocol::{Callbacks, EpochRecord, RateChange, RunConfig, ScheduleKind, Watch};

/// A test loss is better if it is so much smaller: the default `min_delta` of Keras's
/// `ReduceLROnPlateau`.
const MIN_DELTA: f64 = 1e-4;

/// Rates that a visitor may set in one run: by hand nobody comes so far.
const MAX_RATE_CHANGES: usize = 1000;

/// What callbacks look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// The test figures of each epoch that is done.
    tests: Vec<TestFigures>,
    /// The rates that the visitor set, in their order.
    rate_changes: Vec<RateChange>,
}

/// The test figures of an epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
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

    /// The same epochs with other changes of the rate.
    ///
    /// # Errors
    /// Those of [`Past::with_rate_changes`].
    pub fn with_other_rates(self, rate_changes: Vec<RateChange>) -> Result<Self> {
        Ok(Self {
            tests: self.tests,
            ..Self::with_rate_changes(rate_changes)?
        })
    }

    /// Loss and accuracy of each epoch that is done, in a row, as a file has them.
    pub(super) fn tests_in_a_row(&self) -> Vec<f64> {
        let tests = self.tests.iter();
        tests.flat_map(|test| [test.loss, test.accuracy]).collect()
    }

    /// The rates that were set, and those that are still to be, in their order.
    pub fn rate_changes(&self) -> &[RateChange] {
        &self.rate_changes
    }

    /// Epoch, step and rate of each change, in a row, as a file has them.
    pub(super) fn rate_changes_in_a_row(&self) -> Vec<f64> {
        let changes = self.rate_changes.iter();
        let row = |change: &RateChange| {
            [
                f64::from(change.epoch),
                f64::from(change.step),
                change.learning_rate,
            ]
        };
        changes.flat_map(row).collect()
    }

    /// What [`Past::tests_in_a_row`] and [`Past::rate_changes_in_a_row`] gave.
    ///
    /// # Errors
    /// Those of [`Past::with_rate_changes`].
    pub(super) fn from_rows(tests: &[f64], rate_changes: &[f64]) -> Result<Self> {
        let changes = rate_changes.chunks_exact(3).map(|row| RateChange {
            epoch: row[0] as u32,
            step: row[1] as u32,
            learning_rate: row[2],
        });
        let tests = tests.chunks_exact(2).map(|row| TestFigures {
            loss: row[0],
            accuracy: row[1],
        });
        Ok(Self {
            tests: tests.collect(),
            ..Self::with_rate_changes(changes.collect())?
        })
    }

    /// Refuses a past of another number of epochs.
    ///
    /// # Errors
    /// [`Error::Checkpoint`].
    pub(super) fn check_epochs(&self, epochs_done: u32) -> Result<()> {
        if self.tests.len() == epochs_done as usize {
            return Ok(());
        }
        Err(Error::Checkpoint {
            reason: "what its callbacks look at is of another number of epochs".to_owned(),
        })
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
        // Of two for one step the second counts, and of those that were still to come none.
        changes.retain(|other| (other.epoch, other.step) < (change.epoch, change.step));
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
    pub fn stops_early(&self, callbacks: &Callbacks) -> bool {
        callbacks.stop.is_some_and(|watch| {
            let epochs_since = self.tests.len() as u32 - self.best_epoch(watch);
            epochs_since >= callbacks.patience
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
        let Callbacks {
            schedule,
            factor,
            every,
            ..
        } = config.callbacks;
        let drops = match schedule {
            Some(ScheduleKind::Step) => (epoch - 1) / every,
            Some(ScheduleKind::Plateau) => self.plateaus(every),
            Some(ScheduleKind::Cosine) | None => 0,
        };
        let dropped = factor.powi(drops as i32);
        let share = |step: usize| match schedule {
            None => 1.0,
            Some(ScheduleKind::Step | ScheduleKind::Plateau) => dropped,
            Some(ScheduleKind::Cosine) => {
                let done = (steps_before + step) as f64 / all_steps as f64;
                (1.0 - factor) * 0.5 * (1.0 + cosine_of_turn(done)) + factor
            }
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

/// cos(π · x) for x in 0..=1, to the last bits of an f64: the same ones everywhere, which the
/// machines' own cosines do not promise, and in a seventh of their code.
fn cosine_of_turn(x: f64) -> f64 {
    if x > 0.5 {
        return -cosine_of_turn(1.0 - x);
    }
    let square = (PI * x) * (PI * x);
    // The power series up to the term of t²², from the smallest on.
    (1..=11).rev().fold(1.0, |sum, n| {
        1.0 - sum * square / f64::from(2 * n * (2 * n - 1))
    })
}

/// Checks callbacks.
///
/// # Errors
/// [`Error::Setting`], naming the setting and its range.
pub fn check_callbacks(callbacks: &Callbacks) -> Result<()> {
    if let Some(kind) = callbacks.schedule {
        let least = match kind {
            ScheduleKind::Cosine => 0.0,
            ScheduleKind::Step | ScheduleKind::Plateau => f64::MIN_POSITIVE,
        };
        check(
            "Factor of the learning rate",
            callbacks.factor,
            (least..1.0).contains(&callbacks.factor),
            || "above 0 (of the cosine also 0) and below 1".to_owned(),
        )?;
        check_epochs("Epochs of the schedule", callbacks.every)?;
    }
    match callbacks.stop {
        Some(_) => check_epochs("Patience", callbacks.patience),
        None => Ok(()),
    }
}
