//! What the runs are held against: the notebook's models and figures, and real Keras's.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// The notebook, as `crate/notebook.json` tells it.
pub struct Notebook {
    /// How it trains.
    pub training: Training,
    /// Its models, in its order.
    pub models: Vec<Model>,
    /// What it concludes: on overfitting, on the first 15 epochs, and on depth.
    pub observations: [String; 3],
}

/// What all runs have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// Passes over the training set.
    pub epochs: u64,
    /// Images in a step.
    pub batch_size: u64,
    /// The optimizer's id.
    pub optimizer: String,
    /// Its learning rate.
    pub learning_rate: f64,
}

/// One of its models.
#[derive(Clone)]
pub struct Model {
    /// The id in links and on the command line.
    pub id: String,
    /// Outputs of each hidden layer.
    pub hidden_units: Vec<u64>,
    /// Whether hidden layers are followed by batch normalisation.
    pub batch_norm: bool,
    /// Share of outputs that dropout zeroes.
    pub dropout: f64,
    /// What the notebook printed after its last epoch.
    pub reported: Reported,
    /// Each epoch, from 1, that the notebook printed readably, with the test accuracy after it.
    pub history: Vec<(u64, f64)>,
    /// Test accuracy of real Keras.
    pub keras_test_accuracy: f64,
}

/// Figures after the last epoch; losses in nats, accuracies 0..1.
#[derive(Clone, Copy)]
pub struct Reported {
    /// Of the test set.
    pub test_loss: f64,
    /// Of the test set; nothing where it could not be read.
    pub test_accuracy: Option<f64>,
    /// Of the last epoch's training.
    pub train_loss: f64,
    /// Of the last epoch's training.
    pub train_accuracy: f64,
    /// Time per training image, on its author's machine.
    pub microseconds_per_sample: f64,
}

impl Notebook {
    /// Reads the notebook's figures and real Keras's from the checkout.
    ///
    /// # Errors
    /// If a file is missing or lacks a member; the message names it.
    pub fn read(root: &Path) -> Result<Self> {
        let text = |name: &str| {
            fs::read_to_string(root.join(name)).with_context(|| format!("{name} is unreadable"))
        };
        Self::parse(
            &text("crate/notebook.json")?,
            &text("tests/reference/keras-notebook.json")?,
        )
    }

    fn parse(notebook: &str, keras: &str) -> Result<Self> {
        let notebook: Value = serde_json::from_str(notebook).context("notebook.json")?;
        let keras: Value = serde_json::from_str(keras).context("keras-notebook.json")?;
        let training = &notebook["training"];
        let observations: Vec<String> = list(&notebook, "observations")?
            .iter()
            .map(|sentence| Some(sentence.as_str()?.to_owned()))
            .collect::<Option<_>>()
            .context("an observation is no text")?;
        Ok(Self {
            training: Training::read(training)?,
            models: list(&notebook, "models")?
                .iter()
                .map(|model| Model::read(model, &keras["test_accuracy"]))
                .collect::<Result<_>>()?,
            observations: observations
                .try_into()
                .ok()
                .context("the notebook has not three observations")?,
        })
    }
}

impl Training {
    /// Reads the members that the notebook's `training` and a run's `config` share.
    pub fn read(settings: &Value) -> Result<Self> {
        Ok(Self {
            epochs: whole(settings, "epochs")?,
            batch_size: whole(settings, "batch_size")?,
            optimizer: text(settings, "optimizer")?,
            learning_rate: number(settings, "learning_rate")?,
        })
    }
}

impl Model {
    fn read(model: &Value, keras: &Value) -> Result<Self> {
        let id = text(model, "id")?;
        let reported = &model["reported"];
        Ok(Self {
            hidden_units: list(model, "hidden")?
                .iter()
                .map(|layer| whole(layer, "units"))
                .collect::<Result<_>>()?,
            batch_norm: model["batch_norm"].as_bool().context("no batch_norm")?,
            dropout: number(model, "dropout")?,
            reported: Reported {
                test_loss: number(reported, "test_loss")?,
                test_accuracy: reported["test_accuracy"].as_f64(),
                train_loss: number(reported, "train_loss")?,
                train_accuracy: number(reported, "train_accuracy")?,
                microseconds_per_sample: number(reported, "us_per_sample")?,
            },
            history: list(model, "history")?
                .iter()
                // `history_columns`: the epoch comes first, the test accuracy last.
                .map(|row| Some((row[0].as_u64()?, row[4].as_f64()?)))
                .collect::<Option<_>>()
                .with_context(|| format!("{id}: a line of history is no list of 5 numbers"))?,
            keras_test_accuracy: number(keras, &id).context("keras-notebook.json")?,
            id,
        })
    }
}

/// A member that is a number.
pub fn number(object: &Value, name: &str) -> Result<f64> {
    object[name]
        .as_f64()
        .with_context(|| format!("{name} is no number"))
}

/// A member that is a whole number.
pub fn whole(object: &Value, name: &str) -> Result<u64> {
    object[name]
        .as_u64()
        .with_context(|| format!("{name} is no whole number"))
}

/// A member that is a text.
pub fn text(object: &Value, name: &str) -> Result<String> {
    let text = object[name].as_str().map(str::to_owned);
    text.with_context(|| format!("{name} is no text"))
}

/// A member that is a list.
pub fn list<'a>(object: &'a Value, name: &str) -> Result<&'a Vec<Value>> {
    object[name]
        .as_array()
        .with_context(|| format!("{name} is no list"))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// The notebook of this checkout.
    pub fn checked_out() -> Notebook {
        Notebook::parse(
            include_str!("../../../crate/notebook.json"),
            include_str!("../../../tests/reference/keras-notebook.json"),
        )
        .expect("the notebook")
    }

    #[test]
    fn the_seven_models_have_the_notebooks_figures_and_keras() {
        let notebook = checked_out();
        assert_eq!(notebook.models.len(), 7);
        assert_eq!(notebook.training.epochs, 20);
        assert_eq!(notebook.training.optimizer, "adam");
        let first = &notebook.models[0];
        assert_eq!(first.id, "a1-relu");
        assert_eq!(first.hidden_units, [600, 100]);
        assert_eq!(first.reported.test_accuracy, Some(0.9838));
        assert_eq!(first.keras_test_accuracy, 0.9812);
        assert_eq!(first.history.last(), Some(&(20, 0.9838)));
        let unread: Vec<&str> = notebook
            .models
            .iter()
            .filter(|model| model.reported.test_accuracy.is_none())
            .map(|model| model.id.as_str())
            .collect();
        assert_eq!(unread, ["a2-bn-dropout"]);
    }

    #[test]
    fn a_model_without_a_figure_of_keras_is_named() {
        let notebook = include_str!("../../../crate/notebook.json");
        let message = Notebook::parse(notebook, r#"{"test_accuracy": {}}"#)
            .map(|_| ())
            .map_err(|error| format!("{error:#}"));
        let expected = "keras-notebook.json: a1-relu is no number";
        assert_eq!(message, Err(expected.to_owned()));
    }
}
