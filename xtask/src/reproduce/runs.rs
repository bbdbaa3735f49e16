//! The runs: which there are to do, and doing them several at a time.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result, bail, ensure};

use super::figures::ModelFigures;
use super::notebook::{Model, Notebook};
use super::run_file::{Run, parse};
use crate::process::say;

/// The program, its data, and where its runs go.
pub struct Bench<'a> {
    /// What to train.
    pub notebook: &'a Notebook,
    /// The native example.
    pub program: PathBuf,
    /// The folder with MNIST.
    pub data: PathBuf,
    /// The folder of the runs of this very program.
    pub runs: PathBuf,
}

/// A run to do.
pub struct Job<'a> {
    /// What is trained.
    pub model: &'a Model,
    /// From which seed.
    pub seed: u32,
}

impl Bench<'_> {
    /// Does the runs that are not there yet, so many at once.
    ///
    /// # Errors
    /// If one fails: those under way are ended and kept, no other is begun.
    pub fn train_missing(&self, seeds: &[u32], n_at_once: usize) -> Result<()> {
        // Seed by seed, so that figures of all the models are there as early as can be.
        let all = seeds.iter().flat_map(|&seed| {
            let models = self.notebook.models.iter();
            models.map(move |model| Job { model, seed })
        });
        let (done, missing): (Vec<Job>, Vec<Job>) = all.partition(|job| self.read(job).is_ok());
        let n_all = done.len() + missing.len();
        say(&format!("{} of {n_all} runs are there", done.len()));
        if !missing.is_empty() {
            say(&format!("doing the others, {n_at_once} at a time"));
        }
        let failures = self.train_all(&missing, n_at_once);
        ensure!(failures.is_empty(), "a run failed: {}", failures.join("; "));
        Ok(())
    }

    /// Does runs until one fails; what failed, and why.
    fn train_all(&self, jobs: &[Job], n_at_once: usize) -> Vec<String> {
        let (next, n_done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let failures = Mutex::new(Vec::new());
        let has_failed = || failures.lock().is_ok_and(|failures| !failures.is_empty());
        let work = || {
            while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                let name = job.name();
                match self.train(job) {
                    Ok(run) => {
                        let n_done = n_done.fetch_add(1, Ordering::Relaxed) + 1;
                        say(&format!(
                            "{n_done} of {}: {name}, {}",
                            jobs.len(),
                            told(&run)
                        ));
                    }
                    Err(error) => {
                        if let Ok(mut failures) = failures.lock() {
                            failures.push(format!("{name}: {error:#}"));
                        }
                    }
                }
                if has_failed() {
                    break;
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..n_at_once {
                scope.spawn(work);
            }
        });
        failures.into_inner().unwrap_or_default()
    }

    /// The figures of every model, when all its runs are there.
    ///
    /// # Errors
    /// If a run is not.
    pub fn figures(&self, seeds: &[u32]) -> Result<Vec<ModelFigures>> {
        let of_model = |model: &Model| {
            let runs = seeds.iter().map(|&seed| self.read(&Job { model, seed }));
            Ok(ModelFigures {
                model: model.clone(),
                runs: runs.collect::<Result<_>>()?,
            })
        };
        self.notebook.models.iter().map(of_model).collect()
    }

    /// Does one run. Its file has its name only once it is whole.
    fn train(&self, job: &Job) -> Result<Run> {
        let name = job.name();
        let partial = self.runs.join(format!("{name}.partial.json"));
        let log_file = self.runs.join(format!("{name}.log"));
        let log = File::create(&log_file)?;
        let status = Command::new(&self.program)
            .args(["--model", &job.model.id])
            .args(["--epochs", &self.notebook.training.epochs.to_string()])
            .args(["--seed", &job.seed.to_string()])
            .arg("--out")
            .arg(&partial)
            .env("KINDLING_MNIST", &self.data)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .status()
            .context("the program did not start")?;
        if !status.success() {
            bail!("{status}: {}", last_line(&fs::read(&log_file)?));
        }
        let text = fs::read_to_string(&partial).context("the program wrote no run")?;
        let run = parse(&text, job, &self.notebook.training)?;
        fs::rename(&partial, self.file(job))?;
        Ok(run)
    }

    fn read(&self, job: &Job) -> Result<Run> {
        let text = fs::read_to_string(self.file(job))?;
        parse(&text, job, &self.notebook.training)
    }

    fn file(&self, job: &Job) -> PathBuf {
        self.runs.join(format!("{}.json", job.name()))
    }
}

impl Job<'_> {
    fn name(&self) -> String {
        format!("{}-seed-{}", self.model.id, self.seed)
    }
}

/// A run in a few words.
fn told(run: &Run) -> String {
    let seconds: f64 = run.epochs.iter().map(|epoch| epoch.seconds).sum();
    let last = run.epochs.last().map_or(0.0, |epoch| epoch.test_accuracy);
    format!("test accuracy {last:.4}, {seconds:.0} s")
}

/// What a program said last; a progress bar writes over its line.
fn last_line(log: &[u8]) -> String {
    let log = String::from_utf8_lossy(log);
    let mut lines = log.split(['\n', '\r']).map(str::trim);
    lines
        .rfind(|line| !line.is_empty())
        .unwrap_or("it said nothing")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_thing_a_program_said_is_found_behind_its_progress_bar() {
        assert_eq!(
            last_line(b"epoch 1\repoch 2\rno space left\n\n"),
            "no space left"
        );
        assert_eq!(last_line(b""), "it said nothing");
    }
}
