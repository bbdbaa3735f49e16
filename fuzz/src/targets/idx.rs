//! IDX files: images and labels.

use kindling::data::idx;

use super::{Bound, assert_named};

/// They are borrowed from the input; an error has a name and a few numbers.
const BOUND: Bound = Bound {
    per_byte: 0,
    base: 1024,
};

/// What either kind of file can be refused for.
const REFUSALS: [&str; 4] = ["web_page", "magic", "truncated", "too_long"];

/// A file of images.
pub fn idx_images(input: &[u8]) {
    match BOUND.hold(input.len(), || idx::images("file", input)) {
        Err(error) => assert_named(&error, &[&REFUSALS[..], &["image_size"]].concat()),
        Ok(pixels) => {
            let n_images = (pixels.len() / (28 * 28)) as u32;
            assert_eq!(
                written(&[idx::IMAGES_MAGIC, n_images, 28, 28], pixels),
                input
            );
        }
    }
}

/// A file of labels.
pub fn idx_labels(input: &[u8]) {
    match BOUND.hold(input.len(), || idx::labels("file", input)) {
        Err(error) => assert_named(&error, &[&REFUSALS[..], &["label"]].concat()),
        Ok(labels) => {
            assert!(labels.iter().all(|label| *label < 10));
            assert_eq!(
                written(&[idx::LABELS_MAGIC, labels.len() as u32], labels),
                input
            );
        }
    }
}

/// The file of a header and what follows it.
fn written(header: &[u32], body: &[u8]) -> Vec<u8> {
    let mut bytes: Vec<u8> = header.iter().flat_map(|word| word.to_be_bytes()).collect();
    bytes.extend_from_slice(body);
    bytes
}
