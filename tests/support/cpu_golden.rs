//! Checksums of short runs, to be the same natively and in every browser.

use super::support::{architecture, checksum, hash, images, weights};
use kindling::data::ImageFormat;
use kindling::engine::cpu::Trainer;
use kindling::protocol::{Activation, OptimizerKind};

/// A change of these is a change of every run's numbers: say so in the CHANGELOG.
pub const GOLDEN: [u64; 5] = [
    0x42a6_516b_190e_4cbf,
    0x246f_3333_faac_38ef,
    0x3751_4027_7197_d691,
    0x7740_17e6_74fa_b4f6,
    0xd49b_dd3f_77b5_cb4b,
];

/// Every word that a trainer is made of.
pub fn bits(trainer: &Trainer) -> Vec<u32> {
    let tensors = [trainer.network_tensors(), trainer.moment_tensors()].concat();
    let values = tensors.into_iter().flat_map(|tensor| tensor.values);
    values.map(f32::to_bits).collect()
}

/// Checksum of losses, of an evaluation and of all weights and moments after a few steps.
pub fn golden(case: usize) -> u64 {
    let (activation, optimizer) = match case {
        0 | 4 => (Activation::Relu, OptimizerKind::Adam),
        1 => (Activation::Tanh, OptimizerKind::Sgd),
        2 => (Activation::Sigmoid, OptimizerKind::Rmsprop),
        _ => (Activation::Gelu, OptimizerKind::Adam),
    };
    let network = match case {
        4 => architecture(&[], activation, false, 0.0),
        _ => architecture(&[51, 18], activation, true, 0.25),
    };
    let (images, labels) = images(300, 8);
    let mut trainer = Trainer::from_tensors(
        &network,
        ImageFormat::MNIST,
        optimizer,
        &weights(&network),
        true,
    )
    .unwrap();
    let mut words = Vec::new();
    for step in 0..5_u64 {
        let size = if step == 3 { 29 } else { 64 };
        let chosen: Vec<u32> = (0..size)
            .map(|index| (hash(step * 1000 + index) % 300) as u32)
            .collect();
        let figures = trainer.train_step(&images, &labels, &chosen, 0.002, step);
        words.push(figures.loss_sum.to_bits());
    }
    words.push(trainer.evaluate(&images, &labels).0.to_bits());
    words.extend(bits(&trainer).into_iter().map(u64::from));
    checksum(words)
}
