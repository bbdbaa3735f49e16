//! What can go wrong: one enum, each variant with its facts and what to do next.

use crate::protocol::Failure;

/// Everything that this crate reports instead of a result.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// The bytes are a web page, as servers send where a file is missing.
    #[error("{file}: this is a web page, not an IDX file")]
    WebPage {
        /// The file's name.
        file: String,
    },
    /// The file does not begin as its kind must.
    #[error("{file}: magic {found:#010x}, expected {expected:#010x}")]
    Magic {
        /// The file's name.
        file: String,
        /// The first four bytes that this kind of file has.
        expected: u32,
        /// The first four bytes of this one.
        found: u32,
    },
    /// The file ends early.
    #[error("{file}: {missing_bytes} of {expected_bytes} bytes are missing")]
    Truncated {
        /// The file's name.
        file: String,
        /// Bytes that the header promises, itself included.
        expected_bytes: u64,
        /// How many of them are not there.
        missing_bytes: u64,
    },
    /// The file goes on after its end.
    #[error("{file}: more than the {expected_bytes} bytes that its header promises")]
    TooLong {
        /// The file's name.
        file: String,
        /// Bytes that the header promises, itself included.
        expected_bytes: u64,
    },
    /// The images are not 28×28.
    #[error("{file}: images of {rows}×{columns} pixels, expected 28×28")]
    ImageSize {
        /// The file's name.
        file: String,
        /// Rows that the header tells.
        rows: u32,
        /// Columns that the header tells.
        columns: u32,
    },
    /// A label is not a digit.
    #[error("{file}: label {label} at index {index}, expected 0 to 9")]
    Label {
        /// The file's name.
        file: String,
        /// Index of the label.
        index: u64,
        /// Its value.
        label: u8,
    },
    /// Images and labels do not belong together.
    #[error("{images_file} holds {n_images} images but {labels_file} {n_labels} labels")]
    Count {
        /// Name of the file with the images.
        images_file: String,
        /// Images in it.
        n_images: u64,
        /// Name of the file with the labels.
        labels_file: String,
        /// Labels in it.
        n_labels: u64,
    },
    /// The gzip stream is damaged.
    #[error("{file}: damaged gzip stream ({reason})")]
    Gzip {
        /// The file's name.
        file: String,
        /// What the decoder says.
        reason: String,
    },
    /// The file is not the one that was published.
    #[error("{file}: SHA-256 {found}, expected {expected}")]
    Checksum {
        /// The file's name.
        file: String,
        /// Hexadecimal digest of the published file.
        expected: String,
        /// Hexadecimal digest of this one.
        found: String,
    },
    /// A file of this machine cannot be read.
    #[error("{file}: {reason}")]
    File {
        /// Where it was looked for.
        file: String,
        /// What the system says.
        reason: String,
    },
    /// A run's JSON cannot be read.
    #[error("the run file cannot be read: {reason}")]
    RunFile {
        /// What is wrong with it.
        reason: String,
    },
    /// The server has no such file.
    #[error("{file}: {origin} answered {status}")]
    Http {
        /// The file's name.
        file: String,
        /// Who was asked.
        origin: String,
        /// HTTP status.
        status: u16,
    },
    /// The server could not be reached, or the connection broke.
    #[error("{file}: {origin} could not be read ({reason})")]
    Network {
        /// The file's name.
        file: String,
        /// Who was asked.
        origin: String,
        /// What the browser says.
        reason: String,
    },
    /// The visitor's own files cannot be trained on.
    #[error("{reason}")]
    OwnData {
        /// What is wrong with them.
        reason: String,
        /// What the visitor can do next.
        advice: &'static str,
    },
    /// A setting is out of its range.
    #[error("{setting} is {value}, but must be {allowed}")]
    Setting {
        /// The setting's name, as the page shows it.
        setting: &'static str,
        /// What was asked for.
        value: String,
        /// What can be had.
        allowed: String,
    },
    /// WebGPU was asked for but cannot be used here.
    #[error("WebGPU cannot be used here: {reason}")]
    NoWebGpu {
        /// Why not.
        reason: String,
    },
    /// The device computed something else than the CPU.
    #[error("the GPU's self-test gave {found} for {quantity}, the CPU {expected}")]
    SelfTest {
        /// What was compared.
        quantity: &'static str,
        /// The GPU's figure.
        found: f64,
        /// The CPU's figure.
        expected: f64,
    },
    /// The device stopped working.
    #[error("the device failed: {reason}")]
    DeviceFailed {
        /// What it said.
        reason: String,
    },
    /// The trainer panicked: a bug.
    #[error("the trainer broke: {reason}")]
    Panicked {
        /// What it said.
        reason: String,
    },
    /// A loss became NaN or infinite.
    #[error(
        "the loss became {value} in epoch {epoch}, step {step}; the first layer that is not \
         finite: {layer}"
    )]
    NotFinite {
        /// The loss.
        value: f64,
        /// Epoch, from 1.
        epoch: u32,
        /// Step of the epoch, from 1.
        step: u32,
        /// Such as `dense0`, as files call it.
        layer: String,
    },
    /// The test loss became NaN or infinite.
    #[error("the test loss became {value} after epoch {epoch}")]
    TestNotFinite {
        /// The loss.
        value: f64,
        /// Epoch, from 1.
        epoch: u32,
    },
    /// The network's weights have grown beyond all numbers.
    #[error("the network's answer is not a number: its weights have grown beyond all bounds")]
    Diverged,
    /// A checkpoint cannot be gone on from.
    #[error("this checkpoint cannot be used: {reason}")]
    Checkpoint {
        /// Why not.
        reason: String,
    },
    /// A file is no trained network, or none that can be used here.
    #[error("this model cannot be loaded: {reason}")]
    ModelFile {
        /// What is wrong with it.
        reason: String,
    },
    /// A message from the page is not in the protocol.
    #[error("unknown message: {reason}")]
    Message {
        /// What the decoder says.
        reason: String,
    },
    /// A command came at a time when it means nothing.
    #[error("{command} is not possible now: {reason}")]
    Untimely {
        /// The command.
        command: &'static str,
        /// Why not.
        reason: &'static str,
    },
    /// The drawing has no ink or impossible coordinates.
    #[error("the drawing has no ink")]
    NoInk,
    /// The crate contradicts itself: a bug.
    #[error("internal error: {reason}")]
    Internal {
        /// What was found.
        reason: String,
    },
}

/// Most characters of what came from outside that a message repeats: a page of them tells nobody
/// more, and a name in a file may have millions.
const MAX_REPEATED: usize = 200;

/// A text from outside, or a decoder's word about it, cut to what a message has room for.
pub fn shortened(text: impl std::fmt::Display) -> String {
    cut(text.to_string())
}

fn cut(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MAX_REPEATED) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// What this crate returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A stable name for tests and bug reports, such as `checksum`.
    pub fn code(&self) -> &'static str {
        match self {
            Error::WebPage { .. } => "web_page",
            Error::Magic { .. } => "magic",
            Error::Truncated { .. } => "truncated",
            Error::TooLong { .. } => "too_long",
            Error::ImageSize { .. } => "image_size",
            Error::Label { .. } => "label",
            Error::Count { .. } => "count",
            Error::Gzip { .. } => "gzip",
            Error::Checksum { .. } => "checksum",
            Error::Http { .. } => "http",
            Error::Network { .. } => "network",
            Error::OwnData { .. } => "own_data",
            Error::Setting { .. } => "setting",
            Error::NoWebGpu { .. } => "no_webgpu",
            Error::SelfTest { .. } => "self_test",
            Error::DeviceFailed { .. } => "device_failed",
            Error::Panicked { .. } => "panicked",
            Error::NotFinite { .. } | Error::TestNotFinite { .. } => "not_finite",
            Error::Diverged => "diverged",
            Error::Checkpoint { .. } => "checkpoint",
            Error::File { .. } => "file",
            Error::RunFile { .. } => "run_file",
            Error::ModelFile { .. } => "model_file",
            Error::Message { .. } => "message",
            Error::Untimely { .. } => "untimely",
            Error::NoInk => "no_ink",
            Error::Internal { .. } => "internal",
        }
    }

    /// What the visitor can do next: one sentence.
    pub fn advice(&self) -> &'static str {
        match self {
            Error::WebPage { .. } | Error::Http { .. } => {
                "Put the four MNIST files into the folder mnist/ beside the page, or train on \
                 generated digits."
            }
            Error::Magic { .. }
            | Error::ImageSize { .. }
            | Error::Label { .. }
            | Error::Count { .. } => {
                "Replace it by the MNIST file of that name, or train on generated digits."
            }
            Error::Truncated { .. }
            | Error::TooLong { .. }
            | Error::Gzip { .. }
            | Error::Checksum { .. } => {
                "Download the file again: this copy is damaged or another one."
            }
            Error::OwnData { advice, .. } => advice,
            Error::Network { .. } => "Check the connection and try again.",
            Error::Setting { .. } => "Correct the setting and press Train again.",
            Error::NoWebGpu { .. } | Error::SelfTest { .. } => {
                "Choose the CPU as the device: it computes the same, more slowly."
            }
            Error::DeviceFailed { .. } => "Go on on the CPU, or reload the page to try again.",
            Error::Panicked { .. } => "Start the trainer again; what is on this page stays.",
            Error::NotFinite { .. } | Error::TestNotFinite { .. } | Error::Diverged => {
                "Train again with a smaller learning rate."
            }
            Error::Checkpoint { .. } => "Start the run afresh.",
            Error::File { .. } => "Check the name of the folder, and that the file can be read.",
            Error::RunFile { .. } => "Take a file that Export run or a native run wrote.",
            Error::ModelFile { .. } => {
                "Take a file that Download model gave for images like these."
            }
            Error::Message { .. } => "Reload the page: it and its worker are of two versions.",
            Error::Untimely { .. } => "Wait until the page says that it is ready.",
            Error::NoInk => "Draw a digit first.",
            Error::Internal { .. } => "Please report this with what you did before.",
        }
    }

    /// A contradiction in the crate itself, with what was found.
    pub fn internal(reason: impl std::fmt::Display) -> Self {
        Self::Internal {
            reason: reason.to_string(),
        }
    }

    /// The problem as the protocol carries it.
    pub fn failure(&self) -> Failure {
        Failure {
            code: self.code().to_owned(),
            message: self.to_string(),
            advice: self.advice().to_owned(),
        }
    }
}

/// Wraps what Burn says when a device fails: its innermost cause, without a backtrace.
pub fn device_failed(error: impl std::fmt::Debug) -> Error {
    let text = format!("{error:?}");
    let causes = text.split("\nBacktrace").next().unwrap_or(&text);
    let cause = causes.rsplit("Caused by:").next().unwrap_or(causes);
    Error::DeviceFailed {
        reason: cause.trim().to_owned(),
    }
}
