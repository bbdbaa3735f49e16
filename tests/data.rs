//! MNIST's files and the IDX format, sound and damaged.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

use std::io::Write;

use kindling::data::order::epoch_order;
use kindling::data::{idx, mnist};
use kindling::error::Error;

#[allow(dead_code, reason = "each test file uses a part of it")]
#[path = "support/golden.rs"]
mod golden;
#[allow(dead_code, reason = "each test file uses a part of it")]
mod support;

/// A file of `n` images of `side`×`side` pixels.
fn images_file(n: u32, side: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    for word in [idx::IMAGES_MAGIC, n, side, side] {
        bytes.extend(word.to_be_bytes());
    }
    // Pixels that do not repeat, so that gzip has something to keep.
    let mut state = 1_u32;
    bytes.extend((0..n * side * side).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    }));
    bytes
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn images_are_what_follows_the_header() {
    let bytes = images_file(3, 28);
    assert_eq!(idx::images("file", &bytes).unwrap(), &bytes[16..]);
}

#[test]
fn truncated_images_name_the_missing_bytes() {
    let bytes = images_file(2, 28);
    let error = idx::images("some-images", &bytes[..bytes.len() - 100]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "some-images: 100 of 1584 bytes are missing"
    );
    for length in 0..16 {
        let error = idx::images("some-images", &bytes[..length]).unwrap_err();
        assert!(
            matches!(error, Error::Truncated { .. }),
            "{length}: {error}"
        );
    }
}

#[test]
fn a_header_that_promises_four_billion_images_is_truncated_not_allocated() {
    let mut bytes = images_file(1, 28);
    bytes[4..8].copy_from_slice(&u32::MAX.to_be_bytes());
    assert!(matches!(
        idx::images("file", &bytes),
        Err(Error::Truncated { .. })
    ));
}

#[test]
fn other_files_are_named_for_what_they_are() {
    let labels = [0, 0, 8, 1, 0, 0, 0, 2, 9, 10];
    let error = idx::images("file", &labels).unwrap_err();
    assert_eq!(
        error.to_string(),
        "file: magic 0x00000801, expected 0x00000803"
    );
    let error = idx::labels("file", &labels).unwrap_err();
    assert_eq!(
        error.to_string(),
        "file: label 10 at index 1, expected 0 to 9"
    );
    let error = idx::images("file", &images_file(1, 32)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "file: images of 32×32 pixels, expected 28×28"
    );
    let error = idx::images("file", b"\n <!DOCTYPE html><title>404</title>").unwrap_err();
    assert!(matches!(error, Error::WebPage { .. }));
    let mut longer = images_file(1, 28);
    longer.push(0);
    assert!(matches!(
        idx::images("file", &longer),
        Err(Error::TooLong { .. })
    ));
}

#[test]
fn a_damaged_gzip_stream_is_named() {
    let file = &mnist::FILES[2];
    let mut bytes = gzipped(&images_file(100, 28));
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    let error = mnist::verified(file, bytes).unwrap_err();
    assert!(matches!(error, Error::Gzip { .. }), "{error}");
    let error = mnist::verified(file, gzipped(&images_file(100, 28))[..40].to_vec()).unwrap_err();
    assert!(matches!(error, Error::Gzip { .. }), "{error}");
}

#[test]
fn a_decompression_bomb_stops_at_the_files_size() {
    let mut bomb = gzipped(&vec![0; 100_000_000]);
    // Without its end it cannot be unzipped whole: who tries says so.
    bomb.truncate(bomb.len() - 100);
    let error = mnist::verified(&mnist::FILES[3], bomb).unwrap_err();
    assert!(matches!(error, Error::Magic { .. }), "{error}");
}

#[test]
fn another_file_than_the_published_one_has_another_checksum() {
    let error = mnist::verified(&mnist::FILES[2], images_file(10_000, 28)).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("t10k-images-idx3-ubyte: SHA-256"), "{text}");
    assert!(text.contains(mnist::FILES[2].sha256), "{text}");
}

#[test]
fn real_mnist_has_60000_and_10000_images() {
    let Some(dataset) = support::real_mnist() else {
        return;
    };
    assert_eq!((dataset.train.len(), dataset.test.len()), (60_000, 10_000));
    assert_eq!(dataset.train.labels[..5], [5, 0, 4, 1, 9]);
    assert_eq!(dataset.test.labels[..5], [7, 2, 1, 0, 4]);
}

#[test]
fn images_and_labels_of_different_numbers_do_not_go_together() {
    let mut labels = vec![0, 0, 8, 1, 0, 0, 0, 2, 9, 3];
    let short = labels.clone();
    labels[7] = 3;
    labels.push(1);
    let files = [images_file(3, 28), labels, images_file(3, 28), short];
    let error = mnist::dataset(files).unwrap_err();
    assert_eq!(
        error.to_string(),
        "t10k-images-idx3-ubyte holds 3 images but t10k-labels-idx1-ubyte 2 labels"
    );
}

#[test]
fn each_epoch_has_an_order_of_its_own_and_the_seed_repeats_it() {
    let order = epoch_order(1000, 1, 1);
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, (0..1000).collect::<Vec<u32>>());
    assert_eq!(order, epoch_order(1000, 1, 1));
    assert_eq!(epoch_order(60_000, 1, 1)[..5], golden::FIRST_OF_EPOCH_1);
    assert_ne!(order, epoch_order(1000, 1, 2));
    assert_ne!(order, epoch_order(1000, 2, 1));
}
