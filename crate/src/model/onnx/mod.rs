//! A network as an ONNX file, for all that reads such files. `docs/model-format.md` describes it.
//!
//! The operators are of a version that runtimes have read since 2022; it has no GELU, which is
//! composed of others.
//!
//! Source of the numbers of fields: <https://github.com/onnx/onnx/blob/v1.12.0/onnx/onnx.proto>.

mod message;

use self::message::Message;
use super::config::BATCH_NORM_EPSILON;
use super::tensors::{BATCH_NORM_TENSORS, HostTensor, batch_norm_name, bias_name, kernel_name};
use crate::data::ImageFormat;
use crate::protocol::{Activation, Architecture};

/// The version of ONNX's own operators.
const OPERATORS: i64 = 17;
/// The version of the format that came with them.
const IR_VERSION: i64 = 8;

/// `TensorProto.DataType.FLOAT`, and `AttributeProto.AttributeType.FLOAT` and `INT`.
const FLOAT: i64 = 1;
const FLOAT_ATTRIBUTE: i64 = 1;
const INTEGER_ATTRIBUTE: i64 = 2;

/// The input: pixels `[batch, rows · columns]`, row after row, 0..1.
const PIXELS: &str = "pixels";
/// An output, `[batch, classes]`: what the last layer computes.
const LOGITS: &str = "logits";
/// An output, `[batch, classes]`: what it makes of them, 0..1.
const PROBABILITIES: &str = "probabilities";

/// Constants of GELU, x · ½ · (1 + erf(x · √½)): their names and values.
const GELU: [(&str, f32); 3] = [
    ("root_of_half", std::f32::consts::FRAC_1_SQRT_2),
    ("one", 1.0),
    ("half", 0.5),
];

/// The bytes of a file with the network of an architecture, whose `tensors` are all that it needs.
pub fn to_bytes(
    architecture: &Architecture,
    format: ImageFormat,
    tensors: Vec<HostTensor>,
    metadata: impl IntoIterator<Item = (String, String)>,
) -> Vec<u8> {
    let is_gelu = architecture.activation == Activation::Gelu && !architecture.hidden.is_empty();
    let constants = is_gelu.then_some(GELU).into_iter().flatten();
    let constants = constants.map(|(name, value)| constant(name, value));
    let classes = format.n_classes();
    let outputs = [value(LOGITS, classes), value(PROBABILITIES, classes)];
    let add = |field: u32| move |all: Message, one: Message| all.message(field, one);
    // A `GraphProto` in a `ModelProto`.
    let graph = Message::default()
        .each(nodes(architecture), |graph, node| graph.message(1, node.0))
        .bytes(2, "network")
        .each(tensors.into_iter().map(initializer), add(5))
        .each(constants, add(5))
        .message(11, value(PIXELS, format.n_pixels()))
        .each(outputs, add(12));
    let operators = Message::default().bytes(1, "").integer(2, OPERATORS);
    let entries = metadata.into_iter();
    let entries = entries.map(|(key, value)| Message::default().bytes(1, key).bytes(2, value));
    Message::default()
        .integer(1, IR_VERSION)
        .bytes(2, "Kindling")
        .bytes(3, env!("CARGO_PKG_VERSION"))
        .message(7, graph)
        .message(8, operators)
        .each(entries, add(14))
        .into_bytes()
}

/// A `NodeProto`, and the one value that it computes.
struct Node(Message, String);

/// What is computed: for each hidden layer the sums, the activations and, with batch normalisation,
/// these normalised; then the last layer. Dropout does nothing outside training.
fn nodes(architecture: &Architecture) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut x = PIXELS.to_owned();
    for layer in 0..architecture.hidden.len() {
        x = then(&mut nodes, dense(layer, &x, &format!("dense{layer}")));
        x = activation(&mut nodes, architecture.activation, &x);
        if architecture.batch_norm {
            x = then(&mut nodes, batch_norm(layer, &x));
        }
    }
    nodes.push(dense(architecture.hidden.len(), &x, LOGITS));
    let axis = attribute("axis", INTEGER_ATTRIBUTE).integer(3, -1);
    nodes.push(node("Softmax", &[LOGITS], PROBABILITIES).with(axis));
    nodes
}

/// Appends a node; what it computes.
fn then(nodes: &mut Vec<Node>, node: Node) -> String {
    let output = node.1.clone();
    nodes.push(node);
    output
}

/// A node that is named as the one value that it computes.
fn node(operator: &str, inputs: &[&str], output: &str) -> Node {
    let message = Message::default()
        .each(inputs, |node, input| node.bytes(1, input))
        .bytes(2, output)
        .bytes(3, output)
        .bytes(4, operator);
    Node(message, output.to_owned())
}

impl Node {
    /// With an attribute.
    fn with(self, attribute: Message) -> Self {
        Self(self.0.message(5, attribute), self.1)
    }
}

/// An `AttributeProto` without its value.
fn attribute(name: &str, kind: i64) -> Message {
    Message::default().bytes(1, name).integer(20, kind)
}

/// The sums of a dense layer: x · kernel + bias.
fn dense(layer: usize, x: &str, output: &str) -> Node {
    let (kernel, bias) = (kernel_name(layer), bias_name(layer));
    node("Gemm", &[x, &kernel, &bias], output)
}

fn activation(nodes: &mut Vec<Node>, activation: Activation, x: &str) -> String {
    let operator = match activation {
        Activation::Relu => "Relu",
        Activation::Tanh => "Tanh",
        Activation::Sigmoid => "Sigmoid",
        Activation::Gelu => return gelu(nodes, x),
    };
    let output = format!("{x}.{}", operator.to_lowercase());
    then(nodes, node(operator, &[x], &output))
}

fn gelu(nodes: &mut Vec<Node>, x: &str) -> String {
    let [(root, _), (one, _), (half, _)] = GELU;
    let steps = [
        ("Mul", root, "scaled"),
        ("Erf", "", "erf"),
        ("Add", one, "shifted"),
        ("Mul", half, "share"),
        ("Mul", x, "gelu"),
    ];
    let mut value = x.to_owned();
    for (operator, operand, step) in steps {
        let operands = [value.as_str(), operand];
        let n_operands = if operand.is_empty() { 1 } else { 2 };
        let output = format!("{x}.{step}");
        value = then(nodes, node(operator, &operands[..n_operands], &output));
    }
    value
}

fn batch_norm(layer: usize, x: &str) -> Node {
    let names = BATCH_NORM_TENSORS.map(|tensor| batch_norm_name(layer, tensor));
    let inputs: Vec<&str> = [x]
        .into_iter()
        .chain(names.iter().map(String::as_str))
        .collect();
    let epsilon = attribute("epsilon", FLOAT_ATTRIBUTE).float(2, BATCH_NORM_EPSILON as f32);
    let output = format!("batch_norm{layer}");
    node("BatchNormalization", &inputs, &output).with(epsilon)
}

/// A `TensorProto`.
fn initializer(tensor: HostTensor) -> Message {
    let values = tensor.values.iter();
    let values: Vec<u8> = values.flat_map(|value| value.to_le_bytes()).collect();
    Message::default()
        .each(tensor.shape, |all, size| all.integer(1, size as i64))
        .integer(2, FLOAT)
        .bytes(8, tensor.name)
        .bytes(9, values)
}

fn constant(name: &str, value: f32) -> Message {
    initializer(HostTensor {
        name: name.to_owned(),
        shape: Vec::new(),
        values: vec![value],
    })
}

/// A `ValueInfoProto`: an input or output of floats, any number of rows, each of that size.
fn value(name: &str, size: usize) -> Message {
    let rows = Message::default().bytes(2, "batch");
    let columns = Message::default().integer(1, size as i64);
    let shape = Message::default().message(1, rows).message(1, columns);
    let tensor = Message::default().integer(1, FLOAT).message(2, shape);
    let kind = Message::default().message(1, tensor);
    Message::default().bytes(1, name).message(2, kind)
}
