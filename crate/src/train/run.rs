//! A run: what is trained next, how far it is, and what it measured.

use web_time::Instant;

use super::callbacks::Past;
use super::checkpoint::{Checkpoint, EpochUnderWay};
use super::evaluation::Evaluation;
use super::figures::{Figures, StepFigures};
use super::plan::EpochPlan;
use crate::engine::{Device, DeviceData, DeviceSplit, Trainer};
use crate::error::{Error, Result};
use crate::model::config::check_run;
use crate::model::tensors::HostTensor;
use crate::protocol::{Answer, EpochRecord, RateChange, RunConfig};

/// Steps between two reads, at most: nothing holds back a GPU that is given work faster than it
/// does it.
pub const MAX_STEPS_PER_READ: usize = 64;
/// Time between two reads that the number of steps aims at: messages wait no longer than this.
const READ_INTERVAL_SECONDS: f64 = 0.08;

/// What [`Run::advance`] did.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Some steps were trained.
    Trained {
        /// The epoch, from 1.
        epoch: u32,
        /// Steps of the epoch done so far.
        step: u32,
        /// Figures of each of these steps.
        figures: Vec<StepFigures>,
        /// Speed of training lately, evaluation left out.
        samples_per_second: f64,
        /// The learning rate of the last of these steps, as a schedule or the visitor has set it.
        learning_rate: f64,
    },
    /// Part of the test set was evaluated.
    Evaluated {
        /// The epoch just trained, from 1.
        epoch: u32,
        /// Test images evaluated so far.
        n_evaluated: u32,
    },
    /// An epoch is trained and evaluated.
    EpochEnded(EpochRecord),
    /// All epochs are done, or the run has stopped early; the network is the one to keep.
    Finished,
}

/// A run that can be advanced bit by bit, and dropped or held at any point between.
#[derive(Debug)]
pub struct Run {
    config: RunConfig,
    device: Device,
    trainer: Trainer,
    epoch: u32,
    stage: Stage,
    past: Past,
    /// The network of the best epoch, where it is to be put back.
    best: Option<Vec<HostTensor>>,
    restored_epoch: Option<u32>,
    answers: Vec<Answer>,
    steps_per_read: usize,
    samples_per_second: f64,
}

#[derive(Debug)]
enum Stage {
    BetweenEpochs,
    /// A checkpoint of an epoch under way, which has not gone on yet.
    GoingOn(EpochUnderWay),
    Training(Epoch),
    Evaluating(Epoch, Box<Evaluation>),
    /// The network of the best epoch is evaluated, before it takes the last one's place.
    Restoring(Box<Trainer>, Box<Evaluation>),
    Over,
}

/// The epoch under way.
#[derive(Debug)]
struct Epoch {
    n_steps: usize,
    step: usize,
    figures: Figures,
    seconds: f64,
    /// Whether the trainer knows the rates of the steps to come.
    is_begun: bool,
}

impl Run {
    /// A fresh run. `train` is what it will train on.
    ///
    /// # Errors
    /// [`Error::Setting`].
    pub fn new(config: RunConfig, train: &DeviceSplit, device: &Device) -> Result<Self> {
        Self::repeated(config, Vec::new(), train, device)
    }

    /// A fresh run whose learning rate changes on the way as another's did.
    ///
    /// # Errors
    /// [`Error::Setting`].
    pub fn repeated(
        config: RunConfig,
        rate_changes: Vec<RateChange>,
        train: &DeviceSplit,
        device: &Device,
    ) -> Result<Self> {
        check_run(&config, train.format(), train.len())?;
        let past = Past::with_rate_changes(rate_changes)?;
        let (architecture, optimizer) = (&config.architecture, config.optimizer);
        let trainer = Trainer::new(architecture, train.format(), optimizer, config.seed, device)?;
        let run = Self::at(config, trainer, 0, device);
        Ok(Self { past, ..run })
    }

    /// A run that goes on from a checkpoint, on any device.
    ///
    /// # Errors
    /// [`Error::Setting`], and [`Error::Checkpoint`] if it is of another run or damaged.
    pub fn resumed(
        config: RunConfig,
        checkpoint: &Checkpoint,
        train: &DeviceSplit,
        device: &Device,
    ) -> Result<Self> {
        check_run(&config, train.format(), train.len())?;
        checkpoint.check_same_run(&config, train.len())?;
        let trainer = checkpoint.restore(train.format(), device)?;
        let run = Self {
            past: checkpoint.past.clone(),
            best: checkpoint.best.clone(),
            ..Self::at(config, trainer, checkpoint.epochs_done, device)
        };
        Ok(match checkpoint.under_way {
            None => run,
            Some(epoch) => Self {
                epoch: run.epoch + 1,
                stage: Stage::GoingOn(epoch),
                ..run
            },
        })
    }

    /// The run with the learning rates of a run that it is to be the same as, in place of its
    /// checkpoint's: those that were set since, and those that are still to be.
    ///
    /// # Errors
    /// [`Error::Setting`].
    pub fn with_rate_changes(mut self, rate_changes: Vec<RateChange>) -> Result<Self> {
        self.past = self.past.with_other_rates(rate_changes)?;
        Ok(self)
    }

    /// A run that is not to be advanced: a network that was trained elsewhere, to be asked.
    pub fn of_network(config: RunConfig, trainer: Trainer, device: &Device) -> Self {
        Self::at(config, trainer, 0, device)
    }

    fn at(config: RunConfig, trainer: Trainer, epochs_done: u32, device: &Device) -> Self {
        Self {
            config,
            device: device.clone(),
            trainer,
            epoch: epochs_done,
            stage: Stage::BetweenEpochs,
            past: Past::default(),
            best: None,
            restored_epoch: None,
            answers: Vec::new(),
            steps_per_read: 1,
            samples_per_second: 0.0,
        }
    }

    /// The settings.
    pub fn config(&self) -> &RunConfig {
        &self.config
    }

    /// Epochs that are trained and evaluated.
    pub fn epochs_done(&self) -> u32 {
        match self.stage {
            Stage::BetweenEpochs | Stage::Restoring(..) | Stage::Over => self.epoch,
            Stage::GoingOn(_) | Stage::Training(_) | Stage::Evaluating(..) => self.epoch - 1,
        }
    }

    /// The epoch after them, if some of its steps are done.
    pub fn under_way(&self) -> Option<EpochUnderWay> {
        match &self.stage {
            Stage::BetweenEpochs | Stage::Restoring(..) | Stage::Over => None,
            Stage::GoingOn(epoch) => Some(*epoch),
            Stage::Training(epoch) | Stage::Evaluating(epoch, _) => Some(EpochUnderWay::new(
                epoch.step,
                &epoch.figures,
                epoch.seconds,
            )),
        }
    }

    /// The network as it is now.
    pub fn trainer(&self) -> &Trainer {
        &self.trainer
    }

    /// The network as it is now, to ask it for predictions.
    pub fn trainer_mut(&mut self) -> &mut Trainer {
        &mut self.trainer
    }

    /// What the network answered for each test image after the last whole epoch; empty before the
    /// first that this run evaluated itself.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// The whole state, between two epochs or within one.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`].
    pub async fn checkpoint(&self) -> Result<Checkpoint> {
        let (epochs_done, under_way) = (self.epochs_done(), self.under_way());
        let checkpoint = Checkpoint::take(&self.config, &self.trainer, epochs_done, under_way);
        Ok(checkpoint
            .await?
            .with_past(self.past.clone(), self.best.clone()))
    }

    /// The epoch whose network was put back at the end of the run, because it was the best.
    pub fn restored_epoch(&self) -> Option<u32> {
        self.restored_epoch
    }

    /// The learning rates that were set on the way, and those that are still to be.
    pub fn rate_changes(&self) -> &[RateChange] {
        self.past.rate_changes()
    }

    /// Sets the learning rate from the next step on, and says which that is. None of those counts
    /// that were still to be set.
    ///
    /// # Errors
    /// [`Error::Setting`] if it is impossible.
    pub fn set_learning_rate(&mut self, learning_rate: f64) -> Result<RateChange> {
        let (epoch, step) = match &self.stage {
            // Where all its steps are done, the next epoch's are the first to have this rate.
            Stage::GoingOn(epoch) => (self.epoch, epoch.steps_done + 1),
            Stage::Training(epoch) => (self.epoch, epoch.step as u32 + 1),
            _ => (self.epoch + 1, 1),
        };
        let change = RateChange {
            epoch,
            step,
            learning_rate,
        };
        self.past.change_rate(change)?;
        if let Stage::Training(epoch) = &mut self.stage {
            epoch.is_begun = false;
        }
        Ok(change)
    }

    /// The best epoch so far, from 1, where the run watches for one.
    fn best_epoch(&self) -> Option<u32> {
        let watch = self.config.callbacks.stop;
        watch.map(|watch| self.past.best_epoch(watch))
    }

    /// Does the next bit of the run, up to a tenth of a second or one step, and says what it did.
    ///
    /// # Errors
    /// [`Error::NotFinite`] as soon as a training loss is not, [`Error::TestNotFinite`] if the test
    /// loss is not; [`Error::DeviceFailed`].
    pub async fn advance(&mut self, data: &DeviceData) -> Result<Progress> {
        match std::mem::replace(&mut self.stage, Stage::BetweenEpochs) {
            Stage::BetweenEpochs if self.is_over() => self.end(data).await,
            Stage::Over => {
                self.stage = Stage::Over;
                Ok(Progress::Finished)
            }
            Stage::Restoring(trainer, evaluation) => self.restore(trainer, evaluation, data).await,
            Stage::BetweenEpochs => {
                self.epoch += 1;
                let epoch = self.begin_epoch(data, None)?;
                self.train(epoch, data).await
            }
            Stage::GoingOn(epoch) => {
                let epoch = self.begin_epoch(data, Some(epoch))?;
                if epoch.step == epoch.n_steps {
                    return self.evaluate(epoch, Box::default(), data).await;
                }
                self.train(epoch, data).await
            }
            Stage::Training(epoch) => self.train(epoch, data).await,
            Stage::Evaluating(epoch, evaluation) => self.evaluate(epoch, evaluation, data).await,
        }
    }

    fn is_over(&self) -> bool {
        self.epoch >= self.config.epochs || self.past.stops_early(&self.config.callbacks)
    }

    /// Ends the run; puts the network of the best epoch back first, where that is wished.
    async fn end(&mut self, data: &DeviceData) -> Result<Progress> {
        match self.best.take() {
            Some(best) if self.best_epoch() != Some(self.epoch) => {
                let (architecture, optimizer) = (&self.config.architecture, self.config.optimizer);
                let format = data.train.format();
                // Its moments are those of no step: it is not trained any more.
                let of = (optimizer, 0);
                let trainer = Trainer::from_tensors(architecture, format, of, &best, &self.device)?;
                self.best = Some(best);
                self.restore(Box::new(trainer), Box::default(), data).await
            }
            _ => {
                self.stage = Stage::Over;
                Ok(Progress::Finished)
            }
        }
    }

    /// Evaluates the network of the best epoch; when that is done it takes the last one's place.
    async fn restore(
        &mut self,
        mut trainer: Box<Trainer>,
        mut evaluation: Box<Evaluation>,
        data: &DeviceData,
    ) -> Result<Progress> {
        let test = evaluation.advance(&mut trainer, &data.test).await?;
        if test.n_images() < data.test.len() {
            self.stage = Stage::Restoring(trainer, evaluation);
            return Ok(Progress::Evaluated {
                epoch: self.epoch,
                n_evaluated: test.n_images() as u32,
            });
        }
        self.answers = evaluation.into_answers();
        self.trainer = *trainer;
        self.restored_epoch = self.best_epoch();
        self.stage = Stage::Over;
        Ok(Progress::Finished)
    }

    /// Begins an epoch, or goes on with one after the steps that are done.
    fn begin_epoch(&mut self, data: &DeviceData, done: Option<EpochUnderWay>) -> Result<Epoch> {
        let step = done.map_or(0, |done| done.steps_done as usize);
        let n_steps = self.tell_plan(step, data)?;
        Ok(Epoch {
            n_steps,
            step,
            figures: done.map_or_else(Figures::default, |done| done.figures()),
            seconds: done.map_or(0.0, |done| done.seconds),
            is_begun: true,
        })
    }

    /// Tells the trainer what the epoch's steps from `step` on train, and says how many it has.
    fn tell_plan(&mut self, step: usize, data: &DeviceData) -> Result<usize> {
        let plan = EpochPlan::new(&self.config, self.epoch, data.train.len());
        let n_steps = plan.n_steps();
        let rates = self.past.learning_rates(&self.config, self.epoch, n_steps);
        let plan = plan.with_rates(rates).from_step(step);
        self.trainer.begin(plan, &data.train)?;
        Ok(n_steps)
    }

    async fn train(&mut self, mut epoch: Epoch, data: &DeviceData) -> Result<Progress> {
        let started = Instant::now();
        if !epoch.is_begun {
            self.tell_plan(epoch.step, data)?;
            epoch.is_begun = true;
        }
        let figures = self.trainer.train(&data.train, self.steps_per_read).await?;
        self.check_finite(&figures, epoch.step).await?;
        for step in &figures {
            epoch.figures.add(step);
        }
        epoch.step += figures.len();
        let seconds = started.elapsed().as_secs_f64();
        epoch.seconds += seconds;
        self.note_speed(&figures, seconds);
        let progress = Progress::Trained {
            epoch: self.epoch,
            step: epoch.step as u32,
            figures,
            samples_per_second: self.samples_per_second,
            learning_rate: self
                .trainer
                .learning_rate()
                .unwrap_or(self.config.learning_rate),
        };
        self.stage = if epoch.step == epoch.n_steps {
            Stage::Evaluating(epoch, Box::default())
        } else {
            Stage::Training(epoch)
        };
        Ok(progress)
    }

    async fn check_finite(&self, figures: &[StepFigures], first_step: usize) -> Result<()> {
        let bad = figures.iter().position(|step| !step.loss_sum.is_finite());
        let Some(index) = bad else { return Ok(()) };
        let step = first_step + index;
        let layer = self.trainer.first_not_finite(step).await?;
        Err(Error::NotFinite {
            value: figures[index].loss_sum,
            epoch: self.epoch,
            step: (step + 1) as u32,
            // The sums of a loss can overflow where no layer does.
            layer: layer.unwrap_or_else(|| "the loss itself".to_owned()),
        })
    }

    /// Follows the speed, and sets how many steps to do before the next read.
    fn note_speed(&mut self, figures: &[StepFigures], seconds: f64) {
        let n_images: usize = figures.iter().map(|step| step.n_images).sum();
        let speed = n_images as f64 / seconds.max(1e-6);
        // The first read includes compiling shaders and warming caches: it is forgotten quickly.
        let weight = if self.samples_per_second == 0.0 {
            1.0
        } else {
            0.2
        };
        self.samples_per_second += weight * (speed - self.samples_per_second);
        let seconds_per_step = (seconds / figures.len().max(1) as f64).max(1e-6);
        let fitting = (READ_INTERVAL_SECONDS / seconds_per_step) as usize;
        let at_most = (2 * self.steps_per_read).min(MAX_STEPS_PER_READ);
        self.steps_per_read = fitting.clamp(1, at_most);
    }

    async fn evaluate(
        &mut self,
        mut epoch: Epoch,
        mut evaluation: Box<Evaluation>,
        data: &DeviceData,
    ) -> Result<Progress> {
        let started = Instant::now();
        let test = evaluation.advance(&mut self.trainer, &data.test).await?;
        epoch.seconds += started.elapsed().as_secs_f64();
        if test.n_images() < data.test.len() {
            self.stage = Stage::Evaluating(epoch, evaluation);
            return Ok(Progress::Evaluated {
                epoch: self.epoch,
                n_evaluated: test.n_images() as u32,
            });
        }
        if !test.loss().is_finite() {
            return Err(Error::TestNotFinite {
                value: test.loss(),
                epoch: self.epoch,
            });
        }
        self.answers = evaluation.into_answers();
        let record = EpochRecord {
            epoch: self.epoch,
            train_loss: epoch.figures.loss(),
            train_accuracy: epoch.figures.accuracy(),
            test_loss: test.loss(),
            test_accuracy: test.accuracy(),
            seconds: epoch.seconds,
        };
        self.past.note(&record);
        if self.config.callbacks.restore_best && self.best_epoch() == Some(self.epoch) {
            self.best = Some(self.trainer.network_tensors().await?);
        }
        Ok(Progress::EpochEnded(record))
    }
}
