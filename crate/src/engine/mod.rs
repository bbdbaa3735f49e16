//! Engines: what computes networks, on the CPU, on the browser's GPU, or on any of Burn's backends.
//!
//! All of them compute the same thing, Keras's network and optimizers, and are held against the
//! same traces of real Keras:
//!
//! - [`cpu`] is plain Rust, one thread, the same bits on every machine and in every browser;
//! - `webgpu` (feature of that name) runs kernels of its own on Burn's tensors and runtime;
//! - `burn` (feature of that name) uses Burn's autodiff, on whatever device Burn has.
//!
//! Everything above them, from runs to the page's worker, sees a [`Trainer`] and a
//! [`DeviceData`] and does not know which engine is behind.

#[cfg(feature = "burn")]
pub mod burn;
pub mod cpu;
mod data;
pub mod mask;
mod softmax;
mod trainer;
#[cfg(feature = "webgpu")]
pub mod webgpu;

pub use data::{DeviceData, DeviceSplit};
pub use trainer::{Evaluated, Trainer};

/// Where networks are trained.
#[derive(Clone, Debug)]
pub enum Device {
    /// This thread.
    Cpu,
    /// The browser's GPU.
    #[cfg(feature = "webgpu")]
    Webgpu(::burn::tensor::Device),
    /// A device of Burn's, through its autodiff.
    #[cfg(feature = "burn")]
    Burn(::burn::tensor::Device),
}
