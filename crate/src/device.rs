//! Which device computes, and why; and a self-test before a GPU is trusted.

use burn::tensor::Device;

use crate::data::{Split, batches::DeviceSplit, digits};
use crate::error::{Error, Result};
use crate::model::mlp::Mlp;
use crate::protocol::{Architecture, DeviceKind, DevicePreference, HiddenLayer};
use crate::train::evaluation::Evaluation;
use crate::train::optimizer::Adam;
use crate::train::step::{read, train_step};

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
/// How far a GPU's figures may be from the CPU's, relative to their size.
const SELF_TEST_TOLERANCE: f64 = 1e-3;

/// Trains and evaluates a small network on `device` and on the CPU, and compares the losses.
///
/// It has all that the models have but dropout, whose masks differ between devices.
///
/// # Errors
/// [`Error::SelfTest`] if they disagree, [`Error::DeviceFailed`] if the device fails.
pub async fn self_test(device: &Device) -> Result<()> {
    let split = digits::generate(SELF_TEST_BATCH * SELF_TEST_STEPS, 3);
    let found = self_test_figures(device, split.clone()).await?;
    let expected = self_test_figures(&Device::flex(), split).await?;
    for ((quantity, found), (_, expected)) in found.into_iter().zip(expected) {
        let apart = (found - expected).abs() / expected.abs().max(1.0);
        if apart.is_nan() || apart > SELF_TEST_TOLERANCE {
            return Err(Error::SelfTest {
                quantity,
                found,
                expected,
            });
        }
    }
    Ok(())
}

async fn self_test_figures(device: &Device, split: Split) -> Result<Vec<(&'static str, f64)>> {
    let hidden_layer = |units| HiddenLayer {
        units,
        init_stddev: None,
    };
    let architecture = Architecture {
        hidden: vec![hidden_layer(33), hidden_layer(17)],
        batch_norm: true,
        dropout: 0.0,
    };
    let device = device.clone().autodiff();
    let mut network = Mlp::initial(&architecture, 1, &device)?;
    let mut optimizer = Adam::new(&mut network);
    let data = DeviceSplit::upload(split, &device);
    let mut steps = Vec::with_capacity(SELF_TEST_STEPS);
    for step in 0..SELF_TEST_STEPS {
        let range = step * SELF_TEST_BATCH..(step + 1) * SELF_TEST_BATCH;
        let batch = data.range(range);
        steps.push(train_step(&mut network, &mut optimizer, batch, 0.01));
    }
    let mut figures: Vec<_> = read(steps)
        .await?
        .into_iter()
        .map(|step| ("training loss", step.loss_sum / step.n_images as f64))
        .collect();
    let tested = Evaluation::new(&network).advance(&data).await?;
    figures.push(("test loss", tested.loss()));
    Ok(figures)
}
