//! The CPU's engine to the last bit: blank pixels, odd sizes, ragged batches, files, golden figures.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[path = "support/cpu_golden.rs"]
mod cpu_golden;
#[allow(dead_code, reason = "each test file uses a part of it")]
#[path = "support/cpu_networks.rs"]
mod support;

use cpu_golden::{GOLDEN, bits, golden};
use kindling::data::ImageFormat;
use kindling::engine::cpu::Trainer;
use kindling::engine::mask::{MaskKey, threshold};
use kindling::model::tensors::HostTensor;
use kindling::protocol::{Activation, Architecture, OptimizerKind};
use support::{architecture, find, images, uniform, weights};

fn trainer(architecture: &Architecture, optimizer: OptimizerKind) -> Trainer {
    Trainer::from_tensors(
        architecture,
        ImageFormat::MNIST,
        optimizer,
        &weights(architecture),
        true,
    )
    .unwrap()
}

fn all(n: usize) -> Vec<u32> {
    (0..n as u32).collect()
}

/// Plain loops that multiply blanks too: logits of a network without hidden layers.
fn dense_logits(tensors: &[HostTensor], image: &[u8]) -> Vec<f32> {
    let (kernel, bias) = (find(tensors, "dense0.kernel"), find(tensors, "dense0.bias"));
    (0..10)
        .map(|class| {
            let mut sum = 0.0;
            for (pixel, value) in image.iter().enumerate() {
                sum += f32::from(*value) / 255.0 * kernel.values[pixel * 10 + class];
            }
            sum + bias.values[class]
        })
        .collect()
}

#[test]
fn leaving_blank_pixels_out_changes_no_bit_of_an_answer() {
    let plain = architecture(&[], Activation::Relu, false, 0.0);
    let tensors = weights(&plain);
    let mut sparse = Trainer::from_tensors(
        &plain,
        ImageFormat::MNIST,
        OptimizerKind::Sgd,
        &tensors,
        true,
    )
    .unwrap();
    for blanks in [1, 2, 5, 100] {
        let (images, _) = images(3, blanks);
        for image in images.chunks(784) {
            // A network whose biases are the logits, and that sees no pixel.
            let mut blind = tensors.clone();
            blind[0].values.fill(0.0);
            blind[1].values = dense_logits(&tensors, image);
            let mut blind =
                Trainer::from_tensors(&plain, ImageFormat::MNIST, OptimizerKind::Sgd, &blind, true)
                    .unwrap();
            assert_eq!(sparse.probabilities(image), blind.probabilities(image));
        }
    }
}

#[test]
fn leaving_blank_pixels_out_changes_no_bit_of_a_gradient() {
    let plain = architecture(&[], Activation::Relu, false, 0.0);
    for blanks in [1, 2, 5, 100] {
        let (images, labels) = images(9, blanks);
        let mut trainer = trainer(&plain, OptimizerKind::Sgd);
        let probabilities = trainer.probabilities(&images);
        trainer.train_step(&images, &labels, &all(9), 1.0, 0);
        let velocity = &trainer.moment_tensors()[0].values;
        for (index, velocity) in velocity.iter().enumerate() {
            let (pixel, class) = (index / 10, index % 10);
            let mut gradient = 0.0;
            for (image, label) in labels.iter().enumerate() {
                let target = f32::from(u8::from(class == usize::from(*label)));
                let slope = (probabilities[image * 10 + class] as f32 - target) / 9.0;
                gradient += f32::from(images[image * 784 + pixel]) / 255.0 * slope;
            }
            // The engine takes moments below 1e-30 as 0.
            assert_eq!(*velocity, -gradient, "{blanks} {index}");
        }
    }
}

#[test]
fn a_batch_may_be_ragged_and_in_any_order_of_memory() {
    let network = architecture(&[21, 9], Activation::Gelu, true, 0.3);
    let (images, labels) = images(40, 4);
    let mut once = trainer(&network, OptimizerKind::Adam);
    let mut other = trainer(&network, OptimizerKind::Adam);
    // Larger batches before leave their rows in the workspaces of one of the two.
    other.clone_from(&{
        let mut used = other.clone();
        used.evaluate(&images, &labels);
        used
    });
    for n in [1, 2, 3, 4, 5, 37] {
        let chosen: Vec<u32> = (0..n).map(|index| (index * 7 + 3) % 40).collect();
        let gathered: Vec<u8> = chosen
            .iter()
            .flat_map(|index| images[*index as usize * 784..][..784].to_vec())
            .collect();
        let gathered_labels: Vec<u8> = chosen.iter().map(|index| labels[*index as usize]).collect();
        let a = once.train_step(&images, &labels, &chosen, 0.001, 5);
        let b = other.train_step(&gathered, &gathered_labels, &all(n as usize), 0.001, 5);
        assert_eq!(a, b);
        assert_eq!(a.n_images, n as usize);
    }
    assert_eq!(bits(&once), bits(&other));
}

#[test]
fn an_evaluation_in_parts_is_the_same_as_in_one() {
    let network = architecture(&[33, 50], Activation::Tanh, true, 0.2);
    let mut trainer = trainer(&network, OptimizerKind::Adam);
    let (images, labels) = images(301, 5);
    let (loss_sum, answers) = trainer.evaluate(&images, &labels);
    let mut parts = Vec::new();
    for (images, labels) in images.chunks(100 * 784).zip(labels.chunks(100)) {
        parts.extend(trainer.evaluate(images, labels).1);
    }
    assert_eq!(answers, parts);
    assert_eq!(answers.len(), 301);
    let probabilities = trainer.probabilities(&images);
    let mean = probabilities
        .chunks(10)
        .zip(&labels)
        .map(|(row, label)| -row[usize::from(*label)].ln());
    assert!((mean.sum::<f64>() - loss_sum).abs() < 1e-3);
    for (row, answer) in probabilities.chunks(10).zip(&answers) {
        assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-6);
        assert_eq!(row[answer.class as usize], answer.probability);
        assert!(row.iter().all(|other| *other <= answer.probability));
    }
}

#[test]
fn a_trainer_goes_on_from_its_own_tensors_as_if_never_stopped() {
    for optimizer in [
        OptimizerKind::Adam,
        OptimizerKind::Sgd,
        OptimizerKind::Rmsprop,
    ] {
        let network = architecture(&[49, 7], Activation::Sigmoid, true, 0.2);
        let (images, labels) = images(20, 5);
        let mut trainer = trainer(&network, optimizer);
        trainer.train_step(&images, &labels, &all(20), 0.01, 1);
        let tensors = [trainer.network_tensors(), trainer.moment_tensors()].concat();
        let mut restored =
            Trainer::from_tensors(&network, ImageFormat::MNIST, optimizer, &tensors, false)
                .unwrap();
        for seed in 2..4 {
            let a = trainer.train_step(&images, &labels, &all(20), 0.01, seed);
            assert_eq!(
                a,
                restored.train_step(&images, &labels, &all(20), 0.01, seed)
            );
        }
        assert_eq!(bits(&trainer), bits(&restored));
    }
}

#[test]
fn a_missing_or_misshapen_tensor_is_named() {
    let network = architecture(&[5], Activation::Relu, true, 0.0);
    let good = trainer(&network, OptimizerKind::Adam);
    let tensors = [good.network_tensors(), good.moment_tensors()].concat();
    for index in 0..tensors.len() {
        let name = tensors[index].name.clone();
        let mut missing = tensors.clone();
        missing.remove(index);
        let mut misshapen = tensors.clone();
        misshapen[index].shape.push(1);
        for tensors in [missing, misshapen] {
            let error = Trainer::from_tensors(
                &network,
                ImageFormat::MNIST,
                OptimizerKind::Adam,
                &tensors,
                false,
            );
            assert!(error.unwrap_err().to_string().contains(&name));
        }
    }
}

#[test]
fn a_network_that_diverges_has_a_loss_that_is_not_a_number() {
    for activation in [Activation::Relu, Activation::Tanh, Activation::Gelu] {
        let network = architecture(&[9], activation, false, 0.0);
        let mut tensors = weights(&network);
        tensors[0].values.fill(f32::INFINITY);
        tensors[2].values[3] = f32::NAN;
        let mut trainer = Trainer::from_tensors(
            &network,
            ImageFormat::MNIST,
            OptimizerKind::Adam,
            &tensors,
            true,
        )
        .unwrap();
        let (images, labels) = images(5, 5);
        assert!(trainer.evaluate(&images, &labels).0.is_nan());
        assert!(
            trainer
                .train_step(&images, &labels, &all(5), 0.1, 0)
                .loss_sum
                .is_nan()
        );
        assert!(
            trainer
                .train_step(&images, &labels, &all(5), 0.1, 0)
                .loss_sum
                .is_nan()
        );
        assert!(trainer.probabilities(&images)[0].is_nan());
    }
}

#[test]
fn dropout_keeps_its_share_and_depends_on_seed_layer_row_and_column() {
    assert_eq!(threshold(0.0), 0);
    assert_eq!(threshold(0.5), 1 << 31);
    let mask = |seed: u64, layer: u32| -> Vec<bool> {
        let key = MaskKey::new(seed, layer);
        let threshold = threshold(0.2);
        (0..100_000)
            .map(|index| key.bits(index) >= threshold)
            .collect()
    };
    let kept = mask(7, 0).iter().filter(|kept| **kept).count();
    assert!(kept.abs_diff(80_000) < 500, "{kept}");
    for other in [mask(8, 0), mask(7, 1)] {
        let same = mask(7, 0)
            .iter()
            .zip(&other)
            .filter(|(a, b)| a == b)
            .count();
        assert!(same.abs_diff(68_000) < 600, "{same}");
    }
}

#[test]
fn the_same_bits_come_out_on_every_machine() {
    for (case, expected) in GOLDEN.into_iter().enumerate() {
        let found = golden(case);
        assert_eq!(found, expected, "case {case}: {found:#018x}");
    }
}

/// Weights far from zero keep the test above from passing by chance.
#[test]
fn made_up_weights_are_spread() {
    let values = uniform(1000, 1, 1.0);
    assert!(values.iter().any(|value| *value > 0.99) && values.iter().any(|value| *value < -0.99));
}
