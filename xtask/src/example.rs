//! The native example, as built.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process::{run, say};
use crate::workspace::Workspace;

/// Builds the example that trains natively; the program.
///
/// # Errors
/// If the build failed.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    say("building the native example");
    run(Command::new("cargo")
        .args(["build", "--locked", "--release"])
        .args(["-p", "kindling", "--example", "train"])
        .current_dir(&workspace.root))?;
    Ok(workspace
        .target
        .join("release/examples")
        .join(program_name()))
}

/// The program's file name on this system.
pub fn program_name() -> String {
    format!("train{}", std::env::consts::EXE_SUFFIX)
}
