//! Data where it is trained on: kept on the host, and once more on a device that has its own memory.

use super::Device;
#[cfg(feature = "burn")]
use super::burn;
#[cfg(feature = "webgpu")]
use super::webgpu;
use crate::data::{Dataset, ImageFormat, Split};
#[cfg(any(feature = "burn", feature = "webgpu"))]
use crate::error::Error;
use crate::error::Result;

/// What runs train and test on, on their device.
#[derive(Debug)]
pub struct DeviceData {
    /// Images to train on.
    pub train: DeviceSplit,
    /// Images to test on.
    pub test: DeviceSplit,
}

/// A split, uploaded once.
///
/// Pixels stay bytes: as f32, MNIST would take 188 MB, more than WebGPU's default limit of
/// 128 MiB a binding. The host keeps them too: a WebAssembly module gives no memory back, so that
/// dropping them would free nothing.
#[derive(Debug)]
pub struct DeviceSplit {
    split: Split,
    #[cfg_attr(
        not(any(feature = "burn", feature = "webgpu")),
        expect(dead_code, reason = "the host's images are the CPU's")
    )]
    on_device: OnDevice,
}

/// The images of a split on its device.
#[derive(Debug)]
enum OnDevice {
    /// The host's are all there are.
    Cpu,
    #[cfg(feature = "webgpu")]
    Webgpu(Box<webgpu::Images>),
    #[cfg(feature = "burn")]
    Burn(Box<burn::Images>),
}

impl DeviceData {
    /// Uploads a dataset.
    ///
    /// # Errors
    /// [`Error::Internal`] if the device is not what it says.
    pub fn upload(dataset: Dataset, device: &Device) -> Result<Self> {
        Ok(Self {
            train: DeviceSplit::upload(dataset.train, device)?,
            test: DeviceSplit::upload(dataset.test, device)?,
        })
    }
}

impl DeviceSplit {
    /// Uploads a split.
    ///
    /// # Errors
    /// [`Error::Internal`] if the device is not what it says.
    pub fn upload(split: Split, device: &Device) -> Result<Self> {
        let on_device = match device {
            Device::Cpu => OnDevice::Cpu,
            #[cfg(feature = "webgpu")]
            Device::Webgpu(device) => {
                OnDevice::Webgpu(Box::new(webgpu::Images::upload(&split, device)?))
            }
            #[cfg(feature = "burn")]
            Device::Burn(device) => OnDevice::Burn(Box::new(burn::Images::upload(&split, device))),
        };
        Ok(Self { split, on_device })
    }

    /// How many images there are.
    pub fn len(&self) -> usize {
        self.split.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.split.is_empty()
    }

    /// What kind of images they are.
    pub fn format(&self) -> ImageFormat {
        self.split.format
    }

    /// What each image is, `[n]`.
    pub fn labels(&self) -> &[u8] {
        &self.split.labels
    }

    /// The images and labels on the host.
    pub fn split(&self) -> &Split {
        &self.split
    }

    /// The bytes of an image, one a pixel: 0 = background, 255 = ink; none beyond the last image.
    pub fn pixels(&self, index: u32) -> &[u8] {
        let n_pixels = self.split.format.n_pixels();
        let start = index as usize * n_pixels;
        let pixels = self.split.images.get(start..start + n_pixels);
        pixels.unwrap_or_default()
    }

    /// The images on the GPU.
    ///
    /// # Errors
    /// [`Error::Internal`] if they are elsewhere.
    #[cfg(feature = "webgpu")]
    pub(super) fn on_webgpu(&self) -> Result<&webgpu::Images> {
        match &self.on_device {
            OnDevice::Webgpu(images) => Ok(images),
            other => Err(elsewhere(other)),
        }
    }

    /// The images on Burn's device.
    ///
    /// # Errors
    /// [`Error::Internal`] if they are elsewhere.
    #[cfg(feature = "burn")]
    pub(super) fn on_burn(&self) -> Result<&burn::Images> {
        match &self.on_device {
            OnDevice::Burn(images) => Ok(images),
            other => Err(elsewhere(other)),
        }
    }
}

#[cfg(any(feature = "burn", feature = "webgpu"))]
fn elsewhere(images: &OnDevice) -> Error {
    Error::internal(format!("the images are on another device: {images:?}"))
}
