//! Architectures: the models on offer, their limits, their tensors and files, the summary table.

pub mod catalog;
pub mod config;
pub mod onnx;
pub mod summary;
pub mod tensor_file;
pub mod tensors;
