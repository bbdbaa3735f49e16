//! Downloads with progress; and MNIST from wherever it can be had.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, ReferrerPolicy, RequestInit, Response};

use super::port::{post, scope, text_of};
use super::storage::{Kept, Storage};
use super::unzip::{next_chunk, verified, verified_kept};
use crate::data::Dataset;
use crate::data::idx;
use crate::data::mnist::{self, File, SOURCES, Source};
use crate::error::{Error, Result};
use crate::protocol::Event;

/// A download far larger than the unzipped file is cut off: it cannot be the file.
const LARGEST_DOWNLOAD: f64 = 1.01;

/// A server that sends nothing for so long is given up.
const MAX_SILENCE_MS: i32 = 30_000;

/// MNIST, and where it came from.
pub struct Found {
    /// The images.
    pub dataset: Dataset,
    /// One sentence for the visitor.
    pub note: String,
}

/// Gets the four files: kept by the browser, else from the first source that has each.
///
/// A source that gives a damaged file is reported to the page, and the next one is asked.
///
/// # Errors
/// Of the last source, when a file is nowhere to be had.
pub async fn mnist() -> Result<Found> {
    let storage = Storage::open().await;
    let mut files = Vec::with_capacity(mnist::FILES.len());
    let mut origins: Vec<&'static str> = Vec::new();
    let kept = mnist::FILES.map(|file| storage.begin_get(file.name));
    for (file, kept) in mnist::FILES.iter().zip(kept) {
        let (bytes, origin) = one_file(file, kept, &storage).await?;
        files.push(bytes);
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    let files: [Vec<u8>; 4] = files.try_into().map_err(|_| Error::Internal {
        reason: "MNIST has four files".to_owned(),
    })?;
    Ok(Found {
        dataset: mnist::dataset(files)?,
        note: format!(
            "MNIST: 60,000 handwritten digits to train on, 10,000 to test on, from {}.",
            origins.join(" and ")
        ),
    })
}

async fn one_file(file: &File, kept: Kept, storage: &Storage) -> Result<(Vec<u8>, &'static str)> {
    if let Some(bytes) = kept.bytes().await {
        match verified_kept(file, &bytes).await {
            Ok(bytes) => return Ok((bytes, "this browser's storage")),
            Err(_) => storage.remove(file.name).await,
        }
    }
    let mut last = None;
    for source in &SOURCES {
        match from_source(file, source, storage).await {
            Ok(bytes) => return Ok((bytes, source.name)),
            Err(error) => {
                // That a site does not have the file is no news; that it has a wrong one is.
                if !matches!(error, Error::Http { .. } | Error::Network { .. }) {
                    post(&Event::Notice {
                        failure: error.failure(),
                    });
                }
                last = Some(error);
            }
        }
    }
    Err(last.unwrap_or(Error::Internal {
        reason: "MNIST has no source".to_owned(),
    }))
}

async fn from_source(file: &File, source: &Source, storage: &Storage) -> Result<Vec<u8>> {
    let downloaded = download(file, source).await?;
    let bytes = verified(file, downloaded).await?;
    // Unzipped: it takes five times the room, and later visits need not unzip it.
    let _ = storage.begin_put(file.name, &bytes);
    Ok(bytes)
}

/// Downloads a file, telling the page of its progress.
async fn download(file: &File, source: &Source) -> Result<Vec<u8>> {
    let network = |error: JsValue| Error::Network {
        file: file.name.to_owned(),
        origin: source.name.to_owned(),
        reason: text_of(&error),
    };
    let url = format!("{}{}.gz", source.url, file.name);
    let options = RequestInit::new();
    // A worker does not take this from the page, and nobody need know where it lies.
    options.set_referrer_policy(ReferrerPolicy::NoReferrer);
    let response = in_time(scope().fetch_with_str_and_init(&url, &options))
        .await
        .map_err(network)?;
    let response: Response = response.dyn_into().map_err(network)?;
    if !response.ok() {
        return Err(Error::Http {
            file: file.name.to_owned(),
            origin: source.name.to_owned(),
            status: response.status(),
        });
    }
    let total_bytes = total_bytes(&response);
    let body = response
        .body()
        .ok_or_else(|| network(JsValue::from_str("no body")))?;
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    while let Some(chunk) = read(&reader).await.map_err(network)? {
        bytes.extend(chunk.to_vec());
        if bytes.len() as f64 > LARGEST_DOWNLOAD * file.size_bytes as f64 {
            let _ = reader.cancel();
            let file_name = file.name.to_owned();
            return Err(if idx::looks_like_a_web_page(&bytes) {
                Error::WebPage { file: file_name }
            } else {
                Error::TooLong {
                    file: file_name,
                    expected_bytes: file.size_bytes,
                }
            });
        }
        post(&Event::Download {
            file: file.name.to_owned(),
            source: source.name.to_owned(),
            received_bytes: bytes.len() as f64,
            total_bytes,
        });
    }
    Ok(bytes)
}

/// What the server says the body is long; nothing where it is zipped once more on its way.
fn total_bytes(response: &Response) -> Option<f64> {
    let headers = response.headers();
    if headers.has("content-encoding").unwrap_or(false) {
        return None;
    }
    headers.get("content-length").ok()??.parse().ok()
}

/// Waits for the network, but not for ever.
async fn in_time(waited_for: js_sys::Promise) -> std::result::Result<JsValue, JsValue> {
    let mut timer = None;
    let timeout = js_sys::Promise::new(&mut |_, reject| {
        let reason = format!("nothing came for {} seconds", MAX_SILENCE_MS / 1000);
        let reason = js_sys::Error::new(&reason);
        timer = scope()
            .set_timeout_with_callback_and_timeout_and_arguments_1(&reject, MAX_SILENCE_MS, &reason)
            .ok();
    });
    let first = js_sys::Promise::race(&js_sys::Array::of2(&waited_for, &timeout));
    let result = JsFuture::from(first).await;
    if let Some(timer) = timer {
        scope().clear_timeout_with_handle(timer);
    }
    result
}

async fn read(
    reader: &ReadableStreamDefaultReader,
) -> std::result::Result<Option<Uint8Array>, JsValue> {
    next_chunk(in_time(reader.read()).await?)
}
