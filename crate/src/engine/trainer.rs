//! A network and its optimizer on a device, whichever engine computes.

use std::ops::Range;

#[cfg(feature = "burn")]
use super::burn;
#[cfg(feature = "webgpu")]
use super::webgpu;
use super::{Device, DeviceSplit, cpu};
use crate::data::ImageFormat;
use crate::error::{Error, Result};
#[cfg(feature = "burn")]
use crate::model::tensors::layer_of;
use crate::model::tensors::{HostTensor, initial, layer_name};
use crate::protocol::{Answer, Architecture, OptimizerKind};
use crate::train::figures::StepFigures;
use crate::train::optimizer::rate;
use crate::train::plan::EpochPlan;

/// A network that is trained: its weights, its optimizer's state, and the epoch under way.
#[derive(Debug)]
pub struct Trainer {
    format: ImageFormat,
    optimizer: OptimizerKind,
    optimizer_steps: u32,
    plan: Option<EpochPlan>,
    next_step: usize,
    engine: Engine,
}

/// The network, by what computes it.
#[derive(Debug)]
enum Engine {
    Cpu(Box<cpu::Trainer>),
    #[cfg(feature = "webgpu")]
    Webgpu(Box<webgpu::Trainer>),
    #[cfg(feature = "burn")]
    Burn(Box<burn::Trainer>),
}

/// What a network answered for some images of a split.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluated {
    /// Sum of the images' cross-entropies in nats.
    pub loss_sum: f64,
    /// Each image's, in their order.
    pub answers: Vec<Answer>,
}

/// What the engines are made from.
#[cfg(any(feature = "burn", feature = "webgpu"))]
pub(super) struct Origin<'a> {
    pub(super) architecture: &'a Architecture,
    pub(super) format: ImageFormat,
    pub(super) optimizer: OptimizerKind,
    /// The network's, and the optimizer's moments unless it took no step yet.
    pub(super) tensors: &'a [HostTensor],
    pub(super) optimizer_steps: u32,
}

impl Trainer {
    /// A fresh network, which reads images of `format`, and its optimizer.
    ///
    /// # Errors
    /// Those of [`initial`].
    pub fn new(
        architecture: &Architecture,
        format: ImageFormat,
        optimizer: OptimizerKind,
        seed: u32,
        device: &Device,
    ) -> Result<Self> {
        let tensors = initial(architecture, format, seed)?;
        Self::from_tensors(architecture, format, (optimizer, 0), &tensors, device)
    }

    /// What [`Trainer::tensors`] gave, on any device, with the optimizer and its steps so far. After
    /// 0 steps moments need not be there: they are zero.
    ///
    /// # Errors
    /// [`Error::Checkpoint`], naming a tensor that is missing or of another shape.
    pub fn from_tensors(
        architecture: &Architecture,
        format: ImageFormat,
        (optimizer, optimizer_steps): (OptimizerKind, u32),
        tensors: &[HostTensor],
        device: &Device,
    ) -> Result<Self> {
        #[cfg(any(feature = "burn", feature = "webgpu"))]
        let origin = Origin {
            architecture,
            format,
            optimizer,
            tensors,
            optimizer_steps,
        };
        let engine = match device {
            Device::Cpu => {
                let fresh = optimizer_steps == 0;
                let trainer =
                    cpu::Trainer::from_tensors(architecture, format, optimizer, tensors, fresh)?;
                Engine::Cpu(Box::new(trainer))
            }
            #[cfg(feature = "webgpu")]
            Device::Webgpu(device) => {
                Engine::Webgpu(Box::new(webgpu::Trainer::new(&origin, device)?))
            }
            #[cfg(feature = "burn")]
            Device::Burn(device) => Engine::Burn(Box::new(burn::Trainer::new(&origin, device)?)),
        };
        Ok(Self {
            format,
            optimizer,
            optimizer_steps,
            plan: None,
            next_step: 0,
            engine,
        })
    }

    /// What kind of images the network reads.
    pub fn format(&self) -> ImageFormat {
        self.format
    }

    /// Steps that the optimizer took.
    pub fn optimizer_steps(&self) -> u32 {
        self.optimizer_steps
    }

    /// Begins an epoch of `data`, or goes on with one: the optimizer has taken the steps before
    /// [`EpochPlan::first_step`].
    ///
    /// # Errors
    /// [`Error::Internal`] if the data is on another device.
    #[cfg_attr(
        not(any(feature = "burn", feature = "webgpu")),
        expect(unused_variables, reason = "the CPU has nothing to be told")
    )]
    pub fn begin(&mut self, plan: EpochPlan, data: &DeviceSplit) -> Result<()> {
        match &mut self.engine {
            Engine::Cpu(_) => {}
            #[cfg(feature = "webgpu")]
            Engine::Webgpu(trainer) => {
                let behind = self.optimizer_steps.saturating_sub(plan.first_step as u32);
                let steps = (1..).zip(&plan.learning_rates);
                let rates: Vec<f64> = steps
                    .map(|(step, &learning_rate)| {
                        rate(self.optimizer, learning_rate, behind.saturating_add(step))
                    })
                    .collect();
                trainer.begin(&plan, &rates, data.on_webgpu()?)?;
            }
            #[cfg(feature = "burn")]
            Engine::Burn(trainer) => trainer.begin(&plan, data.on_burn()?),
        }
        self.next_step = plan.first_step;
        self.plan = Some(plan);
        Ok(())
    }

    /// Trains the next `n_steps` steps of the epoch, fewer at its end, and waits for their figures.
    /// `data` is the one that the epoch began with. The CPU stops at a step whose loss is not
    /// finite and leaves the weights as they were before it.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`]; [`Error::Internal`] if no epoch was begun.
    pub async fn train(&mut self, data: &DeviceSplit, n_steps: usize) -> Result<Vec<StepFigures>> {
        let plan = self.plan.as_ref();
        let plan = plan.ok_or_else(|| Error::internal("no epoch was begun"))?;
        let steps = self.next_step..(self.next_step + n_steps).min(plan.n_steps());
        self.next_step = steps.end;
        let first_t = self.optimizer_steps.saturating_add(1);
        self.optimizer_steps = self.optimizer_steps.saturating_add(steps.len() as u32);
        let step_rate = |step: usize| {
            let t = first_t.saturating_add((step - steps.start) as u32);
            rate(self.optimizer, plan.learning_rates[step], t)
        };
        match &mut self.engine {
            Engine::Cpu(trainer) => {
                let mut figures = Vec::with_capacity(steps.len());
                for step in steps.clone() {
                    let chosen = &plan.order[plan.range(step)];
                    let seed = plan.dropout_seed(step);
                    let split = data.split();
                    let (images, labels) = (&split.images, &split.labels);
                    let of_step = trainer.train_step(images, labels, chosen, step_rate(step), seed);
                    figures.push(of_step);
                    if !of_step.loss_sum.is_finite() {
                        break;
                    }
                }
                Ok(figures)
            }
            #[cfg(feature = "webgpu")]
            Engine::Webgpu(trainer) => {
                let sizes = steps.clone().map(|step| plan.range(step).len());
                trainer.train(steps.start, &sizes.collect::<Vec<_>>()).await
            }
            #[cfg(feature = "burn")]
            Engine::Burn(trainer) => {
                let images = data.on_burn()?;
                let steps = steps.clone().map(|step| burn::Step {
                    range: plan.range(step),
                    rate: step_rate(step),
                    dropout_seed: plan.dropout_seed(step),
                });
                trainer.train(images, steps).await
            }
        }
    }

    /// The learning rate of the step that was trained last: Keras's, such as 0.001; none before the
    /// first step of an epoch.
    pub fn learning_rate(&self) -> Option<f64> {
        let last = self.next_step.checked_sub(1)?;
        self.plan.as_ref()?.learning_rates.get(last).copied()
    }

    /// Images that are evaluated in a bit that leaves the worker time for its messages.
    pub fn evaluation_chunk(&self) -> usize {
        match &self.engine {
            Engine::Cpu(_) => 1000,
            #[cfg(feature = "webgpu")]
            Engine::Webgpu(_) => webgpu::EVALUATION_CHUNK,
            #[cfg(feature = "burn")]
            Engine::Burn(_) => 1000,
        }
    }

    /// Evaluates some images in inference mode.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`].
    pub async fn evaluate(&mut self, data: &DeviceSplit, range: Range<usize>) -> Result<Evaluated> {
        match &mut self.engine {
            Engine::Cpu(trainer) => {
                let split = data.split();
                let n_pixels = split.format.n_pixels();
                let pixels = range.start * n_pixels..range.end * n_pixels;
                let (loss_sum, answers) =
                    trainer.evaluate(&split.images[pixels], &split.labels[range]);
                Ok(Evaluated { loss_sum, answers })
            }
            #[cfg(feature = "webgpu")]
            Engine::Webgpu(trainer) => trainer.evaluate(data.on_webgpu()?, range).await,
            #[cfg(feature = "burn")]
            Engine::Burn(trainer) => trainer.evaluate(data.on_burn()?, range).await,
        }
    }

    /// The class probabilities of images, `n · pixels` bytes → `n · classes` numbers.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`].
    pub async fn probabilities(&mut self, pixels: &[u8]) -> Result<Vec<f64>> {
        match &mut self.engine {
            Engine::Cpu(trainer) => Ok(trainer.probabilities(pixels)),
            #[cfg(feature = "webgpu")]
            Engine::Webgpu(trainer) => trainer.probabilities(pixels).await,
            #[cfg(feature = "burn")]
            Engine::Burn(trainer) => trainer.probabilities(pixels).await,
        }
    }

    /// The first layer with a number that is not finite, by what `step` (from 0) has left, whose loss
    /// was not; with Burn's autodiff by the tensors. None where all are.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`].
    #[cfg_attr(
        not(feature = "webgpu"),
        expect(unused_variables, reason = "only the GPU's outputs are of it")
    )]
    pub async fn first_not_finite(&self, step: usize) -> Result<Option<String>> {
        match &self.engine {
            Engine::Cpu(trainer) => Ok(trainer.first_not_finite().map(layer_name)),
            #[cfg(feature = "webgpu")]
            Engine::Webgpu(trainer) => {
                let n_images = self.plan.as_ref().map_or(0, |plan| plan.range(step).len());
                Ok(trainer.first_not_finite(n_images).await?.map(layer_name))
            }
            #[cfg(feature = "burn")]
            Engine::Burn(_) => {
                let tensors = self.network_tensors().await?;
                let is_finite = |tensor: &&HostTensor| tensor.values.iter().all(|v| v.is_finite());
                let bad = tensors.iter().find(|tensor| !is_finite(tensor));
                Ok(bad.map(|tensor| layer_of(&tensor.name)))
            }
        }
    }

    /// The network's tensors in the order of files, batch-norm statistics included.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`].
    pub async fn network_tensors(&self) -> Result<Vec<HostTensor>> {
        self.read(false).await
    }

    /// The network's tensors and the optimizer's moments: the whole state.
    ///
    /// # Errors
    /// [`Error::DeviceFailed`].
    pub async fn tensors(&self) -> Result<Vec<HostTensor>> {
        self.read(true).await
    }

    async fn read(&self, with_moments: bool) -> Result<Vec<HostTensor>> {
        match &self.engine {
            Engine::Cpu(trainer) => {
                let mut tensors = trainer.network_tensors();
                if with_moments {
                    tensors.extend(trainer.moment_tensors());
                }
                Ok(tensors)
            }
            #[cfg(feature = "webgpu")]
            Engine::Webgpu(trainer) => trainer.tensors(with_moments).await,
            #[cfg(feature = "burn")]
            Engine::Burn(trainer) => trainer.tensors(with_moments).await,
        }
    }
}
