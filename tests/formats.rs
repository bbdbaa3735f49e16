//! Images of every size and number of classes: the CPU's engine beside Burn's autodiff, and all
//! that follows from the format.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[path = "support/made_images.rs"]
mod made_images;
#[allow(dead_code, reason = "each test file uses a part of it")]
mod support;

use burn::tensor::Device as BurnDevice;
use kindling::data::{Dataset, ImageFormat};
use kindling::engine::{Device, DeviceSplit, Trainer};
use kindling::error::Error;
use kindling::inspect::confusion::confusion;
use kindling::model::summary::summary;
use kindling::predict;
use kindling::protocol::{
    Activation, Architecture, DatasetKind, HiddenLayer, Initialization, OptimizerKind, Stroke,
};
use kindling::train::plan::EpochPlan;
use kindling::train::run::Run;
use made_images::made;

fn format(rows: u32, columns: u32, classes: u32) -> ImageFormat {
    ImageFormat {
        rows,
        columns,
        classes,
    }
}

/// The smallest, the largest, odd ones, and the splits of EMNIST.
fn formats() -> Vec<ImageFormat> {
    [
        (1, 1, 2),
        (1, 64, 10),
        (64, 1, 3),
        (3, 3, 2),
        (9, 5, 3),
        (5, 7, 33),
        (13, 11, 100),
        (28, 28, 27),
        (28, 28, 62),
        (64, 64, 4),
    ]
    .map(|(rows, columns, classes)| format(rows, columns, classes))
    .to_vec()
}

fn architecture(hidden: &[u32], batch_norm: bool) -> Architecture {
    let hidden = hidden.iter().map(|units| HiddenLayer {
        units: *units,
        initialization: Initialization::He {},
    });
    Architecture {
        hidden: hidden.collect(),
        activation: Activation::Tanh,
        batch_norm,
        dropout: 0.0,
    }
}

#[test]
fn the_cpus_engine_trains_as_burns_autodiff_on_images_of_every_format() {
    for format in formats() {
        for architecture in [architecture(&[], false), architecture(&[19, 6], true)] {
            assert_alike(format, &architecture);
        }
    }
}

/// SGD: its first velocity is the gradient, which Adam would hide behind its square root.
fn assert_alike(format: ImageFormat, architecture: &Architecture) {
    let optimizer = OptimizerKind::Sgd;
    let trained = |device: &Device| {
        let mut config = support::with_architecture("custom", architecture.clone(), 1, 1);
        (config.optimizer, config.learning_rate, config.batch_size) = (optimizer, 0.05, 32);
        let data = DeviceSplit::upload(made(format, 150, 3), device).unwrap();
        let mut trainer = Trainer::new(architecture, format, optimizer, 1, device).unwrap();
        let plan = EpochPlan::new(&config, 1, data.len());
        trainer.begin(plan, &data).unwrap();
        pollster::block_on(async {
            // Five steps, the last one ragged.
            let figures = trainer.train(&data, 5).await.unwrap();
            let evaluated = trainer.evaluate(&data, 3..150).await.unwrap();
            let pixels = &data.split().images[..7 * format.n_pixels()];
            let probabilities = trainer.probabilities(pixels).await.unwrap();
            (
                figures,
                evaluated,
                probabilities,
                trainer.tensors().await.unwrap(),
            )
        })
    };
    let (figures, evaluated, probabilities, tensors) = trained(&Device::Cpu);
    let (expected_figures, expected, expected_probabilities, expected_tensors) =
        trained(&Device::Burn(BurnDevice::flex()));
    let what = format!("{format}, {} hidden layers", architecture.hidden.len());
    let close = |found: f64, expected: f64, quantity: &str| {
        let apart = (found - expected).abs() / expected.abs().max(1.0);
        assert!(apart < 1e-4, "{what}: {quantity} {found}, {expected}");
    };
    assert_eq!(figures.len(), 5);
    for (found, expected) in figures.iter().zip(&expected_figures) {
        close(found.loss_sum, expected.loss_sum, "loss");
    }
    close(evaluated.loss_sum, expected.loss_sum, "test loss");
    assert_eq!(evaluated.answers.len(), 147);
    assert_eq!(probabilities.len(), 7 * format.n_classes());
    for (found, expected) in probabilities.iter().zip(&expected_probabilities) {
        close(*found, *expected, "probability");
    }
    assert_eq!(tensors.len(), expected_tensors.len());
    for found in &tensors {
        let same = |other: &&kindling::model::tensors::HostTensor| other.name == found.name;
        let expected = expected_tensors.iter().find(same).unwrap();
        assert_eq!(found.shape, expected.shape, "{what}: {}", found.name);
        for (a, b) in found.values.iter().zip(&expected.values) {
            close(f64::from(*a), f64::from(*b), &found.name);
        }
    }
}

#[test]
fn a_run_learns_images_of_an_odd_format_and_counts_their_confusion() {
    let format = format(9, 5, 47);
    let dataset = Dataset {
        kind: DatasetKind::Generated,
        train: made(format, 940, 1),
        test: made(format, 470, 2),
    };
    let data = support::on_cpu(&dataset);
    let mut config = support::with_architecture("custom", architecture(&[64], false), 15, 1);
    config.learning_rate = 0.005;
    let mut run = Run::new(config.clone(), &data.train, &Device::Cpu).unwrap();
    let (_, records) = support::finish(&mut run, &data).unwrap();
    let accuracy = records.last().unwrap().test_accuracy;
    assert!(accuracy > 0.9, "{accuracy}");
    let counts = confusion(data.test.labels(), run.answers(), format.n_classes());
    assert_eq!((counts.len(), counts[46].len()), (47, 47));
    assert_eq!(counts.iter().flatten().sum::<u32>(), 470);
    let right: u32 = (0..47).map(|class| counts[class][class]).sum();
    assert_eq!(f64::from(right) / 470.0, accuracy);
    // Its checkpoint goes on with images of this format alone.
    let checkpoint = pollster::block_on(run.checkpoint()).unwrap();
    assert!(Run::resumed(config.clone(), &checkpoint, &data.train, &Device::Cpu).is_ok());
    let other = made(self::format(5, 9, 46), 940, 1);
    let other = DeviceSplit::upload(other, &Device::Cpu).unwrap();
    match Run::resumed(config, &checkpoint, &other, &Device::Cpu) {
        Err(Error::Checkpoint { reason }) => assert!(reason.contains("[64, 47]"), "{reason}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_table_counts_the_parameters_of_other_inputs_and_outputs() {
    let table = summary(&architecture(&[10], false), format(9, 5, 3));
    let params: Vec<u32> = table.rows.iter().map(|row| row.params).collect();
    assert_eq!(params, [46 * 10, 11 * 3]);
    assert_eq!(table.rows[1].output_units, 3);
}

#[test]
fn a_drawing_has_the_size_that_the_network_reads_and_ink_in_its_middle() {
    let line = |x: [f32; 2], y: [f32; 2]| Stroke {
        x: x.to_vec(),
        y: y.to_vec(),
    };
    let cross = [line([0.2, 0.8], [0.5, 0.5]), line([0.5, 0.5], [0.1, 0.9])];
    for format in formats() {
        let image = predict::pixels(&cross, format).unwrap();
        assert_eq!(image.len(), format.n_pixels());
        let columns = format.columns as usize;
        let middle = format.rows as usize / 2 * columns + columns / 2;
        assert!(image[middle] > 100, "{format}: {image:?}");
        let ink = image.iter().filter(|pixel| **pixel > 0).count();
        let is_wide = format.rows.min(format.columns) >= 9;
        assert!(!is_wide || ink * 2 < image.len(), "{format}: {ink} pixels");
    }
}
