//! Images of the data to look at, with what they are and what the network answered.

use super::confusion::surest_first;
use crate::engine::{DeviceData, DeviceSplit};
use crate::error::{Error, Result};
use crate::protocol::{Answer, DigitImage, DigitSelection};

/// Most digits, or first-layer images, that one message carries.
pub const MAX_IMAGES: u32 = 200;

/// How many digits there are in a selection, and the first `max_digits` of them.
///
/// `answers` are those for the test set, or none.
///
/// # Errors
/// [`Error::Message`] if a number is out of range; [`Error::Untimely`] if answers are asked for and
/// there are none.
pub fn digits(
    selection: DigitSelection,
    max_digits: u32,
    data: &DeviceData,
    answers: &[Answer],
) -> Result<(u32, Vec<DigitImage>)> {
    let (split, chosen) = match selection {
        DigitSelection::FirstExamples {} => (&data.train, (0..data.train.len() as u32).collect()),
        DigitSelection::Cell { label, answer } => {
            let n_classes = data.test.format().classes;
            check(label < n_classes && answer < n_classes, || {
                let last = n_classes - 1;
                format!("a cell is of classes 0 to {last}, not {label} and {answer}")
            })?;
            let answers = answered(answers, &data.test)?;
            let belong = |is, read| is == label && read == answer;
            (
                &data.test,
                surest_first(data.test.labels(), answers, belong),
            )
        }
        DigitSelection::Mistakes {} => {
            let answers = answered(answers, &data.test)?;
            let belong = |is, read| is != read;
            (
                &data.test,
                surest_first(data.test.labels(), answers, belong),
            )
        }
    };
    check((1..=MAX_IMAGES).contains(&max_digits), || {
        format!("1 to {MAX_IMAGES} digits can be shown at once, not {max_digits}")
    })?;
    let n_digits = chosen.len() as u32;
    let shown = &chosen[..chosen.len().min(max_digits as usize)];
    let answers = match selection {
        DigitSelection::FirstExamples {} => &[],
        DigitSelection::Cell { .. } | DigitSelection::Mistakes {} => answers,
    };
    Ok((n_digits, images(split, shown, answers)))
}

fn images(split: &DeviceSplit, indices: &[u32], answers: &[Answer]) -> Vec<DigitImage> {
    let indices = indices.iter().copied();
    indices
        .map(|index| DigitImage {
            index,
            label: u32::from(split.labels()[index as usize]),
            answer: answers.get(index as usize).copied(),
            pixels: split.pixels(index).to_vec(),
        })
        .collect()
}

fn answered<'a>(answers: &'a [Answer], test: &DeviceSplit) -> Result<&'a [Answer]> {
    if answers.len() == test.len() {
        return Ok(answers);
    }
    Err(Error::Untimely {
        command: "Showing digits by answer",
        reason: "no epoch has been evaluated on this data yet",
    })
}

/// Refuses what a message must not ask for.
pub(super) fn check(holds: bool, reason: impl FnOnce() -> String) -> Result<()> {
    if holds {
        return Ok(());
    }
    Err(Error::Message { reason: reason() })
}
