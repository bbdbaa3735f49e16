//! The models on offer: the notebook's, with what it printed, and a linear one.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::protocol::{Architecture, HiddenLayer, ModelEntry, Reported};

/// The notebook as data: models, settings, printed figures.
const NOTEBOOK: &str = include_str!("../../notebook.json");

#[derive(Deserialize)]
struct Notebook {
    models: Vec<NotebookModel>,
}

#[derive(Deserialize)]
struct NotebookModel {
    id: String,
    title: String,
    hidden: Vec<HiddenLayer>,
    batch_norm: bool,
    dropout: f64,
    reported: NotebookFigures,
}

#[derive(Deserialize)]
struct NotebookFigures {
    test_loss: f64,
    test_accuracy: Option<f64>,
    train_loss: f64,
    train_accuracy: f64,
}

/// The models on offer, in the order to show them: the notebook's seven, then `softmax`.
///
/// # Errors
/// [`Error::Internal`] if the notebook's data does not parse.
pub fn models() -> Result<Vec<ModelEntry>> {
    let notebook: Notebook = serde_json::from_str(NOTEBOOK).map_err(|error| Error::Internal {
        reason: format!("notebook.json: {error}"),
    })?;
    let mut models: Vec<ModelEntry> = notebook.models.into_iter().map(entry).collect();
    models.push(ModelEntry {
        id: "softmax".to_owned(),
        title: "Linear softmax, no hidden layer".to_owned(),
        architecture: Architecture {
            hidden: Vec::new(),
            batch_norm: false,
            dropout: 0.0,
        },
        reported: None,
    });
    Ok(models)
}

fn entry(model: NotebookModel) -> ModelEntry {
    ModelEntry {
        id: model.id,
        title: model.title,
        architecture: Architecture {
            hidden: model.hidden,
            batch_norm: model.batch_norm,
            dropout: model.dropout,
        },
        reported: Some(Reported {
            test_loss: model.reported.test_loss,
            test_accuracy: model.reported.test_accuracy,
            train_loss: model.reported.train_loss,
            train_accuracy: model.reported.train_accuracy,
        }),
    }
}
