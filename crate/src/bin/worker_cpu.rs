//! The entry point of the worker that computes on the CPU: nothing but wiring.

#[cfg(target_arch = "wasm32")]
fn main() {
    kindling::web::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program is the page's web worker: build it with `cargo xtask build`.");
}
