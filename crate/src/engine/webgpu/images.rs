//! Images on the GPU, and the room for a batch of them: four pixels in a 32-bit word, since WGSL has
//! no bytes.

use std::sync::Arc;

use burn::tensor::Device;

use super::buffer::{Buffer, Gpu};
use super::matrix::VECTOR;
use crate::data::{PIXELS, Split};
use crate::error::Result;

/// Rows whose bits for a word are one word.
const ROWS_PER_BLOCK: usize = 32;

/// The images and labels of a split, uploaded once.
#[derive(Clone, Debug)]
pub struct Images {
    /// `[n, 196]` words, the first of four pixels in the lowest byte.
    pub(super) pixels: Buffer,
    /// `[n]`.
    pub(super) labels: Buffer,
    /// The same on the host.
    pub(super) host_labels: Arc<[u8]>,
}

impl Images {
    /// Uploads a split.
    ///
    /// # Errors
    /// [`Error::Internal`](crate::error::Error::Internal) if the device is not a GPU of Burn's wgpu.
    pub fn upload(split: &Split, device: &Device) -> Result<Self> {
        let labels: Vec<u32> = split.labels.iter().copied().map(u32::from).collect();
        let gpu = Gpu::of(device)?;
        Ok(Self {
            // Four bytes a word, the first in the lowest: as they are.
            pixels: gpu.bytes(split.images.clone()),
            labels: gpu.words(&labels),
            host_labels: split.labels.as_slice().into(),
        })
    }
}

/// Words that a batch's pixels take, as `shaders/batch_pixels.wgsl` lays them out: in blocks of 32
/// rows, with a bit for each word of four rows and for each row of two words.
pub(super) fn batch_words(n_rows: usize) -> usize {
    let vectors = PIXELS.div_ceil(VECTOR);
    let bits = ROWS_PER_BLOCK / VECTOR * vectors.div_ceil(32) + vectors.div_ceil(2);
    n_rows.div_ceil(ROWS_PER_BLOCK) * (bits + ROWS_PER_BLOCK * vectors)
}

impl Images {
    /// Whether these are the very same images in the GPU's memory.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.host_labels, &other.host_labels)
    }
}
