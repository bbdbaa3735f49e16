//! Messages between the page and the worker that reads the visitor's own files.
//!
//! One worker reads once: it says [`FilesEvent::Listening`], the page sends one [`FilesCommand`] with
//! the browser's files, and ends the worker after [`FilesEvent::Data`], [`FilesEvent::Model`],
//! [`FilesEvent::Onnx`] or [`FilesEvent::Failed`].

use serde::{Deserialize, Serialize};

use super::{Failure, ImageFormat, RunConfig};

message! {
/// What the page asks of the worker that reads files. The message is an object of two members: this
/// `command`, and `files`, the browser's `File`s that it is about.
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum FilesCommand {
    /// Reads four IDX files, gzipped or not, in any order; answered by
    /// [`FilesEvent::Understood`], some [`FilesEvent::Reading`] and [`FilesEvent::Data`].
    ReadData {
        /// Whether an image's first column stands where others have their first row, as in EMNIST.
        transposed: bool,
        /// Bytes of the largest buffer of the GPU that is to hold the images; null for the CPU.
        largest_buffer_bytes: Option<f64>,
    },
    /// Reads one file of [`Event::Model`](super::Event::Model); answered by [`FilesEvent::Model`].
    ReadModel {
        /// What kind of images the data has that the network is to be tested on; null without data.
        format: Option<ImageFormat>,
    },
    /// Writes the network of one file of [`Event::Model`](super::Event::Model) as ONNX; answered by
    /// [`FilesEvent::Onnx`].
    WriteOnnx {},
}

/// What the worker that reads files tells the page.
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FilesEvent {
    /// The module runs and takes its command; nothing is said before it.
    Listening {},
    /// The headers of the files are read: what they are, and what they need. The files themselves
    /// are read after this.
    Understood {
        /// What was taken for what, as one sentence.
        understood: String,
        /// Memory for images, labels and a step, on the host and on the device.
        needed_bytes: f64,
        /// What there is for it.
        limit_bytes: f64,
    },
    /// More of a file is read and unzipped.
    Reading {
        /// The file's name.
        file: String,
        /// Bytes so far, unzipped.
        received_bytes: f64,
        /// Bytes in all, unzipped.
        total_bytes: f64,
    },
    /// The data, for [`Command::Open`](super::Command::Open).
    Data {
        /// What it is.
        own: OwnData,
        /// Its images and labels: `data/own/handover.rs` says how they lie.
        #[serde(with = "serde_bytes")]
        #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
        images: Vec<u8>,
    },
    /// The network of a file, for [`Command::LoadModel`](super::Command::LoadModel).
    Model {
        /// The file's name.
        file_name: String,
        /// The settings that it was trained with.
        config: RunConfig,
        /// What kind of images it reads.
        format: ImageFormat,
        /// The network as a checkpoint whose optimizer took no step.
        #[serde(with = "serde_bytes")]
        #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
        checkpoint: Vec<u8>,
    },
    /// The network of a file as ONNX.
    Onnx {
        /// A name for the file, such as `a1-relu.onnx`.
        file_name: String,
        /// An ONNX file; `docs/model-format.md` describes it.
        #[serde(with = "serde_bytes")]
        #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
        bytes: Vec<u8>,
    },
    /// The files were refused, or could not be read.
    Failed {
        /// What happened and what to do.
        failure: Failure,
    },
}

/// What the page tells of a visitor's own data.
pub struct OwnData {
    /// What tells it from all other data: a SHA-256 in hexadecimal.
    pub fingerprint: String,
    /// One sentence or two for the visitor: what the files were taken for.
    pub note: String,
}
}
