//! A visitor's own IDX files: which is what, what they need, and what is wrong with them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

use std::io::Write;

use kindling::data::idx::{Header, IMAGES_MAGIC, LABELS_MAGIC};
use kindling::data::own::{Found, Own, Plan, check_promise};
use kindling::data::{Dataset, folder};
use kindling::error::{Error, Result};
use kindling::protocol::{DatasetKind, ImageFormat};

/// A file of `n` images, pixels that count on from `first`.
fn images(n: u32, rows: u32, columns: u32, first: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    for word in [IMAGES_MAGIC, n, rows, columns] {
        bytes.extend(word.to_be_bytes());
    }
    bytes.extend((0..n * rows * columns).map(|index| first.wrapping_add(index as u8)));
    bytes
}

fn labels(labels: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for word in [LABELS_MAGIC, labels.len() as u32] {
        bytes.extend(word.to_be_bytes());
    }
    bytes.extend(labels);
    bytes
}

/// Files as they would be picked, by name.
type Files<'a> = [(&'a str, Vec<u8>)];

fn plan(files: &Files) -> Result<Plan> {
    let found = files.iter().map(|(name, bytes)| {
        let start = &bytes[..bytes.len().min(16)];
        Ok(Found {
            name: (*name).to_owned(),
            header: Header::of(name, start)?,
        })
    });
    Plan::of(&found.collect::<Result<Vec<_>>>()?)
}

fn dataset(files: &Files, transposed: bool) -> Result<Own> {
    let plan = plan(files)?;
    let contents = plan.order.map(|index| files[index].1.clone());
    plan.dataset(contents, transposed)
}

/// What is said of files that cannot be trained on.
fn refusal(files: &Files) -> Error {
    match dataset(files, false) {
        Err(error @ Error::OwnData { .. }) => error,
        other => panic!("{other:?}"),
    }
}

/// Three images of 2×3 pixels to train on, two to test on.
fn small() -> [(&'static str, Vec<u8>); 4] {
    [
        ("test-labels", labels(&[1, 2])),
        ("train-images", images(3, 2, 3, 0)),
        ("test-images", images(2, 2, 3, 100)),
        ("train-labels", labels(&[1, 2, 1])),
    ]
}

#[test]
fn four_files_in_any_order_become_a_dataset_with_as_many_classes_as_the_largest_label_and_one() {
    let own = dataset(&small(), false).unwrap();
    let format = ImageFormat {
        rows: 2,
        columns: 3,
        classes: 3,
    };
    assert_eq!(own.dataset.kind, DatasetKind::Custom);
    assert_eq!(
        (own.dataset.train.format, own.dataset.test.format),
        (format, format)
    );
    assert_eq!(own.dataset.train.labels, [1, 2, 1]);
    assert_eq!(own.dataset.train.images, (0..18).collect::<Vec<u8>>());
    assert_eq!(own.dataset.test.images, (100..112).collect::<Vec<u8>>());
    assert_eq!(
        own.note,
        "Images of 2×3 pixels: 3 to train on from train-images with the labels train-labels, 2 to \
         test on from test-images with test-labels. 3 classes; class 0 has no image to train on."
    );
}

#[test]
fn transposed_images_are_turned_and_are_other_data() {
    let [plain, turned] = [false, true].map(|transposed| dataset(&small(), transposed).unwrap());
    let format = turned.dataset.train.format;
    assert_eq!((format.rows, format.columns), (3, 2));
    assert_eq!(turned.dataset.train.images[..6], [0, 3, 1, 4, 2, 5]);
    assert_eq!(
        turned.dataset.test.images[6..],
        [106, 109, 107, 110, 108, 111]
    );
    assert_ne!(plain.fingerprint, turned.fingerprint);
}

#[test]
fn the_fingerprint_is_of_the_contents_alone() {
    let own = dataset(&small(), false).unwrap();
    // sha256sum of the four files, unzipped; the 32 bytes of each and a zero byte once more.
    assert_eq!(own.fingerprint.len(), 64);
    let mut renamed = small();
    renamed.rotate_left(1);
    for file in &mut renamed {
        file.0 = match file.0 {
            "test-labels" => "b-t10k",
            "test-images" => "a.test",
            "train-images" => "x",
            _ => "y",
        };
    }
    assert_eq!(
        dataset(&renamed, false).unwrap().fingerprint,
        own.fingerprint
    );
    let mut changed = small();
    *changed[2].1.last_mut().unwrap() ^= 1;
    assert_ne!(
        dataset(&changed, false).unwrap().fingerprint,
        own.fingerprint
    );
}

#[test]
fn names_tell_train_from_test_and_else_the_numbers_do() {
    let order = |names: [&'static str; 4], sizes: [u32; 2]| {
        let [first, second] = sizes;
        let files = [
            (names[0], images(first, 2, 2, 0)),
            (names[1], images(second, 2, 2, 9)),
            (names[2], labels(&vec![0; first as usize])),
            (names[3], labels(&vec![1; second as usize])),
        ];
        plan(&files).map(|plan| plan.order)
    };
    // By name, even where the test set is larger.
    assert_eq!(
        order(["Train-x", "t10k-x", "train-y", "t10k-y"], [2, 9]),
        Ok([0, 2, 1, 3])
    );
    assert_eq!(
        order(["emnist-test", "x", "y", "TRAIN.gz"], [2, 9]),
        Ok([1, 3, 0, 2])
    );
    // One name is enough, of images or of labels.
    assert_eq!(order(["a", "test", "c", "d"], [2, 9]), Ok([0, 2, 1, 3]));
    assert_eq!(order(["a", "b", "c", "train"], [9, 2]), Ok([1, 3, 0, 2]));
    // By number: most train.
    assert_eq!(order(["a", "b", "c", "d"], [9, 2]), Ok([0, 2, 1, 3]));
    assert_eq!(order(["a", "b", "c", "d"], [2, 9]), Ok([1, 3, 0, 2]));
    // Names that contradict each other say nothing.
    assert_eq!(
        order(["train-test", "train", "train", "train"], [2, 9]),
        Ok([1, 3, 0, 2])
    );
    let ambiguous = order(["a", "b", "c", "d"], [4, 4]).unwrap_err();
    assert_eq!(
        ambiguous.to_string(),
        "a and b: nothing tells which is to train on and which to test on"
    );
    let ambiguous = order(["train", "test", "c", "d"], [4, 4]).unwrap_err();
    assert!(
        ambiguous.to_string().starts_with("c and d: "),
        "{ambiguous}"
    );
}

/// Changes one of the small files.
type Spoil = fn(&mut [(&'static str, Vec<u8>); 4]);

#[test]
fn what_is_wrong_with_own_files_is_named() {
    let cases: [(&str, Spoil); 10] = [
        (
            "train-images: begins with 0x3c21444f, but IDX files",
            |files| {
                files[1].1 = b"<!DOCTYPE html>".to_vec();
            },
        ),
        ("of the 4 picked 3 hold images and 1 labels", |files| {
            files[0].1 = images(2, 2, 3, 0)
        }),
        (
            "train-images: images of 65×1 pixels, but 1×1 to 64×64 can be read",
            |files| files[1].1 = images(3, 65, 1, 0),
        ),
        ("test-images: images of 0×3 pixels", |files| {
            files[2].1 = images(2, 0, 3, 0)
        }),
        (
            "train-images holds images of 2×3 pixels, but test-images of 3×2",
            |files| files[2].1 = images(2, 3, 2, 0),
        ),
        ("test-images: holds no image", |files| {
            files[2].1 = images(0, 2, 3, 0);
        }),
        (
            "train-images holds 3 images but train-labels 4 labels",
            |files| {
                files[3].1 = labels(&[1, 2, 1, 0]);
            },
        ),
        (
            "test-labels: a label is 100, but the largest can be 99",
            |files| {
                files[0].1 = labels(&[100, 2]);
            },
        ),
        ("train-labels: every label is 7", |files| {
            files[3].1 = labels(&[7, 7, 7]);
        }),
        ("train-images and test-images are the same file", |files| {
            files[2].1 = files[1].1.clone();
            files[0].1 = files[3].1.clone();
        }),
    ];
    for (expected, spoil) in cases {
        let mut files = small();
        spoil(&mut files);
        let error = refusal(&files);
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!error.advice().is_empty());
    }
}

#[test]
fn files_that_are_not_as_long_as_they_say_are_named() {
    let mut files = small();
    files[1].1.pop();
    let error = dataset(&files, false).unwrap_err().to_string();
    assert_eq!(error, "train-images: 1 of 34 bytes are missing");
    files[1].1.extend([0, 0]);
    let error = dataset(&files, false).unwrap_err();
    assert!(matches!(error, Error::TooLong { .. }), "{error}");
    for length in (0..8).rev() {
        files[3].1.truncate(length);
        let error = plan(&files).unwrap_err();
        assert!(
            matches!(error, Error::Truncated { .. }),
            "{length}: {error}"
        );
    }
}

#[test]
fn the_limits_of_size_and_of_classes_are_within_reach() {
    for (rows, columns, largest) in [(1, 1, 1), (64, 64, 99), (5, 7, 46)] {
        let files = [
            ("train", images(2, rows, columns, 0)),
            ("train-l", labels(&[0, largest])),
            ("test", images(1, rows, columns, 7)),
            ("test-l", labels(&[0])),
        ];
        let format = dataset(&files, false).unwrap().dataset.train.format;
        assert_eq!((format.rows, format.columns), (rows, columns));
        assert_eq!(format.classes, u32::from(largest) + 1);
    }
}

#[test]
fn what_data_needs_is_known_from_the_headers_and_compared_with_what_there_is() {
    let sized = |n_train: u32, n_test: u32, side: u32| {
        let header = |n| Header::Images {
            n,
            rows: side,
            columns: side,
        };
        let found = |name: &str, header| Found {
            name: name.to_owned(),
            header,
        };
        let files = [
            found("train", header(n_train)),
            found("train-l", Header::Labels { n: n_train }),
            found("test", header(n_test)),
            found("test-l", Header::Labels { n: n_test }),
        ];
        Plan::of(&files).unwrap()
    };
    let mnist = sized(60_000, 10_000, 28).memory(false);
    assert_eq!(mnist.host_bytes, 70_000 * 785);
    // While it is read, one worker has it and the other gets it.
    assert_eq!(mnist.handover_bytes, mnist.host_bytes);
    assert_eq!((mnist.device_bytes, mnist.upload_bytes), (0, 0));
    mnist.check(u64::MAX).unwrap();
    // The largest split of EMNIST, on both devices; WebGPU may have less than one buffer of it.
    let emnist = sized(697_932, 116_323, 28);
    emnist.memory(false).check(u64::MAX).unwrap();
    emnist.memory(true).check(1 << 30).unwrap();
    let error = emnist.memory(true).check(128 << 20).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the training images need 548 MB on the GPU, whose largest buffer has 135 MB"
    );
    let error = sized(1_000_000, 10, 64).memory(false).check(u64::MAX);
    let error = error.unwrap_err().to_string();
    assert!(error.starts_with("the data needs 8200 MB"), "{error}");
    assert!(error.contains("a tab can give it 3222 MB"), "{error}");
    // Four billion images of the largest size: no sum overflows.
    let vast = sized(u32::MAX, u32::MAX, 64).memory(true);
    assert!(vast.check(u64::MAX).is_err());
}

#[test]
fn a_small_zipped_file_cannot_promise_gigabytes() {
    check_promise("file", 1000, 1_032_000).unwrap();
    let error = check_promise("file", 1000, 1_032_001).unwrap_err();
    assert_eq!(
        error.to_string(),
        "file: 1000 zipped bytes cannot hold the 1032001 that its header promises"
    );
}

#[test]
fn a_folder_of_four_files_zipped_or_not_is_read_natively() {
    let folder = std::env::temp_dir().join(format!("kindling-own-data-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let zipped = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    for (index, (name, bytes)) in small().iter().enumerate() {
        let bytes = if index % 2 == 0 {
            zipped(bytes)
        } else {
            bytes.clone()
        };
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let own = folder::read_own(&folder, false).unwrap();
    assert_eq!(own, dataset(&small(), false).unwrap());
    // A bomb whose header promises little ends there.
    let mut bomb = labels(&[1, 2]);
    bomb.resize(50_000_000, 0);
    std::fs::write(folder.join("test-labels"), zipped(&bomb)).unwrap();
    let error = folder::read_own(&folder, false).unwrap_err();
    assert!(matches!(error, Error::TooLong { .. }), "{error}");
    std::fs::remove_file(folder.join("test-labels")).unwrap();
    let error = folder::read_own(&folder, false).unwrap_err().to_string();
    assert!(
        error.contains("of the 3 picked 2 hold images and 1 labels"),
        "{error}"
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn what_is_handed_over_to_the_worker_that_trains_is_the_same_data_or_is_refused() {
    let own = dataset(&small(), true).unwrap();
    let bytes = [&own.head()[..], &own.parts().concat()].concat();
    assert_eq!(Dataset::own(bytes.clone()), Ok(own.dataset));
    let numbers = |numbers: [u32; 5]| {
        let head = numbers.iter().flat_map(|number| number.to_le_bytes());
        [&head.collect::<Vec<_>>(), &bytes[20..]].concat()
    };
    assert_eq!(numbers([3, 2, 3, 3, 2]), bytes);
    let cases = [
        Vec::new(),
        bytes[..19].to_vec(),
        bytes[..bytes.len() - 1].to_vec(),
        [&bytes[..], &[0]].concat(),
        numbers([3, 2, 3, u32::MAX, u32::MAX]),
        numbers([3, 2, 3, 3, 0]),
        numbers([65, 2, 3, 3, 2]),
        numbers([u32::MAX, u32::MAX, 3, 3, 2]),
        // Labels are 0 to 2.
        numbers([3, 2, 2, 3, 2]),
        numbers([3, 2, 101, 3, 2]),
    ];
    for bytes in cases {
        let refused = Dataset::own(bytes);
        assert!(matches!(refused, Err(Error::Message { .. })), "{refused:?}");
    }
}
