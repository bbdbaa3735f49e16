//! The browser's Cache API: downloads that are kept for the next visit.

use js_sys::{ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Cache, Response};

use super::port::scope;

/// Name of the cache; another number forgets what older versions kept.
const CACHE_NAME: &str = "kindling-mnist-1";

/// Kept files. Where the browser keeps nothing (a private window, a page without https), every
/// call finds nothing and keeps nothing.
pub struct Storage {
    cache: Option<Cache>,
}

impl Storage {
    /// Opens the cache.
    pub async fn open() -> Self {
        Self {
            cache: open_cache().await.ok(),
        }
    }

    /// Begins to read what is kept under a file's name; others may be read meanwhile.
    pub fn begin_get(&self, file: &str) -> Kept {
        let (cache, key) = (self.cache.clone(), key(file));
        // Nobody may come to wait for it, so it never rejects: what is not there is undefined.
        Kept(future_to_promise(async move {
            Ok(read(cache, &key).await.unwrap_or(JsValue::UNDEFINED))
        }))
    }

    /// Begins to keep bytes under a file's name: a promise of whether they are kept, which nobody
    /// need wait for. Writing MNIST takes half a second; a file is there whole or not at all.
    pub fn begin_put(&self, file: &str, bytes: &[u8]) -> Promise {
        let (cache, key) = (self.cache.clone(), key(file));
        let body = Uint8Array::from(bytes);
        future_to_promise(async move { Ok(write(cache, &key, &body).await.is_ok().into()) })
    }

    /// Forgets a file.
    pub async fn remove(&self, file: &str) {
        if let Some(cache) = &self.cache {
            let _ = JsFuture::from(cache.delete_with_str(&key(file))).await;
        }
    }
}

/// A kept file that is being read.
pub struct Kept(Promise);

impl Kept {
    /// The bytes; none where there is no such file, or it cannot be read.
    pub async fn bytes(self) -> Option<Uint8Array> {
        let buffer = JsFuture::from(self.0).await.ok()?;
        let buffer: ArrayBuffer = buffer.dyn_into().ok()?;
        Some(Uint8Array::new(&buffer))
    }
}

async fn read(cache: Option<Cache>, key: &str) -> Result<JsValue, JsValue> {
    let cache = cache.ok_or(JsValue::UNDEFINED)?;
    let found = JsFuture::from(cache.match_with_str(key)).await?;
    let response: Response = found.dyn_into()?;
    JsFuture::from(response.array_buffer()?).await
}

async fn write(cache: Option<Cache>, key: &str, bytes: &Uint8Array) -> Result<(), JsValue> {
    let cache = cache.ok_or(JsValue::UNDEFINED)?;
    let response = Response::new_with_opt_js_u8_array(Some(bytes))?;
    JsFuture::from(cache.put_with_str(key, &response)).await?;
    Ok(())
}

async fn open_cache() -> Result<Cache, JsValue> {
    // The getter throws where the page is not secure.
    let caches = js_sys::Reflect::get(&scope(), &"caches".into())?;
    let caches: web_sys::CacheStorage = caches.dyn_into()?;
    JsFuture::from(caches.open(CACHE_NAME)).await?.dyn_into()
}

/// The address under which a file is kept, beside the page; nothing is fetched from it. It stays the
/// same from version to version of the page, whose modules lie one folder further down.
fn key(file: &str) -> String {
    format!("../kept/{file}")
}
