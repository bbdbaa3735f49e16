//! A trainable tensor with what the optimizer remembers of it, changed in place, some lanes at a time.

use super::grid::{LANE, Lane, TILE, WIDE, ZERO};
use crate::protocol::OptimizerKind;
use crate::train::optimizer::{BETA_1, BETA_2, EPSILON, MOMENTUM, RHO, n_moments};

/// A moment below this is zero: what it adds to a weight is lost in rounding beside ε, and numbers
/// below 1e-38, which decaying moments would come to and stay at, are slow on many processors.
const NEGLIGIBLE: f32 = 1e-30;

/// In which order a tensor's values lie in its lanes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Layout {
    /// The first layer's kernel `[pixels, units]`: tiles of 32 columns, in a tile pixel by pixel.
    Pixels,
    /// Another kernel `[inputs, units]`: panels of 8 columns, in a panel input by input.
    Panels,
    /// A vector `[units]`.
    Vector,
}

/// A trainable tensor.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    /// Its values.
    pub(super) values: Vec<Lane>,
    /// Its moments, in the order of [`moment_names`](crate::train::optimizer::moment_names); the second is empty but for Adam.
    moments: [Vec<Lane>; 2],
    kind: OptimizerKind,
    layout: Layout,
    shape: [usize; 2],
}

impl Layout {
    /// How many lanes a tensor of a shape takes.
    fn n_lanes(self, [n_rows, n_columns]: [usize; 2]) -> usize {
        match self {
            Self::Pixels => n_columns.div_ceil(WIDE) * n_rows * TILE,
            Self::Panels => n_columns.div_ceil(LANE) * panel_lanes(n_rows),
            Self::Vector => n_columns.div_ceil(LANE),
        }
    }

    /// The lane of the value at a row and column; it is the column's remainder by 8 there.
    fn lane(self, n_rows: usize, row: usize, column: usize) -> usize {
        match self {
            Self::Pixels => (column / WIDE * n_rows + row) * TILE + column % WIDE / LANE,
            Self::Panels => column / LANE * panel_lanes(n_rows) + row,
            Self::Vector => column / LANE,
        }
    }

    /// The lanes of a tensor on the host, row-major; what fills them up is zero.
    pub(super) fn pack(self, shape: [usize; 2], values: &[f32]) -> Vec<Lane> {
        let mut lanes = vec![ZERO; self.n_lanes(shape)];
        for (row, values) in values.chunks_exact(shape[1]).enumerate() {
            for (column, value) in values.iter().enumerate() {
                lanes[self.lane(shape[0], row, column)][column % LANE] = *value;
            }
        }
        lanes
    }

    /// A tensor on the host, row-major, from its lanes.
    pub(super) fn unpack(self, shape: [usize; 2], lanes: &[Lane]) -> Vec<f32> {
        let mut values = Vec::with_capacity(shape[0] * shape[1]);
        for row in 0..shape[0] {
            for column in 0..shape[1] {
                values.push(lanes[self.lane(shape[0], row, column)][column % LANE]);
            }
        }
        values
    }
}

/// Lanes of a panel of a kernel with `n_inputs` rows: products take eight at a time.
pub(super) fn panel_lanes(n_inputs: usize) -> usize {
    n_inputs.next_multiple_of(LANE)
}

impl Parameter {
    /// One with the values given, and the moments, or with zero moments.
    pub(super) fn new(
        kind: OptimizerKind,
        (layout, shape): (Layout, [usize; 2]),
        values: &[f32],
        moments: Option<[&[f32]; 2]>,
    ) -> Self {
        let values = layout.pack(shape, values);
        let moment = |index: usize| match moments {
            _ if index >= n_moments(kind) => Vec::new(),
            Some(moments) => layout.pack(shape, moments[index]),
            None => vec![ZERO; values.len()],
        };
        Self {
            moments: [moment(0), moment(1)],
            values,
            kind,
            layout,
            shape,
        }
    }

    /// Its values on the host, row-major.
    pub(super) fn host_values(&self) -> Vec<f32> {
        self.layout.unpack(self.shape, &self.values)
    }

    /// Its moments on the host, row-major, in the order of [`moment_names`](crate::train::optimizer::moment_names).
    pub(super) fn host_moments(&self) -> Vec<Vec<f32>> {
        let moments = self.moments.iter().take(n_moments(self.kind));
        moments
            .map(|moment| self.layout.unpack(self.shape, moment))
            .collect()
    }

    /// Its sizes, `[rows, columns]`; a vector has one row.
    pub(super) fn shape(&self) -> [usize; 2] {
        self.shape
    }

    /// Changes the lanes from `first` on by their gradient, with the formulas of
    /// [`train::optimizer`](crate::train::optimizer).
    pub(super) fn change(&mut self, first: usize, gradient: &[Lane], rate: f32) {
        let range = first..first + gradient.len();
        let g = gradient.as_flattened();
        let w = self.values[range.clone()].as_flattened_mut();
        let [m, v] = &mut self.moments;
        let m = m[range.clone()].as_flattened_mut();
        match self.kind {
            OptimizerKind::Adam => adam(w, m, v[range].as_flattened_mut(), g, rate),
            OptimizerKind::Sgd => sgd(w, m, g, rate),
            OptimizerKind::Rmsprop => rmsprop(w, m, g, rate),
        }
    }
}

// Not inlined: as arguments, the slices are known not to overlap, without which LLVM would not
// vectorise.

#[inline(never)]
fn adam(w: &mut [f32], first: &mut [f32], second: &mut [f32], g: &[f32], rate: f32) {
    // Of a known length, the loop is unrolled: 5 % of a step.
    let (w, w_rest) = w.as_chunks_mut::<WIDE>();
    let (first, first_rest) = first.as_chunks_mut::<WIDE>();
    let (second, second_rest) = second.as_chunks_mut::<WIDE>();
    let (g, g_rest) = g.as_chunks::<WIDE>();
    for ((w, g), (first, second)) in w.iter_mut().zip(g).zip(first.iter_mut().zip(second)) {
        adam_values(w, first, second, g, rate);
    }
    adam_values(w_rest, first_rest, second_rest, g_rest, rate);
}

#[inline(always)]
fn adam_values(w: &mut [f32], first: &mut [f32], second: &mut [f32], g: &[f32], rate: f32) {
    for ((w, g), (m, v)) in w.iter_mut().zip(g).zip(first.iter_mut().zip(second)) {
        *m = without_negligible(*m * BETA_1 as f32 + g * (1.0 - BETA_1) as f32);
        *v = without_negligible(*v * BETA_2 as f32 + g * g * (1.0 - BETA_2) as f32);
        *w -= *m / (v.sqrt() + EPSILON as f32) * rate;
    }
}

#[inline(never)]
fn sgd(w: &mut [f32], velocity: &mut [f32], g: &[f32], rate: f32) {
    for ((w, g), v) in w.iter_mut().zip(g).zip(velocity) {
        *v = without_negligible(*v * MOMENTUM as f32 - g * rate);
        *w += *v;
    }
}

#[inline(never)]
fn rmsprop(w: &mut [f32], mean_square: &mut [f32], g: &[f32], rate: f32) {
    for ((w, g), v) in w.iter_mut().zip(g).zip(mean_square) {
        *v = without_negligible(*v * RHO as f32 + g * g * (1.0 - RHO) as f32);
        *w -= g / (*v + EPSILON as f32).sqrt() * rate;
    }
}

/// Zero where a moment is negligible; NaN stays.
#[inline]
fn without_negligible(moment: f32) -> f32 {
    if moment.abs() < NEGLIGIBLE {
        0.0
    } else {
        moment
    }
}
