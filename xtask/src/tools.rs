//! The cargo-built tools: which versions, how they are found, and how they are installed.
//!
//! A tool that the developer has is never replaced. One that is missing goes where cargo installs
//! programs, so that `trunk serve` works alone afterwards; one of another version is joined by the
//! wanted one under the target folder, which only this project's commands see.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{find_program, output_of, run, run_and_keep, say};
use crate::workspace::{WASM_TARGET, Workspace};

/// A program that cargo can install.
struct Tool {
    /// The program's name.
    program: &'static str,
    /// The package that holds it.
    package: &'static str,
    /// The version that set-up installs.
    version: String,
    /// Versions on PATH that begin like this are as good.
    accepted: String,
}

/// PATH as this project's commands see it, once set-up has filled it.
pub struct Tools {
    path: OsString,
}

impl Tools {
    /// What building and serving the page needs: the wasm32 target, Trunk and wasm-bindgen.
    pub fn for_page(workspace: &Workspace) -> Result<Self> {
        let tools = Self::find(workspace)?;
        ensure_wasm_target()?;
        // Trunk 0.22 needs a newer Rust than the pinned one.
        tools.ensure(workspace, &Tool::of("trunk", "trunk", "0.21.14", "0.21."))?;
        // The generated glue fits only the very version that the module was linked with.
        let version = locked_version(workspace, "wasm-bindgen")?;
        tools.ensure(
            workspace,
            &Tool::of("wasm-bindgen", "wasm-bindgen-cli", &version, &version),
        )?;
        Ok(tools)
    }

    /// What the tests in a browser need besides.
    pub fn for_tests(workspace: &Workspace) -> Result<Self> {
        let tools = Self::for_page(workspace)?;
        tools.ensure(
            workspace,
            &Tool::of("wasm-pack", "wasm-pack", "0.15.1", "0.15."),
        )?;
        Ok(tools)
    }

    /// What the checks need.
    pub fn for_lint(workspace: &Workspace) -> Result<Self> {
        let tools = Self::find(workspace)?;
        ensure_wasm_target()?;
        tools.ensure(
            workspace,
            &Tool::of("cargo-deny", "cargo-deny", "0.20.2", "0.20."),
        )?;
        Ok(tools)
    }

    /// What fuzzing needs.
    pub fn for_fuzz(workspace: &Workspace) -> Result<Self> {
        let tools = Self::find(workspace)?;
        tools.ensure(
            workspace,
            &Tool::of("cargo-fuzz", "cargo-fuzz", "0.13.2", "0.13."),
        )?;
        Ok(tools)
    }

    fn find(workspace: &Workspace) -> Result<Self> {
        let mut folders = vec![workspace.tools().join("bin")];
        folders.extend(std::env::split_paths(
            &std::env::var_os("PATH").unwrap_or_default(),
        ));
        folders.extend(cargo_bin());
        let path = std::env::join_paths(folders)?;
        Ok(Self { path })
    }

    /// PATH for a command that uses the tools.
    pub fn path(&self) -> &OsStr {
        &self.path
    }

    /// A command that finds the tools, run in the checkout's root.
    pub fn command(&self, workspace: &Workspace, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("PATH", &self.path).current_dir(&workspace.root);
        command
    }

    fn version_of(&self, program: &str) -> Option<String> {
        let file = find_program(program, &self.path)?;
        let text = output_of(Command::new(file).arg("--version"))?;
        version_in(&text)
    }

    fn ensure(&self, workspace: &Workspace, tool: &Tool) -> Result<()> {
        match self.version_of(tool.program) {
            Some(found) if found.starts_with(&tool.accepted) => {
                say(&format!("{} {found} is there", tool.program));
                Ok(())
            }
            Some(found) => {
                say(&format!(
                    "{} {found} is there and stays; this project wants {}: installing it under {}",
                    tool.program,
                    tool.version,
                    workspace.tools().display()
                ));
                install(workspace, tool, Some(workspace.tools()))
            }
            None => {
                say(&format!(
                    "installing {} {} with cargo (some minutes)",
                    tool.program, tool.version
                ));
                install(workspace, tool, None)
            }
        }?;
        match self.version_of(tool.program) {
            Some(found) if found.starts_with(&tool.accepted) => Ok(()),
            _ => bail!(
                "{} {} is still not on PATH after its installation",
                tool.program,
                tool.version
            ),
        }
    }
}

impl Tool {
    fn of(program: &'static str, package: &'static str, version: &str, accepted: &str) -> Self {
        Self {
            program,
            package,
            version: version.to_owned(),
            accepted: accepted.to_owned(),
        }
    }
}

fn install(workspace: &Workspace, tool: &Tool, root: Option<PathBuf>) -> Result<()> {
    let attempt = |locked: bool| {
        let mut command = Command::new("cargo");
        command.arg("install").args(locked.then_some("--locked"));
        command.args([tool.package, "--version", &tool.version]);
        if let Some(root) = &root {
            command.arg("--root").arg(root);
        }
        // The tools run for seconds: time spent on optimising them is not won back.
        command
            .env("CARGO_TARGET_DIR", workspace.tools_build())
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .current_dir(&workspace.root);
        run_and_keep(&mut command)
    };
    let (status, lines) = attempt(true)?;
    if status.success() {
        return Ok(());
    }
    // A package's own lock file can name versions that were withdrawn since.
    let compiled = lines
        .iter()
        .any(|line| line.trim_start().starts_with("Compiling"));
    if !compiled {
        say("its own lock file cannot be resolved: installing without it");
        let (status, _) = attempt(false)?;
        if status.success() {
            return Ok(());
        }
    }
    bail!("cargo could not install {} {}", tool.package, tool.version)
}

fn ensure_wasm_target() -> Result<()> {
    let sysroot = output_of(Command::new("rustc").args(["--print", "sysroot"]))
        .context("rustc does not answer")?;
    let library = PathBuf::from(sysroot).join("lib/rustlib").join(WASM_TARGET);
    if library.join("lib").is_dir() {
        say(&format!("the {WASM_TARGET} target is there"));
        return Ok(());
    }
    say(&format!("adding the {WASM_TARGET} target"));
    run(Command::new("rustup").args(["target", "add", WASM_TARGET]))
        .with_context(|| format!("install Rust's standard library for {WASM_TARGET} by hand"))
}

/// Where `cargo install` puts programs, even if PATH does not name it.
fn cargo_bin() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_INSTALL_ROOT")
        .or_else(|| std::env::var_os("CARGO_HOME"))
        .map(PathBuf::from);
    Some(
        home.or_else(|| Some(std::env::home_dir()?.join(".cargo")))?
            .join("bin"),
    )
}

/// The version of a package in Cargo.lock.
pub fn locked_version(workspace: &Workspace, package: &str) -> Result<String> {
    let text = std::fs::read_to_string(workspace.root.join("Cargo.lock"))
        .context("Cargo.lock is missing")?;
    version_in_lock(&text, package).with_context(|| format!("Cargo.lock names no {package}"))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

fn version_in(text: &str) -> Option<String> {
    text.split_whitespace()
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_what_a_tool_prints() {
        assert_eq!(version_in("trunk 0.21.14"), Some("0.21.14".to_owned()));
        assert_eq!(
            version_in("tool 1.2.3 (abc 2026)"),
            Some("1.2.3".to_owned())
        );
        assert_eq!(version_in("no version"), None);
    }

    #[test]
    fn the_lock_file_tells_a_package_from_one_whose_name_begins_alike() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            version_in_lock(lock, "wasm-bindgen"),
            Some("0.2.130".to_owned())
        );
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
