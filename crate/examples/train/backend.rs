//! What computes: the one of Burn's backends whose feature is on, else the CPU.

use kindling::engine::Device;
use kindling::run_file::RunDevice;

/// A backend: its feature's name, and its first device.
type Backend = (&'static str, fn() -> Device);

/// The backends whose features are on, the one to take first; the CPU is always there.
const BACKENDS: &[Backend] = &[
    #[cfg(feature = "cuda")]
    ("cuda", || Device::Burn(burn::tensor::Device::cuda(0))),
    #[cfg(feature = "rocm")]
    ("rocm", || Device::Burn(burn::tensor::Device::rocm(0))),
    #[cfg(feature = "metal")]
    ("metal", || {
        Device::Burn(burn::tensor::Device::metal(
            burn::tensor::DeviceKind::DefaultDevice,
        ))
    }),
    #[cfg(feature = "vulkan")]
    ("vulkan", || {
        Device::Burn(burn::tensor::Device::vulkan(
            burn::tensor::DeviceKind::DefaultDevice,
        ))
    }),
    ("cpu", || Device::Cpu),
];

/// The device, and how the run file calls it.
pub fn device() -> (Device, RunDevice) {
    let (kind, open) = BACKENDS[0];
    let device = open();
    let name = match &device {
        #[cfg(feature = "burn")]
        Device::Burn(device) => format!("{device:?}"),
        _ => String::new(),
    };
    let kind = kind.to_owned();
    (device, RunDevice { kind, name })
}
