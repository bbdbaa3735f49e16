//! The first layer's weights as images: one for each unit, as large as the network's input.

use super::digits::{MAX_IMAGES, check};
use crate::error::{Error, Result};
use crate::model::tensors::{HostTensor, kernel_name};

/// What some units of the first layer look for.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstLayer {
    /// Units of the layer.
    pub n_units: u32,
    /// The largest weight of the units shown, regardless of its sign.
    pub largest_weight: f64,
    /// A byte for each pixel of each unit shown: 128 + 127 · weight / `largest_weight`, rounded.
    pub images: Vec<u8>,
}

/// The images of at most `max_units` units from `first_unit` on. Without hidden layers the first
/// layer is the output.
///
/// # Errors
/// [`Error::Message`] if there is no such unit or `max_units` is not
/// 1 to [`MAX_IMAGES`]; [`Error::Internal`] if the first layer's kernel is not among `tensors`.
pub fn first_layer(tensors: &[HostTensor], first_unit: u32, max_units: u32) -> Result<FirstLayer> {
    let name = kernel_name(0);
    let kernel = tensors.iter().find(|tensor| tensor.name == name);
    let kernel = kernel.ok_or_else(|| Error::internal(format!("{name} is missing")))?;
    let n_units = kernel.shape[1];
    let first = first_unit as usize;
    check(first < n_units, || {
        format!("unit {first_unit} of the first layer is not among its {n_units}")
    })?;
    check((1..=MAX_IMAGES).contains(&max_units), || {
        format!("1 to {MAX_IMAGES} units can be shown at once, not {max_units}")
    })?;
    let last = (first + max_units as usize).min(n_units);
    let rows = kernel.values.chunks_exact(n_units);
    let weights: Vec<f32> = rows.flat_map(|row| row[first..last].to_vec()).collect();
    let largest = weights
        .iter()
        .fold(0.0_f32, |most, weight| most.max(weight.abs()));
    let n_shown = last - first;
    let pixels = (0..n_shown).flat_map(|unit| weights.iter().skip(unit).step_by(n_shown));
    Ok(FirstLayer {
        n_units: n_units as u32,
        largest_weight: f64::from(largest),
        images: pixels.map(|weight| byte(*weight, largest)).collect(),
    })
}

fn byte(weight: f32, largest: f32) -> u8 {
    if largest == 0.0 {
        return 128;
    }
    (128.0 + 127.0 * weight / largest).round() as u8
}
