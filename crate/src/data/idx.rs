//! The IDX format: a magic number, big-endian sizes, bytes.
//!
//! Source: <http://yann.lecun.com/exdb/mnist/>, "file formats".

use super::{CLASSES, SIDE};
use crate::error::{Error, Result};

/// First four bytes of a file of images: unsigned bytes in three dimensions.
pub const IMAGES_MAGIC: u32 = 0x0803;
/// First four bytes of a file of labels: unsigned bytes in one dimension.
pub const LABELS_MAGIC: u32 = 0x0801;

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
