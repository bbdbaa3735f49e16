//! Architectures: the models on offer, their limits, their tensors, the summary table.

pub mod catalog;
pub mod config;
pub mod summary;
pub mod tensor_file;
pub mod tensors;
