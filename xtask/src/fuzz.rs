//! `cargo xtask fuzz`: the fuzz targets, driven by coverage, and a table of what was run and found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{run, run_and_keep, say};
use crate::system;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// Cases of each target where nobody says another number: some minutes in all.
const DEFAULT_CASES: u64 = 1_000_000;
/// Most bytes of an input that the fuzzer makes: a checkpoint's header fits, and it stays quick.
const MAX_INPUT_BYTES: u32 = 8192;
/// Seconds that one input may take.
const TIMEOUT_S: u32 = 10;
/// Memory that the fuzzer may take in all; what a parser takes is held far tighter by the targets.
const MEMORY_MIB: u32 = 2048;
/// Words of the formats that are JSON.
const DICTIONARY: &str = "fuzz/dictionaries/json.dict";
/// Targets whose inputs are JSON, or have some in them.
const JSON: [&str; 4] = ["checkpoint", "command", "model_file", "run_file"];

const USAGE: &str = "\
Usage: cargo xtask fuzz [--cases <n>] [--keep] [<target> …]

Runs each target, or those named, on n inputs (1000000 without it) and prints a table. What covers
something new goes to the target folder, and the next call goes on from there; with --keep it also
joins the kept corpus, fuzz/corpus, which is small: look at it before committing it.";

/// What the command line asks for.
struct Request {
    targets: Vec<Target>,
    n_cases: u64,
    keeps: bool,
}

/// A target, by what it is written in.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    /// The crate's, driven by libFuzzer.
    Native(String),
    /// The page's, run by Node.js.
    Page(String),
}

/// What was run of a target.
struct Ran {
    target: String,
    n_cases: u64,
    seconds: f64,
    corpus: String,
    findings: Vec<String>,
}

/// Runs the targets that the arguments name.
///
/// # Errors
/// If set-up failed, or if a target found something.
pub fn run_with(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    if arguments.contains(&"--help") {
        println!("{USAGE}");
        return Ok(());
    }
    let request = Request::read(arguments, &all_targets(workspace)?)?;
    let tools = Tools::for_fuzz(workspace)?;
    system::ensure_for_fuzz(&tools)?;
    let mut ran = Vec::new();
    for target in &request.targets {
        ran.push(match target {
            Target::Native(name) => native(workspace, &tools, name, &request)?,
            Target::Page(name) => page(workspace, &tools, name, request.n_cases)?,
        });
    }
    print!("{}", table(&ran));
    let findings: Vec<&String> = ran.iter().flat_map(|ran| &ran.findings).collect();
    for finding in &findings {
        println!("found: {finding}");
    }
    match findings.len() {
        0 => Ok(()),
        n => bail!("{n} findings; `cargo fuzz run -s none <target> <file>` shows one again"),
    }
}

impl Request {
    fn read(arguments: &[&str], all: &[Target]) -> Result<Self> {
        let mut request = Self {
            targets: Vec::new(),
            n_cases: DEFAULT_CASES,
            keeps: false,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match *argument {
                "--keep" => request.keeps = true,
                "--cases" => {
                    let number = arguments.next().and_then(|number| number.parse().ok());
                    request.n_cases = number.context("--cases wants a whole number")?;
                }
                name => {
                    let target = all.iter().find(|target| target.name() == name);
                    let known = || all.iter().map(Target::name).collect::<Vec<_>>().join(", ");
                    let target = target.cloned();
                    request.targets.push(target.with_context(|| {
                        format!("unknown target: {name}; there are {}\n\n{USAGE}", known())
                    })?);
                }
            }
        }
        if request.targets.is_empty() {
            request.targets = all.to_vec();
        }
        Ok(request)
    }
}

impl Target {
    fn name(&self) -> &str {
        match self {
            Self::Native(name) | Self::Page(name) => name,
        }
    }
}

/// Every target: those of the crate, then those of the page.
fn all_targets(workspace: &Workspace) -> Result<Vec<Target>> {
    let native = names_in(&workspace.root.join("fuzz/fuzz_targets"), ".rs")?;
    let page = names_in(&workspace.root.join("fuzz/page/targets"), ".mjs")?;
    let native = native.into_iter().map(Target::Native);
    Ok(native.chain(page.into_iter().map(Target::Page)).collect())
}

/// The files of a folder with an ending, without it, sorted.
fn names_in(folder: &Path, ending: &str) -> Result<Vec<String>> {
    let files = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut names: Vec<String> = files
        .filter_map(|file| file.ok()?.file_name().into_string().ok())
        .filter_map(|name| Some(name.strip_suffix(ending)?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// `cargo fuzz run` of a target. Without a sanitizer: the crate has no unsafe code to watch, and
/// the stable toolchain will do.
fn cargo_fuzz(workspace: &Workspace, tools: &Tools, target: &str) -> Command {
    let mut command = tools.command(workspace, "cargo");
    command
        .args(["fuzz", "run", "--fuzz-dir", "fuzz", "--sanitizer", "none"])
        .arg("--target-dir")
        .arg(workspace.fuzz_build())
        .arg(target);
    command
}

fn native(workspace: &Workspace, tools: &Tools, target: &str, request: &Request) -> Result<Ran> {
    let n_cases = request.n_cases;
    say(&format!("{target}: {n_cases} cases"));
    let found_here = workspace.fuzz_build().join("corpus").join(target);
    let artifacts = workspace.fuzz_build().join("artifacts").join(target);
    let kept = workspace.root.join("fuzz/corpus").join(target);
    for folder in [&found_here, &artifacts, &kept] {
        fs::create_dir_all(folder)?;
    }
    let known_artifacts = files_in(&artifacts)?;
    let mut command = cargo_fuzz(workspace, tools, target);
    command.args([&found_here, &kept]).arg("--").args([
        format!("-runs={n_cases}"),
        format!("-artifact_prefix={}/", artifacts.display()),
        format!("-max_len={MAX_INPUT_BYTES}"),
        format!("-timeout={TIMEOUT_S}"),
        format!("-rss_limit_mb={MEMORY_MIB}"),
        "-print_final_stats=1".to_owned(),
    ]);
    if JSON.contains(&target) {
        command.arg(format!("-dict={DICTIONARY}"));
    }
    let (status, lines) = run_and_keep(&mut command)?;
    let new_artifacts = files_in(&artifacts)?
        .into_iter()
        .filter(|file| !known_artifacts.contains(file));
    let findings: Vec<String> = new_artifacts
        .map(|file| file.display().to_string())
        .collect();
    if !status.success() && findings.is_empty() {
        bail!("{target}: the fuzzer ended with {status}");
    }
    if request.keeps {
        run(cargo_fuzz(workspace, tools, target)
            .args([&kept, &found_here])
            .args(["--", "-merge=1"])
            .arg(format!("-max_len={MAX_INPUT_BYTES}")))?;
    }
    Ok(Ran {
        target: target.to_owned(),
        n_cases: statistic(&lines, "number_of_executed_units").unwrap_or(0),
        seconds: seconds_in(&lines),
        corpus: format!(
            "{} inputs",
            files_in(&found_here)?.len() + files_in(&kept)?.len()
        ),
        findings,
    })
}

fn page(workspace: &Workspace, tools: &Tools, target: &str, n_cases: u64) -> Result<Ran> {
    say(&format!("{target}: {n_cases} cases"));
    let mut command = tools.command(workspace, "node");
    command.args(["fuzz/page/run.mjs", target, &n_cases.to_string()]);
    let (_, lines) = run_and_keep(&mut command)?;
    let last = lines.last().context("the target says nothing")?;
    let ran: serde_json::Value = serde_json::from_str(last).context("the target broke down")?;
    let findings = ran["findings"].as_array().context("no findings")?.iter();
    Ok(Ran {
        target: target.to_owned(),
        n_cases: ran["cases"].as_u64().context("no number of cases")?,
        seconds: ran["seconds"].as_f64().context("no time")?,
        corpus: "made, seed 1".to_owned(),
        findings: findings.map(ToString::to_string).collect(),
    })
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = fs::read_dir(folder)?;
    Ok(files.filter_map(|file| Some(file.ok()?.path())).collect())
}

/// A number of libFuzzer's closing statistics, `stat::number_of_executed_units: 1000`.
fn statistic(lines: &[String], name: &str) -> Option<u64> {
    let mut values = lines.iter().filter_map(|line| {
        let value = line.strip_prefix("stat::")?.strip_prefix(name)?;
        value.trim_start_matches(':').trim().parse().ok()
    });
    values.next_back()
}

/// The time in libFuzzer's line `Done 1000 runs in 3 second(s)`, or 0.
fn seconds_in(lines: &[String]) -> f64 {
    let mut times = lines.iter().filter_map(|line| {
        let time = line.strip_prefix("Done ")?.split_once(" in ")?.1;
        time.strip_suffix(" second(s)")?.parse().ok()
    });
    times.next_back().unwrap_or(0.0)
}

/// The table, as Markdown has it.
fn table(ran: &[Ran]) -> String {
    let mut text =
        "| target | cases | seconds | corpus | findings |\n|---|---|---|---|---|\n".to_owned();
    for Ran {
        target,
        n_cases,
        seconds,
        corpus,
        findings,
    } in ran
    {
        let n_findings = findings.len();
        text += &format!("| `{target}` | {n_cases} | {seconds:.0} | {corpus} | {n_findings} |\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_and_the_time_are_read_from_what_libfuzzer_prints() {
        let lines = [
            "#1000\tDONE   cov: 33 ft: 35 corp: 9/81b lim: 4096 exec/s: 500 rss: 40Mb".to_owned(),
            "Done 1000 runs in 2 second(s)".to_owned(),
            "stat::number_of_executed_units: 1000".to_owned(),
            "stat::new_units_added:          7".to_owned(),
        ];
        assert_eq!(statistic(&lines, "number_of_executed_units"), Some(1000));
        assert_eq!(statistic(&lines, "no_such_number"), None);
        assert!((seconds_in(&lines) - 2.0).abs() < 1e-9);
    }

    #[test]
    fn targets_are_named_and_an_unknown_one_is_told_the_known_ones() {
        let all = [
            Target::Native("gzip".to_owned()),
            Target::Page("query".to_owned()),
        ];
        let request = Request::read(&["--cases", "7", "query"], &all).unwrap();
        assert_eq!((request.n_cases, &request.targets[..]), (7, &all[1..]));
        assert_eq!(Request::read(&[], &all).unwrap().targets, all);
        let error = Request::read(&["zip"], &all).err().unwrap().to_string();
        assert!(error.contains("there are gzip, query"), "{error}");
        assert!(Request::read(&["--cases", "many"], &all).is_err());
    }
}
