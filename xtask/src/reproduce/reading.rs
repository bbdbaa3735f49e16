//! What the figures say of the notebook's three observations: every word on them is computed.

use super::figures::{ABOUT_98_PERCENT, EARLY_EPOCHS, ModelFigures, is_at_least};
use super::format::{figure, optional, signed};
use super::notebook::{Model, Notebook};
use super::statistics::Values;

/// What is still "little": one percentage point between the mean accuracies of all depths.
const LITTLE: f64 = 0.01;

/// Writes a paragraph for each observation.
pub fn render(notebook: &Notebook, models: &[ModelFigures]) -> String {
    let [overfitting, early, depth] = &notebook.observations;
    format!(
        "## The notebook's observations\n\n\
         **\"{overfitting}\"** {}\n\n**\"{early}\"** {}\n\n**\"{depth}\"** {}",
        on_overfitting(models),
        on_early_epochs(models),
        on_depth(models)
    )
}

fn on_overfitting(models: &[ModelFigures]) -> String {
    let pairs = pairs(models, |model| model.batch_norm && model.dropout > 0.0);
    let shrinks =
        |(plain, other): &(&ModelFigures, &ModelFigures)| other.gap().mean() < plain.gap().mean();
    let n_lower_loss = pairs
        .iter()
        .filter(|(plain, other)| other.test_loss().mean() < plain.test_loss().mean())
        .count();
    let gaps: Vec<String> = pairs.iter().map(gap_told).collect();
    let mut text = format!(
        "{}, by the gap of the second table: {}. The test loss itself falls in {n_lower_loss} of \
         {}.",
        verdict(
            pairs.iter().filter(|pair| shrinks(pair)).count(),
            pairs.len(),
            "pairs"
        ),
        gaps.join("; "),
        pairs.len()
    );
    for pair in self::pairs(models, |model| model.batch_norm && model.dropout == 0.0) {
        let word = if shrinks(&pair) {
            "shrinks"
        } else {
            "does not shrink"
        };
        text += &format!(
            " With batch normalisation alone it {word}: {}.",
            gap_told(&pair)
        );
    }
    text
}

fn gap_told((plain, other): &(&ModelFigures, &ModelFigures)) -> String {
    format!(
        "{} → {} {} → {} (notebook {} → {})",
        plain.model.id,
        other.model.id,
        signed(plain.gap().mean()),
        signed(other.gap().mean()),
        signed(plain.model.reported.gap()),
        signed(other.model.reported.gap())
    )
}

/// Each plain network with those of the same layers that have more to them.
fn pairs(
    models: &[ModelFigures],
    has_more: impl Fn(&Model) -> bool,
) -> Vec<(&ModelFigures, &ModelFigures)> {
    let is_plain = |model: &&ModelFigures| !model.model.batch_norm && model.model.dropout == 0.0;
    let mut pairs = Vec::new();
    for plain in models.iter().filter(is_plain) {
        let like_it = |other: &&ModelFigures| {
            other.model.hidden_units == plain.model.hidden_units && has_more(&other.model)
        };
        pairs.extend(models.iter().filter(like_it).map(|other| (plain, other)));
    }
    pairs
}

fn on_early_epochs(models: &[ModelFigures]) -> String {
    let mut best: Vec<(f64, &str)> = models
        .iter()
        .map(|model| (model.best_early().mean(), model.model.id.as_str()))
        .collect();
    best.sort_by(|left, right| left.0.total_cmp(&right.0));
    let n_reached = best
        .iter()
        .filter(|(mean, _)| is_at_least(*mean, ABOUT_98_PERCENT))
        .count();
    let told = |end: Option<&(f64, &str)>| {
        end.map_or(String::new(), |(mean, id)| {
            format!("{} ({id})", figure(*mean))
        })
    };
    format!(
        "{}, with {ABOUT_98_PERCENT} and more as about 98 %: the best test accuracy within \
         {EARLY_EPOCHS} epochs, as a mean over the seeds, is {} to {}.",
        verdict(n_reached, models.len(), "models"),
        told(best.first()),
        told(best.last())
    )
}

fn on_depth(models: &[ModelFigures]) -> String {
    let families = families(models);
    let (mut n_little, mut told) = (0, Vec::new());
    for family in &families {
        let means: Values = family
            .iter()
            .map(|model| model.test_accuracy().mean())
            .collect();
        n_little += usize::from(means.range() < LITTLE);
        let list = |text: &dyn Fn(&ModelFigures) -> String| {
            family
                .iter()
                .map(|model| text(model))
                .collect::<Vec<_>>()
                .join(", ")
        };
        told.push(format!(
            "{} with {} hidden layers {}, {} between them (notebook {})",
            kind(&family[0].model),
            list(&|model| model.model.hidden_units.len().to_string()),
            list(&|model| figure(model.test_accuracy().mean())),
            figure(means.range()),
            list(&|model| optional(model.model.reported.test_accuracy))
        ));
    }
    format!(
        "{}, with less than {LITTLE} between mean test accuracies as little: {}.",
        verdict(n_little, families.len(), "kinds"),
        told.join("; ")
    )
}

/// Models that differ in their layers only, the shallowest first.
fn families(models: &[ModelFigures]) -> Vec<Vec<&ModelFigures>> {
    let mut families: Vec<Vec<&ModelFigures>> = Vec::new();
    for model in models {
        let kin = families
            .iter_mut()
            .find(|family| kind(&family[0].model) == kind(&model.model));
        match kin {
            Some(family) => family.push(model),
            None => families.push(vec![model]),
        }
    }
    for family in &mut families {
        family.sort_by_key(|model| model.model.hidden_units.len());
    }
    families.retain(|family| family.len() > 1);
    families
}

/// What a title says behind the units: `600-100 ReLU, batch norm`.
fn kind(model: &Model) -> &str {
    model
        .title
        .split_once(' ')
        .map_or(model.title.as_str(), |(_, kind)| kind)
}

fn verdict(n_held: usize, n: usize, what: &str) -> String {
    let word = match n_held {
        0 => "Does not hold",
        held if held == n => "Holds",
        _ => "Holds in part",
    };
    format!("{word}: for {n_held} of {n} {what}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reproduce::figures::tests::of_accuracy;
    use crate::reproduce::notebook::tests::checked_out;

    /// All models with the notebook's own losses and an accuracy each.
    fn all(accuracy: impl Fn(&Model) -> f64) -> Vec<ModelFigures> {
        let models = checked_out().models;
        models
            .iter()
            .map(|model| of_accuracy(&model.id, &[accuracy(model)]))
            .collect()
    }

    #[test]
    fn the_gap_of_each_pair_stands_beside_the_notebooks_and_batch_norm_alone_apart() {
        let text = on_overfitting(&all(|_| 0.98));
        assert!(text.starts_with("Holds: for 3 of 3 pairs"), "{text}");
        let pair = "a1-relu → a1-bn-dropout +0.0795 → −0.0052 (notebook +0.0795 → −0.0052)";
        assert!(text.contains(pair), "{text}");
        assert!(text.contains("falls in 3 of 3"), "{text}");
        assert!(text.contains("alone it does not shrink: a1-relu → a1-bn +0.0795 → +0.0883"));
    }

    #[test]
    fn a_gap_that_grows_in_one_pair_is_told_as_in_part() {
        let mut models = all(|_| 0.98);
        let grown = models
            .iter_mut()
            .find(|model| model.model.id == "a2-bn-dropout");
        for epoch in &mut grown.expect("the model").runs[0].epochs {
            epoch.test_loss = 0.3;
        }
        let text = on_overfitting(&models);
        assert!(
            text.starts_with("Holds in part: for 2 of 3 pairs"),
            "{text}"
        );
        assert!(text.contains("falls in 2 of 3"), "{text}");
    }

    #[test]
    fn models_that_stay_below_98_percent_in_the_first_epochs_are_counted() {
        // After epoch 15 they are 0.005 lower than after epoch 20.
        let deep = |model: &Model| model.hidden_units.len() > 3;
        let text = on_early_epochs(&all(|model| if deep(model) { 0.979 } else { 0.985 }));
        assert!(
            text.starts_with("Holds in part: for 5 of 7 models"),
            "{text}"
        );
        assert!(text.contains("is 0.9740 (a3-relu) to 0.9800 (a"), "{text}");
        assert!(on_early_epochs(&all(|_| 0.98)).starts_with("Holds: for 7 of 7"));
        assert!(on_early_epochs(&all(|_| 0.97)).starts_with("Does not hold: for 0 of 7"));
    }

    #[test]
    fn depths_are_compared_among_models_of_one_kind() {
        let deep = |model: &Model| model.id == "a3-relu";
        let text = on_depth(&all(|model| if deep(model) { 0.969 } else { 0.98 }));
        assert!(
            text.starts_with("Holds in part: for 1 of 2 kinds"),
            "{text}"
        );
        let family = "ReLU with 2, 3, 5 hidden layers 0.9800, 0.9800, 0.9690, 0.0110 between them \
                      (notebook 0.9838, 0.9808, 0.9776)";
        assert!(text.contains(family), "{text}");
        let family = "ReLU, batch norm, dropout with 2, 3, 5 hidden layers 0.9800, 0.9800, 0.9800, \
                      0.0000 between them (notebook 0.9816, not readable, 0.9811)";
        assert!(text.contains(family), "{text}");
    }
}
