//! Images on the GPU: four pixels in a 32-bit word, since WGSL has no bytes.

use std::sync::Arc;

use burn::tensor::Device;

use super::buffer::{Buffer, Gpu};
use crate::data::{Split, in_whole_words};
use crate::error::Result;

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
}

impl Images {
    /// Whether these are the very same images in the GPU's memory.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.host_labels, &other.host_labels)
    }
}
