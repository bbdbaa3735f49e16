//! Burn's autodiff as an engine beside real Keras: what trains on Burn's other backends, and the
//! witness of the CPU's engine, whose gradients are written by hand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod support;
#[path = "support/traces.rs"]
mod traces;

use burn::tensor::{Device as BurnDevice, Tensor, TensorData};
use kindling::data::{ImageFormat, digits};
use kindling::engine::burn::network::{Mlp, drop_out};
use kindling::engine::{Device, DeviceSplit, Trainer};
use kindling::model::tensors::initial;
use kindling::protocol::{Activation, Architecture, HiddenLayer, Initialization, OptimizerKind};
use kindling::train::plan::EpochPlan;

/// Burn computes in f32 as Keras does, in another order.
const TOLERANCE: f64 = 1e-4;

fn burn() -> Device {
    Device::Burn(BurnDevice::flex())
}

#[test]
fn burns_autodiff_trains_as_keras() {
    let Some(mnist) = support::real_mnist() else {
        return;
    };
    for trace in [
        traces::RELU,
        traces::BATCH_NORM,
        traces::TANH_SGD,
        traces::SIGMOID_RMSPROP,
        traces::GELU_ADAM,
    ] {
        pollster::block_on(traces::assert_matches(trace, &mnist, &burn(), TOLERANCE));
    }
}

/// Odd sizes, which fill no vector.
fn architecture(activation: Activation, batch_norm: bool, dropout: f64) -> Architecture {
    let hidden = [33, 17, 5].map(|units| HiddenLayer {
        units,
        initialization: Initialization::He {},
    });
    Architecture {
        hidden: hidden.to_vec(),
        activation,
        batch_norm,
        dropout,
    }
}

#[test]
fn the_cpus_engine_trains_as_burns_autodiff_for_every_activation_and_optimizer() {
    for activation in [
        Activation::Relu,
        Activation::Tanh,
        Activation::Sigmoid,
        Activation::Gelu,
    ] {
        for optimizer in [
            OptimizerKind::Adam,
            OptimizerKind::Sgd,
            OptimizerKind::Rmsprop,
        ] {
            for batch_norm in [false, true] {
                assert_alike(&architecture(activation, batch_norm, 0.0), optimizer);
            }
        }
    }
}

fn assert_alike(architecture: &Architecture, optimizer: OptimizerKind) {
    let trained = |device: &Device| {
        let mut config = support::with_architecture("custom", architecture.clone(), 1, 1);
        config.optimizer = optimizer;
        let data = DeviceSplit::upload(digits::generate(700, 5), device).unwrap();
        let mut trainer =
            Trainer::new(architecture, ImageFormat::MNIST, optimizer, 1, device).unwrap();
        trainer
            .begin(EpochPlan::new(&config, 1, 700), &data)
            .unwrap();
        pollster::block_on(async {
            let figures = trainer.train(&data, 6).await.unwrap();
            (figures, trainer.tensors().await.unwrap())
        })
    };
    let (figures, tensors) = trained(&Device::Cpu);
    let (expected_figures, expected_tensors) = trained(&burn());
    assert_eq!(figures.len(), 6);
    for (found, expected) in figures.iter().zip(&expected_figures) {
        let apart = (found.loss_sum - expected.loss_sum).abs() / expected.loss_sum;
        assert!(
            apart < 1e-4,
            "{optimizer:?} {architecture:?}: {found:?}, {expected:?}"
        );
    }
    assert_eq!(tensors.len(), expected_tensors.len());
    for found in &tensors {
        let expected = expected_tensors
            .iter()
            .find(|tensor| tensor.name == found.name);
        let expected = expected.unwrap();
        assert_eq!(found.shape, expected.shape, "{}", found.name);
        for (a, b) in found.values.iter().zip(&expected.values) {
            // Adam turns a gradient that is nothing but rounding into a step of a whole rate.
            assert!(
                (a - b).abs() < 2e-3,
                "{} {optimizer:?}: {a}, {b}",
                found.name
            );
        }
    }
}

#[test]
fn dropout_zeroes_its_share_and_scales_the_rest() {
    let device = BurnDevice::flex();
    device.seed(1);
    let dropped = drop_out(Tensor::<2>::ones([100, 500], &device), 0.2);
    let values = values(&dropped);
    let n_zero = values.iter().filter(|value| **value == 0.0).count();
    let scaled = values.iter().filter(|value| (**value - 1.25).abs() < 1e-6);
    assert_eq!(
        n_zero + scaled.count(),
        50_000,
        "a value is neither 0 nor 1.25"
    );
    // 50,000 draws: the share's standard deviation is 0.0018.
    let share = n_zero as f64 / 50_000.0;
    assert!((share - 0.2).abs() < 0.01, "{share} were dropped");
}

#[test]
fn dropout_comes_after_batch_norm_and_only_in_training() {
    let device = BurnDevice::flex().autodiff();
    let network = |dropout| {
        let mut architecture = architecture(Activation::Relu, true, dropout);
        architecture.hidden.truncate(1);
        architecture.hidden[0].units = 10;
        let tensors = initial(&architecture, ImageFormat::MNIST, 1).unwrap();
        let mut network =
            Mlp::from_tensors(&architecture, ImageFormat::MNIST, &tensors, &device).unwrap();
        // The logits are what the hidden layer gives; batch norm moves all of it away from 0.
        let plain = device.clone().without_autodiff();
        network.output.kernel = Tensor::eye(10, &plain).autodiff();
        let batch_norm = network.hidden[0].batch_norm.as_mut().unwrap();
        batch_norm.beta = Tensor::full([10], 50.0, &plain).autodiff();
        network
    };
    let images = digits::generate(500, 1).images;
    let images: Vec<f32> = images
        .iter()
        .map(|pixel| f32::from(*pixel) / 255.0)
        .collect();
    let images = Tensor::<2>::from_data(
        TensorData::new(images, [500, 784]),
        &device.clone().without_autodiff(),
    );
    let kept = values(&network(0.0).train_forward(images.clone().autodiff()));
    assert!(kept.iter().all(|value| *value > 0.0));
    device.seed(1);
    let dropped = values(&network(0.5).train_forward(images.clone().autodiff()));
    let n_zero = dropped.iter().filter(|value| **value == 0.0).count();
    // 5000 draws: the share's standard deviation is 0.007.
    assert!((n_zero as f64 / 5000.0 - 0.5).abs() < 0.05, "{n_zero}");
    for (dropped, kept) in dropped.iter().zip(&kept) {
        assert!(*dropped == 0.0 || (dropped - 2.0 * kept).abs() < 1e-3);
    }
    let tested = |dropout| values(&network(dropout).forward(images.clone()));
    assert_eq!(tested(0.5), tested(0.0));
}

fn values<const D: usize>(tensor: &Tensor<D>) -> Vec<f32> {
    let data = pollster::block_on(tensor.clone().without_autodiff().into_data_async()).unwrap();
    data.try_into_vec().unwrap()
}
