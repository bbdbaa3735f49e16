//! ONNX's messages, with those fields that a network of dense layers fills, read by another program's
//! decoder.
//!
//! Source of names and numbers: <https://github.com/onnx/onnx/blob/v1.12.0/onnx/onnx.proto>.

use prost::Message;

/// A file: `ModelProto`.
#[derive(Clone, PartialEq, Message)]
pub struct Model {
    /// The version of the format.
    #[prost(int64, tag = "1")]
    pub ir_version: i64,
    /// Who wrote it.
    #[prost(string, tag = "2")]
    pub producer_name: String,
    /// Whose version that was.
    #[prost(string, tag = "3")]
    pub producer_version: String,
    /// The network.
    #[prost(message, optional, tag = "7")]
    pub graph: Option<Graph>,
    /// The sets of operators that it uses.
    #[prost(message, repeated, tag = "8")]
    pub opset_import: Vec<OperatorSet>,
    /// What else there is to say of it.
    #[prost(message, repeated, tag = "14")]
    pub metadata_props: Vec<Entry>,
}

/// A set of operators: `OperatorSetIdProto`.
#[derive(Clone, PartialEq, Message)]
pub struct OperatorSet {
    /// Empty for ONNX's own.
    #[prost(string, tag = "1")]
    pub domain: String,
    /// Its version.
    #[prost(int64, tag = "2")]
    pub version: i64,
}

/// An entry of the metadata: `StringStringEntryProto`.
#[derive(Clone, PartialEq, Message)]
pub struct Entry {
    /// Its name.
    #[prost(string, tag = "1")]
    pub key: String,
    /// Its text.
    #[prost(string, tag = "2")]
    pub value: String,
}

/// A network: `GraphProto`.
#[derive(Clone, PartialEq, Message)]
pub struct Graph {
    /// What is computed, in an order in which it can be.
    #[prost(message, repeated, tag = "1")]
    pub node: Vec<Node>,
    /// Its name.
    #[prost(string, tag = "2")]
    pub name: String,
    /// Weights and constants.
    #[prost(message, repeated, tag = "5")]
    pub initializer: Vec<Tensor>,
    /// What it is given.
    #[prost(message, repeated, tag = "11")]
    pub input: Vec<Value>,
    /// What it answers.
    #[prost(message, repeated, tag = "12")]
    pub output: Vec<Value>,
}

/// An operation: `NodeProto`.
#[derive(Clone, PartialEq, Message)]
pub struct Node {
    /// Names of values.
    #[prost(string, repeated, tag = "1")]
    pub input: Vec<String>,
    /// Names of values, each of no other node.
    #[prost(string, repeated, tag = "2")]
    pub output: Vec<String>,
    /// Its name.
    #[prost(string, tag = "3")]
    pub name: String,
    /// The operator, such as `Gemm`.
    #[prost(string, tag = "4")]
    pub op_type: String,
    /// What the operator is told besides.
    #[prost(message, repeated, tag = "5")]
    pub attribute: Vec<Attribute>,
}

/// What an operator is told: `AttributeProto`.
#[derive(Clone, PartialEq, Message)]
pub struct Attribute {
    /// Its name.
    #[prost(string, tag = "1")]
    pub name: String,
    /// Its value, if that is a float.
    #[prost(float, tag = "2")]
    pub f: f32,
    /// Its value, if that is an integer.
    #[prost(int64, tag = "3")]
    pub i: i64,
    /// Which of the two: 1 or 2.
    #[prost(int32, tag = "20")]
    pub r#type: i32,
}

/// Numbers: `TensorProto`.
#[derive(Clone, PartialEq, Message)]
pub struct Tensor {
    /// Its sizes.
    #[prost(int64, repeated, tag = "1")]
    pub dims: Vec<i64>,
    /// 1 for 32-bit floats.
    #[prost(int32, tag = "2")]
    pub data_type: i32,
    /// Its name.
    #[prost(string, tag = "8")]
    pub name: String,
    /// Its values, row-major, little-endian.
    #[prost(bytes = "vec", tag = "9")]
    pub raw_data: Vec<u8>,
}

/// An input or output: `ValueInfoProto`.
#[derive(Clone, PartialEq, Message)]
pub struct Value {
    /// Its name.
    #[prost(string, tag = "1")]
    pub name: String,
    /// What it is.
    #[prost(message, optional, tag = "2")]
    pub r#type: Option<Type>,
}

/// What a value is: `TypeProto`, of tensors.
#[derive(Clone, PartialEq, Message)]
pub struct Type {
    /// What tensors.
    #[prost(message, optional, tag = "1")]
    pub tensor_type: Option<TensorType>,
}

/// What tensors a value is: `TypeProto.Tensor`.
#[derive(Clone, PartialEq, Message)]
pub struct TensorType {
    /// 1 for 32-bit floats.
    #[prost(int32, tag = "1")]
    pub elem_type: i32,
    /// Of which sizes.
    #[prost(message, optional, tag = "2")]
    pub shape: Option<Shape>,
}

/// Sizes: `TensorShapeProto`.
#[derive(Clone, PartialEq, Message)]
pub struct Shape {
    /// Each of them.
    #[prost(message, repeated, tag = "1")]
    pub dim: Vec<Dimension>,
}

/// One size: `TensorShapeProto.Dimension`, a number or a name.
#[derive(Clone, PartialEq, Message)]
pub struct Dimension {
    /// The number, of which none is 0.
    #[prost(int64, tag = "1")]
    pub dim_value: i64,
    /// The name of one that may be any number.
    #[prost(string, tag = "2")]
    pub dim_param: String,
}
