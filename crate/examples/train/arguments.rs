//! The command line: which run, on which data, written where.

use std::path::{Path, PathBuf};

use clap::Parser;
use kindling::data::own::{Own, Problem};
use kindling::data::{Dataset, folder};
use kindling::error::{Error, Result};
use kindling::model::catalog::notebook_config;
use kindling::protocol::{DatasetKind, RateChange, RunConfig};
use kindling::run_file::{RunDataset, RunFile};
use kindling::train::model_file::{self, ModelFile};
use kindling::train::run::Run;

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
    /// What to learn from: mnist, generated (digits drawn by Kindling itself), or a folder with four
    /// IDX files of one's own, gzipped or not [default: what the run learned from, else mnist]
    #[arg(long)]
    data: Option<String>,
    /// The images of the folder are transposed, as EMNIST's
    #[arg(long)]
    transposed: bool,
    /// Folder with MNIST's four files [default: `KINDLING_MNIST`, else where `cargo xtask build` put
    /// them]
    #[arg(long)]
    mnist: Option<PathBuf>,
    /// Where to write the run [default: kindling-<model>-seed-<seed>.json; of an exported run,
    /// beside it with -native in its name]
    #[arg(long)]
    out: Option<PathBuf>,
    /// Where to write the network too, after each epoch: as ONNX if the name ends in .onnx, else as the
    /// page's Download model
    #[arg(long)]
    save: Option<PathBuf>,
}

/// What the command line asks for.
pub struct Asked {
    /// The settings to train with.
    pub config: RunConfig,
    /// Learning rates that are set on the way, as they were in the run that is repeated.
    pub rate_changes: Vec<RateChange>,
    /// The data to train on.
    pub dataset: Dataset,
    /// The same in words of the run's file.
    pub described: RunDataset,
}

/// Where MNIST is looked for, beside the folder that the environment names: where the page's build
/// takes it from and where it puts it.
const MNIST_FOLDERS: [&str; 3] = ["../shared/mnist", "dist/mnist", "crate/mnist"];

impl Arguments {
    /// What to train, and on what.
    ///
    /// # Errors
    /// [`Error::Setting`] for an unknown model, or where a run on own data is repeated without
    /// them; [`Error::File`] and [`Error::RunFile`]; those of [`folder::read`] and
    /// [`folder::read_own`]; [`Problem::Fingerprint`] if the run learned from other files.
    pub fn run(&self) -> Result<Asked> {
        let (config, rate_changes, learned_from) = match &self.run {
            Some(path) => exported(path)?,
            None => (self.models_config()?, Vec::new(), None),
        };
        let (dataset, fingerprint) = self.dataset(learned_from.as_ref())?;
        let described = RunDataset {
            kind: dataset.kind,
            n_train: dataset.train.len() as u32,
            n_test: dataset.test.len() as u32,
            format: dataset.train.format,
            fingerprint,
        };
        let config = RunConfig {
            epochs: self.epochs.unwrap_or(config.epochs),
            seed: self.seed.unwrap_or(config.seed),
            batch_size: self.batch_size.unwrap_or(config.batch_size),
            learning_rate: self.learning_rate.unwrap_or(config.learning_rate),
            ..config
        };
        Ok(Asked {
            config,
            rate_changes,
            dataset,
            described,
        })
    }

    /// The data, and the fingerprint of own data.
    fn dataset(&self, learned_from: Option<&RunDataset>) -> Result<(Dataset, Option<String>)> {
        let kind = learned_from.map_or(DatasetKind::Mnist, |dataset| dataset.kind);
        let chosen = match (self.data.as_deref(), kind) {
            (Some(chosen), _) => chosen,
            (None, DatasetKind::Mnist) => "mnist",
            (None, DatasetKind::Generated) => "generated",
            (None, DatasetKind::Custom) => {
                return Err(Error::Setting {
                    setting: "--data",
                    value: "not given".to_owned(),
                    allowed: "the folder with the files that the run learned from".to_owned(),
                });
            }
        };
        match chosen {
            "mnist" => Ok((folder::read(&self.mnist_folder())?, None)),
            "generated" => Ok((Dataset::generated(), None)),
            own => {
                let own = folder::read_own(Path::new(own), self.transposed)?;
                println!("{}", own.note);
                check_fingerprint(&own, learned_from)?;
                Ok((own.dataset, Some(own.fingerprint)))
            }
        }
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

    /// Writes the network as it is now, if that is wanted.
    ///
    /// # Errors
    /// [`Error::File`], [`Error::DeviceFailed`].
    pub async fn save(&self, run: &Run) -> Result<()> {
        let Some(path) = &self.save else {
            return Ok(());
        };
        let mut bytes = model_file::to_bytes(run.config(), run.trainer()).await?;
        if path.extension().is_some_and(|kind| kind == "onnx") {
            bytes = ModelFile::from_bytes(&bytes)?.into_onnx()?;
        }
        std::fs::write(path, bytes).map_err(|error| failed(path, &error))
    }
}

/// Refuses other data than the run's.
fn check_fingerprint(own: &Own, learned_from: Option<&RunDataset>) -> Result<()> {
    match learned_from.and_then(|dataset| dataset.fingerprint.clone()) {
        Some(expected) if expected != own.fingerprint => Err(Problem::Fingerprint {
            expected,
            found: own.fingerprint.clone(),
        }
        .into()),
        _ => Ok(()),
    }
}

/// What an exported run says of its settings, of the rates that were set on the way, and of its
/// data.
fn exported(path: &Path) -> Result<(RunConfig, Vec<RateChange>, Option<RunDataset>)> {
    let file = RunFile::from_json(&read(path)?)?;
    Ok((file.config, file.rate_changes, file.dataset))
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
