//! The output layer's end: softmax of a grid's rows, cross-entropy, its gradient.

use super::grid::{Grid, LANE, LANES};
use crate::engine::softmax::Softmax;
use crate::train::figures::StepFigures;

/// Takes the softmax of the logits in a row of a grid. Not inlined: its callers are several.
#[inline(never)]
pub(super) fn take_row(softmax: &mut Softmax, logits: &Grid, row: usize) {
    softmax.take(|class| logits.blocks[place(logits, row, class)][row % LANES][class % LANE]);
}

/// The figures of a batch; `gradient` becomes that of the mean loss at the logits.
pub(super) fn train(
    logits: &Grid,
    labels: impl Iterator<Item = u8>,
    gradient: &mut Grid,
    softmax: &mut Softmax,
) -> StepFigures {
    let n_images = logits.n_rows();
    gradient.values_mut().fill(0.0);
    let mut figures = StepFigures {
        loss_sum: 0.0,
        n_correct: 0.0,
        n_images,
    };
    for (row, label) in labels.enumerate() {
        take_row(softmax, logits, row);
        figures.loss_sum += f64::from(softmax.loss(label));
        figures.n_correct += f64::from(u8::from(softmax.class == usize::from(label)));
        for (class, probability) in softmax.probabilities.iter().enumerate() {
            let target = f32::from(u8::from(class == usize::from(label)));
            let place = place(gradient, row, class);
            gradient.blocks[place][row % LANES][class % LANE] =
                (probability - target) / n_images as f32;
        }
    }
    figures
}

/// The block of an image's class.
fn place(grid: &Grid, row: usize, class: usize) -> usize {
    row / LANES * grid.stride + class / LANE
}
