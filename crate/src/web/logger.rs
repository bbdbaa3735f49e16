//! What would otherwise be lost: panics and logged errors, sent to the page.

use std::sync::Mutex;

use log::{Level, LevelFilter, Log, Metadata, Record};

use super::port::post_failure;
use crate::error::Error;
use crate::protocol::FailureScope;

struct Logger;

static LOGGER: Logger = Logger;

/// The first error that was logged since [`take_error`] was last called.
static LOGGED_ERROR: Mutex<Option<String>> = Mutex::new(None);

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
        let error = Error::DeviceFailed {
            reason: info.to_string(),
        };
        post_failure(None, FailureScope::Device, &error);
    }));
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
