//! Checkpoints: read, written again, and gone on from on the CPU.

use kindling::data::{Dataset, ImageFormat, digits};
use kindling::engine::{Device, DeviceData, Trainer};
use kindling::inspect::distribution::distributions;
use kindling::inspect::first_layer::first_layer;
use kindling::protocol::DatasetKind;
use kindling::train::checkpoint::Checkpoint;
use kindling::train::run::{Progress, Run};
use pollster::block_on;

use super::model_file::{BOUND, by_name};
use super::tensor_bytes::expanded;
use super::{Bound, assert_named};

/// Images to go on with.
const N_IMAGES: usize = 3;

/// Every tensor is in the file. The CPU rounds a layer's units up to 32, so that the values of a
/// layer of one take 32 times their bytes, once for what is read and once more for what is packed.
const RESTORING: Bound = Bound {
    per_byte: 80,
    base: 64 * 1024,
};

thread_local! {
    static DATA: DeviceData = data();
}

/// A checkpoint's bytes.
pub fn checkpoint(input: &[u8]) {
    let bytes = expanded(input);
    let read = BOUND.hold(bytes.len(), || Checkpoint::from_bytes(&bytes));
    match read {
        Err(error) => assert_named(&error, &["checkpoint", "setting"]),
        Ok(checkpoint) => {
            assert_written_and_read(&checkpoint);
            restore(&checkpoint, bytes.len());
            DATA.with(|data| go_on(&checkpoint, data));
        }
    }
}

fn assert_written_and_read(checkpoint: &Checkpoint) {
    let again = |checkpoint: &Checkpoint| match checkpoint.to_bytes() {
        Ok(bytes) => Checkpoint::from_bytes(&bytes),
        Err(error) => Err(error),
    };
    let first = match again(checkpoint) {
        Ok(first) => first,
        // Written out in full, a header can become longer than what is read.
        Err(error) if error.to_string().contains("its header is said to have") => return,
        Err(error) => panic!("{error}, but it was read before"),
    };
    assert_eq!(by_name(first.tensors()), by_name(checkpoint.tensors()));
    assert_eq!(first.config, checkpoint.config);
    assert_eq!(first.epochs_done, checkpoint.epochs_done);
    // Once in the order of files, it stays as it is, what is private with it.
    assert_eq!(again(&first).as_ref(), Ok(&first));
}

/// The network on the CPU, and what the page is told of its weights.
fn restore(checkpoint: &Checkpoint, n_bytes: usize) {
    let restored = RESTORING.hold(n_bytes, || {
        checkpoint.restore(ImageFormat::MNIST, &Device::Cpu)
    });
    let trainer: Trainer = match restored {
        Ok(trainer) => trainer,
        Err(error) => return assert_named(&error, &["checkpoint"]),
    };
    let Ok(tensors) = block_on(trainer.network_tensors()) else {
        panic!("the CPU does not fail");
    };
    for tensor in &tensors {
        assert!(checkpoint.tensors().contains(tensor), "{}", tensor.name);
    }
    let layers = distributions(&checkpoint.config.architecture, &tensors);
    assert_eq!(
        layers.len(),
        checkpoint.config.architecture.hidden.len() + 1
    );
    for layer in &layers {
        assert!(
            layer.density.iter().all(|density| density.is_finite()),
            "{layer:?}"
        );
    }
    let shown = first_layer(&tensors, 0, 200);
    assert!(shown.is_ok_and(|shown| shown.largest_weight.is_finite()));
}

/// Some bits of the run that it belongs to, if it is one of so few images.
fn go_on(checkpoint: &Checkpoint, data: &DeviceData) {
    let config = checkpoint.config.clone();
    let mut run = match Run::resumed(config, checkpoint, &data.train, &Device::Cpu) {
        Ok(run) => run,
        Err(error) => return assert_named(&error, &["checkpoint", "setting"]),
    };
    for _ in 0..3 {
        match block_on(run.advance(data)) {
            Ok(Progress::Finished) => return,
            Ok(_) => {}
            Err(error) => return assert_named(&error, &["not_finite"]),
        }
    }
}

fn data() -> DeviceData {
    let split = digits::generate(N_IMAGES, 1);
    let dataset = Dataset {
        kind: DatasetKind::Generated,
        train: split.clone(),
        test: split,
    };
    match DeviceData::upload(dataset, &Device::Cpu) {
        Ok(data) => data,
        Err(error) => panic!("{error}"),
    }
}
