//! What several native tests share: real MNIST, and runs driven to their end.

use std::path::PathBuf;

use kindling::data::{Dataset, folder};
use kindling::engine::{Device, DeviceData};
use kindling::error::{Error, Result};
use kindling::protocol::{Architecture, Callbacks, EpochRecord, OptimizerKind, RunConfig};
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

/// A dataset on the CPU.
pub fn on_cpu(dataset: &Dataset) -> DeviceData {
    DeviceData::upload(dataset.clone(), &Device::Cpu).unwrap()
}

/// The first images of each split.
pub fn shortened(dataset: &Dataset, n_train: usize, n_test: usize) -> Dataset {
    Dataset {
        kind: dataset.kind,
        train: dataset.train.first(n_train),
        test: dataset.test.first(n_test),
    }
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
        callbacks: Callbacks::default(),
    }
}

/// Drives a run to its end: the loss of each step as a mean, and each epoch's figures.
pub fn finish(run: &mut Run, data: &DeviceData) -> Result<(Vec<f64>, Vec<EpochRecord>)> {
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
