//! Gzip: how large a file can become, and unzipping where no browser does it.

#[cfg(not(target_arch = "wasm32"))]
use crate::error::{Error, Result};

/// What a gzipped file begins with.
pub const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Most bytes that a zipped byte can become: 258 for two bits.
///
/// Source: <https://www.zlib.net/zlib_tech.html>, "Maximum Compression Factor".
pub(crate) const MOST_BYTES_A_BYTE: usize = 1032;

/// Room for what `n_zipped` bytes become, unless that is more than `most_bytes`: then one byte
/// more, which shows that there is more. A short file gets little, whatever it is said to hold.
pub fn room(n_zipped: usize, most_bytes: usize) -> usize {
    let possible = n_zipped.saturating_mul(MOST_BYTES_A_BYTE);
    possible.min(most_bytes.saturating_add(1))
}

/// Unzips a file, but no more than one byte beyond `most_bytes`, so that a bomb ends early.
/// `file` is the name to use in messages.
///
/// # Errors
/// [`Error::Gzip`] if the stream is damaged or cut, or if something follows it: another member
/// too, which browsers refuse as well.
#[cfg(not(target_arch = "wasm32"))]
pub fn unzipped(file: &str, bytes: &[u8], most_bytes: usize) -> Result<Vec<u8>> {
    use std::io::Read;

    let damaged = |reason: String| Error::Gzip {
        file: file.to_owned(),
        reason,
    };
    let mut unzipped = Vec::with_capacity(room(bytes.len(), most_bytes));
    let mut decoder = flate2::bufread::GzDecoder::new(bytes);
    (&mut decoder)
        .take((most_bytes as u64).saturating_add(1))
        .read_to_end(&mut unzipped)
        .map_err(|error| damaged(error.to_string()))?;
    let n_left = decoder.into_inner().len();
    if unzipped.len() <= most_bytes && n_left > 0 {
        return Err(damaged(format!("{n_left} bytes follow its end")));
    }
    Ok(unzipped)
}
