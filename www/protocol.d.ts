// Rendered from crate/src/protocol/ by `KINDLING_RENDER=1 cargo test --release --test protocol`.
// Do not edit: the test `the_page_has_the_workers_declarations` fails when this is stale.

/**
 * What the page asks of the worker. The page writes the kind into the message, as `type`; here it
 * stands before the message, which costs a fraction of the code (`web/port.rs` moves it).
 */
export type Command = { "type": "open", 
/**
 * Which device the visitor wants.
 */
device: DevicePreference, 
/**
 * Which data the visitor wants.
 */
data: DataPreference, 
/**
 * The images of [`DataPreference::Custom`], as the worker that reads files gave them
 * ([`FilesEvent::Data`]); null for other data.
 */
images: Uint8Array | null, } | { "type": "summarize", 
/**
 * Chosen by the page, repeated in the answer.
 */
request_id: number, 
/**
 * The network to describe.
 */
architecture: Architecture, } | { "type": "train", 
/**
 * Chosen by the page; every message of the run carries it.
 */
run_id: number, 
/**
 * Everything that decides the run's numbers.
 */
config: RunConfig, 
/**
 * Learning rates that the run is to set on the way, as the one did that it repeats or goes
 * on with; where left out, a fresh run has none, and a checkpoint its own.
 */
rate_changes?: Array<RateChange>, 
/**
 * The bytes of an [`Event::Checkpoint`] to go on from; null starts afresh.
 */
checkpoint: Uint8Array | null, } | { "type": "pause", 
/**
 * The run to pause.
 */
run_id: number, } | { "type": "resume", 
/**
 * The run to resume.
 */
run_id: number, } | { "type": "set_learning_rate", 
/**
 * The run.
 */
run_id: number, 
/**
 * In place of the settings' own, above 0; a schedule goes on from it.
 */
learning_rate: number, } | { "type": "stop", 
/**
 * The run to stop.
 */
run_id: number, } | { "type": "predict", 
/**
 * Chosen by the page, repeated in the answer.
 */
request_id: number, 
/**
 * What was drawn, in the order it was drawn.
 */
strokes: Array<Stroke>, } | { "type": "show_digits", 
/**
 * Chosen by the page, repeated in the answer.
 */
request_id: number, 
/**
 * Which.
 */
selection: DigitSelection, 
/**
 * How many at most, 1..=200.
 */
max_digits: number, } | { "type": "show_first_layer", 
/**
 * Chosen by the page, repeated in the answer.
 */
request_id: number, 
/**
 * The first unit to show, from 0.
 */
first_unit: number, 
/**
 * How many at most, 1..=200.
 */
max_units: number, } | { "type": "measure", 
/**
 * Chosen by the page, repeated in the answer.
 */
request_id: number, 
/**
 * The device; a GPU is started for it if need be, and not tested first.
 */
device: DeviceKind, 
/**
 * The network.
 */
architecture: Architecture, 
/**
 * Images of a step.
 */
batch_size: number, 
/**
 * Steps before those that are counted.
 */
n_warmup_steps: number, 
/**
 * Steps that are counted, at least one.
 */
n_steps: number, } | { "type": "save_model", 
/**
 * Chosen by the page, repeated in the answer.
 */
request_id: number, } | { "type": "load_model", 
/**
 * Chosen by the page, repeated in the answer.
 */
request_id: number, 
/**
 * What the worker that reads files made of the file ([`FilesEvent::Model`]).
 */
checkpoint: Uint8Array, };

/**
 * What the worker tells the page.
 */
export type Event = { "type": "listening", 
/**
 * This crate's version.
 */
version: string, 
/**
 * The models on offer, in the order to show them.
 */
models: Array<ModelEntry>, 
/**
 * What bounds the settings.
 */
limits: Limits, 
/**
 * What the notebook concludes, one sentence each, in its order.
 */
observations: Array<string>, } | { "type": "device", 
/**
 * What was chosen.
 */
kind: DeviceKind, 
/**
 * What the device calls itself, such as `apple metal-3`; empty on the CPU.
 */
name: string, 
/**
 * One sentence for the visitor: why this one.
 */
reason: string, } | { "type": "download", 
/**
 * The file's name, such as `train-images-idx3-ubyte`.
 */
file: string, 
/**
 * Where it comes from, such as `this site` or `cdn.jsdelivr.net`.
 */
source: string, 
/**
 * Bytes that arrived so far.
 */
received_bytes: number, 
/**
 * Bytes in all; null when the server does not say.
 */
total_bytes: number | null, } | { "type": "dataset", 
/**
 * Which data.
 */
kind: DatasetKind, 
/**
 * Images to train on.
 */
n_train: number, 
/**
 * Images to test on.
 */
n_test: number, 
/**
 * What kind of images they are.
 */
format: ImageFormat, 
/**
 * One sentence for the visitor: where it comes from, and what it is not. Empty for own data,
 * of which [`FilesEvent::Data`] has told.
 */
note: string, } | { "type": "ready", } | { "type": "summary", 
/**
 * The request this answers.
 */
request_id: number, 
/**
 * The table.
 */
summary: Summary, } | { "type": "run_started", 
/**
 * The run.
 */
run_id: number, 
/**
 * Its settings, as the worker took them.
 */
config: RunConfig, 
/**
 * Batches in an epoch, the ragged last one included.
 */
steps_per_epoch: number, 
/**
 * Images trained in an epoch.
 */
n_train: number, 
/**
 * Epochs that the checkpoint had behind it; 0 for a fresh run.
 */
epochs_done: number, 
/**
 * Steps of the epoch after them that the checkpoint had behind it too.
 */
steps_done: number, 
/**
 * The learning rates that were set on the way, and those that are still to be.
 */
rate_changes: Array<RateChange>, } | { "type": "progress", 
/**
 * The run.
 */
run_id: number, 
/**
 * The epoch being trained, from 1.
 */
epoch: number, 
/**
 * Steps of this epoch done so far.
 */
step: number, 
/**
 * Loss of each step since the last message: mean cross-entropy in nats.
 */
losses: Array<number>, 
/**
 * Accuracy of each step since the last message, 0..1.
 */
accuracies: Array<number>, 
/**
 * Training speed over the last messages, evaluation left out.
 */
samples_per_second: number, 
/**
 * Learning rate of the last of these steps, as a schedule or the visitor has set it.
 */
learning_rate: number, } | { "type": "evaluating", 
/**
 * The run.
 */
run_id: number, 
/**
 * The epoch just trained, from 1.
 */
epoch: number, 
/**
 * Test images evaluated so far.
 */
n_evaluated: number, 
/**
 * Test images in all.
 */
n_test: number, } | { "type": "epoch_ended", 
/**
 * The run.
 */
run_id: number, 
/**
 * Its figures.
 */
record: EpochRecord, } | { "type": "confusion", 
/**
 * The run.
 */
run_id: number, 
/**
 * The epoch just evaluated, from 1.
 */
epoch: number, 
/**
 * Test images by label (rows) and answer (columns).
 */
counts: Array<Array<number>>, } | { "type": "weights", 
/**
 * The run.
 */
run_id: number, 
/**
 * Epochs behind it; 0 for the initial weights.
 */
epochs_done: number, 
/**
 * One for each dense layer, first to last.
 */
layers: Array<WeightDistribution>, } | { "type": "checkpoint", 
/**
 * The run.
 */
run_id: number, 
/**
 * Epochs behind it.
 */
epochs_done: number, 
/**
 * Steps of the epoch after them that are behind it too.
 */
steps_done: number, 
/**
 * A safetensors file; `docs/run-format.md` describes it.
 */
bytes: Uint8Array, } | { "type": "paused", 
/**
 * The run.
 */
run_id: number, } | { "type": "resumed", 
/**
 * The run.
 */
run_id: number, } | { "type": "rate_changed", 
/**
 * The run.
 */
run_id: number, 
/**
 * To what, and from when on.
 */
change: RateChange, } | { "type": "run_ended", 
/**
 * The run.
 */
run_id: number, 
/**
 * How it ended.
 */
outcome: Outcome, 
/**
 * The epoch whose network was put back because it was the best; null where the last one's
 * stays.
 */
restored_epoch: number | null, } | { "type": "prediction", 
/**
 * The request this answers.
 */
request_id: number, 
/**
 * What kind of images the network reads; without one, what the data has.
 */
format: ImageFormat, 
/**
 * What the network saw: row-major, 0 = background, 255 = ink.
 */
pixels: Uint8Array, 
/**
 * One probability per class; null while there is no network that was trained.
 */
probabilities: Array<number> | null, } | { "type": "digits", 
/**
 * The request this answers.
 */
request_id: number, 
/**
 * What kind of images they are.
 */
format: ImageFormat, 
/**
 * How many there are of that kind.
 */
n_digits: number, 
/**
 * The first of them, at most as many as asked for.
 */
digits: Array<DigitImage>, } | { "type": "first_layer", 
/**
 * The request this answers.
 */
request_id: number, 
/**
 * Units of the layer.
 */
n_units: number, 
/**
 * The first unit shown, from 0.
 */
first_unit: number, 
/**
 * The largest weight of the units shown, regardless of its sign.
 */
largest_weight: number, 
/**
 * What kind of images the network reads.
 */
format: ImageFormat, 
/**
 * A byte for each pixel of each unit: 128 + 127 · weight / `largest_weight`, rounded.
 */
images: Uint8Array, } | { "type": "measured", 
/**
 * The request this answers.
 */
request_id: number, 
/**
 * The device that took them.
 */
device: DeviceKind, 
/**
 * Steps that were counted.
 */
n_steps: number, 
/**
 * Their time, until the device had done them.
 */
seconds: number, 
/**
 * Mean cross-entropy of the last one in nats.
 */
loss: number, } | { "type": "model", 
/**
 * The request this answers.
 */
request_id: number, 
/**
 * A name for the file, such as `a1-relu.safetensors`.
 */
file_name: string, 
/**
 * A safetensors file; `docs/model-format.md` describes it.
 */
bytes: Uint8Array, } | { "type": "model_loaded", 
/**
 * The request this answers.
 */
request_id: number, } | { "type": "model_tested", 
/**
 * The request of [`Command::LoadModel`].
 */
request_id: number, 
/**
 * Mean cross-entropy in nats.
 */
test_loss: number, 
/**
 * 0..1.
 */
test_accuracy: number, 
/**
 * Test images.
 */
n_test: number, } | { "type": "notice", 
/**
 * What happened and what to do.
 */
failure: Failure, } | { "type": "failed", 
/**
 * The run that it is about, if it is about one.
 */
run_id: number | null, 
/**
 * What the failure cost.
 */
scope: FailureScope, 
/**
 * What happened and what to do.
 */
failure: Failure, };

/**
 * What the page asks of the worker that reads files. The message is an object of two members: this
 * `command`, and `files`, the browser's `File`s that it is about.
 */
export type FilesCommand = { "type": "read_data", 
/**
 * Whether an image's first column stands where others have their first row, as in EMNIST.
 */
transposed: boolean, 
/**
 * Bytes of the largest buffer of the GPU that is to hold the images; null for the CPU.
 */
largest_buffer_bytes: number | null, } | { "type": "read_model", 
/**
 * What kind of images the data has that the network is to be tested on; null without data.
 */
format: ImageFormat | null, } | { "type": "write_onnx", };

/**
 * What the worker that reads files tells the page.
 */
export type FilesEvent = { "type": "listening", } | { "type": "understood", 
/**
 * What was taken for what, as one sentence.
 */
understood: string, 
/**
 * Memory for images, labels and a step, on the host and on the device.
 */
needed_bytes: number, 
/**
 * What there is for it.
 */
limit_bytes: number, } | { "type": "reading", 
/**
 * The file's name.
 */
file: string, 
/**
 * Bytes so far, unzipped.
 */
received_bytes: number, 
/**
 * Bytes in all, unzipped.
 */
total_bytes: number, } | { "type": "data", 
/**
 * What it is.
 */
own: OwnData, 
/**
 * Its images and labels: `data/own/handover.rs` says how they lie.
 */
images: Uint8Array, } | { "type": "model", 
/**
 * The file's name.
 */
file_name: string, 
/**
 * The settings that it was trained with.
 */
config: RunConfig, 
/**
 * What kind of images it reads.
 */
format: ImageFormat, 
/**
 * The network as a checkpoint whose optimizer took no step.
 */
checkpoint: Uint8Array, } | { "type": "onnx", 
/**
 * A name for the file, such as `a1-relu.onnx`.
 */
file_name: string, 
/**
 * An ONNX file; `docs/model-format.md` describes it.
 */
bytes: Uint8Array, } | { "type": "failed", 
/**
 * What happened and what to do.
 */
failure: Failure, };

/**
 * What the page tells of a visitor's own data.
 */
export type OwnData = { 
/**
 * What tells it from all other data: a SHA-256 in hexadecimal.
 */
fingerprint: string, 
/**
 * One sentence or two for the visitor: what the files were taken for.
 */
note: string, };

/**
 * A problem, as the visitor reads it.
 */
export type Failure = { 
/**
 * A stable name for tests and bug reports, such as `checksum`.
 */
code: string, 
/**
 * What is wrong, with its facts.
 */
message: string, 
/**
 * What to do next.
 */
advice: string, };

/**
 * What a failure cost.
 */
export type FailureScope = "command" | "run" | "device" | "open";

/**
 * The device that the visitor asks for.
 */
export type DevicePreference = "auto" | "webgpu" | "cpu";

/**
 * The device that computes.
 */
export type DeviceKind = "webgpu" | "cpu";

/**
 * The data that the visitor asks for.
 */
export type DataPreference = "auto" | "mnist" | "generated" | "custom";

/**
 * The data that runs train on.
 */
export type DatasetKind = "mnist" | "generated" | "custom";

/**
 * What kind of images a network reads.
 */
export type ImageFormat = { 
/**
 * Rows of an image, 1..=64.
 */
rows: number, 
/**
 * Columns of an image, 1..=64.
 */
columns: number, 
/**
 * Classes, 2..=100; a label is below it.
 */
classes: number, };

/**
 * How a run ended.
 */
export type Outcome = "finished" | "stopped";

/**
 * A multilayer perceptron: one input for each pixel, the hidden layers, one output for
 * each class.
 */
export type Architecture = { 
/**
 * The hidden layers, first to last; none makes a linear softmax classifier.
 */
hidden: Array<HiddenLayer>, 
/**
 * What each hidden layer makes of its sums.
 */
activation: Activation, 
/**
 * Whether each hidden layer is followed by batch normalisation.
 */
batch_norm: boolean, 
/**
 * Share of each hidden layer's outputs that dropout zeroes in training, 0 ≤ rate < 1.
 */
dropout: number, };

/**
 * One hidden layer.
 */
export type HiddenLayer = { 
/**
 * Outputs of the layer, 1..=2048.
 */
units: number, 
/**
 * What its kernel is drawn from; its biases begin at zero.
 */
initialization: Initialization, };

/**
 * What a hidden layer makes of its sums.
 */
export type Activation = "relu" | "tanh" | "sigmoid" | "gelu";

/**
 * What a kernel `[inputs, units]` is drawn from before training.
 */
export type Initialization = { "kind": "he", } | { "kind": "glorot", } | { "kind": "normal", 
/**
 * Standard deviation, above 0 and at most 10.
 */
stddev: number, };

/**
 * How gradients change the weights, each with Keras's formula, and its defaults but for momentum.
 */
export type OptimizerKind = "adam" | "sgd" | "rmsprop";

/**
 * Everything that decides a run's numbers.
 */
export type RunConfig = { 
/**
 * The model's id: one of the notebook's, `softmax` or `custom`.
 */
model: string, 
/**
 * The network.
 */
architecture: Architecture, 
/**
 * Passes over the training set, 1..=1000.
 */
epochs: number, 
/**
 * Images in a step, 1..=n_train.
 */
batch_size: number, 
/**
 * How gradients change the weights.
 */
optimizer: OptimizerKind, 
/**
 * The optimizer's learning rate, > 0 and ≤ 10.
 */
learning_rate: number, 
/**
 * Decides initial weights, order of the images and dropout.
 */
seed: number, 
/**
 * What changes the run while it goes on; missing where nothing does.
 */
callbacks?: Callbacks, };

/**
 * What changes a run while it goes on, as Keras's callbacks and schedules do. One flat object: nested
 * ones cost the page kilobytes of code.
 */
export type Callbacks = { 
/**
 * By which formula the learning rate changes; null leaves it as it is.
 */
schedule: ScheduleKind | null, 
/**
 * What the rate is multiplied by at each drop, above 0 and below 1; of the cosine the share of
 * the rate that is left at the end, also 0. Without a schedule nothing looks at it.
 */
factor: number, 
/**
 * Epochs between two drops, or without a better test loss before one, 1..=1000. Without a
 * schedule, and of the cosine, nothing looks at it.
 */
every: number, 
/**
 * What has to become better lest the run end before its last epoch, as Keras's `EarlyStopping`
 * has it; null never ends it.
 */
stop: Watch | null, 
/**
 * Epochs that may pass without a new best, 1..=1000. Without `stop` nothing looks at it.
 */
patience: number, 
/**
 * Whether the network of the best epoch is put back at the end. Without `stop` nothing looks at
 * it.
 */
restore_best: boolean, };

/**
 * By which formula the learning rate changes.
 */
export type ScheduleKind = "step" | "cosine" | "plateau";

/**
 * A figure of the test set.
 */
export type Watch = "test_loss" | "test_accuracy";

/**
 * A learning rate that the visitor set while a run went on.
 */
export type RateChange = { 
/**
 * The epoch, from 1.
 */
epoch: number, 
/**
 * The first of its steps that has this rate, from 1.
 */
step: number, 
/**
 * In place of the settings' own; a schedule goes on from it.
 */
learning_rate: number, };

/**
 * A model on offer.
 */
export type ModelEntry = { 
/**
 * Its id in links and exports, such as `a1-relu`.
 */
id: string, 
/**
 * Its name for people.
 */
title: string, 
/**
 * The network.
 */
architecture: Architecture, 
/**
 * What the notebook printed after its last epoch; null where it has no such model.
 */
reported: Reported | null, 
/**
 * The epochs of the notebook's curves that could be read; empty where it has no such model.
 */
history: Array<NotebookEpoch>, };

/**
 * Figures that the notebook printed after epoch 20.
 */
export type Reported = { 
/**
 * Mean cross-entropy on the test set, in nats.
 */
test_loss: number, 
/**
 * 0..1; null where it could not be read.
 */
test_accuracy: number | null, 
/**
 * Mean cross-entropy over the last epoch's training, in nats.
 */
train_loss: number, 
/**
 * 0..1.
 */
train_accuracy: number, 
/**
 * Time per training image in an epoch on its author's machine, in microseconds.
 */
microseconds_per_sample: number, };

/**
 * One epoch that the notebook printed. Losses are mean cross-entropies in nats, accuracies 0..1.
 */
export type NotebookEpoch = { 
/**
 * From 1.
 */
epoch: number, 
/**
 * Mean over the epoch's samples as they were trained.
 */
train_loss: number, 
/**
 * Mean over the epoch's samples as they were trained.
 */
train_accuracy: number, 
/**
 * Whole test set.
 */
test_loss: number, 
/**
 * Whole test set.
 */
test_accuracy: number, };

/**
 * What bounds the settings.
 */
export type Limits = { 
/**
 * Largest number of epochs.
 */
max_epochs: number, 
/**
 * Largest learning rate.
 */
max_learning_rate: number, 
/**
 * Largest number of hidden layers.
 */
max_hidden_layers: number, 
/**
 * Largest width of a hidden layer.
 */
max_units: number, 
/**
 * Largest standard deviation of a normal initialisation.
 */
max_init_stddev: number, };

/**
 * One epoch's figures. Losses are mean cross-entropies in nats, accuracies are 0..1.
 */
export type EpochRecord = { 
/**
 * From 1.
 */
epoch: number, 
/**
 * Mean over the epoch's samples as they were trained (dropout on).
 */
train_loss: number, 
/**
 * Mean over the epoch's samples as they were trained (dropout on).
 */
train_accuracy: number, 
/**
 * Whole test set, inference mode.
 */
test_loss: number, 
/**
 * Whole test set, inference mode.
 */
test_accuracy: number, 
/**
 * Time of training and evaluation, pauses left out.
 */
seconds: number, };

/**
 * Keras's summary table.
 */
export type Summary = { 
/**
 * One row per layer.
 */
rows: Array<SummaryRow>, 
/**
 * All parameters, batch-norm statistics included.
 */
total_params: number, 
/**
 * Parameters that training changes by gradient.
 */
trainable_params: number, 
/**
 * Batch-norm moving statistics.
 */
non_trainable_params: number, };

/**
 * One layer of the summary table.
 */
export type SummaryRow = { 
/**
 * Name and kind, as Keras prints them, such as `dense_1 (Dense)`.
 */
layer: string, 
/**
 * Size of the layer's output per image.
 */
output_units: number, 
/**
 * Parameters of the layer.
 */
params: number, };

/**
 * How the weights of one kernel are distributed, as seaborn's violins show it.
 */
export type WeightDistribution = { 
/**
 * The layer's name and kind, as Keras prints them, such as `dense_1 (Dense)`.
 */
layer: string, 
/**
 * How many weights the kernel has, those left out that are not finite.
 */
n_weights: number, 
/**
 * The smallest weight.
 */
min: number, 
/**
 * The smallest weight within 1.5 interquartile ranges of the lower quartile.
 */
lower_whisker: number, 
/**
 * A quarter of the weights are below it.
 */
lower_quartile: number, 
/**
 * Half of the weights are below it.
 */
median: number, 
/**
 * A quarter of the weights are above it.
 */
upper_quartile: number, 
/**
 * The largest weight within 1.5 interquartile ranges of the upper quartile.
 */
upper_whisker: number, 
/**
 * The largest weight.
 */
max: number, 
/**
 * Their standard deviation, with n − 1.
 */
stddev: number, 
/**
 * The weight that `density` begins at.
 */
grid_from: number, 
/**
 * The weight that `density` ends at.
 */
grid_to: number, 
/**
 * Kernel density, at evenly spaced weights from `grid_from` to `grid_to`; empty where all
 * weights are the same.
 */
density: Array<number>, };

/**
 * Which digits to show.
 */
export type DigitSelection = { "kind": "cell", 
/**
 * What the image is.
 */
label: number, 
/**
 * What the network answered.
 */
answer: number, } | { "kind": "mistakes", } | { "kind": "first_examples", };

/**
 * An image of the data, and what the network answered.
 */
export type DigitImage = { 
/**
 * Its index in the training or the test set, from 0.
 */
index: number, 
/**
 * What it is.
 */
label: number, 
/**
 * What the network answered after its last whole epoch; null for training images.
 */
answer: Answer | null, 
/**
 * Row-major, 0 = background, 255 = ink.
 */
pixels: Uint8Array, };

/**
 * What the network answered for an image.
 */
export type Answer = { 
/**
 * The class with the largest probability.
 */
class: number, 
/**
 * Its probability, 0..1.
 */
probability: number, };

/**
 * One stroke of the pen. Coordinates are fractions of the pad: x from left, y from top.
 */
export type Stroke = { 
/**
 * x of each point, 0..1.
 */
x: Array<number>, 
/**
 * y of each point, 0..1; as many as `x`.
 */
y: Array<number>, };
