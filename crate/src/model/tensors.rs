//! A network's tensors on the host: their names, their shapes, and what they begin as.

use rand_distr::{Distribution as _, Normal, Uniform};

use crate::data::ImageFormat;
use crate::error::{Error, Result};
use crate::protocol::{Architecture, Initialization};
use crate::random::{Purpose, generator};

/// A tensor on the host.
#[derive(Clone, Debug, PartialEq)]
pub struct HostTensor {
    /// Such as `dense0.kernel` or `batch_norm1.moving_mean`.
    pub name: String,
    /// Its sizes.
    pub shape: Vec<usize>,
    /// Its values, row-major.
    pub values: Vec<f32>,
}

/// What files call the kernel `[inputs, units]` of a dense layer, counted from 0.
pub fn kernel_name(layer: usize) -> String {
    format!("dense{layer}.kernel")
}

/// What files call the bias `[units]` of a dense layer, counted from 0.
pub fn bias_name(layer: usize) -> String {
    format!("dense{layer}.bias")
}

/// What files and messages call a dense layer, counted from 0.
pub fn layer_name(layer: usize) -> String {
    format!("dense{layer}")
}

/// The layer of a tensor's name, such as `batch_norm1` of `batch_norm1.gamma`.
pub fn layer_of(tensor: &str) -> String {
    let layer = tensor.split('.').next();
    layer.unwrap_or(tensor).to_owned()
}

/// What a batch normalisation keeps, each `[units]`, in the order of files: the first two are
/// trained, the last two move with the batches.
pub const BATCH_NORM_TENSORS: [&str; 4] = ["gamma", "beta", "moving_mean", "moving_variance"];

/// What files call a tensor of a hidden layer's batch normalisation, counted from 0.
pub fn batch_norm_name(layer: usize, tensor: &str) -> String {
    format!("batch_norm{layer}.{tensor}")
}

/// Inputs and units of each dense layer, first to last; the last one gives the logits.
pub fn dense_sizes(architecture: &Architecture, format: ImageFormat) -> Vec<(usize, usize)> {
    let units = architecture.hidden.iter().map(|layer| layer.units as usize);
    let mut inputs = format.n_pixels();
    units
        .chain([format.n_classes()])
        .map(|units| (std::mem::replace(&mut inputs, units), units))
        .collect()
}

/// Names and shapes of a network's tensors, in the order of files.
pub fn shapes(architecture: &Architecture, format: ImageFormat) -> Vec<(String, Vec<usize>)> {
    let mut shapes = Vec::new();
    for (layer, (inputs, units)) in dense_sizes(architecture, format).into_iter().enumerate() {
        shapes.push((kernel_name(layer), vec![inputs, units]));
        shapes.push((bias_name(layer), vec![units]));
        if architecture.batch_norm && layer < architecture.hidden.len() {
            let names = BATCH_NORM_TENSORS.into_iter();
            shapes.extend(names.map(|name| (batch_norm_name(layer, name), vec![units])));
        }
    }
    shapes
}

/// The tensors of a fresh network, in the order of files: kernels drawn as the architecture says,
/// the output layer's Glorot uniform as in the notebook, biases zero, batch normalisation as
/// Keras begins it. The same seed gives the same weights on every device.
///
/// # Errors
/// [`Error::Internal`] if a standard deviation is impossible, which
/// [`check_architecture`](super::config::check_architecture) would have refused.
pub fn initial(
    architecture: &Architecture,
    format: ImageFormat,
    seed: u32,
) -> Result<Vec<HostTensor>> {
    let mut tensors = Vec::new();
    let sizes = dense_sizes(architecture, format);
    for (layer, (inputs, units)) in sizes.into_iter().enumerate() {
        let hidden = architecture.hidden.get(layer);
        let initialization = hidden.map_or(Initialization::Glorot {}, |h| h.initialization);
        tensors.push(HostTensor {
            name: kernel_name(layer),
            shape: vec![inputs, units],
            values: kernel(initialization, inputs, units, (seed, layer as u32))?,
        });
        let constant = |name, value| HostTensor {
            name,
            shape: vec![units],
            values: vec![value; units],
        };
        tensors.push(constant(bias_name(layer), 0.0));
        if architecture.batch_norm && hidden.is_some() {
            let begins = BATCH_NORM_TENSORS.into_iter().zip([1.0, 0.0, 0.0, 1.0]);
            tensors
                .extend(begins.map(|(name, value)| constant(batch_norm_name(layer, name), value)));
        }
    }
    Ok(tensors)
}

/// The initial kernel `[inputs, units]` of a layer; `stream` is the seed and the layer's index.
fn kernel(
    initialization: Initialization,
    inputs: usize,
    units: usize,
    (seed, layer): (u32, u32),
) -> Result<Vec<f32>> {
    let generator = generator(seed, Purpose::Initialisation { layer });
    let n_weights = inputs * units;
    let normal = |stddev: f64| Normal::new(0.0_f32, stddev as f32).map_err(Error::internal);
    let normal = match initialization {
        Initialization::Normal { stddev } => normal(stddev)?,
        Initialization::He {} => normal((2.0 / inputs as f64).sqrt())?,
        Initialization::Glorot {} => {
            let limit = (6.0 / (inputs + units) as f64).sqrt() as f32;
            let uniform = Uniform::new_inclusive(-limit, limit).map_err(Error::internal)?;
            return Ok(uniform.sample_iter(generator).take(n_weights).collect());
        }
    };
    Ok(normal.sample_iter(generator).take(n_weights).collect())
}

/// The values of the tensor of that name.
///
/// # Errors
/// [`Error::Checkpoint`] if it is missing or of another shape.
pub fn values_of<'a>(tensors: &'a [HostTensor], name: &str, shape: &[usize]) -> Result<&'a [f32]> {
    let tensor = tensors.iter().find(|tensor| tensor.name == name);
    let tensor = tensor.ok_or_else(|| Error::Checkpoint {
        reason: format!("{name} is missing"),
    })?;
    if tensor.shape != shape || tensor.values.len() != shape.iter().product::<usize>() {
        return Err(Error::Checkpoint {
            reason: format!("{name} is {:?}, expected {shape:?}", tensor.shape),
        });
    }
    Ok(&tensor.values)
}
