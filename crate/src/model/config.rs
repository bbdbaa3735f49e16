//! What settings are possible, and the messages about those that are not.

use crate::data::ImageFormat;
use crate::error::{Error, Result, shortened};
use crate::protocol::{Architecture, Initialization, Limits, RunConfig};
use crate::train::callbacks::check_callbacks;

/// Keras's `BatchNormalization` default: the weight of the *old* moving statistics.
pub const BATCH_NORM_MOMENTUM: f64 = 0.99;
/// Keras's `BatchNormalization` default.
pub const BATCH_NORM_EPSILON: f64 = 1e-3;

/// What bounds the settings. The page shows these numbers, the worker enforces them.
pub const LIMITS: Limits = Limits {
    max_epochs: 1000,
    max_learning_rate: 10.0,
    max_hidden_layers: 8,
    max_units: 2048,
    max_init_stddev: 10.0,
};

/// Checks an architecture.
///
/// # Errors
/// [`Error::Setting`], naming the setting and its range.
pub fn check_architecture(architecture: &Architecture) -> Result<()> {
    let n_hidden = architecture.hidden.len();
    check(
        "Hidden layers",
        n_hidden,
        n_hidden <= LIMITS.max_hidden_layers as usize,
        || format!("at most {}", LIMITS.max_hidden_layers),
    )?;
    for layer in &architecture.hidden {
        check(
            "Units of a hidden layer",
            layer.units,
            (1..=LIMITS.max_units).contains(&layer.units),
            || format!("a whole number from 1 to {}", LIMITS.max_units),
        )?;
        if let Initialization::Normal { stddev } = layer.initialization {
            check(
                "Initial standard deviation",
                stddev,
                stddev > 0.0 && stddev <= LIMITS.max_init_stddev,
                || format!("above 0 and at most {}", LIMITS.max_init_stddev),
            )?;
        }
    }
    check(
        "Dropout",
        architecture.dropout,
        (0.0..1.0).contains(&architecture.dropout),
        || "at least 0 and below 1".to_owned(),
    )
}

/// Checks the id of a run's model, which names files.
///
/// # Errors
/// [`Error::Setting`].
pub fn check_model(config: &RunConfig) -> Result<()> {
    let is_id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    check(
        "Model",
        &config.model,
        (1..=40).contains(&config.model.len()) && config.model.bytes().all(is_id),
        || "the id of a model on offer, or custom".to_owned(),
    )
}

/// Checks a run's settings against the images that there are to train on: what they are, and how
/// many.
///
/// # Errors
/// [`Error::Setting`], naming the setting and its range.
pub fn check_run(config: &RunConfig, format: ImageFormat, n_train: usize) -> Result<()> {
    check_model(config)?;
    check_architecture(&config.architecture)?;
    check_epochs("Epochs", config.epochs)?;
    check(
        "Batch size",
        config.batch_size,
        (1..=n_train).contains(&(config.batch_size as usize)),
        || format!("a whole number from 1 to {n_train}, the number of training images"),
    )?;
    let largest = largest_batch(&config.architecture, format);
    check(
        "Batch size",
        config.batch_size,
        config.batch_size as usize <= largest,
        || format!("at most {largest} with layers this wide, to fit a tab's memory"),
    )?;
    check_learning_rate(config.learning_rate)?;
    check_callbacks(&config.callbacks)
}

/// Checks a number of epochs.
///
/// # Errors
/// [`Error::Setting`].
pub fn check_epochs(setting: &'static str, epochs: u32) -> Result<()> {
    check(
        setting,
        epochs,
        (1..=LIMITS.max_epochs).contains(&epochs),
        || format!("a whole number from 1 to {}", LIMITS.max_epochs),
    )
}

/// Checks a learning rate.
///
/// # Errors
/// [`Error::Setting`].
pub fn check_learning_rate(learning_rate: f64) -> Result<()> {
    check(
        "Learning rate",
        learning_rate,
        learning_rate > 0.0 && learning_rate <= LIMITS.max_learning_rate,
        || format!("above 0 and at most {}", LIMITS.max_learning_rate),
    )
}

/// Numbers that a step may keep at once: 1 GiB of f32, of the 4 GiB that a module can address.
const MAX_STEP_FLOATS: usize = 1 << 28;
/// Numbers that a step keeps per image and unit, with batch norm and dropout: outputs of the dense
/// layer, ReLU, batch norm and dropout, its mask, and gradients on their way back.
const FLOATS_PER_UNIT: usize = 8;

/// Images of a batch at most: a GPU's dispatch has at most 65,535 workgroups, of four images each
/// where pixels are gathered. Only tiny images come that far.
const MAX_BATCH: usize = 4 * 65_535;

/// The largest batch whose step fits the memory of a tab.
fn largest_batch(architecture: &Architecture, format: ImageFormat) -> usize {
    let units: usize = architecture
        .hidden
        .iter()
        .map(|layer| layer.units as usize)
        .sum();
    let floats = format.n_pixels() + FLOATS_PER_UNIT * (units + format.n_classes());
    (MAX_STEP_FLOATS / floats).min(MAX_BATCH)
}

/// Refuses a setting unless it holds.
///
/// # Errors
/// [`Error::Setting`].
pub(crate) fn check(
    setting: &'static str,
    value: impl std::fmt::Display,
    holds: bool,
    allowed: impl FnOnce() -> String,
) -> Result<()> {
    if holds {
        return Ok(());
    }
    Err(Error::Setting {
        setting,
        value: shortened(value),
        allowed: allowed(),
    })
}
