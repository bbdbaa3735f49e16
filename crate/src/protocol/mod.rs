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
//!
//! The visitor's own files are read by a worker of their own, with messages of its own
//! ([`FilesCommand`], [`FilesEvent`]).

use serde::{Deserialize, Serialize};

pub use figures::{
    Answer, DatasetKind, DeviceKind, DigitImage, DigitSelection, EpochRecord, ImageFormat, Outcome,
    Summary, SummaryRow, WeightDistribution,
};
pub use files::{FilesCommand, FilesEvent, OwnData};
pub use settings::{
    Activation, Architecture, Callbacks, DataPreference, DevicePreference, HiddenLayer,
    Initialization, Limits, ModelEntry, NotebookEpoch, OptimizerKind, RateChange, Reported,
    RunConfig, ScheduleKind, Watch,
};

/// Gives a message type its derives; TypeScript is rendered on native targets only.
macro_rules! message {
    ($($item:item)+) => {$(
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
        $item
    )+};
}

mod figures;
mod files;
pub(crate) mod reading;
mod settings;
mod tagged;

message! {
/// What the page asks of the worker. The page writes the kind into the message, as `type`; here it
/// stands before the message, which costs a fraction of the code (`web/port.rs` moves it).
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(not(target_arch = "wasm32"), ts(tag = "type"))]
pub enum Command {
    /// Chooses the device and loads the data. The first command; again only while no run is going on.
    Open {
        /// Which device the visitor wants.
        device: DevicePreference,
        /// Which data the visitor wants.
        data: DataPreference,
        /// The images of [`DataPreference::Custom`], as the worker that reads files gave them
        /// ([`FilesEvent::Data`]); null for other data.
        #[serde(with = "optional_bytes")]
        #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array | null"))]
        images: Option<Vec<u8>>,
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
        /// Learning rates that the run is to set on the way, as the one did that it repeats or goes
        /// on with; where left out, a fresh run has none, and a checkpoint its own.
        #[serde(default)]
        #[cfg_attr(not(target_arch = "wasm32"), ts(as = "Option<Vec<RateChange>>", optional))]
        rate_changes: Vec<RateChange>,
        /// The bytes of an [`Event::Checkpoint`] to go on from; null starts afresh.
        #[serde(with = "optional_bytes")]
        #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array | null"))]
        checkpoint: Option<Vec<u8>>,
    },
    /// Holds the run after the steps in flight; answered by [`Event::Paused`] and an
    /// [`Event::Checkpoint`].
    Pause {
        /// The run to pause.
        run_id: u32,
    },
    /// Goes on with a paused run; answered by [`Event::Resumed`].
    Resume {
        /// The run to resume.
        run_id: u32,
    },
    /// Sets the learning rate from the next step on; answered by [`Event::RateChanged`].
    SetLearningRate {
        /// The run.
        run_id: u32,
        /// In place of the settings' own, above 0; a schedule goes on from it.
        learning_rate: f64,
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
    /// Asks for images of the data; answered by [`Event::Digits`].
    ShowDigits {
        /// Chosen by the page, repeated in the answer.
        request_id: u32,
        /// Which.
        selection: DigitSelection,
        /// How many at most, 1..=200.
        max_digits: u32,
    },
    /// Asks what the units of the first layer look for; answered by [`Event::FirstLayer`].
    ShowFirstLayer {
        /// Chosen by the page, repeated in the answer.
        request_id: u32,
        /// The first unit to show, from 0.
        first_unit: u32,
        /// How many at most, 1..=200.
        max_units: u32,
    },
    /// Asks how long steps of a fresh network take; answered by [`Event::Measured`]. Only while no run
    /// is going on.
    Measure {
        /// Chosen by the page, repeated in the answer.
        request_id: u32,
        /// The device; a GPU is started for it if need be, and not tested first.
        device: DeviceKind,
        /// The network.
        architecture: Architecture,
        /// Images of a step.
        batch_size: u32,
        /// Steps before those that are counted.
        n_warmup_steps: u32,
        /// Steps that are counted, at least one.
        n_steps: u32,
    },
    /// Asks for the trained network as a safetensors file; answered by [`Event::Model`].
    SaveModel {
        /// Chosen by the page, repeated in the answer.
        request_id: u32,
    },
    /// Takes a network of a file as the one that reads drawings; answered by
    /// [`Event::ModelLoaded`]. Only with data, while no run is going on.
    LoadModel {
        /// Chosen by the page, repeated in the answer.
        request_id: u32,
        /// What the worker that reads files made of the file ([`FilesEvent::Model`]).
        #[serde(with = "optional_bytes")]
        #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
        checkpoint: Option<Vec<u8>>,
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
        /// What the notebook concludes, one sentence each, in its order.
        observations: Vec<String>,
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
        /// What kind of images they are.
        format: ImageFormat,
        /// One sentence for the visitor: where it comes from, and what it is not. Empty for own data,
        /// of which [`FilesEvent::Data`] has told.
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
        /// Steps of the epoch after them that the checkpoint had behind it too.
        steps_done: u32,
        /// The learning rates that were set on the way, and those that are still to be.
        rate_changes: Vec<RateChange>,
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
        /// Learning rate of the last of these steps, as a schedule or the visitor has set it.
        learning_rate: f64,
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
    /// What the network answered for the test images, at the end of an epoch.
    Confusion {
        /// The run.
        run_id: u32,
        /// The epoch just evaluated, from 1.
        epoch: u32,
        /// Test images by label (rows) and answer (columns).
        counts: Vec<Vec<u32>>,
    },
    /// How the weights are distributed: when a run begins, and at the end of each epoch.
    Weights {
        /// The run.
        run_id: u32,
        /// Epochs behind it; 0 for the initial weights.
        epochs_done: u32,
        /// One for each dense layer, first to last.
        layers: Vec<WeightDistribution>,
    },
    /// The whole state of the run, for [`Command::Train`] to go on from: at the end of each epoch,
    /// and when the run is held.
    Checkpoint {
        /// The run.
        run_id: u32,
        /// Epochs behind it.
        epochs_done: u32,
        /// Steps of the epoch after them that are behind it too.
        steps_done: u32,
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
    /// The learning rate was set.
    RateChanged {
        /// The run.
        run_id: u32,
        /// To what, and from when on.
        change: RateChange,
    },
    /// The run is over; its network stays for [`Command::Predict`]. A run that has stopped early is
    /// finished, too.
    RunEnded {
        /// The run.
        run_id: u32,
        /// How it ended.
        outcome: Outcome,
        /// The epoch whose network was put back because it was the best; null where the last one's
        /// stays.
        restored_epoch: Option<u32>,
    },
    /// What the network reads in a drawing.
    Prediction {
        /// The request this answers.
        request_id: u32,
        /// What kind of images the network reads; without one, what the data has.
        format: ImageFormat,
        /// What the network saw: row-major, 0 = background, 255 = ink.
        #[serde(with = "serde_bytes")]
        #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
        pixels: Vec<u8>,
        /// One probability per class; null while there is no network that was trained.
        probabilities: Option<Vec<f64>>,
    },
    /// Images of the data.
    Digits {
        /// The request this answers.
        request_id: u32,
        /// What kind of images they are.
        format: ImageFormat,
        /// How many there are of that kind.
        n_digits: u32,
        /// The first of them, at most as many as asked for.
        digits: Vec<DigitImage>,
    },
    /// What units of the first layer look for.
    FirstLayer {
        /// The request this answers.
        request_id: u32,
        /// Units of the layer.
        n_units: u32,
        /// The first unit shown, from 0.
        first_unit: u32,
        /// The largest weight of the units shown, regardless of its sign.
        largest_weight: f64,
        /// What kind of images the network reads.
        format: ImageFormat,
        /// A byte for each pixel of each unit: 128 + 127 · weight / `largest_weight`, rounded.
        #[serde(with = "serde_bytes")]
        #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
        images: Vec<u8>,
    },
    /// How long steps took.
    Measured {
        /// The request this answers.
        request_id: u32,
        /// The device that took them.
        device: DeviceKind,
        /// Steps that were counted.
        n_steps: u32,
        /// Their time, until the device had done them.
        seconds: f64,
        /// Mean cross-entropy of the last one in nats.
        loss: f64,
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
    /// A network of a file reads drawings now; it is tested next.
    ModelLoaded {
        /// The request this answers.
        request_id: u32,
    },
    /// A network of a file was tested with the whole test set.
    ModelTested {
        /// The request of [`Command::LoadModel`].
        request_id: u32,
        /// Mean cross-entropy in nats.
        test_loss: f64,
        /// 0..1.
        test_accuracy: f64,
        /// Test images.
        n_test: u32,
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


/// One stroke of the pen. Coordinates are fractions of the pad: x from left, y from top.
#[serde(deny_unknown_fields)]
pub struct Stroke {
    /// x of each point, 0..1.
    #[serde(deserialize_with = "single_precision")]
    pub x: Vec<f32>,
    /// y of each point, 0..1; as many as `x`.
    #[serde(deserialize_with = "single_precision")]
    pub y: Vec<f32>,
}
}

/// Numbers in single precision from those that JSON has: a reader of each would be code twice.
fn single_precision<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<Vec<f32>, D::Error> {
    let numbers = Vec::<f64>::deserialize(reader)?;
    let numbers: Vec<f32> = numbers.into_iter().map(|number| number as f32).collect();
    if numbers.iter().all(|number| number.is_finite()) {
        return Ok(numbers);
    }
    Err(serde::de::Error::custom("number out of range"))
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
