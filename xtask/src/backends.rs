//! Whether the native example compiles with each of Burn's backends that it offers.

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
pub fn check(workspace: &Workspace) -> Result<()> {
    let mut failed = Vec::new();
    for feature in FEATURES {
        let mut command = Command::new("cargo");
        command
            .args(["check", "-p", "kindling", "--example", "train"])
            .args(["--features", feature])
            // A build script below cuda and rocm downloads LLVM, some hundred megabytes, except
            // where documentation is made, as on docs.rs. Checking links nothing and needs none.
            .env("DOCS_RS", "1")
            .current_dir(&workspace.root);
        say(&line_of(&command));
        if !command.status().is_ok_and(|status| status.success()) {
            failed.push(feature);
        }
    }
    for feature in FEATURES {
        let compiles = !failed.contains(&feature);
        let word = if compiles { "compiles" } else { "FAILS" };
        println!("{feature:<8} {word}");
    }
    if !failed.is_empty() {
        bail!("the example does not compile with {}", failed.join(", "));
    }
    Ok(())
}
