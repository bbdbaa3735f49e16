//! Architectures, the network, and its summary table.

pub mod catalog;
pub mod config;
pub mod mlp;
pub mod summary;
pub mod weights;
