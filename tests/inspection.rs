//! What can be seen of a network: violins beside SciPy's, confusion, digits, first-layer images.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod support;

use kindling::data::{Dataset, PIXELS, digits as generated};
use kindling::engine::Device;
use kindling::error::Error;
use kindling::inspect::confusion::{confusion, surest_first};
use kindling::inspect::digits::digits;
use kindling::inspect::distribution::{distribution, distributions};
use kindling::inspect::first_layer::first_layer;
use kindling::protocol::{Answer, DatasetKind, DigitSelection};
use kindling::train::run::Run;
use safetensors::SafeTensors;

const RELU: &[u8] = include_bytes!("reference/relu.safetensors");
/// Quartiles, whiskers and densities that SciPy computed as seaborn does, of two of its tensors.
const VIOLINS: &str = include_str!("reference/violin.json");

fn close(what: &str, found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{what}: {found}, expected {expected}"
    );
}

#[test]
fn violins_are_those_that_seaborn_draws() {
    let file = SafeTensors::deserialize(RELU).unwrap();
    let reference: serde_json::Value = serde_json::from_str(VIOLINS).unwrap();
    let violins = reference["violins"].as_array().unwrap();
    assert_eq!(violins.len(), 2);
    for expected in violins {
        let words = file.tensor(expected["tensor"].as_str().unwrap()).unwrap();
        let words = words.data().chunks_exact(4);
        let weights: Vec<f32> = words
            .map(|word| f32::from_le_bytes(word.try_into().unwrap()))
            .collect();
        let found = distribution(String::new(), &weights);
        let number = |name: &str| expected[name].as_f64().unwrap();
        assert_eq!(f64::from(found.n_weights), number("n"));
        let pairs = [
            ("min", found.min),
            ("lower_whisker", found.lower_whisker),
            ("lower_quartile", found.lower_quartile),
            ("median", found.median),
            ("upper_quartile", found.upper_quartile),
            ("upper_whisker", found.upper_whisker),
            ("max", found.max),
            ("grid_from", found.grid_from),
            ("grid_to", found.grid_to),
        ];
        for (name, found) in pairs {
            close(name, found, number(name), 1e-7);
        }
        let density = expected["density"].as_array().unwrap();
        assert_eq!(found.density.len(), density.len());
        let highest = density
            .iter()
            .map(|d| d.as_f64().unwrap())
            .fold(0.0, f64::max);
        for (point, (found, expected)) in found.density.iter().zip(density).enumerate() {
            let expected = expected.as_f64().unwrap();
            let what = format!("density {point}");
            close(&what, f64::from(*found), expected, 0.001 * highest);
        }
    }
}

#[test]
fn weights_without_spread_and_weights_that_are_not_finite_have_a_violin_too() {
    let same = distribution(String::new(), &[0.5; 10]);
    assert_eq!((same.min, same.median, same.max), (0.5, 0.5, 0.5));
    assert!(same.density.is_empty());
    let broken = distribution(String::new(), &[f32::NAN, 1.0, 2.0, f32::INFINITY]);
    assert_eq!((broken.n_weights, broken.min, broken.max), (2, 1.0, 2.0));
    assert!(distribution(String::new(), &[]).density.is_empty());
    let far = distribution(String::new(), &[0.0, 1e-30, 1e30, -1e30]);
    assert!(far.density.iter().all(|density| density.is_finite()));
}

/// A run over few generated digits, one epoch long, with its data.
fn trained() -> (Run, kindling::engine::DeviceData) {
    let dataset = Dataset {
        kind: DatasetKind::Generated,
        train: generated::generate(640, 1),
        test: generated::generate(300, 2),
    };
    let data = support::on_cpu(&dataset);
    let mut run = Run::new(
        support::notebook_run("softmax", 1, 1),
        &data.train,
        &Device::Cpu,
    )
    .unwrap();
    let (_, records) = support::finish(&mut run, &data).unwrap();
    let labels = data.test.labels();
    let right = labels.iter().zip(run.answers());
    let right = right.filter(|(label, answer)| u32::from(**label) == answer.class);
    close(
        "share of right answers",
        right.count() as f64 / 300.0,
        records[0].test_accuracy,
        1e-12,
    );
    (run, data)
}

#[test]
fn each_layer_has_a_violin_named_as_keras_names_the_layer() {
    let dataset = Dataset {
        kind: DatasetKind::Generated,
        train: generated::generate(640, 1),
        test: generated::generate(1, 2),
    };
    let data = support::on_cpu(&dataset);
    let run = Run::new(
        support::notebook_run("a1-relu", 1, 1),
        &data.train,
        &Device::Cpu,
    )
    .unwrap();
    let kernels = pollster::block_on(run.trainer().network_tensors()).unwrap();
    let found = distributions(&run.config().architecture, &kernels);
    let state = pollster::block_on(run.checkpoint()).unwrap();
    assert_eq!(
        distributions(&run.config().architecture, state.tensors()),
        found
    );
    let layers: Vec<&str> = found.iter().map(|violin| violin.layer.as_str()).collect();
    assert_eq!(
        layers,
        ["dense (Dense)", "dense_1 (Dense)", "dense_2 (Dense)"]
    );
    let sizes: Vec<u32> = found.iter().map(|violin| violin.n_weights).collect();
    assert_eq!(sizes, [470_400, 60_000, 1000]);
    // The notebook's own initial standard deviations.
    close("first layer", found[0].stddev, 0.062, 1e-3);
    close("second layer", found[1].stddev, 0.125, 2e-3);
}

#[test]
fn the_confusion_matrix_counts_every_test_image_once() {
    let (run, data) = trained();
    let counts = confusion(data.test.labels(), run.answers(), 10);
    assert_eq!(counts.iter().flatten().sum::<u32>(), 300);
    for (label, row) in counts.iter().enumerate() {
        let n_images = data
            .test
            .labels()
            .iter()
            .filter(|l| usize::from(**l) == label);
        assert_eq!(row.iter().sum::<u32>() as usize, n_images.count());
    }
}

#[test]
fn the_surest_answers_come_first() {
    let answer = |class, probability| Answer { class, probability };
    let answers = [
        answer(1, 0.5),
        answer(2, 0.9),
        answer(2, 0.7),
        answer(2, 0.9),
    ];
    let chosen = surest_first(&[1, 1, 1, 1], &answers, |label, class| label != class);
    assert_eq!(chosen, [1, 3, 2]);
}

#[test]
fn a_cells_digits_are_those_of_its_label_and_answer() {
    let (run, data) = trained();
    let counts = confusion(data.test.labels(), run.answers(), 10);
    let selection = DigitSelection::Cell {
        label: 3,
        answer: 3,
    };
    let shown = digits(selection, 5, &data, run.answers());
    let (n_digits, shown) = shown.unwrap();
    assert_eq!(n_digits, counts[3][3]);
    assert_eq!(shown.len(), 5.min(n_digits as usize));
    let test = generated::generate(300, 2);
    for digit in shown {
        let index = digit.index as usize;
        assert_eq!((digit.label, digit.answer.unwrap().class), (3, 3));
        assert_eq!(
            digit.pixels,
            test.images[index * PIXELS..(index + 1) * PIXELS]
        );
    }
}

#[test]
fn the_first_examples_are_there_before_anything_is_trained() {
    let (_, data) = trained();
    let shown = digits(DigitSelection::FirstExamples {}, 10, &data, &[]);
    let (n_digits, shown) = shown.unwrap();
    assert_eq!((n_digits, shown.len()), (640, 10));
    let train = generated::generate(640, 1);
    for (index, digit) in shown.iter().enumerate() {
        assert_eq!(digit.label, u32::from(train.labels[index]));
        assert_eq!(
            digit.pixels,
            train.images[index * PIXELS..(index + 1) * PIXELS]
        );
        assert_eq!(digit.answer, None);
    }
}

#[test]
fn impossible_questions_about_digits_are_refused() {
    let (run, data) = trained();
    let ask = |selection, max_digits, answers: &[Answer]| {
        digits(selection, max_digits, &data, answers).unwrap_err()
    };
    let outside = DigitSelection::Cell {
        label: 3,
        answer: 10,
    };
    assert!(matches!(
        ask(outside, 5, run.answers()),
        Error::Message { .. }
    ));
    let mistakes = DigitSelection::Mistakes {};
    assert!(matches!(
        ask(mistakes, 0, run.answers()),
        Error::Message { .. }
    ));
    assert!(matches!(
        ask(mistakes, 201, run.answers()),
        Error::Message { .. }
    ));
    assert!(matches!(ask(mistakes, 5, &[]), Error::Untimely { .. }));
}

#[test]
fn the_first_layers_images_show_each_units_weights() {
    let (run, _) = trained();
    let tensors = pollster::block_on(run.trainer().network_tensors()).unwrap();
    let layer = first_layer(&tensors, 7, 20).unwrap();
    assert_eq!((layer.n_units, layer.images.len()), (10, 3 * PIXELS));
    let weights = &tensors[0].values;
    for unit in 0..3 {
        for pixel in 0..PIXELS {
            let weight = f64::from(weights[pixel * 10 + 7 + unit]);
            let shown = f64::from(layer.images[unit * PIXELS + pixel]);
            let expected = 128.0 + 127.0 * weight / layer.largest_weight;
            close("pixel", shown, expected, 0.501);
        }
    }
    assert!(layer.images.iter().any(|byte| *byte == 1 || *byte == 255));
    let beyond = first_layer(&tensors, 10, 1).unwrap_err();
    assert!(matches!(beyond, Error::Message { .. }), "{beyond}");
}
