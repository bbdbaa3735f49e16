//! Schedules, early stopping and rates that are set on the way: what real Keras does with the same
//! figures (`reference/callbacks.json`), and what runs make of them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod support;

use kindling::data::{Dataset, digits};
use kindling::engine::{Device, DeviceData};
use kindling::error::Error;
use kindling::model::config::LIMITS;
use kindling::protocol::{
    Activation, Architecture, Callbacks, EpochRecord, HiddenLayer, Initialization, RateChange,
    RunConfig, ScheduleKind, Watch,
};
use kindling::train::callbacks::Past;
use kindling::train::checkpoint::Checkpoint;
use kindling::train::run::{Progress, Run};
use serde_json::Value;
use support::{finish, on_cpu, shortened, with_architecture};

fn reference() -> Value {
    serde_json::from_str(include_str!("reference/callbacks.json")).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    let values = value.as_array().unwrap().iter();
    values.map(|value| value.as_f64().unwrap()).collect()
}

fn whole(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

/// A past of epochs with these test figures.
fn past(losses: &[f64], accuracies: &[f64]) -> Past {
    let mut past = Past::default();
    for (epoch, (&test_loss, &test_accuracy)) in (1..).zip(losses.iter().zip(accuracies)) {
        past.note(&EpochRecord {
            epoch,
            train_loss: 0.5,
            train_accuracy: 0.5,
            test_loss,
            test_accuracy,
            seconds: 1.0,
        });
    }
    past
}

fn run_of(epochs: u32, callbacks: Callbacks) -> RunConfig {
    let architecture = Architecture {
        hidden: vec![HiddenLayer {
            units: 20,
            initialization: Initialization::He {},
        }],
        activation: Activation::Relu,
        batch_norm: true,
        dropout: 0.2,
    };
    RunConfig {
        callbacks,
        ..with_architecture("custom", architecture, epochs, 3)
    }
}

fn scheduled(kind: ScheduleKind, factor: f64, every: u32) -> Callbacks {
    Callbacks {
        schedule: Some(kind),
        factor,
        every,
        ..Callbacks::default()
    }
}

fn stopping(watch: Watch, patience: u32) -> Callbacks {
    Callbacks {
        stop: Some(watch),
        patience,
        restore_best: true,
        ..Callbacks::default()
    }
}

/// Generated digits: 5 batches and a ragged one.
fn few_digits() -> DeviceData {
    let dataset = Dataset {
        kind: kindling::protocol::DatasetKind::Generated,
        train: digits::generate(700, 1),
        test: digits::generate(300, 2),
    };
    on_cpu(&shortened(&dataset, 700, 300))
}

fn begun(config: &RunConfig, data: &DeviceData) -> Run {
    Run::new(config.clone(), &data.train, &Device::Cpu).unwrap()
}

fn bits(losses: &[f64]) -> Vec<u64> {
    losses.iter().map(|loss| loss.to_bits()).collect()
}

#[test]
fn early_stopping_ends_after_the_epoch_of_keras_and_keeps_its_best_one() {
    let mut n_early = 0;
    for case in reference()["cases"].as_array().unwrap() {
        let (losses, accuracies) = (
            numbers(&case["test_losses"]),
            numbers(&case["test_accuracies"]),
        );
        for expected in case["early_stopping"].as_array().unwrap() {
            let watch: Watch = serde_json::from_value(expected["watch"].clone()).unwrap();
            let patience = whole(&expected["patience"]);
            let early = stopping(watch, patience);
            let ends = |n: &usize| past(&losses[..*n], &accuracies[..*n]).stops_early(&early);
            let n_epochs = (1..losses.len()).find(ends).unwrap_or(losses.len());
            assert_eq!(n_epochs as u32, whole(&expected["epochs"]), "{expected}");
            let kept = past(&losses[..n_epochs], &accuracies[..n_epochs]).best_epoch(watch);
            assert_eq!(kept, whole(&expected["kept_epoch"]), "{expected}");
            n_early += usize::from(n_epochs < losses.len());
        }
    }
    assert!(n_early > 20, "{n_early}");
}

#[test]
fn the_rate_drops_on_a_plateau_when_keras_lets_it_drop() {
    for case in reference()["cases"].as_array().unwrap() {
        let losses = numbers(&case["test_losses"]);
        for expected in case["plateau"].as_array().unwrap() {
            let patience = whole(&expected["patience"]);
            let factor = expected["factor"].as_f64().unwrap();
            let config = RunConfig {
                learning_rate: 0.1,
                ..run_of(30, scheduled(ScheduleKind::Plateau, factor, patience))
            };
            for (done, expected) in numbers(&expected["rates"]).into_iter().enumerate() {
                let past = past(&losses[..done], &losses[..done]);
                let rates = past.learning_rates(&config, done as u32 + 1, 2);
                assert_eq!(rates[0], rates[1]);
                assert!((rates[0] - expected).abs() <= 2e-7 * expected);
            }
        }
    }
}

#[test]
fn the_schedules_give_each_step_the_rate_of_keras() {
    let reference = reference();
    let n_steps = whole(&reference["steps_per_epoch"]) as usize;
    let n_epochs = whole(&reference["epochs"]);
    for expected in reference["schedules"].as_array().unwrap() {
        let kind = serde_json::from_value(expected["kind"].clone()).unwrap();
        let factor = expected["factor"].as_f64().unwrap();
        let callbacks = scheduled(kind, factor, whole(&expected["epochs"]));
        let config = RunConfig {
            learning_rate: 0.1,
            ..run_of(n_epochs, callbacks)
        };
        let rates = (1..=n_epochs)
            .flat_map(|epoch| Past::default().learning_rates(&config, epoch, n_steps));
        for (rate, expected) in rates.zip(numbers(&expected["rates"])) {
            assert!(
                (rate - expected).abs() <= 1e-7,
                "{kind:?}: {rate}, {expected}"
            );
        }
    }
}

#[test]
fn a_run_that_stops_early_ends_with_the_network_of_its_best_epoch() {
    let data = few_digits();
    let mut config = run_of(40, stopping(Watch::TestAccuracy, 2));
    config.learning_rate = 0.02;
    let mut run = begun(&config, &data);
    let (_, records) = finish(&mut run, &data).unwrap();
    assert!(records.len() < 40, "it learned to the end: {records:?}");
    let best = records.iter().fold(&records[0], |best, record| {
        match record.test_accuracy > best.test_accuracy {
            true => record,
            false => best,
        }
    });
    assert_eq!(records.len() as u32, best.epoch + 2);
    assert_eq!(run.restored_epoch(), Some(best.epoch));
    let mut until_best = begun(&run_of_rate(best.epoch, 0.02), &data);
    finish(&mut until_best, &data).unwrap();
    let tensors = |run: &Run| pollster::block_on(run.trainer().network_tensors()).unwrap();
    assert_eq!(tensors(&run), tensors(&until_best));
    assert_eq!(run.answers(), until_best.answers());
}

fn run_of_rate(epochs: u32, learning_rate: f64) -> RunConfig {
    RunConfig {
        learning_rate,
        ..run_of(epochs, Callbacks::default())
    }
}

#[test]
fn a_run_with_callbacks_cut_at_any_point_goes_on_to_the_very_losses_of_a_whole_one() {
    let data = few_digits();
    let callbacks = Callbacks {
        schedule: Some(ScheduleKind::Plateau),
        every: 1,
        ..stopping(Watch::TestLoss, 1)
    };
    let mut config = run_of(8, callbacks);
    config.learning_rate = 0.05;
    let mut whole = begun(&config, &data);
    let (expected, expected_records) = finish(&mut whole, &data).unwrap();
    assert!(whole.restored_epoch().is_some());
    let mut cut = begun(&config, &data);
    let mut losses_before = 0;
    loop {
        let checkpoint = pollster::block_on(cut.checkpoint()).unwrap();
        let read = Checkpoint::from_bytes(&checkpoint.to_bytes().unwrap()).unwrap();
        let mut rest = Run::resumed(config.clone(), &read, &data.train, &Device::Cpu).unwrap();
        let (losses, records) = finish(&mut rest, &data).unwrap();
        assert_eq!(bits(&losses), bits(&expected[losses_before..]));
        let last = records.last().map(|record| record.epoch);
        assert!(last.is_none_or(|last| last == expected_records.len() as u32));
        assert_eq!(rest.restored_epoch(), whole.restored_epoch());
        match pollster::block_on(cut.advance(&data)).unwrap() {
            Progress::Trained { figures, .. } => losses_before += figures.len(),
            Progress::Finished => break,
            Progress::Evaluated { .. } | Progress::EpochEnded(_) => {}
        }
    }
    assert_eq!(losses_before, expected.len());
}

#[test]
fn a_rate_that_is_set_on_the_way_counts_from_the_next_step_and_can_be_repeated() {
    let data = few_digits();
    let config = run_of_rate(3, 0.01);
    let (plain, _) = finish(&mut begun(&config, &data), &data).unwrap();
    let mut run = begun(&config, &data);
    let mut losses = Vec::new();
    let mut change = None;
    loop {
        match pollster::block_on(run.advance(&data)).unwrap() {
            Progress::Trained { figures, .. } => {
                losses.extend(figures.iter().map(|s| s.loss_sum / s.n_images as f64));
                if change.is_none() {
                    change = Some((losses.len(), run.set_learning_rate(0.2).unwrap()));
                }
            }
            Progress::Finished => break,
            Progress::Evaluated { .. } | Progress::EpochEnded(_) => {}
        }
    }
    let (n_before, change) = change.unwrap();
    let expected = RateChange {
        epoch: 1,
        step: n_before as u32 + 1,
        learning_rate: 0.2,
    };
    assert_eq!(change, expected);
    // The step after it still had its loss before the weights changed by the new rate.
    assert_eq!(bits(&losses[..=n_before]), bits(&plain[..=n_before]));
    assert_ne!(losses[n_before + 1], plain[n_before + 1]);
    let changes = vec![change];
    let mut again = Run::repeated(config, changes, &data.train, &Device::Cpu).unwrap();
    let (repeated, _) = finish(&mut again, &data).unwrap();
    assert_eq!(bits(&repeated), bits(&losses));
}

#[test]
fn a_run_that_is_cut_after_a_rate_was_set_goes_on_with_that_rate() {
    let data = few_digits();
    let config = run_of_rate(3, 0.01);
    let mut run = begun(&config, &data);
    let advance = |run: &mut Run| pollster::block_on(run.advance(&data)).unwrap();
    while !matches!(advance(&mut run), Progress::EpochEnded(_)) {}
    let checkpoint = pollster::block_on(run.checkpoint()).unwrap();
    let (mut since, mut changes) = (Vec::new(), Vec::new());
    loop {
        match advance(&mut run) {
            Progress::Trained { figures, .. } => {
                since.extend(figures.iter().map(|s| s.loss_sum / s.n_images as f64));
                if changes.is_empty() {
                    run.set_learning_rate(0.2).unwrap();
                    changes = run.rate_changes().to_vec();
                }
            }
            Progress::Finished => break,
            Progress::Evaluated { .. } | Progress::EpochEnded(_) => {}
        }
    }
    let resumed = || Run::resumed(config.clone(), &checkpoint, &data.train, &Device::Cpu).unwrap();
    let mut rest = resumed().with_rate_changes(changes.clone()).unwrap();
    assert_eq!(rest.rate_changes(), changes);
    let (losses, _) = finish(&mut rest, &data).unwrap();
    assert_eq!(bits(&losses), bits(&since));
    let (without, _) = finish(&mut resumed(), &data).unwrap();
    assert_ne!(bits(&without), bits(&since));
}

#[test]
fn a_rate_that_is_set_in_a_repeated_run_takes_the_place_of_all_that_were_still_to_come() {
    let data = few_digits();
    let change = |epoch, learning_rate| RateChange {
        epoch,
        step: 1,
        learning_rate,
    };
    let recorded = vec![change(1, 0.02), change(2, 0.2), change(3, 0.3)];
    let config = run_of_rate(3, 0.01);
    let mut run = Run::repeated(config, recorded.clone(), &data.train, &Device::Cpu).unwrap();
    assert_eq!(run.rate_changes(), recorded);
    while !matches!(
        pollster::block_on(run.advance(&data)).unwrap(),
        Progress::EpochEnded(_)
    ) {}
    let own = run.set_learning_rate(0.05).unwrap();
    assert_eq!(own, change(2, 0.05));
    assert_eq!(run.rate_changes(), [change(1, 0.02), own]);
}

#[test]
fn impossible_callbacks_and_rates_are_refused_by_name() {
    let data = few_digits();
    let refusal = |callbacks| {
        let config = run_of(3, callbacks);
        match Run::new(config, &data.train, &Device::Cpu) {
            Err(Error::Setting { setting, .. }) => setting,
            other => panic!("{other:?}"),
        }
    };
    let factor = "Factor of the learning rate";
    for wrong in [0.0, 1.0, -0.5, f64::NAN] {
        assert_eq!(refusal(scheduled(ScheduleKind::Step, wrong, 1)), factor);
    }
    let cosine = run_of(3, scheduled(ScheduleKind::Cosine, 0.0, 1));
    assert!(Run::new(cosine, &data.train, &Device::Cpu).is_ok());
    let never = scheduled(ScheduleKind::Plateau, 0.5, 0);
    assert_eq!(refusal(never), "Epochs of the schedule");
    assert_eq!(refusal(stopping(Watch::TestLoss, 0)), "Patience");
    let mut run = begun(&run_of(3, Callbacks::default()), &data);
    for wrong in [0.0, -1.0, 11.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(
            run.set_learning_rate(wrong),
            Err(Error::Setting {
                setting: "Learning rate",
                ..
            })
        ));
    }
}

#[test]
fn a_checkpoint_whose_past_is_not_its_own_is_refused() {
    let data = few_digits();
    let config = run_of(3, stopping(Watch::TestLoss, 2));
    let mut run = begun(&config, &data);
    finish(&mut run, &data).unwrap();
    let bytes = pollster::block_on(run.checkpoint())
        .unwrap()
        .to_bytes()
        .unwrap();
    let place = |text: &str, from: usize| {
        let found = bytes[from..].windows(text.len());
        found
            .enumerate()
            .find(|(_, found)| *found == text.as_bytes())
    };
    let start = place(r#"\"tests\":["#, 0).unwrap().0 + 11;
    let end = start + place("]", start).unwrap().0;
    // As long in bytes, but without any epoch.
    let mut changed = bytes.clone();
    changed[start..end].fill(b' ');
    let checkpoint = Checkpoint::from_bytes(&changed).unwrap();
    match Run::resumed(config, &checkpoint, &data.train, &Device::Cpu) {
        Err(Error::Checkpoint { reason }) => assert!(reason.contains("callbacks"), "{reason}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_checkpoint_of_the_longest_run_can_be_read_again() {
    let dataset = Dataset {
        kind: kindling::protocol::DatasetKind::Generated,
        train: digits::generate(128, 1),
        test: digits::generate(10, 2),
    };
    let data = on_cpu(&dataset);
    let n_epochs = LIMITS.max_epochs;
    let callbacks = Callbacks {
        stop: Some(Watch::TestLoss),
        patience: n_epochs,
        restore_best: true,
        ..Callbacks::default()
    };
    let mut config = run_of(n_epochs, callbacks);
    let layer = config.architecture.hidden[0].clone();
    config.architecture.hidden = vec![layer; LIMITS.max_hidden_layers as usize];
    let mut run = Run::new(config, &data.train, &Device::Cpu).unwrap();
    let mut longest = 0;
    loop {
        match pollster::block_on(run.advance(&data)).unwrap() {
            Progress::EpochEnded(record) => {
                if record.epoch < n_epochs {
                    // With as many digits as a number can have.
                    let rate = 0.001 / f64::from(3 + record.epoch);
                    run.set_learning_rate(rate).unwrap();
                }
                if record.epoch % 100 == 0 {
                    let checkpoint = pollster::block_on(run.checkpoint()).unwrap();
                    let bytes = checkpoint.to_bytes().unwrap();
                    longest = longest.max(header_bytes(&bytes));
                    let read = Checkpoint::from_bytes(&bytes).unwrap();
                    assert!(read.to_bytes().unwrap() == bytes, "it is another one");
                }
            }
            Progress::Finished => break,
            _ => {}
        }
    }
    assert!(longest > 64 * 1024, "{longest} bytes are not long");
}

/// Bytes of a tensor file's header, as the file tells.
fn header_bytes(file: &[u8]) -> u64 {
    u64::from_le_bytes(file[..8].try_into().unwrap())
}
