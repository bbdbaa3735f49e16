//! Four neighbours in one vector of 128 bits, which every browser and processor has.
//!
//! The compiler vectorises plain loops well, but orders the terms of several sums as it likes; in
//! the innermost products that order decides whether the sums fit into registers.

use super::grid::{LANE, Lane};
#[cfg(target_arch = "wasm32")]
use std::arch::wasm32::{f32x4, f32x4_add, f32x4_extract_lane, f32x4_mul, f32x4_splat, v128};

/// Values of a quad.
pub(super) const QUAD: usize = 4;
/// Quads of a lane.
pub(super) const QUADS: usize = LANE / QUAD;

/// Four values.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy)]
pub(super) struct Quad(v128);

#[cfg(target_arch = "wasm32")]
impl Quad {
    /// Four times the same value.
    #[inline(always)]
    pub(super) fn splat(value: f32) -> Self {
        Self(f32x4_splat(value))
    }

    /// self + other.
    #[inline(always)]
    pub(super) fn plus(self, other: Self) -> Self {
        Self(f32x4_add(self.0, other.0))
    }

    /// self + a · b, rounded twice.
    #[inline(always)]
    pub(super) fn plus_product(self, a: Self, b: Self) -> Self {
        Self(f32x4_add(self.0, f32x4_mul(a.0, b.0)))
    }

    #[inline(always)]
    fn load(values: [f32; QUAD]) -> Self {
        Self(f32x4(values[0], values[1], values[2], values[3]))
    }

    #[inline(always)]
    fn store(self) -> [f32; QUAD] {
        [
            f32x4_extract_lane::<0>(self.0),
            f32x4_extract_lane::<1>(self.0),
            f32x4_extract_lane::<2>(self.0),
            f32x4_extract_lane::<3>(self.0),
        ]
    }
}

/// Four values.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy)]
pub(super) struct Quad([f32; QUAD]);

#[cfg(not(target_arch = "wasm32"))]
impl Quad {
    /// Four times the same value.
    #[inline(always)]
    pub(super) fn splat(value: f32) -> Self {
        Self([value; QUAD])
    }

    /// self + other.
    #[inline(always)]
    pub(super) fn plus(self, other: Self) -> Self {
        Self(std::array::from_fn(|index| self.0[index] + other.0[index]))
    }

    /// self + a · b, rounded twice.
    #[inline(always)]
    pub(super) fn plus_product(self, a: Self, b: Self) -> Self {
        Self(std::array::from_fn(|index| {
            self.0[index] + a.0[index] * b.0[index]
        }))
    }

    #[inline(always)]
    fn load(values: [f32; QUAD]) -> Self {
        Self(values)
    }

    #[inline(always)]
    fn store(self) -> [f32; QUAD] {
        self.0
    }
}

impl Default for Quad {
    fn default() -> Self {
        Self::splat(0.0)
    }
}

/// The two halves of a lane.
#[inline(always)]
pub(super) fn load(lane: &Lane) -> [Quad; QUADS] {
    [
        Quad::load([lane[0], lane[1], lane[2], lane[3]]),
        Quad::load([lane[4], lane[5], lane[6], lane[7]]),
    ]
}

/// The lane of two halves.
#[inline(always)]
pub(super) fn store([low, high]: [Quad; QUADS]) -> Lane {
    let ([a, b, c, d], [e, f, g, h]) = (low.store(), high.store());
    [a, b, c, d, e, f, g, h]
}
