//! The tests: native, in a browser, the page end to end, and the recipes, with one closing line for
//! all.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use anyhow::{Result, bail};

use crate::process::{run_and_keep, say};
use crate::report::Report;
use crate::tools::Tools;
use crate::workspace::Workspace;
use crate::{constructors, mnist, page, sizes, system};

/// Seconds that the tests of one program may take in the browser: a software GPU is slow.
const BROWSER_TIMEOUT_S: &str = "900";

/// A part of the tests that can run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The library and this crate, on the host.
    Native,
    /// The library in a headless browser, by wasm-pack.
    Browser,
    /// The page as a visitor meets it.
    Page,
    /// What Python makes of the files that the page saves.
    Recipes,
}

impl Part {
    /// Every part, the quick ones first.
    pub const ALL: [Self; 4] = [Self::Native, Self::Browser, Self::Page, Self::Recipes];

    /// The part of that name on the command line.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "native" => Ok(Self::Native),
            "browser" => Ok(Self::Browser),
            "page" => Ok(Self::Page),
            "recipes" => Ok(Self::Recipes),
            _ => bail!(
                "unknown part of the tests: {name}; there are native, browser, page and recipes"
            ),
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Native => "native tests",
            Self::Browser => "tests in a browser",
            Self::Page => "tests of the page",
            Self::Recipes => "tests of the recipes",
        }
    }
}

/// Runs the parts one after the other, all of them even if one fails.
///
/// # Errors
/// If a test failed, if a part ran no test at all, or if set-up failed.
pub fn run(workspace: &Workspace, parts: &[Part]) -> Result<()> {
    let mut sum = Report::default();
    let mut troubles = Vec::new();
    for &part in parts {
        say(part.title());
        match run_part(workspace, part) {
            Ok((report, trouble)) => {
                say(&format!("{}: {}", part.title(), report.counts));
                sum += report;
                troubles.extend(trouble.map(|text| format!("{}: {text}", part.title())));
            }
            Err(error) => troubles.push(format!("{}: {error:#}", part.title())),
        }
    }
    // Said once more: the runs took half an hour, and went on after what failed.
    if !sum.failures.is_empty() {
        say("what failed");
        println!("{}", sum.failures.join("\n"));
    }
    for trouble in &troubles {
        say(trouble);
    }
    // A part that broke down before it could count is a failure that no runner has counted.
    let mut counts = sum.counts;
    if counts.n_failed == 0 {
        counts.n_failed = u32::try_from(troubles.len()).unwrap_or(u32::MAX);
    }
    println!("{counts}");
    // The closing line stays the last one: the exit status says the rest.
    if counts.n_failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

/// What one part ran, and what is wrong with it besides failed tests.
fn run_part(workspace: &Workspace, part: Part) -> Result<(Report, Option<String>)> {
    let (status, report) = match part {
        Part::Native => native(workspace)?,
        Part::Browser => browser(workspace)?,
        Part::Page => end_to_end(workspace)?,
        Part::Recipes => recipes(workspace)?,
    };
    let counts = report.counts;
    let trouble = if counts.n_passed + counts.n_failed == 0 {
        Some(format!("no test ran ({status})"))
    } else if !status.success() && counts.n_failed == 0 {
        Some(format!("the runner failed though no test did ({status})"))
    } else {
        None
    };
    Ok((report, trouble))
}

fn native(workspace: &Workspace) -> Result<(ExitStatus, Report)> {
    let mut command = Command::new("cargo");
    command
        .args(["test", "--locked", "--release", "--no-fail-fast"])
        .args(["--package", "kindling", "--package", "xtask"])
        // The witness: Burn's autodiff beside the engine whose gradients are written by hand.
        .args(["--features", "kindling/burn"])
        // So that a test that was skipped can be heard to say so.
        .args(["--", "--show-output"])
        .current_dir(&workspace.root);
    let (status, lines) = run_and_keep(&mut command)?;
    Ok((status, Report::from_cargo(&lines)))
}

fn browser(workspace: &Workspace) -> Result<(ExitStatus, Report)> {
    let tools = Tools::for_tests(workspace)?;
    system::ensure_browser(&tools)?;
    // The test server serves the crate's folder: there the tests find MNIST as the page does.
    mnist::prepare(workspace);
    mnist::place(workspace, &workspace.root.join("crate"))?;
    // The page's profile, flags and features, so that both share their dependencies.
    let mut command = tools.command(workspace, "wasm-pack");
    command
        .args(["test", "--headless", "--chrome", "--release", "crate"])
        .args(["--locked", "--features", "webgpu", "--test", "browser"])
        .args(["--", "--nocapture"])
        .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_TIMEOUT_S)
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    let (status, lines) = run_and_keep(&mut command)?;
    for module in modules_in(&lines) {
        constructors::check(&module)?;
    }
    Ok((status, Report::from_cargo(&lines)))
}

/// The modules that cargo's lines `Running tests/browser.rs (…/browser-0123.wasm)` name.
fn modules_in(lines: &[String]) -> Vec<PathBuf> {
    lines
        .iter()
        .filter(|line| line.trim_start().starts_with("Running "))
        .filter_map(|line| line.rsplit_once('(')?.1.strip_suffix(')'))
        .filter(|path| path.ends_with(".wasm"))
        .map(PathBuf::from)
        .collect()
}

fn end_to_end(workspace: &Workspace) -> Result<(ExitStatus, Report)> {
    let tools = Tools::for_page(workspace)?;
    let browser = system::ensure_browser(&tools)?;
    system::ensure_node(workspace, &tools)?;
    mnist::prepare(workspace);
    page::build_with(workspace, &tools)?;
    sizes::check(&workspace.dist())?;
    let folder = workspace.root.join("tests/page");
    with_node(workspace, &tools, &folder, &[("CHROMIUM", &*browser)])
}

fn recipes(workspace: &Workspace) -> Result<(ExitStatus, Report)> {
    let tools = Tools::for_page(workspace)?;
    let python = system::ensure_python(workspace, &tools)?;
    let browser = system::ensure_browser(&tools)?;
    system::ensure_node(workspace, &tools)?;
    mnist::prepare(workspace);
    page::build_with(workspace, &tools)?;
    let folder = workspace.root.join("tests/recipes");
    let environment = [("CHROMIUM", &*browser), ("KINDLING_PYTHON", &*python)];
    with_node(workspace, &tools, &folder, &environment)
}

/// Runs each test file of a folder.
fn with_node(
    workspace: &Workspace,
    tools: &Tools,
    folder: &Path,
    environment: &[(&str, &Path)],
) -> Result<(ExitStatus, Report)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    // One file at a time: two browsers that train at once would only slow each other down.
    let mut sum = Report::default();
    let mut worst: Option<ExitStatus> = None;
    for file in files {
        let mut command = tools.command(workspace, "node");
        command
            .arg("--test-reporter=spec")
            .arg(&file)
            .envs(environment.iter().copied());
        let (status, lines) = run_and_keep(&mut command)?;
        sum += Report::from_node(&lines);
        if worst.is_none_or(|known| known.success()) {
            worst = Some(status);
        }
    }
    match worst {
        Some(status) => Ok((status, sum)),
        None => bail!("{} holds no *.test.mjs", folder.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_modules_are_found_in_what_cargo_prints() {
        let lines = [
            "     Running /checkout/tests/browser.rs (/target/deps/browser-01.wasm)".to_owned(),
            "     Running unittests src/lib.rs (/target/deps/kindling-02)".to_owned(),
            "test running (something.wasm)".to_owned(),
        ];
        assert_eq!(
            modules_in(&lines),
            [PathBuf::from("/target/deps/browser-01.wasm")]
        );
    }
}
