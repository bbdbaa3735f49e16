//! Opening: the device and the data that the visitor asked for, or the next best.

use super::port::{let_messages_in, post};
use super::{fetch, gpu, logger};
use crate::data::Dataset;
use crate::device::{Choice, Gpu, choose, self_test};
use crate::engine::{Device, DeviceData, DeviceSplit};
use crate::error::{Error, Result};
use crate::protocol::{
    Activation, DataPreference, DatasetKind, DeviceKind, DevicePreference, Event, OptimizerKind,
    RunConfig,
};
use crate::train::measure::{Measurement, Task, measure};

/// A device and data, ready for runs.
pub struct Opened {
    /// The device.
    pub device: Device,
    /// Which it is.
    pub kind: DeviceKind,
    /// The data on it.
    pub data: DeviceData,
    /// Activations and optimizers that the self-test has passed with.
    tested: Vec<(Activation, OptimizerKind)>,
}

/// The data that the visitor asks for.
pub struct Wanted {
    /// Which.
    pub preference: DataPreference,
    /// His own, if they are that.
    pub images: Option<Vec<u8>>,
}

/// The GPU of this worker: Burn can be started on it once.
#[derive(Default)]
pub struct GpuSlot {
    device: Option<Device>,
}

/// Opens device and data, telling the page of each. `network_on_gpu` says whether the last run's
/// network still needs the GPU, whatever is opened now.
///
/// # Errors
/// [`Error::NoWebGpu`], [`Error::SelfTest`] if the visitor insists on WebGPU; those of
/// [`fetch::mnist`] if he insists on MNIST, of [`Dataset::own`] if he has data of his own;
/// [`Error::DeviceFailed`].
pub async fn open(
    device: DevicePreference,
    data: Wanted,
    slot: &mut GpuSlot,
    network_on_gpu: bool,
) -> Result<Opened> {
    logger::set_gpu_in_use(network_on_gpu);
    let (device, kind) = open_device(device, slot).await?;
    logger::set_gpu_in_use(network_on_gpu || kind == DeviceKind::Webgpu);
    let DataFound { dataset, note } = open_data(data).await?;
    let event = Event::Dataset {
        kind: dataset.kind,
        n_train: dataset.train.len() as u32,
        n_test: dataset.test.len() as u32,
        format: dataset.train.format,
        note,
    };
    let data = DeviceData::upload(dataset, &device)?;
    post(&event);
    Ok(Opened {
        device,
        kind,
        data,
        tested: vec![SELF_TESTED],
    })
}

impl Opened {
    /// Tests a GPU with what a run computes, where that is not what it was tested with before: a
    /// driver may have one shader wrong and all others right.
    ///
    /// # Errors
    /// [`Error::SelfTest`], [`Error::DeviceFailed`].
    pub async fn test_for(&mut self, config: &RunConfig) -> Result<()> {
        let needed = (config.architecture.activation, config.optimizer);
        if self.kind == DeviceKind::Cpu || self.tested.contains(&needed) {
            return Ok(());
        }
        logger::take_error();
        let tested = self_test(&self.device, needed.0, needed.1).await;
        logger::check_device(self.kind)?;
        tested?;
        self.tested.push(needed);
        Ok(())
    }
}

/// Images that are put on a device which is measured and has none.
const MEASURED_IMAGES: usize = 12_800;

/// Measures a device, whether or not it is the one that is open.
///
/// # Errors
/// [`Error::NoWebGpu`]; those of [`measure`].
pub async fn measure_on(
    kind: DeviceKind,
    task: &Task,
    opened: &Opened,
    slot: &mut GpuSlot,
) -> Result<Measurement> {
    if kind == opened.kind {
        return measure(task, &opened.data.train, &opened.device).await;
    }
    let device = match kind {
        DeviceKind::Cpu => Device::Cpu,
        DeviceKind::Webgpu => started_gpu(slot).await?,
    };
    let images = opened.data.train.split().first(MEASURED_IMAGES);
    measure(task, &DeviceSplit::upload(images, &device)?, &device).await
}

/// What a GPU is tested with when it is opened: what the notebook's models compute.
const SELF_TESTED: (Activation, OptimizerKind) = (Activation::Relu, OptimizerKind::Adam);

async fn open_device(
    preference: DevicePreference,
    slot: &mut GpuSlot,
) -> Result<(Device, DeviceKind)> {
    let gpu = match preference {
        DevicePreference::Cpu => Gpu::Missing {
            reason: String::new(),
        },
        DevicePreference::Auto | DevicePreference::Webgpu => gpu::look().await,
    };
    let name = match &gpu {
        Gpu::Present { name, .. } => name.clone(),
        Gpu::Missing { .. } => String::new(),
    };
    let choice = choose(preference, &gpu)?;
    if choice.kind == DeviceKind::Webgpu {
        // From here on the GPU's loss is news: a read may wait for it for ever.
        logger::set_gpu_in_use(true);
        match trusted_gpu(slot).await {
            Ok(device) => {
                tell(&choice, name);
                return Ok((device, DeviceKind::Webgpu));
            }
            Err(error) if preference == DevicePreference::Webgpu => return Err(error),
            Err(error) => {
                let reason = format!("Computing on the CPU: {error}.");
                let kind = DeviceKind::Cpu;
                tell(&Choice { kind, reason }, String::new());
            }
        }
    } else {
        tell(&choice, String::new());
    }
    Ok((Device::Cpu, DeviceKind::Cpu))
}

fn tell(choice: &Choice, name: String) {
    post(&Event::Device {
        kind: choice.kind,
        name,
        reason: choice.reason.clone(),
    });
}

/// Burn on the GPU, after its self-test.
async fn trusted_gpu(slot: &mut GpuSlot) -> Result<Device> {
    let device = started_gpu(slot).await?;
    logger::take_error();
    let tested = self_test(&device, SELF_TESTED.0, SELF_TESTED.1).await;
    match (logger::take_error(), tested) {
        (None, Ok(())) => Ok(device),
        (Some(reason), _) => Err(Error::DeviceFailed { reason }),
        (None, Err(error)) => Err(error),
    }
}

/// Burn on the GPU, untested.
#[cfg(feature = "webgpu")]
async fn started_gpu(slot: &mut GpuSlot) -> Result<Device> {
    Ok(match &slot.device {
        Some(device) => device.clone(),
        None => slot.device.insert(gpu::open().await?).clone(),
    })
}

#[cfg(not(feature = "webgpu"))]
async fn started_gpu(slot: &mut GpuSlot) -> Result<Device> {
    slot.device.clone().ok_or_else(|| Error::NoWebGpu {
        reason: "the page has loaded the worker that computes on the CPU alone".to_owned(),
    })
}

/// Data, and what the visitor is told of it.
struct DataFound {
    dataset: Dataset,
    note: String,
}

async fn open_data(wanted: Wanted) -> Result<DataFound> {
    let preference = wanted.preference;
    let why = match preference {
        DataPreference::Custom => {
            return Ok(DataFound {
                dataset: Dataset::own(wanted.images.unwrap_or_default())?,
                note: String::new(),
            });
        }
        DataPreference::Generated => "as you chose".to_owned(),
        DataPreference::Mnist | DataPreference::Auto => match fetch::mnist().await {
            Ok(found) => {
                return Ok(DataFound {
                    dataset: found.dataset,
                    note: found.note,
                });
            }
            Err(error) if preference == DataPreference::Mnist => return Err(error),
            Err(error) => format!("because MNIST could not be had ({error})"),
        },
    };
    // Drawing takes a second or two: first the page hears what came before.
    let_messages_in().await;
    let dataset = Dataset::generated();
    debug_assert_eq!(dataset.kind, DatasetKind::Generated);
    let note = format!(
        "These are not MNIST: 70,000 digits drawn by this page, {why}. Their figures cannot be \
         compared with the notebook's."
    );
    Ok(DataFound { dataset, note })
}
