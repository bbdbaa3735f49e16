//! The command line: which run, on which data, written where.

use std::path::{Path, PathBuf};

use clap::{Parser, ValueEnum};
use kindling::data::{Dataset, folder};
use kindling::error::{Error, Result};
use kindling::model::catalog::notebook_config;
use kindling::protocol::{DatasetKind, RunConfig};
use kindling::run_file::RunFile;

/// Trains natively what Kindling's page trains in a browser.
#[derive(Debug, Parser)]
pub struct Arguments {
    /// A run exported by the page, whose settings are taken; the options below change them
    run: Option<PathBuf>,
    /// One of the notebook's models, or softmax [default: a1-relu]
    #[arg(long, conflicts_with = "run")]
    model: Option<String>,
    /// Passes over the training set [default: the run's, else 20]
    #[arg(long)]
    epochs: Option<u32>,
    /// Decides initial weights, order of the images and dropout [default: the run's, else 1]
    #[arg(long)]
    seed: Option<u32>,
    /// Images in a step [default: the run's, else 128]
    #[arg(long)]
    batch_size: Option<u32>,
    /// The optimizer's learning rate [default: the run's, else 0.001]
    #[arg(long)]
    learning_rate: Option<f64>,
    /// What to learn from [default: what the run learned from, else MNIST]
    #[arg(long, value_enum)]
    data: Option<Data>,
    /// Folder with MNIST's four files [default: `KINDLING_MNIST`, else where `cargo xtask build` put
    /// them]
    #[arg(long)]
    mnist: Option<PathBuf>,
    /// Where to write the run [default: kindling-<model>-seed-<seed>.json; of an exported run,
    /// beside it with -native in its name]
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Data {
    /// MNIST, from a folder
    Mnist,
    /// Digits drawn by Kindling itself
    Generated,
}

/// Where MNIST is looked for, beside the folder that the environment names: where the page's build
/// takes it from and where it puts it.
const MNIST_FOLDERS: [&str; 3] = ["../shared/mnist", "dist/mnist", "crate/mnist"];

impl Arguments {
    /// The settings to train with, and the data to train on.
    ///
    /// # Errors
    /// [`Error::Setting`] for an unknown model; [`Error::File`] and [`Error::RunFile`]; those of
    /// [`folder::read`].
    pub fn run(&self) -> Result<(RunConfig, Dataset)> {
        let (config, kind) = match &self.run {
            Some(path) => exported(path)?,
            None => (self.models_config()?, DatasetKind::Mnist),
        };
        let kind = match self.data {
            None => kind,
            Some(Data::Mnist) => DatasetKind::Mnist,
            Some(Data::Generated) => DatasetKind::Generated,
        };
        let dataset = match kind {
            DatasetKind::Generated => Dataset::generated(),
            DatasetKind::Mnist => folder::read(&self.mnist_folder())?,
        };
        let config = RunConfig {
            epochs: self.epochs.unwrap_or(config.epochs),
            seed: self.seed.unwrap_or(config.seed),
            batch_size: self.batch_size.unwrap_or(config.batch_size),
            learning_rate: self.learning_rate.unwrap_or(config.learning_rate),
            ..config
        };
        Ok((config, dataset))
    }

    fn models_config(&self) -> Result<RunConfig> {
        let model = self.model.as_deref().unwrap_or("a1-relu");
        notebook_config(model, 20, 1)?.ok_or_else(|| Error::Setting {
            setting: "Model",
            value: model.to_owned(),
            allowed: "one of the notebook's, such as a1-bn-dropout, or softmax".to_owned(),
        })
    }

    fn mnist_folder(&self) -> PathBuf {
        let named = self.mnist.clone();
        let named = named.or_else(|| std::env::var_os("KINDLING_MNIST").map(PathBuf::from));
        named.unwrap_or_else(|| {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
            let mut folders = MNIST_FOLDERS.iter().map(|folder| root.join(folder));
            let found = folders.find(|folder| folder.is_dir());
            found.unwrap_or_else(|| root.join("dist/mnist"))
        })
    }

    /// Where to write the run: never over the run that is repeated.
    pub fn output(&self, config: &RunConfig) -> PathBuf {
        let beside = |run: &PathBuf| {
            let name = run.file_stem().unwrap_or_default().to_string_lossy();
            run.with_file_name(format!("{name}-native.json"))
        };
        let named = || {
            PathBuf::from(format!(
                "kindling-{}-seed-{}.json",
                config.model, config.seed
            ))
        };
        let chosen = self.out.clone();
        chosen.unwrap_or_else(|| self.run.as_ref().map_or_else(named, beside))
    }
}

/// What an exported run says of its settings and its data.
fn exported(path: &Path) -> Result<(RunConfig, DatasetKind)> {
    let file = RunFile::from_json(&read(path)?)?;
    let kind = file
        .dataset
        .map_or(DatasetKind::Mnist, |dataset| dataset.kind);
    Ok((file.config, kind))
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| failed(path, &error))
}

/// Writes a run as JSON.
///
/// # Errors
/// [`Error::File`].
pub fn write(path: &Path, file: &RunFile) -> Result<()> {
    std::fs::write(path, file.to_json()?).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &std::io::Error) -> Error {
    Error::File {
        file: path.display().to_string(),
        reason: error.to_string(),
    }
}
