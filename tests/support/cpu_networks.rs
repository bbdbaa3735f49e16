//! What the tests of the CPU's engine share: networks, weights, images, all made of one hash.

use kindling::data::ImageFormat;
use kindling::model::tensors::HostTensor;
use kindling::protocol::{Activation, Architecture, HiddenLayer, Initialization};

pub fn hash(x: u64) -> u64 {
    let mut z = x.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ (z >> 31)
}

/// Numbers in −limit..limit.
pub fn uniform(n: usize, seed: u64, limit: f32) -> Vec<f32> {
    (0..n as u64)
        .map(|index| {
            let bits = hash(seed * 1_000_003 + index) >> 40;
            (bits as f32 / 16_777_216.0 * 2.0 - 1.0) * limit
        })
        .collect()
}

pub fn architecture(
    units: &[u32],
    activation: Activation,
    batch_norm: bool,
    dropout: f64,
) -> Architecture {
    Architecture {
        hidden: units
            .iter()
            .map(|units| HiddenLayer {
                units: *units,
                initialization: Initialization::He {},
            })
            .collect(),
        activation,
        batch_norm,
        dropout,
    }
}

/// Weights of a network on MNIST, none of them zero or one.
pub fn weights(architecture: &Architecture) -> Vec<HostTensor> {
    weights_for(architecture, ImageFormat::MNIST)
}

/// Weights of a network on images of another format.
pub fn weights_for(architecture: &Architecture, format: ImageFormat) -> Vec<HostTensor> {
    let mut tensors = Vec::new();
    let mut add = |name: String, shape: Vec<usize>, values: Vec<f32>| {
        tensors.push(HostTensor {
            name,
            shape,
            values,
        });
    };
    let mut n_inputs = format.n_pixels();
    let units = architecture.hidden.iter().map(|layer| layer.units as usize);
    let units: Vec<usize> = units.chain([format.n_classes()]).collect();
    for (index, n_units) in units.iter().copied().enumerate() {
        let seed = index as u64 * 10;
        let limit = (6.0 / n_inputs as f32).sqrt();
        let kernel = uniform(n_inputs * n_units, seed + 1, limit);
        add(
            format!("dense{index}.kernel"),
            vec![n_inputs, n_units],
            kernel,
        );
        add(
            format!("dense{index}.bias"),
            vec![n_units],
            uniform(n_units, seed + 2, 0.2),
        );
        if architecture.batch_norm && index + 1 < units.len() {
            for (part, middle) in [
                ("gamma", 1.0),
                ("beta", 0.0),
                ("moving_mean", 0.1),
                ("moving_variance", 0.7),
            ] {
                let seed = seed + 3 + part.len() as u64;
                let values = uniform(n_units, seed, 0.3);
                add(
                    format!("batch_norm{index}.{part}"),
                    vec![n_units],
                    values.iter().map(|value| value + middle).collect(),
                );
            }
        }
        n_inputs = n_units;
    }
    tensors
}

/// Images of which about one pixel in `blanks` is inked, and labels.
pub fn images(n: usize, blanks: u64) -> (Vec<u8>, Vec<u8>) {
    let pixel = |index: u64| {
        let bits = hash(index + 7);
        if bits.is_multiple_of(blanks) {
            (bits >> 32) as u8
        } else {
            0
        }
    };
    let images = (0..n as u64 * 784).map(pixel).collect();
    let labels = (0..n as u64).map(|index| (hash(index + 99) % 10) as u8);
    (images, labels.collect())
}

pub fn find<'a>(tensors: &'a [HostTensor], name: &str) -> &'a HostTensor {
    tensors.iter().find(|tensor| tensor.name == name).unwrap()
}

/// A checksum of bits: FNV-1a over words.
pub fn checksum(words: impl IntoIterator<Item = u64>) -> u64 {
    words
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum: u64, word| {
            (sum ^ word).wrapping_mul(0x0000_0100_0000_01b3)
        })
}
