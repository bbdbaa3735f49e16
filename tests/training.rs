//! Training on the CPU: what a run measures, and that the same seed gives the same numbers.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod support;

use kindling::data::{Dataset, digits};
use kindling::engine::{Device, DeviceSplit};
use kindling::error::Error;
use kindling::protocol::{
    Activation, Architecture, HiddenLayer, Initialization, OptimizerKind, RunConfig,
};
use kindling::train::checkpoint::Checkpoint;
use kindling::train::run::{Progress, Run};
use support::{finish, notebook_run, on_cpu, real_mnist, shortened, with_architecture};

/// A small network with all that a model can have.
fn small_run(epochs: u32, seed: u32) -> RunConfig {
    let hidden = [40, 20].map(|units| HiddenLayer {
        units,
        initialization: Initialization::Normal { stddev: 0.1 },
    });
    let architecture = Architecture {
        hidden: hidden.to_vec(),
        activation: Activation::Relu,
        batch_norm: true,
        dropout: 0.3,
    };
    with_architecture("custom", architecture, epochs, seed)
}

/// Generated digits, few enough to train on in a second: 5 batches and a ragged one.
fn few_digits() -> Dataset {
    let dataset = Dataset {
        kind: kindling::protocol::DatasetKind::Generated,
        train: digits::generate(700, 1),
        test: digits::generate(300, 2),
    };
    shortened(&dataset, 700, 300)
}

/// Test accuracy that each of the notebook's models passes after one epoch, a percentage point or
/// more below what seed 1 gave.
const AFTER_ONE_EPOCH: [(&str, f64); 7] = [
    ("a1-relu", 0.95),
    ("a1-bn", 0.95),
    ("a1-bn-dropout", 0.93),
    ("a2-relu", 0.94),
    ("a2-bn-dropout", 0.91),
    ("a3-relu", 0.93),
    ("a3-bn-dropout", 0.85),
];

#[test]
fn each_of_the_notebooks_models_learns_mnist_in_one_epoch() {
    let Some(mnist) = real_mnist() else { return };
    let data = on_cpu(&mnist);
    for (model, least) in AFTER_ONE_EPOCH {
        let mut run = Run::new(notebook_run(model, 1, 1), &data.train, &Device::Cpu);
        let (losses, records) = finish(run.as_mut().unwrap(), &data).unwrap();
        // 60000 images are 468 batches of 128 and one of 96.
        assert_eq!(losses.len(), 469);
        assert_eq!(records.len(), 1);
        assert!(records[0].test_accuracy >= least, "{model}: {records:?}");
    }
}

#[test]
fn the_same_seed_gives_the_same_losses_bit_for_bit() {
    let data = on_cpu(&few_digits());
    let losses = |seed| {
        let mut run = Run::new(small_run(2, seed), &data.train, &Device::Cpu).unwrap();
        let (losses, records) = finish(&mut run, &data).unwrap();
        let tests: Vec<u64> = records.iter().map(|r| r.test_loss.to_bits()).collect();
        let losses: Vec<u64> = losses.iter().map(|loss| loss.to_bits()).collect();
        (losses, tests)
    };
    assert_eq!(losses(7), losses(7));
    assert_ne!(losses(7).0, losses(8).0);
}

#[test]
fn an_epochs_training_loss_is_the_mean_over_its_images_with_the_ragged_batch() {
    let data = on_cpu(&few_digits());
    let mut run = Run::new(small_run(1, 3), &data.train, &Device::Cpu).unwrap();
    let (losses, records) = finish(&mut run, &data).unwrap();
    assert_eq!(losses.len(), 6);
    let weighted: f64 = losses[..5].iter().map(|loss| loss * 128.0).sum();
    let mean = (weighted + losses[5] * 60.0) / 700.0;
    assert!((records[0].train_loss - mean).abs() < 1e-9);
}

#[test]
fn a_resumed_run_gives_the_losses_of_an_uninterrupted_one() {
    let data = on_cpu(&few_digits());
    for optimizer in [
        OptimizerKind::Adam,
        OptimizerKind::Sgd,
        OptimizerKind::Rmsprop,
    ] {
        let config = |epochs| RunConfig {
            optimizer,
            ..small_run(epochs, 5)
        };
        let mut whole = Run::new(config(4), &data.train, &Device::Cpu).unwrap();
        let (_, expected) = finish(&mut whole, &data).unwrap();
        let mut half = Run::new(config(2), &data.train, &Device::Cpu).unwrap();
        finish(&mut half, &data).unwrap();
        let bytes = pollster::block_on(half.checkpoint())
            .unwrap()
            .to_bytes()
            .unwrap();
        let checkpoint = Checkpoint::from_bytes(&bytes).unwrap();
        let mut rest = Run::resumed(config(4), &checkpoint, &data.train, &Device::Cpu).unwrap();
        let (_, found) = finish(&mut rest, &data).unwrap();
        assert_eq!(found.len(), 2);
        for (found, expected) in found.iter().zip(&expected[2..]) {
            assert_eq!(found.epoch, expected.epoch);
            assert_eq!(found.train_loss.to_bits(), expected.train_loss.to_bits());
            assert_eq!(found.test_loss.to_bits(), expected.test_loss.to_bits());
        }
    }
}

#[test]
fn a_run_cut_at_any_point_and_resumed_gives_the_very_losses_of_a_whole_one() {
    let data = on_cpu(&few_digits());
    let config = small_run(2, 5);
    let mut whole = Run::new(config.clone(), &data.train, &Device::Cpu).unwrap();
    let (expected, expected_records) = finish(&mut whole, &data).unwrap();
    let mut cut = Run::new(config.clone(), &data.train, &Device::Cpu).unwrap();
    let mut losses_before = 0;
    let mut n_cuts_within = 0;
    loop {
        let checkpoint = pollster::block_on(cut.checkpoint()).unwrap();
        let bytes = checkpoint.to_bytes().unwrap();
        let read = Checkpoint::from_bytes(&bytes).unwrap();
        assert_eq!(read.epochs_done, checkpoint.epochs_done);
        assert_eq!(read.under_way, checkpoint.under_way);
        n_cuts_within += usize::from(read.under_way.is_some());
        let mut rest = Run::resumed(config.clone(), &read, &data.train, &Device::Cpu).unwrap();
        let (losses, records) = finish(&mut rest, &data).unwrap();
        let bits = |losses: &[f64]| losses.iter().map(|l| l.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&losses), bits(&expected[losses_before..]));
        for record in records {
            let whole = &expected_records[record.epoch as usize - 1];
            assert_eq!(record.train_loss.to_bits(), whole.train_loss.to_bits());
            assert_eq!(record.train_accuracy, whole.train_accuracy);
            assert_eq!(record.test_loss.to_bits(), whole.test_loss.to_bits());
        }
        match pollster::block_on(cut.advance(&data)).unwrap() {
            Progress::Trained { figures, .. } => losses_before += figures.len(),
            Progress::Finished => break,
            Progress::Evaluated { .. } | Progress::EpochEnded(_) => {}
        }
    }
    assert!(
        n_cuts_within >= 4,
        "cut {n_cuts_within} times within an epoch"
    );
    assert_eq!(losses_before, expected.len());
}

#[test]
fn a_checkpoint_of_the_first_version_goes_on_and_one_of_a_later_version_is_refused_by_name() {
    let data = on_cpu(&few_digits());
    let mut run = Run::new(small_run(1, 5), &data.train, &Device::Cpu).unwrap();
    finish(&mut run, &data).unwrap();
    let bytes = pollster::block_on(run.checkpoint())
        .unwrap()
        .to_bytes()
        .unwrap();
    let first = with_header(&bytes, |header| {
        header
            .replace(r#"\"version\":3"#, r#"\"version\":1"#)
            .replace(r#",\"under_way\":null"#, "")
    });
    let checkpoint = Checkpoint::from_bytes(&first).unwrap();
    assert_eq!((checkpoint.epochs_done, checkpoint.under_way), (1, None));
    assert!(Run::resumed(small_run(2, 5), &checkpoint, &data.train, &Device::Cpu).is_ok());
    let later = with_header(&bytes, |header| {
        // With something that this version knows nothing of.
        header.replace(r#"\"version\":3"#, r#"\"version\":9,\"mood\":1"#)
    });
    match Checkpoint::from_bytes(&later) {
        Err(Error::Checkpoint { reason }) => assert!(reason.contains("version 9"), "{reason}"),
        other => panic!("{other:?}"),
    }
}

/// A safetensors file with its header changed.
fn with_header(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let n_header = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    let header = std::str::from_utf8(&bytes[8..8 + n_header]).unwrap();
    let changed = change(header);
    assert_ne!(changed, header, "nothing was changed");
    let mut file = (changed.len() as u64).to_le_bytes().to_vec();
    file.extend(changed.as_bytes());
    file.extend(&bytes[8 + n_header..]);
    file
}

#[test]
fn a_checkpoint_does_not_go_on_over_another_number_of_images() {
    let data = on_cpu(&few_digits());
    let mut run = Run::new(small_run(1, 5), &data.train, &Device::Cpu).unwrap();
    finish(&mut run, &data).unwrap();
    let checkpoint = pollster::block_on(run.checkpoint()).unwrap();
    let other = DeviceSplit::upload(digits::generate(900, 1), &Device::Cpu).unwrap();
    match Run::resumed(small_run(2, 5), &checkpoint, &other, &Device::Cpu) {
        Err(Error::Checkpoint { reason }) => assert!(reason.contains("other images"), "{reason}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_activation_and_optimizer_learns_the_digits() {
    let data = on_cpu(&few_digits());
    for (activation, optimizer, learning_rate) in [
        (Activation::Tanh, OptimizerKind::Adam, 0.01),
        (Activation::Sigmoid, OptimizerKind::Rmsprop, 0.01),
        (Activation::Gelu, OptimizerKind::Sgd, 0.05),
    ] {
        let mut config = small_run(25, 1);
        config.architecture.activation = activation;
        config.architecture.dropout = 0.0;
        // Its moving statistics need more steps than these sixty.
        config.architecture.batch_norm = false;
        config.optimizer = optimizer;
        config.learning_rate = learning_rate;
        let mut run = Run::new(config, &data.train, &Device::Cpu).unwrap();
        let (_, records) = finish(&mut run, &data).unwrap();
        let last = records.last().unwrap();
        assert!(last.train_accuracy > 0.9, "{activation:?}: {last:?}");
        assert!(last.test_accuracy > 0.7, "{activation:?}: {last:?}");
    }
}

#[test]
fn a_checkpoint_belongs_to_its_run_to_the_last_digit_of_the_settings() {
    let data = on_cpu(&few_digits());
    let mut config = small_run(2, 5);
    // A number that a careless parser of decimals gives back with another last bit.
    config.learning_rate = 0.014632794023118467;
    let mut run = Run::new(config.clone(), &data.train, &Device::Cpu).unwrap();
    finish(&mut run, &data).unwrap();
    let bytes = pollster::block_on(run.checkpoint())
        .unwrap()
        .to_bytes()
        .unwrap();
    let checkpoint = Checkpoint::from_bytes(&bytes).unwrap();
    assert!(Run::resumed(config, &checkpoint, &data.train, &Device::Cpu).is_ok());
}

#[test]
fn a_damaged_or_foreign_checkpoint_is_refused_by_name() {
    let data = on_cpu(&few_digits());
    let mut run = Run::new(small_run(1, 5), &data.train, &Device::Cpu).unwrap();
    finish(&mut run, &data).unwrap();
    let checkpoint = pollster::block_on(run.checkpoint()).unwrap();
    let bytes = checkpoint.to_bytes().unwrap();
    for damaged in [
        &bytes[..bytes.len() / 2],
        &bytes[8..],
        b"",
        b"<!doctype html>",
    ] {
        assert!(matches!(
            Checkpoint::from_bytes(damaged),
            Err(Error::Checkpoint { .. })
        ));
    }
    let other = small_run(2, 6);
    let refused = Run::resumed(other, &checkpoint, &data.train, &Device::Cpu);
    assert!(matches!(refused, Err(Error::Checkpoint { .. })));
}

/// Makes settings impossible.
type Spoil = fn(&mut RunConfig);

#[test]
fn impossible_settings_are_named_with_their_range() {
    let cases: [(&str, Spoil); 10] = [
        ("Epochs", |config| config.epochs = 0),
        ("Epochs", |config| config.epochs = 1001),
        ("Batch size", |config| config.batch_size = 0),
        ("Batch size", |config| config.batch_size = 701),
        ("Learning rate", |config| config.learning_rate = f64::NAN),
        ("Learning rate", |config| config.learning_rate = -0.1),
        ("Learning rate", |config| {
            config.learning_rate = f64::INFINITY
        }),
        ("Dropout", |config| config.architecture.dropout = 1.0),
        ("Units of a hidden layer", |config| {
            config.architecture.hidden[0].units = 0
        }),
        ("Initial standard deviation", |config| {
            config.architecture.hidden[0].initialization =
                Initialization::Normal { stddev: f64::NAN };
        }),
    ];
    let data = on_cpu(&few_digits());
    for (name, spoil) in cases {
        let mut config = small_run(1, 1);
        spoil(&mut config);
        match Run::new(config, &data.train, &Device::Cpu) {
            Err(Error::Setting { setting, .. }) => assert_eq!(setting, name),
            other => panic!("{name} was not refused: {other:?}"),
        }
    }
}

#[test]
fn a_loss_that_is_not_finite_ends_the_run_and_names_the_step() {
    let data = on_cpu(&few_digits());
    let mut run = Run::new(small_run(1, 5), &data.train, &Device::Cpu).unwrap();
    finish(&mut run, &data).unwrap();
    let mut bytes = pollster::block_on(run.checkpoint())
        .unwrap()
        .to_bytes()
        .unwrap();
    // The file ends with the output layer's kernel: logits of 1e38 and more overflow.
    let end = bytes.len();
    bytes[end - 400..].copy_from_slice(&1e38_f32.to_le_bytes().repeat(100));
    let checkpoint = Checkpoint::from_bytes(&bytes).unwrap();
    let mut run = Run::resumed(small_run(3, 5), &checkpoint, &data.train, &Device::Cpu).unwrap();
    match finish(&mut run, &data) {
        Err(Error::NotFinite {
            value,
            epoch,
            step,
            layer,
        }) => {
            assert!(!value.is_finite());
            assert_eq!((epoch, step), (2, 1));
            assert_eq!(layer, "dense2", "the output layer, whose logits overflow");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_run_can_be_held_between_any_two_bits_of_it() {
    let data = on_cpu(&few_digits());
    let mut config = small_run(1, 1);
    config.architecture.dropout = 0.0;
    let mut run = Run::new(config, &data.train, &Device::Cpu).unwrap();
    let first = pollster::block_on(run.advance(&data)).unwrap();
    assert!(
        matches!(
            first,
            Progress::Trained {
                epoch: 1,
                step: 1,
                ..
            }
        ),
        "{first:?}"
    );
    assert_eq!(run.epochs_done(), 0);
    let (_, records) = finish(&mut run, &data).unwrap();
    assert_eq!(records.len(), 1);
    assert_eq!(run.epochs_done(), 1);
    assert_eq!(
        pollster::block_on(run.advance(&data)).unwrap(),
        Progress::Finished
    );
}
