//! Products of matrices: one tile of 4×8 sums stays in registers while the summed index runs.
//!
//! Each sum adds its terms one by one in ascending order, whatever the width of the machine's
//! vectors, and without fused multiply-add: every machine gets the same bits.

use super::grid::{Block, Grid, LANE, LANES, Lane, ZERO};
use super::parameter::{Parameter, panel_lanes};
use super::quad::{QUADS, Quad, load, store};

/// Sums of a block, in registers.
type Sums = [[Quad; QUADS]; LANES];

/// y ← x · kernel + bias: `[batch, inputs]` · `[inputs, units]`. A kernel in panels.
pub(super) fn forward(x: &Grid, kernel: &Parameter, bias: &[Lane], y: &mut Grid) {
    let [n_inputs, n_units] = kernel.shape();
    for (panel, bias) in bias.iter().enumerate().take(n_units.div_ceil(LANE)) {
        multiply(x, n_inputs, (&kernel.values, panel), bias, y);
    }
}

/// dx ← dy · kernelᵀ: `[batch, units]` · `[units, inputs]`. `transposed` is from [`transpose`].
pub(super) fn backward(
    dy: &Grid,
    transposed: &[Lane],
    [n_inputs, n_units]: [usize; 2],
    dx: &mut Grid,
) {
    for panel in 0..n_inputs.div_ceil(LANE) {
        multiply(dy, n_units, (transposed, panel), &ZERO, dx);
    }
}

/// One panel of a product.
fn multiply(
    x: &Grid,
    n_inputs: usize,
    (kernel, panel): (&[Lane], usize),
    bias: &Lane,
    y: &mut Grid,
) {
    let n_lanes = panel_lanes(n_inputs);
    let (kernel, _) = kernel[panel * n_lanes..][..n_lanes].as_chunks();
    let bias = load(bias);
    for (x, y) in x.rows().zip(y.rows_mut()) {
        let mut sums = Sums::default();
        for (x, kernel) in x.iter().zip(kernel) {
            add_product(&mut sums, x, kernel);
        }
        for (y, sums) in y[panel].iter_mut().zip(sums) {
            *y = store([sums[0].plus(bias[0]), sums[1].plus(bias[1])]);
        }
    }
}

/// sums ← sums + x · kernel: `[4, 8]` · `[8, 8]`.
///
/// The loop over `k` must stay a loop in the WebAssembly: unrolled, LLVM takes each sum's terms
/// together, and a browser's compiler runs out of registers (measured: a quarter slower).
#[inline(always)]
fn add_product(sums: &mut Sums, x: &Block, kernel: &[Lane; LANE]) {
    for (k, weights) in kernel.iter().enumerate() {
        let weights = load(weights);
        for (sums, x) in sums.iter_mut().zip(x) {
            let x = Quad::splat(x[k]);
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum = sum.plus_product(x, weights);
            }
        }
    }
}

/// Copies of a layer's inputs and of the gradient at its sums, panel by panel.
#[derive(Clone, Debug, Default)]
pub(super) struct Panels {
    inputs: Vec<Lane>,
    gradient: Vec<Lane>,
}

/// The kernel's gradient xᵀ · dy, `[inputs, batch]` · `[batch, units]`, with which each of its
/// blocks is changed as soon as it is known.
pub(super) fn change(kernel: &mut Parameter, x: &Grid, dy: &Grid, panels: &mut Panels, rate: f32) {
    let [n_inputs, n_units] = kernel.shape();
    let n_lanes = dy.n_rows().next_multiple_of(LANES);
    copy_panels(x, n_inputs.div_ceil(LANE), &mut panels.inputs);
    copy_panels(dy, n_units.div_ceil(LANE), &mut panels.gradient);
    let mut first = 0;
    for dy in panels.gradient.chunks_exact(n_lanes) {
        for x in panels.inputs.chunks_exact(n_lanes) {
            let mut gradient = [ZERO; LANE];
            write_gradient::<0>(x, dy, &mut gradient);
            write_gradient::<LANES>(x, dy, &mut gradient);
            kernel.change(first, &gradient, rate);
            first += LANE;
        }
    }
}

/// Copies a grid's first panels, so that the rows of each follow one another.
fn copy_panels(grid: &Grid, n_panels: usize, panels: &mut Vec<Lane>) {
    panels.clear();
    for panel in 0..n_panels {
        for row_of_blocks in grid.rows() {
            panels.extend_from_slice(&row_of_blocks[panel]);
        }
    }
}

/// Writes four rows of a kernel's gradient: columns FIRST.. of a panel of x, a panel of dy.
#[inline(always)]
fn write_gradient<const FIRST: usize>(x: &[Lane], dy: &[Lane], gradient: &mut [Lane; LANE]) {
    let mut sums = Sums::default();
    for (x, dy) in x.iter().zip(dy) {
        let dy = load(dy);
        for (row, sums) in sums.iter_mut().enumerate() {
            let x = Quad::splat(x[FIRST + row]);
            for (sum, dy) in sums.iter_mut().zip(dy) {
                *sum = sum.plus_product(x, dy);
            }
        }
    }
    for (gradient, sums) in gradient[FIRST..].iter_mut().zip(sums) {
        *gradient = store(sums);
    }
}

/// The transposed kernel in panels, as [`backward`] takes it.
pub(super) fn transpose(kernel: &Parameter, transposed: &mut Vec<Lane>) {
    let [n_inputs, n_units] = kernel.shape();
    let (n_from, n_to) = (panel_lanes(n_inputs), panel_lanes(n_units));
    transposed.resize(n_inputs.div_ceil(LANE) * n_to, ZERO);
    for (panel, kernel) in kernel.values.chunks_exact(n_from).enumerate() {
        let (kernel, _) = kernel.as_chunks::<LANE>();
        for (kernel, transposed) in kernel.iter().zip(transposed.chunks_exact_mut(n_to)) {
            let (transposed, _) = transposed.as_chunks_mut::<LANE>();
            for (unit, transposed) in transposed[panel].iter_mut().enumerate() {
                *transposed = std::array::from_fn(|input| kernel[input][unit]);
            }
        }
    }
}

/// Sums over the rows: `[batch, units]` → `[units]`. Rows beyond the true ones must be zero.
pub(super) fn sum_rows(x: &Grid, sums: &mut [Lane]) {
    sums.fill(ZERO);
    for row_of_blocks in x.rows() {
        for (sums, block) in sums.iter_mut().zip(row_of_blocks) {
            for row in block {
                for column in 0..LANE {
                    sums[column] += row[column];
                }
            }
        }
    }
}
