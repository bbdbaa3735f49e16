//! Safetensors files, as checkpoints and models are; and models.

use kindling::engine::Device;
use kindling::model::tensor_file::{MAX_HEADER_BYTES, TensorFile, TensorFileError, write};
use kindling::model::tensors::HostTensor;
use kindling::train::checkpoint::Checkpoint;
use kindling::train::model_file::{self, ModelFile};
use pollster::block_on;
use safetensors::SafeTensors;
use safetensors::tensor::TensorView;

use super::tensor_bytes::expanded;
use super::{Bound, MAX_MESSAGE, assert_named};

/// A tensor's entry in the header is 22 bytes long at least, and takes 72 in a vector that may
/// have just doubled, besides its name and its shape, here and in the tensors that are made of it.
pub(super) const BOUND: Bound = Bound {
    per_byte: 40,
    base: 4096,
};

/// Each tensor of the network that the metadata describes has a name and a shape, whether or not it
/// is in the file: eight layers of them at most.
const NETWORK: Bound = Bound {
    per_byte: BOUND.per_byte,
    base: 16 * 1024,
};

/// A file, its tensors, and the network that it may be.
pub fn model_file(input: &[u8]) {
    let bytes = expanded(input);
    network(&bytes);
    let read = BOUND.hold(bytes.len(), || {
        let file = TensorFile::open(&bytes)?;
        Ok((file.tensors()?, file))
    });
    match read {
        Err(error) => assert_refused(&error, &bytes),
        Ok((tensors, file)) => {
            assert_as_the_format_has_it(&tensors, &file, &bytes);
            assert_written_and_read(&tensors);
        }
    }
}

/// A network that is taken comes to the worker that trains as it is, is saved as it was, and can be
/// written as ONNX.
fn network(bytes: &[u8]) {
    let file = match NETWORK.hold(bytes.len(), || ModelFile::from_bytes(bytes)) {
        Err(error) => return assert_named(&error, &["model_file"]),
        Ok(file) => file,
    };
    let format = file.format;
    let trainer = file.trainer(&Device::Cpu);
    let trainer = trainer.unwrap_or_else(|error| panic!("{error}, but it was taken"));
    let saved = block_on(model_file::to_bytes(&file.config, &trainer));
    let saved = saved.unwrap_or_else(|error| panic!("{error}"));
    match ModelFile::from_bytes(&saved) {
        Ok(again) => assert_eq!(again, file),
        // Written out in full, a header can become longer.
        Err(error) => assert!(
            error.to_string().contains("its header is said to have"),
            "{error}"
        ),
    }
    assert!(file.clone().into_onnx().is_ok());
    let handed_over = file.into_checkpoint().to_bytes();
    let handed_over = handed_over.unwrap_or_else(|error| panic!("{error}"));
    match Checkpoint::from_bytes(&handed_over) {
        Ok(network) => assert!(network.restore(format, &Device::Cpu).is_ok()),
        Err(error) => assert!(
            error.to_string().contains("its header is said to have"),
            "{error}"
        ),
    }
}

fn assert_refused(error: &TensorFileError, bytes: &[u8]) {
    let text = error.to_string();
    assert!(text.chars().count() <= MAX_MESSAGE, "{text}");
    match error {
        TensorFileError::TooShort { n_bytes } => assert!(*n_bytes < 8),
        TensorFileError::HeaderTooLong { header_bytes } => {
            assert!(*header_bytes > MAX_HEADER_BYTES as u64);
        }
        TensorFileError::HeaderCut { header_bytes, .. } => {
            assert!(8 + header_bytes > bytes.len());
        }
        TensorFileError::NotFinite { value, .. } => assert!(!value.is_finite()),
        // Its own reader does not take these either.
        TensorFileError::Place { .. } => assert!(SafeTensors::deserialize(bytes).is_err()),
        _ => {}
    }
}

/// Holds what was read against the format's own reader.
fn assert_as_the_format_has_it(tensors: &[HostTensor], file: &TensorFile, bytes: &[u8]) {
    let expected = match SafeTensors::deserialize(bytes) {
        Ok(expected) => expected,
        Err(error) => {
            // Of a member that says nothing of a tensor its reader makes a number or a text all the
            // same, which half a character outside the basic plane is not.
            let text = error.to_string();
            let passed_over = ["number out of range", "hex escape"];
            assert!(
                passed_over.iter().any(|part| text.contains(part)),
                "{text}, but it was read"
            );
            return;
        }
    };
    assert_eq!(tensors.len(), expected.len());
    for tensor in tensors {
        let view = expected.tensor(&tensor.name);
        let view = view.unwrap_or_else(|error| panic!("{error}, but it was read"));
        assert_eq!(view.shape(), tensor.shape);
        assert_eq!(view.data(), bytes_of(tensor));
    }
    let header = SafeTensors::read_metadata(bytes);
    let (_, header) = header.unwrap_or_else(|error| panic!("{error}, but it was read"));
    for (key, text) in header.metadata().iter().flatten() {
        assert_eq!(file.metadata(key), Some(text.as_str()));
    }
}

fn assert_written_and_read(tensors: &[HostTensor]) {
    let bytes: Vec<Vec<u8>> = tensors.iter().map(bytes_of).collect();
    let views = tensors.iter().zip(&bytes).map(|(tensor, bytes)| {
        let shape = tensor.shape.clone();
        let view = TensorView::new(safetensors::Dtype::F32, shape, bytes);
        let view = view.unwrap_or_else(|error| panic!("{error}"));
        (tensor.name.as_str(), view)
    });
    let file = safetensors::serialize(views, None).unwrap_or_else(|error| panic!("{error}"));
    let metadata = [("key".to_owned(), "\"text\"\n".to_owned())];
    let own = write(&[("", tensors)], &metadata).unwrap_or_else(|error| panic!("{error}"));
    assert_as_written(tensors, &own);
    let read = TensorFile::open(&file).and_then(|file| file.tensors());
    match read {
        Ok(read) => assert_eq!(by_name(&read), by_name(tensors)),
        // Written out in full, a header can become longer.
        Err(TensorFileError::HeaderTooLong { .. }) => {}
        Err(error) => panic!("{error}, but it was read before"),
    }
}

/// Holds a file of this project's writer against the format's own reader.
fn assert_as_written(tensors: &[HostTensor], file: &[u8]) {
    let read = SafeTensors::deserialize(file).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(read.len(), tensors.len());
    for tensor in tensors {
        let view = read.tensor(&tensor.name);
        let view = view.unwrap_or_else(|error| panic!("{error}, but it was written"));
        assert_eq!(view.shape(), tensor.shape);
        assert_eq!(view.data(), bytes_of(tensor));
    }
}

fn bytes_of(tensor: &HostTensor) -> Vec<u8> {
    let values = tensor.values.iter();
    values.flat_map(|value| value.to_le_bytes()).collect()
}

/// Tensors in the order of their names: files have orders of their own.
pub(super) fn by_name(tensors: &[HostTensor]) -> Vec<&HostTensor> {
    let mut sorted: Vec<&HostTensor> = tensors.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    sorted
}
