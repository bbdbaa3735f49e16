//! The whole state of a run, as bytes.

use serde::{Deserialize, Serialize};

use super::callbacks::Past;
use super::figures::Figures;
use crate::data::ImageFormat;
use crate::engine::{Device, Trainer};
use crate::error::{Error, Result, shortened};
use crate::model::config::check_architecture;
use crate::model::tensor_file::{TensorFile, write};
use crate::model::tensors::HostTensor;
use crate::protocol::RunConfig;

/// Version of the checkpoint format. Version 1 knew no epoch under way, and is read as one between
/// two epochs, version 2 no callbacks; any other is refused.
const VERSION: u32 = 3;
/// The oldest version that is read.
const OLDEST_VERSION: u32 = 1;
/// Key of the metadata that holds [`Position`] as JSON.
pub(super) const POSITION_KEY: &str = "kindling-checkpoint";
/// Key of the metadata that holds the run's [`RunConfig`] as JSON.
pub(super) const CONFIG_KEY: &str = "config";

/// What the names of the best epoch's tensors begin with.
const BEST_PREFIX: &str = "best.";

/// A run between two steps: settings, weights, moments, position. Order and dropout of each step
/// follow from seed, epoch and step, so that there is no random state beside them.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// The run's settings.
    pub config: RunConfig,
    /// Epochs that are behind it.
    pub epochs_done: u32,
    /// The epoch after them, if some of its steps are done.
    pub under_way: Option<EpochUnderWay>,
    /// Steps that the optimizer took.
    optimizer_steps: u32,
    /// What callbacks look at.
    pub(super) past: Past,
    /// The network of the best epoch, where it is to be put back.
    pub(super) best: Option<Vec<HostTensor>>,
    tensors: Vec<HostTensor>,
}

/// How far an epoch is, between two of its steps or while it is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EpochUnderWay {
    /// Steps that are done; all of them while it is evaluated, which is then begun again.
    pub steps_done: u32,
    /// Sum of the images' cross-entropies in nats, finite.
    loss_sum: f64,
    /// Images that were classified as labelled.
    n_correct: f64,
    /// Images that were trained.
    n_images: u32,
    /// Time that it took so far.
    pub seconds: f64,
}

impl EpochUnderWay {
    /// An epoch after `steps_done` steps, one at least.
    pub(super) fn new(steps_done: usize, figures: &Figures, seconds: f64) -> Self {
        Self {
            steps_done: steps_done as u32,
            loss_sum: figures.loss_sum(),
            n_correct: figures.n_correct(),
            n_images: figures.n_images() as u32,
            seconds,
        }
    }

    /// What its steps measured.
    pub(super) fn figures(&self) -> Figures {
        Figures::from_sums(self.loss_sum, self.n_correct, self.n_images as usize)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Position {
    version: u32,
    epochs_done: u32,
    optimizer_steps: u32,
    /// Of version 2 on.
    #[serde(default)]
    under_way: Option<EpochUnderWay>,
    /// What callbacks look at, of version 3 on: loss and accuracy of each epoch on the test set, in a
    /// row.
    #[serde(default)]
    tests: Vec<f64>,
    /// And epoch, step and rate of each change of the learning rate, in a row.
    #[serde(default)]
    rate_changes: Vec<f64>,
}

/// What every version has.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

impl Checkpoint {
    /// Reads the state from the device, all of it in one transaction.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`].
    pub async fn take(
        config: &RunConfig,
        trainer: &Trainer,
        epochs_done: u32,
        under_way: Option<EpochUnderWay>,
    ) -> Result<Self> {
        Ok(Self {
            config: config.clone(),
            epochs_done,
            under_way,
            optimizer_steps: trainer.optimizer_steps(),
            past: Past::default(),
            best: None,
            tensors: trainer.tensors().await?,
        })
    }

    /// The same with what callbacks look at, and with the network of the best epoch where it is to
    /// be put back.
    pub(super) fn with_past(self, past: Past, best: Option<Vec<HostTensor>>) -> Self {
        Self { past, best, ..self }
    }

    /// A network that was trained elsewhere, as the checkpoint of a run that has not begun: without
    /// moments, which are zero before the first step.
    pub(super) fn of_network(config: RunConfig, tensors: Vec<HostTensor>) -> Self {
        Self {
            config,
            epochs_done: 0,
            under_way: None,
            optimizer_steps: 0,
            past: Past::default(),
            best: None,
            tensors,
        }
    }

    /// Refuses a checkpoint of other settings, or of another number of training images; more
    /// epochs than before are allowed.
    ///
    /// # Errors
    /// [`Error::Checkpoint`].
    pub fn check_same_run(&self, config: &RunConfig, n_train: usize) -> Result<()> {
        let refused = |reason: &str| {
            Err(Error::Checkpoint {
                reason: reason.to_owned(),
            })
        };
        let with_epochs = RunConfig {
            epochs: config.epochs,
            ..self.config.clone()
        };
        let is_within = match self.under_way {
            None => self.epochs_done <= config.epochs,
            Some(_) => self.epochs_done < config.epochs,
        };
        if with_epochs != *config || !is_within {
            return refused("it belongs to a run with other settings");
        }
        if !self.position_fits(n_train) {
            return refused("its steps do not fit the data: it learned from other images");
        }
        if config.callbacks.is_empty() {
            return Ok(());
        }
        self.past.check_epochs(self.epochs_done)
    }

    /// Whether steps and images counted are those of so many training images.
    fn position_fits(&self, n_train: usize) -> bool {
        let n_steps = n_train.div_ceil(self.config.batch_size as usize);
        let steps_done = self.under_way.map_or(0, |epoch| epoch.steps_done as usize);
        let n_images = self.under_way.map_or(0, |epoch| epoch.n_images as usize);
        let steps = u64::from(self.epochs_done) * n_steps as u64 + steps_done as u64;
        steps_done <= n_steps
            && n_images == n_train.min(steps_done * self.config.batch_size as usize)
            && u64::from(self.optimizer_steps) == steps.min(u64::from(u32::MAX))
    }

    /// The network's tensors and the optimizer's moments.
    pub fn tensors(&self) -> &[HostTensor] {
        &self.tensors
    }

    /// Puts network and optimizer on a device, to go on with images of `format`.
    ///
    /// # Errors
    /// [`Error::Checkpoint`], naming a tensor that is missing or of another shape.
    pub fn restore(&self, format: ImageFormat, device: &Device) -> Result<Trainer> {
        Trainer::from_tensors(
            &self.config.architecture,
            format,
            (self.config.optimizer, self.optimizer_steps),
            &self.tensors,
            device,
        )
    }

    /// The checkpoint as a safetensors file.
    ///
    /// # Errors
    /// [`Error::Internal`].
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let position = Position {
            version: VERSION,
            epochs_done: self.epochs_done,
            optimizer_steps: self.optimizer_steps,
            under_way: self.under_way,
            tests: self.past.tests_in_a_row(),
            rate_changes: self.past.rate_changes_in_a_row(),
        };
        let position = serde_json::to_string(&position).map_err(Error::internal)?;
        let metadata = [
            (POSITION_KEY.to_owned(), position),
            config_entry(&self.config)?,
        ];
        let best = self.best.as_deref().unwrap_or_default();
        let groups = [("", self.tensors.as_slice()), (BEST_PREFIX, best)];
        write(&groups, &metadata).map_err(Error::internal)
    }

    /// Reads what [`Checkpoint::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`Error::Checkpoint`], saying what is wrong with the bytes; [`Error::Setting`] if it is of a
    /// network that cannot be.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let file = TensorFile::open(bytes).map_err(unusable)?;
        let text = |key: &str| {
            file.metadata(key).ok_or_else(|| Error::Checkpoint {
                reason: format!("its metadata has no {key}"),
            })
        };
        let position = text(POSITION_KEY)?;
        // Before all else: a later version may have what this one does not know.
        let Versioned { version } = serde_json::from_str(position).map_err(unusable)?;
        if !(OLDEST_VERSION..=VERSION).contains(&version) {
            return Err(Error::Checkpoint {
                reason: format!(
                    "it is of version {version}, and this one reads {OLDEST_VERSION} to {VERSION}"
                ),
            });
        }
        let position: Position = serde_json::from_str(position).map_err(unusable)?;
        let config: RunConfig = serde_json::from_str(text(CONFIG_KEY)?).map_err(unusable)?;
        check_architecture(&config.architecture)?;
        let tensors = file.tensors().map_err(unusable)?;
        let (best, tensors): (Vec<_>, Vec<_>) = tensors
            .into_iter()
            .partition(|tensor| tensor.name.starts_with(BEST_PREFIX));
        let best = best.into_iter().map(|tensor| HostTensor {
            name: tensor.name[BEST_PREFIX.len()..].to_owned(),
            ..tensor
        });
        let best: Vec<HostTensor> = best.collect();
        Ok(Self {
            config,
            epochs_done: position.epochs_done,
            under_way: position.under_way,
            optimizer_steps: position.optimizer_steps,
            past: Past::from_rows(&position.tests, &position.rate_changes)?,
            best: (!best.is_empty()).then_some(best),
            tensors,
        })
    }
}

/// A run's settings as an entry of a file's metadata.
pub(super) fn config_entry(config: &RunConfig) -> Result<(String, String)> {
    let json = serde_json::to_string(config).map_err(Error::internal)?;
    Ok((CONFIG_KEY.to_owned(), json))
}

fn unusable(error: impl std::fmt::Display) -> Error {
    Error::Checkpoint {
        reason: shortened(error),
    }
}
