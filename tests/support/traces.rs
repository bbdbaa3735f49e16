//! Traces of real Keras: what `tests/reference/` holds, and how a network is held against it.
//!
//! The files were made by Keras 3.15 on MNIST's first images: initial weights, loss and accuracy
//! of six steps of batches of 128 in file order, the weights after the first and the last step,
//! loss and accuracy on the first 1000 test images, probabilities of the first 8. Their metadata
//! tells what was trained.

use burn::tensor::Device;
use kindling::data::batches::{self, DeviceSplit};
use kindling::data::{Dataset, PIXELS, Split};
use kindling::model::mlp::Mlp;
use kindling::model::weights::{HostTensor, Reading};
use kindling::predict;
use kindling::protocol::{Activation, Architecture, HiddenLayer, Initialization, OptimizerKind};
use kindling::train::evaluation::Evaluation;
use kindling::train::optimizer::Optimizer;
use kindling::train::step::{read, train_step};
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
    let trained = Trained::read(trace);
    let trace = Trace(SafeTensors::deserialize(trace).unwrap());
    let device = device.clone().autodiff();
    let architecture = trained.architecture;
    let initial = trace.weights("initial.");
    let mut network = Mlp::from_tensors(&architecture, &initial, &device).unwrap();
    let mut optimizer = Optimizer::new(trained.optimizer, &mut network);
    let losses = trace.values("losses");
    let accuracies = trace.values("accuracies");
    let indices = |range: std::ops::Range<usize>| {
        let indices: Vec<u32> = range.map(|index| index as u32).collect();
        batches::indices(&indices, &device.clone().without_autodiff())
    };
    let train = DeviceSplit::upload(first(&mnist.train, losses.len() * BATCH_SIZE), &device);
    for (step, (loss, accuracy)) in losses.iter().zip(&accuracies).enumerate() {
        let batch = train.select(indices(step * BATCH_SIZE..(step + 1) * BATCH_SIZE));
        let rate = trained.learning_rate;
        let metrics = train_step(&mut network, &mut optimizer, batch, rate);
        let figures = read(vec![metrics]).await.unwrap()[0];
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
            trace.assert_weights("after1.", &network, tolerance).await;
        }
    }
    trace.assert_weights("final.", &network, tolerance).await;
    trace
        .assert_evaluation(&network, mnist, &device, tolerance)
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

    async fn assert_weights(&self, prefix: &str, network: &Mlp, tolerance: f64) {
        let mut reading = Reading::default();
        network.add_to(&mut reading);
        let found = reading.finish().await.unwrap();
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
        network: &Mlp,
        mnist: &Dataset,
        device: &Device,
        tolerance: f64,
    ) {
        let test = first(&mnist.test, N_TEST);
        let split = DeviceSplit::upload(test.clone(), device);
        let figures = Evaluation::new(network).advance(&split).await.unwrap();
        assert_eq!(figures.n_images(), N_TEST);
        let expected = self.values("test_loss_accuracy");
        close("test loss", figures.loss(), expected[0], tolerance);
        close("test accuracy", figures.accuracy(), expected[1], tolerance);
        let expected = self.values("probabilities");
        let pixels = &test.images[..expected.len() / 10 * PIXELS];
        let network = network.without_autodiff();
        let found = predict::probabilities(&network, pixels, device)
            .await
            .unwrap();
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

/// What a trace's metadata tells: the network, the optimizer, its rate.
struct Trained {
    architecture: Architecture,
    optimizer: OptimizerKind,
    learning_rate: f64,
}

impl Trained {
    /// The first traces say nothing of activation and optimizer: they are of ReLU and Adam.
    fn read(trace: &[u8]) -> Self {
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
        Self {
            architecture: Architecture {
                hidden: hidden.collect(),
                activation,
                batch_norm: text("batch_norm") == Some("true"),
                dropout: 0.0,
            },
            optimizer,
            learning_rate: text("learning_rate").unwrap_or("0.001").parse().unwrap(),
        }
    }
}

fn first(split: &Split, n_images: usize) -> Split {
    Split {
        images: split.images[..n_images * PIXELS].to_vec(),
        labels: split.labels[..n_images].to_vec(),
    }
}

fn close(what: &str, found: f64, expected: f64, tolerance: f64) {
    let apart = (found - expected).abs();
    assert!(
        apart <= tolerance,
        "{what}: {found}, Keras has {expected}, {apart:e} apart"
    );
}
