//! The worker's side of the browser: messages, downloads, storage, the GPU. wasm32 only.

pub mod current;
pub mod fetch;
pub mod files;
pub mod gpu;
pub mod logger;
pub mod opening;
pub mod port;
pub mod questions;
pub mod session;
pub mod storage;
pub mod unzip;

use std::sync::atomic::{AtomicBool, Ordering};

/// Starts the worker: takes commands from the page for as long as the page lives.
pub fn start() {
    call_constructors();
    logger::install();
    let inbox = port::Inbox::open();
    wasm_bindgen_futures::spawn_local(session::serve(inbox));
}

/// Runs the module's static constructors; a second call does nothing.
///
/// CubeCL registers thousands of them. When nobody calls them by name, the linker wraps every
/// export so that it runs them all again, and wasm-bindgen calls exports for each JS object:
/// a training step then takes 50 times as long. This call is what stops the linker. The build
/// fails if the wrappers are there all the same.
pub fn call_constructors() {
    static CALLED: AtomicBool = AtomicBool::new(false);
    if CALLED.swap(true, Ordering::Relaxed) {
        return;
    }
    #[allow(unsafe_code)]
    // SAFETY: the linker defines this function in every wasm module; it takes and returns
    // nothing, and it is called once.
    unsafe {
        unsafe extern "C" {
            fn __wasm_call_ctors();
        }
        __wasm_call_ctors();
    }
}
