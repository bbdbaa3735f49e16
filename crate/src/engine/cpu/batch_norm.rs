//! Batch normalisation of a layer: batch statistics in training, moving ones in inference.

use super::grid::{Grid, LANE, LANES, Lane, ZERO};
use super::parameter::Parameter;
use crate::model::config::{BATCH_NORM_EPSILON, BATCH_NORM_MOMENTUM};

/// As f32.
const EPSILON: f32 = BATCH_NORM_EPSILON as f32;

/// Batch normalisation of `[batch, units]`.
#[derive(Clone, Debug)]
pub(super) struct BatchNorm {
    /// Scale, `[units]`.
    pub(super) gamma: Parameter,
    /// Shift, `[units]`.
    pub(super) beta: Parameter,
    /// Moving mean, `[units]`.
    pub(super) moving_mean: Vec<Lane>,
    /// Moving biased variance, `[units]`.
    pub(super) moving_variance: Vec<Lane>,
    /// The batch's mean.
    mean: Vec<Lane>,
    /// One over the batch's standard deviation.
    inverse: Vec<Lane>,
    gamma_gradient: Vec<Lane>,
    beta_gradient: Vec<Lane>,
}

/// How a panel is normalised: (x − mean) · scale + shift.
#[derive(Clone, Copy)]
pub(super) struct Affine {
    pub(super) mean: Lane,
    pub(super) scale: Lane,
    pub(super) shift: Lane,
}

impl BatchNorm {
    /// From its four vectors.
    pub(super) fn new(
        [gamma, beta]: [Parameter; 2],
        [moving_mean, moving_variance]: [Vec<Lane>; 2],
    ) -> Self {
        let zeros = vec![ZERO; moving_mean.len()];
        Self {
            gamma,
            beta,
            moving_mean,
            moving_variance,
            mean: zeros.clone(),
            inverse: zeros.clone(),
            gamma_gradient: zeros.clone(),
            beta_gradient: zeros,
        }
    }

    /// How a panel is normalised in training. Moves the moving statistics.
    pub(super) fn train(&mut self, x: &Grid, panel: usize) -> Affine {
        let n = x.n_rows() as f32;
        let mean = column_sums(x, panel, |x, _| x, &ZERO).map(|sum| sum / n);
        let variance = column_sums(x, panel, |x, mean| (x - mean) * (x - mean), &mean);
        let variance = variance.map(|sum| sum / n);
        move_towards(&mut self.moving_mean[panel], &mean);
        move_towards(&mut self.moving_variance[panel], &variance);
        let inverse = variance.map(|variance| 1.0 / (variance + EPSILON).sqrt());
        self.mean[panel] = mean;
        self.inverse[panel] = inverse;
        self.affine(panel, mean, inverse)
    }

    /// How a panel is normalised in inference.
    pub(super) fn infer(&self, panel: usize) -> Affine {
        let variance = &self.moving_variance[panel];
        let inverse = variance.map(|variance| 1.0 / (variance + EPSILON).sqrt());
        self.affine(panel, self.moving_mean[panel], inverse)
    }

    fn affine(&self, panel: usize, mean: Lane, inverse: Lane) -> Affine {
        let gamma = &self.gamma.values[panel];
        Affine {
            mean,
            scale: std::array::from_fn(|column| gamma[column] * inverse[column]),
            shift: self.beta.values[panel],
        }
    }

    /// Makes of the gradient at a panel's outputs that at its inputs `x`, whose normalisation
    /// [`BatchNorm::train`] was. With d the former and x̂ the normalised inputs, that is
    /// γ/σ · (d − mean(d) − x̂ · mean(d·x̂)).
    pub(super) fn backward(&mut self, x: &Grid, panel: usize, gradient: &mut Grid) {
        let n = x.n_rows() as f32;
        let (mean, inverse) = (self.mean[panel], self.inverse[panel]);
        let mut sums = [ZERO; 2];
        for (index, (x, d)) in x.rows().zip(gradient.rows()).enumerate() {
            for row in 0..gradient.n_rows_in(index) {
                for column in 0..LANE {
                    let d = d[panel][row][column];
                    sums[0][column] += d;
                    sums[1][column] +=
                        d * ((x[panel][row][column] - mean[column]) * inverse[column]);
                }
            }
        }
        self.beta_gradient[panel] = sums[0];
        self.gamma_gradient[panel] = sums[1];
        let gamma = &self.gamma.values[panel];
        let scale: Lane = std::array::from_fn(|column| gamma[column] * inverse[column]);
        let [offset, slope] = sums.map(|sums| sums.map(|sum| sum / n));
        for (index, x) in x.rows().enumerate() {
            let n_rows = gradient.n_rows_in(index);
            let d = &mut gradient.blocks[index * gradient.stride + panel];
            for (x, d) in x[panel].iter().zip(d).take(n_rows) {
                for column in 0..LANE {
                    let normalised = (x[column] - mean[column]) * inverse[column];
                    d[column] =
                        scale[column] * (d[column] - offset[column] - normalised * slope[column]);
                }
            }
        }
    }

    /// Changes scale and shift by the gradients that [`BatchNorm::backward`] left.
    pub(super) fn change(&mut self, rate: f32) {
        self.gamma.change(0, &self.gamma_gradient, rate);
        self.beta.change(0, &self.beta_gradient, rate);
    }
}

/// Sums of a function of a panel's true values and of a number of their column.
fn column_sums(
    x: &Grid,
    panel: usize,
    term: impl Fn(f32, f32) -> f32,
    column_number: &Lane,
) -> Lane {
    let mut sums = ZERO;
    for (index, blocks) in x.rows().enumerate() {
        for row in blocks[panel].iter().take(x.n_rows_in(index).min(LANES)) {
            for column in 0..LANE {
                sums[column] += term(row[column], column_number[column]);
            }
        }
    }
    sums
}

/// moving ← 0.99 · moving + 0.01 · batch, as Keras moves its statistics.
fn move_towards(moving: &mut Lane, batch: &Lane) {
    for (moving, batch) in moving.iter_mut().zip(batch) {
        *moving = *moving * BATCH_NORM_MOMENTUM as f32 + batch * (1.0 - BATCH_NORM_MOMENTUM) as f32;
    }
}
