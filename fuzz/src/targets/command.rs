//! The page's commands, and what the worker does with them before it needs a device.

use kindling::data::{Dataset, ImageFormat};
use kindling::engine::Device;
use kindling::model::config::{check_architecture, check_run};
use kindling::model::summary::summary;
use kindling::predict::pixels;
use kindling::protocol::Command;
use kindling::train::callbacks::Past;
use kindling::train::checkpoint::Checkpoint;

use super::{Bound, assert_named, drawing, model_file, own_data};

/// The shortest stroke is a list of eight bytes, and takes 48 in a vector that may have just
/// doubled.
const BOUND: Bound = Bound {
    per_byte: 24,
    base: 4096,
};

/// What networks of the corpus read.
const SMALL: ImageFormat = ImageFormat {
    rows: 2,
    columns: 1,
    classes: 3,
};

/// A command: its kind, a line break, its other fields as JSON, and, after a byte of 0, those of
/// its checkpoint or its images.
pub fn command(input: &[u8]) {
    let Some(end) = input.iter().position(|byte| *byte == b'\n') else {
        return;
    };
    let kind = String::from_utf8_lossy(&input[..end]);
    let mut rest = input[end + 1..].splitn(2, |byte| *byte == 0);
    let fields = String::from_utf8_lossy(rest.next().unwrap_or_default());
    let bytes = rest.next().map(<[u8]>::to_vec);
    let n_bytes = kind.len() + fields.len();
    match BOUND.hold(n_bytes, || Command::from_json(&kind, &fields, bytes)) {
        Err(error) => assert_named(&error, &["message"]),
        Ok(command) => {
            assert_written_and_read(&command);
            obey(&command, n_bytes);
        }
    }
}

fn assert_written_and_read(command: &Command) {
    let written = serde_json::to_value(command);
    let Ok(serde_json::Value::Object(written)) = written else {
        panic!("{command:?} is written as {written:?}");
    };
    for (kind, fields) in written {
        let again = Command::from_json(&kind, &fields.to_string(), None);
        assert_eq!(again.as_ref(), Ok(command));
    }
}

/// What is done with a command wherever it comes from.
fn obey(command: &Command, n_bytes: usize) {
    let obeyed = match command {
        Command::Summarize { architecture, .. } => check_architecture(architecture).map(|()| {
            let table = summary(architecture, ImageFormat::MNIST);
            assert!(table.rows.len() <= 3 * architecture.hidden.len() + 1);
        }),
        Command::Predict { strokes, .. } => drawing::BOUND
            .hold(n_bytes, || pixels(strokes, ImageFormat::MNIST))
            .map(drop),
        Command::Train {
            config,
            rate_changes,
            checkpoint,
            ..
        } => check_run(config, ImageFormat::MNIST, 60_000).and_then(|()| {
            Past::with_rate_changes(rate_changes.clone())?;
            let bytes = checkpoint.as_deref().unwrap_or_default();
            let read = model_file::BOUND.hold(bytes.len(), || Checkpoint::from_bytes(bytes));
            read.map(drop)
        }),
        Command::LoadModel { checkpoint, .. } => {
            let bytes = checkpoint.as_deref().unwrap_or_default();
            let read = model_file::BOUND.hold(bytes.len(), || Checkpoint::from_bytes(bytes));
            let restored = read.and_then(|network| network.restore(SMALL, &Device::Cpu));
            restored.map(drop)
        }
        Command::Open {
            images: Some(images),
            ..
        } => {
            let taken = own_data::TAKING.hold(images.len(), || Dataset::own(images.clone()));
            taken.map(|dataset| own_data::assert_sound(&dataset))
        }
        _ => Ok(()),
    };
    if let Err(error) = obeyed {
        assert_named(&error, &["setting", "message", "no_ink", "checkpoint"]);
    }
}
