//! Gzip: unzipping as it is done natively.
//!
//! No random change of a stream keeps its checksum. So the first byte of an input says what the
//! rest is: a whole file, a compressed body that is given the checksum that it needs, or plain
//! bytes that are zipped first. The next two bytes are the limit.

use std::io::{Read, Write};

use kindling::data::gzip::{self, unzipped};

use super::{Bound, assert_named};

/// What the decoder itself keeps: its window, its tables, and names in the header.
const DECODER_BYTES: usize = 256 * 1024;
/// More than any limit that an input can say.
const MAX_UNZIPPED: u64 = 1 << 17;

/// A gzipped file and a limit.
pub fn gzip(input: &[u8]) {
    let Some((&[form, low, high], rest)) = input.split_first_chunk() else {
        return;
    };
    let limit = usize::from(u16::from_le_bytes([low, high]));
    match form % 3 {
        0 => drop(unzip(rest, limit)),
        1 => with_body(rest, limit),
        _ => zipped_and_back(rest, limit),
    }
}

/// Unzips and holds what holds for any file.
fn unzip(bytes: &[u8], limit: usize) -> Option<Vec<u8>> {
    let bound = Bound {
        per_byte: 0,
        base: gzip::room(bytes.len(), limit) + DECODER_BYTES,
    };
    match bound.hold(bytes.len(), || unzipped("file", bytes, limit)) {
        Err(error) => {
            assert_named(&error, &["gzip"]);
            None
        }
        Ok(plain) => {
            assert!(plain.len() <= limit + 1, "{} of {limit}", plain.len());
            Some(plain)
        }
    }
}

/// A body as another decoder reads it, in a file with the right checksum: it comes out the same up
/// to the limit, and anything after its end is refused.
fn with_body(body: &[u8], limit: usize) {
    let mut decoder = flate2::bufread::DeflateDecoder::new(body);
    let mut expected = Vec::new();
    let read = (&mut decoder).take(MAX_UNZIPPED).read_to_end(&mut expected);
    if read.is_err() || expected.len() as u64 == MAX_UNZIPPED {
        return;
    }
    let (body, left) = body.split_at(decoder.total_in() as usize);
    let mut crc = flate2::Crc::new();
    crc.update(&expected);
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    file.extend_from_slice(body);
    file.extend(crc.sum().to_le_bytes());
    file.extend(crc.amount().to_le_bytes());
    file.extend_from_slice(left);
    let found = unzip(&file, limit);
    if expected.len() > limit {
        assert_eq!(found.as_deref(), Some(&expected[..=limit]));
    } else if left.is_empty() {
        assert_eq!(found, Some(expected));
    } else {
        assert_eq!(found, None);
    }
}

/// Plain bytes come back; cut anywhere, followed by a byte or by another file, they do not.
fn zipped_and_back(plain: &[u8], limit: usize) {
    let level = flate2::Compression::new(limit as u32 % 10);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    let written = encoder.write_all(plain);
    let Ok(mut file) = written.and_then(|()| encoder.finish()) else {
        panic!("flate2 does not zip {plain:?}");
    };
    assert_eq!(unzip(&file, plain.len()).as_deref(), Some(plain));
    assert_eq!(unzip(&file[..limit % file.len()], plain.len()), None);
    if plain.len() > limit {
        assert_eq!(unzip(&file, limit).as_deref(), Some(&plain[..=limit]));
    }
    file.extend_from_within(..);
    assert_eq!(unzip(&file, plain.len()), None);
    file.truncate(file.len() / 2 + 1);
    assert_eq!(unzip(&file, plain.len()), None);
}
