//! Traces of real Keras: what `tests/reference/` holds, and how a network is held against it.
//!
//! The files were made by Keras 3.15 on MNIST's first images: initial weights, loss and accuracy
//! of six steps of batches of 128 in file order, the weights after the first and the last step,
//! loss and accuracy on the first 1000 test images, probabilities of the first 8. Their metadata
//! tells what was trained.

use kindling::data::{Dataset, ImageFormat, PIXELS};
use kindling::engine::{Device, DeviceSplit, Trainer};
use kindling::model::tensors::HostTensor;
use kindling::predict;
use kindling::protocol::{
    Activation, Architecture, Callbacks, HiddenLayer, Initialization, OptimizerKind, RunConfig,
};
use kindling::train::evaluation::Evaluation;
use kindling::train::plan::EpochPlan;
use safetensors::SafeTensors;

/// 784-32-16-10 with ReLU and Adam.
pub const RELU: &[u8] = include_bytes!("../reference/relu.safetensors");
/// The same with batch normalisation.
pub const BATCH_NORM: &[u8] = include_bytes!("../reference/batch-norm.safetensors");
/// 784-12-8-10 with tanh and SGD with momentum 0.9.
pub const TANH_SGD: &[u8] = include_bytes!("../reference/tanh-sgd.safetensors");
/// 784-12-8-10 with sigmoid, batch normalisation and RMSprop.
pub const SIGMOID_RMSPROP: &[u8] = include_bytes!("../reference/sigmoid-rmsprop.safetensors");
/// 784-12-8-10 with GELU and Adam.
pub const GELU_ADAM: &[u8] = include_bytes!("../reference/gelu-adam.safetensors");

/// Images of a step.
const BATCH_SIZE: usize = 128;
/// Test images of the trace's evaluation.
const N_TEST: usize = 1000;

/// Trains as Keras did, on `device`, and panics where a figure is further than `tolerance` from
/// Keras's.
pub async fn assert_matches(trace: &[u8], mnist: &Dataset, device: &Device, tolerance: f64) {
    let config = config_of(trace);
    let trace = Trace(SafeTensors::deserialize(trace).unwrap());
    let initial = trace.weights("initial.");
    let (architecture, optimizer) = (&config.architecture, config.optimizer);
    let trainer = Trainer::from_tensors(
        architecture,
        ImageFormat::MNIST,
        (optimizer, 0),
        &initial,
        device,
    );
    let mut trainer = trainer.unwrap();
    let losses = trace.values("losses");
    let accuracies = trace.values("accuracies");
    let n_images = losses.len() * BATCH_SIZE;
    let train = DeviceSplit::upload(mnist.train.first(n_images), device).unwrap();
    let in_order = (0..n_images as u32).collect();
    let plan = EpochPlan::in_order(&config, 1, in_order);
    trainer.begin(plan, &train).unwrap();
    for (step, (loss, accuracy)) in losses.iter().zip(&accuracies).enumerate() {
        let figures = trainer.train(&train, 1).await.unwrap()[0];
        let n_images = figures.n_images as f64;
        close(
            &format!("loss of step {step}"),
            figures.loss_sum / n_images,
            *loss,
            tolerance,
        );
        close(
            &format!("accuracy of step {step}"),
            figures.n_correct / n_images,
            *accuracy,
            tolerance,
        );
        if step == 0 {
            trace.assert_weights("after1.", &trainer, tolerance).await;
        }
    }
    trace.assert_weights("final.", &trainer, tolerance).await;
    trace
        .assert_evaluation(&mut trainer, mnist, device, tolerance)
        .await;
}

struct Trace<'a>(SafeTensors<'a>);

impl Trace<'_> {
    fn values(&self, name: &str) -> Vec<f64> {
        let words = self.0.tensor(name).unwrap().data().chunks_exact(4);
        words
            .map(|word| f64::from(f32::from_le_bytes(word.try_into().unwrap())))
            .collect()
    }

    fn weights(&self, prefix: &str) -> Vec<HostTensor> {
        let names = self.0.names().into_iter();
        names
            .filter_map(|name| Some((name, name.strip_prefix(prefix)?)))
            .map(|(name, short_name)| HostTensor {
                name: short_name.to_owned(),
                shape: self.0.tensor(name).unwrap().shape().to_vec(),
                values: self
                    .values(name)
                    .iter()
                    .map(|value| *value as f32)
                    .collect(),
            })
            .collect()
    }

    async fn assert_weights(&self, prefix: &str, trainer: &Trainer, tolerance: f64) {
        let found = trainer.network_tensors().await.unwrap();
        let expected = self.weights(prefix);
        assert_eq!(found.len(), expected.len(), "number of {prefix} tensors");
        for tensor in found {
            let name = &tensor.name;
            let expected = expected.iter().find(|other| other.name == *name).unwrap();
            assert_eq!(tensor.shape, expected.shape, "shape of {prefix}{name}");
            for (index, (found, expected)) in tensor.values.iter().zip(&expected.values).enumerate()
            {
                let what = format!("{prefix}{name}[{index}]");
                close(&what, f64::from(*found), f64::from(*expected), tolerance);
            }
        }
    }

    async fn assert_evaluation(
        &self,
        trainer: &mut Trainer,
        mnist: &Dataset,
        device: &Device,
        tolerance: f64,
    ) {
        let test = mnist.test.first(N_TEST);
        let split = DeviceSplit::upload(test.clone(), device).unwrap();
        let figures = Evaluation::default()
            .advance(trainer, &split)
            .await
            .unwrap();
        assert_eq!(figures.n_images(), N_TEST);
        let expected = self.values("test_loss_accuracy");
        close("test loss", figures.loss(), expected[0], tolerance);
        close("test accuracy", figures.accuracy(), expected[1], tolerance);
        let expected = self.values("probabilities");
        let pixels = &test.images[..expected.len() / 10 * PIXELS];
        let found = predict::probabilities(trainer, pixels).await.unwrap();
        assert_eq!(found.len(), expected.len());
        for (index, (found, expected)) in found.iter().zip(&expected).enumerate() {
            close(
                &format!("probability {index}"),
                *found,
                *expected,
                tolerance,
            );
        }
    }
}

/// What a trace's metadata tells: the network, the optimizer, its rate. The first traces say nothing
/// of activation and optimizer: they are of ReLU and Adam.
fn config_of(trace: &[u8]) -> RunConfig {
    let (_, header) = SafeTensors::read_metadata(trace).unwrap();
    let metadata = header.metadata().clone().unwrap();
    let text = |key: &str| metadata.get(key).map(String::as_str);
    let sizes = text("hidden").unwrap().split(',');
    let hidden = sizes.map(|size| HiddenLayer {
        units: size.parse().unwrap(),
        initialization: Initialization::He {},
    });
    let activation = match text("activation") {
        None | Some("relu") => Activation::Relu,
        Some("tanh") => Activation::Tanh,
        Some("sigmoid") => Activation::Sigmoid,
        Some("gelu") => Activation::Gelu,
        other => panic!("{other:?}"),
    };
    let optimizer = match text("optimizer") {
        None | Some("adam") => OptimizerKind::Adam,
        Some("sgd") => OptimizerKind::Sgd,
        Some("rmsprop") => OptimizerKind::Rmsprop,
        other => panic!("{other:?}"),
    };
    RunConfig {
        model: "custom".to_owned(),
        architecture: Architecture {
            hidden: hidden.collect(),
            activation,
            batch_norm: text("batch_norm") == Some("true"),
            dropout: 0.0,
        },
        epochs: 1,
        batch_size: BATCH_SIZE as u32,
        optimizer,
        learning_rate: text("learning_rate").unwrap_or("0.001").parse().unwrap(),
        seed: 1,
        callbacks: Callbacks::default(),
    }
}

fn close(what: &str, found: f64, expected: f64, tolerance: f64) {
    let apart = (found - expected).abs();
    assert!(
        apart <= tolerance,
        "{what}: {found}, Keras has {expected}, {apart:e} apart"
    );
}
