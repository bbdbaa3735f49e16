//! eˣ, tanh, erf in f32 by polynomials: no branch, only products, sums and quotients, so that they
//! vectorise and give the same bits on every machine.

/// Adding and subtracting it rounds a small number to an integer: 1.5 · 2²³.
const ROUNDER: f32 = 12_582_912.0;

/// eˣ, with x taken as −87 below it and as 88 above it. At most 2 units in the last place off.
///
/// Source of the polynomial: Moshier, Cephes, `expf.c`.
#[inline(always)]
pub(in crate::engine) fn exp(x: f32) -> f32 {
    let x = clamped(x, -87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    // ln 2 in two parts, the first of few digits, so that n times it is exact.
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let mut p = 1.987_569_1e-4;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 0.5;
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000));
    (p * r * r + r + 1.0) * power
}

/// The hyperbolic tangent. At most 5e-7 off.
///
/// Source of the rational function: Eigen, `MathFunctionsImpl.h`, `generic_fast_tanh_float`.
#[inline(always)]
pub(super) fn tanh(x: f32) -> f32 {
    let x = clamped(x, -7.905_311, 7.905_311);
    let square = x * x;
    let mut p = -2.760_768_5e-16;
    p = p * square + 2.000_188e-13;
    p = p * square + -8.604_672e-11;
    p = p * square + 5.122_297e-8;
    p = p * square + 1.485_722_4e-5;
    p = p * square + 6.372_619e-4;
    p = p * square + 4.893_524_6e-3;
    let mut q = 1.198_258_4e-6;
    q = q * square + 1.185_347e-4;
    q = q * square + 2.268_434_6e-3;
    q = q * square + 4.893_525e-3;
    x * p / q
}

/// The error function. At most 5e-7 off.
///
/// Source of the rational function: Eigen, `generic_fast_erf_float` of 2021.
#[inline(always)]
pub(super) fn erf(x: f32) -> f32 {
    let x = clamped(x, -4.0, 4.0);
    let square = x * x;
    let mut p = -2.726_142_3e-10;
    p = p * square + 2.770_681_4e-8;
    p = p * square + -2.101_024e-6;
    p = p * square + -5.692_506_6e-5;
    p = p * square + -7.349_906_3e-4;
    p = p * square + -2.954_6e-3;
    p = p * square + -1.609_603_3e-2;
    let mut q = -1.456_607_2e-5;
    q = q * square + -2.133_740_6e-4;
    q = q * square + -1.682_827e-3;
    q = q * square + -7.373_329e-3;
    q = q * square + -1.426_473_9e-2;
    x * p / q
}

/// x within bounds. Unlike `f32::clamp` it cannot panic, and NaN stays NaN here too.
#[inline(always)]
fn clamped(x: f32, low: f32, high: f32) -> f32 {
    let x = if x < low { low } else { x };
    if x > high { high } else { x }
}
