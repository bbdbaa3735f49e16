//! Unzipping and checksums by the browser itself, faster than the module's own would be.

use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultController, ReadableStreamDefaultReader};

use super::port::{scope, text_of};
use crate::data::gzip;
use crate::data::mnist::{self, File};
use crate::error::{Error, Result};

#[wasm_bindgen]
extern "C" {
    // web-sys has it only among its unstable types.
    type DecompressionStream;
    type CryptoScope;
    type Crypto;
    type SubtleCrypto;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> std::result::Result<DecompressionStream, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn crypto(this: &CryptoScope) -> Option<Crypto>;
    // Absent where the page is not secure, as on plain http.
    #[wasm_bindgen(method, getter)]
    fn subtle(this: &Crypto) -> Option<SubtleCrypto>;
    #[wasm_bindgen(method, catch)]
    fn digest(
        this: &SubtleCrypto,
        algorithm: &str,
        bytes: &Uint8Array,
    ) -> std::result::Result<Promise, JsValue>;
}

/// Zipped bytes that the browser is given at once. It unzips all that it is given before it hands
/// anything on, and a bomb makes a thousand bytes of each: of these, 16 MB at most.
pub const SLICE_BYTES: u32 = 16 * 1024;

/// Unzips one of MNIST's files where it is zipped, and proves that it is the published one.
///
/// # Errors
/// [`Error::Gzip`]; those of [`mnist::checked`].
pub async fn verified(file: &File, bytes: Vec<u8>) -> Result<Vec<u8>> {
    let bytes = if bytes.starts_with(&gzip::MAGIC) {
        let unzipped = unzipped(&bytes, file.size_bytes as usize).await;
        unzipped.map_err(|error| Error::Gzip {
            file: file.name.to_owned(),
            reason: text_of(&error),
        })?
    } else {
        bytes
    };
    let sha256 = begin_sha256(&Uint8Array::from(bytes.as_slice()));
    checked(file, bytes, sha256).await
}

/// Proves that bytes which were kept unzipped are the file; copied while the browser sums them up.
///
/// # Errors
/// Those of [`mnist::checked`].
pub async fn verified_kept(file: &File, bytes: &Uint8Array) -> Result<Vec<u8>> {
    let sha256 = begin_sha256(bytes);
    checked(file, bytes.to_vec(), sha256).await
}

async fn checked(file: &File, bytes: Vec<u8>, sha256: Option<Promise>) -> Result<Vec<u8>> {
    let digest = match sha256 {
        Some(digest) => JsFuture::from(digest).await.ok(),
        None => None,
    };
    let sha256 = match digest {
        Some(digest) => mnist::hexadecimal(&Uint8Array::new(&digest).to_vec()),
        None => mnist::sha256(&bytes),
    };
    mnist::checked(file, bytes, sha256)
}

/// At most one byte more than `most_bytes` of what is unzipped, so that a bomb ends early.
async fn unzipped(bytes: &[u8], most_bytes: usize) -> std::result::Result<Vec<u8>, JsValue> {
    let stream = unzipping(&in_slices(bytes)?)?;
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut unzipped = vec![0; gzip::room(bytes.len(), most_bytes)];
    let mut n_bytes = 0;
    while let Some(chunk) = next_chunk(JsFuture::from(reader.read()).await?)? {
        let room = unzipped.len() - n_bytes;
        let taken = chunk.subarray(0, (chunk.length() as usize).min(room) as u32);
        let end = n_bytes + taken.length() as usize;
        taken.copy_to(&mut unzipped[n_bytes..end]);
        n_bytes = end;
        if n_bytes > most_bytes {
            let _ = reader.cancel();
            break;
        }
    }
    unzipped.truncate(n_bytes);
    Ok(unzipped)
}

/// Bytes as a stream that gives a slice whenever it is asked for one.
fn in_slices(bytes: &[u8]) -> std::result::Result<ReadableStream, JsValue> {
    let bytes = Uint8Array::from(bytes);
    let mut start = 0;
    let pull = move |controller: ReadableStreamDefaultController| {
        let end = (start + SLICE_BYTES).min(bytes.length());
        if start == end {
            return controller.close();
        }
        let slice = bytes.subarray(start, end);
        start = end;
        controller.enqueue_with_chunk(&slice)
    };
    let pull = Closure::<dyn FnMut(_) -> std::result::Result<(), JsValue>>::new(pull);
    let source = Object::new();
    // The stream's to keep: it may ask once more after it was cancelled.
    Reflect::set(&source, &"pull".into(), &pull.into_js_value())?;
    ReadableStream::new_with_underlying_source(&source)
}

/// What a zipped stream holds.
///
/// # Errors
/// If the browser cannot unzip.
pub fn unzipping(zipped: &ReadableStream) -> std::result::Result<ReadableStream, JsValue> {
    let gzip = DecompressionStream::new("gzip")?;
    Ok(zipped.pipe_through(gzip.unchecked_ref()))
}

/// The chunk that a reader gave; none at the stream's end.
///
/// # Errors
/// If it is something else.
pub fn next_chunk(read: JsValue) -> std::result::Result<Option<Uint8Array>, JsValue> {
    if js_sys::Reflect::get(&read, &"done".into())?.is_truthy() {
        return Ok(None);
    }
    let value = js_sys::Reflect::get(&read, &"value".into())?;
    Ok(Some(value.dyn_into()?))
}

/// The browser's SHA-256, on its way; none where it gives none.
fn begin_sha256(bytes: &Uint8Array) -> Option<Promise> {
    let scope: &JsValue = &scope();
    let subtle = scope.unchecked_ref::<CryptoScope>().crypto()?.subtle()?;
    subtle.digest("SHA-256", bytes).ok()
}
