//! Drawings: strokes of any numbers → pixels.

use kindling::data::ImageFormat;
use kindling::predict::pixels;
use kindling::protocol::Stroke;

use super::{Bound, assert_named};

/// Images of other sizes than MNIST's that drawings become too.
const OTHER_SIZES: [(u32, u32); 4] = [(1, 1), (1, 64), (9, 5), (64, 64)];

/// A point has eight bytes of its own, twice while it is placed; a stroke is 24 bytes in a vector
/// that knows its size.
pub(super) const BOUND: Bound = Bound {
    per_byte: 24,
    base: 16 * 1024,
};

/// The same for images of up to 64×64 pixels: what is drawn is five bytes a pixel.
const OF_ANY_SIZE: Bound = Bound {
    base: 48 * 1024,
    ..BOUND
};

/// Strokes, one after the other: how many x, how many y, and these as f32 of any bits.
pub fn drawing(input: &[u8]) {
    let strokes = strokes(input);
    let is_even = strokes
        .iter()
        .all(|stroke| stroke.x.len() == stroke.y.len());
    let coordinates = || {
        strokes
            .iter()
            .flat_map(|stroke| stroke.x.iter().chain(&stroke.y))
    };
    let is_finite = coordinates().all(|value| value.is_finite());
    let has_points = coordinates().next().is_some();
    match BOUND.hold(input.len(), || pixels(&strokes, ImageFormat::MNIST)) {
        Err(error) => {
            assert_named(&error, &["no_ink", "message"]);
            assert_eq!(error.code() == "message", !is_even);
            assert!(
                !is_even || !is_finite || !has_points,
                "{error}: {strokes:?}"
            );
        }
        Ok(image) => {
            assert!(is_even && is_finite && has_points, "{strokes:?}");
            assert_eq!(image.len(), 28 * 28);
            assert!(image.iter().any(|ink| *ink > 200), "{strokes:?}");
            of_another_size(&strokes, input.len());
        }
    }
}

/// The same drawing as an image of another size.
fn of_another_size(strokes: &[Stroke], n_bytes: usize) {
    let (rows, columns) = OTHER_SIZES[n_bytes % OTHER_SIZES.len()];
    let format = ImageFormat {
        rows,
        columns,
        classes: 2,
    };
    let image = OF_ANY_SIZE.hold(n_bytes, || pixels(strokes, format));
    assert_eq!(image.map(|image| image.len()), Ok(format.n_pixels()));
}

fn strokes(input: &[u8]) -> Vec<Stroke> {
    let mut rest = input;
    let mut strokes = Vec::new();
    while let Some((&[n_x, n_y], after)) = rest.split_first_chunk() {
        rest = after;
        let mut values = |n: u8| {
            let (words, _) = rest.as_chunks();
            let taken = &words[..words.len().min(n.into())];
            rest = &rest[4 * taken.len()..];
            taken.iter().map(|word| f32::from_le_bytes(*word)).collect()
        };
        strokes.push(Stroke {
            x: values(n_x),
            y: values(n_y),
        });
    }
    strokes
}
