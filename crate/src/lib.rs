//! Kindling trains neural networks in a browser tab.
//!
//! The map, from the outside in; each module uses only those below it:
//!
//! - [`web`] (wasm32 only): the worker's side of the browser: messages, downloads, the GPU.
//! - [`protocol`]: every message between page and worker.
//! - [`run_file`]: a run as a JSON file, as the page exports it.
//! - [`train`]: a run: epochs, steps, evaluation, the optimizer, checkpoints.
//! - [`inspect`]: weight distributions, confusion matrix, digits, first-layer images.
//! - [`predict`]: a drawing → 28×28 pixels → probabilities.
//! - [`device`]: which device computes, why, and its self-test.
//! - [`model`]: architectures, the network, the summary table.
//! - [`random`]: seeded generators.
//! - [`data`]: bytes → images → batches on the device.
//! - [`error`]: what can go wrong, with its facts.
//!
//! Nothing outside `web` knows that a browser exists: all else runs and is tested natively on
//! Burn's CPU backend.

pub mod data;
pub mod device;
pub mod error;
pub mod inspect;
pub mod model;
pub mod predict;
pub mod protocol;
pub mod random;
pub mod run_file;
pub mod train;
#[cfg(target_arch = "wasm32")]
pub mod web;
