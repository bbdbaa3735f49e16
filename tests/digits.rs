//! Generated digits, and drawings normalised as MNIST was: what a visitor without a download,
//! and one with a mouse, relies on.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[allow(dead_code, reason = "each test file uses a part of it")]
#[path = "support/golden.rs"]
mod golden;

use kindling::data::digits::generate;
use kindling::data::raster;
use kindling::data::{CLASSES, ImageFormat, PIXELS, SIDE};

/// A drawing of a 3 in one stroke, in a unit square.
const THREE: [[f32; 2]; 12] = [
    [0.20, 0.18],
    [0.38, 0.05],
    [0.58, 0.11],
    [0.66, 0.25],
    [0.55, 0.40],
    [0.36, 0.47],
    [0.56, 0.52],
    [0.71, 0.66],
    [0.66, 0.83],
    [0.52, 0.93],
    [0.31, 0.95],
    [0.15, 0.86],
];

fn three(scale: f32, offset: [f32; 2]) -> Vec<Vec<[f32; 2]>> {
    let place = |point: &[f32; 2]| [point[0] * scale + offset[0], point[1] * scale + offset[1]];
    vec![THREE.iter().map(place).collect()]
}

/// Distance from the left and the top edge to the centre of mass, in pixels.
fn center_of_mass(image: &[u8]) -> [f32; 2] {
    let (mut mass, mut moments) = (0.0, [0.0; 2]);
    for (index, &ink) in image.iter().enumerate() {
        mass += f32::from(ink);
        moments[0] += f32::from(ink) * ((index % SIDE) as f32 + 0.5);
        moments[1] += f32::from(ink) * ((index / SIDE) as f32 + 0.5);
    }
    moments.map(|moment| moment / mass)
}

/// Width and height of what has any ink, in pixels; the image must have some.
fn ink_box(image: &[u8]) -> [usize; 2] {
    let (mut low, mut high) = ([SIDE; 2], [0; 2]);
    for index in (0..PIXELS).filter(|&index| image[index] > 0) {
        for (axis, position) in [index % SIDE, index / SIDE].into_iter().enumerate() {
            low[axis] = low[axis].min(position);
            high[axis] = high[axis].max(position);
        }
    }
    [0, 1].map(|axis| high[axis] + 1 - low[axis])
}

fn ink(image: &[u8]) -> f32 {
    image.iter().map(|&pixel| f32::from(pixel) / 255.0).sum()
}

/// A drawing as an image of MNIST's size.
fn normalize(strokes: &[Vec<[f32; 2]>]) -> Option<Vec<u8>> {
    raster::normalize(strokes, ImageFormat::MNIST)
}

#[test]
fn the_same_seed_draws_the_same_digits() {
    assert_eq!(generate(200, 7), generate(200, 7));
}

#[test]
fn another_seed_draws_other_digits() {
    let (one, other) = (generate(200, 7), generate(200, 8));
    assert_ne!(one.labels, other.labels);
    let images = one.images.chunks(PIXELS);
    assert!(images.zip(other.images.chunks(PIXELS)).all(|(a, b)| a != b));
}

/// A shared link names a seed: should this fail, every such link would mean other digits.
#[test]
fn the_first_hundred_digits_of_seed_one_are_what_they_always_were() {
    let split = generate(100, 1);
    assert_eq!(
        golden::checksum(&split.labels),
        0x5d97_334a_fbe1_a90f,
        "labels"
    );
    assert_eq!(
        golden::checksum(&split.images),
        golden::DIGITS_CHECKSUM,
        "images"
    );
}

#[test]
fn every_class_has_its_share() {
    let split = generate(1003, 3);
    let mut counts = [0; CLASSES];
    for &label in &split.labels {
        counts[usize::from(label)] += 1;
    }
    assert!(
        counts.iter().all(|count| (100..=101).contains(count)),
        "{counts:?}"
    );
}

#[test]
fn no_images_are_an_empty_split() {
    let split = generate(0, 1);
    assert!(split.images.is_empty() && split.labels.is_empty());
}

#[test]
fn every_digit_has_plausible_ink() {
    let split = generate(2000, 5);
    assert_eq!(split.images.len(), 2000 * PIXELS);
    for image in split.images.chunks(PIXELS) {
        assert!((10.0..300.0).contains(&ink(image)), "ink {}", ink(image));
        let center = center_of_mass(image);
        assert!(
            center.iter().all(|&at| (10.0..19.0).contains(&at)),
            "centre {center:?}"
        );
        let strong = image.iter().filter(|&&pixel| pixel > 128).count();
        assert!((15..350).contains(&strong), "{strong} strong pixels");
    }
    let mean_ink = ink(&split.images) / 2000.0;
    assert!(
        (85.0..115.0).contains(&mean_ink),
        "mean ink {mean_ink}, MNIST has 102"
    );
}

#[test]
fn digits_look_like_their_label_but_not_all_alike() {
    let (train, test) = (generate(2000, 1), generate(500, 2));
    let mut means = vec![0.0_f32; CLASSES * PIXELS];
    for (image, &label) in train.images.chunks(PIXELS).zip(&train.labels) {
        let mean = &mut means[usize::from(label) * PIXELS..][..PIXELS];
        for (sum, &pixel) in mean.iter_mut().zip(image) {
            *sum += f32::from(pixel) / 200.0;
        }
    }
    let distance = |image: &[u8], mean: &[f32]| -> f32 {
        let pairs = image.iter().zip(mean);
        pairs
            .map(|(&pixel, mean)| (f32::from(pixel) - mean).powi(2))
            .sum()
    };
    let right = test
        .images
        .chunks(PIXELS)
        .zip(&test.labels)
        .filter(|(image, label)| {
            let nearest = means
                .chunks(PIXELS)
                .map(|mean| distance(image, mean))
                .enumerate()
                .min_by(|one, other| one.1.total_cmp(&other.1));
            nearest.map(|(class, _)| class) == Some(usize::from(**label))
        });
    let accuracy = right.count() as f32 / 500.0;
    assert!(
        (0.6..0.95).contains(&accuracy),
        "nearest class mean reads {accuracy}"
    );
}

#[test]
fn a_small_drawing_and_a_large_one_give_the_same_image() {
    let image = normalize(&three(1.0, [0.0; 2])).unwrap();
    for (scale, offset) in [
        (0.01, [0.0, 0.0]),
        (37.0, [11.0, 200.0]),
        (280.0, [0.5, -90.0]),
    ] {
        let other = normalize(&three(scale, offset)).unwrap();
        let differ = image
            .iter()
            .zip(&other)
            .map(|(a, b)| a.abs_diff(*b))
            .max()
            .unwrap();
        assert!(differ <= 1, "scale {scale}: pixels differ by {differ}");
    }
}

#[test]
fn the_spacing_of_the_pen_points_does_not_matter() {
    let sparse: Vec<[f32; 2]> = vec![[10.0, 10.0], [90.0, 20.0], [40.0, 150.0]];
    let mut dense = vec![sparse[0]; 5];
    for ends in sparse.windows(2) {
        for step in 1..=100 {
            let share = (step as f32 / 100.0).powi(2);
            dense.push([0, 1].map(|axis| ends[0][axis] + share * (ends[1][axis] - ends[0][axis])));
        }
    }
    let (one, other) = (normalize(&[sparse]).unwrap(), normalize(&[dense]).unwrap());
    let differ = one
        .iter()
        .zip(&other)
        .map(|(a, b)| a.abs_diff(*b))
        .max()
        .unwrap();
    assert!(differ <= 1, "pixels differ by {differ}");
}

#[test]
fn a_drawing_fills_the_box_and_has_its_mass_in_the_middle() {
    let wide = vec![vec![[0.0, 0.0], [300.0, 10.0], [20.0, 120.0]]];
    let two_strokes = vec![
        vec![[5.0, 5.0], [5.0, 60.0], [50.0, 60.0]],
        vec![[40.0, 9.0], [35.0, 99.0]],
    ];
    for drawing in [three(100.0, [3.0; 2]), wide, two_strokes] {
        let image = normalize(&drawing).unwrap();
        let [width, height] = ink_box(&image);
        assert_eq!(width.max(height), 20, "ink of {width} x {height} pixels");
        let center = center_of_mass(&image);
        let middle = SIDE as f32 / 2.0;
        assert!(
            center.iter().all(|at| (at - middle).abs() <= 1.0),
            "centre {center:?}"
        );
    }
}

#[test]
fn a_vertical_line_stays_thin() {
    let image = normalize(&[vec![[50.0, 10.0], [50.0, 90.0]]]).unwrap();
    let [width, height] = ink_box(&image);
    assert!(width <= 4 && height == 20, "{width} x {height}");
    let nearly = normalize(&[vec![[50.0, 10.0], [50.5, 40.0], [50.0, 90.0]]]).unwrap();
    assert!(ink_box(&nearly)[0] <= 5);
}

#[test]
fn a_dot_stays_a_dot() {
    let click = normalize(&[vec![[50.0, 10.0]]]).unwrap();
    let held = normalize(&[vec![[50.0, 10.0]; 30], vec![]]).unwrap();
    assert_eq!(click, held);
    assert!(ink_box(&click).iter().all(|side| *side <= 4) && ink(&click) > 3.0);
}

#[test]
fn nothing_drawn_gives_no_image() {
    assert_eq!(normalize(&[]), None);
    assert_eq!(normalize(&[vec![], vec![]]), None);
}

#[test]
fn coordinates_that_are_not_finite_give_no_image() {
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        assert_eq!(normalize(&[vec![[1.0, 2.0], [bad, 3.0]]]), None);
        assert_eq!(normalize(&[vec![[1.0, 2.0]], vec![[3.0, bad]]]), None);
    }
}

#[test]
fn huge_tiny_and_far_away_drawings_give_valid_images() {
    let tiny = f32::MIN_POSITIVE;
    let drawings = [
        vec![
            [f32::MAX, f32::MAX],
            [-f32::MAX, -f32::MAX],
            [0.0, f32::MAX],
        ],
        vec![[tiny, 0.0], [0.0, tiny], [-tiny, tiny / 8.0]],
        vec![[1e30, 5.0], [1e30, 80.0]],
        vec![[f32::MAX, f32::MAX]],
        vec![[0.0, 0.0], [1e30, 1e-30]],
    ];
    for drawing in drawings {
        let image = normalize(std::slice::from_ref(&drawing)).unwrap();
        assert!(ink(&image) > 3.0, "{drawing:?}");
        assert!(
            ink_box(&image).iter().all(|side| *side <= 20),
            "{drawing:?}"
        );
    }
}
