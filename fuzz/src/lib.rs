//! What each fuzz target holds; the native test `tests/hostile_bytes.rs` runs the same.

pub mod allocation;
pub mod targets;
