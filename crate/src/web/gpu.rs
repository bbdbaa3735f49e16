//! The browser's GPU: what it is, how Burn gets it, and how its failures are heard.

#[cfg(feature = "webgpu")]
use std::sync::Arc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[cfg(feature = "webgpu")]
use super::logger::{note_error, report_lost_gpu};
use super::port::text_of;
use crate::device::Gpu;
#[cfg(feature = "webgpu")]
use crate::engine::Device;
#[cfg(feature = "webgpu")]
use crate::error::{Error, Result};

/// What Burn needs beyond WebGPU's core: without it, its first operation panics.
const NEEDED_FEATURE: &str = "timestamp-query";
/// Kernels that CubeCL gathers before it gives them to the GPU: as many as the steps between two
/// reads have, so that one submission serves them all.
#[cfg(feature = "webgpu")]
const TASKS_PER_SUBMIT: usize = 4096;

#[wasm_bindgen]
extern "C" {
    type Scope;
    type Navigator;
    type GpuEntry;
    type Adapter;
    type Features;
    type Info;

    #[wasm_bindgen(method, getter)]
    fn navigator(this: &Scope) -> Navigator;
    #[wasm_bindgen(method, getter)]
    fn gpu(this: &Navigator) -> Option<GpuEntry>;
    #[wasm_bindgen(method, catch, js_name = requestAdapter)]
    fn request_adapter(
        this: &GpuEntry,
        options: &JsValue,
    ) -> std::result::Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn features(this: &Adapter) -> Features;
    #[wasm_bindgen(method)]
    fn has(this: &Features, name: &str) -> bool;
    #[wasm_bindgen(method, getter)]
    fn info(this: &Adapter) -> Option<Info>;
    #[wasm_bindgen(method, getter, js_name = isFallbackAdapter)]
    fn is_fallback_adapter_of_old(this: &Adapter) -> Option<bool>;
    #[wasm_bindgen(method, getter, js_name = isFallbackAdapter)]
    fn is_fallback_adapter(this: &Info) -> Option<bool>;
    #[wasm_bindgen(method, getter)]
    fn vendor(this: &Info) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn architecture(this: &Info) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn description(this: &Info) -> Option<String>;
}

/// Looks at the GPU without using it.
pub async fn look() -> Gpu {
    let missing = |reason: &str| Gpu::Missing {
        reason: reason.to_owned(),
    };
    let scope: Scope = js_sys::global().unchecked_into();
    let Some(entry) = scope.navigator().gpu() else {
        return missing("this browser has no WebGPU");
    };
    let adapter = match entry.request_adapter(&adapter_options()) {
        Ok(promise) => JsFuture::from(promise).await,
        Err(error) => Err(error),
    };
    match adapter {
        Err(error) => missing(&format!("this browser's WebGPU says “{}”", text_of(&error))),
        Ok(adapter) if adapter.is_null() || adapter.is_undefined() => {
            missing("this browser's WebGPU offers no adapter")
        }
        Ok(adapter) => describe(&adapter.unchecked_into()),
    }
}

/// The preference with which CubeCL asks, so that this is the adapter that it will get.
fn adapter_options() -> JsValue {
    let options = js_sys::Object::new();
    // Fails on frozen objects only.
    let _ = js_sys::Reflect::set(
        &options,
        &"powerPreference".into(),
        &"high-performance".into(),
    );
    options.into()
}

fn describe(adapter: &Adapter) -> Gpu {
    let info = adapter.info();
    let info = info.as_ref();
    let is_fallback = info
        .and_then(Info::is_fallback_adapter)
        .or_else(|| adapter.is_fallback_adapter_of_old())
        .unwrap_or(false);
    let parts = [
        info.and_then(Info::vendor),
        info.and_then(Info::architecture),
        info.and_then(Info::description),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let name = parts.join(" ");
    let lowercase = name.to_ascii_lowercase();
    // Older browsers do not say that an adapter is a fallback; these are the two that exist.
    let is_software = ["swiftshader", "llvmpipe"]
        .iter()
        .any(|program| lowercase.contains(program));
    let lacks = (!adapter.features().has(NEEDED_FEATURE))
        .then(|| format!("this GPU lacks “{NEEDED_FEATURE}”, which the trainer needs"));
    Gpu::Present {
        name,
        is_software: is_fallback || is_software,
        lacks,
    }
}

/// Starts Burn on the GPU; at most once in the life of a worker.
///
/// Whatever the device complains of later is kept for
/// [`take_error`](super::logger::take_error): WebGPU's errors come long after the call that
/// caused them.
///
/// # Errors
/// [`Error::NoWebGpu`].
#[cfg(feature = "webgpu")]
pub async fn open() -> Result<Device> {
    let options = burn::tensor::Device::wgpu_options().tasks_max(TASKS_PER_SUBMIT);
    let (device, setup) =
        options
            .init_with_setup_async()
            .await
            .map_err(|error| Error::NoWebGpu {
                reason: error.to_string(),
            })?;
    setup.device.set_device_lost_callback(|reason, message| {
        report_lost_gpu(format!("the GPU was lost ({reason:?}): {message}"));
    });
    let on_error = Arc::new(|error: burn_wgpu::wgpu::Error| note_error(error.to_string()));
    setup.device.on_uncaptured_error(on_error);
    Ok(Device::Webgpu(device))
}
