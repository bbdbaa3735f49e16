//! The checks: formatting, clippy for both targets, the page's types and style, dependencies, and
//! Burn's other backends.

use anyhow::{Result, bail};

use crate::backends;
use crate::process::{line_of, say};
use crate::system;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// Each check as one would type it in the checkout's root.
const CHECKS: [&str; 10] = [
    "cargo fmt --all --check",
    "cargo fmt --manifest-path fuzz/Cargo.toml --check",
    "cargo clippy --locked --workspace --all-targets --features kindling/burn -- -D warnings",
    "cargo clippy --locked --package kindling --target wasm32-unknown-unknown --lib --bins -- -D warnings",
    "cargo clippy --locked --package kindling --features webgpu --target wasm32-unknown-unknown \
     --lib --bins --tests -- -D warnings",
    "node_modules/.bin/tsc --project www/tsconfig.json",
    "node_modules/.bin/tsc --project www/service-worker/tsconfig.json",
    "node_modules/.bin/biome ci --error-on-warnings",
    "cargo deny --locked check bans licenses sources",
    "cargo deny --manifest-path fuzz/Cargo.toml --locked check bans licenses sources",
];

/// Whether the advisories are `required`: else what cannot be fetched is not checked.
const ADVISORIES: &str = "KINDLING_ADVISORIES";

/// Runs every check, all of them even if one fails.
///
/// # Errors
/// If a check failed or could not run; the message names each.
pub fn run(workspace: &Workspace) -> Result<()> {
    let tools = Tools::for_lint(workspace)?;
    system::ensure_node(workspace, &tools)?;
    let mut failed = Vec::new();
    for check in CHECKS {
        let mut words = check.split_whitespace();
        let mut command = tools.command(workspace, words.next().unwrap_or_default());
        command.args(words);
        let line = line_of(&command);
        say(&line);
        if !command.status().is_ok_and(|status| status.success()) {
            failed.push(line);
        }
    }
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        failed.extend(advisories(workspace, &tools, manifest));
    }
    if let Err(error) = backends::check_together(workspace) {
        failed.push(error.to_string());
    }
    if !failed.is_empty() {
        bail!("{} checks failed:\n  {}", failed.len(), failed.join("\n  "));
    }
    say("every check passed");
    Ok(())
}

/// Checks the dependencies of a manifest against the advisory database, which has to be fetched first.
fn advisories(workspace: &Workspace, tools: &Tools, manifest: &str) -> Option<String> {
    let mut fetch = tools.command(workspace, "cargo");
    fetch.args(["deny", "--manifest-path", manifest, "fetch", "db"]);
    let fetched = fetch.output().is_ok_and(|output| output.status.success());
    if !fetched {
        say("advisories: NOT checked, the advisory database cannot be fetched from here");
        let are_required = std::env::var(ADVISORIES).is_ok_and(|value| value == "required");
        return are_required.then(|| line_of(&fetch));
    }
    let mut check = tools.command(workspace, "cargo");
    check.args(["deny", "--manifest-path", manifest, "check", "advisories"]);
    say(&line_of(&check));
    let passed = check.status().is_ok_and(|status| status.success());
    (!passed).then(|| line_of(&check))
}
