//! The browser's Cache API: downloads that are kept for the next visit.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
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

    /// The bytes kept under a file's name.
    pub async fn get(&self, file: &str) -> Option<Vec<u8>> {
        let cache = self.cache.as_ref()?;
        let found = JsFuture::from(cache.match_with_str(&key(file)))
            .await
            .ok()?;
        let response: Response = found.dyn_into().ok()?;
        let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
        let buffer: ArrayBuffer = buffer.dyn_into().ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }

    /// Keeps bytes under a file's name; whether they are kept.
    pub async fn put(&self, file: &str, bytes: &[u8]) -> bool {
        let Some(cache) = &self.cache else {
            return false;
        };
        let body = Uint8Array::from(bytes);
        let Ok(response) = Response::new_with_opt_js_u8_array(Some(&body)) else {
            return false;
        };
        JsFuture::from(cache.put_with_str(&key(file), &response))
            .await
            .is_ok()
    }

    /// Forgets a file.
    pub async fn remove(&self, file: &str) {
        if let Some(cache) = &self.cache {
            let _ = JsFuture::from(cache.delete_with_str(&key(file))).await;
        }
    }
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
