//! Images on Burn's device, and the batches that are selected from them there.

use std::ops::Range;

use burn::tensor::{DType, Device, Int, Tensor, TensorData};

use crate::data::{Split, in_whole_words};

/// The images and labels of a split on the device, uploaded once.
///
/// Where the device has no bytes, four pixels share a 32-bit word.
#[derive(Debug)]
pub struct Images {
    /// `[n, pixels]` bytes; or, with `shifts`, `[n, words]`, the first of four pixels in the
    /// lowest byte.
    stored: Tensor<2, Int>,
    /// What shifts each of a word's pixels down, `[1, 1, 4]`.
    shifts: Option<Tensor<3, Int>>,
    labels: Tensor<1, Int>,
    n_pixels: usize,
}

/// Images and labels of one step.
#[derive(Debug)]
pub struct Batch {
    /// `[batch, pixels]`, 0..1.
    pub images: Tensor<2>,
    /// `[batch]`.
    pub labels: Tensor<1, Int>,
}

impl Images {
    /// Uploads a split. `device` is used without autodiff.
    pub fn upload(split: &Split, device: &Device) -> Self {
        let device = &device.clone().without_autodiff();
        let labels: Vec<u32> = split.labels.iter().copied().map(u32::from).collect();
        let n_pixels = split.format.n_pixels();
        let (stored, shifts) = stored(&split.images, n_pixels, device);
        Self {
            stored,
            shifts,
            labels: indices(&labels, device),
            n_pixels,
        }
    }

    /// The images whose indices are given, `[batch]`.
    pub fn select(&self, indices: Tensor<1, Int>) -> Batch {
        Batch {
            images: self.chosen(|stored| stored.select(0, indices.clone())),
            labels: self.labels.clone().select(0, indices),
        }
    }

    /// The images `range`, in the order of the file.
    pub fn range(&self, range: Range<usize>) -> Batch {
        Batch {
            images: self.chosen(|stored| stored.slice(range.clone())),
            labels: self.labels.clone().slice(range),
        }
    }

    /// The images that `choose` takes, `[batch, pixels]`, scaled to 0..1 as the notebook does.
    fn chosen(&self, choose: impl FnOnce(Tensor<2, Int>) -> Tensor<2, Int>) -> Tensor<2> {
        let stored = choose(self.stored.clone());
        let pixels = match &self.shifts {
            None => stored,
            Some(shifts) => unpacked(stored, shifts.clone(), self.n_pixels),
        };
        pixels.float().div_scalar(255.0)
    }
}

/// Images of `n_pixels` bytes as the device can keep them, and what shifts a word's pixels down.
fn stored(
    pixels: &[u8],
    n_pixels: usize,
    device: &Device,
) -> (Tensor<2, Int>, Option<Tensor<3, Int>>) {
    let n = pixels.len() / n_pixels;
    if device.supports_dtype(DType::U8) {
        let data = TensorData::new(pixels.to_vec(), [n, n_pixels]);
        return (Tensor::from_data(data, (device, DType::U8)), None);
    }
    let words: Vec<i32> = in_whole_words(pixels, n_pixels)
        .chunks_exact(4)
        .map(|four| i32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect();
    let words = TensorData::new(words, [n, n_pixels.div_ceil(4)]);
    let shifts = TensorData::new(vec![0_i32, 8, 16, 24], [1, 1, 4]);
    (
        Tensor::from_data(words, device),
        Some(Tensor::from_data(shifts, device)),
    )
}

/// `[batch, words]` → `[batch, pixels]`, 0..=255.
fn unpacked(words: Tensor<2, Int>, shifts: Tensor<3, Int>, n_pixels: usize) -> Tensor<2, Int> {
    let [n_images, n_words] = words.dims();
    let shape = [n_images, n_words, 4];
    words
        .reshape([n_images, n_words, 1])
        .expand(shape)
        .bitwise_right_shift(shifts.expand(shape))
        .bitwise_and_scalar(0xff)
        .reshape([n_images, 4 * n_words])
        .slice([0..n_images, 0..n_pixels])
}

/// Indices on the device, `[n]`.
pub fn indices(indices: &[u32], device: &Device) -> Tensor<1, Int> {
    let indices: Vec<i32> = indices.iter().map(|index| *index as i32).collect();
    let n = indices.len();
    Tensor::from_data(TensorData::new(indices, [n]), device)
}
