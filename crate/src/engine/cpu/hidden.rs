//! A hidden layer behind its dense product: activation, batch normalisation, dropout, and back.

use super::activation::{activate, descend, scale};
use super::batch_norm::{Affine, BatchNorm};
use super::grid::{Grid, LANE, LANES, Lane, ZERO};
use super::product::sum_rows;
use crate::engine::mask::{MaskKey, threshold};
use crate::protocol::Activation;

/// A hidden layer's state and its workspaces for one batch.
#[derive(Clone, Debug)]
pub(super) struct Hidden {
    /// Sums, then activations, `[batch, units]`.
    pub(super) activated: Grid,
    /// Gradient at the outputs, then at the sums, `[batch, units]`.
    pub(super) gradient: Grid,
    /// Its batch normalisation, where there is one.
    pub(super) batch_norm: Option<BatchNorm>,
    /// Column sums of the gradient at the sums.
    pub(super) bias_gradient: Vec<Lane>,
    /// What follows, where batch normalisation or dropout makes another thing of the activations.
    normalised: Option<Grid>,
    /// What dropout multiplied each value by.
    multipliers: Option<Grid>,
    /// GELU's slopes.
    slopes: Option<Grid>,
    activation: Activation,
    dropout: f64,
    index: u32,
    n_units: usize,
}

impl Hidden {
    /// The hidden layer `index`, from 0, with `n_units` outputs.
    pub(super) fn new(
        (index, n_units): (u32, usize),
        activation: Activation,
        dropout: f64,
        batch_norm: Option<BatchNorm>,
    ) -> Self {
        let grid = || Grid::new(n_units);
        Self {
            activated: grid(),
            gradient: grid(),
            bias_gradient: vec![ZERO; n_units.div_ceil(LANE)],
            normalised: (batch_norm.is_some() || dropout > 0.0).then(grid),
            multipliers: (dropout > 0.0).then(grid),
            slopes: (activation == Activation::Gelu).then(grid),
            batch_norm,
            activation,
            dropout,
            index,
            n_units,
        }
    }

    /// Makes room for a batch.
    pub(super) fn set_rows(&mut self, n_rows: usize) {
        let others = [
            &mut self.normalised,
            &mut self.multipliers,
            &mut self.slopes,
        ];
        let grids = [&mut self.activated, &mut self.gradient];
        for grid in grids.into_iter().chain(others.into_iter().flatten()) {
            grid.set_rows(n_rows);
        }
    }

    /// What the next layer multiplies.
    pub(super) fn output(&self) -> &Grid {
        self.normalised.as_ref().unwrap_or(&self.activated)
    }

    /// From sums to outputs as they are trained: batch statistics, dropout on.
    pub(super) fn train_forward(&mut self, dropout_seed: u64) {
        activate(self.activation, &mut self.activated, self.slopes.as_mut());
        self.activated.clear_columns_from(self.n_units);
        if let Some(multipliers) = &mut self.multipliers {
            let key = MaskKey::new(dropout_seed, self.index);
            draw_multipliers(multipliers, self.n_units, key, self.dropout);
        }
        let Some(normalised) = &mut self.normalised else {
            return;
        };
        for panel in 0..self.n_units.div_ceil(LANE) {
            let batch_norm = self.batch_norm.as_mut();
            let affine = batch_norm.map(|batch_norm| batch_norm.train(&self.activated, panel));
            normalise(&self.activated, panel, affine, normalised);
        }
        if let Some(multipliers) = &self.multipliers {
            scale(normalised, multipliers, |multiplier| multiplier);
        }
    }

    /// From sums to outputs in inference: moving statistics, no dropout.
    pub(super) fn infer(&mut self) {
        activate(self.activation, &mut self.activated, None);
        self.activated.clear_columns_from(self.n_units);
        let Some(normalised) = &mut self.normalised else {
            return;
        };
        for panel in 0..self.n_units.div_ceil(LANE) {
            let batch_norm = self.batch_norm.as_ref();
            let affine = batch_norm.map(|batch_norm| batch_norm.infer(panel));
            normalise(&self.activated, panel, affine, normalised);
        }
    }

    /// From the gradient at the outputs to that at the sums.
    pub(super) fn backward(&mut self) {
        if let Some(multipliers) = &self.multipliers {
            scale(&mut self.gradient, multipliers, |multiplier| multiplier);
        }
        if let Some(batch_norm) = &mut self.batch_norm {
            for panel in 0..self.n_units.div_ceil(LANE) {
                batch_norm.backward(&self.activated, panel, &mut self.gradient);
            }
        }
        let (slopes, gradient) = (self.slopes.as_ref(), &mut self.gradient);
        descend(self.activation, &self.activated, slopes, gradient);
        sum_rows(&self.gradient, &mut self.bias_gradient);
    }
}

/// Writes a panel's normalised values, or the values themselves.
fn normalise(x: &Grid, panel: usize, affine: Option<Affine>, y: &mut Grid) {
    for (x, y) in x.rows().zip(y.rows_mut()) {
        y[panel] = x[panel];
        let Some(affine) = &affine else { continue };
        for lane in &mut y[panel] {
            for (column, value) in lane.iter_mut().enumerate() {
                let centred = *value - affine.mean[column];
                *value = centred * affine.scale[column] + affine.shift[column];
            }
        }
    }
}

/// Draws what dropout multiplies each value by: 0, or 1 / (1 − rate).
fn draw_multipliers(multipliers: &mut Grid, n_units: usize, key: MaskKey, rate: f64) {
    let threshold = threshold(rate);
    let scale = (1.0 / (1.0 - rate)) as f32;
    for (index, row_of_blocks) in multipliers.rows_mut().enumerate() {
        for (panel, block) in row_of_blocks[..n_units.div_ceil(LANE)]
            .iter_mut()
            .enumerate()
        {
            for (row, lane) in block.iter_mut().enumerate() {
                let first = (index * LANES + row) * n_units + panel * LANE;
                *lane = lane_of_multipliers(first as u32, key, threshold, scale);
            }
        }
    }
}

/// Eight neighbours' multipliers. Not inlined: LLVM would vectorise across rows, with shuffles.
#[inline(never)]
fn lane_of_multipliers(first: u32, key: MaskKey, threshold: u32, scale: f32) -> Lane {
    std::array::from_fn(|column| {
        let bits = key.bits(first.wrapping_add(column as u32));
        if bits >= threshold { scale } else { 0.0 }
    })
}
