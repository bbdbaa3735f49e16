//! A run: epochs of steps, evaluation, what optimizers compute, checkpoints.

pub mod callbacks;
pub mod checkpoint;
pub mod evaluation;
pub mod figures;
pub mod measure;
pub mod model_file;
pub mod optimizer;
pub mod plan;
pub mod run;
