//! The seeded order in which an epoch trains its images.

use rand::seq::SliceRandom;

use crate::random::{Purpose, generator};

/// The order in which epoch `epoch` (from 1) trains `n_images` images: a new one each epoch, the
/// same for the same seed on every machine.
pub fn epoch_order(n_images: usize, seed: u32, epoch: u32) -> Vec<u32> {
    let mut order: Vec<u32> = (0..n_images as u32).collect();
    order.shuffle(&mut generator(seed, Purpose::Order { epoch }));
    order
}
