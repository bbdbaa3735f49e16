//! The bench: the built page beside its peers, with set-up and the arguments passed on.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::process::{run, say};
use crate::tools::Tools;
use crate::workspace::Workspace;
use crate::{mnist, page, system};

/// Builds the page, installs the peers and runs `bench/bench.mjs` with the arguments.
///
/// # Errors
/// If set-up or the build failed, or if a contender did.
pub fn run_with(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    let tools = Tools::for_page(workspace)?;
    // Help needs neither a build nor a browser.
    if arguments.contains(&"--help") {
        system::ensure_node(workspace, &tools)?;
        install_peers(workspace, &tools)?;
        return run(tools
            .command(workspace, "node")
            .args(["bench/bench.mjs", "--help"]));
    }
    let browser = system::ensure_browser(&tools)?;
    system::ensure_node(workspace, &tools)?;
    install_peers(workspace, &tools)?;
    mnist::prepare(workspace);
    page::build_with(workspace, &tools)?;
    say("the bench: leave the machine alone until it is done");
    run(tools
        .command(workspace, "node")
        .arg("bench/bench.mjs")
        .args(arguments)
        .env("CHROMIUM", browser))
}

/// `npm ci` in `bench/`, unless the peers were installed from the same lock file.
fn install_peers(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let folder = workspace.root.join("bench");
    let lock =
        fs::read(folder.join("package-lock.json")).context("bench/package-lock.json is missing")?;
    let stamp = folder.join("node_modules/.package-lock-as-installed.json");
    if is_same(&stamp, &lock) {
        say("the peers are there");
        return Ok(());
    }
    say("installing the peers (npm ci in bench/)");
    run(tools
        .command(workspace, "npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(&folder))?;
    fs::write(stamp, lock)?;
    Ok(())
}

fn is_same(file: &Path, bytes: &[u8]) -> bool {
    fs::read(file).is_ok_and(|found| found == bytes)
}
