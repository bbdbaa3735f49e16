//! Architectures, their tables, dropout, the choice of a device, and drawings.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod support;

use kindling::data::{Dataset, ImageFormat, PIXELS};
use kindling::device::{Gpu, choose, self_test};
use kindling::engine::Device;
use kindling::error::Error;
use kindling::inspect::distribution::distribution;
use kindling::model::catalog::{NOTEBOOK_EPOCHS, models};
use kindling::model::config::check_run;
use kindling::model::summary::summary;
use kindling::model::tensors::initial;
use kindling::predict;
use kindling::protocol::{
    Activation, Architecture, DeviceKind, DevicePreference, HiddenLayer, Initialization,
    OptimizerKind, Stroke,
};
use kindling::train::run::Run;

/// The notebook as data, which also tells Keras's parameter counts.
const NOTEBOOK: &str = include_str!("../crate/notebook.json");

#[test]
fn parameters_are_counted_as_keras_counts_them() {
    let notebook: serde_json::Value = serde_json::from_str(NOTEBOOK).unwrap();
    let models = models().unwrap();
    let notebook = notebook["models"].as_array().unwrap();
    assert_eq!(notebook.len(), 7);
    for expected in notebook {
        let entry = models
            .iter()
            .find(|entry| expected["id"] == entry.id.as_str());
        let found = summary(&entry.unwrap().architecture, ImageFormat::MNIST);
        let expected = &expected["params"];
        assert_eq!(u64::from(found.total_params), expected["total"]);
        assert_eq!(u64::from(found.trainable_params), expected["trainable"]);
        assert_eq!(
            u64::from(found.non_trainable_params),
            expected["non_trainable"]
        );
    }
}

#[test]
fn the_table_lists_layers_in_keras_order_and_by_keras_names() {
    let models = models().unwrap();
    let entry = models
        .iter()
        .find(|entry| entry.id == "a1-bn-dropout")
        .unwrap();
    let rows = summary(&entry.architecture, ImageFormat::MNIST).rows;
    let layers: Vec<&str> = rows.iter().map(|row| row.layer.as_str()).collect();
    let expected = [
        "dense (Dense)",
        "batch_normalization (BatchNormalization)",
        "dropout (Dropout)",
        "dense_1 (Dense)",
        "batch_normalization_1 (BatchNormalization)",
        "dropout_1 (Dropout)",
        "dense_2 (Dense)",
    ];
    assert_eq!(layers, expected);
}

#[test]
fn the_notebooks_curves_end_at_the_figures_that_it_reports() {
    let models = models().unwrap();
    for entry in models.iter().filter(|entry| entry.reported.is_some()) {
        let reported = entry.reported.as_ref().unwrap();
        let last = entry.history.last().unwrap();
        assert!(last.epoch <= NOTEBOOK_EPOCHS, "{last:?}");
        if last.epoch < NOTEBOOK_EPOCHS {
            continue;
        }
        let what = &entry.id;
        assert!((last.test_loss - reported.test_loss).abs() < 1e-3, "{what}");
        assert!(
            (last.train_loss - reported.train_loss).abs() < 1e-3,
            "{what}"
        );
        if let Some(test_accuracy) = reported.test_accuracy {
            assert_eq!(last.test_accuracy, test_accuracy, "{what}");
        }
    }
}

/// The first kernel of a fresh network of one hidden layer of 300 units.
fn first_kernel(initialization: Initialization) -> Vec<f32> {
    let architecture = Architecture {
        hidden: vec![HiddenLayer {
            units: 300,
            initialization,
        }],
        activation: Activation::Tanh,
        batch_norm: false,
        dropout: 0.0,
    };
    let mut tensors = initial(&architecture, ImageFormat::MNIST, 1).unwrap();
    assert_eq!(
        (tensors[0].name.as_str(), tensors[1].name.as_str()),
        ("dense0.kernel", "dense0.bias")
    );
    assert!(tensors[1].values.iter().all(|bias| *bias == 0.0));
    tensors.swap_remove(0).values
}

#[test]
fn kernels_begin_as_he_glorot_and_the_notebook_say() {
    // 784 inputs, 300 units: the standard deviations of their formulas.
    let cases = [
        (Initialization::He {}, (2.0 / 784.0_f64).sqrt()),
        (Initialization::Glorot {}, (2.0 / 1084.0_f64).sqrt()),
        (Initialization::Normal { stddev: 0.125 }, 0.125),
    ];
    for (initialization, expected) in cases {
        let found = distribution(String::new(), &first_kernel(initialization));
        let apart = (found.stddev / expected - 1.0).abs();
        // 235,200 draws: the share's standard deviation is 0.0015.
        assert!(apart < 0.01, "{initialization:?}: {}", found.stddev);
        assert!((found.median / expected).abs() < 0.02, "{initialization:?}");
        let limit = (6.0 / 1084.0_f64).sqrt();
        let is_uniform = found.max <= limit + 1e-6 && found.min >= -limit - 1e-6;
        assert_eq!(is_uniform, initialization == Initialization::Glorot {});
    }
}

#[test]
fn the_self_test_passes_where_the_device_is_the_cpu_itself() {
    for (activation, optimizer) in [
        (Activation::Relu, OptimizerKind::Adam),
        (Activation::Gelu, OptimizerKind::Sgd),
    ] {
        pollster::block_on(self_test(&Device::Cpu, activation, optimizer)).unwrap();
    }
}

#[test]
fn a_batch_that_no_tab_could_hold_is_refused_with_the_largest_that_fits() {
    let mut config = support::notebook_run("a1-relu", 1, 1);
    config.batch_size = 60_000;
    let error = check_run(&config, ImageFormat::MNIST, 60_000)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("Batch size is 60000") && error.contains("at most"),
        "{error}"
    );
    config.architecture.hidden.clear();
    assert!(
        check_run(&config, ImageFormat::MNIST, 60_000).is_ok(),
        "a linear classifier is small enough"
    );
}

fn present(is_software: bool, lacks: Option<&str>) -> Gpu {
    Gpu::Present {
        name: "some GPU".to_owned(),
        is_software,
        lacks: lacks.map(str::to_owned),
    }
}

#[test]
fn a_real_gpu_is_taken_and_anything_less_is_told() {
    let missing = Gpu::Missing {
        reason: "this browser has no WebGPU".to_owned(),
    };
    let lacking = present(false, Some("this GPU lacks something"));
    let cases = [
        (present(false, None), DeviceKind::Webgpu, "self-test"),
        (present(true, None), DeviceKind::Cpu, "imitates"),
        (lacking, DeviceKind::Cpu, "lacks something"),
        (missing, DeviceKind::Cpu, "no WebGPU"),
    ];
    for (gpu, kind, word) in cases {
        let choice = choose(DevicePreference::Auto, &gpu).unwrap();
        assert_eq!(choice.kind, kind, "{gpu:?}");
        assert!(choice.reason.contains(word), "{}", choice.reason);
    }
}

#[test]
fn a_visitor_gets_the_device_he_insists_on_or_the_reason_why_not() {
    let software = present(true, None);
    let choice = choose(DevicePreference::Webgpu, &software).unwrap();
    assert_eq!(choice.kind, DeviceKind::Webgpu);
    assert!(choice.reason.contains("imitates"), "{}", choice.reason);
    let lacking = present(false, Some("this GPU lacks something"));
    let error = choose(DevicePreference::Webgpu, &lacking).unwrap_err();
    assert!(matches!(&error, Error::NoWebGpu { reason } if reason.contains("lacks")));
    let choice = choose(DevicePreference::Cpu, &present(false, None)).unwrap();
    assert_eq!(choice.kind, DeviceKind::Cpu);
}

/// A drawing as a network on MNIST sees it.
fn pixels(strokes: &[Stroke]) -> kindling::error::Result<Vec<u8>> {
    predict::pixels(strokes, ImageFormat::MNIST)
}

fn stroke(points: &[[f32; 2]]) -> Stroke {
    Stroke {
        x: points.iter().map(|point| point[0]).collect(),
        y: points.iter().map(|point| point[1]).collect(),
    }
}

#[test]
fn a_drawing_becomes_an_image_as_mnist_has_them() {
    let image = pixels(&[stroke(&[[0.5, 0.2], [0.5, 0.8]])]).unwrap();
    assert_eq!(image.len(), PIXELS);
    assert!(image.iter().any(|pixel| *pixel > 200));
}

#[test]
fn the_twitch_of_a_finger_is_a_dot_not_a_line_across_the_image() {
    let twitch = pixels(&[stroke(&[[0.5, 0.5], [0.51, 0.5]])]).unwrap();
    let dot = pixels(&[stroke(&[[0.5, 0.5]])]).unwrap();
    assert_eq!(twitch, dot);
}

#[test]
fn impossible_drawings_are_refused_with_their_reason() {
    let no_ink = |strokes: &[Stroke]| matches!(pixels(strokes), Err(Error::NoInk));
    assert!(no_ink(&[]));
    assert!(no_ink(&[stroke(&[])]));
    assert!(no_ink(&[stroke(&[[f32::NAN, 0.5], [0.2, 0.9]])]));
    assert!(no_ink(&[stroke(&[[f32::INFINITY, 0.5], [0.2, 0.9]])]));
    let mut uneven = stroke(&[[0.1, 0.1], [0.9, 0.9]]);
    uneven.y.pop();
    assert!(matches!(pixels(&[uneven]), Err(Error::Message { .. })));
    let endless = stroke(&[[0.5, 0.5]; 100_001]);
    assert!(matches!(pixels(&[endless]), Err(Error::Message { .. })));
}

#[test]
fn generated_digits_are_beyond_a_linear_classifier_but_not_beyond_a_network() {
    let digits = Dataset::generated();
    let data = support::on_cpu(&digits);
    let best_of = |model: &str, epochs| {
        let config = support::notebook_run(model, epochs, 1);
        let mut run = Run::new(config, &data.train, &Device::Cpu).unwrap();
        let (_, records) = support::finish(&mut run, &data).unwrap();
        records
            .iter()
            .map(|record| record.test_accuracy)
            .fold(0.0, f64::max)
    };
    let linear = best_of("softmax", 10);
    assert!((0.9..0.97).contains(&linear), "{linear}");
    let network = best_of("a1-relu", 1);
    assert!(network > 0.97, "{network}");
}
