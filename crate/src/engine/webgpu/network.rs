//! The network on the GPU: its weights, its optimizer's moments, and how they are read.

use super::buffer::{Buffer, Gpu};
use super::matrix::Stack;
use super::records;
use crate::engine::trainer::Origin;
use crate::error::Result;
use crate::model::tensors::{
    BATCH_NORM_TENSORS, HostTensor, batch_norm_name, bias_name, dense_sizes, kernel_name,
};
use crate::protocol::{Activation, OptimizerKind};
use crate::train::optimizer::{kernel_parameter, moment_names, vector_parameter};

/// A network and its optimizer's moments.
#[derive(Debug)]
pub struct Network {
    pub activation: Activation,
    pub optimizer: OptimizerKind,
    /// First to last; the last one gives the logits.
    pub layers: Vec<Layer>,
}

/// A dense layer, with what follows it.
#[derive(Debug)]
pub struct Layer {
    pub inputs: usize,
    pub units: usize,
    /// What kernels are told of it.
    pub told: Buffer,
    /// Its kernel `[inputs, units]`, and below it the bias.
    pub dense: Parameters,
    pub batch_norm: Option<BatchNorm>,
}

/// Batch normalisation of a hidden layer.
#[derive(Debug)]
pub struct BatchNorm {
    /// gamma, then beta.
    pub parameters: Parameters,
    /// Moving mean, then moving variance.
    pub moving: Buffer,
    moving_stack: Stack,
}

/// Trainable tensors in one matrix, and a matrix of the same kind for each of their moments.
#[derive(Debug)]
pub struct Parameters {
    pub values: Buffer,
    pub moments: Vec<Buffer>,
    stack: Stack,
    moment_stacks: Vec<Stack>,
}

impl Layer {
    /// Kernel and bias, and what batch normalisation has.
    pub fn weights(&self) -> Vec<&Buffer> {
        let norm = self.batch_norm.iter();
        let of_norm = norm.flat_map(|norm| [&norm.parameters.values, &norm.moving]);
        std::iter::once(&self.dense.values).chain(of_norm).collect()
    }
}

impl Network {
    /// Puts a network on a GPU.
    ///
    /// # Errors
    /// [`Error::Checkpoint`](crate::error::Error::Checkpoint), naming a tensor that is missing or
    /// of another shape.
    pub fn new(origin: &Origin, gpu: &Gpu) -> Result<Self> {
        let architecture = origin.architecture;
        let sizes = dense_sizes(architecture, origin.format);
        let mut vectors = 0;
        let mut next_vector = || {
            vectors += 1;
            vector_parameter(vectors - 1)
        };
        let mut layers = Vec::with_capacity(sizes.len());
        for (index, (inputs, units)) in sizes.iter().copied().enumerate() {
            let is_hidden = index + 1 < sizes.len();
            let stack = Stack::new([
                (kernel_name(index), vec![inputs, units]),
                (bias_name(index), vec![units]),
            ]);
            let names = [kernel_parameter(index), next_vector()];
            let dense = Parameters::new(stack, names, origin, gpu)?;
            let batch_norm = match architecture.batch_norm && is_hidden {
                false => None,
                true => {
                    let names = [next_vector(), next_vector()];
                    Some(BatchNorm::new(index, units, names, origin, gpu)?)
                }
            };
            let told = records::of_layer(index, inputs, units, architecture.dropout);
            layers.push(Layer {
                inputs,
                units,
                told: gpu.words(&told),
                dense,
                batch_norm,
            });
        }
        Ok(Self {
            activation: architecture.activation,
            optimizer: origin.optimizer,
            layers,
        })
    }

    /// Pixels of an image.
    pub fn n_inputs(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.inputs)
    }

    /// Classes.
    pub fn n_classes(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.units)
    }

    /// Reads the network's tensors in the order of files, and the moments if they are wanted.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
    pub async fn tensors(&self, with_moments: bool, gpu: &Gpu) -> Result<Vec<HostTensor>> {
        let mut wanted: Vec<(&Stack, &Buffer)> = Vec::new();
        let mut moments: Vec<(&Stack, &Buffer)> = Vec::new();
        for layer in &self.layers {
            wanted.push((&layer.dense.stack, &layer.dense.values));
            moments.extend(layer.dense.moments());
            if let Some(batch_norm) = &layer.batch_norm {
                wanted.push((&batch_norm.parameters.stack, &batch_norm.parameters.values));
                wanted.push((&batch_norm.moving_stack, &batch_norm.moving));
                moments.extend(batch_norm.parameters.moments());
            }
        }
        if with_moments {
            wanted.extend(moments);
        }
        let buffers = wanted.iter().map(|(_, buffer)| *buffer).collect();
        let matrices = gpu.read(buffers).await?;
        let stacks = wanted.iter().map(|(stack, _)| stack);
        Ok(stacks
            .zip(matrices)
            .flat_map(|(stack, matrix)| stack.unpacked(&matrix))
            .collect())
    }
}

impl BatchNorm {
    fn new(
        index: usize,
        units: usize,
        names: [String; 2],
        origin: &Origin,
        gpu: &Gpu,
    ) -> Result<Self> {
        let stack = |tensors: &[&str]| {
            let tensors = tensors.iter();
            Stack::new(tensors.map(|tensor| (batch_norm_name(index, tensor), vec![units])))
        };
        let moving_stack = stack(&BATCH_NORM_TENSORS[2..]);
        Ok(Self {
            parameters: Parameters::new(stack(&BATCH_NORM_TENSORS[..2]), names, origin, gpu)?,
            moving: gpu.floats(&moving_stack.packed(origin.tensors)?),
            moving_stack,
        })
    }
}

impl Parameters {
    /// `names` are what moments call the two tensors of the stack.
    fn new(stack: Stack, names: [String; 2], origin: &Origin, gpu: &Gpu) -> Result<Self> {
        let of_each = names.map(|name| moment_names(origin.optimizer, &name));
        let n_moments = of_each[0].len();
        let moment_stacks: Vec<Stack> = (0..n_moments)
            .map(|moment| stack.renamed(|tensor| of_each[tensor][moment].clone()))
            .collect();
        let moments = moment_stacks.iter().map(|moment| {
            let matrix = match origin.optimizer_steps {
                0 => vec![0.0; moment.len()],
                _ => moment.packed(origin.tensors)?,
            };
            Ok(gpu.floats(&matrix))
        });
        Ok(Self {
            values: gpu.floats(&stack.packed(origin.tensors)?),
            moments: moments.collect::<Result<_>>()?,
            stack,
            moment_stacks,
        })
    }

    fn moments(&self) -> impl Iterator<Item = (&Stack, &Buffer)> {
        self.moment_stacks.iter().zip(&self.moments)
    }
}
