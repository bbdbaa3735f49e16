//! The CPU engine's gradients against finite differences of a plain network in f64.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[path = "support/reference.rs"]
mod reference;
#[allow(dead_code, reason = "each test file uses a part of it")]
#[path = "support/cpu_networks.rs"]
mod support;

use kindling::data::ImageFormat;
use kindling::engine::cpu::Trainer;
use kindling::protocol::{Activation, Architecture, OptimizerKind};
use reference::{mean_loss, moved};
use support::{architecture, find, images, weights};

const STEP: f64 = 1e-5;

/// SGD's first velocity at a rate of 1 is the gradient, negated.
fn assert_gradients(architecture: &Architecture, n_images: usize) {
    let tensors = weights(architecture);
    let (images, labels) = images(n_images, 5);
    let mut trainer = Trainer::from_tensors(
        architecture,
        ImageFormat::MNIST,
        OptimizerKind::Sgd,
        &tensors,
        true,
    )
    .unwrap();
    let chosen: Vec<u32> = (0..n_images as u32).collect();
    let figures = trainer.train_step(&images, &labels, &chosen, 1.0, 5);
    let loss = |name: &str, index: usize, by: f64| {
        let tensor = moved(&tensors, name, index, by);
        mean_loss(architecture, &tensor, &images, &labels, 5)
    };
    let found = figures.loss_sum / n_images as f64;
    assert!((found - loss("", 0, 0.0)).abs() < 2e-6, "loss {found}");
    let moments = trainer.moment_tensors();
    let trainable = |name: &&str| !name.contains("moving");
    let names = tensors.iter().map(|tensor| tensor.name.as_str());
    let (kernels, vectors): (Vec<&str>, Vec<&str>) = names
        .filter(trainable)
        .partition(|name| name.contains("kernel"));
    for (kind, names) in [("kernel", kernels), ("vector", vectors)] {
        for (place, name) in names.into_iter().enumerate() {
            let velocity = find(&moments, &format!("sgd.{kind}{place}.velocity"));
            let n_values = velocity.values.len();
            assert_eq!(velocity.shape, find(&tensors, name).shape);
            for index in (0..n_values).step_by(n_values.div_ceil(40)) {
                let apart = loss(name, index, STEP) - loss(name, index, -STEP);
                let expected = apart / (2.0 * STEP);
                let found = -f64::from(velocity.values[index]);
                let tolerance = 2e-6 + 1e-4 * expected.abs();
                assert!(
                    (found - expected).abs() < tolerance,
                    "{name}[{index}]: {found}, finite difference {expected}"
                );
            }
        }
    }
}

#[test]
fn every_activation_has_its_gradient() {
    for activation in [
        Activation::Tanh,
        Activation::Sigmoid,
        Activation::Gelu,
        Activation::Relu,
    ] {
        assert_gradients(&architecture(&[11, 9], activation, false, 0.0), 7);
    }
}

#[test]
fn batch_norm_has_its_gradient() {
    for activation in [Activation::Gelu, Activation::Relu, Activation::Sigmoid] {
        assert_gradients(&architecture(&[13, 9], activation, true, 0.0), 10);
    }
}

#[test]
fn dropout_has_its_gradient_with_and_without_batch_norm() {
    for batch_norm in [false, true] {
        assert_gradients(
            &architecture(&[19, 9], Activation::Tanh, batch_norm, 0.4),
            9,
        );
    }
}

#[test]
fn a_network_without_hidden_layers_has_its_gradient() {
    assert_gradients(&architecture(&[], Activation::Relu, false, 0.0), 6);
}

#[test]
fn one_unit_and_one_image_have_their_gradient() {
    assert_gradients(&architecture(&[1, 1], Activation::Tanh, false, 0.0), 1);
    assert_gradients(&architecture(&[33, 65, 8], Activation::Tanh, false, 0.0), 3);
}
