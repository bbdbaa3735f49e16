//! Batches: a seeded order of the images, and the images themselves on the device.

use burn::tensor::{DType, Device, Int, Tensor, TensorData};
use rand::seq::SliceRandom;

use super::{PIXELS, Split};
use crate::error::{Result, device_failed};
use crate::random::{Purpose, generator};

/// The order in which epoch `epoch` (from 1) trains `n_images` images: a new one each epoch, the
/// same for the same seed on every machine.
pub fn epoch_order(n_images: usize, seed: u32, epoch: u32) -> Vec<u32> {
    let mut order: Vec<u32> = (0..n_images as u32).collect();
    order.shuffle(&mut generator(seed, Purpose::Order { epoch }));
    order
}

/// What runs train and test on, on their device.
#[derive(Debug)]
pub struct DeviceData {
    /// Images to train on.
    pub train: DeviceSplit,
    /// Images to test on.
    pub test: DeviceSplit,
}

/// A split on the device, uploaded once.
///
/// Pixels stay bytes: as f32, MNIST would take 188 MB, more than WebGPU's default limit of
/// 128 MiB a binding. Where the device has no bytes, four pixels share a 32-bit word.
#[derive(Debug)]
pub struct DeviceSplit {
    images: Images,
    labels: Tensor<1, Int>,
    /// The same labels on the host.
    host_labels: Vec<u8>,
}

#[derive(Debug)]
struct Images {
    /// `[n, 784]` bytes; or, with `shifts`, `[n, 196]` words, the first of four pixels in the
    /// lowest byte.
    stored: Tensor<2, Int>,
    /// What shifts each of a word's pixels down, `[1, 1, 4]`.
    shifts: Option<Tensor<3, Int>>,
}

/// Images and labels of one step.
#[derive(Debug)]
pub struct Batch {
    /// `[batch, 784]`, 0..1.
    pub images: Tensor<2>,
    /// `[batch]`, 0..=9.
    pub labels: Tensor<1, Int>,
}

impl DeviceSplit {
    /// Uploads a split, which is then on the device alone. `device` is used without autodiff.
    pub fn upload(split: Split, device: &Device) -> Self {
        let device = &device.clone().without_autodiff();
        let labels: Vec<u32> = split.labels.iter().copied().map(u32::from).collect();
        Self {
            images: Images::upload(split.images, labels.len(), device),
            labels: indices(&labels, device),
            host_labels: split.labels,
        }
    }

    /// How many images there are.
    pub fn len(&self) -> usize {
        self.host_labels.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.host_labels.is_empty()
    }

    /// What each image is, `[n]`, 0..=9.
    pub fn labels(&self) -> &[u8] {
        &self.host_labels
    }

    /// The bytes of the images whose indices are given, 784 for each: 0 = background, 255 = ink.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub async fn pixels(&self, chosen: &[u32]) -> Result<Vec<u8>> {
        let stored = &self.images.stored;
        if chosen.is_empty() {
            return Ok(Vec::new());
        }
        let chosen = stored.clone().select(0, indices(chosen, &stored.device()));
        let data = chosen.into_data_async().await.map_err(device_failed)?;
        let is_packed = self.images.shifts.is_some();
        let words = data.iter::<i32>();
        Ok(words
            .flat_map(|word| {
                word.to_le_bytes()
                    .into_iter()
                    .take(if is_packed { 4 } else { 1 })
            })
            .collect())
    }

    /// The images whose indices are given, `[batch]`.
    pub fn select(&self, indices: Tensor<1, Int>) -> Batch {
        Batch {
            images: self
                .images
                .chosen(|stored| stored.select(0, indices.clone())),
            labels: self.labels.clone().select(0, indices),
        }
    }

    /// The images `range`, in the order of the file.
    pub fn range(&self, range: std::ops::Range<usize>) -> Batch {
        Batch {
            images: self.images.chosen(|stored| stored.slice(range.clone())),
            labels: self.labels.clone().slice(range),
        }
    }
}

impl Images {
    fn upload(pixels: Vec<u8>, n_images: usize, device: &Device) -> Self {
        if device.supports_dtype(DType::U8) {
            let data = TensorData::new(pixels, [n_images, PIXELS]);
            return Self {
                stored: Tensor::from_data(data, (device, DType::U8)),
                shifts: None,
            };
        }
        let words: Vec<i32> = pixels
            .chunks_exact(4)
            .map(|four| i32::from_le_bytes([four[0], four[1], four[2], four[3]]))
            .collect();
        let words = TensorData::new(words, [n_images, PIXELS / 4]);
        let shifts = TensorData::new(vec![0_i32, 8, 16, 24], [1, 1, 4]);
        Self {
            stored: Tensor::from_data(words, device),
            shifts: Some(Tensor::from_data(shifts, device)),
        }
    }

    /// The images that `choose` takes, `[batch, 784]`, scaled to 0..1 as the notebook does.
    fn chosen(&self, choose: impl FnOnce(Tensor<2, Int>) -> Tensor<2, Int>) -> Tensor<2> {
        let stored = choose(self.stored.clone());
        let pixels = match &self.shifts {
            None => stored,
            Some(shifts) => unpacked(stored, shifts.clone()),
        };
        pixels.float().div_scalar(255.0)
    }
}

/// `[batch, 196]` words → `[batch, 784]` pixels, 0..=255.
fn unpacked(words: Tensor<2, Int>, shifts: Tensor<3, Int>) -> Tensor<2, Int> {
    let [n_images, n_words] = words.dims();
    let shape = [n_images, n_words, 4];
    words
        .reshape([n_images, n_words, 1])
        .expand(shape)
        .bitwise_right_shift(shifts.expand(shape))
        .bitwise_and_scalar(0xff)
        .reshape([n_images, PIXELS])
}

/// Indices on the device, `[n]`.
pub fn indices(indices: &[u32], device: &Device) -> Tensor<1, Int> {
    let indices: Vec<i32> = indices.iter().map(|index| *index as i32).collect();
    let n = indices.len();
    Tensor::from_data(TensorData::new(indices, [n]), device)
}
