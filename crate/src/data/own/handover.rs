//! Own data on its way from the worker that reads files to the one that trains: one row of bytes, which
//! the page passes on as it is.
//!
//! Five numbers of 32 bits, little-endian (rows, columns, classes, images to train on, images to test
//! on), then the training images, the training labels, the test images and the test labels, a byte
//! for each pixel and label.

use super::Own;
use crate::data::{Dataset, ImageFormat, Split};
use crate::error::{Error, Result};
use crate::protocol::DatasetKind;

/// Numbers that come before the images.
const N_NUMBERS: usize = 5;
/// Their bytes.
const HEAD_BYTES: usize = 4 * N_NUMBERS;

impl Own {
    /// The numbers that come first.
    pub fn head(&self) -> [u8; HEAD_BYTES] {
        let Dataset { train, test, .. } = &self.dataset;
        let ImageFormat {
            rows,
            columns,
            classes,
        } = train.format;
        let numbers = [
            rows,
            columns,
            classes,
            train.len() as u32,
            test.len() as u32,
        ];
        let mut head = [0; HEAD_BYTES];
        for (bytes, number) in head.chunks_exact_mut(4).zip(numbers) {
            bytes.copy_from_slice(&number.to_le_bytes());
        }
        head
    }

    /// The images and labels that follow them, in their order.
    pub fn parts(&self) -> [&[u8]; 4] {
        let Dataset { train, test, .. } = &self.dataset;
        [&train.images, &train.labels, &test.images, &test.labels]
    }
}

impl Dataset {
    /// Takes over a visitor's own data: [`Own::head`], and [`Own::parts`] one after the other. The
    /// training images stay where they are; the rest is copied.
    ///
    /// # Errors
    /// [`Error::Message`] if the format is impossible, a set is empty, there are more or fewer bytes
    /// than images and labels have, or a label is none of the classes.
    pub fn own(mut bytes: Vec<u8>) -> Result<Self> {
        let (numbers, _) = bytes.as_chunks::<4>();
        let number = |index: usize| numbers.get(index).map_or(0, |n| u32::from_le_bytes(*n));
        let format = ImageFormat {
            rows: number(0),
            columns: number(1),
            classes: number(2),
        };
        let (n_train, n_test) = (u64::from(number(3)), u64::from(number(4)));
        if !format.is_possible() || n_train == 0 || n_test == 0 {
            return Err(refused());
        }
        let n_pixels = format.n_pixels();
        let expected_bytes = HEAD_BYTES as u64 + (n_train + n_test) * (n_pixels as u64 + 1);
        if bytes.len() as u64 != expected_bytes {
            return Err(refused());
        }
        let (n_train, n_test) = (n_train as usize, n_test as usize);
        bytes.drain(..HEAD_BYTES);
        let mut test_images = bytes.split_off(n_train * (n_pixels + 1));
        let test_labels = test_images.split_off(n_test * n_pixels);
        let train_labels = bytes.split_off(n_train * n_pixels);
        let labels = train_labels.iter().chain(&test_labels);
        if labels
            .max()
            .is_none_or(|label| u32::from(*label) >= format.classes)
        {
            return Err(refused());
        }
        let split = |images, labels| Split {
            format,
            images,
            labels,
        };
        Ok(Self {
            kind: DatasetKind::Custom,
            train: split(bytes, train_labels),
            test: split(test_images, test_labels),
        })
    }
}

/// One text for all that the page never does: what visitors' files can have is told where they are
/// read.
fn refused() -> Error {
    Error::Message {
        reason: "own data was handed over wrongly".to_owned(),
    }
}
