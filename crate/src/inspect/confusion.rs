//! Labels beside answers: the confusion matrix, its cells, the surest mistakes.

use crate::protocol::Answer;
use crate::sorting::order_of;

/// How many images of each label (rows) got each answer (columns), `[classes][classes]`.
///
/// `labels` and `answers` are in the same order.
pub fn confusion(labels: &[u8], answers: &[Answer], n_classes: usize) -> Vec<Vec<u32>> {
    let mut counts = vec![vec![0; n_classes]; n_classes];
    for (label, answer) in labels.iter().zip(answers) {
        let row = counts.get_mut(usize::from(*label));
        if let Some(count) = row.and_then(|row| row.get_mut(answer.class as usize)) {
            *count += 1;
        }
    }
    counts
}

/// Indices of the images whose label and answer `belong`, the surest answers first, those equally
/// sure in the order of the file.
pub fn surest_first(
    labels: &[u8],
    answers: &[Answer],
    belong: impl Fn(u32, u32) -> bool,
) -> Vec<u32> {
    let pairs = labels.iter().zip(answers).enumerate();
    let chosen = pairs.filter(|(_, (label, answer))| belong(u32::from(**label), answer.class));
    let chosen: Vec<(u32, f64)> = chosen
        .map(|(index, (_, answer))| (index as u32, answer.probability))
        .collect();
    // The bits of numbers that are not negative are in the order of the numbers.
    let keys = chosen.iter().map(|(_, probability)| !probability.to_bits());
    let order = order_of(keys).into_iter();
    order.map(|place| chosen[place].0).collect()
}
