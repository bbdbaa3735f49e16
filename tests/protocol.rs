//! The protocol's TypeScript declarations, as the page uses them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may end by them")]

use kindling::protocol::*;
use ts_rs::{Config, TS};

/// Where the page's declarations lie.
const DECLARATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/protocol.d.ts");

macro_rules! declarations {
    ($($message:ty),+ $(,)?) => {{
        let config = Config::default();
        let mut text = String::from(
            "// Rendered from crate/src/protocol/ by `KINDLING_RENDER=1 cargo test --release --test protocol`.\n\
             // Do not edit: the test `the_page_has_the_workers_declarations` fails when this is stale.\n",
        );
        $(
            text.push('\n');
            if let Some(docs) = <$message as TS>::docs() {
                text.push_str(&docs);
            }
            text.push_str("export ");
            text.push_str(&<$message as TS>::decl(&config));
            text.push('\n');
        )+
        text
    }};
}

#[test]
fn the_page_has_the_workers_declarations() {
    let expected = declarations!(
        Command,
        Event,
        FilesCommand,
        FilesEvent,
        OwnData,
        Failure,
        FailureScope,
        DevicePreference,
        DeviceKind,
        DataPreference,
        DatasetKind,
        ImageFormat,
        Outcome,
        Architecture,
        HiddenLayer,
        Activation,
        Initialization,
        OptimizerKind,
        RunConfig,
        Callbacks,
        ScheduleKind,
        Watch,
        RateChange,
        ModelEntry,
        Reported,
        NotebookEpoch,
        Limits,
        EpochRecord,
        Summary,
        SummaryRow,
        WeightDistribution,
        DigitSelection,
        DigitImage,
        Answer,
        Stroke,
    );
    if std::env::var_os("KINDLING_RENDER").is_some() {
        std::fs::write(DECLARATIONS, &expected).unwrap();
    }
    let found = std::fs::read_to_string(DECLARATIONS).unwrap_or_default();
    assert!(
        found == expected,
        "www/protocol.d.ts is stale; render it with \
         `KINDLING_RENDER=1 cargo test --release -p kindling --test protocol`"
    );
}
