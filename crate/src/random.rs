//! Seeded randomness: one generator per purpose, so that none disturbs another.

use rand_pcg::Pcg64;

/// What random numbers are for. Each purpose has a stream of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Initial weights of a dense layer, counted from 0.
    Initialisation {
        /// The layer.
        layer: u32,
    },
    /// Order of the images in an epoch, counted from 1.
    Order {
        /// The epoch.
        epoch: u32,
    },
}

/// The generator for a purpose: the same numbers on every machine.
///
/// PCG64 (O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms",
/// 2014) has a stream parameter, which is what keeps the purposes apart.
pub fn generator(seed: u32, purpose: Purpose) -> Pcg64 {
    let stream = match purpose {
        Purpose::Initialisation { layer } => u128::from(layer),
        Purpose::Order { epoch } => 1 << 64 | u128::from(epoch),
    };
    Pcg64::new(u128::from(seed), stream)
}

/// The seed of the device's own generator, which draws dropout's masks, for one step of one epoch.
///
/// Seeding each step makes a step's masks independent of what was computed before it, so that a
/// run can go on from any point. The mixing is `SplitMix64`'s (Steele et al., "Fast splittable
/// pseudorandom number generators", 2014).
pub fn dropout_seed(seed: u32, epoch: u32, step: u32) -> u64 {
    let mut mixed = u64::from(seed);
    for word in [epoch, step] {
        mixed = mixed
            .wrapping_add(u64::from(word))
            .wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
    }
    mixed
}
