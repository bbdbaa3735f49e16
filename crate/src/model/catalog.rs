//! The models on offer: the notebook's, with what it printed, and a linear one.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::protocol::{
    Activation, Architecture, Callbacks, HiddenLayer, Initialization, ModelEntry, NotebookEpoch,
    OptimizerKind, Reported, RunConfig,
};

/// The notebook as data: models, settings, printed figures.
const NOTEBOOK: &str = include_str!("../../notebook.json");

/// Epochs that the notebook trains each model for.
pub const NOTEBOOK_EPOCHS: u32 = 20;

#[derive(Deserialize)]
struct Notebook {
    models: Vec<NotebookModel>,
    observations: Vec<String>,
}

#[derive(Deserialize)]
struct NotebookModel {
    id: String,
    title: String,
    hidden: Vec<NotebookLayer>,
    batch_norm: bool,
    dropout: f64,
    reported: NotebookFigures,
    history: Vec<(u32, f64, f64, f64, f64)>,
}

#[derive(Deserialize)]
struct NotebookLayer {
    units: u32,
    init_stddev: f64,
}

#[derive(Deserialize)]
struct NotebookFigures {
    test_loss: f64,
    test_accuracy: Option<f64>,
    train_loss: f64,
    train_accuracy: f64,
    us_per_sample: f64,
}

/// The models on offer, in the order to show them: the notebook's seven, then `softmax`.
///
/// # Errors
/// [`Error::Internal`] if the notebook's data does not parse.
pub fn models() -> Result<Vec<ModelEntry>> {
    let mut models: Vec<ModelEntry> = notebook()?.models.into_iter().map(entry).collect();
    models.push(ModelEntry {
        id: "softmax".to_owned(),
        title: "Linear softmax, no hidden layer".to_owned(),
        architecture: Architecture {
            hidden: Vec::new(),
            activation: Activation::Relu,
            batch_norm: false,
            dropout: 0.0,
        },
        reported: None,
        history: Vec::new(),
    });
    Ok(models)
}

/// What the notebook concludes from its models, one sentence each, in its order.
///
/// # Errors
/// [`Error::Internal`] if the notebook's data does not parse.
pub fn observations() -> Result<Vec<String>> {
    Ok(notebook()?.observations)
}

/// The notebook's settings for one of the models on offer; none for another id.
///
/// # Errors
/// [`Error::Internal`] if the notebook's data does not parse.
pub fn notebook_config(model: &str, epochs: u32, seed: u32) -> Result<Option<RunConfig>> {
    let entry = models()?.into_iter().find(|entry| entry.id == model);
    Ok(entry.map(|entry| RunConfig {
        model: entry.id,
        architecture: entry.architecture,
        epochs,
        batch_size: 128,
        optimizer: OptimizerKind::Adam,
        learning_rate: 0.001,
        seed,
        callbacks: Callbacks::default(),
    }))
}

fn notebook() -> Result<Notebook> {
    serde_json::from_str(NOTEBOOK).map_err(|error| Error::Internal {
        reason: format!("notebook.json: {error}"),
    })
}

fn entry(model: NotebookModel) -> ModelEntry {
    let hidden = model.hidden.iter().map(|layer| HiddenLayer {
        units: layer.units,
        initialization: Initialization::Normal {
            stddev: layer.init_stddev,
        },
    });
    let reported = &model.reported;
    let history = model.history.iter();
    let history = history.map(
        |&(epoch, train_loss, train_accuracy, test_loss, test_accuracy)| NotebookEpoch {
            epoch,
            train_loss,
            train_accuracy,
            test_loss,
            // Some of the curves' accuracies were cut to three digits; the last one is printed
            // once more, in full, as the result.
            test_accuracy: match reported.test_accuracy {
                Some(printed) if epoch == NOTEBOOK_EPOCHS => printed,
                _ => test_accuracy,
            },
        },
    );
    let history = history.collect();
    ModelEntry {
        id: model.id,
        title: model.title,
        architecture: Architecture {
            hidden: hidden.collect(),
            activation: Activation::Relu,
            batch_norm: model.batch_norm,
            dropout: model.dropout,
        },
        reported: Some(Reported {
            test_loss: model.reported.test_loss,
            test_accuracy: model.reported.test_accuracy,
            train_loss: model.reported.train_loss,
            train_accuracy: model.reported.train_accuracy,
            microseconds_per_sample: model.reported.us_per_sample,
        }),
        history,
    }
}
