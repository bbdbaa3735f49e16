//! Enums whose messages carry a `kind`, as flat structs.
//!
//! What serde derives for such enums keeps the whole message in a tree first, which made a quarter
//! of the page's CPU module.

use serde::Deserialize;

/// An [`Initialization`](super::Initialization) as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Initialization {
    kind: InitializationKind,
    stddev: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum InitializationKind {
    He,
    Glorot,
    Normal,
}

impl TryFrom<Initialization> for super::Initialization {
    type Error = &'static str;

    fn try_from(written: Initialization) -> Result<Self, Self::Error> {
        match (written.kind, written.stddev) {
            (InitializationKind::He, None) => Ok(Self::He {}),
            (InitializationKind::Glorot, None) => Ok(Self::Glorot {}),
            (InitializationKind::Normal, Some(stddev)) => Ok(Self::Normal { stddev }),
            (InitializationKind::Normal, None) => Err("a normal initialization has a stddev"),
            (_, Some(_)) => Err("only a normal initialization has a stddev"),
        }
    }
}

/// A [`DigitSelection`](super::DigitSelection) as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DigitSelection {
    kind: DigitSelectionKind,
    label: Option<u32>,
    answer: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum DigitSelectionKind {
    Cell,
    Mistakes,
    FirstExamples,
}

impl TryFrom<DigitSelection> for super::DigitSelection {
    type Error = &'static str;

    fn try_from(written: DigitSelection) -> Result<Self, Self::Error> {
        match (written.kind, written.label, written.answer) {
            (DigitSelectionKind::Cell, Some(label), Some(answer)) => {
                Ok(Self::Cell { label, answer })
            }
            (DigitSelectionKind::Mistakes, None, None) => Ok(Self::Mistakes {}),
            (DigitSelectionKind::FirstExamples, None, None) => Ok(Self::FirstExamples {}),
            (DigitSelectionKind::Cell, ..) => Err("a cell has a label and an answer"),
            _ => Err("only a cell has a label and an answer"),
        }
    }
}
