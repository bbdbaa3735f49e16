//! How the weights of a kernel are distributed: quartiles and kernel density, as seaborn's violins.

use crate::model::summary::dense_name;
use crate::model::tensors::{HostTensor, kernel_name};
use crate::protocol::{Architecture, WeightDistribution};

/// Points of the density; seaborn's default.
const GRID_POINTS: usize = 100;
/// How far the density goes beyond the extreme weights, in bandwidths; seaborn's default.
const CUT_BANDWIDTHS: f64 = 2.0;
/// Whiskers end at the last weight within so many interquartile ranges of the box; seaborn's
/// default.
const WHISKER_RANGES: f64 = 1.5;
/// Bins per bandwidth that weights are gathered in first: with 16 the density is within 0.1 % of
/// the one that adds up a Gaussian for each weight, at a thousandth of its cost.
const BINS_PER_BANDWIDTH: f64 = 16.0;
/// Most bins, for weights of which a few are far away from all others.
const MAX_BINS: f64 = 65_536.0;
/// Beyond so many bandwidths a Gaussian adds nothing that shows: 1e-14 of its peak.
const REACH_BANDWIDTHS: f64 = 8.0;

/// The distributions of an architecture's kernels, which are among `tensors`, first to last.
pub fn distributions(
    architecture: &Architecture,
    tensors: &[HostTensor],
) -> Vec<WeightDistribution> {
    let kernel = |index| {
        let name = kernel_name(index);
        tensors.iter().find(|tensor| tensor.name == name)
    };
    (0..=architecture.hidden.len())
        .filter_map(|index| Some(distribution(dense_name(index), &kernel(index)?.values)))
        .collect()
}

/// The distribution of a layer's weights, in any order. Weights that are not finite are left out.
///
/// The density is a sum of Gaussians whose bandwidth is Scott's, n^(−1/5) times the standard
/// deviation (Scott, "Multivariate Density Estimation", 1992), as in `scipy.stats.gaussian_kde`,
/// which seaborn draws its violins by.
pub fn distribution(layer: String, weights: &[f32]) -> WeightDistribution {
    let mut values: Vec<f32> = weights.iter().copied().filter(|w| w.is_finite()).collect();
    // Sorting a large kernel takes longer than all else here: quartiles need no more than this.
    let lower_quartile = quantile(&mut values, 0.25);
    let median = quantile(&mut values, 0.5);
    let upper_quartile = quantile(&mut values, 0.75);
    let reach = WHISKER_RANGES * (upper_quartile - lower_quartile);
    let (min, max) = extremes(&values, f64::NEG_INFINITY, f64::INFINITY);
    let (lower_whisker, upper_whisker) =
        extremes(&values, lower_quartile - reach, upper_quartile + reach);
    let stddev = standard_deviation(&values);
    let bandwidth = stddev * (values.len().max(1) as f64).powf(-0.2);
    let grid_from = min - CUT_BANDWIDTHS * bandwidth;
    let grid_to = max + CUT_BANDWIDTHS * bandwidth;
    WeightDistribution {
        layer,
        n_weights: values.len() as u32,
        min,
        lower_whisker,
        lower_quartile,
        median,
        upper_quartile,
        upper_whisker,
        max,
        stddev,
        grid_from,
        grid_to,
        density: density(&values, bandwidth, grid_from, grid_to),
    }
}

/// With n − 1, as `scipy` has it; 0 for fewer than two.
fn standard_deviation(values: &[f32]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let n = values.len() as f64;
    let mean = values.iter().copied().map(f64::from).sum::<f64>() / n;
    let squares = values
        .iter()
        .map(|value| (f64::from(*value) - mean).powi(2));
    (squares.sum::<f64>() / (n - 1.0)).sqrt()
}

/// The value below which a share of the values lies, interpolated linearly as NumPy does; 0 where
/// there are none. Changes their order.
fn quantile(values: &mut [f32], share: f64) -> f64 {
    let Some(last) = values.len().checked_sub(1) else {
        return 0.0;
    };
    let position = share * last as f64;
    let below = position.floor() as usize;
    let (_, low, above) = values.select_nth_unstable_by(below, f32::total_cmp);
    let low = f64::from(*low);
    let high = above.iter().copied().min_by(f32::total_cmp);
    let high = high.map_or(low, f64::from);
    low + (position - below as f64) * (high - low)
}

/// The smallest and the largest of the values within bounds; 0 where there are none.
fn extremes(values: &[f32], from: f64, to: f64) -> (f64, f64) {
    let values = values.iter().copied().map(f64::from);
    let within = values.filter(|value| (from..=to).contains(value));
    let extremes = within.fold(None, |extremes: Option<(f64, f64)>, value| {
        let (low, high) = extremes.unwrap_or((value, value));
        Some((low.min(value), high.max(value)))
    });
    extremes.unwrap_or((0.0, 0.0))
}

/// Kernel density at [`GRID_POINTS`] evenly spaced points; none where there is no spread.
fn density(values: &[f32], bandwidth: f64, from: f64, to: f64) -> Vec<f32> {
    if bandwidth <= 0.0 {
        return Vec::new();
    }
    let n_bins = ((to - from) / bandwidth * BINS_PER_BANDWIDTH).ceil();
    let n_bins = n_bins.clamp(1.0, MAX_BINS) as usize;
    let bin_width = (to - from) / n_bins as f64;
    let bins = binned(values, from, bin_width, n_bins);
    let reach = (REACH_BANDWIDTHS * bandwidth / bin_width).ceil() as usize;
    let gaussian: Vec<f64> = (0..=reach)
        .map(|bins| (-0.5 * (bins as f64 * bin_width / bandwidth).powi(2)).exp())
        .collect();
    let scale = values.len() as f64 * bandwidth * (2.0 * std::f64::consts::PI).sqrt();
    let smooth = |at: usize| {
        let near = at.saturating_sub(reach)..=(at + reach).min(n_bins);
        let sum: f64 = near.map(|bin| bins[bin] * gaussian[bin.abs_diff(at)]).sum();
        sum / scale
    };
    let grid = (0..GRID_POINTS).map(|point| {
        let position = point as f64 / (GRID_POINTS - 1) as f64 * n_bins as f64;
        let below = (position as usize).min(n_bins - 1);
        let share = position - below as f64;
        (smooth(below) * (1.0 - share) + smooth(below + 1) * share) as f32
    });
    grid.collect()
}

/// How many values are at each bin's edge; one between two edges counts for both in part.
fn binned(values: &[f32], from: f64, bin_width: f64, n_bins: usize) -> Vec<f64> {
    let mut bins = vec![0.0; n_bins + 1];
    for value in values {
        let position = (f64::from(*value) - from) / bin_width;
        let below = (position.max(0.0) as usize).min(n_bins - 1);
        let share = (position - below as f64).clamp(0.0, 1.0);
        bins[below] += 1.0 - share;
        bins[below + 1] += share;
    }
    bins
}
