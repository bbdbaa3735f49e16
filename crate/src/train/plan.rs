//! An epoch's plan: which images each step trains, and with what.

use std::ops::Range;

use crate::data::order::epoch_order;
use crate::protocol::RunConfig;
use crate::random::dropout_seed;

/// What the steps of one epoch train.
#[derive(Clone, Debug, PartialEq)]
pub struct EpochPlan {
    /// Indices of the images, in the order in which they are trained.
    pub order: Vec<u32>,
    /// Images of a step; the last one takes what is left.
    pub batch_size: usize,
    /// Of each step: Keras's, such as 0.001.
    pub learning_rates: Vec<f64>,
    /// The first step to train, from 0: above it where the epoch goes on from a checkpoint.
    pub first_step: usize,
    seed: u32,
    epoch: u32,
}

impl EpochPlan {
    /// The plan of epoch `epoch` (from 1) of a run on `n_train` images.
    pub fn new(config: &RunConfig, epoch: u32, n_train: usize) -> Self {
        let order = epoch_order(n_train, config.seed, epoch);
        Self::in_order(config, epoch, order)
    }

    /// The same with an order of one's own.
    pub fn in_order(config: &RunConfig, epoch: u32, order: Vec<u32>) -> Self {
        let batch_size = config.batch_size as usize;
        Self {
            learning_rates: vec![config.learning_rate; order.len().div_ceil(batch_size)],
            order,
            batch_size,
            first_step: 0,
            seed: config.seed,
            epoch,
        }
    }

    /// The same with the learning rate of each step.
    pub fn with_rates(self, learning_rates: Vec<f64>) -> Self {
        Self {
            learning_rates,
            ..self
        }
    }

    /// The same, to be gone on with from step `first_step` (from 0).
    pub fn from_step(self, first_step: usize) -> Self {
        Self { first_step, ..self }
    }

    /// Steps of the epoch, the ragged last one included.
    pub fn n_steps(&self) -> usize {
        self.order.len().div_ceil(self.batch_size)
    }

    /// Where in the order step `step` (from 0) finds its images.
    pub fn range(&self, step: usize) -> Range<usize> {
        let start = step * self.batch_size;
        start..(start + self.batch_size).min(self.order.len())
    }

    /// What decides the dropout masks of step `step` (from 0).
    pub fn dropout_seed(&self, step: usize) -> u64 {
        dropout_seed(self.seed, self.epoch, step as u32)
    }
}
