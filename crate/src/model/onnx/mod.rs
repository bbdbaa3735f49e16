//! A network as an ONNX file, for all that reads such files. `docs/model-format.md` describes it.
//!
//! The operators are of a version that runtimes have read since 2022; it has no GELU, which is
//! composed of others.

pub mod messages;

use prost::Message as _;

use self::messages::{
    Attribute, Dimension, Entry, FLOAT, FLOAT_ATTRIBUTE, Graph, INTEGER_ATTRIBUTE, Model, Node,
    OperatorSet, Shape, Tensor, TensorType, Type, Value,
};
use super::config::BATCH_NORM_EPSILON;
use super::tensors::{BATCH_NORM_TENSORS, HostTensor, batch_norm_name, bias_name, kernel_name};
use crate::data::ImageFormat;
use crate::protocol::{Activation, Architecture};

/// The version of ONNX's own operators.
const OPERATORS: i64 = 17;
/// The version of the format that came with them.
const IR_VERSION: i64 = 8;

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
    let mut initializers: Vec<Tensor> = tensors.into_iter().map(initializer).collect();
    let is_gelu = architecture.activation == Activation::Gelu && !architecture.hidden.is_empty();
    if is_gelu {
        initializers.extend(GELU.map(|(name, value)| constant(name, value)));
    }
    let classes = format.n_classes();
    let graph = Graph {
        node: nodes(architecture),
        name: "network".to_owned(),
        initializer: initializers,
        input: vec![value(PIXELS, format.n_pixels())],
        output: vec![value(LOGITS, classes), value(PROBABILITIES, classes)],
    };
    let entries = metadata.into_iter();
    let model = Model {
        ir_version: IR_VERSION,
        producer_name: "Kindling".to_owned(),
        producer_version: env!("CARGO_PKG_VERSION").to_owned(),
        graph: Some(graph),
        opset_import: vec![OperatorSet {
            domain: String::new(),
            version: OPERATORS,
        }],
        metadata_props: entries.map(|(key, value)| Entry { key, value }).collect(),
    };
    model.encode_to_vec()
}

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
    let mut softmax = node("Softmax", &[LOGITS], PROBABILITIES);
    softmax.attribute.push(Attribute {
        name: "axis".to_owned(),
        i: -1,
        r#type: INTEGER_ATTRIBUTE,
        ..Attribute::default()
    });
    nodes.push(softmax);
    nodes
}

/// Appends a node; what it computes.
fn then(nodes: &mut Vec<Node>, node: Node) -> String {
    let output = node.output.concat();
    nodes.push(node);
    output
}

/// A node that is named as the one value that it computes.
fn node(operator: &str, inputs: &[&str], output: &str) -> Node {
    Node {
        input: inputs.iter().map(|&name| name.to_owned()).collect(),
        output: vec![output.to_owned()],
        name: output.to_owned(),
        op_type: operator.to_owned(),
        attribute: Vec::new(),
    }
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
    let mut node = node("BatchNormalization", &inputs, &format!("batch_norm{layer}"));
    node.attribute.push(Attribute {
        name: "epsilon".to_owned(),
        f: BATCH_NORM_EPSILON as f32,
        r#type: FLOAT_ATTRIBUTE,
        ..Attribute::default()
    });
    node
}

fn initializer(tensor: HostTensor) -> Tensor {
    let values = tensor.values.iter();
    Tensor {
        dims: tensor.shape.iter().map(|&size| size as i64).collect(),
        data_type: FLOAT,
        name: tensor.name,
        raw_data: values.flat_map(|value| value.to_le_bytes()).collect(),
    }
}

fn constant(name: &str, value: f32) -> Tensor {
    initializer(HostTensor {
        name: name.to_owned(),
        shape: Vec::new(),
        values: vec![value],
    })
}

/// An input or output of floats: any number of rows, each of that size.
fn value(name: &str, size: usize) -> Value {
    let rows = Dimension {
        dim_param: "batch".to_owned(),
        ..Dimension::default()
    };
    let columns = Dimension {
        dim_value: size as i64,
        ..Dimension::default()
    };
    let shape = Some(Shape {
        dim: vec![rows, columns],
    });
    let tensor_type = Some(TensorType {
        elem_type: FLOAT,
        shape,
    });
    Value {
        name: name.to_owned(),
        r#type: Some(Type { tensor_type }),
    }
}
