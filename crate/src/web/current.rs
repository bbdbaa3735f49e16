//! The run under way, or the last one, and what each bit of it tells the page.

use super::logger::check_device;
use super::opening::Opened;
use super::port::post;
use crate::error::Result;
use crate::inspect::confusion::confusion;
use crate::inspect::distribution::distributions;
use crate::model::tensors::HostTensor;
use crate::protocol::{DeviceKind, EpochRecord, Event, Outcome, RateChange, RunConfig};
use crate::train::checkpoint::Checkpoint;
use crate::train::evaluation::Evaluation;
use crate::train::figures::StepFigures;
use crate::train::run::{Progress, Run};

/// The run under way, or the last one, or a network that was loaded: it answers questions.
pub struct Current {
    /// Chosen by the page.
    pub run_id: u32,
    /// The run.
    pub run: Run,
    /// Where its network lives, also after another device was opened.
    pub kind: DeviceKind,
    /// Whether it goes on.
    pub phase: Phase,
    /// Whether its network has learned something.
    pub trained: bool,
    /// The network as it was before the first step, until the page was told of it.
    first_weights: Option<Vec<HostTensor>>,
    /// Whether the data that its answers are about is still the one that is open.
    pub has_data: bool,
    /// The test of a network that was loaded, while it is under way.
    pub testing: Option<Testing>,
}

/// The test of a network that was loaded.
pub struct Testing {
    request_id: u32,
    evaluation: Evaluation,
}

/// Whether a run goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It does.
    Training,
    /// It is held.
    Paused,
    /// It is over.
    Ended,
}

impl Current {
    /// A run that is about to begin, or to go on from a checkpoint.
    ///
    /// # Errors
    /// [`Error::Setting`](crate::error::Error::Setting),
    /// [`Error::Checkpoint`](crate::error::Error::Checkpoint).
    pub fn begin(
        opened: &Opened,
        run_id: u32,
        config: RunConfig,
        rate_changes: Vec<RateChange>,
        checkpoint: Option<Vec<u8>>,
    ) -> Result<Self> {
        let train = &opened.data.train;
        let run = match checkpoint {
            None => Run::repeated(config, rate_changes, train, &opened.device)?,
            Some(bytes) => {
                let checkpoint = Checkpoint::from_bytes(&bytes)?;
                let run = Run::resumed(config, &checkpoint, train, &opened.device)?;
                // The page has seen the rates that were set after the checkpoint, too.
                match rate_changes.is_empty() {
                    true => run,
                    false => run.with_rate_changes(rate_changes)?,
                }
            }
        };
        Ok(Self {
            run_id,
            trained: run.epochs_done() > 0 || run.under_way().is_some(),
            run,
            kind: opened.kind,
            phase: Phase::Training,
            first_weights: None,
            has_data: true,
            testing: None,
        })
    }

    /// The network of a file, to be tested on the data that is open.
    ///
    /// # Errors
    /// [`Error::Checkpoint`](crate::error::Error::Checkpoint), also if it reads other images.
    pub fn loaded(opened: &Opened, request_id: u32, bytes: &[u8]) -> Result<Self> {
        let checkpoint = Checkpoint::from_bytes(bytes)?;
        let trainer = checkpoint.restore(opened.data.test.format(), &opened.device)?;
        Ok(Self {
            run_id: 0,
            run: Run::of_network(checkpoint.config, trainer, &opened.device),
            kind: opened.kind,
            phase: Phase::Ended,
            trained: true,
            first_weights: None,
            has_data: false,
            testing: Some(Testing {
                request_id,
                evaluation: Evaluation::default(),
            }),
        })
    }

    /// Whether there is something to do without being asked.
    pub fn is_working(&self) -> bool {
        self.phase == Phase::Training || self.testing.is_some()
    }

    /// Tests a network that was loaded with some more images, and tells the page when it is done.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub async fn test(&mut self, mut testing: Testing, opened: &Opened) -> Result<()> {
        let test = &opened.data.test;
        let trainer = self.run.trainer_mut();
        let figures = testing.evaluation.advance(trainer, test).await;
        check_device(self.kind)?;
        let figures = figures?;
        if figures.n_images() < test.len() {
            self.testing = Some(testing);
            return Ok(());
        }
        post(&Event::ModelTested {
            request_id: testing.request_id,
            test_loss: figures.loss(),
            test_accuracy: figures.accuracy(),
            n_test: test.len() as u32,
        });
        Ok(())
    }

    /// Keeps the weights as they are before anything is trained. How they are distributed is told
    /// after the first step, which need not wait for the quartiles of half a million numbers.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub async fn keep_first_weights(&mut self) -> Result<()> {
        let kernels = self.run.trainer().network_tensors().await;
        check_device(self.kind)?;
        self.first_weights = Some(kernels?);
        Ok(())
    }

    /// Does the next bit of the run and tells the page.
    ///
    /// # Errors
    /// Those of [`Run::advance`].
    pub async fn advance(&mut self, opened: &Opened) -> Result<()> {
        let run_id = self.run_id;
        let epochs_done = self.run.epochs_done();
        let progress = self.run.advance(&opened.data).await;
        check_device(self.kind)?;
        match progress? {
            Progress::Trained {
                epoch,
                step,
                figures,
                samples_per_second,
                learning_rate,
            } => {
                self.trained = true;
                post(&Event::Progress {
                    run_id,
                    epoch,
                    step,
                    losses: means(&figures, |step| step.loss_sum),
                    accuracies: means(&figures, |step| step.n_correct),
                    samples_per_second,
                    learning_rate,
                });
            }
            Progress::Evaluated { epoch, n_evaluated } => post(&Event::Evaluating {
                run_id,
                epoch,
                n_evaluated,
                n_test: opened.data.test.len() as u32,
            }),
            Progress::EpochEnded(record) => self.tell_epoch(record, opened).await?,
            Progress::Finished => {
                self.phase = Phase::Ended;
                let restored_epoch = self.run.restored_epoch();
                if let Some(epoch) = restored_epoch {
                    self.tell_confusion(epoch, opened);
                }
                post(&Event::RunEnded {
                    run_id,
                    outcome: Outcome::Finished,
                    restored_epoch,
                });
            }
        }
        if let Some(tensors) = self.first_weights.take() {
            self.tell_weights(epochs_done, &tensors);
        }
        Ok(())
    }

    async fn tell_epoch(&self, record: EpochRecord, opened: &Opened) -> Result<()> {
        let run_id = self.run_id;
        let epoch = record.epoch;
        post(&Event::EpochEnded { run_id, record });
        self.tell_confusion(epoch, opened);
        let state = self.state().await?;
        self.tell_weights(self.run.epochs_done(), state.tensors());
        self.tell_state(&state)
    }

    fn tell_confusion(&self, epoch: u32, opened: &Opened) {
        let test = &opened.data.test;
        let n_classes = test.format().n_classes();
        post(&Event::Confusion {
            run_id: self.run_id,
            epoch,
            counts: confusion(test.labels(), self.run.answers(), n_classes),
        });
    }

    /// Tells the whole state as it is now.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub async fn tell_checkpoint(&self) -> Result<()> {
        self.tell_state(&self.state().await?)
    }

    async fn state(&self) -> Result<Checkpoint> {
        let state = self.run.checkpoint().await;
        check_device(self.kind)?;
        state
    }

    fn tell_state(&self, state: &Checkpoint) -> Result<()> {
        post(&Event::Checkpoint {
            run_id: self.run_id,
            epochs_done: state.epochs_done,
            steps_done: state.under_way.map_or(0, |epoch| epoch.steps_done),
            bytes: state.to_bytes()?,
        });
        Ok(())
    }

    fn tell_weights(&self, epochs_done: u32, tensors: &[HostTensor]) {
        post(&Event::Weights {
            run_id: self.run_id,
            epochs_done,
            layers: distributions(&self.run.config().architecture, tensors),
        });
    }
}

/// A sum of each step, divided by its number of images.
fn means(figures: &[StepFigures], sum: impl Fn(&StepFigures) -> f64) -> Vec<f64> {
    let steps = figures.iter();
    steps.map(|step| sum(step) / step.n_images as f64).collect()
}
