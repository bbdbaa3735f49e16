//! Own data on its way from the worker that reads files to the one that trains.

use super::Own;
use crate::data::{Dataset, ImageFormat, Split};
use crate::error::{Error, Result};
use crate::protocol::{DatasetKind, OwnData};

impl Own {
    /// What it is, apart from its images and labels.
    pub fn described(&self) -> OwnData {
        let Dataset { train, test, .. } = &self.dataset;
        OwnData {
            format: train.format,
            n_train: train.len() as u32,
            n_test: test.len() as u32,
            fingerprint: self.fingerprint.clone(),
            note: self.note.clone(),
        }
    }

    /// Its images and labels in the order in which they are handed over: training images, training
    /// labels, test images, test labels.
    pub fn parts(&self) -> [&[u8]; 4] {
        let Dataset { train, test, .. } = &self.dataset;
        [&train.images, &train.labels, &test.images, &test.labels]
    }
}

impl Dataset {
    /// Takes over a visitor's own data: `bytes` are [`Own::parts`], one after the other. The bytes
    /// of the training images stay where they are; the others are copied.
    ///
    /// # Errors
    /// [`Error::Message`] if the format is impossible, a set is empty, there are more or fewer bytes
    /// than images and labels have, or a label is none of the classes.
    pub fn own(own: &OwnData, mut bytes: Vec<u8>) -> Result<Self> {
        let format = own.format;
        let [n_train, n_test] = [own.n_train, own.n_test].map(u64::from);
        if !format.is_possible() || n_train == 0 || n_test == 0 {
            return Err(refused("it has no images, or none that can be"));
        }
        let expected_bytes = (n_train + n_test) * (format.n_pixels() as u64 + 1);
        if bytes.len() as u64 != expected_bytes {
            return Err(refused("its bytes are not those of its images and labels"));
        }
        let n_pixels = format.n_pixels();
        let (n_train, n_test) = (n_train as usize, n_test as usize);
        let mut test_images = bytes.split_off(n_train * (n_pixels + 1));
        let test_labels = test_images.split_off(n_test * n_pixels);
        let train_labels = bytes.split_off(n_train * n_pixels);
        Ok(Self {
            kind: DatasetKind::Custom,
            train: split(format, bytes, train_labels)?,
            test: split(format, test_images, test_labels)?,
        })
    }
}

fn split(format: ImageFormat, images: Vec<u8>, labels: Vec<u8>) -> Result<Split> {
    if labels
        .iter()
        .any(|label| u32::from(*label) >= format.classes)
    {
        return Err(refused("a label is none of its classes"));
    }
    Ok(Split {
        format,
        images,
        labels,
    })
}

fn refused(reason: &str) -> Error {
    Error::Message {
        reason: format!("own data was handed over wrongly: {reason}"),
    }
}
