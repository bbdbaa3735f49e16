//! Which of four files holds what.

use super::{Found, Problem};
use crate::data::idx::Header;

/// What a name says about its file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hint {
    Train,
    Test,
    None,
}

/// The files that hold training images, training labels, test images and test labels.
pub(super) fn of(files: &[Found]) -> Result<[usize; 4], Problem> {
    let with = |is_wanted: fn(&Header) -> bool| -> Vec<usize> {
        let indices = 0..files.len();
        indices
            .filter(|index| is_wanted(&files[*index].header))
            .collect()
    };
    let images = with(|header| matches!(header, Header::Images { .. }));
    let labels = with(|header| matches!(header, Header::Labels { .. }));
    let (&[a, b], &[c, d]) = (images.as_slice(), labels.as_slice()) else {
        return Err(Problem::Files {
            n_files: files.len(),
            n_images: images.len(),
            n_labels: labels.len(),
        });
    };
    let count = |index: usize| files[index].header.n_items();
    // Most images train; labels go with as many images.
    let by_count = |pair: [usize; 2], first: u64| match pair.map(count) {
        [one, other] if one == other => None,
        [one, _] if one == first => Some(pair),
        _ => Some([pair[1], pair[0]]),
    };
    let images = by_names(files, [a, b]);
    let labels = by_names(files, [c, d]);
    let most = count(a).max(count(b));
    let images = match (images, labels) {
        (Some(images), _) => Some(images),
        (None, Some(labels)) => by_count([a, b], count(labels[0])),
        (None, None) => by_count([a, b], most),
    };
    let Some(images) = images else {
        return Err(ambiguous(files, [a, b]));
    };
    let labels = labels.or_else(|| by_count([c, d], count(images[0])));
    let labels = labels.ok_or_else(|| ambiguous(files, [c, d]))?;
    Ok([images[0], labels[0], images[1], labels[1]])
}

/// The pair, training data first, as far as the names tell.
fn by_names(files: &[Found], pair: [usize; 2]) -> Option<[usize; 2]> {
    match pair.map(|index| hint(&files[index].name)) {
        [Hint::Train, Hint::Test | Hint::None] | [Hint::None, Hint::Test] => Some(pair),
        [Hint::Test, Hint::Train | Hint::None] | [Hint::None, Hint::Train] => {
            Some([pair[1], pair[0]])
        }
        _ => None,
    }
}

fn hint(name: &str) -> Hint {
    let name = name.to_lowercase();
    let says = |word: &str| name.contains(word);
    match (says("train"), says("test") || says("t10k")) {
        (true, false) => Hint::Train,
        (false, true) => Hint::Test,
        _ => Hint::None,
    }
}

fn ambiguous(files: &[Found], [one, other]: [usize; 2]) -> Problem {
    Problem::Ambiguous {
        one: files[one].name.clone(),
        other: files[other].name.clone(),
    }
}
