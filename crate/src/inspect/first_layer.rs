//! The first layer's weights as images: one for each unit, as large as the network's input.

use super::digits::{MAX_IMAGES, check};
use crate::data::PIXELS;
use crate::error::Result;
use crate::model::mlp::Mlp;
use crate::model::weights::Reading;

/// What some units of the first layer look for.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstLayer {
    /// Units of the layer.
    pub n_units: u32,
    /// The largest weight of the units shown, regardless of its sign.
    pub largest_weight: f64,
    /// 784 bytes for each unit shown: 128 + 127 · weight / `largest_weight`, rounded.
    pub images: Vec<u8>,
}

/// The images of at most `max_units` units from `first_unit` on. Without hidden layers the first
/// layer is the output.
///
/// # Errors
/// [`Error::Message`](crate::error::Error::Message) if there is no such unit or `max_units` is not
/// 1 to [`MAX_IMAGES`]; [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
pub async fn first_layer(network: &Mlp, first_unit: u32, max_units: u32) -> Result<FirstLayer> {
    let dense = network.hidden.first().map(|layer| &layer.dense);
    let kernel = &dense.unwrap_or(&network.output).kernel;
    let n_units = kernel.dims()[1];
    let first = first_unit as usize;
    check(first < n_units, || {
        format!("unit {first_unit} of the first layer is not among its {n_units}")
    })?;
    check((1..=MAX_IMAGES).contains(&max_units), || {
        format!("1 to {MAX_IMAGES} units can be shown at once, not {max_units}")
    })?;
    let last = (first + max_units as usize).min(n_units);
    let mut reading = Reading::default();
    reading.add(
        String::new(),
        &kernel.clone().slice([0..PIXELS, first..last]),
    );
    let read = reading.finish().await?;
    let weights = read.first().map_or(&[][..], |tensor| &tensor.values);
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
