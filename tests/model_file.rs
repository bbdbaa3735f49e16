//! Files of trained networks: what is written is read again, and nothing else is taken.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[path = "support/made_images.rs"]
mod made_images;
#[allow(dead_code, reason = "each test file uses a part of it")]
mod support;

use std::collections::HashMap;

use kindling::data::{Dataset, ImageFormat};
use kindling::engine::{Device, DeviceData, Trainer};
use kindling::error::Error;
use kindling::protocol::{
    Activation, Architecture, DatasetKind, HiddenLayer, Initialization, OptimizerKind, RunConfig,
};
use kindling::train::checkpoint::Checkpoint;
use kindling::train::model_file::{MAX_BYTES, ModelFile, to_bytes};
use kindling::train::run::Run;
use made_images::made;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};

const FORMAT: ImageFormat = ImageFormat {
    rows: 9,
    columns: 5,
    classes: 3,
};

fn config(units: &[u32]) -> RunConfig {
    let hidden = units.iter().map(|units| HiddenLayer {
        units: *units,
        initialization: Initialization::Glorot {},
    });
    let architecture = Architecture {
        hidden: hidden.collect(),
        activation: Activation::Gelu,
        batch_norm: true,
        dropout: 0.1,
    };
    RunConfig {
        optimizer: OptimizerKind::Rmsprop,
        ..support::with_architecture("custom", architecture, 2, 1)
    }
}

/// A run that is over, and its data.
fn trained() -> (Run, DeviceData) {
    let data = support::on_cpu(&Dataset {
        kind: DatasetKind::Generated,
        train: made(FORMAT, 300, 1),
        test: made(FORMAT, 90, 2),
    });
    let mut run = Run::new(config(&[7, 4]), &data.train, &Device::Cpu).unwrap();
    support::finish(&mut run, &data).unwrap();
    (run, data)
}

/// The network as the worker that trains gets it from the one that reads files.
fn handed_over(file: ModelFile) -> Trainer {
    let format = file.format;
    let bytes = file.into_checkpoint().to_bytes().unwrap();
    let checkpoint = Checkpoint::from_bytes(&bytes).unwrap();
    checkpoint.restore(format, &Device::Cpu).unwrap()
}

fn file_of(run: &Run) -> Vec<u8> {
    pollster::block_on(to_bytes(run.config(), run.trainer())).unwrap()
}

#[test]
fn a_loaded_network_answers_to_the_bit_as_the_one_that_was_saved() {
    let (mut run, data) = trained();
    let bytes = file_of(&run);
    let file = ModelFile::from_bytes(&bytes).unwrap();
    assert_eq!((&file.config, file.format), (run.config(), FORMAT));
    let mut loaded = file.trainer(&Device::Cpu).unwrap();
    let pixels = &data.test.split().images;
    let expected = pollster::block_on(run.trainer_mut().probabilities(pixels)).unwrap();
    let found = pollster::block_on(loaded.probabilities(pixels)).unwrap();
    assert_eq!(found, expected);
    let mut other_worker = handed_over(file.clone());
    let found = pollster::block_on(other_worker.probabilities(pixels)).unwrap();
    assert_eq!(found, expected);
    // And it is saved again as it was.
    let again = pollster::block_on(to_bytes(&file.config, &loaded)).unwrap();
    assert_eq!(ModelFile::from_bytes(&again).unwrap(), file);
}

#[test]
fn the_largest_network_fits_the_largest_file() {
    let units = u64::from(kindling::model::config::LIMITS.max_units);
    let inputs = [64 * 64].into_iter().chain([units; 7]);
    // With bias and batch normalisation, five vectors for each layer.
    let floats: u64 = inputs.map(|inputs| (inputs + 5) * units).sum::<u64>() + (units + 1) * 100;
    assert!(4 * floats + 100_000 < MAX_BYTES, "{}", 4 * floats);
}

/// A file with other tensors or metadata than the good one.
fn changed(
    bytes: &[u8],
    tensors: impl Fn(&mut Vec<(String, Vec<usize>, Vec<u8>)>),
    metadata: impl Fn(&mut HashMap<String, String>),
) -> Vec<u8> {
    let (_, head) = SafeTensors::read_metadata(bytes).unwrap();
    let mut entries = head.metadata().clone().unwrap();
    let file = SafeTensors::deserialize(bytes).unwrap();
    let mut all: Vec<_> = file
        .iter()
        .map(|(name, view)| (name.to_owned(), view.shape().to_vec(), view.data().to_vec()))
        .collect();
    tensors(&mut all);
    metadata(&mut entries);
    let views = all.iter().map(|(name, shape, data)| {
        let dtype = match data.len() / shape.iter().product::<usize>().max(1) {
            8 => Dtype::F64,
            _ => Dtype::F32,
        };
        (
            name.as_str(),
            TensorView::new(dtype, shape.clone(), data).unwrap(),
        )
    });
    safetensors::serialize(views, Some(entries)).unwrap()
}

fn refusal(bytes: &[u8]) -> String {
    match ModelFile::from_bytes(bytes) {
        Err(Error::ModelFile { reason }) => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_that_is_no_network_of_this_program_is_named_for_what_it_is() {
    let (run, _) = trained();
    let good = file_of(&run);
    let keep = |_: &mut Vec<_>| ();
    let config_of = |change: fn(&mut serde_json::Value)| {
        changed(&good, keep, |entries| {
            let mut config = serde_json::from_str(&entries["config"]).unwrap();
            change(&mut config);
            entries.insert("config".to_owned(), config.to_string());
        })
    };
    let mut vast = good.clone();
    vast[..8].copy_from_slice(&(4_u64 << 30).to_le_bytes());
    let mut endless = good.clone();
    endless[..8].copy_from_slice(&u64::MAX.to_le_bytes());
    let checkpoint = pollster::block_on(run.checkpoint()).unwrap();
    let longer = [good.as_slice(), &[0; 4]].concat();
    let cases: [(&str, Vec<u8>); 16] = [
        ("it has 0 bytes", Vec::new()),
        ("it has 5 bytes", good[..5].to_vec()),
        ("its header is said to have 4294967296 bytes", vast),
        ("its header is said to have 18446744073709551615", endless),
        ("it ends within its header", good[..20].to_vec()),
        ("it is no safetensors file", good[..good.len() - 3].to_vec()),
        ("it is no safetensors file", longer),
        (
            "no safetensors file",
            b"<!doctype html><title>Welcome</title>".to_vec(),
        ),
        ("the checkpoint of a run", checkpoint.to_bytes().unwrap()),
        (
            "a file of another program",
            changed(&good, keep, |entries| entries.clear()),
        ),
        (
            "its config cannot be read",
            changed(&good, keep, |entries| {
                entries.insert("config".to_owned(), "{}".to_owned());
            }),
        ),
        (
            "Model is ../x",
            config_of(|config| config["model"] = "../x".into()),
        ),
        (
            "Units of a hidden layer is 0",
            config_of(|config| config["architecture"]["hidden"][0]["units"] = 0.into()),
        ),
        (
            "dense0.kernel has the shape [45, 7], but its network needs [45, 8]",
            config_of(|config| config["architecture"]["hidden"][0]["units"] = 8.into()),
        ),
        (
            "rows, columns and classes of its metadata are not 1 to 64",
            changed(&good, keep, |entries| {
                entries.remove("columns");
            }),
        ),
        (
            "rows, columns and classes of its metadata are not 1 to 64",
            changed(&good, keep, |entries| {
                entries.insert("rows".to_owned(), "900".to_owned());
            }),
        ),
    ];
    for (expected, bytes) in cases {
        let reason = refusal(&bytes);
        assert!(reason.contains(expected), "{expected}: {reason}");
    }
}

#[test]
fn a_file_that_says_nothing_of_its_images_is_of_mnist() {
    let (run, _) = trained();
    let bytes = changed(
        &file_of(&run),
        |_| (),
        |entries| {
            for key in ["rows", "columns", "classes"] {
                entries.remove(key);
            }
        },
    );
    let reason = refusal(&bytes);
    assert!(reason.contains("its network needs [784, 7]"), "{reason}");
}

#[test]
fn each_tensor_that_is_missing_misshapen_extra_or_not_finite_is_named() {
    let (run, _) = trained();
    let good = file_of(&run);
    let names: Vec<String> = {
        let file = SafeTensors::deserialize(&good).unwrap();
        file.names().into_iter().map(str::to_owned).collect()
    };
    assert_eq!(names.len(), 3 * 2 + 2 * 4);
    for name in &names {
        type Tensor = (String, Vec<usize>, Vec<u8>);
        let change = |spoil: &dyn Fn(&mut Tensor)| {
            changed(
                &good,
                |all| spoil(all.iter_mut().find(|tensor| tensor.0 == *name).unwrap()),
                |_| (),
            )
        };
        let missing = changed(&good, |all| all.retain(|tensor| tensor.0 != *name), |_| ());
        assert_eq!(refusal(&missing), format!("its tensor {name} is missing"));
        let renamed = change(&|tensor| tensor.0 += "x");
        assert!(refusal(&renamed).contains(&format!("a tensor \"{name}x\"")));
        let misshapen = change(&|tensor| tensor.1.push(1));
        assert!(refusal(&misshapen).contains(&format!("its tensor {name} has the shape")));
        let double = change(&|tensor| tensor.2 = tensor.2.repeat(2));
        assert!(refusal(&double).contains(&format!("{name} is F64, expected F32")));
        for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let spoilt = change(&|tensor| {
                let end = tensor.2.len();
                tensor.2[end - 4..].copy_from_slice(&value.to_le_bytes());
            });
            let reason = refusal(&spoilt);
            let expected = format!("{name} holds {value} at index ");
            assert!(reason.starts_with(&expected), "{reason}");
        }
    }
    let negative = changed(
        &good,
        |all| {
            let variance =
                |tensor: &&mut (String, _, Vec<u8>)| tensor.0 == "batch_norm1.moving_variance";
            let tensor = all.iter_mut().find(variance).unwrap();
            tensor.2[..4].copy_from_slice(&(-1_f32).to_le_bytes());
        },
        |_| (),
    );
    let reason = refusal(&negative);
    assert!(reason.contains("which no variance is"), "{reason}");
}

#[test]
fn a_network_is_not_tested_on_images_that_it_does_not_read() {
    let (run, _) = trained();
    let file = ModelFile::from_bytes(&file_of(&run)).unwrap();
    file.check_reads(FORMAT).unwrap();
    let error = file.check_reads(ImageFormat::MNIST).unwrap_err();
    assert_eq!(
        error.to_string(),
        "this model cannot be loaded: it reads images of 9×5 pixels and 3 classes, but the data \
         here has 28×28 pixels and 10 classes"
    );
}
