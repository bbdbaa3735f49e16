//! The soak: the built page in a browser that is broken again and again, beside the native example.

use anyhow::Result;

use crate::process::{run, say};
use crate::workspace::Workspace;
use crate::{example, page};

/// Builds the page and the native example, and runs `tests/soak/soak.mjs` with the arguments.
///
/// # Errors
/// If set-up or a build failed, or if something was lost.
pub fn run_with(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    let (tools, browser) = page::build_to_be_driven(workspace)?;
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
