//! A network's weights on the host: read from the device, put back, named as the files name them.

use burn::tensor::{DType, Device, Tensor, TensorData, Transaction};

use super::mlp::{BatchNorm, Dense, Hidden, Mlp, parameter};
use crate::data::{CLASSES, PIXELS};
use crate::error::{Error, Result, device_failed};
use crate::protocol::Architecture;

/// A tensor on the host.
#[derive(Clone, Debug, PartialEq)]
pub struct HostTensor {
    /// Such as `dense0.kernel` or `batch_norm1.moving_mean`.
    pub name: String,
    /// Its sizes.
    pub shape: Vec<usize>,
    /// Its values, row-major.
    pub values: Vec<f32>,
}

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

    /// Adds the kernels of its dense layers, first to last.
    pub fn add_kernels_to(&self, reading: &mut Reading) {
        let hidden = self.hidden.iter().map(|layer| &layer.dense);
        for (index, dense) in hidden.chain([&self.output]).enumerate() {
            reading.add(kernel_name(index), &dense.kernel);
        }
    }

    /// A network from tensors that a reading gave or a file held; others are ignored.
    ///
    /// # Errors
    /// [`Error::Checkpoint`], naming a tensor that is missing or of another shape.
    pub fn from_tensors(
        architecture: &Architecture,
        tensors: &[HostTensor],
        device: &Device,
    ) -> Result<Self> {
        let source = Source { tensors, device };
        let mut inputs = PIXELS;
        let mut hidden = Vec::with_capacity(architecture.hidden.len());
        for (index, layer) in architecture.hidden.iter().enumerate() {
            let units = layer.units as usize;
            hidden.push(Hidden {
                dense: source.dense(index, inputs, units)?,
                batch_norm: match architecture.batch_norm {
                    true => Some(source.batch_norm(index, units)?),
                    false => None,
                },
            });
            inputs = units;
        }
        Ok(Self {
            output: source.dense(hidden.len(), inputs, CLASSES)?,
            hidden,
            activation: architecture.activation,
            dropout: architecture.dropout,
        })
    }
}

impl Dense {
    fn add_to(&self, reading: &mut Reading, index: usize) {
        reading.add(kernel_name(index), &self.kernel);
        reading.add(format!("dense{index}.bias"), &self.bias);
    }
}

impl BatchNorm {
    fn add_to(&self, reading: &mut Reading, index: usize) {
        let name = format!("batch_norm{index}");
        reading.add(format!("{name}.gamma"), &self.gamma);
        reading.add(format!("{name}.beta"), &self.beta);
        reading.add(format!("{name}.moving_mean"), &self.moving_mean);
        reading.add(format!("{name}.moving_variance"), &self.moving_variance);
    }
}

/// What files call the kernel of a dense layer, counted from 0.
pub fn kernel_name(layer: usize) -> String {
    format!("dense{layer}.kernel")
}

/// Tensors on the host, and the device that they go to.
pub(crate) struct Source<'a> {
    pub(crate) tensors: &'a [HostTensor],
    pub(crate) device: &'a Device,
}

impl Source<'_> {
    fn dense(&self, index: usize, inputs: usize, units: usize) -> Result<Dense> {
        Ok(Dense {
            kernel: parameter(self.tensor(&kernel_name(index), [inputs, units], self.device)?),
            bias: parameter(self.tensor(&format!("dense{index}.bias"), [units], self.device)?),
        })
    }

    fn batch_norm(&self, index: usize, units: usize) -> Result<BatchNorm> {
        let statistics = &self.device.clone().without_autodiff();
        let tensor = |name: &str, device: &Device| {
            self.tensor(&format!("batch_norm{index}.{name}"), [units], device)
        };
        Ok(BatchNorm {
            gamma: parameter(tensor("gamma", self.device)?),
            beta: parameter(tensor("beta", self.device)?),
            moving_mean: tensor("moving_mean", statistics)?,
            moving_variance: tensor("moving_variance", statistics)?,
        })
    }

    /// The tensor of that name on a device.
    pub(crate) fn tensor<const D: usize>(
        &self,
        name: &str,
        shape: [usize; D],
        device: &Device,
    ) -> Result<Tensor<D>> {
        let tensor = self.tensors.iter().find(|tensor| tensor.name == name);
        let tensor = tensor.ok_or_else(|| Error::Checkpoint {
            reason: format!("{name} is missing"),
        })?;
        if tensor.shape != shape {
            return Err(Error::Checkpoint {
                reason: format!("{name} is {:?}, expected {shape:?}", tensor.shape),
            });
        }
        let data = TensorData::new(tensor.values.clone(), shape);
        Ok(Tensor::from_data(data, (device, DType::F32)))
    }
}
