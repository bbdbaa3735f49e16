//! Strokes → 28×28 pixels as MNIST was made → probabilities.

use burn::tensor::activation::softmax;
use burn::tensor::{Device, Tensor, TensorData};

use crate::data::{PIXELS, raster};
use crate::error::{Error, Result, device_failed};
use crate::model::mlp::Mlp;
use crate::model::weights::floats;
use crate::protocol::Stroke;

/// Points that a drawing may have; a pen that is moved for an hour makes fewer.
const MAX_POINTS: usize = 100_000;

/// A drawing smaller than this share of the pad is a dot: scaled up, the twitch of a finger would
/// fill the image.
const DOT_EXTENT: f32 = 0.03;

/// What the network sees of a drawing: 28×28 row-major bytes, 0 = background, 255 = ink, centred
/// and scaled as MNIST's digits are.
///
/// # Errors
/// [`Error::NoInk`] if there is no point or a coordinate is not finite; [`Error::Message`] if there
/// are too many points, or not as many x as y.
pub fn pixels(strokes: &[Stroke]) -> Result<Vec<u8>> {
    let n_points: usize = strokes.iter().map(|stroke| stroke.x.len()).sum();
    let uneven = strokes
        .iter()
        .any(|stroke| stroke.x.len() != stroke.y.len());
    if uneven || n_points > MAX_POINTS {
        let reason = format!("a drawing has as many x as y, at most {MAX_POINTS}");
        return Err(Error::Message { reason });
    }
    let lines: Vec<Vec<[f32; 2]>> = strokes
        .iter()
        .map(|stroke| {
            stroke
                .x
                .iter()
                .zip(&stroke.y)
                .map(|(x, y)| [*x, *y])
                .collect()
        })
        .collect();
    let image = if extent(&lines) < DOT_EXTENT {
        raster::normalize(&[lines.into_iter().flatten().take(1).collect()])
    } else {
        raster::normalize(&lines)
    };
    Ok(image.ok_or(Error::NoInk)?.to_vec())
}

/// The larger of a drawing's width and height, as a fraction of the pad.
fn extent(lines: &[Vec<[f32; 2]>]) -> f32 {
    let extent_along = |axis: usize| {
        let values = lines.iter().flatten().map(|point| point[axis]);
        let (low, high) = values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        high - low
    };
    extent_along(0).max(extent_along(1))
}

/// Probabilities of images: `n · 784` bytes → `n · 10` numbers, each image's adding up to 1.
///
/// The network must be without autodiff.
///
/// # Errors
/// [`Error::DeviceFailed`]; [`Error::Diverged`] when a probability is not finite.
pub async fn probabilities(network: &Mlp, pixels: &[u8], device: &Device) -> Result<Vec<f64>> {
    let n_images = pixels.len() / PIXELS;
    let scaled: Vec<f32> = pixels
        .iter()
        .map(|pixel| f32::from(*pixel) / 255.0)
        .collect();
    let device = device.clone().without_autodiff();
    let images = Tensor::from_data(TensorData::new(scaled, [n_images, PIXELS]), &device);
    let answer = softmax(network.forward(images), 1);
    let data = answer.into_data_async().await.map_err(device_failed)?;
    let probabilities: Vec<f64> = floats(data)?.into_iter().map(f64::from).collect();
    if probabilities
        .iter()
        .all(|probability| probability.is_finite())
    {
        return Ok(probabilities);
    }
    Err(Error::Diverged)
}
