//! Bytes → images, and the order in which they are trained.

pub mod digits;
#[cfg(not(target_arch = "wasm32"))]
pub mod folder;
pub mod gzip;
pub mod idx;
pub mod mnist;
pub mod order;
pub mod raster;

use crate::protocol::DatasetKind;

/// Pixels per side of an image.
pub const SIDE: usize = 28;
/// Pixels per image.
pub const PIXELS: usize = SIDE * SIDE;
/// Classes: the digits 0 to 9.
pub const CLASSES: usize = 10;

/// Images and their labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// `[n, 28, 28]`, row-major bytes: 0 = background, 255 = ink.
    pub images: Vec<u8>,
    /// `[n]`, 0..=9.
    pub labels: Vec<u8>,
}

impl Split {
    /// How many images there are.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Its first `n` images, or all if there are fewer.
    pub fn first(&self, n: usize) -> Self {
        let n = n.min(self.len());
        Self {
            images: self.images[..n * PIXELS].to_vec(),
            labels: self.labels[..n].to_vec(),
        }
    }
}

/// What a run trains and tests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// Which data this is.
    pub kind: DatasetKind,
    /// Images to train on.
    pub train: Split,
    /// Images to test on.
    pub test: Split,
}

impl Dataset {
    /// Digits drawn by this crate, as many as MNIST has; the same for everybody.
    pub fn generated() -> Self {
        Self {
            kind: DatasetKind::Generated,
            train: digits::generate(60_000, 1),
            test: digits::generate(10_000, 2),
        }
    }
}
