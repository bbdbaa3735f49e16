//! The whole state of a run, as bytes.

use std::collections::HashMap;

use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde::{Deserialize, Serialize};

use crate::data::ImageFormat;
use crate::engine::{Device, Trainer};
use crate::error::{Error, Result};
use crate::model::config::check_architecture;
use crate::model::tensors::HostTensor;
use crate::protocol::RunConfig;

/// Version of the checkpoint format; another one is refused.
const VERSION: u32 = 1;
/// Key of the metadata that holds [`Position`] as JSON.
pub(super) const POSITION_KEY: &str = "kindling-checkpoint";
/// Key of the metadata that holds the run's [`RunConfig`] as JSON.
pub(super) const CONFIG_KEY: &str = "config";

/// A run between two epochs: settings, weights, moments, position.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// The run's settings.
    pub config: RunConfig,
    /// Epochs that are behind it.
    pub epochs_done: u32,
    /// Steps that the optimizer took.
    optimizer_steps: u32,
    tensors: Vec<HostTensor>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Position {
    version: u32,
    epochs_done: u32,
    optimizer_steps: u32,
}

impl Checkpoint {
    /// Reads the state from the device, all of it in one transaction.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`].
    pub async fn take(config: &RunConfig, trainer: &Trainer, epochs_done: u32) -> Result<Self> {
        Ok(Self {
            config: config.clone(),
            epochs_done,
            optimizer_steps: trainer.optimizer_steps(),
            tensors: trainer.tensors().await?,
        })
    }

    /// Refuses a checkpoint of other settings; more epochs than before are allowed.
    ///
    /// # Errors
    /// [`Error::Checkpoint`].
    pub fn check_same_run(&self, config: &RunConfig) -> Result<()> {
        let with_epochs = RunConfig {
            epochs: config.epochs,
            ..self.config.clone()
        };
        if with_epochs == *config && self.epochs_done <= config.epochs {
            return Ok(());
        }
        Err(Error::Checkpoint {
            reason: "it belongs to a run with other settings".to_owned(),
        })
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
        };
        let position = serde_json::to_string(&position).map_err(Error::internal)?;
        let metadata = [
            (POSITION_KEY.to_owned(), position),
            config_entry(&self.config)?,
        ];
        safetensors_file(&self.tensors, HashMap::from(metadata))
    }

    /// Reads what [`Checkpoint::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`Error::Checkpoint`], saying what is wrong with the bytes; [`Error::Setting`] if it is of a
    /// network that cannot be.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(unusable)?;
        let metadata = metadata.metadata().clone().unwrap_or_default();
        let text = |key: &str| {
            metadata.get(key).ok_or_else(|| Error::Checkpoint {
                reason: format!("its metadata has no {key}"),
            })
        };
        let position: Position = serde_json::from_str(text(POSITION_KEY)?).map_err(unusable)?;
        let config: RunConfig = serde_json::from_str(text(CONFIG_KEY)?).map_err(unusable)?;
        if position.version != VERSION {
            return Err(Error::Checkpoint {
                reason: format!("it is of version {}, not {VERSION}", position.version),
            });
        }
        check_architecture(&config.architecture)?;
        let file = SafeTensors::deserialize(bytes).map_err(unusable)?;
        let tensors = file.iter().map(|(name, view)| host_tensor(name, &view));
        Ok(Self {
            config,
            epochs_done: position.epochs_done,
            optimizer_steps: position.optimizer_steps,
            tensors: tensors.collect::<Result<_>>()?,
        })
    }
}

/// A run's settings as an entry of a file's metadata.
pub(super) fn config_entry(config: &RunConfig) -> Result<(String, String)> {
    let json = serde_json::to_string(config).map_err(Error::internal)?;
    Ok((CONFIG_KEY.to_owned(), json))
}

/// Tensors and metadata as a safetensors file.
pub(super) fn safetensors_file(
    tensors: &[HostTensor],
    metadata: HashMap<String, String>,
) -> Result<Vec<u8>> {
    let bytes: Vec<Vec<u8>> = tensors
        .iter()
        .map(|tensor| tensor.values.iter().flat_map(|v| v.to_le_bytes()).collect())
        .collect();
    let views = tensors.iter().zip(&bytes).map(|(tensor, bytes)| {
        let view =
            TensorView::new(Dtype::F32, tensor.shape.clone(), bytes).map_err(Error::internal)?;
        Ok((tensor.name.as_str(), view))
    });
    let views = views.collect::<Result<Vec<_>>>()?;
    safetensors::serialize(views, Some(metadata)).map_err(Error::internal)
}

/// A file's tensor of 32-bit floats.
pub(super) fn host_tensor(name: &str, view: &TensorView) -> Result<HostTensor> {
    if view.dtype() != Dtype::F32 {
        return Err(Error::Checkpoint {
            reason: format!("{name} is {:?}, expected F32", view.dtype()),
        });
    }
    let words = view.data().chunks_exact(4);
    Ok(HostTensor {
        name: name.to_owned(),
        shape: view.shape().to_vec(),
        values: words
            .map(|word| f32::from_le_bytes([word[0], word[1], word[2], word[3]]))
            .collect(),
    })
}

fn unusable(error: impl std::fmt::Display) -> Error {
    Error::Checkpoint {
        reason: error.to_string(),
    }
}
