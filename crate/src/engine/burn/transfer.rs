//! Burn's tensors to the host and back: one wait for the device, named as the files name them.

use burn::tensor::{DType, Device, Tensor, TensorData, Transaction};

use super::network::{BatchNorm, Dense, Hidden, Mlp, parameter};
use crate::data::ImageFormat;
use crate::error::{Error, Result, device_failed};
use crate::model::tensors::{
    HostTensor, batch_norm_name, bias_name, dense_sizes, kernel_name, values_of,
};
use crate::protocol::Architecture;

/// Tensors waiting to be read together: one transaction, one wait for the device.
#[derive(Default)]
pub struct Reading {
    names: Vec<(String, Vec<usize>)>,
    transaction: Transaction,
}

impl Reading {
    /// Adds a tensor under a name.
    pub fn add<const D: usize>(&mut self, name: String, tensor: &Tensor<D>) {
        let tensor = tensor.clone().without_autodiff();
        self.names.push((name, tensor.dims().to_vec()));
        self.transaction = std::mem::take(&mut self.transaction).register(tensor);
    }

    /// Reads them all, in the order in which they were added.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`].
    pub async fn finish(self) -> Result<Vec<HostTensor>> {
        let data = self
            .transaction
            .execute_async()
            .await
            .map_err(device_failed)?;
        let named = self.names.into_iter().zip(data);
        named
            .map(|((name, shape), data)| {
                let values = floats(data)?;
                Ok(HostTensor {
                    name,
                    shape,
                    values,
                })
            })
            .collect()
    }
}

/// The values of what was read from a device.
///
/// # Errors
/// [`Error::Internal`] if they are not f32.
pub fn floats(data: TensorData) -> Result<Vec<f32>> {
    data.try_into_vec::<f32>().map_err(|error| Error::Internal {
        reason: format!("{error:?}"),
    })
}

impl Mlp {
    /// Adds all of the network's tensors to a reading, batch-norm statistics included.
    pub fn add_to(&self, reading: &mut Reading) {
        for (index, layer) in self.hidden.iter().enumerate() {
            layer.dense.add_to(reading, index);
            if let Some(batch_norm) = &layer.batch_norm {
                batch_norm.add_to(reading, index);
            }
        }
        self.output.add_to(reading, self.hidden.len());
    }

    /// A network from tensors that a reading gave or a file held; others are ignored.
    ///
    /// # Errors
    /// [`Error::Checkpoint`], naming a tensor that is missing or of another shape.
    pub fn from_tensors(
        architecture: &Architecture,
        format: ImageFormat,
        tensors: &[HostTensor],
        device: &Device,
    ) -> Result<Self> {
        let source = Source { tensors, device };
        let sizes = dense_sizes(architecture, format);
        let (output, hidden) = sizes
            .split_last()
            .ok_or_else(|| Error::internal("no layers"))?;
        let hidden = hidden.iter().enumerate().map(|(index, (inputs, units))| {
            Ok(Hidden {
                dense: source.dense(index, *inputs, *units)?,
                batch_norm: match architecture.batch_norm {
                    true => Some(source.batch_norm(index, *units)?),
                    false => None,
                },
            })
        });
        Ok(Self {
            hidden: hidden.collect::<Result<_>>()?,
            output: source.dense(sizes.len() - 1, output.0, output.1)?,
            activation: architecture.activation,
            dropout: architecture.dropout,
        })
    }
}

impl Dense {
    fn add_to(&self, reading: &mut Reading, index: usize) {
        reading.add(kernel_name(index), &self.kernel);
        reading.add(bias_name(index), &self.bias);
    }
}

impl BatchNorm {
    fn add_to(&self, reading: &mut Reading, index: usize) {
        let mut add = |name: &str, tensor| reading.add(batch_norm_name(index, name), tensor);
        add("gamma", &self.gamma);
        add("beta", &self.beta);
        add("moving_mean", &self.moving_mean);
        add("moving_variance", &self.moving_variance);
    }
}

/// Tensors on the host, and the device that they go to.
pub(super) struct Source<'a> {
    pub(super) tensors: &'a [HostTensor],
    pub(super) device: &'a Device,
}

impl Source<'_> {
    fn dense(&self, index: usize, inputs: usize, units: usize) -> Result<Dense> {
        Ok(Dense {
            kernel: parameter(self.tensor(&kernel_name(index), [inputs, units], self.device)?),
            bias: parameter(self.tensor(&bias_name(index), [units], self.device)?),
        })
    }

    fn batch_norm(&self, index: usize, units: usize) -> Result<BatchNorm> {
        let statistics = &self.device.clone().without_autodiff();
        let tensor = |name: &str, device: &Device| {
            self.tensor(&batch_norm_name(index, name), [units], device)
        };
        Ok(BatchNorm {
            gamma: parameter(tensor("gamma", self.device)?),
            beta: parameter(tensor("beta", self.device)?),
            moving_mean: tensor("moving_mean", statistics)?,
            moving_variance: tensor("moving_variance", statistics)?,
        })
    }

    /// The tensor of that name on a device.
    pub(super) fn tensor<const D: usize>(
        &self,
        name: &str,
        shape: [usize; D],
        device: &Device,
    ) -> Result<Tensor<D>> {
        let values = values_of(self.tensors, name, &shape)?;
        let data = TensorData::new(values.to_vec(), shape);
        Ok(Tensor::from_data(data, (device, DType::F32)))
    }
}
