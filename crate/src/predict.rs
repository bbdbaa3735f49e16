//! Strokes → pixels as MNIST was made → probabilities.

use crate::data::{ImageFormat, raster};
use crate::engine::Trainer;
use crate::error::{Error, Result};
use crate::protocol::Stroke;

/// Points that a drawing may have; a pen that is moved for an hour makes fewer.
const MAX_POINTS: usize = 100_000;

/// A drawing smaller than this share of the pad is a dot: scaled up, the twitch of a finger would
/// fill the image.
const DOT_EXTENT: f32 = 0.03;

/// What a network that reads images of `format` sees of a drawing: row-major bytes, 0 = background,
/// 255 = ink, centred and scaled as MNIST's digits are.
///
/// # Errors
/// [`Error::NoInk`] if there is no point or a coordinate is not finite; [`Error::Message`] if there
/// are too many points, or not as many x as y.
pub fn pixels(strokes: &[Stroke], format: ImageFormat) -> Result<Vec<u8>> {
    let n_points: usize = strokes.iter().map(|stroke| stroke.x.len()).sum();
    let uneven = strokes
        .iter()
        .any(|stroke| stroke.x.len() != stroke.y.len());
    if uneven || n_points > MAX_POINTS {
        let reason = format!("a drawing has as many x as y, at most {MAX_POINTS}");
        return Err(Error::Message { reason });
    }
    let mut coordinates = strokes
        .iter()
        .flat_map(|stroke| stroke.x.iter().chain(&stroke.y));
    if !coordinates.all(|coordinate| coordinate.is_finite()) {
        return Err(Error::NoInk);
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
        raster::normalize(&[lines.into_iter().flatten().take(1).collect()], format)
    } else {
        raster::normalize(&lines, format)
    };
    image.ok_or(Error::NoInk)
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

/// Probabilities of images: `n · pixels` bytes → `n · classes` numbers, each image's adding up to 1.
///
/// # Errors
/// [`Error::DeviceFailed`]; [`Error::Diverged`] when a probability is not finite.
pub async fn probabilities(trainer: &mut Trainer, pixels: &[u8]) -> Result<Vec<f64>> {
    let probabilities = trainer.probabilities(pixels).await?;
    if probabilities
        .iter()
        .all(|probability| probability.is_finite())
    {
        return Ok(probabilities);
    }
    Err(Error::Diverged)
}
