//! Which device computes, and why; and a self-test before a GPU is trusted.

use crate::data::{ImageFormat, digits};
use crate::engine::{Device, DeviceSplit, Trainer};
use crate::error::{Error, Result};
use crate::protocol::{
    Activation, Architecture, Callbacks, DeviceKind, DevicePreference, HiddenLayer, Initialization,
    OptimizerKind, RunConfig,
};
use crate::train::evaluation::Evaluation;
use crate::train::plan::EpochPlan;

/// What is known of the browser's GPU before it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gpu {
    /// The browser has no WebGPU, or gives no adapter.
    Missing {
        /// Why, as one clause.
        reason: String,
    },
    /// There is an adapter.
    Present {
        /// What it calls itself.
        name: String,
        /// Whether it is a program that imitates a GPU.
        is_software: bool,
        /// What Burn needs and it does not have, as one clause.
        lacks: Option<String>,
    },
}

/// Which device to try, and the sentence that tells the visitor why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The device.
    pub kind: DeviceKind,
    /// Why, as one sentence.
    pub reason: String,
}

/// Chooses a device. WebGPU is still to pass its [`self_test`].
///
/// # Errors
/// [`Error::NoWebGpu`] if the visitor insists on WebGPU and there is none.
pub fn choose(preference: DevicePreference, gpu: &Gpu) -> Result<Choice> {
    let cpu = |reason: String| Choice {
        kind: DeviceKind::Cpu,
        reason,
    };
    let webgpu = |reason: &str| Choice {
        kind: DeviceKind::Webgpu,
        reason: reason.to_owned(),
    };
    let obstacle = match gpu {
        Gpu::Missing { reason } => Some(reason.clone()),
        Gpu::Present { lacks, .. } => lacks.clone(),
    };
    let is_software = matches!(gpu, Gpu::Present { is_software, .. } if *is_software);
    match (preference, obstacle) {
        (DevicePreference::Cpu, _) => Ok(cpu("Computing on the CPU, as you chose.".to_owned())),
        (DevicePreference::Webgpu, Some(reason)) => Err(Error::NoWebGpu { reason }),
        (DevicePreference::Webgpu, None) if is_software => Ok(webgpu(
            "Computing on WebGPU, as you chose; this adapter is a program that imitates a GPU, \
             slower than the CPU.",
        )),
        (DevicePreference::Webgpu, None) => Ok(webgpu("Computing on WebGPU, as you chose.")),
        (DevicePreference::Auto, Some(reason)) => {
            Ok(cpu(format!("Computing on the CPU: {reason}.")))
        }
        (DevicePreference::Auto, None) if is_software => Ok(cpu(
            "Computing on the CPU: this browser's WebGPU only imitates a GPU, more slowly."
                .to_owned(),
        )),
        (DevicePreference::Auto, None) => Ok(webgpu(
            "Computing on WebGPU: its self-test agrees with the CPU.",
        )),
    }
}

/// Images of a step of the self-test: not a multiple of anything, as a ragged last batch is not.
const SELF_TEST_BATCH: usize = 96;
/// Steps of the self-test: the second one tells whether the first one's weights arrived.
const SELF_TEST_STEPS: usize = 3;
/// How far a GPU's losses may be from the CPU's, relative to their size.
const LOSS_TOLERANCE: f64 = 1e-3;
/// How far its accuracies may be: two images of a batch, whose two best answers are as good as even.
const ACCURACY_TOLERANCE: f64 = 2.0 / SELF_TEST_BATCH as f64 + 1e-6;

/// Trains and evaluates a small network on `device` and on the CPU, and compares the losses.
///
/// It has batch norm, dropout, and all else that a run with this activation and this optimizer has.
///
/// # Errors
/// [`Error::SelfTest`] if they disagree, [`Error::DeviceFailed`] if the device fails.
pub async fn self_test(
    device: &Device,
    activation: Activation,
    optimizer: OptimizerKind,
) -> Result<()> {
    let found = self_test_figures(device, activation, optimizer).await?;
    let expected = self_test_figures(&Device::Cpu, activation, optimizer).await?;
    for (found, expected) in found.iter().zip(&expected) {
        let apart = (found.value - expected.value).abs() / expected.value.abs().max(1.0);
        if apart.is_nan() || apart > expected.tolerance {
            return Err(Error::SelfTest {
                quantity: expected.quantity,
                found: found.value,
                expected: expected.value,
            });
        }
    }
    Ok(())
}

/// One figure of the self-test.
struct Figure {
    quantity: &'static str,
    value: f64,
    tolerance: f64,
}

fn loss(quantity: &'static str, value: f64) -> Figure {
    Figure {
        quantity,
        value,
        tolerance: LOSS_TOLERANCE,
    }
}

fn accuracy(quantity: &'static str, value: f64) -> Figure {
    Figure {
        quantity,
        value,
        tolerance: ACCURACY_TOLERANCE,
    }
}

async fn self_test_figures(
    device: &Device,
    activation: Activation,
    optimizer: OptimizerKind,
) -> Result<Vec<Figure>> {
    let hidden_layer = |units| HiddenLayer {
        units,
        initialization: Initialization::He {},
    };
    let architecture = Architecture {
        hidden: vec![hidden_layer(33), hidden_layer(17)],
        activation,
        batch_norm: true,
        dropout: 0.2,
    };
    let config = RunConfig {
        model: "custom".to_owned(),
        architecture,
        epochs: 1,
        batch_size: SELF_TEST_BATCH as u32,
        optimizer,
        learning_rate: 0.01,
        seed: 1,
        callbacks: Callbacks::default(),
    };
    let (architecture, format) = (&config.architecture, ImageFormat::MNIST);
    let mut trainer = Trainer::new(architecture, format, optimizer, config.seed, device)?;
    let split = digits::generate(SELF_TEST_BATCH * SELF_TEST_STEPS, 3);
    let data = DeviceSplit::upload(split, device)?;
    trainer.begin(EpochPlan::new(&config, 1, data.len()), &data)?;
    let mut figures = Vec::new();
    for step in trainer.train(&data, SELF_TEST_STEPS).await? {
        let n_images = step.n_images as f64;
        figures.push(loss("training loss", step.loss_sum / n_images));
        figures.push(accuracy("training accuracy", step.n_correct / n_images));
    }
    let tested = Evaluation::default().advance(&mut trainer, &data).await?;
    figures.push(loss("test loss", tested.loss()));
    figures.push(accuracy("test accuracy", tested.accuracy()));
    Ok(figures)
}
