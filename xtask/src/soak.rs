//! The soak: the built page in a browser that is broken again and again, beside the native example.

use anyhow::Result;

use crate::process::{run, say};
use crate::tools::Tools;
use crate::workspace::Workspace;
use crate::{example, mnist, page, system};

/// Builds the page and the native example, and runs `tests/soak/soak.mjs` with the arguments.
///
/// # Errors
/// If set-up or a build failed, or if something was lost.
pub fn run_with(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    let tools = Tools::for_page(workspace)?;
    let browser = system::ensure_browser(&tools)?;
    system::ensure_node(workspace, &tools)?;
    mnist::prepare(workspace);
    page::build_with(workspace, &tools)?;
    let example = example::build(workspace)?;
    say("the soak");
    run(tools
        .command(workspace, "node")
        .arg("tests/soak/soak.mjs")
        .arg("--example")
        .arg(example)
        .args(arguments)
        .env("CHROMIUM", browser))
}
