//! Bytes → images, and the order in which they are trained.

pub mod digits;
#[cfg(not(target_arch = "wasm32"))]
pub mod folder;
mod format;
pub mod gzip;
pub mod idx;
pub mod mnist;
pub mod order;
pub mod own;
pub mod raster;

pub use format::{ImageFormat, MAX_CLASSES, MAX_SIDE, MIN_CLASSES, is_possible_size};

use crate::protocol::DatasetKind;

/// Pixels per side of MNIST's images, and of generated ones.
pub const SIDE: usize = ImageFormat::MNIST.rows as usize;
/// Pixels of such an image.
pub const PIXELS: usize = ImageFormat::MNIST.n_pixels();
/// Their classes: the digits 0 to 9.
pub const CLASSES: usize = ImageFormat::MNIST.n_classes();

/// Images and their labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// What kind of images they are.
    pub format: ImageFormat,
    /// `[n, rows, columns]`, row-major bytes: 0 = background, 255 = ink.
    pub images: Vec<u8>,
    /// `[n]`, each below the format's number of classes.
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
            format: self.format,
            images: self.images[..n * self.format.n_pixels()].to_vec(),
            labels: self.labels[..n].to_vec(),
        }
    }
}

/// Images of `n_pixels` bytes, each filled up with blanks to whole words of four: devices without
/// bytes keep them so.
#[cfg(any(feature = "burn", feature = "webgpu"))]
pub(crate) fn in_whole_words(images: &[u8], n_pixels: usize) -> std::borrow::Cow<'_, [u8]> {
    if n_pixels.is_multiple_of(4) {
        return images.into();
    }
    let n_bytes = n_pixels.next_multiple_of(4);
    let mut words = Vec::with_capacity(images.len() / n_pixels * n_bytes);
    for image in images.chunks_exact(n_pixels) {
        words.extend_from_slice(image);
        words.resize(words.len() + n_bytes - n_pixels, 0);
    }
    words.into()
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
