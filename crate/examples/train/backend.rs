//! Which of Burn's backends computes: the one whose feature is on, else the CPU.

use burn::tensor::Device;
use kindling::run_file::RunDevice;

/// The device, and how the run file calls it.
pub fn device() -> (Device, RunDevice) {
    let (device, kind) = chosen();
    let name = if kind == "cpu" {
        String::new()
    } else {
        format!("{device:?}")
    };
    let kind = kind.to_owned();
    (device, RunDevice { kind, name })
}

#[cfg(feature = "cuda")]
fn chosen() -> (Device, &'static str) {
    (Device::cuda(0), "cuda")
}

#[cfg(all(feature = "rocm", not(feature = "cuda")))]
fn chosen() -> (Device, &'static str) {
    (Device::rocm(0), "rocm")
}

#[cfg(all(feature = "metal", not(any(feature = "cuda", feature = "rocm"))))]
fn chosen() -> (Device, &'static str) {
    (
        Device::metal(burn::tensor::DeviceKind::DefaultDevice),
        "metal",
    )
}

#[cfg(all(
    feature = "vulkan",
    not(any(feature = "cuda", feature = "rocm", feature = "metal"))
))]
fn chosen() -> (Device, &'static str) {
    (
        Device::vulkan(burn::tensor::DeviceKind::DefaultDevice),
        "vulkan",
    )
}

#[cfg(not(any(
    feature = "cuda",
    feature = "rocm",
    feature = "metal",
    feature = "vulkan"
)))]
fn chosen() -> (Device, &'static str) {
    (Device::flex(), "cpu")
}
