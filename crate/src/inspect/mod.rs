//! What can be seen of a network and its data: how weights are distributed, which digits it
//! confuses, and what its first layer looks for.

pub mod confusion;
pub mod digits;
pub mod distribution;
pub mod first_layer;
