//! A trained network as a file: what Download model gives and Load model takes.
//!
//! `docs/model-format.md` describes it. A file is taken whole or not at all: it must hold just the
//! tensors of the network that its metadata describes, in its shapes, all of them finite.

use std::collections::HashMap;

use safetensors::tensor::{Dtype, SafeTensors};

use super::checkpoint::{CONFIG_KEY, POSITION_KEY, config_entry, host_tensor, safetensors_file};
use crate::data::ImageFormat;
use crate::engine::{Device, Trainer};
use crate::error::{Error, Result};
use crate::model::config::{check_architecture, check_model};
use crate::model::tensors::{HostTensor, shapes};
use crate::protocol::RunConfig;

/// Keys of the metadata that hold the [`ImageFormat`], each a number in decimal digits.
const FORMAT_KEYS: [&str; 3] = ["rows", "columns", "classes"];

/// A file larger than this is of no network that this crate can make: eight layers of 2048 units on
/// 64×64 pixels take 153 MB.
pub const MAX_BYTES: u64 = 160_000_000;

/// A network that was read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelFile {
    /// The settings that it was trained with.
    pub config: RunConfig,
    /// What kind of images it reads.
    pub format: ImageFormat,
    tensors: Vec<HostTensor>,
}

/// The trained network of a run as the bytes of a file.
///
/// # Errors
/// [`Error::DeviceFailed`], [`Error::Internal`].
pub async fn to_bytes(run: &RunConfig, trainer: &Trainer) -> Result<Vec<u8>> {
    let tensors = trainer.network_tensors().await?;
    let ImageFormat {
        rows,
        columns,
        classes,
    } = trainer.format();
    let format = FORMAT_KEYS.into_iter().zip([rows, columns, classes]);
    let format = format.map(|(key, number)| (key.to_owned(), number.to_string()));
    let metadata: HashMap<_, _> = format.chain([config_entry(run)?]).collect();
    safetensors_file(&tensors, metadata)
}

impl ModelFile {
    /// Reads what [`to_bytes`] wrote. Nothing is allocated for what only a header promises.
    ///
    /// # Errors
    /// [`Error::ModelFile`], saying what is wrong with the file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        check_header_length(bytes)?;
        let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(foreign)?;
        let metadata = metadata.metadata().as_ref();
        let entry = |key: &str| metadata.and_then(|entries| entries.get(key));
        if entry(POSITION_KEY).is_some() {
            return Err(refused("it is the checkpoint of a run, not a network"));
        }
        let config = entry(CONFIG_KEY).ok_or_else(|| {
            refused("it is a file of another program: its metadata has no config")
        })?;
        let config: RunConfig = serde_json::from_str(config)
            .map_err(|error| refused(format!("its config cannot be read: {error}")))?;
        check_model(&config).map_err(refused)?;
        check_architecture(&config.architecture).map_err(refused)?;
        let format = format_of(FORMAT_KEYS.map(entry))?;
        let file = SafeTensors::deserialize(bytes).map_err(foreign)?;
        let tensors = tensors(&file, &shapes(&config.architecture, format))?;
        Ok(Self {
            config,
            format,
            tensors,
        })
    }

    /// Refuses a network that reads other images than the data has.
    ///
    /// # Errors
    /// [`Error::ModelFile`].
    pub fn check_reads(&self, data: ImageFormat) -> Result<()> {
        if self.format == data {
            return Ok(());
        }
        Err(refused(format!(
            "it reads images of {}, but the data here has {data}",
            self.format
        )))
    }

    /// Puts the network on a device, with an optimizer that took no step yet.
    ///
    /// # Errors
    /// [`Error::Checkpoint`] if the tensors did not fit, which [`ModelFile::from_bytes`] has checked.
    pub fn trainer(&self, device: &Device) -> Result<Trainer> {
        let optimizer = (self.config.optimizer, 0);
        let architecture = &self.config.architecture;
        Trainer::from_tensors(architecture, self.format, optimizer, &self.tensors, device)
    }
}

/// The file's first eight bytes say how long its header is: that much must be there.
fn check_header_length(bytes: &[u8]) -> Result<()> {
    let Some((length, rest)) = bytes.split_first_chunk() else {
        let n_bytes = bytes.len();
        return Err(refused(format!(
            "it has {n_bytes} bytes, too few for a safetensors file"
        )));
    };
    let length = u64::from_le_bytes(*length);
    if length > rest.len() as u64 {
        return Err(refused(format!(
            "it is no safetensors file, or is cut off: its header is said to have {length} bytes, but \
             {} follow",
            rest.len()
        )));
    }
    Ok(())
}

/// The format that three entries of the metadata tell. Files from before other images than MNIST's
/// could be read have none of them.
fn format_of(entries: [Option<&String>; 3]) -> Result<ImageFormat> {
    if entries == [None; 3] {
        return Ok(ImageFormat::MNIST);
    }
    let numbers = entries.map(|entry| entry.and_then(|text| text.parse().ok()).unwrap_or(0));
    let [rows, columns, classes] = numbers;
    let format = ImageFormat {
        rows,
        columns,
        classes,
    };
    if format.is_possible() {
        return Ok(format);
    }
    Err(refused(
        "rows, columns and classes of its metadata are not 1 to 64, 1 to 64 and 2 to 100",
    ))
}

/// The tensors of those names and shapes, and no others.
fn tensors(file: &SafeTensors, expected: &[(String, Vec<usize>)]) -> Result<Vec<HostTensor>> {
    let is_expected = |name: &str| expected.iter().any(|(other, _)| other == name);
    if let Some(name) = file.names().into_iter().find(|name| !is_expected(name)) {
        return Err(refused(format!(
            "it holds a tensor {name:?}, which its network does not have"
        )));
    }
    let tensors = expected.iter().map(|(name, shape)| {
        let view = file.tensor(name);
        let view = view.map_err(|_| refused(format!("its tensor {name} is missing")))?;
        if view.shape() != shape {
            let found = view.shape();
            return Err(refused(format!(
                "its tensor {name} has the shape {found:?}, but its network needs {shape:?}"
            )));
        }
        if view.dtype() != Dtype::F32 {
            let found = view.dtype();
            return Err(refused(format!(
                "its tensor {name} is {found:?}, but 32-bit floats are read"
            )));
        }
        let tensor = host_tensor(name, &view).map_err(refused)?;
        check_values(&tensor)?;
        Ok(tensor)
    });
    tensors.collect()
}

fn check_values(tensor: &HostTensor) -> Result<()> {
    let name = &tensor.name;
    if let Some(value) = tensor.values.iter().find(|value| !value.is_finite()) {
        let value = f64::from(*value);
        return Err(refused(format!("its tensor {name} holds {value}")));
    }
    let is_variance = name.ends_with("moving_variance");
    match tensor.values.iter().find(|value| **value < 0.0) {
        Some(_) if is_variance => Err(refused(format!(
            "its tensor {name} holds a number below 0, which no variance is"
        ))),
        _ => Ok(()),
    }
}

fn foreign(error: impl std::fmt::Display) -> Error {
    refused(format!("it is no safetensors file: {error}"))
}

fn refused(reason: impl std::fmt::Display) -> Error {
    Error::ModelFile {
        reason: reason.to_string(),
    }
}
