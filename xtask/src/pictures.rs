//! The pictures of the documents: taken from the built page in a browser, while it trains.

use anyhow::Result;

use crate::page;
use crate::process::{run, say};
use crate::workspace::Workspace;

/// Builds the page and runs `docs/pictures/take.mjs`, which writes the pictures and the film's pace
/// in the README.
///
/// # Errors
/// If set-up or the build failed, or if a picture could not be taken.
pub fn take(workspace: &Workspace) -> Result<()> {
    let (tools, browser) = page::build_to_be_driven(workspace)?;
    say("the pictures: two runs of 20 epochs; leave the machine alone until they are done");
    run(tools
        .command(workspace, "node")
        .arg("docs/pictures/take.mjs")
        .env("CHROMIUM", browser))
}
