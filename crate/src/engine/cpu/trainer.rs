//! The trainer: a network with its optimizer, trained and asked without autodiff.

use super::grid::{Grid, Lane, ZERO};
use super::hidden::Hidden;
use super::ink::Ink;
use super::loss::{self, take_row};
use super::parameter::Parameter;
use super::product;
use crate::engine::softmax::Softmax;
use crate::protocol::{Answer, OptimizerKind};
use crate::train::figures::StepFigures;

/// Images that inference takes at once: enough to reuse weights, few enough for a cache.
const CHUNK: usize = 128;

/// A network, its optimizer's moments, and workspaces that grow to the largest batch and stay.
#[derive(Clone, Debug)]
pub struct Trainer {
    /// What is multiplied: one for each hidden layer, then the output's.
    pub(super) dense: Vec<Dense>,
    /// What follows each hidden layer's product.
    pub(super) hidden: Vec<Hidden>,
    /// The output layer's sums, `[batch, classes]`.
    pub(super) logits: Grid,
    /// The gradient at them.
    pub(super) gradient: Grid,
    /// Of the output layer's biases.
    pub(super) bias_gradient: Vec<Lane>,
    /// Of one image after the other.
    pub(super) softmax: Softmax,
    /// The batch's pixels.
    pub(super) ink: Ink,
    /// A kernel, transposed.
    pub(super) transposed: Vec<Lane>,
    /// Copies of what a kernel's gradient is made of.
    pub(super) panels: product::Panels,
    /// Which optimizer it is.
    pub(super) optimizer: OptimizerKind,
}

/// The trainable tensors of x · kernel + bias.
#[derive(Clone, Debug)]
pub(super) struct Dense {
    /// `[inputs, units]`.
    pub(super) kernel: Parameter,
    /// `[units]`.
    pub(super) bias: Parameter,
}

impl Trainer {
    /// Trains one batch: the images of `images` (n · pixels bytes) and `labels` (n) that `chosen`
    /// tells. `rate` is the optimizer's, Adam's with its bias correction. The same arguments give
    /// the same bits on every machine.
    ///
    /// The figures are those of the weights before the step. Where numbers are not finite, the
    /// loss is NaN, and the weights stay.
    pub fn train_step(
        &mut self,
        images: &[u8],
        labels: &[u8],
        chosen: &[u32],
        rate: f64,
        dropout_seed: u64,
    ) -> StepFigures {
        if chosen.is_empty() {
            // Nothing to learn from; batch statistics of nothing would be NaN.
            return StepFigures {
                loss_sum: 0.0,
                n_correct: 0.0,
                n_images: 0,
            };
        }
        self.set_rows(chosen.len());
        let n_pixels = self.ink.n_pixels();
        for index in chosen {
            self.ink
                .push(&images[*index as usize * n_pixels..][..n_pixels]);
        }
        self.forward(|hidden| hidden.train_forward(dropout_seed));
        let labels = chosen.iter().map(|index| labels[*index as usize]);
        let (gradient, softmax) = (&mut self.gradient, &mut self.softmax);
        let figures = loss::train(&self.logits, labels, gradient, softmax);
        if figures.loss_sum.is_finite() {
            self.backward(rate as f32);
        }
        figures
    }

    /// The first layer whose weights, or whose sums in the last batch, are not finite; counted
    /// from 0, the output layer last.
    pub fn first_not_finite(&self) -> Option<usize> {
        self.dense.iter().enumerate().position(|(index, dense)| {
            let hidden = self.hidden.get(index);
            let is_finite = |lanes: &[Lane]| lanes.as_flattened().iter().all(|v| v.is_finite());
            let outputs = hidden.map_or(&self.logits, Hidden::output);
            let outputs_are = outputs.values().iter().all(|value| value.is_finite());
            !(is_finite(&dense.kernel.values) && is_finite(&dense.bias.values) && outputs_are)
        })
    }

    /// Asks about consecutive images (n · pixels bytes) in inference mode: the sum of the
    /// cross-entropies in nats, and what the network answers for each.
    pub fn evaluate(&mut self, images: &[u8], labels: &[u8]) -> (f64, Vec<Answer>) {
        let mut loss_sum = 0.0;
        let mut answers = Vec::with_capacity(labels.len());
        let chunks = images
            .chunks(CHUNK * self.ink.n_pixels())
            .zip(labels.chunks(CHUNK));
        for (images, labels) in chunks {
            self.infer(images);
            for (row, label) in labels.iter().enumerate() {
                take_row(&mut self.softmax, &self.logits, row);
                loss_sum += f64::from(self.softmax.loss(*label));
                answers.push(self.softmax.answer());
            }
        }
        (loss_sum, answers)
    }

    /// Probabilities of images: n · pixels bytes → n · classes numbers, each image's adding up to 1; NaN
    /// where the network has diverged.
    pub fn probabilities(&mut self, pixels: &[u8]) -> Vec<f64> {
        let mut probabilities = Vec::new();
        let n_pixels = self.ink.n_pixels();
        for images in pixels.chunks(CHUNK * n_pixels) {
            self.infer(images);
            for row in 0..images.len() / n_pixels {
                take_row(&mut self.softmax, &self.logits, row);
                probabilities.extend(self.softmax.probabilities.iter().copied().map(f64::from));
            }
        }
        probabilities
    }

    /// Leaves the logits of some images.
    fn infer(&mut self, images: &[u8]) {
        let n_pixels = self.ink.n_pixels();
        self.set_rows(images.len() / n_pixels);
        for image in images.chunks_exact(n_pixels) {
            self.ink.push(image);
        }
        self.forward(Hidden::infer);
    }

    fn set_rows(&mut self, n_rows: usize) {
        self.ink.clear();
        self.logits.set_rows(n_rows);
        self.gradient.set_rows(n_rows);
        for hidden in &mut self.hidden {
            hidden.set_rows(n_rows);
        }
    }

    /// From ink to logits; `finish` makes outputs of a hidden layer's sums.
    fn forward(&mut self, finish: impl Fn(&mut Hidden)) {
        for (index, dense) in self.dense.iter().enumerate() {
            let (before, after) = self.hidden.split_at_mut(index);
            let sums = after
                .first_mut()
                .map_or(&mut self.logits, |hidden| &mut hidden.activated);
            match before.last() {
                None => self.ink.forward(&dense.kernel, &dense.bias.values, sums),
                Some(before) => {
                    product::forward(before.output(), &dense.kernel, &dense.bias.values, sums);
                }
            }
            if let Some(hidden) = after.first_mut() {
                finish(hidden);
            }
        }
    }

    /// From the gradient at the logits to new weights. A layer's kernel passes the gradient on
    /// before it changes.
    fn backward(&mut self, rate: f32) {
        product::sum_rows(&self.gradient, &mut self.bias_gradient);
        for (index, dense) in self.dense.iter_mut().enumerate().rev() {
            let (before, after) = self.hidden.split_at_mut(index);
            let (gradient, bias_gradient) = match after.first_mut() {
                None => (&self.gradient, &self.bias_gradient),
                Some(hidden) => {
                    hidden.backward();
                    if let Some(batch_norm) = &mut hidden.batch_norm {
                        batch_norm.change(rate);
                    }
                    (&hidden.gradient, &hidden.bias_gradient)
                }
            };
            dense.bias.change(0, bias_gradient, rate);
            match before.last_mut() {
                None => self.ink.change(&mut dense.kernel, gradient, rate),
                Some(before) => {
                    product::transpose(&dense.kernel, &mut self.transposed);
                    let shape = dense.kernel.shape();
                    product::backward(gradient, &self.transposed, shape, &mut before.gradient);
                    let panels = &mut self.panels;
                    product::change(&mut dense.kernel, before.output(), gradient, panels, rate);
                }
            }
        }
    }
}

impl Dense {
    /// Blocks for the gradient of its biases.
    pub(super) fn bias_zeros(&self) -> Vec<Lane> {
        vec![ZERO; self.bias.values.len()]
    }
}
