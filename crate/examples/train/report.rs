//! What the terminal shows of a run: a bar for the epoch under way, a line for each that is done.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use kindling::protocol::{DatasetKind, EpochRecord, RunConfig};
use kindling::run_file::{RunDataset, RunDevice};

/// The progress of a run.
pub struct Report {
    bar: ProgressBar,
    epochs: u32,
    steps_per_epoch: u64,
}

impl Report {
    /// Says what begins, and shows a bar over all steps of all epochs.
    pub fn begin(config: &RunConfig, dataset: &RunDataset, device: &RunDevice) -> Self {
        let steps_per_epoch = u64::from(dataset.n_train.div_ceil(config.batch_size));
        let images = match dataset.kind {
            DatasetKind::Mnist => "images of MNIST",
            DatasetKind::Generated => "generated digits",
            DatasetKind::Custom => "images of your own",
        };
        println!(
            "{} · {} epochs of {steps_per_epoch} steps · seed {} · {} {images} · {}",
            config.model, config.epochs, config.seed, dataset.n_train, device.kind
        );
        println!("epoch  train loss  accuracy   test loss  accuracy  seconds");
        let bar = ProgressBar::new(steps_per_epoch * u64::from(config.epochs));
        let style = "{wide_bar} epoch {msg}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Self {
            bar,
            epochs: config.epochs,
            steps_per_epoch,
        }
    }

    /// Steps of an epoch are done.
    pub fn step(&self, epoch: u32, step: u32) {
        self.bar.set_message(format!("{epoch} of {}", self.epochs));
        let before = u64::from(epoch - 1) * self.steps_per_epoch;
        self.bar.set_position(before + u64::from(step));
    }

    /// An epoch is trained and evaluated.
    pub fn epoch(&mut self, record: &EpochRecord) {
        let line = format!(
            "{:>5}  {:>10.4}  {:>8.4}  {:>10.4}  {:>8.4}  {:>7.2}",
            record.epoch,
            record.train_loss,
            record.train_accuracy,
            record.test_loss,
            record.test_accuracy,
            record.seconds
        );
        self.bar.suspend(|| println!("{line}"));
    }

    /// The run is over and written.
    pub fn end(self, restored_epoch: Option<u32>, path: &Path) {
        self.bar.finish_and_clear();
        if let Some(epoch) = restored_epoch {
            println!("the network is that of epoch {epoch}, the best one");
        }
        println!("written to {}", path.display());
    }
}
