//! Run files, as JSON.

use kindling::run_file::RunFile;

use super::{Bound, assert_named};

/// The shortest record of an epoch is a list of 14 bytes, and takes 48 in a vector that may have
/// just doubled.
const BOUND: Bound = Bound {
    per_byte: 16,
    base: 4096,
};

/// A run file's text. Bytes that are none never come to the parser.
pub fn run_file(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    match BOUND.hold(text.len(), || RunFile::from_json(&text)) {
        Err(error) => assert_named(&error, &["run_file"]),
        Ok(file) => {
            let written = file.to_json();
            let again = written.and_then(|json| RunFile::from_json(&json));
            assert_eq!(again, Ok(file));
        }
    }
}
