//! One training step: forward, loss, backward, optimizer. Its metrics stay on the device.

use burn::tensor::activation::log_softmax;
use burn::tensor::{Int, Tensor, Transaction};

use super::batches::Batch;
use super::network::Mlp;
use super::optimizer::Optimizer;
use super::transfer::floats;
use crate::error::{Result, device_failed};
use crate::train::figures::StepFigures;

/// Loss and accuracy of a step, still on the device.
#[derive(Clone, Debug)]
pub struct StepMetrics {
    /// Sum of the images' cross-entropies in nats, `[1]`.
    pub loss_sum: Tensor<1>,
    /// How many images were classified as labelled, `[1]`.
    pub n_correct: Tensor<1>,
    /// How many images there were.
    pub n_images: usize,
}

/// Trains one batch. The network must be on an autodiff device.
///
/// The loss is Keras's categorical cross-entropy, the mean over the batch of −log softmax(logits)
/// at the label; the metrics are those of the weights before the step. `rate` is
/// [`rate`](crate::train::optimizer::rate)'s.
pub fn train_step(
    network: &mut Mlp,
    optimizer: &mut Optimizer,
    batch: Batch,
    rate: f64,
) -> StepMetrics {
    let n_images = batch.labels.dims()[0];
    let logits = network.train_forward(batch.images.autodiff());
    let n_correct = n_correct(logits.clone().without_autodiff(), batch.labels.clone());
    let loss_sum = cross_entropy_sum(log_softmax(logits, 1), batch.labels);
    let gradients = loss_sum.clone().div_scalar(n_images as f64).backward();
    optimizer.step(network, gradients, rate);
    StepMetrics {
        loss_sum: loss_sum.without_autodiff(),
        n_correct,
        n_images,
    }
}

/// Reads the metrics of several steps with one wait for the device.
///
/// # Errors
/// [`Error::DeviceFailed`](crate::error::Error::DeviceFailed).
pub async fn read(metrics: Vec<StepMetrics>) -> Result<Vec<StepFigures>> {
    let mut transaction = Transaction::default();
    let mut sizes = Vec::with_capacity(metrics.len());
    for step in metrics {
        sizes.push(step.n_images);
        transaction = transaction.register(step.loss_sum).register(step.n_correct);
    }
    let data = transaction.execute_async().await.map_err(device_failed)?;
    let mut values = Vec::with_capacity(data.len());
    for datum in data {
        values.push(f64::from(
            floats(datum)?.first().copied().unwrap_or(f32::NAN),
        ));
    }
    let pairs = values.chunks_exact(2).zip(sizes);
    Ok(pairs
        .map(|(pair, n_images)| StepFigures {
            loss_sum: pair[0],
            n_correct: pair[1],
            n_images,
        })
        .collect())
}

/// Sum over the batch of −log probability at the label: `[batch, classes]`, `[batch]` → `[1]`.
pub(super) fn cross_entropy_sum(log_probabilities: Tensor<2>, labels: Tensor<1, Int>) -> Tensor<1> {
    let n_images = labels.dims()[0];
    log_probabilities
        .gather(1, labels.reshape([n_images, 1]))
        .sum()
        .neg()
}

/// How many of the largest logits are at the label: `[batch, classes]`, `[batch]` → `[1]`.
fn n_correct(logits: Tensor<2>, labels: Tensor<1, Int>) -> Tensor<1> {
    let n_images = labels.dims()[0];
    let answers = logits.argmax(1).reshape([n_images]);
    answers.equal(labels).int().sum().float()
}
