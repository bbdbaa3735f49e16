//! A visitor's own data: four files, told apart, put together and handed over.

use kindling::data::Dataset;
use kindling::data::idx::{Header, MAX_HEADER_BYTES};
use kindling::data::own::{Found, Own, Plan, check_promise};
use kindling::error::{Error, Result};

use super::{Bound, assert_named};

/// The contents are moved, not copied; an image is turned in a place beside it; names of files stand
/// in the plan, and in the note.
const BOUND: Bound = Bound {
    per_byte: 2,
    base: 16 * 1024,
};

/// Here all of it is copied first; of that, the test set and the labels are once more.
pub(super) const TAKING: Bound = Bound {
    per_byte: 3,
    base: 1024,
};

/// What files may be called, as a visitor's are.
const NAMES: [&str; 4] = ["train-x", "t10k-x", "x.test", "x"];

/// What own files can be refused for.
const REFUSALS: [&str; 3] = ["own_data", "truncated", "too_long"];

/// Four files: a byte that says whether images are transposed, one whose pairs of bits are their
/// names, then each file's length in two bytes, and the file.
pub fn own_data(input: &[u8]) {
    let Some((&[flags, names], rest)) = input.split_first_chunk() else {
        return;
    };
    let is_transposed = flags & 1 == 1;
    let files = files(names, rest);
    let read = BOUND.hold(input.len(), || put_together(&files, is_transposed));
    let own = match read {
        Err(error) => return assert_named(&error, &REFUSALS),
        Ok(own) => own,
    };
    assert_sound(&own.dataset);
    assert!(own.fingerprint.len() == 64 && own.note.len() < 2000);
    assert_handed_over(&own);
    assert_turned(&own, &files, is_transposed);
}

/// Each file's name and bytes.
fn files(names: u8, mut rest: &[u8]) -> Vec<(&'static str, &[u8])> {
    let mut files = Vec::new();
    while let (Some((length, after)), true) = (rest.split_first_chunk(), files.len() < 4) {
        let n_bytes = usize::from(u16::from_le_bytes(*length)).min(after.len());
        let (bytes, after) = after.split_at(n_bytes);
        let name = NAMES[usize::from(names >> (2 * files.len())) % NAMES.len()];
        files.push((name, bytes));
        rest = after;
    }
    files
}

/// What the worker does with files: first their headers, then what they need, then all of them.
fn put_together(files: &[(&str, &[u8])], is_transposed: bool) -> Result<Own> {
    let found = files.iter().map(|(name, bytes)| {
        let start = &bytes[..bytes.len().min(MAX_HEADER_BYTES)];
        Ok(Found {
            name: (*name).to_owned(),
            header: Header::of(name, start)?,
        })
    });
    let plan = Plan::of(&found.collect::<Result<Vec<_>>>()?)?;
    for on_gpu in [false, true] {
        plan.memory(on_gpu).check(1 << 30)?;
    }
    let mut contents: [Vec<u8>; 4] = Default::default();
    for ((index, found), content) in plan.order.iter().zip(&plan.files).zip(&mut contents) {
        let (name, bytes) = files[*index];
        let promised = found.header.file_bytes();
        check_promise(name, bytes.len() as u64, promised)?;
        // What is read is no longer than one byte more than what is promised.
        *content = bytes[..bytes.len().min(promised as usize + 1)].to_vec();
    }
    plan.dataset(contents, is_transposed)
}

/// What the engines rely on.
pub(super) fn assert_sound(dataset: &Dataset) {
    assert_eq!(dataset.train.format, dataset.test.format);
    for split in [&dataset.train, &dataset.test] {
        assert!(split.format.is_possible() && !split.is_empty());
        assert_eq!(split.images.len(), split.len() * split.format.n_pixels());
        let classes = split.format.n_classes();
        assert!(
            split
                .labels
                .iter()
                .all(|label| usize::from(*label) < classes)
        );
    }
}

/// The other worker takes it over as it is; a byte less, or a label too high, and it does not.
fn assert_handed_over(own: &Own) {
    let bytes = handed_over(own);
    let taken = TAKING.hold(bytes.len(), || Dataset::own(bytes.clone()));
    assert_eq!(taken.as_ref(), Ok(&own.dataset));
    let mut spoilt = bytes.clone();
    spoilt.pop();
    let refused = Dataset::own(spoilt);
    assert!(matches!(refused, Err(Error::Message { .. })), "{refused:?}");
    let mut spoilt = bytes;
    if let Some(label) = spoilt.last_mut() {
        *label = own.dataset.test.format.classes as u8;
    }
    let refused = Dataset::own(spoilt);
    assert!(matches!(refused, Err(Error::Message { .. })), "{refused:?}");
}

fn handed_over(own: &Own) -> Vec<u8> {
    [&own.head()[..], &own.parts().concat()].concat()
}

/// Transposed or not, it is the same images, rows for columns, and other data.
fn assert_turned(own: &Own, files: &[(&str, &[u8])], is_transposed: bool) {
    let Ok(turned) = put_together(files, !is_transposed) else {
        panic!("{} is read only if transposed is {is_transposed}", own.note);
    };
    assert_ne!(own.fingerprint, turned.fingerprint);
    let (one, other) = (&own.dataset.test, &turned.dataset.test);
    let (rows, columns) = (one.format.rows as usize, one.format.columns as usize);
    assert_eq!(one.labels, other.labels);
    let pairs = one.images.chunks(rows * columns);
    for (image, turned) in pairs.zip(other.images.chunks(rows * columns)) {
        for (index, pixel) in image.iter().enumerate() {
            let (row, column) = (index / columns, index % columns);
            assert_eq!(turned[column * rows + row], *pixel);
        }
    }
}
