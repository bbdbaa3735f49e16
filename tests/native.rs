//! Runs without a browser: the run file, and the example that trains and writes it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kindling::error::Error;
use kindling::protocol::{DatasetKind, OptimizerKind};
use kindling::run_file::{RunFile, RunOutcome};
use kindling::train::model_file::ModelFile;

/// A run as the page exported it: custom layers, two epochs, on the CPU.
const EXPORTED: &str = include_str!("reference/exported-run.json");

/// A folder of its own for a test, removed when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("kindling-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs the example in a folder, as `cargo run --example train -- …` does. `cargo test` builds it;
/// a call for this file alone, `cargo test --test native`, needs `--examples` beside it.
fn train(folder: &Path, arguments: &[&str]) -> Output {
    // Tests lie in target/<profile>/deps, examples beside it.
    let test = std::env::current_exe().unwrap();
    let example = test.parent().unwrap().with_file_name("examples");
    let example = example.join(format!("train{}", std::env::consts::EXE_SUFFIX));
    let started = Command::new(&example)
        .args(arguments)
        .current_dir(folder)
        .output();
    started.unwrap_or_else(|error| panic!("{}: {error}", example.display()))
}

fn written(path: &Path) -> RunFile {
    RunFile::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_run_exported_by_the_page_is_read_and_written_again_without_loss() {
    let file = RunFile::from_json(EXPORTED).unwrap();
    assert_eq!(file.outcome, RunOutcome::Finished);
    assert_eq!(file.epochs.len(), 2);
    assert_eq!(RunFile::from_json(&file.to_json().unwrap()).unwrap(), file);
    let read: serde_json::Value = serde_json::from_str(EXPORTED).unwrap();
    let again: serde_json::Value = serde_json::from_str(&file.to_json().unwrap()).unwrap();
    assert_eq!(read, again);
}

#[test]
fn a_run_from_before_there_was_own_data_learned_from_images_of_mnists_size() {
    let mut older: serde_json::Value = serde_json::from_str(EXPORTED).unwrap();
    let dataset = older["dataset"].as_object_mut().unwrap();
    dataset.remove("format").unwrap();
    dataset.remove("fingerprint").unwrap();
    let file = RunFile::from_json(&older.to_string()).unwrap();
    assert_eq!(file, RunFile::from_json(EXPORTED).unwrap());
}

#[test]
fn files_that_are_no_runs_are_refused_with_their_reason() {
    let reason = |json: &str| match RunFile::from_json(json) {
        Err(Error::RunFile { reason }) => reason,
        other => panic!("{other:?}"),
    };
    assert!(reason("").contains("EOF"));
    assert!(reason("[1]").contains("invalid"), "{}", reason("[1]"));
    assert!(reason(r#"{"format": "other", "version": 1}"#).contains("other"));
    assert!(reason(r#"{"format": "kindling-run", "version": 2}"#).contains("version 2"));
    let missing = reason(r#"{"format": "kindling-run", "version": 1}"#);
    assert!(missing.contains("config"), "{missing}");
    let misspelt = EXPORTED.replace("\"batch_size\"", "\"batchsize\"");
    assert!(reason(&misspelt).contains("batchsize"));
}

#[test]
fn the_example_trains_a_model_of_the_notebook_and_writes_its_run() {
    let folder = Folder::new("example-model");
    let arguments = ["--model", "softmax", "--epochs", "2", "--data", "generated"];
    let output = train(&folder.0, &arguments);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{output:?}");
    assert!(said.contains("kindling-softmax-seed-1.json"), "{said}");
    let file = written(&folder.0.join("kindling-softmax-seed-1.json"));
    assert_eq!(file.outcome, RunOutcome::Finished);
    assert_eq!(file.dataset.unwrap().kind, DatasetKind::Generated);
    assert_eq!(file.device.unwrap().kind, "cpu");
    let epochs: Vec<u32> = file.epochs.iter().map(|record| record.epoch).collect();
    assert_eq!(epochs, [1, 2]);
    assert!(file.epochs[1].test_accuracy > 0.8, "{:?}", file.epochs);
}

#[test]
fn the_example_saves_its_network_as_the_page_does_or_as_onnx() {
    let folder = Folder::new("example-save");
    let saved = |name: &str| {
        let run = ["--model", "softmax", "--epochs", "1", "--data", "generated"];
        let output = train(&folder.0, &[&run[..], &["--save", name]].concat());
        assert!(output.status.success(), "{output:?}");
        std::fs::read(folder.0.join(name)).unwrap()
    };
    let network = ModelFile::from_bytes(&saved("network.safetensors")).unwrap();
    assert_eq!(network.config.model, "softmax");
    assert_eq!(saved("network.onnx"), network.into_onnx().unwrap());
    let refused = ["--data", "generated", "--save", "nowhere/network.onnx"];
    let output = train(&folder.0, &refused);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("nowhere/network.onnx"), "{said}");
}

#[test]
fn the_example_repeats_a_run_of_the_page_with_its_settings() {
    let Some(_) = support::real_mnist() else {
        return;
    };
    let exported = RunFile::from_json(EXPORTED).unwrap();
    assert_eq!(
        exported.config.optimizer,
        OptimizerKind::Rmsprop,
        "not the default"
    );
    let folder = Folder::new("example-run");
    std::fs::write(folder.0.join("run.json"), EXPORTED).unwrap();
    let output = train(&folder.0, &["run.json", "--out", "again.json"]);
    assert!(output.status.success(), "{output:?}");
    let file = written(&folder.0.join("again.json"));
    assert_eq!(file.config, exported.config);
    // The same seed gives the same weights, order and masks; sums are taken in another order.
    for (again, before) in file.epochs.iter().zip(&exported.epochs) {
        let apart = (again.test_accuracy - before.test_accuracy).abs();
        assert!(apart < 0.005, "{again:?} beside the page's {before:?}");
        assert!((again.train_loss - before.train_loss).abs() < 0.01);
    }
    assert_eq!(file.epochs.len(), exported.epochs.len());
}

#[test]
fn the_example_repeats_a_run_on_the_data_that_it_learned_from_and_leaves_its_file_alone() {
    let folder = Folder::new("example-generated");
    let generated = EXPORTED.replace("\"kind\": \"mnist\"", "\"kind\": \"generated\"");
    let path = folder.0.join("kindling-custom-seed-7.json");
    std::fs::write(&path, &generated).unwrap();
    let output = train(&folder.0, &["kindling-custom-seed-7.json", "--epochs", "1"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), generated);
    let file = written(&folder.0.join("kindling-custom-seed-7-native.json"));
    assert_eq!(file.dataset.unwrap().kind, DatasetKind::Generated);
    assert_eq!(file.config.epochs, 1);
}

#[test]
fn the_example_says_what_is_wrong_and_what_to_do() {
    let folder = Folder::new("example-wrong");
    let refused = |arguments: &[&str]| {
        let output = train(&folder.0, arguments);
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let said = refused(&["--model", "a9"]);
    assert!(
        said.contains("a9") && said.contains("a1-bn-dropout"),
        "{said}"
    );
    assert!(refused(&["nowhere.json"]).contains("nowhere.json"));
    let said = refused(&["--mnist", "no-such-folder"]);
    assert!(said.contains("train-images-idx3-ubyte"), "{said}");
    assert!(refused(&["--epochs", "0", "--data", "generated"]).contains("Epochs is 0"));
    let elsewhere = EXPORTED.replace("\"model\": \"custom\"", "\"model\": \"../custom\"");
    std::fs::write(folder.0.join("elsewhere.json"), elsewhere).unwrap();
    let said = refused(&["elsewhere.json", "--data", "generated"]);
    assert!(said.contains("Model is ../custom"), "{said}");
}
