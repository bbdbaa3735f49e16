//! The pictures of the documents: taken from the built page in a browser, while it trains.

use anyhow::Result;

use crate::process::{run, say};
use crate::tools::Tools;
use crate::workspace::Workspace;
use crate::{mnist, page, system};

/// Builds the page and runs `docs/pictures/take.mjs`, which writes the pictures and the film's pace
/// in the README.
///
/// # Errors
/// If set-up or the build failed, or if a picture could not be taken.
pub fn take(workspace: &Workspace) -> Result<()> {
    let tools = Tools::for_page(workspace)?;
    let browser = system::ensure_browser(&tools)?;
    system::ensure_node(workspace, &tools)?;
    mnist::prepare(workspace);
    page::build_with(workspace, &tools)?;
    say("the pictures: two runs of 20 epochs; leave the machine alone until they are done");
    run(tools
        .command(workspace, "node")
        .arg("docs/pictures/take.mjs")
        .env("CHROMIUM", browser))
}
