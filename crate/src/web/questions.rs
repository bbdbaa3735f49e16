//! Questions of the page about architectures, drawings, digits and weights, and their answers.

use super::current::Current;
use super::logger::check_device;
use super::opening::Opened;
use super::port::{post, post_failure};
use crate::data::ImageFormat;
use crate::error::{Error, Result};
use crate::inspect::digits::digits;
use crate::inspect::first_layer::first_layer;
use crate::model::config::check_architecture;
use crate::model::summary::summary;
use crate::predict;
use crate::protocol::{Architecture, Command, DigitSelection, Event, FailureScope, Stroke};
use crate::train::model_file;

/// Answers [`Command::Summarize`] for a network that reads images of `format`.
///
/// # Errors
/// [`Error::Setting`].
pub fn summarize(request_id: u32, architecture: &Architecture, format: ImageFormat) -> Result<()> {
    check_architecture(architecture)?;
    post(&Event::Summary {
        request_id,
        summary: summary(architecture, format),
    });
    Ok(())
}

/// Answers [`Command::Predict`]; `trained` is the run whose network has learned something, and
/// without one the drawing becomes an image of `format`.
///
/// # Errors
/// Those of [`predict::pixels`] and [`predict::probabilities`].
pub async fn predict(
    request_id: u32,
    strokes: &[Stroke],
    trained: Option<&mut Current>,
    format: ImageFormat,
) -> Result<()> {
    let network = trained.as_ref();
    let format = network.map_or(format, |current| current.run.trainer().format());
    let pixels = predict::pixels(strokes, format)?;
    let probabilities = match trained {
        None => None,
        Some(current) => {
            let read = predict::probabilities(current.run.trainer_mut(), &pixels).await;
            check_device(current.kind)?;
            Some(read?)
        }
    };
    post(&Event::Prediction {
        request_id,
        format,
        pixels,
        probabilities,
    });
    Ok(())
}

/// Answers [`Command::SaveModel`]; `trained` is the run whose network has learned something.
///
/// # Errors
/// [`Error::Untimely`] if there is none; [`Error::DeviceFailed`].
pub async fn save_model(request_id: u32, trained: Option<&Current>) -> Result<()> {
    let current = trained.ok_or(Error::Untimely {
        command: "Download model",
        reason: "nothing is trained yet",
    })?;
    let config = current.run.config();
    let bytes = model_file::to_bytes(config, current.run.trainer()).await;
    check_device(current.kind)?;
    post(&Event::Model {
        request_id,
        file_name: format!("{}.safetensors", config.model),
        bytes: bytes?,
    });
    Ok(())
}

/// Answers [`Command::ShowDigits`]; `current` is the last run, whose answers count as long as its
/// data is open.
///
/// # Errors
/// Those of [`digits`].
pub fn show_digits(
    request_id: u32,
    selection: DigitSelection,
    max_digits: u32,
    opened: Option<&Opened>,
    current: Option<&Current>,
) -> Result<()> {
    let opened = opened.ok_or(Error::Untimely {
        command: "Showing digits",
        reason: "the data is not there yet",
    })?;
    let answering = current.filter(|current| current.has_data);
    let answers = answering.map_or(&[][..], |current| current.run.answers());
    let (n_digits, digits) = digits(selection, max_digits, &opened.data, answers)?;
    post(&Event::Digits {
        request_id,
        format: opened.data.train.format(),
        n_digits,
        digits,
    });
    Ok(())
}

/// Answers [`Command::ShowFirstLayer`]; also before training, with the initial weights.
///
/// # Errors
/// [`Error::Untimely`] if there is no run; those of [`first_layer`].
pub async fn show_first_layer(
    request_id: u32,
    first_unit: u32,
    max_units: u32,
    current: Option<&Current>,
) -> Result<()> {
    let current = current.ok_or(Error::Untimely {
        command: "Showing the first layer",
        reason: "there is no network yet",
    })?;
    let tensors = current.run.trainer().network_tensors().await;
    check_device(current.kind)?;
    let layer = first_layer(&tensors?, first_unit, max_units)?;
    post(&Event::FirstLayer {
        request_id,
        format: current.run.trainer().format(),
        n_units: layer.n_units,
        first_unit,
        largest_weight: layer.largest_weight,
        images: layer.images,
    });
    Ok(())
}

/// Answers what needs neither device nor data; gives back what must wait for them.
pub fn answer_without_device(
    command: Result<Command>,
    has_network: bool,
    format: ImageFormat,
) -> Option<Result<Command>> {
    let answered = match command {
        Ok(Command::Summarize {
            request_id,
            architecture,
        }) => summarize(request_id, &architecture, format),
        Ok(Command::Predict {
            request_id,
            strokes,
        }) if !has_network => predict::pixels(&strokes, format).map(|pixels| {
            post(&Event::Prediction {
                request_id,
                format,
                pixels,
                probabilities: None,
            });
        }),
        Err(error) => Err(error),
        later => return Some(later),
    };
    if let Err(error) = answered {
        post_failure(None, FailureScope::Command, &error);
    }
    None
}
