//! The file that a run wrote, held against the run that was asked for.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::notebook::{Training, list, number, text, whole};
use super::runs::Job;

/// One run, as its file tells it.
pub struct Run {
    /// The day it began, `2025-01-31`.
    pub started_on: String,
    /// Its epochs, all of them.
    pub epochs: Vec<Epoch>,
}

/// One epoch; losses in nats, accuracies 0..1.
pub struct Epoch {
    /// Mean over the epoch's images as they were trained.
    pub train_loss: f64,
    /// Likewise.
    pub train_accuracy: f64,
    /// Of the whole test set after the epoch.
    pub test_loss: f64,
    /// Likewise.
    pub test_accuracy: f64,
    /// Time of training and evaluation.
    pub seconds: f64,
}

/// Reads a run's file (`docs/run-format.md`) and holds it against what was to be run.
///
/// # Errors
/// If it is not whole, or another run; the message says in what.
pub fn parse(json: &str, job: &Job, training: &Training) -> Result<Run> {
    let run: Value = serde_json::from_str(json)?;
    check(&run, job, training)?;
    let epochs: Vec<Epoch> = list(&run, "epochs")?
        .iter()
        .map(Epoch::read)
        .collect::<Result<_>>()?;
    ensure!(
        epochs.len() as u64 == training.epochs,
        "a run of {} epochs",
        epochs.len()
    );
    let started_at = text(&run, "started_at")?;
    let started_on = started_at.get(..10).context("started_at is no time")?;
    Ok(Run {
        started_on: started_on.to_owned(),
        epochs,
    })
}

/// Whether all but the epochs is as it was asked for.
fn check(run: &Value, job: &Job, training: &Training) -> Result<()> {
    let config = &run["config"];
    let found = (text(config, "model")?, whole(config, "seed")?);
    ensure!(
        found == (job.model.id.clone(), job.seed.into()),
        "a run of {found:?}"
    );
    let settings = Training::read(config)?;
    ensure!(
        settings == *training,
        "a run with {settings:?}, not {training:?}"
    );
    let outcome = text(run, "outcome")?;
    ensure!(outcome == "finished", "a run that is {outcome}");
    let (dataset, device) = (&run["dataset"], text(&run["device"], "kind")?);
    let data = (
        text(dataset, "kind")?,
        whole(dataset, "n_train")?,
        whole(dataset, "n_test")?,
    );
    ensure!(
        data == ("mnist".to_owned(), 60_000, 10_000),
        "a run on {data:?}, not on MNIST"
    );
    ensure!(device == "cpu", "a run on {device}, not on the CPU");
    Ok(())
}

impl Epoch {
    fn read(epoch: &Value) -> Result<Self> {
        Ok(Self {
            train_loss: number(epoch, "train_loss")?,
            train_accuracy: number(epoch, "train_accuracy")?,
            test_loss: number(epoch, "test_loss")?,
            test_accuracy: number(epoch, "test_accuracy")?,
            seconds: number(epoch, "seconds")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reproduce::notebook::tests::checked_out;

    /// A whole run of the first model from seed 2, as the example writes it.
    fn a_run() -> Value {
        let epoch = |number: u32| {
            serde_json::json!({
                "epoch": number, "train_loss": 0.1, "train_accuracy": 0.97,
                "test_loss": 0.2, "test_accuracy": 0.98, "seconds": 7.5
            })
        };
        serde_json::json!({
            "format": "kindling-run", "version": 1,
            "config": {
                "model": "a1-relu", "epochs": 20, "batch_size": 128, "optimizer": "adam",
                "learning_rate": 0.001, "seed": 2
            },
            "dataset": { "kind": "mnist", "n_train": 60_000, "n_test": 10_000 },
            "device": { "kind": "cpu", "name": "" },
            "started_at": "2025-01-31T12:00:00.000Z",
            "outcome": "finished",
            "epochs": (1..=20).map(epoch).collect::<Vec<_>>()
        })
    }

    fn read(run: &Value) -> Result<Run, String> {
        let notebook = checked_out();
        let job = Job {
            model: &notebook.models[0],
            seed: 2,
        };
        parse(&run.to_string(), &job, &notebook.training).map_err(|error| error.to_string())
    }

    #[test]
    fn a_whole_run_is_read() {
        let run = read(&a_run()).expect("a run");
        assert_eq!(
            (run.epochs.len(), run.started_on.as_str()),
            (20, "2025-01-31")
        );
        assert_eq!(run.epochs[19].test_accuracy, 0.98);
    }

    #[test]
    fn a_run_that_is_not_the_one_asked_for_is_refused_with_the_reason() {
        let cases = [
            (
                "/config/seed",
                serde_json::json!(1),
                "a run of (\"a1-relu\", 1)",
            ),
            (
                "/config/model",
                serde_json::json!("a1-bn"),
                "a run of (\"a1-bn\", 2)",
            ),
            (
                "/config/batch_size",
                serde_json::json!(64),
                "batch_size: 64",
            ),
            ("/config/optimizer", serde_json::json!("sgd"), "\"sgd\""),
            (
                "/dataset/kind",
                serde_json::json!("generated"),
                "not on MNIST",
            ),
            (
                "/device/kind",
                serde_json::json!("webgpu"),
                "not on the CPU",
            ),
            (
                "/outcome",
                serde_json::json!("running"),
                "a run that is running",
            ),
            ("/epochs", serde_json::json!([]), "a run of 0 epochs"),
            ("/epochs/3/test_loss", Value::Null, "test_loss is no number"),
        ];
        for (place, value, reason) in cases {
            let mut run = a_run();
            *run.pointer_mut(place).expect("a member") = value;
            let message = read(&run).map(|_| ());
            assert!(
                message.as_ref().is_err_and(|text| text.contains(reason)),
                "{message:?}"
            );
        }
    }

    #[test]
    fn a_file_cut_short_is_no_run() {
        let text = a_run().to_string();
        let notebook = checked_out();
        let job = Job {
            model: &notebook.models[0],
            seed: 2,
        };
        assert!(parse(&text[..text.len() / 2], &job, &notebook.training).is_err());
    }
}
