//! Images on the GPU, and the room for a batch of them: four pixels in a 32-bit word, since WGSL has
//! no bytes.

use std::sync::Arc;

use burn::tensor::Device;

use super::buffer::{Buffer, Gpu};
use super::matrix::VECTOR;
use crate::data::{Split, in_whole_words};
use crate::error::Result;

/// Rows whose bits for a word are one word.
const ROWS_PER_BLOCK: usize = 32;

/// The images and labels of a split, uploaded once.
#[derive(Clone, Debug)]
pub struct Images {
    /// `[n, words]`, the first of four pixels in the lowest byte; blanks fill an image's last word.
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
            pixels: gpu.bytes(in_whole_words(&split.images, split.format.n_pixels()).into_owned()),
            labels: gpu.words(&labels),
            host_labels: split.labels.as_slice().into(),
        })
    }

    /// Whether these are the very same images in the GPU's memory.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.host_labels, &other.host_labels)
    }
}

/// Words that a batch's pixels take, as `shaders/batch_pixels.wgsl` lays them out: in blocks of 32
/// rows, with a bit for each word of four rows and for each row of two words.
pub(super) fn batch_words(n_rows: usize, n_inputs: usize) -> usize {
    let vectors = n_inputs.div_ceil(VECTOR);
    let bits = ROWS_PER_BLOCK / VECTOR * vectors.div_ceil(32) + vectors.div_ceil(2);
    n_rows.div_ceil(ROWS_PER_BLOCK) * (bits + ROWS_PER_BLOCK * vectors)
}
