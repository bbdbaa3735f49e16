//! A network as an ONNX file: computed as the operators are defined, it answers as the network does.
//! `cargo xtask test recipes` has a real runtime read such files.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[path = "support/made_images.rs"]
mod made_images;
#[path = "support/onnx_messages.rs"]
mod onnx_messages;
#[allow(dead_code, reason = "each test file uses a part of it")]
mod support;

use std::collections::HashMap;

use kindling::data::{Dataset, ImageFormat};
use kindling::engine::Device;
use kindling::protocol::{Activation, Architecture, DatasetKind, HiddenLayer, Initialization};
use kindling::train::model_file::{ModelFile, to_bytes};
use kindling::train::run::Run;
use made_images::made;
use onnx_messages::{Graph, Model, Node, Value};
use prost::Message as _;

const FORMAT: ImageFormat = ImageFormat {
    rows: 9,
    columns: 5,
    classes: 3,
};

const N_TEST: usize = 90;

/// The network of a trained run as ONNX, pixels 0..255 of the test images, and what the run's own
/// network makes of these.
fn trained(units: &[u32], activation: Activation, batch_norm: bool) -> (Model, Vec<u8>, Vec<f64>) {
    let data = support::on_cpu(&Dataset {
        kind: DatasetKind::Generated,
        train: made(FORMAT, 300, 1),
        test: made(FORMAT, N_TEST, 2),
    });
    let hidden = units.iter().map(|units| HiddenLayer {
        units: *units,
        initialization: Initialization::Glorot {},
    });
    let architecture = Architecture {
        hidden: hidden.collect(),
        activation,
        batch_norm,
        dropout: 0.2,
    };
    let config = support::with_architecture("custom", architecture, 2, 1);
    let mut run = Run::new(config, &data.train, &Device::Cpu).unwrap();
    support::finish(&mut run, &data).unwrap();
    let bytes = pollster::block_on(to_bytes(run.config(), run.trainer())).unwrap();
    let onnx = ModelFile::from_bytes(&bytes).unwrap().into_onnx().unwrap();
    let pixels = data.test.split().images.clone();
    let expected = pollster::block_on(run.trainer_mut().probabilities(&pixels)).unwrap();
    (Model::decode(onnx.as_slice()).unwrap(), pixels, expected)
}

/// Rows of numbers.
#[derive(Clone, Debug)]
struct Matrix {
    columns: usize,
    values: Vec<f64>,
}

impl Matrix {
    fn map(&self, function: impl Fn(f64) -> f64) -> Self {
        let values = self.values.iter().map(|value| function(*value)).collect();
        Self { values, ..*self }
    }

    /// With a number, or one for each column, or one for each place.
    fn with(&self, other: &Self, function: impl Fn(f64, f64) -> f64) -> Self {
        let n = other.values.len();
        assert!([1, self.columns, self.values.len()].contains(&n));
        let pairs = self.values.iter().zip(other.values.iter().cycle());
        let values = pairs.map(|(a, b)| function(*a, *b)).collect();
        Self { values, ..*self }
    }

    fn times(&self, other: &Self) -> Self {
        let mut values = Vec::new();
        for row in self.values.chunks(self.columns) {
            for column in 0..other.columns {
                let weights = other.values.iter().skip(column).step_by(other.columns);
                values.push(row.iter().zip(weights).map(|(x, weight)| x * weight).sum());
            }
        }
        Self {
            columns: other.columns,
            values,
        }
    }
}

/// All that a graph computes, by name, each operator as ONNX's document defines it.
fn computed(graph: &Graph, pixels: &[u8]) -> HashMap<String, Matrix> {
    let scaled = pixels.iter().map(|pixel| f64::from(*pixel) / 255.0);
    let pixels = Matrix {
        columns: FORMAT.n_pixels(),
        values: scaled.collect(),
    };
    let mut all = HashMap::from([("pixels".to_owned(), pixels)]);
    for tensor in &graph.initializer {
        assert_eq!(tensor.data_type, 1, "{} is of floats", tensor.name);
        let (words, rest) = tensor.raw_data.as_chunks();
        assert_eq!(rest, [0; 0]);
        let n_values: i64 = tensor.dims.iter().product();
        assert_eq!(words.len() as i64, n_values, "{}", tensor.name);
        let matrix = Matrix {
            columns: tensor.dims.last().map_or(1, |size| *size as usize),
            values: words
                .iter()
                .map(|w| f64::from(f32::from_le_bytes(*w)))
                .collect(),
        };
        assert!(all.insert(tensor.name.clone(), matrix).is_none());
    }
    for node in &graph.node {
        let inputs: Vec<&Matrix> = node.input.iter().map(|name| &all[name]).collect();
        let output = answer(node, &inputs);
        let [name] = node.output.as_slice() else {
            panic!("{node:?}");
        };
        let name = name.clone();
        assert!(all.insert(name, output).is_none(), "computed once");
    }
    all
}

fn answer(node: &Node, inputs: &[&Matrix]) -> Matrix {
    match (node.op_type.as_str(), inputs) {
        ("Gemm", [x, kernel, bias]) => x.times(kernel).with(bias, |x, bias| x + bias),
        ("Relu", [x]) => x.map(|x| x.max(0.0)),
        ("Tanh", [x]) => x.map(f64::tanh),
        ("Sigmoid", [x]) => x.map(|x| 1.0 / (1.0 + (-x).exp())),
        ("Erf", [x]) => x.map(libm::erf),
        ("Mul", [a, b]) => a.with(b, |a, b| a * b),
        ("Add", [a, b]) => a.with(b, |a, b| a + b),
        ("BatchNormalization", [x, scale, shift, mean, variance]) => {
            let [epsilon] = node.attribute.as_slice() else {
                panic!("{node:?}");
            };
            assert_eq!((epsilon.name.as_str(), epsilon.r#type), ("epsilon", 1));
            let roots = variance.map(|v| (v + f64::from(epsilon.f)).sqrt());
            let centred = x.with(mean, |x, mean| x - mean);
            let normal = centred.with(&roots, |x, root| x / root);
            normal.with(scale, |x, s| x * s).with(shift, |x, s| x + s)
        }
        ("Softmax", [x]) => {
            let [axis] = node.attribute.as_slice() else {
                panic!("{node:?}");
            };
            assert_eq!((axis.name.as_str(), axis.r#type, axis.i), ("axis", 2, -1));
            let powers = x.map(f64::exp);
            let rows = powers.values.chunks(x.columns);
            let sums = rows.flat_map(|row| vec![row.iter().sum::<f64>(); x.columns]);
            let sums = Matrix {
                columns: x.columns,
                values: sums.collect(),
            };
            powers.with(&sums, |power, sum| power / sum)
        }
        _ => panic!("{node:?}"),
    }
}

fn assert_same(units: &[u32], activation: Activation, batch_norm: bool) {
    let (model, pixels, expected) = trained(units, activation, batch_norm);
    let all = computed(model.graph.as_ref().unwrap(), &pixels);
    let found = &all["probabilities"];
    assert_eq!(found.columns, FORMAT.n_classes());
    assert_eq!(found.values.len(), expected.len());
    for (found, expected) in found.values.iter().zip(&expected) {
        let difference = (found - expected).abs();
        assert!(
            difference < 1e-5,
            "{units:?} {activation:?} {batch_norm}: {found} instead of {expected}"
        );
    }
}

#[test]
fn each_activation_with_and_without_batch_normalisation_answers_as_the_network_does() {
    for activation in [
        Activation::Relu,
        Activation::Tanh,
        Activation::Sigmoid,
        Activation::Gelu,
    ] {
        for batch_norm in [false, true] {
            assert_same(&[7, 4], activation, batch_norm);
        }
    }
}

#[test]
fn a_network_without_hidden_layers_answers_as_it_does() {
    assert_same(&[], Activation::Relu, false);
    // What it has no use for does not stand in it.
    let (model, _, _) = trained(&[], Activation::Gelu, true);
    let graph = model.graph.unwrap();
    let names: Vec<&str> = graph.initializer.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["dense0.kernel", "dense0.bias"]);
    assert_eq!(graph.node.len(), 2);
}

/// The name of an input or output, of how many rows, and columns.
fn described(value: &Value) -> (&str, &str, i64) {
    let tensor = value.r#type.as_ref().unwrap().tensor_type.as_ref().unwrap();
    assert_eq!(tensor.elem_type, 1, "floats");
    let [rows, columns] = tensor.shape.as_ref().unwrap().dim.as_slice() else {
        panic!("{value:?}");
    };
    (&value.name, &rows.dim_param, columns.dim_value)
}

#[test]
fn the_file_names_what_it_takes_what_it_gives_and_what_it_was_trained_as() {
    let (model, _, _) = trained(&[7], Activation::Relu, false);
    let graph = model.graph.as_ref().unwrap();
    let [input] = graph.input.as_slice() else {
        panic!("{:?}", graph.input);
    };
    assert_eq!(described(input), ("pixels", "batch", 45));
    let outputs: Vec<_> = graph.output.iter().map(described).collect();
    assert_eq!(
        outputs,
        [("logits", "batch", 3), ("probabilities", "batch", 3)]
    );
    let [operators] = model.opset_import.as_slice() else {
        panic!("{:?}", model.opset_import);
    };
    assert_eq!((operators.domain.as_str(), operators.version), ("", 17));
    assert_eq!(
        (model.ir_version, model.producer_name.as_str()),
        (8, "Kindling")
    );
    let entries = model.metadata_props.iter();
    let entries: Vec<_> = entries
        .map(|e| (e.key.as_str(), e.value.as_str()))
        .collect();
    assert_eq!(
        entries[1..],
        [("rows", "9"), ("columns", "5"), ("classes", "3")]
    );
    let config: serde_json::Value = serde_json::from_str(entries[0].1).unwrap();
    assert_eq!(
        (entries[0].0, &config["model"]),
        ("config", &"custom".into())
    );
}
