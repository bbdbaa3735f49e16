//! Which of Burn's backends computes: the one whose feature is on, else the CPU.

use burn::tensor::Device;
use kindling::run_file::RunDevice;

/// A backend: its feature's name, and its first device.
type Backend = (&'static str, fn() -> Device);

/// The backends whose features are on, the one to take first; the CPU is always there.
const BACKENDS: &[Backend] = &[
    #[cfg(feature = "cuda")]
    ("cuda", || Device::cuda(0)),
    #[cfg(feature = "rocm")]
    ("rocm", || Device::rocm(0)),
    #[cfg(feature = "metal")]
    ("metal", || {
        Device::metal(burn::tensor::DeviceKind::DefaultDevice)
    }),
    #[cfg(feature = "vulkan")]
    ("vulkan", || {
        Device::vulkan(burn::tensor::DeviceKind::DefaultDevice)
    }),
    ("cpu", Device::flex),
];

/// The device, and how the run file calls it.
pub fn device() -> (Device, RunDevice) {
    let (kind, open) = BACKENDS[0];
    let device = open();
    let name = match kind {
        "cpu" => String::new(),
        _ => format!("{device:?}"),
    };
    let kind = kind.to_owned();
    (device, RunDevice { kind, name })
}
