//! What would otherwise be lost: panics, logged errors and a GPU that is gone.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use log::{Level, LevelFilter, Log, Metadata, Record};

use super::port::post_failure;
use crate::error::{Error, Result};
use crate::protocol::{DeviceKind, FailureScope};

struct Logger;

static LOGGER: Logger = Logger;

/// The first error that was logged since [`take_error`] was last called.
static LOGGED_ERROR: Mutex<Option<String>> = Mutex::new(None);

/// Whether anything that computes is on the GPU.
static GPU_IN_USE: AtomicBool = AtomicBool::new(false);

/// Says whether anything that computes is on the GPU: if not, its loss is no news.
pub fn set_gpu_in_use(in_use: bool) {
    GPU_IN_USE.store(in_use, Ordering::Relaxed);
}

/// Tells the page that the GPU is gone, if anything that computes is on it. Said at once: a read that waits
/// for a lost device may wait for ever.
pub fn report_lost_gpu(reason: String) {
    if GPU_IN_USE.load(Ordering::Relaxed) {
        post_failure(None, FailureScope::Device, &Error::DeviceFailed { reason });
    }
}

/// Reports panics to the page, and keeps logged errors: wgpu and CubeCL only log a shader that
/// does not compile.
pub fn install() {
    // Fails only if there is a logger already.
    if log::set_logger(&LOGGER).is_ok() {
        log::set_max_level(LevelFilter::Error);
    }
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // The module cannot be trusted after a panic: the page must end this worker.
        let error = Error::Panicked {
            reason: info.to_string(),
        };
        post_failure(None, FailureScope::Device, &error);
    }));
}

/// What the GPU complained of meanwhile explains a wrong number better than the number does: a
/// shader that does not compile is only logged, and reads go on to give something.
///
/// # Errors
/// [`Error::DeviceFailed`], if `kind` is WebGPU and an error was logged since the last call.
pub fn check_device(kind: DeviceKind) -> Result<()> {
    if kind == DeviceKind::Cpu {
        return Ok(());
    }
    match take_error() {
        None => Ok(()),
        Some(reason) => Err(Error::DeviceFailed { reason }),
    }
}

/// The first error that was logged since the last call.
pub fn take_error() -> Option<String> {
    LOGGED_ERROR.lock().ok()?.take()
}

/// Keeps an error for [`take_error`].
pub fn note_error(message: String) {
    if let Ok(mut slot) = LOGGED_ERROR.lock() {
        slot.get_or_insert(message);
    }
}

impl Log for Logger {
    fn enabled(&self, metadata: &Metadata) -> bool {
        metadata.level() <= Level::Error
    }

    fn log(&self, record: &Record) {
        if self.enabled(record.metadata()) {
            note_error(record.args().to_string());
        }
    }

    fn flush(&self) {}
}
