//! The engine on Burn's autodiff: any device that Burn has, natively.
//!
//! It is how networks are trained on CUDA, ROCm, Metal and Vulkan, and the independent witness of
//! the other engines: its gradients are Burn's, not written by hand.

mod batches;
pub mod network;
mod optimizer;
mod step;
mod transfer;
mod update;

use std::ops::Range;

use burn::tensor::activation::{log_softmax, softmax};
use burn::tensor::{Device, Int, Tensor, TensorData, Transaction};

pub use batches::Images;
use network::Mlp;
use optimizer::Optimizer;
use step::{cross_entropy_sum, read, train_step};
use transfer::{Reading, Source, floats};

use super::trainer::{Evaluated, Origin};
use crate::data::ImageFormat;
use crate::error::{Result, device_failed};
use crate::model::tensors::HostTensor;
use crate::protocol::Answer;
use crate::train::figures::StepFigures;
use crate::train::plan::EpochPlan;

/// A network on Burn's tensors, and its optimizer.
#[derive(Debug)]
pub struct Trainer {
    device: Device,
    format: ImageFormat,
    network: Mlp,
    optimizer: Optimizer,
    /// `[n_train]` on the device.
    order: Option<Tensor<1, Int>>,
}

/// One step of an epoch.
pub(super) struct Step {
    /// Where in the order its images are.
    pub(super) range: Range<usize>,
    /// What [`rate`](crate::train::optimizer::rate) gives for it.
    pub(super) rate: f64,
    /// What decides its dropout masks.
    pub(super) dropout_seed: u64,
}

impl Trainer {
    /// Puts network and optimizer on a device.
    ///
    /// # Errors
    /// [`Error::Checkpoint`](crate::error::Error::Checkpoint), naming a tensor that is missing or of
    /// another shape.
    pub(super) fn new(origin: &Origin, device: &Device) -> Result<Self> {
        let device = device.clone().autodiff();
        let (architecture, format) = (origin.architecture, origin.format);
        let mut network = Mlp::from_tensors(architecture, format, origin.tensors, &device)?;
        let optimizer = if origin.optimizer_steps == 0 {
            Optimizer::new(origin.optimizer, &mut network)
        } else {
            let source = Source {
                tensors: origin.tensors,
                device: &device,
            };
            Optimizer::from_tensors(origin.optimizer, &mut network, &source)?
        };
        Ok(Self {
            device,
            format,
            network,
            optimizer,
            order: None,
        })
    }

    pub(super) fn begin(&mut self, plan: &EpochPlan, _images: &Images) {
        let device = self.device.clone().without_autodiff();
        self.order = Some(batches::indices(&plan.order, &device));
    }

    pub(super) async fn train(
        &mut self,
        images: &Images,
        steps: impl Iterator<Item = Step>,
    ) -> Result<Vec<StepFigures>> {
        let Some(order) = &self.order else {
            return Ok(Vec::new());
        };
        let mut metrics = Vec::new();
        for step in steps {
            let batch = images.select(order.clone().slice(step.range));
            if self.network.dropout > 0.0 {
                self.device.seed(step.dropout_seed);
            }
            let (network, optimizer) = (&mut self.network, &mut self.optimizer);
            metrics.push(train_step(network, optimizer, batch, step.rate));
        }
        read(metrics).await
    }

    pub(super) async fn evaluate(&self, images: &Images, range: Range<usize>) -> Result<Evaluated> {
        let batch = images.range(range);
        let network = self.network.without_autodiff();
        let log_probabilities = log_softmax(network.forward(batch.images), 1);
        let classes = log_probabilities.clone().argmax(1);
        let probabilities = log_probabilities.clone().gather(1, classes.clone()).exp();
        let read = Transaction::default()
            .register(cross_entropy_sum(log_probabilities, batch.labels))
            .register(classes.float())
            .register(probabilities);
        let read = read.execute_async().await.map_err(device_failed)?;
        let read: Vec<Vec<f32>> = read.into_iter().map(floats).collect::<Result<_>>()?;
        let [loss_sum, classes, probabilities] = <[_; 3]>::try_from(read).unwrap_or_default();
        let answers = classes.iter().zip(&probabilities);
        Ok(Evaluated {
            loss_sum: loss_sum.first().copied().map_or(f64::NAN, f64::from),
            answers: answers
                .map(|(class, probability)| Answer {
                    class: *class as u32,
                    probability: f64::from(*probability),
                })
                .collect(),
        })
    }

    pub(super) async fn probabilities(&self, pixels: &[u8]) -> Result<Vec<f64>> {
        let scaled = pixels.iter().map(|pixel| f32::from(*pixel) / 255.0);
        let n_pixels = self.format.n_pixels();
        let shape = [pixels.len() / n_pixels, n_pixels];
        let data = TensorData::new(scaled.collect::<Vec<_>>(), shape);
        let images = Tensor::from_data(data, &self.device.clone().without_autodiff());
        let answer = softmax(self.network.without_autodiff().forward(images), 1);
        let data = answer.into_data_async().await.map_err(device_failed)?;
        Ok(floats(data)?.into_iter().map(f64::from).collect())
    }

    pub(super) async fn tensors(&self, with_moments: bool) -> Result<Vec<HostTensor>> {
        let mut reading = Reading::default();
        self.network.add_to(&mut reading);
        if with_moments {
            self.optimizer.add_to(&mut reading);
        }
        reading.finish().await
    }
}
