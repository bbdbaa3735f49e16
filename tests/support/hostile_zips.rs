//! Gzipped files that the browser unzips: sound, damaged, and a bomb.

use js_sys::{Function, Reflect};
use kindling::data::mnist::{self, File};
use kindling::error::Error;
use kindling::web::unzip::verified;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// A file of labels, and what is known of it.
fn labels(n: u32) -> (File, Vec<u8>) {
    let mut bytes = 0x0801_u32.to_be_bytes().to_vec();
    bytes.extend(n.to_be_bytes());
    bytes.extend((0..n).map(|index| (index % 10) as u8));
    let file = File {
        name: "some-labels",
        sha256: mnist::sha256(&bytes).leak(),
        size_bytes: bytes.len() as u64,
    };
    (file, bytes)
}

/// A gzipped file of blocks that are not compressed.
fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut zipped = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let last = bytes.chunks(65_535).count() - 1;
    for (index, block) in bytes.chunks(65_535).enumerate() {
        let length = block.len() as u16;
        zipped.push(u8::from(index == last));
        zipped.extend(length.to_le_bytes());
        zipped.extend((!length).to_le_bytes());
        zipped.extend_from_slice(block);
    }
    zipped.extend(crc32(bytes).to_le_bytes());
    zipped.extend((bytes.len() as u32).to_le_bytes());
    zipped
}

fn crc32(bytes: &[u8]) -> u32 {
    let shift = |crc: u32| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
    let add = |crc, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| shift(crc));
    !bytes.iter().fold(!0, add)
}

/// The beginning of a file of nothing but zeros: a zero, then "258 more, one byte back" in 13 bits,
/// again and again, without an end.
fn bomb(n_bytes: usize) -> Vec<u8> {
    // The only block, of fixed codes; the code of the zero.
    let begin = [1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0];
    let again = [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0];
    let mut bits = begin.into_iter().chain(again.into_iter().cycle());
    let mut zipped = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    while zipped.len() < n_bytes {
        let byte = bits.by_ref().take(8).enumerate();
        zipped.push(byte.fold(0, |byte, (place, bit)| byte | bit << place));
    }
    zipped
}

#[wasm_bindgen_test]
async fn a_zipped_file_comes_out_as_it_went_in_however_long_it_is() {
    for n in [1, 100, 16 * 1024, 300_000] {
        let (file, bytes) = labels(n);
        assert_eq!(verified(&file, gzipped(&bytes)).await, Ok(bytes));
    }
}

#[wasm_bindgen_test]
async fn a_zipped_file_that_is_cut_changed_or_followed_by_something_is_damaged() {
    let (file, bytes) = labels(100_000);
    let sound = gzipped(&bytes);
    let mut changed = sound.clone();
    changed[70_000] ^= 1;
    for damaged in [
        sound[..3].to_vec(),
        sound[..50_000].to_vec(),
        sound[..sound.len() - 1].to_vec(),
        changed,
        [&sound[..], b"?"].concat(),
        sound.repeat(2),
    ] {
        let error = verified(&file, damaged).await.unwrap_err();
        assert!(matches!(error, Error::Gzip { .. }), "{error}");
    }
}

/// Counts from now on the bytes that go into a stream's transformation and come out of it.
const COUNTING: &str = r#"
    const counts = { zipped: 0, unzipped: 0 };
    const original = ReadableStream.prototype.pipeThrough;
    const counting = (name) => new TransformStream({
        transform(chunk, controller) {
            counts[name] += chunk.length;
            controller.enqueue(chunk);
        },
    });
    ReadableStream.prototype.pipeThrough = function (transform) {
        const zipped = original.call(this, counting("zipped"));
        return original.call(original.call(zipped, transform), counting("unzipped"));
    };
    counts.stop = () => { ReadableStream.prototype.pipeThrough = original; };
    return counts;
"#;

#[wasm_bindgen_test]
async fn a_bomb_in_the_browser_stops_at_the_size_that_the_file_has() {
    // Unzipped it would have 600 MB.
    let bomb = bomb(4_000_000);
    let (file, _) = labels(10_000);
    let counts = Function::new_no_args(COUNTING)
        .call0(&JsValue::NULL)
        .unwrap();
    let member = |name: &str| Reflect::get(&counts, &name.into()).unwrap();
    let error = verified(&file, bomb).await.unwrap_err();
    let stop: Function = member("stop").unchecked_into();
    stop.call0(&JsValue::NULL).unwrap();
    // What there is of it are zeros; that there is one too many is told by the length.
    assert!(matches!(error, Error::Magic { found: 0, .. }), "{error}");
    let count = |name: &str| member(name).as_f64().unwrap() as usize;
    assert!(count("zipped") > 0);
    // A few slices of 16 KB, of which two are on their way, and two chunks of what they become.
    assert!(count("zipped") <= 64 * 1024, "{} bytes", count("zipped"));
    assert!(
        count("unzipped") <= 256 * 1024,
        "{} bytes",
        count("unzipped")
    );
}
