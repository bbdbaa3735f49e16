//! What comes from outside and cannot be: each kind is refused by name, in a message that fits.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

use std::io::Write;

use kindling::data::{ImageFormat, mnist};
use kindling::error::Error;
use kindling::model::tensor_file::TensorFile;
use kindling::predict;
use kindling::protocol::{Command, Stroke};
use kindling::run_file::RunFile;
use kindling::train::checkpoint::Checkpoint;

/// A file of a header and so many bytes of values.
fn tensor_file(header: &str, n_bytes: usize) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.bytes());
    bytes.resize(bytes.len() + n_bytes, 0);
    bytes
}

/// What is said of a file that is not read.
fn refusal(bytes: &[u8]) -> String {
    let read = TensorFile::open(bytes).and_then(|file| file.tensors());
    read.unwrap_err().to_string()
}

#[test]
fn a_tensor_files_header_is_no_longer_than_any_that_is_written_or_than_the_file() {
    assert_eq!(
        refusal(b"1234567"),
        "it has 7 bytes, which is too few for a safetensors file"
    );
    for header_bytes in [4 << 30, 1 << 63, u64::MAX] {
        let mut bytes = tensor_file("{}", 100);
        bytes[..8].copy_from_slice(&u64::to_le_bytes(header_bytes));
        let expected =
            format!("its header is said to have {header_bytes} bytes, of 262144 at most");
        assert_eq!(refusal(&bytes), expected);
    }
    let mut bytes = tensor_file("{}", 98);
    bytes[..8].copy_from_slice(&u64::to_le_bytes(150));
    assert_eq!(
        refusal(&bytes),
        "it ends within its header: 50 of 150 bytes are missing"
    );
}

#[test]
fn a_tensor_file_that_contradicts_itself_is_told_in_what() {
    let cases: [(&str, usize, &str); 13] = [
        (
            r#"{"a":["F32",[1],[0,4]],"a":["F32",[1],[4,8]]}"#,
            8,
            "a is in it twice",
        ),
        (
            r#"{"a":["F32",[2],[0,8]],"b":["F32",[2],[4,12]]}"#,
            12,
            "b begins at byte 4 of the values, where 8 is next",
        ),
        (
            r#"{"a":["F32",[1],[0,4]],"b":["F32",[1],[8,12]]}"#,
            12,
            "b begins at byte 8 of the values, where 4 is next",
        ),
        (
            r#"{"a":["F32",[3],[0,8]]}"#,
            8,
            "a is [3], which does not go with bytes 0 to 8",
        ),
        (
            r#"{"a":["F32",[0],[0,8]]}"#,
            8,
            "a is [0], which does not go with bytes 0 to 8",
        ),
        (
            r#"{"a":["F32",[1],[0,4]],"b":["F32",[1],[4,0]]}"#,
            4,
            "b is [1], which does not go with bytes 4 to 0",
        ),
        (
            r#"{"a":["F32",[4294967296,4294967296],[0,0]]}"#,
            0,
            "a is [4294967296, 4294967296], which does not go with bytes 0 to 0",
        ),
        (r#"{"a":["BF16",[2],[0,4]]}"#, 4, "a is BF16, expected F32"),
        (
            r#"{"a":["F32",[2],[0,8]]}"#,
            7,
            "7 bytes of values follow its header, which promises 8",
        ),
        (
            r#"{"a":["F32",[2],[0,8]]}"#,
            9,
            "9 bytes of values follow its header, which promises 8",
        ),
        (
            r#"{"a":["F32",[-1],[0,8]]}"#,
            8,
            "its header cannot be read: invalid value: integer `-1`, expected usize at line 1 column 15",
        ),
        (
            r#"{"__metadata__":{},"__metadata__":{}}"#,
            0,
            "its header cannot be read: duplicate field `__metadata__` at line 1 column 33",
        ),
        (
            "[]",
            0,
            "its header cannot be read: invalid type: sequence, expected an object of tensors at line 1 column 0",
        ),
    ];
    for (header, n_bytes, expected) in cases {
        assert_eq!(refusal(&tensor_file(header, n_bytes)), expected, "{header}");
    }
}

#[test]
fn a_tensor_files_header_is_text_also_where_it_says_nothing_of_a_tensor() {
    let header = r#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":"?"}}"#;
    let mut bytes = tensor_file(header, 4);
    assert!(TensorFile::open(&bytes).is_ok());
    let place = header.find('?').unwrap();
    bytes[8 + place] = 0xff;
    let expected =
        format!("its header cannot be read: invalid utf-8 sequence of 1 bytes from index {place}");
    assert_eq!(refusal(&bytes), expected);
}

#[test]
fn a_value_that_is_not_a_number_is_named_with_its_tensor_and_place() {
    let mut bytes = tensor_file(r#"{"dense0.bias":["F32",[3],[0,12]]}"#, 12);
    let n_bytes = bytes.len();
    for (value, expected) in [
        (f32::NAN, "dense0.bias holds NaN at index 1"),
        (f32::NEG_INFINITY, "dense0.bias holds -inf at index 1"),
    ] {
        bytes[n_bytes - 8..n_bytes - 4].copy_from_slice(&value.to_le_bytes());
        assert_eq!(refusal(&bytes), expected);
    }
    let error = Checkpoint::from_bytes(&bytes).unwrap_err();
    assert_eq!(
        error.to_string(),
        "this checkpoint cannot be used: its metadata has no kindling-checkpoint"
    );
}

#[test]
fn text_from_outside_never_floods_a_message() {
    let long = "x".repeat(1_000_000);
    let errors = [
        RunFile::from_json(&format!("{{\"format\":\"{long}\",\"version\":1}}")).unwrap_err(),
        RunFile::from_json(&format!(
            "{{\"format\":\"{}\",\"version\":1}}",
            "\\u0001".repeat(9999)
        ))
        .unwrap_err(),
        Command::from_json(&long, "{}", None).unwrap_err(),
        Command::from_json("pause", &format!("{{\"{long}\":1}}"), None).unwrap_err(),
        Checkpoint::from_bytes(&tensor_file(&format!("{{\"{}\":1}}", &long[..60_000]), 0))
            .unwrap_err(),
    ];
    for error in errors {
        assert!(error.to_string().chars().count() < 300, "{error}");
    }
}

#[test]
fn a_command_is_one_and_only_runs_have_checkpoints() {
    let two = r#"{"run_id":1},"stop":{"run_id":1}"#;
    for (kind, fields, checkpoint) in [
        ("pause", two, None),
        ("pause", r#"{"run_id":1}"#, Some(vec![1])),
        ("pause\":{},\"stop", r#"{"run_id":1}"#, None),
        ("pause", &"[".repeat(1_000_000), None),
    ] {
        let refused = Command::from_json(kind, fields, checkpoint);
        assert!(matches!(refused, Err(Error::Message { .. })), "{refused:?}");
    }
}

#[test]
fn a_drawing_with_a_coordinate_that_is_no_number_is_no_drawing() {
    // However small the rest is, which alone would be a dot.
    for strange in [f32::NAN, f32::INFINITY] {
        let strokes = [Stroke {
            x: vec![0.5, 0.5, strange],
            y: vec![0.5, 0.5, 0.5],
        }];
        assert_eq!(
            predict::pixels(&strokes, ImageFormat::MNIST),
            Err(Error::NoInk)
        );
    }
}

#[test]
fn a_gzipped_file_ends_with_its_stream() {
    let file = &mnist::FILES[3];
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&[0; 100]).unwrap();
    let once = encoder.finish().unwrap();
    let twice = once.repeat(2);
    let followed = [&once[..], b"?"].concat();
    for (bytes, n_left) in [(twice, once.len()), (followed, 1)] {
        let error = mnist::verified(file, bytes).unwrap_err().to_string();
        let expected =
            format!("t10k-labels-idx1-ubyte: damaged gzip stream ({n_left} bytes follow its end)");
        assert_eq!(error, expected);
    }
}
