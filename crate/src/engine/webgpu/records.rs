//! What the host tells the kernels of each step and of each layer: `shaders/records.wgsl` reads it.

use crate::engine::mask::{MaskKey, threshold};
use crate::train::plan::EpochPlan;

use super::matrix::{VECTOR, padded};

/// Words before the first record: the step to train next, whether a loss was not finite, and nothing.
const FIRST_RECORD: usize = 4;
/// Words of a record.
const RECORD_WORDS: usize = 20;
/// Where a record's keys begin.
const KEYS: usize = 4;

/// The records of an epoch. `rates` has the optimizer's rate of each step.
pub fn of_epoch(plan: &EpochPlan, rates: &[f64], n_hidden: usize) -> Vec<u32> {
    let mut words = vec![0; words_for(rates.len())];
    words[0] = plan.first_step as u32;
    let records = words[FIRST_RECORD..].chunks_exact_mut(RECORD_WORDS);
    for (step, (record, rate)) in records.zip(rates).enumerate() {
        let range = plan.range(step);
        record[0] = range.start as u32;
        record[1] = range.len() as u32;
        record[2] = (*rate as f32).to_bits();
        let seed = plan.dropout_seed(step);
        let keys = record[KEYS..].chunks_exact_mut(2).take(n_hidden);
        for (layer, key) in keys.enumerate() {
            let mask = MaskKey::new(seed, layer as u32);
            key.copy_from_slice(&[mask.first, mask.second]);
        }
    }
    words
}

/// The record of images that follow each other, in inference mode.
pub fn of_range(start: usize, n_rows: usize) -> Vec<u32> {
    let mut words = vec![0; words_for(1)];
    words[FIRST_RECORD] = start as u32;
    words[FIRST_RECORD + 1] = n_rows as u32;
    words
}

/// Words for the records of `n_steps` steps.
pub fn words_for(n_steps: usize) -> usize {
    FIRST_RECORD + n_steps * RECORD_WORDS
}

/// What is told of dense layer `index`.
pub fn of_layer(index: usize, inputs: usize, units: usize, dropout: f64) -> [u32; 7] {
    let scale = (1.0 / (1.0 - dropout)) as f32;
    [
        index as u32,
        inputs as u32,
        units as u32,
        (padded(inputs) / VECTOR) as u32,
        (padded(units) / VECTOR) as u32,
        threshold(dropout),
        scale.to_bits(),
    ]
}
