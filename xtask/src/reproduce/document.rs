//! The document: how it was made, three tables, and what they say of the notebook's observations.

use super::figures::{ABOUT_98_PERCENT, EARLY_EPOCHS, Measure, ModelFigures, TOLERANCE};
use super::format::{figure, optional, signed, table};
use super::notebook::Notebook;
use super::observations;

/// What matters of the machine that trained.
pub struct Machine {
    /// Kindling's version.
    pub kindling: String,
    /// What the compiler says of itself.
    pub rustc: String,
    /// The kind of processor.
    pub architecture: &'static str,
    /// The kind of operating system.
    pub system: &'static str,
    /// Cores, and so runs at a time.
    pub n_cores: usize,
}

/// Writes the whole document in Markdown.
pub fn render(notebook: &Notebook, models: &[ModelFigures], machine: &Machine) -> String {
    let parts = [
        introduction(notebook, models, machine),
        accuracies(models),
        other_figures(models),
        early_accuracies(models),
        observations::render(notebook, models),
    ];
    parts.join("\n\n") + "\n"
}

/// A model that is not reproduced, in a line.
pub fn miss(model: &ModelFigures) -> String {
    let whose = match model.measure() {
        Measure::Notebook(_) => "the notebook's",
        Measure::Keras(_) => "Keras's",
    };
    format!(
        "{}: mean test accuracy {:.4} is {:.4} below {whose} {:.4}, more than {TOLERANCE}",
        model.model.id,
        model.test_accuracy().mean(),
        -model.difference(),
        model.measure().accuracy()
    )
}

fn introduction(notebook: &Notebook, models: &[ModelFigures], machine: &Machine) -> String {
    let training = &notebook.training;
    let n_reproduced = models.iter().filter(|model| model.is_reproduced()).count();
    format!(
        "# The notebook, reproduced\n\n\
         Made by `cargo xtask reproduce`; not written by hand.\n\n\
         Each of the {n_models} models of the Keras notebook \"MLPs on MNIST\" was trained from \
         {n_seeds} seeds, without a browser, by\n\n\
         ```sh\n\
         cargo run --release -p kindling --example train -- --model MODEL --epochs {epochs} --seed \
         SEED\n\
         ```\n\n\
         **{n_reproduced} of {n_models} agree with the notebook:** their mean test accuracy after \
         the last epoch is above its figure or at most {TOLERANCE} below it.\n\n\
         - Data: MNIST, 60,000 images to train on and 10,000 to test with.\n\
         - Settings: {epochs} epochs, batches of {batch_size}, {optimizer} with a learning rate of \
         {learning_rate}; the notebook's architectures and initial weights' standard deviations.\n\
         - Machine: Kindling {kindling}'s engine for the CPU, one thread a run, {n_cores} runs at a time on \
         {n_cores} cores ({architecture}, {system}), compiled by {rustc}.\n\
         - {days}.\n\n\
         On one machine, a seed gives the same figures again, bit for bit; only the times differ.",
        n_models = models.len(),
        n_seeds = models.first().map_or(0, |model| model.runs.len()),
        epochs = training.epochs,
        batch_size = training.batch_size,
        optimizer = optimizer_name(&training.optimizer),
        learning_rate = training.learning_rate,
        kindling = machine.kindling,
        n_cores = machine.n_cores,
        architecture = machine.architecture,
        system = machine.system,
        rustc = machine.rustc,
        days = days(models),
    )
}

fn optimizer_name(id: &str) -> &str {
    if id == "adam" { "Adam" } else { id }
}

fn days(models: &[ModelFigures]) -> String {
    let runs = models.iter().flat_map(|model| &model.runs);
    let mut days: Vec<&str> = runs.map(|run| run.started_on.as_str()).collect();
    days.sort_unstable();
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first != last => format!("Date: {first} to {last}"),
        (first, _) => format!("Date: {}", first.unwrap_or(&"none")),
    }
}

fn accuracies(models: &[ModelFigures]) -> String {
    let n_seeds = models.first().map_or(0, |model| model.runs.len());
    let mut head = vec!["model".to_owned()];
    head.extend((1..=n_seeds).map(|seed| format!("seed {seed}")));
    head.extend(
        [
            "mean",
            "smallest to largest",
            "standard deviation",
            "notebook",
            "Keras 3",
            "mean − notebook",
        ]
        .map(str::to_owned),
    );
    head.push(format!("within {TOLERANCE} or above"));
    format!(
        "## Test accuracy after the last epoch\n\n{}\n\n{}",
        table(&head, models.iter().map(accuracy_row)),
        accuracy_notes(models)
    )
}

fn accuracy_row(model: &ModelFigures) -> Vec<String> {
    let values = model.test_accuracy();
    let mut row = vec![model.model.id.clone()];
    row.extend(values.0.iter().map(|&value| figure(value)));
    row.extend([
        format!("**{}**", figure(values.mean())),
        format!("{} to {}", figure(values.min()), figure(values.max())),
        figure(values.stddev()),
        optional(model.model.reported.test_accuracy),
        figure(model.model.keras_test_accuracy),
        match model.measure() {
            Measure::Notebook(_) => signed(model.difference()),
            Measure::Keras(_) => format!("{} (to Keras)", signed(model.difference())),
        },
        if model.is_reproduced() {
            "yes"
        } else {
            "**no**"
        }
        .to_owned(),
    ]);
    row
}

fn accuracy_notes(models: &[ModelFigures]) -> String {
    let unread: Vec<&str> = models
        .iter()
        .filter(|model| matches!(model.measure(), Measure::Keras(_)))
        .map(|model| model.model.id.as_str())
        .collect();
    let mut notes = "The standard deviation is that of a sample (n − 1). The notebook and real \
                     Keras (same data and settings) are one seed each."
        .to_owned();
    if !unread.is_empty() {
        notes += &format!(
            " The notebook's test accuracy of {} could not be read: real Keras's takes its place.",
            unread.join(", ")
        );
    }
    notes
}

fn other_figures(models: &[ModelFigures]) -> String {
    let head = [
        "model",
        "test loss",
        "notebook",
        "training loss",
        "notebook",
        "training accuracy",
        "notebook",
        "gap",
        "notebook",
        "seconds an epoch",
        "notebook",
    ]
    .map(str::to_owned);
    let rows = models.iter().map(|model| {
        let reported = model.model.reported;
        vec![
            model.model.id.clone(),
            figure(model.test_loss().mean()),
            figure(reported.test_loss),
            figure(model.train_loss().mean()),
            figure(reported.train_loss),
            figure(model.train_accuracy().mean()),
            figure(reported.train_accuracy),
            signed(model.gap().mean()),
            signed(reported.gap()),
            format!("{:.1}", model.seconds()),
            format!("{:.1}", reported.seconds()),
        ]
    });
    format!(
        "## Losses, training and time\n\n{}\n\n\
         Means over the seeds, after the last epoch. Losses are mean cross-entropies in nats; the \
         gap is test loss minus training loss. Training figures are taken as the images are \
         trained, with dropout on, so that the gap can be negative. Seconds are the mean over all \
         epochs, here with as many runs at a time as there are cores; the notebook's are its \
         microseconds per image times 60,000, on its author's machine.",
        table(&head, rows)
    )
}

fn early_accuracies(models: &[ModelFigures]) -> String {
    let head = [
        "model".to_owned(),
        "mean".to_owned(),
        "smallest to largest".to_owned(),
        "notebook".to_owned(),
        format!("{ABOUT_98_PERCENT} first reached after epoch, by seed"),
    ];
    let rows = models.iter().map(|model| {
        let best = model.best_early();
        let first = model.first_at_98();
        let told = first
            .iter()
            .map(|epoch| epoch.map_or("never".to_owned(), |n| n.to_string()));
        vec![
            model.model.id.clone(),
            figure(best.mean()),
            format!("{} to {}", figure(best.min()), figure(best.max())),
            // Some of these were printed with two or three decimals only.
            model
                .model
                .best_early()
                .map_or("–".to_owned(), |accuracy| accuracy.to_string()),
            told.collect::<Vec<_>>().join(", "),
        ]
    });
    format!(
        "## Best test accuracy within {EARLY_EPOCHS} epochs\n\n{}\n\n\
         The notebook's is the best of those of its first {EARLY_EPOCHS} epochs that could be \
         read, with the decimals that it has.",
        table(&head, rows)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reproduce::figures::tests::of_accuracy;
    use crate::reproduce::notebook::tests::checked_out;

    fn machine() -> Machine {
        Machine {
            kindling: "0.1.0".to_owned(),
            rustc: "rustc 1.95.0".to_owned(),
            architecture: "x86_64",
            system: "linux",
            n_cores: 2,
        }
    }

    fn rendered(models: &[ModelFigures]) -> String {
        render(&checked_out(), models, &machine())
    }

    #[test]
    fn a_reproduced_model_has_its_seeds_mean_spread_and_difference_in_one_line() {
        let text = rendered(&[of_accuracy("a1-relu", &[0.9800, 0.9810, 0.9820])]);
        let line = "| a1-relu | 0.9800 | 0.9810 | 0.9820 | **0.9810** | 0.9800 to 0.9820 | 0.0010 \
                    | 0.9838 | 0.9812 | −0.0028 | yes |";
        assert!(text.contains(line), "{text}");
        assert!(text.contains("1 of 1 agree"), "{text}");
        assert!(!text.contains("could not be read: real"), "{text}");
    }

    #[test]
    fn a_model_that_is_too_low_is_marked_and_told_in_a_line() {
        let low = of_accuracy("a3-relu", &[0.9730, 0.9732, 0.9734]);
        assert_eq!(
            miss(&low),
            "a3-relu: mean test accuracy 0.9732 is 0.0044 below the notebook's 0.9776, more than \
             0.004"
        );
        let text = rendered(&[low]);
        assert!(text.contains("| −0.0044 | **no** |"), "{text}");
        assert!(text.contains("0 of 1 agree"), "{text}");
    }

    #[test]
    fn the_unreadable_figure_is_said_to_be_so_and_keras_takes_its_place() {
        let text = rendered(&[of_accuracy("a2-bn-dropout", &[0.9812])]);
        assert!(text.contains("| not readable | 0.9809 | +0.0003 (to Keras) | yes |"));
        assert!(
            text.contains("accuracy of a2-bn-dropout could not be read"),
            "{text}"
        );
    }

    #[test]
    fn every_line_of_a_table_has_as_many_cells_as_its_head() {
        let models = ["a1-relu", "a3-bn-dropout"].map(|id| of_accuracy(id, &[0.98, 0.97]));
        let text = rendered(&models);
        let mut n_cells = None;
        for line in text.lines() {
            let count = line.starts_with('|').then(|| line.matches('|').count());
            assert!(
                count.is_none() || n_cells.is_none() || count == n_cells,
                "{line}"
            );
            n_cells = count;
        }
    }

    #[test]
    fn runs_of_several_days_name_the_first_and_the_last() {
        let mut model = of_accuracy("a1-relu", &[0.98, 0.98]);
        assert_eq!(days(std::slice::from_ref(&model)), "Date: 2025-01-31");
        model.runs[0].started_on = "2025-02-02".to_owned();
        assert_eq!(days(&[model]), "Date: 2025-01-31 to 2025-02-02");
    }
}
