//! The IDX format: a magic number, big-endian sizes, bytes.
//!
//! Source: <http://yann.lecun.com/exdb/mnist/>, "file formats".

use super::own::Problem;
use super::{CLASSES, SIDE};
use crate::error::{Error, Result};

/// First four bytes of a file of images: unsigned bytes in three dimensions.
pub const IMAGES_MAGIC: u32 = 0x0803;
/// First four bytes of a file of labels: unsigned bytes in one dimension.
pub const LABELS_MAGIC: u32 = 0x0801;

/// What the header of an IDX file of bytes says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// The file holds images.
    Images {
        /// How many.
        n: u32,
        /// Rows of each.
        rows: u32,
        /// Columns of each.
        columns: u32,
    },
    /// The file holds labels.
    Labels {
        /// How many.
        n: u32,
    },
}

/// Bytes of the longest header.
pub const MAX_HEADER_BYTES: usize = 16;

impl Header {
    /// Reads the header that a file's first bytes are.
    ///
    /// # Errors
    /// [`Problem::Magic`] if it holds neither images nor labels; [`Error::Truncated`].
    pub fn of(file: &str, bytes: &[u8]) -> Result<Self> {
        let magic = bytes.first_chunk().copied().map(u32::from_be_bytes);
        match magic {
            Some(IMAGES_MAGIC) => {
                let [n, rows, columns] = header(file, bytes, IMAGES_MAGIC)?;
                Ok(Self::Images { n, rows, columns })
            }
            Some(LABELS_MAGIC) => {
                let [n] = header(file, bytes, LABELS_MAGIC)?;
                Ok(Self::Labels { n })
            }
            Some(found) => Err(Problem::Magic {
                file: file.to_owned(),
                found,
            }
            .into()),
            None => Err(truncated(file, bytes, 8)),
        }
    }

    /// Images, or labels.
    pub fn n_items(self) -> u64 {
        match self {
            Self::Images { n, .. } | Self::Labels { n } => n.into(),
        }
    }

    /// Bytes of the header itself.
    pub fn header_bytes(self) -> usize {
        match self {
            Self::Images { .. } => MAX_HEADER_BYTES,
            Self::Labels { .. } => 8,
        }
    }

    /// Bytes of the whole file; the largest number where the header promises more than that.
    pub fn file_bytes(self) -> u64 {
        let item_bytes = match self {
            Self::Images { rows, columns, .. } => u64::from(rows) * u64::from(columns),
            Self::Labels { .. } => 1,
        };
        let body_bytes = self.n_items().saturating_mul(item_bytes);
        body_bytes.saturating_add(self.header_bytes() as u64)
    }

    /// Refuses a file that is not as long as its header says.
    ///
    /// # Errors
    /// [`Error::Truncated`], [`Error::TooLong`].
    pub fn check_length(self, file: &str, n_bytes: u64) -> Result<()> {
        let expected_bytes = self.file_bytes();
        let file = file.to_owned();
        match n_bytes.cmp(&expected_bytes) {
            std::cmp::Ordering::Equal => Ok(()),
            std::cmp::Ordering::Less => Err(Error::Truncated {
                file,
                expected_bytes,
                missing_bytes: expected_bytes - n_bytes,
            }),
            std::cmp::Ordering::Greater => Err(Error::TooLong {
                file,
                expected_bytes,
            }),
        }
    }
}

/// Checks a file of 28×28 images and returns its pixels.
///
/// The result has shape `[n, 28, 28]`, row-major, 0 = background, 255 = ink. `file` is the name
/// to use in messages.
///
/// # Errors
/// [`Error::WebPage`], [`Error::Magic`], [`Error::Truncated`], [`Error::TooLong`],
/// [`Error::ImageSize`].
pub fn images<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a [u8]> {
    let [n_images, rows, columns] = header(file, bytes, IMAGES_MAGIC)?;
    if (rows, columns) != (SIDE as u32, SIDE as u32) {
        let file = file.to_owned();
        return Err(Error::ImageSize {
            file,
            rows,
            columns,
        });
    }
    body(file, bytes, 16, u64::from(n_images) * (SIDE * SIDE) as u64)
}

/// Checks a file of labels and returns them: shape `[n]`, each 0..=9.
///
/// # Errors
/// [`Error::WebPage`], [`Error::Magic`], [`Error::Truncated`], [`Error::TooLong`],
/// [`Error::Label`].
pub fn labels<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a [u8]> {
    let [n_labels] = header(file, bytes, LABELS_MAGIC)?;
    let labels = body(file, bytes, 8, u64::from(n_labels))?;
    match labels
        .iter()
        .position(|label| usize::from(*label) >= CLASSES)
    {
        None => Ok(labels),
        Some(index) => Err(Error::Label {
            file: file.to_owned(),
            index: index as u64,
            label: labels[index],
        }),
    }
}

/// Checks the magic number and returns the sizes that follow it.
fn header<const D: usize>(file: &str, bytes: &[u8], magic: u32) -> Result<[u32; D]> {
    if looks_like_a_web_page(bytes) {
        return Err(Error::WebPage {
            file: file.to_owned(),
        });
    }
    let mut words = bytes.chunks_exact(4).map(|word| {
        word.iter()
            .fold(0, |value, byte| value << 8 | u32::from(*byte))
    });
    let truncated = || truncated(file, bytes, 4 + 4 * D as u64);
    let found = words.next().ok_or_else(truncated)?;
    if found != magic {
        return Err(Error::Magic {
            file: file.to_owned(),
            expected: magic,
            found,
        });
    }
    let mut sizes = [0; D];
    for size in &mut sizes {
        *size = words.next().ok_or_else(truncated)?;
    }
    Ok(sizes)
}

/// Returns what follows the header, which must be just as long as the header says.
fn body<'a>(file: &str, bytes: &'a [u8], header_bytes: usize, body_bytes: u64) -> Result<&'a [u8]> {
    let expected_bytes = header_bytes as u64 + body_bytes;
    match (bytes.len() as u64).cmp(&expected_bytes) {
        std::cmp::Ordering::Less => Err(truncated(file, bytes, expected_bytes)),
        std::cmp::Ordering::Equal => Ok(&bytes[header_bytes..]),
        std::cmp::Ordering::Greater => Err(Error::TooLong {
            file: file.to_owned(),
            expected_bytes,
        }),
    }
}

fn truncated(file: &str, bytes: &[u8], expected_bytes: u64) -> Error {
    Error::Truncated {
        file: file.to_owned(),
        expected_bytes,
        missing_bytes: expected_bytes.saturating_sub(bytes.len() as u64),
    }
}

/// Whether the bytes are HTML: static hosts answer a missing file with a page, often with status
/// 200.
pub fn looks_like_a_web_page(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().first() == Some(&b'<')
}
