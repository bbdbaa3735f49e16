//! Safetensors files from inputs that a fuzzer can do something with.
//!
//! Hardly any change of a file leaves its header's length and its values in step with its header.
//! So an input that begins with `!` is a header alone: its length is put before it, and as many
//! values as it tells of behind it. The byte after `!` says what values.

use std::borrow::Cow;

/// Most bytes of values that are made.
const MAX_VALUES: u64 = 128 * 1024;

/// The file that an input stands for.
pub fn expanded(input: &[u8]) -> Cow<'_, [u8]> {
    let Some((&[b'!', kind], header)) = input.split_first_chunk() else {
        return Cow::Borrowed(input);
    };
    let n_bytes = promised_bytes(header).unwrap_or(0).min(MAX_VALUES) as usize;
    let mut file = Vec::with_capacity(8 + header.len() + n_bytes + 4);
    file.extend((header.len() as u64).to_le_bytes());
    file.extend_from_slice(header);
    let end = file.len() + n_bytes;
    let n_values = n_bytes.div_ceil(4);
    for index in 0..n_values {
        file.extend(value(kind, index, n_values).to_le_bytes());
    }
    file.truncate(end);
    Cow::Owned(file)
}

/// Where the last of a header's tensors ends.
fn promised_bytes(header: &[u8]) -> Option<u64> {
    let header: serde_json::Value = serde_json::from_slice(header).ok()?;
    let tensors = header.as_object()?.values();
    tensors
        .filter_map(|tensor| tensor.get("data_offsets")?.get(1)?.as_u64())
        .max()
}

/// One of so many values: small ones that differ, or what breaks arithmetic.
fn value(kind: u8, index: usize, n_values: usize) -> f32 {
    let mixed = (index as u32).wrapping_mul(2_654_435_769) >> 8;
    let small = (mixed as f32 / (1 << 24) as f32 - 0.5) * 0.2;
    let is_last = index + 1 == n_values;
    match kind {
        b'0' => 0.0,
        b'1' => 3e38,
        b'2' => small * 3e38,
        b'3' => 1e-45,
        b'4' => -small.abs(),
        b'5' if is_last => f32::NAN,
        b'6' if is_last => f32::NEG_INFINITY,
        b'7' if is_last => f32::MAX,
        b'8' => 1.0,
        _ => small,
    }
}
