//! How long steps take on a device: what the bench and the page's "Measure this machine" show.

use web_time::Instant;

use super::plan::EpochPlan;
use super::run::MAX_STEPS_PER_READ;
use crate::engine::{Device, DeviceSplit, Trainer};
use crate::error::{Error, Result};
use crate::model::config::check_run;
use crate::protocol::{Architecture, Callbacks, OptimizerKind, RunConfig};

/// Steps that one measurement may take, warm-up included.
const MAX_STEPS: usize = 10_000;

/// What is to be measured: Adam's steps of a fresh network.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// The network.
    pub architecture: Architecture,
    /// Images of a step.
    pub batch_size: u32,
    /// Steps that are trained first and not counted: kernels are compiled in them.
    pub n_warmup_steps: u32,
    /// Steps that are counted.
    pub n_steps: u32,
}

/// What was measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measurement {
    /// Time of the counted steps, until the device has done them.
    pub seconds: f64,
    /// Mean cross-entropy of the last step in nats.
    pub loss: f64,
}

/// Trains and takes the time. The images are taken in their order, from the first again after the
/// last.
///
/// # Errors
/// [`Error::Setting`] if the network or the batch cannot be; [`Error::Message`] if there is nothing
/// to count, or far too much; [`Error::DeviceFailed`].
pub async fn measure(task: &Task, data: &DeviceSplit, device: &Device) -> Result<Measurement> {
    let config = RunConfig {
        model: "custom".to_owned(),
        architecture: task.architecture.clone(),
        epochs: 1,
        batch_size: task.batch_size,
        optimizer: OptimizerKind::Adam,
        learning_rate: 0.001,
        seed: 1,
        callbacks: Callbacks::default(),
    };
    check_run(&config, data.format(), data.len())?;
    let (n_warmup, n_steps) = (task.n_warmup_steps as usize, task.n_steps as usize);
    if n_steps == 0 || n_warmup.saturating_add(n_steps) > MAX_STEPS {
        return Err(Error::Message {
            reason: format!("1 to {MAX_STEPS} steps can be measured, not {n_steps}"),
        });
    }
    let n_images = (n_warmup + n_steps) * task.batch_size as usize;
    let order = (0..data.len() as u32).cycle().take(n_images).collect();
    let (architecture, optimizer) = (&config.architecture, config.optimizer);
    let mut trainer = Trainer::new(architecture, data.format(), optimizer, 1, device)?;
    trainer.begin(EpochPlan::in_order(&config, 1, order), data)?;
    train(&mut trainer, data, n_warmup).await?;
    let started = Instant::now();
    let loss = train(&mut trainer, data, n_steps).await?;
    Ok(Measurement {
        seconds: started.elapsed().as_secs_f64(),
        loss,
    })
}

/// Trains steps, reading as often as a run does at most, and gives the last one's loss.
async fn train(trainer: &mut Trainer, data: &DeviceSplit, n_steps: usize) -> Result<f64> {
    let mut loss = f64::NAN;
    let mut left = n_steps;
    while left > 0 {
        let figures = trainer.train(data, left.min(MAX_STEPS_PER_READ)).await?;
        left -= figures.len();
        if let Some(step) = figures.last() {
            loss = step.loss_sum / step.n_images as f64;
        }
    }
    Ok(loss)
}
