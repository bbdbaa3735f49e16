//! Building and serving the page with Trunk, and the last touches that Trunk calls for.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process::{run, say};
use crate::tools::Tools;
use crate::workspace::Workspace;
use crate::{
    comments, constructors, html, licences, mnist, preview, sizes, strip, system, version,
};

/// The programs that Trunk builds for the page: one for the CPU, one for WebGPU, one that reads the
/// visitor's files.
const WORKERS: [&str; 3] = ["worker_cpu", "worker_webgpu", "worker_files"];

/// What lies in `www/` only for the checks of its types.
const CHECKED_WITH: [&str; 2] = ["tsconfig.json", "protocol.d.ts"];

/// Leaves the release page in `dist/`.
pub fn build(workspace: &Workspace) -> Result<()> {
    let tools = Tools::for_page(workspace)?;
    mnist::prepare(workspace);
    build_with(workspace, &tools)?;
    sizes::print(&workspace.dist())
}

/// Builds the release page for a script of Node.js that drives it in a browser; the tools, and the
/// browser's program.
///
/// # Errors
/// If set-up or the build failed.
pub fn build_to_be_driven(workspace: &Workspace) -> Result<(Tools, PathBuf)> {
    let tools = Tools::for_page(workspace)?;
    let browser = system::ensure_browser(&tools)?;
    system::ensure_node(workspace, &tools)?;
    mnist::prepare(workspace);
    build_with(workspace, &tools)?;
    Ok((tools, browser))
}

/// Builds the release page with tools that are there.
pub fn build_with(workspace: &Workspace, tools: &Tools) -> Result<()> {
    check_source(workspace)?;
    say("building the release page");
    run(tools
        .command(workspace, "trunk")
        .args(["build", "--release"]))?;
    say(&format!("the page is in {}", workspace.dist().display()));
    Ok(())
}

/// Builds the release page, serves it on the address in Trunk.toml, and builds it again on changes.
pub fn serve(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    let tools = Tools::for_page(workspace)?;
    mnist::prepare(workspace);
    check_source(workspace)?;
    say("building the release page; it is then served on http://127.0.0.1:8080/ until Ctrl-C");
    run(tools
        .command(workspace, "trunk")
        .args(["serve", "--release"])
        .args(arguments))
}

/// Says what is missing where Trunk would fail with a riddle.
fn check_source(workspace: &Workspace) -> Result<()> {
    let html =
        fs::read_to_string(workspace.root.join("index.html")).context("index.html is missing")?;
    anyhow::ensure!(
        html.contains("data-trunk-skip"),
        "index.html lacks the link with data-trunk-skip: Trunk.toml tells its text and why"
    );
    Ok(())
}

/// What Trunk calls when the page stands in its staging folder.
pub fn finish(workspace: &Workspace) -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("finish-page is called by Trunk, which sets TRUNK_STAGING_DIR")?;
    let profile = std::env::var("TRUNK_PROFILE").unwrap_or_else(|_| "release".to_owned());
    for worker in WORKERS {
        constructors::check(&workspace.linked(worker, &profile))?;
        strip::strip(&staging.join(format!("{worker}_bg.wasm")))?;
    }
    for file in CHECKED_WITH {
        fs::remove_file(staging.join("www").join(file))
            .with_context(|| format!("www/{file} is not in the built page"))?;
    }
    remove_needless(&staging)?;
    comments::strip(&staging.join("www"))?;
    html::finish(&staging)?;
    let address = preview::address()?;
    if let Some(address) = &address {
        let index = staging.join("index.html");
        let html = preview::describe(&fs::read_to_string(&index)?, address)?;
        fs::write(index, html)?;
    }
    version::give(&staging)?;
    // What keeps its address, whatever the version.
    if address.is_some() {
        preview::place(workspace, &staging)?;
    }
    let modules = WORKERS.map(|worker| workspace.linked(worker, &profile));
    licences::write(workspace, &staging, &modules)?;
    mnist::place(workspace, &staging)
}

/// Removes what serves the checks of the page's scripts and no visitor.
fn remove_needless(page: &Path) -> Result<()> {
    for file in sizes::files_below(page)? {
        let name = file.to_string_lossy();
        if name.ends_with(".d.ts") || name.ends_with("tsconfig.json") {
            fs::remove_file(&file)?;
        }
    }
    Ok(())
}
