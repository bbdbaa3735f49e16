//! Kindling trains neural networks in a browser tab.
//!
//! The map, from the outside in; each module uses only those below it:
//!
//! - [`web`] (wasm32 only): the worker's side of the browser: messages, downloads, the GPU.
//! - [`protocol`]: every message between page and worker.
//! - [`run_file`]: a run as a JSON file, as the page exports it.
//! - [`train`]: a run: epochs, steps, evaluation, what optimizers compute, checkpoints.
//! - [`inspect`]: weight distributions, confusion matrix, digits, first-layer images.
//! - [`predict`]: a drawing → pixels → probabilities.
//! - [`device`]: which device computes, why, and its self-test.
//! - [`engine`]: what computes networks: the CPU, the browser's GPU, or Burn's autodiff.
//! - [`model`]: architectures, their limits and tensors, the summary table.
//! - [`random`]: seeded generators.
//! - [`data`]: bytes → images, and their order.
//! - [`error`]: what can go wrong, with its facts.
//!
//! Nothing outside `web` knows that a browser exists: all else runs and is tested natively.

pub mod data;
pub mod device;
pub mod engine;
pub mod error;
pub mod inspect;
pub mod model;
pub mod predict;
pub mod protocol;
pub mod random;
pub mod run_file;
mod sorting;
pub mod train;
#[cfg(target_arch = "wasm32")]
pub mod web;
