//! Where things are: the checkout, cargo's target folder, and what set-up keeps in it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

/// The target that the page is built for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The folders of one checkout.
pub struct Workspace {
    /// The checkout's root.
    pub root: PathBuf,
    /// Cargo's target folder, wherever `CARGO_TARGET_DIR` or a cargo configuration puts it.
    pub target: PathBuf,
}

impl Workspace {
    /// Asks cargo where the workspace around the current folder and its target folder are.
    ///
    /// Not where this program was compiled: checkouts that share a target folder share it too.
    pub fn find() -> Result<Self> {
        let output = Command::new("cargo")
            .args(["metadata", "--locked", "--no-deps", "--format-version", "1"])
            .output()
            .context("cargo metadata did not start")?;
        anyhow::ensure!(
            output.status.success(),
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        let folder = |key: &str| {
            let named = metadata[key].as_str().map(PathBuf::from);
            named.with_context(|| format!("cargo metadata names no {key}"))
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
        })
    }

    /// Where the finished page lies.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Tools of a version that differs from the developer's own on PATH: cargo's `--root`.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// One build folder for every tool, so that they share their dependencies.
    pub fn tools_build(&self) -> PathBuf {
        self.target.join("tools-build")
    }

    /// The fuzz targets as built, and what they found.
    pub fn fuzz_build(&self) -> PathBuf {
        self.target.join("fuzz")
    }

    /// What the recipes are run with.
    pub fn recipes(&self) -> PathBuf {
        self.target.join("recipes")
    }

    /// MNIST as downloaded by set-up.
    pub fn mnist_cache(&self) -> PathBuf {
        self.target.join("mnist")
    }

    /// A worker as cargo linked it: wasm-bindgen has not touched it and its names are there.
    pub fn linked(&self, worker: &str, profile: &str) -> PathBuf {
        self.target
            .join(WASM_TARGET)
            .join(profile)
            .join(format!("{worker}.wasm"))
    }
}
