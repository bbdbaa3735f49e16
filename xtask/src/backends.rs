//! Whether the native example compiles with Burn's backends that it offers.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{line_of, say};
use crate::workspace::Workspace;

/// Features of the crate `kindling`, each another backend of Burn.
const FEATURES: [&str; 4] = ["cuda", "vulkan", "metal", "rocm"];

/// Checks the example once a feature, all of them even if one fails.
///
/// # Errors
/// If it does not compile with a feature; the message names each such feature.
pub fn check_each(workspace: &Workspace) -> Result<()> {
    let failed: Vec<&str> = FEATURES
        .into_iter()
        .filter(|feature| !compiles(workspace, feature))
        .collect();
    for feature in FEATURES {
        let failed = failed.contains(&feature);
        let word = if failed { "FAILS" } else { "compiles" };
        println!("{feature:<8} {word}");
    }
    if !failed.is_empty() {
        bail!("the example does not compile with {}", failed.join(", "));
    }
    Ok(())
}

/// Checks the example with all of the features at once: a quarter of the time of [`check_each`],
/// and as much of this project's code.
///
/// # Errors
/// If it does not compile.
pub fn check_together(workspace: &Workspace) -> Result<()> {
    if compiles(workspace, &FEATURES.join(",")) {
        return Ok(());
    }
    bail!("the example does not compile with Burn's other backends");
}

fn compiles(workspace: &Workspace, features: &str) -> bool {
    let mut command = Command::new("cargo");
    command
        .args(["check", "--locked", "-p", "kindling", "--example", "train"])
        .args(["--features", features])
        // A build script below cuda and rocm downloads LLVM, some hundred megabytes, except where
        // documentation is made, as on docs.rs. Checking links nothing and needs none of it.
        .env("DOCS_RS", "1")
        .current_dir(&workspace.root);
    say(&line_of(&command));
    command.status().is_ok_and(|status| status.success())
}
