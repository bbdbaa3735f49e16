//! A multilayer perceptron in f64 and plain loops, to hold the engine's gradients against.

use kindling::engine::mask::{MaskKey, threshold};
use kindling::model::tensors::HostTensor;
use kindling::protocol::{Activation, Architecture};

/// Mean loss of a batch as it is trained: batch statistics, dropout on.
pub fn mean_loss(
    architecture: &Architecture,
    tensor: &dyn Fn(&str) -> Vec<f64>,
    images: &[u8],
    labels: &[u8],
    dropout_seed: u64,
) -> f64 {
    let n = labels.len();
    let mut x: Vec<Vec<f64>> = images
        .chunks(784)
        .map(|image| {
            image
                .iter()
                .map(|pixel| f64::from(*pixel) / 255.0)
                .collect()
        })
        .collect();
    for index in 0..architecture.hidden.len() {
        x = dense(&x, tensor, index);
        for value in x.iter_mut().flatten() {
            *value = activate(*value, architecture.activation);
        }
        if architecture.batch_norm {
            normalise(&mut x, tensor, index);
        }
        if architecture.dropout > 0.0 {
            let key = MaskKey::new(dropout_seed, index as u32);
            let threshold = threshold(architecture.dropout);
            for (place, value) in x.iter_mut().flatten().enumerate() {
                let kept = key.bits(place as u32) >= threshold;
                *value *= f64::from(u8::from(kept)) / (1.0 - architecture.dropout);
            }
        }
    }
    let logits = dense(&x, tensor, architecture.hidden.len());
    let losses = logits.iter().zip(labels).map(|(logits, label)| {
        let sum: f64 = logits.iter().map(|logit| logit.exp()).sum();
        sum.ln() - logits[*label as usize]
    });
    losses.sum::<f64>() / n as f64
}

fn dense(x: &[Vec<f64>], tensor: &dyn Fn(&str) -> Vec<f64>, index: usize) -> Vec<Vec<f64>> {
    let kernel = tensor(&format!("dense{index}.kernel"));
    let bias = tensor(&format!("dense{index}.bias"));
    x.iter()
        .map(|x| {
            let mut sums = bias.clone();
            for (x, weights) in x.iter().zip(kernel.chunks(bias.len())) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += x * weight;
                }
            }
            sums
        })
        .collect()
}

fn activate(x: f64, activation: Activation) -> f64 {
    match activation {
        Activation::Relu => x.max(0.0),
        Activation::Tanh => x.tanh(),
        Activation::Sigmoid => 1.0 / (1.0 + (-x).exp()),
        Activation::Gelu => x * 0.5 * (1.0 + libm::erf(x / 2.0_f64.sqrt())),
    }
}

fn normalise(x: &mut [Vec<f64>], tensor: &dyn Fn(&str) -> Vec<f64>, index: usize) {
    let gamma = tensor(&format!("batch_norm{index}.gamma"));
    let beta = tensor(&format!("batch_norm{index}.beta"));
    let n = x.len() as f64;
    for column in 0..gamma.len() {
        let mean = x.iter().map(|row| row[column]).sum::<f64>() / n;
        let variance = x
            .iter()
            .map(|row| (row[column] - mean).powi(2))
            .sum::<f64>()
            / n;
        for row in x.iter_mut() {
            let normalised = (row[column] - mean) / (variance + 1e-3).sqrt();
            row[column] = normalised * gamma[column] + beta[column];
        }
    }
}

/// The tensors as the loss above asks for them, with one value moved.
pub fn moved<'a>(
    tensors: &'a [HostTensor],
    name: &'a str,
    index: usize,
    by: f64,
) -> impl Fn(&str) -> Vec<f64> + 'a {
    move |asked| {
        let found = tensors.iter().find(|tensor| tensor.name == asked).unwrap();
        let mut values: Vec<f64> = found.values.iter().map(|value| f64::from(*value)).collect();
        if asked == name {
            values[index] += by;
        }
        values
    }
}
