//! What can be wrong with a visitor's own files.

use crate::error::Error;

/// A reason why own files cannot be trained on, with its facts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// There are not two files of images and two of labels.
    #[error(
        "two files of images and two of labels are needed, but of the {n_files} picked {n_images} \
         hold images and {n_labels} labels"
    )]
    Files {
        /// Files that were picked.
        n_files: usize,
        /// Those with images.
        n_images: usize,
        /// Those with labels.
        n_labels: usize,
    },
    /// The file does not begin as one of images or labels does.
    #[error(
        "{file}: begins with {found:#010x}, but IDX files of images with 0x00000803, of labels with \
         0x00000801"
    )]
    Magic {
        /// The file's name.
        file: String,
        /// Its first four bytes.
        found: u32,
    },
    /// Images are too large, or without pixels.
    #[error("{file}: images of {rows}×{columns} pixels, but 1×1 to 64×64 can be read")]
    ImageSize {
        /// The file's name.
        file: String,
        /// Rows that the header tells.
        rows: u32,
        /// Columns that the header tells.
        columns: u32,
    },
    /// Training and test images are not of one size.
    #[error(
        "{train_file} holds images of {rows}×{columns} pixels, but {test_file} of \
         {test_rows}×{test_columns}"
    )]
    Sizes {
        /// Name of the file with training images.
        train_file: String,
        /// Their rows.
        rows: u32,
        /// Their columns.
        columns: u32,
        /// Name of the file with test images.
        test_file: String,
        /// Their rows.
        test_rows: u32,
        /// Their columns.
        test_columns: u32,
    },
    /// There is nothing in it.
    #[error("{file}: holds no image")]
    Empty {
        /// The file's name.
        file: String,
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
    /// Neither names nor numbers tell what is to train on and what to test on.
    #[error("{one} and {other}: nothing tells which is to train on and which to test on")]
    Ambiguous {
        /// Name of a file.
        one: String,
        /// Name of the other.
        other: String,
    },
    /// Training and test images are the same.
    #[error("{one} and {other} are the same file")]
    Twice {
        /// Name of a file.
        one: String,
        /// Name of the other.
        other: String,
    },
    /// There are more classes than can be shown.
    #[error("{file}: a label is {label}, but the largest can be 99: 100 classes")]
    Classes {
        /// The file's name.
        file: String,
        /// Its largest label.
        label: u32,
    },
    /// All images are of one class.
    #[error("{file}: every label is {label}, but at least two classes are needed")]
    OneClass {
        /// The file's name.
        file: String,
        /// The label.
        label: u8,
    },
    /// The data does not fit the memory of a tab.
    #[error("the data needs {} MB of memory, but a tab can give it {} MB", mb(*needed_bytes), mb(*limit_bytes))]
    Memory {
        /// What it needs.
        needed_bytes: u64,
        /// What there is.
        limit_bytes: u64,
    },
    /// The images do not fit one buffer of the GPU.
    #[error(
        "the training images need {} MB on the GPU, whose largest buffer has {} MB",
        mb(*needed_bytes),
        mb(*limit_bytes)
    )]
    GpuMemory {
        /// What they need.
        needed_bytes: u64,
        /// What there is.
        limit_bytes: u64,
    },
    /// A zipped file promises more than any file of its size can hold.
    #[error(
        "{file}: {file_bytes} zipped bytes cannot hold the {promised_bytes} that its header promises"
    )]
    Promise {
        /// The file's name.
        file: String,
        /// Its size, zipped.
        file_bytes: u64,
        /// What its header promises.
        promised_bytes: u64,
    },
    /// The browser cannot read it any more.
    #[error("{file}: cannot be read ({reason})")]
    Unreadable {
        /// The file's name.
        file: String,
        /// What the browser says.
        reason: String,
    },
    /// The data is another than that of the run.
    #[error("this is other data than the run learned from: fingerprint {found}, not {expected}")]
    Fingerprint {
        /// The run's.
        expected: String,
        /// This data's.
        found: String,
    },
}

impl Problem {
    /// What the visitor can do next: one sentence.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Files { .. } | Self::Magic { .. } => {
                "Pick four IDX files, gzipped or not: images and labels to train on, images and \
                 labels to test on."
            }
            Self::Ambiguous { .. } => {
                "Name the files so that “train” or “test” stands in each name."
            }
            Self::Memory { .. } => "Take fewer or smaller images.",
            Self::GpuMemory { .. } => "Choose the CPU as the device, or take fewer images.",
            Self::Unreadable { .. } => "Pick the files again: they were moved or changed since.",
            Self::Fingerprint { .. } => "Take the files that it learned from.",
            Self::ImageSize { .. }
            | Self::Sizes { .. }
            | Self::Empty { .. }
            | Self::Count { .. }
            | Self::Twice { .. }
            | Self::Classes { .. }
            | Self::OneClass { .. }
            | Self::Promise { .. } => "Pick other files, or choose other data.",
        }
    }
}

/// As text: a worker that never reads such files carries none of the messages about them.
impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::OwnData {
            reason: problem.to_string(),
            advice: problem.advice(),
        }
    }
}

/// Bytes in megabytes, rounded up.
fn mb(bytes: u64) -> u64 {
    bytes.div_ceil(1_000_000)
}
