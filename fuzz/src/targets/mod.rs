//! One target for each parser: what it must hold on any bytes.
//!
//! A target panics where it does not hold. Besides the absence of panics in the parser itself:
//! what is refused is refused by a named error that fits on a page; what is accepted is the same
//! when it is written and read again; and what is allocated is bounded by a linear function of
//! the input's length ([`Bound`]).

mod checkpoint;
mod command;
mod drawing;
mod gzip;
mod idx;
mod model_file;
mod own_data;
mod run_file;
mod tensor_bytes;

pub use checkpoint::checkpoint;
pub use command::command;
pub use drawing::drawing;
pub use gzip::gzip;
pub use idx::{idx_images, idx_labels};
use kindling::error::Error;
pub use model_file::model_file;
pub use own_data::own_data;
pub use run_file::run_file;

use crate::allocation::counted;

/// A target and its name, which is also that of its folder of the corpus.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 9] = [
    ("idx_images", idx_images),
    ("idx_labels", idx_labels),
    ("gzip", gzip),
    ("own_data", own_data),
    ("model_file", model_file),
    ("checkpoint", checkpoint),
    ("run_file", run_file),
    ("command", command),
    ("drawing", drawing),
];

/// Most bytes that a parser may hold at once, as a function of its input's length. All that it
/// asks for, given back or not, may be [`Bound::TOTALS`] times as much.
#[derive(Clone, Copy, Debug)]
struct Bound {
    /// For each byte of the input.
    per_byte: usize,
    /// Whatever the input is.
    base: usize,
}

impl Bound {
    /// A vector that doubles until it is full asks for twice what it is; texts are read twice, and
    /// values are copied into other forms.
    const TOTALS: usize = 4;

    /// Does something with an input of `n_bytes`, and panics if it allocated more than it may.
    fn hold<T>(self, n_bytes: usize, act: impl FnOnce() -> T) -> T {
        let (result, allocated) = counted(act);
        let most = self.base + self.per_byte * n_bytes;
        assert!(
            allocated.peak_bytes <= most && allocated.total_bytes <= Self::TOTALS * most,
            "{allocated:?} for {n_bytes} bytes, more than {self:?}"
        );
        result
    }
}

/// Most characters of a message: what it repeats from outside is cut.
const MAX_MESSAGE: usize = 500;

/// Panics unless an error is one of those named, and a visitor can read it.
fn assert_named(error: &Error, codes: &[&str]) {
    assert!(
        codes.contains(&error.code()),
        "{error:?} is not of {codes:?}"
    );
    let text = error.to_string();
    assert!(text.chars().count() <= MAX_MESSAGE, "{text}");
    assert!(!error.advice().is_empty());
}
