//! The notebook's three observations held against the runs: every word on them is computed.
//!
//! The page judges a visitor's runs by the same rules (`www/observations.js`), here they are held
//! against means over the seeds; `tests/reference/verdicts.json` tests both.

use super::figures::{ABOUT_98_PERCENT, EARLY_EPOCHS, ModelFigures, is_at_least};
use super::format::{figure, optional, signed};
use super::notebook::{Model, Notebook};
use super::statistics::Values;
use super::verdict::{Verdict, listed};

/// Spread of mean accuracies that counts as "little": one percentage point.
const LITTLE: f64 = 0.01;

/// A network without regularisation beside one of the same layers with it.
type Pair<'a> = (&'a ModelFigures, &'a ModelFigures);

/// Networks of different depth, alike else.
type Family<'a> = Vec<&'a ModelFigures>;

/// Writes a paragraph for each observation.
pub fn render(notebook: &Notebook, models: &[ModelFigures]) -> String {
    let [on_overfitting, on_early_accuracy, on_depth] = &notebook.observations;
    let paragraph = |observation: &str, verdict: Verdict, evidence: String| {
        format!("**\"{observation}\"** It {}. {evidence}", verdict.text())
    };
    [
        "## The notebook's observations".to_owned(),
        paragraph(on_overfitting, overfitting(models), gaps_told(models)),
        paragraph(
            on_early_accuracy,
            early_accuracy(models),
            bests_told(models),
        ),
        paragraph(on_depth, depth(models), spreads_told(models)),
    ]
    .join("\n\n")
}

/// Observation 1: the gap shrinks in each pair.
fn overfitting(models: &[ModelFigures]) -> Verdict {
    // An equal gap has not shrunk, however its decimals are rounded.
    let shrinks = |(plain, other): &Pair| !is_at_least(other.gap().mean(), plain.gap().mean());
    let pairs = pairs(models).into_iter();
    Verdict::of(pairs.map(|pair| (pair.1.model.id.clone(), shrinks(&pair))))
}

/// Observation 2: each model's best accuracy of the first epochs is about 98 %.
fn early_accuracy(models: &[ModelFigures]) -> Verdict {
    let reaches = |model: &ModelFigures| is_at_least(model.best_early().mean(), ABOUT_98_PERCENT);
    Verdict::of(
        models
            .iter()
            .map(|model| (model.model.id.clone(), reaches(model))),
    )
}

/// Observation 3: accuracies differ little in each family.
fn depth(models: &[ModelFigures]) -> Verdict {
    let is_little = |family: &Family| is_at_least(LITTLE, last_accuracies(family).range());
    let families = families(models).into_iter();
    Verdict::of(families.map(|family| (kind(&family[0].model), is_little(&family))))
}

/// Each network without regularisation with each of the same layers that has it.
fn pairs(models: &[ModelFigures]) -> Vec<Pair<'_>> {
    let is_regularised = |model: &Model| model.batch_norm || model.dropout > 0.0;
    let mut pairs = Vec::new();
    for plain in models.iter().filter(|one| !is_regularised(&one.model)) {
        let others = models.iter().filter(|other| {
            is_regularised(&other.model) && other.model.hidden_units == plain.model.hidden_units
        });
        pairs.extend(others.map(|other| (plain, other)));
    }
    pairs
}

/// Models with the same regularisation, the shallowest first; only those of which there are several.
fn families(models: &[ModelFigures]) -> Vec<Family<'_>> {
    let mut families: Vec<Family> = Vec::new();
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

/// How networks of a family are called: by their regularisation.
fn kind(model: &Model) -> String {
    let name = match (model.batch_norm, model.dropout > 0.0) {
        (false, false) => "plain networks",
        (true, false) => "networks with batch norm",
        (false, true) => "networks with dropout",
        (true, true) => "networks with batch norm and dropout",
    };
    name.to_owned()
}

fn last_accuracies(family: &Family) -> Values {
    let means = family.iter().map(|model| model.test_accuracy().mean());
    means.collect()
}

fn gaps_told(models: &[ModelFigures]) -> String {
    let pairs = pairs(models);
    let n_lower_loss = pairs
        .iter()
        .filter(|(plain, other)| other.test_loss().mean() < plain.test_loss().mean())
        .count();
    let gaps: Vec<String> = pairs.iter().map(gap_told).collect();
    format!(
        "The gap of the second table, without and with: {}. The test loss itself falls in \
         {n_lower_loss} of {} pairs. Training loss is measured with dropout on, which makes the \
         gap smaller by itself.",
        gaps.join("; "),
        pairs.len()
    )
}

fn gap_told((plain, other): &Pair) -> String {
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

fn bests_told(models: &[ModelFigures]) -> String {
    let mut bests: Vec<(f64, &str)> = models
        .iter()
        .map(|model| (model.best_early().mean(), model.model.id.as_str()))
        .collect();
    bests.sort_by(|left, right| left.0.total_cmp(&right.0));
    let told = |end: Option<&(f64, &str)>| {
        end.map_or(String::new(), |(mean, id)| {
            format!("{} ({id})", figure(*mean))
        })
    };
    format!(
        "About 98 % is {ABOUT_98_PERCENT} or more: the best test accuracy within {EARLY_EPOCHS} \
         epochs, as a mean over the seeds, is {} to {}.",
        told(bests.first()),
        told(bests.last())
    )
}

fn spreads_told(models: &[ModelFigures]) -> String {
    let spreads: Vec<String> = families(models).iter().map(spread_told).collect();
    format!(
        "Little is a spread of {LITTLE} at most between the mean test accuracies after the last \
         epoch: {}.",
        spreads.join("; ")
    )
}

fn spread_told(family: &Family) -> String {
    let list = |text: &dyn Fn(&ModelFigures) -> String| {
        let texts: Vec<String> = family.iter().map(|model| text(model)).collect();
        listed(&texts)
    };
    format!(
        "{} with {} hidden layers {}, a spread of {} (notebook {})",
        kind(&family[0].model),
        list(&|model| model.model.hidden_units.len().to_string()),
        list(&|model| figure(model.test_accuracy().mean())),
        figure(last_accuracies(family).range()),
        list(&|model| optional(model.model.reported.test_accuracy))
    )
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::reproduce::figures::tests::of_accuracy;
    use crate::reproduce::notebook::tests::checked_out;
    use crate::reproduce::notebook::{list, number, text};
    use crate::reproduce::run_file::{Epoch, Run};

    fn cases() -> Vec<Value> {
        let file = include_str!("../../../tests/reference/verdicts.json");
        let file: Value = serde_json::from_str(file).expect("JSON");
        list(&file, "cases").expect("cases").clone()
    }

    /// A case's model with a run for each shift, whose losses and accuracies are so much higher.
    fn of_case(figures: &Value, shifts: &[f64]) -> ModelFigures {
        let mut model = checked_out().models.remove(0);
        model.id = text(figures, "id").expect("id");
        let layers = list(figures, "hidden").expect("hidden").iter();
        model.hidden_units = layers.filter_map(Value::as_u64).collect();
        model.batch_norm = figures["batch_norm"].as_bool().expect("batch_norm");
        model.dropout = number(figures, "dropout").expect("dropout");
        let accuracies = &figures["test_accuracy"];
        let epoch = |epoch: u32, shift: f64| Epoch {
            train_loss: number(figures, "train_loss").expect("train_loss"),
            train_accuracy: 0.99,
            test_loss: number(figures, "test_loss").expect("test_loss") + shift,
            test_accuracy: shift + accuracies[epoch.to_string()].as_f64().unwrap_or(0.0),
            seconds: 5.0,
        };
        let run = |&shift: &f64| Run {
            started_on: "2025-01-31".to_owned(),
            epochs: (1..=20).map(|number| epoch(number, shift)).collect(),
        };
        let runs = shifts.iter().map(run).collect();
        ModelFigures { model, runs }
    }

    fn assert_verdict(found: &Verdict, expected: &Value, place: &str) {
        let names = |member: &str| -> Vec<String> {
            let names = list(expected, member).expect(member).iter();
            names.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        assert_eq!(found.supporting, names("supporting"), "{place}");
        assert_eq!(found.contradicting, names("contradicting"), "{place}");
        let words = match expected["outcome"].as_str() {
            Some("supported") => "holds",
            Some("contradicted") => "does not hold",
            Some("mixed") => "holds in part: ",
            Some("open") => "cannot be judged",
            other => panic!("{place}: unknown outcome {other:?}"),
        };
        assert!(found.text().starts_with(words), "{place}: {found:?}");
        assert_eq!(found.text() == "holds", words == "holds", "{place}");
    }

    #[test]
    fn verdicts_are_those_that_the_page_gives() {
        for case in cases() {
            for shifts in [&[0.0][..], &[-0.0003, 0.0, 0.0003]] {
                let models = list(&case, "models").expect("models").iter();
                let models: Vec<_> = models.map(|model| of_case(model, shifts)).collect();
                let judged = [
                    ("overfitting", overfitting(&models)),
                    ("early_accuracy", early_accuracy(&models)),
                    ("depth", depth(&models)),
                ];
                for (name, verdict) in judged {
                    let place = format!("{}: {name}, seeds {shifts:?}", case["name"]);
                    assert_verdict(&verdict, &case["expected"][name], &place);
                }
            }
        }
    }

    #[test]
    fn the_first_case_is_the_notebook() {
        let (notebook, case) = (checked_out(), cases().remove(0));
        let models = list(&case, "models").expect("models");
        assert_eq!(models.len(), notebook.models.len());
        for (model, figures) in notebook.models.iter().zip(models) {
            let id = model.id.as_str();
            let found = of_case(figures, &[0.0]);
            assert_eq!(found.model.id, id);
            assert_eq!(found.model.hidden_units, model.hidden_units, "{id}");
            assert_eq!(kind(&found.model), kind(model), "{id}");
            let reported = model.reported;
            assert_eq!(found.train_loss().mean(), reported.train_loss, "{id}");
            assert_eq!(found.test_loss().mean(), reported.test_loss, "{id}");
            assert_eq!(Some(found.best_early().mean()), model.best_early(), "{id}");
            let drawn = model.history.iter().find(|(epoch, _)| *epoch == 20);
            let last = reported.test_accuracy.or(drawn.map(|point| point.1));
            assert_eq!(Some(found.test_accuracy().mean()), last, "{id}");
        }
    }

    /// All models with the notebook's own losses and an accuracy each.
    fn all(accuracy: impl Fn(&Model) -> f64) -> Vec<ModelFigures> {
        let models = checked_out().models;
        models
            .iter()
            .map(|model| of_accuracy(&model.id, &[accuracy(model)]))
            .collect()
    }

    #[test]
    fn each_observation_is_followed_by_its_verdict_and_the_figures() {
        // After epoch 15 accuracies are 0.005 lower than after epoch 20.
        let models = all(|model| if model.id == "a3-relu" { 0.969 } else { 0.985 });
        let text = render(&checked_out(), &models);
        for part in [
            "gap between training and validation loss shrinks.\"** It holds in part: yes for \
             a1-bn-dropout, a2-bn-dropout and a3-bn-dropout, no for a1-bn. The gap",
            "a1-relu → a1-bn +0.0795 → +0.0883 (notebook +0.0795 → +0.0883); a1-relu → \
             a1-bn-dropout +0.0795 → −0.0052 (notebook +0.0795 → −0.0052);",
            "falls in 3 of 4 pairs",
            "within 15 epochs.\"** It holds in part: yes for a1-relu, a1-bn, a1-bn-dropout, \
             a2-relu, a2-bn-dropout and a3-bn-dropout, no for a3-relu. About 98 % is 0.975",
            "is 0.9640 (a3-relu) to 0.9800 (a",
            "depth changes little.\"** It holds in part: yes for networks with batch norm and \
             dropout, no for plain networks. Little is a spread of 0.01 at most",
            "plain networks with 2, 3 and 5 hidden layers 0.9850, 0.9850 and 0.9690, a spread of \
             0.0160 (notebook 0.9838, 0.9808 and 0.9776);",
            "a spread of 0.0000 (notebook 0.9816, not readable and 0.9811).",
        ] {
            assert!(text.contains(part), "{part}\n\n{text}");
        }
    }
}
