//! `cargo xtask reproduce`: the notebook's models, trained from several seeds, and their document.

mod document;
mod figures;
mod format;
mod notebook;
mod observations;
mod run_file;
mod runs;
mod statistics;
mod verdict;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::example::{self, program_name};
use crate::mnist;
use crate::process::{output_of, say};
use crate::tools::locked_version;
use crate::workspace::Workspace;
use figures::ModelFigures;
use notebook::Notebook;
use runs::Bench;

/// The seeds that each model is trained from.
const SEEDS: [u32; 3] = [1, 2, 3];

/// The document, in the checkout.
const DOCUMENT: &str = "docs/reproduction.md";

/// Which program trains, and what it finds done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The example as it is now; runs that the same build has done are kept.
    Current,
    /// The example as it is now; the runs of earlier calls are forgotten.
    Fresh,
    /// The build of the last call, as it was then: to go on with it, or to write the document anew.
    LastBuild,
}

/// Trains what is not trained yet and writes the document.
///
/// # Errors
/// If a run fails, or, once the document is written, if a model's mean test accuracy is too low.
pub fn run(workspace: &Workspace, start: Start) -> Result<()> {
    let notebook = Notebook::read(&workspace.root)?;
    let folder = workspace.target.join("reproduction");
    if start == Start::Fresh && folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let program = match start {
        Start::Current | Start::Fresh => built(workspace, &folder)?,
        Start::LastBuild => last_build(&folder)?,
    };
    let bench = Bench {
        notebook: &notebook,
        runs: program.parent().unwrap_or(&folder).to_path_buf(),
        data: data(workspace, &folder)?,
        program,
    };
    let n_at_once = thread::available_parallelism().map_or(1, usize::from);
    bench.train_missing(&SEEDS, n_at_once)?;
    let models = bench.figures(&SEEDS)?;
    let machine = machine(workspace, n_at_once)?;
    let file = workspace.root.join(DOCUMENT);
    fs::write(&file, document::render(&notebook, &models, &machine))?;
    say(&format!("{} is written", file.display()));
    verdict(&models)
}

/// Builds the example and copies it into a folder of its own, where its runs go.
///
/// The runs of another build lie in another folder: a build that happens meanwhile changes nothing.
fn built(workspace: &Workspace, folder: &Path) -> Result<PathBuf> {
    let built = example::build(workspace)?;
    let bytes = fs::read(&built).with_context(|| format!("{} is missing", built.display()))?;
    let runs = folder.join(build_id(&bytes));
    fs::create_dir_all(&runs)?;
    let program = runs.join(program_name());
    if fs::read(&program).ok().as_ref() != Some(&bytes) {
        fs::copy(&built, &program)?;
    }
    Ok(program)
}

/// The program that the last call copied.
fn last_build(folder: &Path) -> Result<PathBuf> {
    let folders = fs::read_dir(folder).into_iter().flatten().flatten();
    let programs = folders.map(|entry| entry.path().join(program_name()));
    let copied = programs.filter_map(|program| {
        let copied = fs::metadata(&program).and_then(|metadata| metadata.modified());
        Some((copied.ok()?, program))
    });
    let last = copied.max().map(|(_, program)| program);
    last.context("there is no earlier build: call it without --last-build")
}

/// MNIST, checked and placed in the folder.
fn data(workspace: &Workspace, folder: &Path) -> Result<PathBuf> {
    let data = folder.join("mnist");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    mnist::prepare(workspace);
    mnist::place(workspace, folder)?;
    if !data.is_dir() {
        bail!("there is nothing to measure without MNIST");
    }
    Ok(data)
}

/// Tells builds of the program apart: the beginning of its SHA-256.
fn build_id(program: &[u8]) -> String {
    let digest = Sha256::digest(program);
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What the document says of the machine: nothing that names it.
fn machine(workspace: &Workspace, n_at_once: usize) -> Result<document::Machine> {
    let answer = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&workspace.root);
        output_of(&mut command).with_context(|| format!("{program} does not answer"))
    };
    Ok(document::Machine {
        kindling: locked_version(workspace, "kindling")?,
        rustc: answer("rustc", &["--version"])?,
        architecture: std::env::consts::ARCH,
        system: std::env::consts::OS,
        n_cores: n_at_once,
    })
}

/// Fails if a model's mean test accuracy is further below its measure than is allowed.
fn verdict(models: &[ModelFigures]) -> Result<()> {
    let misses: Vec<String> = models
        .iter()
        .filter(|model| !model.is_reproduced())
        .map(document::miss)
        .collect();
    if !misses.is_empty() {
        bail!("not reproduced:\n  {}", misses.join("\n  "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_of_the_program_are_told_apart_by_their_bytes() {
        assert_eq!(build_id(b"one"), build_id(b"one"));
        assert_ne!(build_id(b"one"), build_id(b"two"));
        assert_eq!(build_id(b"one").len(), 16);
    }

    #[test]
    fn the_last_build_is_the_program_that_was_copied_last() {
        let folder = std::env::temp_dir().join(format!("xtask-builds-{}", std::process::id()));
        assert!(last_build(&folder).is_err());
        for build in ["b", "a"] {
            fs::create_dir_all(folder.join(build)).expect("made");
            fs::write(folder.join(build).join(program_name()), build).expect("written");
            thread::sleep(std::time::Duration::from_millis(20));
        }
        fs::create_dir_all(folder.join("mnist")).expect("made");
        let last = last_build(&folder).expect("found");
        fs::remove_dir_all(&folder).expect("removed");
        assert_eq!(last, folder.join("a").join(program_name()));
    }

    #[test]
    fn a_mean_that_is_too_low_fails_and_names_the_model_and_the_figures() {
        let good = figures::tests::of_accuracy("a1-relu", &[0.9835, 0.9838, 0.9841]);
        assert!(verdict(std::slice::from_ref(&good)).is_ok());
        let low = figures::tests::of_accuracy("a3-relu", &[0.9730, 0.9732, 0.9734]);
        let message = verdict(&[good, low]).map_err(|error| error.to_string());
        assert!(message.is_err_and(|text| {
            text.contains("a3-relu") && text.contains("0.9732") && text.contains("0.9776")
        }));
    }
}
