//! Memory of the GPU: what Burn's runtime gives, and the handles by which kernels bind it.

use burn::cubecl::bytes::Bytes;
use burn::cubecl::client::Client;
use burn::cubecl::server::{BufferBinding, Handle};
use burn::tensor::{Device, Tensor};
use burn_wgpu::Wgpu;

use crate::error::{Error, Result, device_failed};

/// A GPU, as Burn's runtime drives it.
#[derive(Clone)]
pub struct Gpu {
    client: Client,
}

impl std::fmt::Debug for Gpu {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str(self.client.name())
    }
}

/// 32-bit numbers on the GPU.
#[derive(Clone, Debug)]
pub struct Buffer {
    gpu: Gpu,
    handle: Handle,
}

impl Gpu {
    /// The GPU behind a device of Burn's.
    ///
    /// # Errors
    /// [`Error::Internal`] if the device is not a GPU of Burn's wgpu.
    pub fn of(device: &Device) -> Result<Self> {
        let tensor = Tensor::<1>::empty([1], device).try_into_primitive::<Wgpu>();
        let tensor = tensor
            .map_err(|error| Error::internal(format!("not a tensor of Burn's wgpu: {error:?}")))?;
        Ok(Self {
            client: tensor.client,
        })
    }

    /// Uploads floats.
    pub fn floats(&self, values: &[f32]) -> Buffer {
        self.bytes(
            values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect(),
        )
    }

    /// Uploads words.
    pub fn words(&self, words: &[u32]) -> Buffer {
        self.bytes(bytes_of(words))
    }

    /// Uploads bytes, four for each word.
    pub fn bytes(&self, bytes: Vec<u8>) -> Buffer {
        self.buffer(self.client.create(Bytes::from_bytes_vec(bytes)))
    }

    /// Reserves room for `n` numbers, whatever they are.
    pub fn reserved(&self, n: usize) -> Buffer {
        self.buffer(self.client.empty(n * size_of::<f32>()))
    }

    /// What launches kernels.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Reads buffers of floats with one wait for the GPU.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`].
    pub async fn read(&self, buffers: Vec<&Buffer>) -> Result<Vec<Vec<f32>>> {
        let handles = buffers.iter().map(|buffer| buffer.handle.clone()).collect();
        let read = self
            .client
            .read_async(handles)
            .await
            .map_err(device_failed)?;
        let floats = |bytes: Bytes| {
            let words = bytes.chunks_exact(4);
            words
                .map(|word| f32::from_le_bytes([word[0], word[1], word[2], word[3]]))
                .collect()
        };
        Ok(read.into_iter().map(floats).collect())
    }

    fn buffer(&self, handle: Handle) -> Buffer {
        Buffer {
            gpu: self.clone(),
            handle,
        }
    }
}

impl Buffer {
    /// Writes words over those that are there: as many, after all work that was asked for before.
    pub fn write(&self, words: &[u32]) {
        let bytes = Bytes::from_bytes_vec(bytes_of(words));
        self.gpu.client.write(&self.handle, bytes);
    }

    /// The GPU that it lies on.
    pub fn gpu(&self) -> &Gpu {
        &self.gpu
    }

    /// What a kernel binds.
    pub fn binding(&self) -> BufferBinding {
        self.handle.clone().binding()
    }
}

fn bytes_of(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}
