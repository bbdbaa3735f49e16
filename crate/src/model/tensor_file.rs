//! Tensors from a safetensors file, read with distrust: whatever the bytes say, reading them costs
//! no more than their length justifies, and what is wrong with them is named.
//!
//! The `safetensors` crate's own reader is not used: it takes headers of 100 MB, keeps them in a
//! tree that is 48 times as large, and of two tensors of one name it silently drops one. Nor is its
//! writer, which is larger than this one and all that it needs by 8 KB of what a visitor loads; the
//! tests hold both against the crate.
//!
//! Source: <https://github.com/huggingface/safetensors>, "Format".

use std::collections::HashMap;
use std::fmt;

use safetensors::tensor::{Dtype, TensorInfo};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::tensors::HostTensor;
use crate::error::shortened;
use crate::sorting::order_of;

/// Longest header that is read. That of the largest network, with all moments of Adam, has about
/// 15,000 bytes; what callbacks look at adds up to 90,000 to that of a long run's checkpoint.
pub const MAX_HEADER_BYTES: usize = 256 * 1024;

/// Bytes that tell the header's length.
const LENGTH_BYTES: usize = 8;
/// The header's member that is not a tensor.
const METADATA: &str = "__metadata__";

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TensorFileError {
    /// Not even the header's length is there.
    #[error("it has {n_bytes} bytes, which is too few for a safetensors file")]
    TooShort {
        /// Bytes of the file.
        n_bytes: usize,
    },
    /// The header is longer than any that this program writes.
    #[error("its header is said to have {header_bytes} bytes, of {MAX_HEADER_BYTES} at most")]
    HeaderTooLong {
        /// Bytes of the header, as the file tells.
        header_bytes: u64,
    },
    /// The header is longer than the file.
    #[error("it ends within its header: {missing_bytes} of {header_bytes} bytes are missing")]
    HeaderCut {
        /// Bytes of the header, as the file tells.
        header_bytes: usize,
        /// How many of them are not there.
        missing_bytes: usize,
    },
    /// The header is not JSON, or other JSON.
    #[error("its header cannot be read: {reason}")]
    Header {
        /// What the decoder says.
        reason: String,
    },
    /// Two tensors have the same name.
    #[error("{name} is in it twice")]
    Twice {
        /// The tensors' name.
        name: String,
    },
    /// Tensors overlap, or there is something between them.
    #[error("{name} begins at byte {begin} of the values, where {expected} is next")]
    Place {
        /// The tensor's name.
        name: String,
        /// Where it begins, as the header tells.
        begin: usize,
        /// Where the tensor before it ends.
        expected: usize,
    },
    /// A tensor's shape and its bytes do not go together.
    #[error("{name} is {shape}, which does not go with bytes {begin} to {end}")]
    Size {
        /// The tensor's name.
        name: String,
        /// Its sizes, as the header tells.
        shape: String,
        /// Where it begins, as the header tells.
        begin: usize,
        /// Where it ends, as the header tells.
        end: usize,
    },
    /// A tensor is of other numbers than this program's.
    #[error("{name} is {dtype}, expected F32")]
    NumberType {
        /// The tensor's name.
        name: String,
        /// Its numbers' type.
        dtype: Dtype,
    },
    /// There are more or fewer values than the header tells.
    #[error("{found_bytes} bytes of values follow its header, which promises {expected_bytes}")]
    Values {
        /// Bytes that the header promises.
        expected_bytes: usize,
        /// Bytes that there are.
        found_bytes: usize,
    },
    /// A value is NaN or infinite.
    #[error("{name} holds {value} at index {index}")]
    NotFinite {
        /// The tensor's name.
        name: String,
        /// The value.
        value: f32,
        /// Its index, row-major, from 0.
        index: usize,
    },
}

/// What this module returns.
pub type Result<T> = std::result::Result<T, TensorFileError>;

/// A file whose header was read and fits its length.
#[derive(Clone, Debug)]
pub struct TensorFile<'a> {
    metadata: HashMap<String, String>,
    /// In the order of their values, which they cover without a gap.
    tensors: Vec<(String, TensorInfo)>,
    values: &'a [u8],
}

impl<'a> TensorFile<'a> {
    /// Reads the header and checks it against the file.
    ///
    /// # Errors
    /// Every one of [`TensorFileError`] but [`TensorFileError::NotFinite`].
    pub fn open(bytes: &'a [u8]) -> Result<Self> {
        let n_bytes = bytes.len();
        let (length, rest) = bytes
            .split_first_chunk::<LENGTH_BYTES>()
            .ok_or(TensorFileError::TooShort { n_bytes })?;
        let header_bytes = u64::from_le_bytes(*length);
        if header_bytes > MAX_HEADER_BYTES as u64 {
            return Err(TensorFileError::HeaderTooLong { header_bytes });
        }
        let header_bytes = header_bytes as usize;
        let Some((header, values)) = rest.split_at_checked(header_bytes) else {
            let missing_bytes = header_bytes - rest.len();
            return Err(TensorFileError::HeaderCut {
                header_bytes,
                missing_bytes,
            });
        };
        let unread = |reason: String| TensorFileError::Header { reason };
        // Whole, since the decoder looks into no text that it passes over.
        let header = str::from_utf8(header).map_err(|error| unread(shortened(error)))?;
        let header: Header =
            serde_json::from_str(header).map_err(|error| unread(shortened(error)))?;
        check_names(&header.tensors)?;
        let places = header.tensors.iter();
        // Where two begin at one place, one of them is empty: it comes first.
        let keys = places.map(|(_, tensor)| key_of(tensor.data_offsets));
        let order = order_of(keys).into_iter();
        let mut tensors: Vec<Option<_>> = header.tensors.into_iter().map(Some).collect();
        let tensors: Vec<_> = order.filter_map(|place| tensors[place].take()).collect();
        check_places(&tensors, values.len())?;
        Ok(Self {
            metadata: header.metadata.unwrap_or_default(),
            tensors,
            values,
        })
    }

    /// The text that the metadata has under a key.
    pub fn metadata(&self, key: &str) -> Option<&str> {
        self.metadata.get(key).map(String::as_str)
    }

    /// The tensors, in the order of their values.
    ///
    /// # Errors
    /// [`TensorFileError::NotFinite`], naming the first value that is NaN or infinite.
    pub fn tensors(&self) -> Result<Vec<HostTensor>> {
        let mut tensors = Vec::with_capacity(self.tensors.len());
        for (name, tensor) in &self.tensors {
            let (begin, end) = tensor.data_offsets;
            let (words, _) = self.values[begin..end].as_chunks();
            let values: Vec<f32> = words.iter().map(|word| f32::from_le_bytes(*word)).collect();
            if let Some(index) = values.iter().position(|value| !value.is_finite()) {
                return Err(TensorFileError::NotFinite {
                    name: shortened(name),
                    value: values[index],
                    index,
                });
            }
            tensors.push(HostTensor {
                name: name.clone(),
                shape: tensor.shape.clone(),
                values,
            });
        }
        Ok(tensors)
    }
}

/// What sorts places by where they begin, then by where they end. A file of 2³² bytes is none that a
/// tab can have: what does not fit here fits no file, and is refused wherever it stands.
fn key_of((begin, end): (usize, usize)) -> u64 {
    let part = |place: usize| u64::from(u32::try_from(place).unwrap_or(u32::MAX));
    (part(begin) << 32) | part(end)
}

/// Tensors and metadata as a file: the tensors in the order of their names. Each group of tensors
/// has something to put before its names.
///
/// # Errors
/// What serde says; on texts, nothing.
pub fn write(
    groups: &[(&str, &[HostTensor])],
    metadata: &[(String, String)],
) -> std::result::Result<Vec<u8>, serde_json::Error> {
    let mut tensors = Vec::new();
    for (prefix, group) in groups {
        for tensor in *group {
            tensors.push((format!("{prefix}{}", tensor.name), tensor));
        }
    }
    let names = sorted_names(tensors.iter().map(|(name, _)| name.as_str()));
    let sorted = || names.iter().map(|(name, index)| (*name, tensors[*index].1));
    let mut header = format!("{{\"{METADATA}\":{{");
    for (index, (key, text)) in metadata.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let (key, text) = (serde_json::to_string(key)?, serde_json::to_string(text)?);
        header += &format!("{comma}{key}:{text}");
    }
    header += "}";
    let mut begin = 0;
    for (name, tensor) in sorted() {
        let end = begin + size_of::<f32>() * tensor.values.len();
        let (name, shape) = (serde_json::to_string(name)?, &tensor.shape);
        header += &format!(
            ",{name}:{{\"dtype\":\"F32\",\"shape\":{shape:?},\"data_offsets\":[{begin},{end}]}}"
        );
        begin = end;
    }
    header += "}";
    // Values lie at multiples of eight bytes, as the format asks for.
    while header.len() % LENGTH_BYTES != 0 {
        header += " ";
    }
    let mut file = Vec::with_capacity(LENGTH_BYTES + header.len() + begin);
    file.extend((header.len() as u64).to_le_bytes());
    file.extend(header.as_bytes());
    for (_, tensor) in sorted() {
        for value in &tensor.values {
            file.extend(value.to_le_bytes());
        }
    }
    Ok(file)
}

/// Names in their order, each with its place.
fn sorted_names<'n>(names: impl Iterator<Item = &'n str>) -> Vec<(&'n str, usize)> {
    let mut names: Vec<(&str, usize)> = names.zip(0..).collect();
    names.sort_unstable();
    names
}

/// Refuses two tensors of one name.
fn check_names(tensors: &[(String, TensorInfo)]) -> Result<()> {
    let names = sorted_names(tensors.iter().map(|(name, _)| name.as_str()));
    match names.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        None => Ok(()),
        Some(pair) => Err(TensorFileError::Twice {
            name: shortened(pair[0].0),
        }),
    }
}

/// Refuses tensors, sorted by their places, that do not cover so many bytes of values without a
/// gap, or are not as long as their shapes say.
fn check_places(tensors: &[(String, TensorInfo)], found_bytes: usize) -> Result<()> {
    let mut expected = 0;
    for (name, tensor) in tensors {
        let (begin, end) = tensor.data_offsets;
        let name = || shortened(name);
        if tensor.dtype != Dtype::F32 {
            let (name, dtype) = (name(), tensor.dtype);
            return Err(TensorFileError::NumberType { name, dtype });
        }
        if begin != expected {
            let name = name();
            return Err(TensorFileError::Place {
                name,
                begin,
                expected,
            });
        }
        let mut sizes = tensor.shape.iter().copied();
        let n_values = sizes.try_fold(1_usize, usize::checked_mul);
        let n_bytes = n_values.and_then(|n_values| n_values.checked_mul(size_of::<f32>()));
        if n_bytes.is_none() || n_bytes != end.checked_sub(begin) {
            return Err(TensorFileError::Size {
                name: name(),
                shape: shortened(format_args!("{:?}", tensor.shape)),
                begin,
                end,
            });
        }
        expected = end;
    }
    if expected != found_bytes {
        return Err(TensorFileError::Values {
            expected_bytes: expected,
            found_bytes,
        });
    }
    Ok(())
}

/// The header as it is written: one JSON object.
#[derive(Default)]
struct Header {
    metadata: Option<HashMap<String, String>>,
    tensors: Vec<(String, TensorInfo)>,
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(HeaderVisitor)
    }
}

struct HeaderVisitor;

impl<'de> Visitor<'de> for HeaderVisitor {
    type Value = Header;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an object of tensors")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Header, A::Error> {
        let mut header = Header::default();
        while let Some(name) = map.next_key::<String>()? {
            if name == METADATA {
                if header.metadata.is_some() {
                    return Err(serde::de::Error::duplicate_field(METADATA));
                }
                header.metadata = Some(map.next_value()?);
            } else {
                header.tensors.push((name, map.next_value()?));
            }
        }
        Ok(header)
    }
}
