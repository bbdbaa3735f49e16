//! Every message between the page and the worker: the only definition.
//!
//! The page's TypeScript declarations (`www/protocol.d.ts`) are rendered from these types by
//! `tests/protocol.rs`, which fails when they are stale. Only plain types live here: whoever
//! reads this file knows everything that the two sides can say to each other.
//!
//! The order of a session: the worker says [`Event::Listening`]; the page sends
//! [`Command::Open`]; the worker reports [`Event::Device`], [`Event::Download`]s and
//! [`Event::Dataset`], then [`Event::Ready`]. From then on [`Command::Train`] is allowed.
//! Every message of a run carries the run's id, chosen by the page.

use serde::{Deserialize, Serialize};

/// Gives a message type its derives; TypeScript is rendered on native targets only.
macro_rules! message {
    ($($item:item)+) => {$(
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
        $item
    )+};
}

message! {
/// What the page asks of the worker.
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Chooses the device and loads the data. The first command; again only while no run is going on.
    Open {
        /// Which device the visitor wants.
        device: DevicePreference,
        /// Which data the visitor wants.
        data: DataPreference,
    },
    /// Asks for the layer table of an architecture; answered by [`Event::Summary`].
    Summarize {
        /// Chosen by the page, repeated in the answer.
        request_id: u32,
        /// The network to describe.
        architecture: Architecture,
    },
    /// Starts a run; answered by [`Event::RunStarted`] or [`Event::Failed`].
    Train {
        /// Chosen by the page; every message of the run carries it.
        run_id: u32,
        /// Everything that decides the run's numbers.
        config: RunConfig,
        /// The bytes of an [`Event::Checkpoint`] to go on from; null starts afresh.
        #[serde(with = "optional_bytes")]
        #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array | null"))]
        checkpoint: Option<Vec<u8>>,
    },
    /// Holds the run after the steps in flight; answered by [`Event::Paused`].
    Pause {
        /// The run to pause.
        run_id: u32,
    },
    /// Goes on with a paused run; answered by [`Event::Resumed`].
    Resume {
        /// The run to resume.
        run_id: u32,
    },
    /// Ends the run; answered by [`Event::RunEnded`] with [`Outcome::Stopped`].
    Stop {
        /// The run to stop.
        run_id: u32,
    },
    /// Reads a drawn digit with the network as it is now; answered by [`Event::Prediction`].
    Predict {
        /// Chosen by the page, repeated in the answer.
        request_id: u32,
        /// What was drawn, in the order it was drawn.
        strokes: Vec<Stroke>,
    },
    /// Asks for the trained network as a safetensors file; answered by [`Event::Model`].
    SaveModel {
        /// Chosen by the page, repeated in the answer.
        request_id: u32,
    },
}

/// What the worker tells the page.
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// The module runs and takes commands; nothing is said before it.
    Listening {
        /// This crate's version.
        version: String,
        /// The models on offer, in the order to show them.
        models: Vec<ModelEntry>,
        /// What bounds the settings.
        limits: Limits,
    },
    /// The device that will compute, and why.
    Device {
        /// What was chosen.
        kind: DeviceKind,
        /// What the device calls itself, such as `apple metal-3`; empty on the CPU.
        name: String,
        /// One sentence for the visitor: why this one.
        reason: String,
    },
    /// Bytes of a data file have arrived.
    Download {
        /// The file's name, such as `train-images-idx3-ubyte`.
        file: String,
        /// Where it comes from, such as `this site` or `cdn.jsdelivr.net`.
        source: String,
        /// Bytes that arrived so far.
        received_bytes: f64,
        /// Bytes in all; null when the server does not say.
        total_bytes: Option<f64>,
    },
    /// The data that runs will train on.
    Dataset {
        /// Which data.
        kind: DatasetKind,
        /// Images to train on.
        n_train: u32,
        /// Images to test on.
        n_test: u32,
        /// One sentence for the visitor: where it comes from, and what it is not.
        note: String,
    },
    /// Device and data are there: [`Command::Train`] is allowed.
    Ready {},
    /// The layer table of an architecture.
    Summary {
        /// The request this answers.
        request_id: u32,
        /// The table.
        summary: Summary,
    },
    /// The run has begun (or goes on from a checkpoint).
    RunStarted {
        /// The run.
        run_id: u32,
        /// Its settings, as the worker took them.
        config: RunConfig,
        /// Batches in an epoch, the ragged last one included.
        steps_per_epoch: u32,
        /// Images trained in an epoch.
        n_train: u32,
        /// Epochs that the checkpoint had behind it; 0 for a fresh run.
        epochs_done: u32,
    },
    /// Training steps were done; sent a few times a second.
    Progress {
        /// The run.
        run_id: u32,
        /// The epoch being trained, from 1.
        epoch: u32,
        /// Steps of this epoch done so far.
        step: u32,
        /// Loss of each step since the last message: mean cross-entropy in nats.
        losses: Vec<f64>,
        /// Accuracy of each step since the last message, 0..1.
        accuracies: Vec<f64>,
        /// Training speed over the last messages, evaluation left out.
        samples_per_second: f64,
    },
    /// Part of the test set was evaluated after an epoch.
    Evaluating {
        /// The run.
        run_id: u32,
        /// The epoch just trained, from 1.
        epoch: u32,
        /// Test images evaluated so far.
        n_evaluated: u32,
        /// Test images in all.
        n_test: u32,
    },
    /// An epoch is trained and evaluated.
    EpochEnded {
        /// The run.
        run_id: u32,
        /// Its figures.
        record: EpochRecord,
    },
    /// The whole state of the run at the end of an epoch, for [`Command::Train`] to go on from.
    Checkpoint {
        /// The run.
        run_id: u32,
        /// Epochs behind it.
        epochs_done: u32,
        /// A safetensors file; `docs/run-format.md` describes it.
        #[serde(with = "serde_bytes")]
        #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
        bytes: Vec<u8>,
    },
    /// The run holds.
    Paused {
        /// The run.
        run_id: u32,
    },
    /// The run goes on.
    Resumed {
        /// The run.
        run_id: u32,
    },
    /// The run is over; its network stays for [`Command::Predict`].
    RunEnded {
        /// The run.
        run_id: u32,
        /// How it ended.
        outcome: Outcome,
    },
    /// What the network reads in a drawing.
    Prediction {
        /// The request this answers.
        request_id: u32,
        /// What the network saw: 28×28 row-major, 0 = background, 255 = ink.
        #[serde(with = "serde_bytes")]
        #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
        pixels: Vec<u8>,
        /// One probability per class; null while there is no network that was trained.
        probabilities: Option<Vec<f64>>,
    },
    /// The trained network.
    Model {
        /// The request this answers.
        request_id: u32,
        /// A name for the file, such as `a1-relu.safetensors`.
        file_name: String,
        /// A safetensors file; `docs/model-format.md` describes it.
        #[serde(with = "serde_bytes")]
        #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
        bytes: Vec<u8>,
    },
    /// Something did not work but the worker goes on without it; shown until dismissed.
    Notice {
        /// What happened and what to do.
        failure: Failure,
    },
    /// Something asked for could not be done.
    Failed {
        /// The run that it is about, if it is about one.
        run_id: Option<u32>,
        /// What the failure cost.
        scope: FailureScope,
        /// What happened and what to do.
        failure: Failure,
    },
}

/// A problem, as the visitor reads it.
pub struct Failure {
    /// A stable name for tests and bug reports, such as `checksum`.
    pub code: String,
    /// What is wrong, with its facts.
    pub message: String,
    /// What to do next.
    pub advice: String,
}

/// What a failure cost.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum FailureScope {
    /// One command was refused; everything else stands as it was.
    Command,
    /// The run ended; the worker can start another.
    Run,
    /// The device failed: the worker must be ended, the run may go on on the CPU.
    Device,
    /// Device or data could not be opened.
    Open,
}

/// The device that the visitor asks for.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum DevicePreference {
    /// WebGPU where it can be trusted, else the CPU.
    Auto,
    /// WebGPU or nothing.
    Webgpu,
    /// The CPU.
    Cpu,
}

/// The device that computes.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum DeviceKind {
    /// Burn's wgpu backend on the browser's WebGPU.
    Webgpu,
    /// Burn's flex backend, one thread, WebAssembly SIMD.
    Cpu,
}

/// The data that the visitor asks for.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum DataPreference {
    /// MNIST where it can be had, else generated digits.
    Auto,
    /// MNIST or nothing.
    Mnist,
    /// Generated digits.
    Generated,
}

/// The data that runs train on.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum DatasetKind {
    /// The four MNIST files, checked by SHA-256.
    Mnist,
    /// Digits drawn by this crate; not MNIST.
    Generated,
}

/// How a run ended.
#[serde(rename_all = "snake_case")]
#[derive(Copy, Eq)]
pub enum Outcome {
    /// All its epochs are done.
    Finished,
    /// The visitor stopped it.
    Stopped,
}

/// A multilayer perceptron: 784 inputs, the hidden layers, 10 outputs.
#[serde(deny_unknown_fields)]
pub struct Architecture {
    /// The hidden layers, first to last; none makes a linear softmax classifier.
    pub hidden: Vec<HiddenLayer>,
    /// Whether each hidden layer is followed by batch normalisation.
    pub batch_norm: bool,
    /// Share of each hidden layer's outputs that dropout zeroes in training, 0 ≤ rate < 1.
    pub dropout: f64,
}

/// One hidden layer.
#[serde(deny_unknown_fields)]
pub struct HiddenLayer {
    /// Outputs of the layer, 1..=2048.
    pub units: u32,
    /// Standard deviation of the kernel's normal initialisation; null takes He's √(2 / inputs).
    pub init_stddev: Option<f64>,
}

/// Everything that decides a run's numbers.
#[serde(deny_unknown_fields)]
pub struct RunConfig {
    /// The model's id: one of the notebook's, `softmax` or `custom`.
    pub model: String,
    /// The network.
    pub architecture: Architecture,
    /// Passes over the training set, 1..=1000.
    pub epochs: u32,
    /// Images in a step, 1..=n_train.
    pub batch_size: u32,
    /// Adam's learning rate, > 0 and ≤ 10.
    pub learning_rate: f64,
    /// Decides initial weights, order of the images and dropout.
    pub seed: u32,
}

/// A model on offer.
pub struct ModelEntry {
    /// Its id in links and exports, such as `a1-relu`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The network.
    pub architecture: Architecture,
    /// What the notebook printed after its last epoch; null where it has no such model.
    pub reported: Option<Reported>,
}

/// Figures that the notebook printed after epoch 20.
pub struct Reported {
    /// Mean cross-entropy on the test set, in nats.
    pub test_loss: f64,
    /// 0..1; null where it could not be read.
    pub test_accuracy: Option<f64>,
    /// Mean cross-entropy over the last epoch's training, in nats.
    pub train_loss: f64,
    /// 0..1.
    pub train_accuracy: f64,
}

/// What bounds the settings.
pub struct Limits {
    /// Largest number of epochs.
    pub max_epochs: u32,
    /// Largest learning rate.
    pub max_learning_rate: f64,
    /// Largest number of hidden layers.
    pub max_hidden_layers: u32,
    /// Largest width of a hidden layer.
    pub max_units: u32,
}

/// One epoch's figures. Losses are mean cross-entropies in nats, accuracies are 0..1.
pub struct EpochRecord {
    /// From 1.
    pub epoch: u32,
    /// Mean over the epoch's samples as they were trained (dropout on).
    pub train_loss: f64,
    /// Mean over the epoch's samples as they were trained (dropout on).
    pub train_accuracy: f64,
    /// Whole test set, inference mode.
    pub test_loss: f64,
    /// Whole test set, inference mode.
    pub test_accuracy: f64,
    /// Time of training and evaluation, pauses left out.
    pub seconds: f64,
}

/// Keras's summary table.
pub struct Summary {
    /// One row per layer.
    pub rows: Vec<SummaryRow>,
    /// All parameters, batch-norm statistics included.
    pub total_params: u32,
    /// Parameters that training changes by gradient.
    pub trainable_params: u32,
    /// Batch-norm moving statistics.
    pub non_trainable_params: u32,
}

/// One layer of the summary table.
pub struct SummaryRow {
    /// Name and kind, as Keras prints them, such as `dense_1 (Dense)`.
    pub layer: String,
    /// Size of the layer's output per image.
    pub output_units: u32,
    /// Parameters of the layer.
    pub params: u32,
}

/// One stroke of the pen. Coordinates are fractions of the pad: x from left, y from top.
#[serde(deny_unknown_fields)]
pub struct Stroke {
    /// x of each point, 0..1.
    pub x: Vec<f32>,
    /// y of each point, 0..1; as many as `x`.
    pub y: Vec<f32>,
}
}

/// `Option<Vec<u8>>` as bytes or null.
mod optional_bytes {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(
        bytes: &Option<Vec<u8>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        bytes
            .as_deref()
            .map(serde_bytes::Bytes::new)
            .serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Vec<u8>>, D::Error> {
        Option::<serde_bytes::ByteBuf>::deserialize(deserializer)
            .map(|bytes| bytes.map(serde_bytes::ByteBuf::into_vec))
    }
}
