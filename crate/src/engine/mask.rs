//! Dropout's masks: the same for the same step on every device and in every engine.

/// What decides the masks of one hidden layer in one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaskKey {
    /// Mixed in first.
    pub first: u32,
    /// Mixed in second.
    pub second: u32,
}

impl MaskKey {
    /// The key of hidden layer `layer` (from 0) in a step; `dropout_seed` is
    /// [`EpochPlan::dropout_seed`](crate::train::plan::EpochPlan::dropout_seed)'s.
    ///
    /// The mixing is `SplitMix64`'s (Steele et al., "Fast splittable pseudorandom number
    /// generators", 2014).
    pub fn new(dropout_seed: u64, layer: u32) -> Self {
        let increment = (u64::from(layer) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut mixed = dropout_seed.wrapping_add(increment);
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        Self {
            first: mixed as u32,
            second: (mixed >> 32) as u32,
        }
    }

    /// 32 random bits for the value at `index`, row · units + column.
    pub fn bits(self, index: u32) -> u32 {
        mixed(mixed(index ^ self.first) ^ self.second)
    }
}

/// A value is kept if its bits are at least this. `rate` is the share to drop, 0..1.
pub fn threshold(rate: f64) -> u32 {
    (rate * 4_294_967_296.0).round() as u32
}

/// A permutation of the 32-bit numbers without visible order: `lowbias32` (Wellons, "Prospecting
/// for hash functions", 2018). It needs no shift by a varying amount, which WebAssembly's SIMD
/// lacks.
fn mixed(mut x: u32) -> u32 {
    x ^= x >> 16;
    x = x.wrapping_mul(0x7feb_352d);
    x ^= x >> 15;
    x = x.wrapping_mul(0x846c_a68b);
    x ^ x >> 16
}
