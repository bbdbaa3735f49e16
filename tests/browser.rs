//! The crate in a real browser's worker: WebGPU beside Keras, messages, storage, downloads.
//!
//! Chromium's software GPU serves; where there is no WebGPU at all, its tests say that they are
//! skipped.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

#[path = "support/cpu_golden.rs"]
mod cpu_golden;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/hostile_zips.rs"]
mod hostile_zips;
#[path = "support/made_images.rs"]
mod made_images;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/cpu_networks.rs"]
mod support;
#[path = "support/traces.rs"]
mod traces;

use js_sys::{Object, Reflect, Uint8Array};
use kindling::data::order::epoch_order;
use kindling::data::{Dataset, ImageFormat, PIXELS, digits};
use kindling::device::{Gpu, self_test};
use kindling::engine::{Device, DeviceData, DeviceSplit, Trainer};
use kindling::error::Error;
use kindling::inspect;
use kindling::model::catalog::notebook_config;
use kindling::protocol::{
    Activation, Command, DatasetKind, DigitSelection, Event, OptimizerKind, Stroke,
};
use kindling::train::checkpoint::Checkpoint;
use kindling::train::evaluation::Evaluation;
use kindling::train::figures::StepFigures;
use kindling::train::plan::EpochPlan;
use kindling::train::run::{Progress, Run};
use kindling::web::storage::Storage;
use kindling::web::{call_constructors, fetch, gpu, port};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// The CPU computes in f32 as Keras does, in another order.
const CPU_TOLERANCE: f64 = 1e-4;
/// GPUs may contract and approximate.
const GPU_TOLERANCE: f64 = 1e-3;

/// Real MNIST from the folder that the test server serves; none, with a word about it, without.
async fn real_mnist() -> Option<Dataset> {
    call_constructors();
    match fetch::mnist().await {
        Ok(found) => Some(found.dataset),
        Err(error) => {
            console_log!("SKIPPED: no MNIST ({error})");
            None
        }
    }
}

/// Burn on the browser's GPU; none, with a word about it, without.
async fn webgpu() -> Option<Device> {
    thread_local! {
        // Burn can be started on the GPU once.
        static OPENED: std::cell::RefCell<Option<Device>> = const { std::cell::RefCell::new(None) };
    }
    call_constructors();
    match gpu::look().await {
        Gpu::Present {
            lacks: None, name, ..
        } => console_log!("WebGPU on {name}"),
        other => {
            console_log!("SKIPPED: no usable WebGPU ({other:?})");
            return None;
        }
    }
    let opened = OPENED.with_borrow(Clone::clone);
    let device = match opened {
        Some(device) => device,
        None => gpu::open().await.unwrap(),
    };
    OPENED.set(Some(device.clone()));
    Some(device)
}

#[wasm_bindgen_test]
async fn the_cpu_in_the_browser_trains_as_keras() {
    let Some(mnist) = real_mnist().await else {
        return;
    };
    let device = Device::Cpu;
    traces::assert_matches(traces::RELU, &mnist, &device, CPU_TOLERANCE).await;
    traces::assert_matches(traces::BATCH_NORM, &mnist, &device, CPU_TOLERANCE).await;
    traces::assert_matches(traces::GELU_ADAM, &mnist, &device, CPU_TOLERANCE).await;
    traces::assert_matches(traces::TANH_SGD, &mnist, &device, CPU_TOLERANCE).await;
    traces::assert_matches(traces::SIGMOID_RMSPROP, &mnist, &device, CPU_TOLERANCE).await;
}

#[wasm_bindgen_test]
async fn webgpu_passes_the_self_test() {
    let Some(device) = webgpu().await else { return };
    for (activation, optimizer) in [
        (Activation::Relu, OptimizerKind::Adam),
        (Activation::Tanh, OptimizerKind::Sgd),
        (Activation::Sigmoid, OptimizerKind::Rmsprop),
        (Activation::Gelu, OptimizerKind::Adam),
    ] {
        self_test(&device, activation, optimizer).await.unwrap();
    }
}

#[wasm_bindgen_test]
async fn webgpu_trains_a_relu_network_as_keras() {
    let Some(device) = webgpu().await else { return };
    let Some(mnist) = real_mnist().await else {
        return;
    };
    traces::assert_matches(traces::RELU, &mnist, &device, GPU_TOLERANCE).await;
}

#[wasm_bindgen_test]
async fn webgpu_trains_a_batch_norm_network_as_keras() {
    let Some(device) = webgpu().await else { return };
    let Some(mnist) = real_mnist().await else {
        return;
    };
    traces::assert_matches(traces::BATCH_NORM, &mnist, &device, GPU_TOLERANCE).await;
}

#[wasm_bindgen_test]
async fn webgpu_trains_with_other_activations_and_optimizers_as_keras() {
    let Some(device) = webgpu().await else { return };
    let Some(mnist) = real_mnist().await else {
        return;
    };
    traces::assert_matches(traces::GELU_ADAM, &mnist, &device, GPU_TOLERANCE).await;
    traces::assert_matches(traces::TANH_SGD, &mnist, &device, GPU_TOLERANCE).await;
    traces::assert_matches(traces::SIGMOID_RMSPROP, &mnist, &device, GPU_TOLERANCE).await;
}

#[wasm_bindgen_test]
async fn what_webgpu_shows_of_a_network_is_what_the_cpu_shows() {
    let Some(gpu) = webgpu().await else { return };
    let config = notebook_config("a1-relu", 1, 1).unwrap().unwrap();
    let split = digits::generate(1100, 4);
    let cpu = Device::Cpu;
    let of = async |device: &Device| {
        let (architecture, optimizer) = (&config.architecture, config.optimizer);
        let mut trainer =
            Trainer::new(architecture, ImageFormat::MNIST, optimizer, 1, device).unwrap();
        let dataset = Dataset {
            kind: DatasetKind::Generated,
            train: split.clone(),
            test: split.clone(),
        };
        let data = DeviceData::upload(dataset, device).unwrap();
        // More images than the CPU evaluates at once.
        let mut evaluation = Evaluation::default();
        while evaluation
            .advance(&mut trainer, &data.test)
            .await
            .unwrap()
            .n_images()
            < 1100
        {}
        let answers = evaluation.into_answers();
        let mistakes = inspect::digits::digits(DigitSelection::Mistakes {}, 9, &data, &answers);
        let (_, mistakes) = mistakes.unwrap();
        let tensors = trainer.network_tensors().await.unwrap();
        let layer = inspect::first_layer::first_layer(&tensors, 5, 3).unwrap();
        (answers, mistakes, layer)
    };
    let (answers, mistakes, layer) = of(&gpu).await;
    let (expected, _, expected_layer) = of(&cpu).await;
    assert_eq!(answers.len(), 1100);
    for (index, (found, expected)) in answers.iter().zip(&expected).enumerate() {
        let apart = (found.probability - expected.probability).abs();
        assert!(apart <= GPU_TOLERANCE, "{index}: {found:?}, {expected:?}");
    }
    let same = answers.iter().zip(&expected);
    let n_same = same.filter(|(a, b)| a.class == b.class).count();
    // A fresh network is unsure: two answers may be as good as even.
    assert!(n_same >= 1095, "{n_same} of 1100");
    assert_eq!(mistakes.len(), 9);
    for digit in mistakes {
        let start = digit.index as usize * PIXELS;
        assert_eq!(digit.pixels, split.images[start..start + PIXELS]);
    }
    assert_eq!(layer, expected_layer);
}

#[wasm_bindgen_test]
async fn a_network_of_odd_sizes_comes_back_from_webgpu_as_it_was_put_there() {
    let Some(device) = webgpu().await else { return };
    let mut config = notebook_config("a3-bn-dropout", 1, 1).unwrap().unwrap();
    for (layer, units) in config.architecture.hidden.iter_mut().zip([33, 17, 5, 1, 2]) {
        layer.units = units;
    }
    let of = async |device: &Device| {
        let (architecture, optimizer) = (&config.architecture, config.optimizer);
        let trainer = Trainer::new(architecture, ImageFormat::MNIST, optimizer, 7, device).unwrap();
        let mut tensors = trainer.tensors().await.unwrap();
        tensors.sort_by(|a, b| a.name.cmp(&b.name));
        tensors
    };
    let found = of(&device).await;
    assert!(
        found
            .iter()
            .any(|tensor| tensor.name == "adam.vector15.second")
    );
    assert_eq!(found, of(&Device::Cpu).await);
}

#[wasm_bindgen_test]
async fn webgpu_trains_on_images_of_odd_sizes_and_many_classes_as_the_cpu() {
    let Some(gpu) = webgpu().await else { return };
    for (rows, columns, classes, batch_norm) in [
        (5, 7, 33, false),
        (9, 5, 3, true),
        (1, 1, 2, false),
        (13, 11, 100, true),
    ] {
        let format = ImageFormat {
            rows,
            columns,
            classes,
        };
        let mut config = notebook_config("a1-bn-dropout", 1, 1).unwrap().unwrap();
        config.architecture.batch_norm = batch_norm;
        config.batch_size = 50;
        for (layer, units) in config.architecture.hidden.iter_mut().zip([33, 17]) {
            layer.units = units;
        }
        let of = async |device: &Device| {
            let data = DeviceSplit::upload(made_images::made(format, 120, 1), device).unwrap();
            let (architecture, optimizer) = (&config.architecture, config.optimizer);
            let trainer = Trainer::new(architecture, format, optimizer, 1, device);
            let mut trainer = trainer.unwrap();
            let plan = EpochPlan::new(&config, 1, data.len());
            trainer.begin(plan, &data).unwrap();
            let mut figures = Vec::new();
            // The last of the three steps is ragged.
            for step in trainer.train(&data, 3).await.unwrap() {
                figures.push(step.loss_sum / step.n_images as f64);
            }
            let evaluated = trainer.evaluate(&data, 7..120).await.unwrap();
            figures.push(evaluated.loss_sum / 113.0);
            let pixels = &data.split().images[..3 * format.n_pixels()];
            figures.extend(trainer.probabilities(pixels).await.unwrap());
            figures
        };
        let (found, expected) = (of(&gpu).await, of(&Device::Cpu).await);
        assert_eq!(found.len(), 4 + 3 * format.n_classes());
        assert_eq!(found.len(), expected.len());
        for (index, (found, expected)) in found.iter().zip(&expected).enumerate() {
            let apart = (found - expected).abs() / expected.abs().max(1.0);
            assert!(
                apart <= GPU_TOLERANCE,
                "{format}, {index}: {found}, {expected}"
            );
        }
    }
}

/// Counts from now on what is asked of the GPU, by method.
const COUNTING: &str = r#"
    const counts = {};
    for (const [type, method] of [
        ["GPUComputePassEncoder", "dispatchWorkgroups"],
        ["GPUDevice", "createBindGroup"],
        ["GPUDevice", "createBuffer"],
        ["GPUQueue", "submit"],
        ["GPUQueue", "writeBuffer"],
        ["GPUBuffer", "mapAsync"],
    ]) {
        counts[method] = 0;
        const original = globalThis[type].prototype[method];
        globalThis[type].prototype[method] = function (...given) {
            counts[method] += 1;
            return original.apply(this, given);
        };
    }
    return counts;
"#;

#[wasm_bindgen_test]
async fn steps_on_webgpu_keep_to_their_budget_of_dispatches_submissions_and_reads() {
    let Some(device) = webgpu().await else { return };
    let counts = js_sys::Function::new_no_args(COUNTING)
        .call0(&JsValue::NULL)
        .unwrap();
    let count = |method: &str| {
        let count = Reflect::get(&counts, &method.into()).unwrap();
        count.as_f64().unwrap() as usize
    };
    // Three dispatches a dense layer but two for the first, gathering and softmax; two more for
    // each batch normalisation.
    for (model, dispatches) in [("a1-relu", 10), ("a3-bn-dropout", 29)] {
        let config = notebook_config(model, 1, 1).unwrap().unwrap();
        let (architecture, optimizer) = (&config.architecture, config.optimizer);
        let mut trainer =
            Trainer::new(architecture, ImageFormat::MNIST, optimizer, 1, &device).unwrap();
        let data = DeviceSplit::upload(digits::generate(128 * 18, 1), &device).unwrap();
        trainer
            .begin(EpochPlan::new(&config, 1, data.len()), &data)
            .unwrap();
        // Eight steps are a submission, and a read is another. The first steps compile kernels and
        // reserve what they read into.
        trainer.train(&data, 2).await.unwrap();
        let before = [
            "dispatchWorkgroups",
            "createBindGroup",
            "writeBuffer",
            "submit",
            "mapAsync",
        ]
        .map(|method| (method, count(method)));
        trainer.train(&data, 16).await.unwrap();
        let asked = before.map(|(method, before)| (method, count(method) - before));
        let budget = [
            ("dispatchWorkgroups", 16 * dispatches),
            ("createBindGroup", 0),
            ("writeBuffer", 0),
            ("submit", 3),
            ("mapAsync", 1),
        ];
        assert_eq!(asked, budget, "{model}, sixteen steps");
    }
}

#[wasm_bindgen_test]
async fn a_run_cut_at_any_point_goes_on_on_webgpu_as_if_it_had_not_been() {
    let Some(device) = webgpu().await else { return };
    let dataset = Dataset {
        kind: DatasetKind::Generated,
        train: digits::generate(900, 1),
        test: digits::generate(100, 2),
    };
    let data = DeviceData::upload(dataset, &device).unwrap();
    let mut config = notebook_config("a1-bn-dropout", 2, 5).unwrap().unwrap();
    for layer in &mut config.architecture.hidden {
        layer.units = 32;
    }
    let mut whole = Run::new(config.clone(), &data.train, &device).unwrap();
    let mut expected = Vec::new();
    let mut cuts = Vec::new();
    loop {
        match whole.advance(&data).await.unwrap() {
            Progress::Trained { figures, .. } => expected.extend(figures),
            Progress::Evaluated { .. } | Progress::EpochEnded(_) => {}
            Progress::Finished => break,
        }
        let bytes = whole.checkpoint().await.unwrap().to_bytes().unwrap();
        cuts.push((expected.len(), Checkpoint::from_bytes(&bytes).unwrap()));
    }
    let within = |(_, checkpoint): &&(usize, Checkpoint)| checkpoint.under_way.is_some();
    let n_within = cuts.iter().filter(within).count();
    assert!(n_within > 0 && n_within < cuts.len(), "{n_within}");
    for (n_before, checkpoint) in cuts {
        let mut rest = Run::resumed(config.clone(), &checkpoint, &data.train, &device).unwrap();
        let mut found = Vec::new();
        loop {
            match rest.advance(&data).await.unwrap() {
                Progress::Trained { figures, .. } => found.extend(figures),
                Progress::Evaluated { .. } | Progress::EpochEnded(_) => {}
                Progress::Finished => break,
            }
        }
        assert_eq!(found.len(), expected.len() - n_before);
        for (found, expected) in found.iter().zip(&expected[n_before..]) {
            let mean = |figures: &StepFigures| figures.loss_sum / figures.n_images as f64;
            let apart = (mean(found) - mean(expected)).abs();
            assert!(apart <= GPU_TOLERANCE, "{found:?}, {expected:?}");
        }
    }
}

/// Puts numbers whose products overflow into a checkpoint's output layer, the last of its tensors.
fn with_logits_that_overflow(checkpoint: &Checkpoint, n_numbers: usize) -> Checkpoint {
    let mut bytes = checkpoint.to_bytes().unwrap();
    let end = bytes.len();
    let huge = 3e38_f32.to_le_bytes().repeat(n_numbers);
    bytes[end - huge.len()..].copy_from_slice(&huge);
    Checkpoint::from_bytes(&bytes).unwrap()
}

#[wasm_bindgen_test]
async fn a_loss_that_is_not_finite_names_step_and_layer_on_webgpu_as_on_the_cpu() {
    let Some(device) = webgpu().await else { return };
    let dataset = Dataset {
        kind: DatasetKind::Generated,
        train: digits::generate(2000, 1),
        test: digits::generate(100, 2),
    };
    for model in ["a1-relu", "a1-bn-dropout"] {
        for device in [&device, &Device::Cpu] {
            let data = DeviceData::upload(dataset.clone(), device).unwrap();
            let mut config = notebook_config(model, 3, 5).unwrap().unwrap();
            for layer in &mut config.architecture.hidden {
                layer.units = 32;
            }
            let mut run = Run::new(config.clone(), &data.train, device).unwrap();
            while !matches!(run.advance(&data).await.unwrap(), Progress::EpochEnded(_)) {}
            let checkpoint = with_logits_that_overflow(&run.checkpoint().await.unwrap(), 320);
            let mut run = Run::resumed(config, &checkpoint, &data.train, device).unwrap();
            // Sixteen steps are asked of the GPU before it is heard of the first.
            let error = loop {
                match run.advance(&data).await {
                    Ok(Progress::Trained { .. }) => {}
                    Ok(other) => panic!("{other:?}"),
                    Err(error) => break error,
                }
            };
            match error {
                Error::NotFinite {
                    epoch, step, layer, ..
                } => {
                    let place = (epoch, step, layer.as_str());
                    assert_eq!(place, (2, 1, "dense2"), "{model} on {device:?}");
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[wasm_bindgen_test]
async fn mnist_is_downloaded_once_and_then_kept() {
    let Some(first) = real_mnist().await else {
        return;
    };
    assert_eq!(first.kind, DatasetKind::Mnist);
    let again = fetch::mnist().await.unwrap();
    assert!(
        again.note.contains("this browser's storage"),
        "{}",
        again.note
    );
    assert!(again.dataset == first);
}

#[wasm_bindgen_test]
async fn kept_bytes_come_back_until_they_are_removed() {
    async fn kept(storage: &Storage) -> Option<Vec<u8>> {
        let bytes = storage.begin_get("some-file").bytes().await;
        bytes.map(|bytes| bytes.to_vec())
    }
    let storage = Storage::open().await;
    let is_kept = JsFuture::from(storage.begin_put("some-file", &[1, 2, 3])).await;
    assert_eq!(is_kept, Ok(JsValue::TRUE), "Chromium keeps on 127.0.0.1");
    assert_eq!(kept(&Storage::open().await).await, Some(vec![1, 2, 3]));
    storage.remove("some-file").await;
    assert_eq!(kept(&storage).await, None);
}

#[wasm_bindgen_test]
fn the_same_seed_draws_and_shuffles_as_on_every_machine() {
    // The same numbers stand in the native tests.
    assert_eq!(epoch_order(60_000, 1, 1)[..5], golden::FIRST_OF_EPOCH_1);
    let split = digits::generate(100, 1);
    assert_eq!(golden::checksum(&split.images), golden::DIGITS_CHECKSUM);
}

#[wasm_bindgen_test]
fn the_cpu_trains_to_the_same_bits_as_on_every_machine() {
    // The same checksums stand in the native tests.
    for (case, expected) in cpu_golden::GOLDEN.into_iter().enumerate() {
        assert_eq!(cpu_golden::golden(case), expected, "case {case}");
    }
}

#[wasm_bindgen_test]
fn a_message_that_is_not_in_the_protocol_is_refused_with_its_reason() {
    for text in [
        r#"{"type":"explode"}"#,
        r#"{"type":"pause"}"#,
        r#"{"type":"pause","run_id":-1}"#,
        r#"{"type":"pause","run_id":1,"also":2}"#,
        r#"{"type":"train","run_id":1,"config":{},"checkpoint":null}"#,
        "7",
        "null",
    ] {
        let message = js_sys::JSON::parse(text).unwrap();
        let error = port::parse(message).unwrap_err();
        assert_eq!(error.code(), "message", "{text}");
    }
    assert!(port::parse(JsValue::UNDEFINED).is_err());
    assert!(port::parse(Object::new().into()).is_err());
}

#[wasm_bindgen_test]
fn commands_of_the_page_are_understood() {
    let text = r#"{"type":"predict","request_id":3,"strokes":[{"x":[0,0.5],"y":[1,0.25]}]}"#;
    let expected = Command::Predict {
        request_id: 3,
        strokes: vec![Stroke {
            x: vec![0.0, 0.5],
            y: vec![1.0, 0.25],
        }],
    };
    assert_eq!(
        port::parse(js_sys::JSON::parse(text).unwrap()).unwrap(),
        expected
    );
    let text = r#"{"type":"train","run_id":1,"config":{"model":"custom","architecture":{"hidden":
        [{"units":9,"initialization":{"kind":"normal","stddev":0.1}}],"activation":"gelu",
        "batch_norm":false,"dropout":0},"epochs":1,"batch_size":128,"optimizer":"rmsprop",
        "learning_rate":0.001,"seed":1}}"#;
    let message = js_sys::JSON::parse(text).unwrap();
    Reflect::set(
        &message,
        &"checkpoint".into(),
        &Uint8Array::from(&[1_u8, 2][..]),
    )
    .unwrap();
    match port::parse(message).unwrap() {
        Command::Train { checkpoint, .. } => assert_eq!(checkpoint, Some(vec![1, 2])),
        other => panic!("{other:?}"),
    }
    let text = r#"{"type":"open","device":"cpu","data":"custom"}"#;
    let message = js_sys::JSON::parse(text).unwrap();
    let images = Uint8Array::from(&[7_u8, 8, 1, 9, 10, 0][..]);
    Reflect::set(&message, &"images".into(), &images).unwrap();
    match port::parse(message).unwrap() {
        Command::Open { images, .. } => assert_eq!(images, Some(vec![7, 8, 1, 9, 10, 0])),
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
fn events_reach_the_page_with_bytes_as_byte_arrays_and_nothing_as_null() {
    let event = Event::Prediction {
        request_id: 1,
        format: ImageFormat::MNIST,
        pixels: vec![7; 784],
        probabilities: None,
    };
    let message = port::message(&event).unwrap();
    let property = |name: &str| Reflect::get(&message, &name.into()).unwrap();
    assert_eq!(property("type"), "prediction");
    assert!(property("probabilities").is_null());
    assert_eq!(
        property("pixels")
            .dyn_into::<Uint8Array>()
            .unwrap()
            .to_vec(),
        vec![7; 784]
    );
}
