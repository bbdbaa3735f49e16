//! The memory that own data needs, known from the headers alone.

use super::Problem;
use crate::data::MAX_CLASSES;
use crate::data::gzip::MOST_BYTES_A_BYTE;
use crate::error::Result;

/// What data and a step may take in all: three of the four GiB that a WebAssembly module can
/// address. The rest is for the network and for a larger step.
const LIMIT_BYTES: u64 = 3 << 30;
/// Images of the step that is counted, and units of its network: the form's defaults.
const STEP_IMAGES: u64 = 128;
const STEP_UNITS: u64 = 700;
/// Numbers that a step keeps for each image and unit.
const FLOATS_PER_UNIT: u64 = 8;

/// Bytes that data needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// Images and labels as the module keeps them.
    pub host_bytes: u64,
    /// The same once more: while one worker hands them over to the other, both have them.
    pub handover_bytes: u64,
    /// The same on the GPU; 0 on the CPU.
    pub device_bytes: u64,
    /// Copies while they are uploaded; 0 on the CPU.
    pub upload_bytes: u64,
    /// A training step of 128 images with the page's first network.
    pub step_bytes: u64,
    /// The larger buffer of images on the GPU; 0 on the CPU.
    pub largest_buffer_bytes: u64,
}

impl Memory {
    /// That of so many images to train and to test on.
    pub(super) fn of(n_images: [u64; 2], n_pixels: u64, on_gpu: bool) -> Self {
        let n_all = n_images[0] + n_images[1];
        let n_words = n_pixels.div_ceil(4);
        let largest = n_images[0].max(n_images[1]).saturating_mul(4 * n_words);
        let if_gpu = |bytes: u64| if on_gpu { bytes } else { 0 };
        let step_floats = n_pixels + FLOATS_PER_UNIT * (STEP_UNITS + u64::from(MAX_CLASSES));
        let host_bytes = n_all.saturating_mul(n_pixels + 1);
        Self {
            host_bytes,
            handover_bytes: host_bytes,
            device_bytes: if_gpu(n_all.saturating_mul(4 * (n_words + 1))),
            // The vector that is handed over, and what the runtime makes of it.
            upload_bytes: if_gpu(largest.saturating_mul(2)),
            step_bytes: 4 * STEP_IMAGES * step_floats,
            largest_buffer_bytes: if_gpu(largest),
        }
    }

    /// All of it.
    pub fn needed_bytes(&self) -> u64 {
        let parts = [
            self.host_bytes,
            self.handover_bytes,
            self.device_bytes,
            self.upload_bytes,
            self.step_bytes,
        ];
        parts.into_iter().fold(0, u64::saturating_add)
    }

    /// What there is for it.
    pub fn limit_bytes(&self) -> u64 {
        LIMIT_BYTES
    }

    /// Refuses data that needs more than there is. `largest_buffer_bytes` is the GPU's limit.
    ///
    /// # Errors
    /// [`Problem::Memory`], [`Problem::GpuMemory`].
    pub fn check(&self, largest_buffer_bytes: u64) -> Result<()> {
        let (needed_bytes, limit_bytes) = (self.needed_bytes(), self.limit_bytes());
        if needed_bytes > limit_bytes {
            return Err(Problem::Memory {
                needed_bytes,
                limit_bytes,
            }
            .into());
        }
        if self.largest_buffer_bytes > largest_buffer_bytes {
            return Err(Problem::GpuMemory {
                needed_bytes: self.largest_buffer_bytes,
                limit_bytes: largest_buffer_bytes,
            }
            .into());
        }
        Ok(())
    }
}

/// Refuses a zipped file whose header promises more than any file of that size can hold, before
/// anything is allocated for it.
///
/// # Errors
/// [`Problem::Promise`].
pub fn check_promise(file: &str, file_bytes: u64, promised_bytes: u64) -> Result<()> {
    if promised_bytes <= file_bytes.saturating_mul(MOST_BYTES_A_BYTE as u64) {
        return Ok(());
    }
    Err(Problem::Promise {
        file: file.to_owned(),
        file_bytes,
        promised_bytes,
    }
    .into())
}
