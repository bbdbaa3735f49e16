// Rendered from crate/src/protocol.rs by `KINDLING_RENDER=1 cargo test --release --test protocol`.
// Do not edit: the test `the_page_has_the_workers_declarations` fails when this is stale.

/**
 * What the page asks of the worker.
 */
export type Command = { "type": "open", 
/**
 * Which device the visitor wants.
 */
device: DevicePreference, 
/**
 * Which data the visitor wants.
 */
data: DataPreference, } | { "type": "summarize", 
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
run_id: number, } | { "type": "stop", 
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
strokes: Array<Stroke>, } | { "type": "save_model", 
/**
 * Chosen by the page, repeated in the answer.
 */
request_id: number, };

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
limits: Limits, } | { "type": "device", 
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
 * One sentence for the visitor: where it comes from, and what it is not.
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
epochs_done: number, } | { "type": "progress", 
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
samples_per_second: number, } | { "type": "evaluating", 
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
record: EpochRecord, } | { "type": "checkpoint", 
/**
 * The run.
 */
run_id: number, 
/**
 * Epochs behind it.
 */
epochs_done: number, 
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
run_id: number, } | { "type": "run_ended", 
/**
 * The run.
 */
run_id: number, 
/**
 * How it ended.
 */
outcome: Outcome, } | { "type": "prediction", 
/**
 * The request this answers.
 */
request_id: number, 
/**
 * What the network saw: 28×28 row-major, 0 = background, 255 = ink.
 */
pixels: Uint8Array, 
/**
 * One probability per class; null while there is no network that was trained.
 */
probabilities: Array<number> | null, } | { "type": "model", 
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
bytes: Uint8Array, } | { "type": "notice", 
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
export type DataPreference = "auto" | "mnist" | "generated";

/**
 * The data that runs train on.
 */
export type DatasetKind = "mnist" | "generated";

/**
 * How a run ended.
 */
export type Outcome = "finished" | "stopped";

/**
 * A multilayer perceptron: 784 inputs, the hidden layers, 10 outputs.
 */
export type Architecture = { 
/**
 * The hidden layers, first to last; none makes a linear softmax classifier.
 */
hidden: Array<HiddenLayer>, 
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
 * Standard deviation of the kernel's normal initialisation; null takes He's √(2 / inputs).
 */
init_stddev: number | null, };

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
 * Adam's learning rate, > 0 and ≤ 10.
 */
learning_rate: number, 
/**
 * Decides initial weights, order of the images and dropout.
 */
seed: number, };

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
reported: Reported | null, };

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
train_accuracy: number, };

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
max_units: number, };

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
