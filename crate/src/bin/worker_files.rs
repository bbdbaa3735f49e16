//! The entry point of the worker that reads the visitor's own files: nothing but wiring.

#[cfg(target_arch = "wasm32")]
fn main() {
    kindling::web::files::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program is the page's web worker: build it with `cargo xtask build`.");
}
