//! A run as a JSON file: what the page's Export run gives and native runs write.
//!
//! `docs/run-format.md` describes it; the page writes the same form in `www/export.js`.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, shortened};
use crate::protocol::{DatasetKind, EpochRecord, ImageFormat, RateChange, RunConfig};

/// What the member `format` says.
const FORMAT: &str = "kindling-run";
/// Version of the form; a file of another one is refused.
const VERSION: u32 = 1;

/// One run: its settings, where it ran, and the figures of its whole epochs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunFile {
    format: String,
    version: u32,
    /// Version of Kindling that trained.
    pub kindling: Option<String>,
    /// Everything that decides the run's numbers.
    pub config: RunConfig,
    /// Learning rates that the visitor set on the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rate_changes: Vec<RateChange>,
    /// What it learned from.
    pub dataset: Option<RunDataset>,
    /// What computed it.
    pub device: Option<RunDevice>,
    /// What the browser calls itself; null for a native run.
    pub user_agent: Option<String>,
    /// ISO 8601, in UTC.
    pub started_at: String,
    /// How far it is.
    pub outcome: RunOutcome,
    /// The epoch whose network was put back at the end, because it was the best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restored_epoch: Option<u32>,
    /// Each whole epoch, in order.
    pub epochs: Vec<EpochRecord>,
}

/// What a run learned from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunDataset {
    /// Which data.
    pub kind: DatasetKind,
    /// Images to train on.
    pub n_train: u32,
    /// Images to test on.
    pub n_test: u32,
    /// What kind of images they are; MNIST's where an older file does not say.
    #[serde(default = "mnist")]
    pub format: ImageFormat,
    /// What tells own data from all other, a SHA-256 in hexadecimal; none for other data.
    #[serde(default)]
    pub fingerprint: Option<String>,
}

fn mnist() -> ImageFormat {
    ImageFormat::MNIST
}

/// What computed a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunDevice {
    /// Such as `cpu`, `webgpu` or, natively, `cuda`.
    pub kind: String,
    /// What the device calls itself; empty on the CPU.
    pub name: String,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunOutcome {
    /// All its epochs are done.
    Finished,
    /// The visitor ended it.
    Stopped,
    /// Something ended it.
    Failed,
    /// It was written before its end.
    Running,
}

impl RunFile {
    /// The file of a run that is about to begin.
    pub fn begun(
        config: RunConfig,
        dataset: RunDataset,
        device: RunDevice,
        started_at: String,
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            kindling: Some(env!("CARGO_PKG_VERSION").to_owned()),
            config,
            rate_changes: Vec::new(),
            dataset: Some(dataset),
            device: Some(device),
            user_agent: None,
            started_at,
            outcome: RunOutcome::Running,
            restored_epoch: None,
            epochs: Vec::new(),
        }
    }

    /// The file as JSON text, indented.
    ///
    /// # Errors
    /// [`Error::Internal`].
    pub fn to_json(&self) -> Result<String> {
        let json = serde_json::to_string_pretty(self).map_err(|error| Error::Internal {
            reason: error.to_string(),
        })?;
        Ok(json + "\n")
    }

    /// Reads what [`RunFile::to_json`] or the page wrote.
    ///
    /// # Errors
    /// [`Error::RunFile`], saying what is wrong with the text.
    pub fn from_json(json: &str) -> Result<Self> {
        let refused = |reason: String| Error::RunFile {
            reason: shortened(reason),
        };
        // Format and version first: a file of another kind lacks everything else as well.
        let head: Head = serde_json::from_str(json).map_err(|error| refused(error.to_string()))?;
        if head.format != FORMAT {
            return Err(refused(format!(
                "its format is {:?}, not {FORMAT:?}",
                head.format
            )));
        }
        if head.version != VERSION {
            return Err(refused(format!(
                "it is of version {}, not {VERSION}",
                head.version
            )));
        }
        serde_json::from_str(json).map_err(|error| refused(error.to_string()))
    }
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}
