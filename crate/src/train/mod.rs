//! A run: epochs of steps, evaluation, the optimizer, checkpoints.

pub mod checkpoint;
pub mod evaluation;
pub mod optimizer;
pub mod run;
pub mod step;
mod update;
