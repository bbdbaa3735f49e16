//! A trained network as a file: what Download model gives and Load model takes, and what Download
//! ONNX makes of it.
//!
//! `docs/model-format.md` describes it. A file is taken whole or not at all: it must hold just the
//! tensors of the network that its metadata describes, in its shapes, all of them finite.

use super::checkpoint::{CONFIG_KEY, Checkpoint, POSITION_KEY, config_entry};
use crate::data::ImageFormat;
use crate::engine::{Device, Trainer};
use crate::error::{Error, Result, shortened};
use crate::model::config::{check_architecture, check_model};
use crate::model::onnx;
use crate::model::tensor_file::{TensorFile, write};
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
    let metadata: Vec<_> = metadata(run, trainer.format())?.collect();
    write(&[("", &tensors)], &metadata).map_err(Error::internal)
}

/// What a file says of its network: its run's settings, and its images' format.
fn metadata(
    run: &RunConfig,
    format: ImageFormat,
) -> Result<impl Iterator<Item = (String, String)>> {
    let ImageFormat {
        rows,
        columns,
        classes,
    } = format;
    let format = FORMAT_KEYS.into_iter().zip([rows, columns, classes]);
    let format = format.map(|(key, number)| (key.to_owned(), number.to_string()));
    Ok([config_entry(run)?].into_iter().chain(format))
}

impl ModelFile {
    /// Reads what [`to_bytes`] wrote. Nothing is allocated for what only a header promises.
    ///
    /// # Errors
    /// [`Error::ModelFile`], saying what is wrong with the file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.len() as u64 > MAX_BYTES {
            return Err(too_large(bytes.len() as u64));
        }
        let file = TensorFile::open(bytes)
            .map_err(|error| refused(format!("it is no safetensors file: {error}")))?;
        if file.metadata(POSITION_KEY).is_some() {
            return Err(refused("it is the checkpoint of a run, not a network"));
        }
        let config = file.metadata(CONFIG_KEY).ok_or_else(|| {
            refused("it is a file of another program: its metadata has no config")
        })?;
        let config: RunConfig = serde_json::from_str(config)
            .map_err(|error| refused(format!("its config cannot be read: {error}")))?;
        check_model(&config).map_err(refused)?;
        check_architecture(&config.architecture).map_err(refused)?;
        let format = format_of(FORMAT_KEYS.map(|key| file.metadata(key)))?;
        let tensors = file.tensors().map_err(refused)?;
        let tensors = checked(tensors, &shapes(&config.architecture, format))?;
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

    /// The network as the checkpoint of a run that has not begun: what the worker that trains reads
    /// anyway.
    pub fn into_checkpoint(self) -> Checkpoint {
        Checkpoint::of_network(self.config, self.tensors)
    }

    /// The network as the bytes of an ONNX file, with the same metadata.
    ///
    /// # Errors
    /// [`Error::Internal`].
    pub fn into_onnx(self) -> Result<Vec<u8>> {
        let metadata = metadata(&self.config, self.format)?;
        let architecture = &self.config.architecture;
        Ok(onnx::to_bytes(
            architecture,
            self.format,
            self.tensors,
            metadata,
        ))
    }
}

/// The error about a file of so many bytes, more than any network has.
pub fn too_large(n_bytes: u64) -> Error {
    refused(format!(
        "it has {} MB, more than the {} MB of the largest network",
        n_bytes / 1_000_000,
        MAX_BYTES / 1_000_000
    ))
}

/// The format that three entries of the metadata tell. Files from before other images than MNIST's
/// could be read have none of them.
fn format_of(entries: [Option<&str>; 3]) -> Result<ImageFormat> {
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

/// The tensors of those names and shapes, in that order, and no others.
fn checked(
    mut found: Vec<HostTensor>,
    expected: &[(String, Vec<usize>)],
) -> Result<Vec<HostTensor>> {
    let is_expected = |name: &str| expected.iter().any(|(other, _)| other == name);
    if let Some(tensor) = found.iter().find(|tensor| !is_expected(&tensor.name)) {
        return Err(refused(format!(
            "it holds a tensor {:?}, which its network does not have",
            shortened(&tensor.name)
        )));
    }
    let tensors = expected.iter().map(|(name, shape)| {
        let index = found.iter().position(|tensor| tensor.name == *name);
        let index = index.ok_or_else(|| refused(format!("its tensor {name} is missing")))?;
        let tensor = found.swap_remove(index);
        if tensor.shape != *shape {
            return Err(refused(format!(
                "its tensor {name} has the shape {}, but its network needs {shape:?}",
                shortened(format_args!("{:?}", tensor.shape))
            )));
        }
        check_variance(&tensor)?;
        Ok(tensor)
    });
    tensors.collect()
}

/// Refuses a variance below zero: its root is no number.
fn check_variance(tensor: &HostTensor) -> Result<()> {
    let name = &tensor.name;
    let is_negative = tensor.values.iter().any(|value| *value < 0.0);
    if is_negative && name.ends_with("moving_variance") {
        return Err(refused(format!(
            "its tensor {name} holds a number below 0, which no variance is"
        )));
    }
    Ok(())
}

fn refused(reason: impl std::fmt::Display) -> Error {
    Error::ModelFile {
        reason: shortened(reason),
    }
}
