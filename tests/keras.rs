//! The network on the CPU beside traces of real Keras.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod support;
#[path = "support/traces.rs"]
mod traces;

use kindling::engine::Device;

/// The CPU computes in f32 as Keras does, in another order.
const TOLERANCE: f64 = 1e-4;
/// Tells GELU from its approximation by tanh, which is 3e-5 away after these six steps.
const GELU_TOLERANCE: f64 = 1e-5;

fn assert_matches(trace: &[u8], tolerance: f64) {
    let Some(mnist) = support::real_mnist() else {
        return;
    };
    pollster::block_on(traces::assert_matches(
        trace,
        &mnist,
        &Device::Cpu,
        tolerance,
    ));
}

#[test]
fn a_relu_network_trains_as_in_keras() {
    assert_matches(traces::RELU, TOLERANCE);
}

#[test]
fn a_batch_norm_network_trains_as_in_keras() {
    assert_matches(traces::BATCH_NORM, TOLERANCE);
}

#[test]
fn a_tanh_network_trains_by_sgd_with_momentum_as_in_keras() {
    assert_matches(traces::TANH_SGD, TOLERANCE);
}

#[test]
fn a_sigmoid_network_with_batch_norm_trains_by_rmsprop_as_in_keras() {
    assert_matches(traces::SIGMOID_RMSPROP, TOLERANCE);
}

#[test]
fn a_gelu_network_trains_as_in_keras_not_by_its_approximation() {
    assert_matches(traces::GELU_ADAM, GELU_TOLERANCE);
}
