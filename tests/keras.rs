//! The network on the CPU beside traces of real Keras.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod support;
#[path = "support/traces.rs"]
mod traces;

use burn::tensor::Device;

/// The CPU computes in f32 as Keras does, in another order.
const TOLERANCE: f64 = 1e-4;

#[test]
fn a_relu_network_trains_as_in_keras() {
    let Some(mnist) = support::real_mnist() else {
        return;
    };
    let device = Device::flex();
    pollster::block_on(traces::assert_matches(
        traces::RELU,
        false,
        &mnist,
        &device,
        TOLERANCE,
    ));
}

#[test]
fn a_batch_norm_network_trains_as_in_keras() {
    let Some(mnist) = support::real_mnist() else {
        return;
    };
    let device = Device::flex();
    let compared = traces::assert_matches(traces::BATCH_NORM, true, &mnist, &device, TOLERANCE);
    pollster::block_on(compared);
}
