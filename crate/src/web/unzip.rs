//! Unzipping and checksums by the browser itself, faster than the module's own would be.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader, Response};

use super::port::{scope, text_of};
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
    ) -> std::result::Result<js_sys::Promise, JsValue>;
}

/// Unzips one of MNIST's files where it is zipped, and proves that it is the published one.
///
/// # Errors
/// [`Error::Gzip`]; those of [`mnist::checked`].
pub async fn verified(file: &File, bytes: &[u8]) -> Result<Vec<u8>> {
    let bytes = if bytes.starts_with(&mnist::GZIP_MAGIC) {
        let unzipped = unzipped(bytes, file.size_bytes as usize).await;
        unzipped.map_err(|error| Error::Gzip {
            file: file.name.to_owned(),
            reason: text_of(&error),
        })?
    } else {
        bytes.to_vec()
    };
    let sha256 = match sha256(&bytes).await {
        Some(digest) => mnist::hexadecimal(&digest),
        None => mnist::sha256(&bytes),
    };
    mnist::checked(file, bytes, sha256)
}

/// At most one byte more than `most_bytes` of what is unzipped, so that a bomb ends early.
async fn unzipped(bytes: &[u8], most_bytes: usize) -> std::result::Result<Vec<u8>, JsValue> {
    let zipped = Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(bytes)))?;
    let zipped = zipped.body().ok_or_else(|| JsValue::from_str("no body"))?;
    let stream = unzipping(&zipped)?;
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut unzipped = vec![0; most_bytes + 1];
    let mut n_bytes = 0;
    while let Some(chunk) = next_chunk(JsFuture::from(reader.read()).await?)? {
        let room = unzipped.len() - n_bytes;
        let taken = chunk.subarray(0, (chunk.length() as usize).min(room) as u32);
        let end = n_bytes + taken.length() as usize;
        taken.copy_to(&mut unzipped[n_bytes..end]);
        n_bytes = end;
        if n_bytes == unzipped.len() {
            let _ = reader.cancel();
            break;
        }
    }
    unzipped.truncate(n_bytes);
    Ok(unzipped)
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

/// The browser's SHA-256; none where it gives none.
async fn sha256(bytes: &[u8]) -> Option<Vec<u8>> {
    let scope: &JsValue = &scope();
    let subtle = scope.unchecked_ref::<CryptoScope>().crypto()?.subtle()?;
    let digest = subtle.digest("SHA-256", &Uint8Array::from(bytes)).ok()?;
    let digest = JsFuture::from(digest).await.ok()?;
    Some(Uint8Array::new(&digest).to_vec())
}
