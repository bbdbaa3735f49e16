//! What several native tests share: real MNIST, and runs driven to their end.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use burn::tensor::{Device, Tensor};
use kindling::data::batches::{DeviceData, DeviceSplit};
use kindling::data::{Dataset, folder};
use kindling::error::{Error, Result};
use kindling::protocol::{Architecture, EpochRecord, OptimizerKind, RunConfig};
use kindling::train::run::{Progress, Run};

/// Real MNIST from `KINDLING_MNIST` or `../shared/mnist`; none, with a word about it, where
/// neither has it.
pub fn real_mnist() -> Option<Dataset> {
    let chosen = std::env::var_os("KINDLING_MNIST");
    let folder = chosen.clone().map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/mnist")),
        PathBuf::from,
    );
    match folder::read(&folder) {
        Ok(dataset) => Some(dataset),
        Err(error @ Error::File { .. }) if chosen.is_none() => {
            println!("SKIPPED: no MNIST ({error}); set KINDLING_MNIST to a folder with its files");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

/// A dataset on Burn's CPU backend.
pub fn on_cpu(dataset: &Dataset) -> DeviceData {
    let device = Device::flex();
    DeviceData {
        train: DeviceSplit::upload(dataset.train.clone(), &device),
        test: DeviceSplit::upload(dataset.test.clone(), &device),
    }
}

/// A tensor's values.
pub fn values<const D: usize>(tensor: &Tensor<D>) -> Vec<f32> {
    let data = pollster::block_on(tensor.clone().into_data_async()).unwrap();
    data.try_into_vec().unwrap()
}

/// The first images of each split.
pub fn shortened(dataset: &Dataset, n_train: usize, n_test: usize) -> Dataset {
    let mut dataset = dataset.clone();
    for (split, n_images) in [(&mut dataset.train, n_train), (&mut dataset.test, n_test)] {
        split.labels.truncate(n_images);
        split.images.truncate(n_images * kindling::data::PIXELS);
    }
    dataset
}

/// Settings of the notebook, for one of its models.
pub fn notebook_run(model: &str, epochs: u32, seed: u32) -> RunConfig {
    let config = kindling::model::catalog::notebook_config(model, epochs, seed);
    config.unwrap().unwrap()
}

/// The notebook's settings with another architecture.
pub fn with_architecture(
    model: &str,
    architecture: Architecture,
    epochs: u32,
    seed: u32,
) -> RunConfig {
    RunConfig {
        model: model.to_owned(),
        architecture,
        epochs,
        batch_size: 128,
        optimizer: OptimizerKind::Adam,
        learning_rate: 0.001,
        seed,
    }
}

/// Drives a run to its end: the loss of each step as a mean, and each epoch's figures.
pub fn finish(run: &mut Run, data: &DeviceData) -> Result<(Vec<f64>, Vec<EpochRecord>)> {
    // Dropout draws from the CPU backend's one generator: runs that alternate disturb each other.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let mut losses = Vec::new();
    let mut records = Vec::new();
    loop {
        match pollster::block_on(run.advance(data))? {
            Progress::Trained { figures, .. } => {
                losses.extend(figures.iter().map(|s| s.loss_sum / s.n_images as f64));
            }
            Progress::Evaluated { .. } => {}
            Progress::EpochEnded(record) => {
                println!("{} {record:?}", run.config().model);
                records.push(record);
            }
            Progress::Finished => return Ok((losses, records)),
        }
    }
}
