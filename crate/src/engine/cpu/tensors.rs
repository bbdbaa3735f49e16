//! A trainer from tensors on the host and back, under the names that files use.

use super::batch_norm::BatchNorm;
use super::grid::{Grid, Lane};
use super::hidden::Hidden;
use super::ink::Ink;
use super::parameter::{Layout, Parameter};
use super::product::Panels;
use super::trainer::{Dense, Trainer};
use crate::data::ImageFormat;
use crate::engine::softmax::Softmax;
use crate::error::Result;
use crate::model::tensors::{HostTensor, batch_norm_name, bias_name, kernel_name, values_of};
use crate::protocol::{Architecture, OptimizerKind};
use crate::train::optimizer::{kernel_parameter, moment_names, vector_parameter};

impl Trainer {
    /// A trainer from the network's tensors (`dense{i}.kernel`, `dense{i}.bias`,
    /// `batch_norm{i}.gamma|beta|moving_mean|moving_variance`) and the optimizer's
    /// (`adam.kernel{i}.first` and such; vectors are counted bias, gamma, beta, layer by layer).
    /// With `fresh_moments` the latter are zero, and none is looked for. Other tensors are ignored.
    ///
    /// # Errors
    /// [`Error::Checkpoint`], naming a tensor that is missing or of another shape.
    pub fn from_tensors(
        architecture: &Architecture,
        format: ImageFormat,
        optimizer: OptimizerKind,
        tensors: &[HostTensor],
        fresh_moments: bool,
    ) -> Result<Self> {
        let mut source = Source {
            tensors,
            optimizer,
            fresh_moments,
            n_kernels: 0,
            n_vectors: 0,
        };
        let n_classes = format.n_classes();
        let mut n_inputs = format.n_pixels();
        let mut dense = Vec::with_capacity(architecture.hidden.len() + 1);
        let mut hidden = Vec::with_capacity(architecture.hidden.len());
        for (index, layer) in architecture.hidden.iter().enumerate() {
            let n_units = layer.units as usize;
            dense.push(source.dense(n_inputs, n_units)?);
            let batch_norm = match architecture.batch_norm {
                true => Some(source.batch_norm(index, n_units)?),
                false => None,
            };
            let (activation, dropout) = (architecture.activation, architecture.dropout);
            let place = (index as u32, n_units);
            hidden.push(Hidden::new(place, activation, dropout, batch_norm));
            n_inputs = n_units;
        }
        let output = source.dense(n_inputs, n_classes)?;
        Ok(Self {
            bias_gradient: output.bias_zeros(),
            dense: dense.into_iter().chain([output]).collect(),
            hidden,
            logits: Grid::new(n_classes),
            gradient: Grid::new(n_classes),
            softmax: Softmax::new(n_classes),
            ink: Ink::new(format.n_pixels()),
            transposed: Vec::new(),
            panels: Panels::default(),
            optimizer,
        })
    }

    /// The network's tensors, layer by layer: kernel, bias, then gamma, beta, moving mean, moving
    /// variance where there is batch normalisation.
    pub fn network_tensors(&self) -> Vec<HostTensor> {
        let mut tensors = Vec::new();
        for (index, dense) in self.dense.iter().enumerate() {
            tensors.push(HostTensor {
                name: kernel_name(index),
                shape: dense.kernel.shape().to_vec(),
                values: dense.kernel.host_values(),
            });
            tensors.push(vector(bias_name(index), dense.bias.host_values()));
            let hidden = self.hidden.get(index);
            let Some(batch_norm) = hidden.and_then(|hidden| hidden.batch_norm.as_ref()) else {
                continue;
            };
            let name = |part: &str| batch_norm_name(index, part);
            let shape = batch_norm.gamma.shape();
            let statistic = |blocks: &[Lane]| Layout::Vector.unpack(shape, blocks);
            let (mean, variance) = (&batch_norm.moving_mean, &batch_norm.moving_variance);
            tensors.push(vector(name("gamma"), batch_norm.gamma.host_values()));
            tensors.push(vector(name("beta"), batch_norm.beta.host_values()));
            tensors.push(vector(name("moving_mean"), statistic(mean)));
            tensors.push(vector(name("moving_variance"), statistic(variance)));
        }
        tensors
    }

    /// The optimizer's tensors: those of the kernels, first to last, then those of the vectors.
    pub fn moment_tensors(&self) -> Vec<HostTensor> {
        let mut tensors = Vec::new();
        for (index, dense) in self.dense.iter().enumerate() {
            let shape = dense.kernel.shape().to_vec();
            self.add_moments(&mut tensors, &dense.kernel, &kernel_parameter(index), shape);
        }
        for (index, parameter) in self.vectors().into_iter().enumerate() {
            let shape = vec![parameter.shape()[1]];
            self.add_moments(&mut tensors, parameter, &vector_parameter(index), shape);
        }
        tensors
    }

    fn add_moments(
        &self,
        tensors: &mut Vec<HostTensor>,
        parameter: &Parameter,
        name: &str,
        shape: Vec<usize>,
    ) {
        let names = moment_names(self.optimizer, name).into_iter();
        for (name, values) in names.zip(parameter.host_moments()) {
            tensors.push(HostTensor {
                name,
                shape: shape.clone(),
                values,
            });
        }
    }

    /// Trainable vectors: per hidden layer bias, gamma, beta; then the output's bias.
    fn vectors(&self) -> Vec<&Parameter> {
        let mut vectors = Vec::new();
        for (index, dense) in self.dense.iter().enumerate() {
            vectors.push(&dense.bias);
            let hidden = self.hidden.get(index);
            if let Some(batch_norm) = hidden.and_then(|hidden| hidden.batch_norm.as_ref()) {
                vectors.extend([&batch_norm.gamma, &batch_norm.beta]);
            }
        }
        vectors
    }
}

fn vector(name: String, values: Vec<f32>) -> HostTensor {
    HostTensor {
        name,
        shape: vec![values.len()],
        values,
    }
}

/// Tensors on the host, and how many parameters were taken from them so far.
struct Source<'a> {
    tensors: &'a [HostTensor],
    optimizer: OptimizerKind,
    fresh_moments: bool,
    n_kernels: usize,
    n_vectors: usize,
}

impl Source<'_> {
    fn dense(&mut self, n_inputs: usize, n_units: usize) -> Result<Dense> {
        let index = self.n_kernels;
        self.n_kernels += 1;
        let layout = match index {
            0 => Layout::Pixels,
            _ => Layout::Panels,
        };
        let shape = [n_inputs, n_units];
        let values = self.values(&kernel_name(index), &shape)?;
        let moments = self.moments(&kernel_parameter(index), &shape)?;
        Ok(Dense {
            kernel: Parameter::new(self.optimizer, (layout, shape), values, moments),
            bias: self.vector(&bias_name(index), n_units)?,
        })
    }

    fn batch_norm(&mut self, index: usize, n_units: usize) -> Result<BatchNorm> {
        let name = |part: &str| batch_norm_name(index, part);
        let trainable = [
            self.vector(&name("gamma"), n_units)?,
            self.vector(&name("beta"), n_units)?,
        ];
        let statistic = |part: &str| -> Result<Vec<Lane>> {
            let values = self.values(&name(part), &[n_units])?;
            Ok(Layout::Vector.pack([1, n_units], values))
        };
        let statistics = [statistic("moving_mean")?, statistic("moving_variance")?];
        Ok(BatchNorm::new(trainable, statistics))
    }

    fn vector(&mut self, name: &str, n_units: usize) -> Result<Parameter> {
        let index = self.n_vectors;
        self.n_vectors += 1;
        let values = self.values(name, &[n_units])?;
        let moments = self.moments(&vector_parameter(index), &[n_units])?;
        let place = (Layout::Vector, [1, n_units]);
        Ok(Parameter::new(self.optimizer, place, values, moments))
    }

    /// A parameter's moments; an optimizer that has one gives it twice.
    fn moments(&self, parameter: &str, shape: &[usize]) -> Result<Option<[&[f32]; 2]>> {
        if self.fresh_moments {
            return Ok(None);
        }
        let mut found: [&[f32]; 2] = [&[]; 2];
        let names = moment_names(self.optimizer, parameter);
        for (found, name) in found.iter_mut().zip(names) {
            *found = self.values(&name, shape)?;
        }
        Ok(Some(found))
    }

    fn values(&self, name: &str, shape: &[usize]) -> Result<&[f32]> {
        values_of(self.tensors, name, shape)
    }
}
