//! Inference: from pixels to logits, in a workspace that is kept.

use std::ops::Range;

use super::buffer::{Buffer, Gpu};
use super::images::batch_words;
use super::kernels::{Inputs, Kernel};
use super::matrix::{VECTOR, padded};
use super::network::Network;
use super::records;

/// Workspaces for some number of images.
#[derive(Debug)]
pub struct Inference {
    n_rows: usize,
    steps: Buffer,
    /// `[rows, pixels]` bytes, and which words have anything in them; blanks fill an image's last word.
    pixels: Buffer,
    /// Of each layer, first to last.
    outputs: Vec<Buffer>,
}

impl Inference {
    /// Workspaces for `n_rows` images.
    pub fn new(network: &Network, n_rows: usize, gpu: &Gpu) -> Self {
        let rows = |columns: usize| gpu.reserved(padded(n_rows) * padded(columns));
        let outputs = network.layers.iter().map(|layer| rows(layer.units));
        Self {
            n_rows,
            steps: gpu.words(&records::of_range(0, 0)),
            pixels: gpu.reserved(batch_words(n_rows, network.n_inputs())),
            outputs: outputs.collect(),
        }
    }

    /// Whether it is for just so many images: all of it is read.
    pub fn holds(&self, n_rows: usize) -> bool {
        n_rows == self.n_rows
    }

    /// `[rows, classes]`, and zeros that fill the last vector.
    pub fn logits(&self) -> &Buffer {
        self.outputs.last().unwrap_or(&self.pixels)
    }

    /// Computes the logits of images `range` of `images`.
    pub fn run(&self, network: &Network, images: &Buffer, range: Range<usize>) {
        self.steps
            .write(&records::of_range(range.start, range.len()));
        let row_groups = range.len().div_ceil(VECTOR);
        let Some(first) = network.layers.first() else {
            return;
        };
        let gathered = [&self.steps, &first.told, images, &self.pixels];
        let vectors = padded(first.inputs) / VECTOR;
        Kernel::GatherByPlace.launch(vectors, row_groups, &gathered);
        let mut inputs = &self.pixels;
        let n_hidden = network.layers.len() - 1;
        for (index, (layer, outputs)) in network.layers.iter().zip(&self.outputs).enumerate() {
            let mut bound = vec![
                &self.steps,
                &layer.told,
                inputs,
                &layer.dense.values,
                outputs,
            ];
            let of = Inputs::of_layer(index);
            let kernel = match &layer.batch_norm {
                _ if index == n_hidden => Kernel::Sums(of),
                None => Kernel::Inferred(of, network.activation),
                Some(batch_norm) => {
                    bound.extend([&batch_norm.parameters.values, &batch_norm.moving]);
                    Kernel::InferredNormalised(of, network.activation)
                }
            };
            kernel.launch(padded(layer.units) / VECTOR, row_groups, &bound);
            inputs = outputs;
        }
    }
}
