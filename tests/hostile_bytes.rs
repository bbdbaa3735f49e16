//! Whatever bytes come: the fuzz targets on their kept corpus, on seeded changes of it, and time.
//!
//! `cargo xtask fuzz` drives the same targets by coverage, for as long as one likes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[path = "../fuzz/src/allocation.rs"]
mod allocation;
#[path = "support/mutation.rs"]
mod mutation;
#[path = "../fuzz/src/targets/mod.rs"]
mod targets;

use std::hint::black_box;
use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};

use kindling::data::{ImageFormat, gzip, idx};
use kindling::model::tensor_file::TensorFile;
use kindling::predict;
use kindling::protocol::{Command, Stroke};
use kindling::run_file::RunFile;
use kindling::train::checkpoint::Checkpoint;
use targets::{TARGETS, Target};

/// Changed inputs of each target: some seconds in all.
const N_CHANGED: usize = 20_000;

/// The kept inputs of a target, in the order of their names.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    let files = std::fs::read_dir(folder.join(target)).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{target} has no corpus");
    files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect()
}

/// Runs a target and names the input for which it does not hold.
fn hold((name, target): Target, input: &[u8]) {
    if catch_unwind(|| target(input)).is_err() {
        panic!("{name} does not hold for b\"{}\"", input.escape_ascii());
    }
}

#[test]
fn every_target_holds_for_its_kept_corpus() {
    for target in TARGETS {
        for input in corpus(target.0) {
            hold(target, &input);
        }
    }
}

#[test]
fn every_target_holds_for_seeded_changes_of_its_corpus() {
    for target in TARGETS {
        let inputs = corpus(target.0);
        let mut mutator = mutation::Mutator::new(1);
        let started = Instant::now();
        for _ in 0..N_CHANGED {
            hold(target, &mutator.changed(&inputs));
        }
        let (name, seconds) = (target.0, started.elapsed().as_secs_f64());
        println!("{name}: {N_CHANGED} changed inputs in {seconds:.1} s");
    }
}

/// Panics if eight times the input takes far more than eight times as long.
fn assert_linear<T>(what: &str, n: usize, make: impl Fn(usize) -> T, act: impl Fn(&T)) {
    let best_time = |n: usize| {
        let input = make(n);
        let time = |_| {
            let started = Instant::now();
            act(&input);
            started.elapsed()
        };
        (0..5).map(time).min().unwrap()
    };
    let (once, eightfold) = (best_time(n), best_time(8 * n));
    println!("{what}: {once:?} for {n}, {eightfold:?} for eight times as much");
    // A quadratic one would take 64 times as long; memory that the system first has to give costs
    // what nothing here can help.
    let most = 32 * once + Duration::from_millis(100);
    assert!(eightfold <= most, "{what}: {once:?}, then {eightfold:?}");
}

fn run_json(epochs: &str) -> String {
    let begin = include_str!("reference/exported-run.json").split_once("\"epochs\": [");
    let (begin, _) = begin.unwrap();
    format!("{begin}\"epochs\": [{epochs}]}}")
}

#[test]
fn data_files_take_time_in_proportion_to_their_length() {
    let labels = |n: usize| {
        let mut bytes = 0x0801_u32.to_be_bytes().to_vec();
        bytes.extend((n as u32).to_be_bytes());
        bytes.resize(8 + n, 9);
        bytes
    };
    assert_linear("labels", 1 << 21, labels, |bytes| {
        idx::labels("file", bytes).unwrap();
    });
    let blanks = |n: usize| vec![b' '; n];
    assert_linear("blanks", 1 << 21, blanks, |bytes| {
        idx::images("file", bytes).unwrap_err();
    });
    // Blocks without anything in them: all work and no result.
    let empty_blocks = |n: usize| {
        let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
        bytes.extend([0, 0, 0, 0xff, 0xff].repeat(n));
        bytes
    };
    assert_linear("empty blocks", 1 << 18, empty_blocks, |bytes| {
        gzip::unzipped("file", bytes, 1000).unwrap_err();
    });
}

#[test]
fn tensor_files_take_time_in_proportion_to_their_length() {
    let file = |n: usize| {
        let header = format!(
            "{{\"a\":{{\"dtype\":\"F32\",\"shape\":[{n}],\"data_offsets\":[0,{}]}}}}",
            4 * n
        );
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend(header.into_bytes());
        bytes.resize(bytes.len() + 4 * n, 0);
        bytes
    };
    assert_linear("values", 1 << 20, file, |bytes| {
        black_box(TensorFile::open(bytes).unwrap().tensors().unwrap());
    });
    assert_linear("a foreign checkpoint", 1 << 20, file, |bytes| {
        Checkpoint::from_bytes(bytes).unwrap_err();
    });
}

#[test]
fn run_files_take_time_in_proportion_to_their_length() {
    let record = "[1,0.5,0.5,0.5,0.5,1]";
    let epochs = |n: usize| run_json(&vec![record; n].join(","));
    assert_linear("epochs", 20_000, epochs, |json| {
        RunFile::from_json(json).unwrap();
    });
    let digits = |n: usize| run_json(&format!("[1,0.{},0,0,0,0]", "1".repeat(n)));
    assert_linear("digits", 100_000, digits, |json| {
        RunFile::from_json(json).unwrap();
    });
    let nested = |n: usize| format!("{{\"also\":{}", "[".repeat(n));
    assert_linear("nested lists", 1 << 20, nested, |json| {
        RunFile::from_json(json).unwrap_err();
    });
    let format = |n: usize| format!("{{\"format\":\"{}\",\"version\":1}}", "x".repeat(n));
    assert_linear("a name", 1 << 20, format, |json| {
        RunFile::from_json(json).unwrap_err();
    });
}

#[test]
fn messages_and_drawings_take_time_in_proportion_to_their_length() {
    let layers = |n: usize| {
        let layers = vec!["[1,[\"he\",null]]"; n].join(",");
        format!(
            "{{\"request_id\":1,\"architecture\":{{\"hidden\":[{layers}],\"activation\":\"relu\",\
             \"batch_norm\":false,\"dropout\":0}}}}"
        )
    };
    assert_linear("layers", 50_000, layers, |json| {
        Command::from_json("summarize", json, None).unwrap();
    });
    let strokes = |n: usize| {
        let strokes = vec!["[[],[]]"; n].join(",");
        format!("{{\"request_id\":1,\"strokes\":[{strokes}]}}")
    };
    assert_linear("strokes", 50_000, strokes, |json| {
        Command::from_json("predict", json, None).unwrap();
    });
    let drawing = |n: usize| {
        let along = |step: f32| (0..n).map(|index| (index as f32 * step).sin()).collect();
        vec![Stroke {
            x: along(0.7),
            y: along(1.1),
        }]
    };
    assert_linear("points", 10_000, drawing, |strokes| {
        black_box(predict::pixels(strokes, ImageFormat::MNIST).unwrap());
    });
}
