//! The CPU's engine: forward, backward and optimizer by hand, one thread, no allocation a step.
//!
//! Determinism comes first: the same arguments give the same bits natively and in every browser.
//! So there is no fused multiply-add, each sum has one order, and functions such as eˣ are
//! polynomials of this folder. Code vectorises across columns, never along a sum.

mod activation;
mod batch_norm;
mod functions;
mod grid;
mod hidden;
mod ink;
mod loss;
mod parameter;
mod product;
mod quad;
mod tensors;
mod trainer;

pub(super) use functions::exp;
pub use trainer::Trainer;
