//! `licences.txt`: whose work is in the page's modules, and under which licences.
//!
//! It is made of what cargo knows of the crates that are linked and of the texts that lie in their
//! packages: nothing has to be installed or asked for, unlike with `cargo about`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::constructors;
use crate::process::output_of;
use crate::workspace::{WASM_TARGET, Workspace};

/// The file beside index.html.
const FILE: &str = "licences.txt";

/// How files with licences are called, in small letters.
const NAMES: [&str; 7] = [
    "license",
    "licence",
    "copying",
    "copyright",
    "notice",
    "unlicense",
    "patents",
];

/// Rust's own crates, and those that its standard library is built of: they come with the compiler.
const STANDARD_LIBRARY: [&str; 9] = [
    "alloc",
    "compiler_builtins",
    "core",
    "dlmalloc",
    "hashbrown",
    "panic_abort",
    "rustc_demangle",
    "std",
    "unwind",
];

const LINE: &str =
    "--------------------------------------------------------------------------------";

/// A crate whose code is in the page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shipped {
    name: String,
    version: String,
}

impl std::fmt::Display for Shipped {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(formatter, "{} {}", self.name, self.version)
    }
}

/// What a package says of itself.
struct Package {
    licence: String,
    authors: String,
    source: String,
    /// Its licences' texts.
    texts: Vec<String>,
}

/// Writes the file, once for each crate that any of the page's modules is linked with.
///
/// # Errors
/// If cargo does not answer, or a module holds a function of a crate that the file does not name.
pub fn write(workspace: &Workspace, page: &Path, modules: &[PathBuf]) -> Result<()> {
    let shipped = shipped(workspace)?;
    for module in modules {
        check(module, &shipped)?;
    }
    fs::write(page.join(FILE), text(workspace, &shipped)?)?;
    Ok(())
}

/// The crates that the page's modules are linked with, as cargo resolves them.
fn shipped(workspace: &Workspace) -> Result<BTreeSet<Shipped>> {
    let mut command = Command::new("cargo");
    command
        .args(["tree", "--locked", "--package", "kindling"])
        .args(["--features", "webgpu", "--target", WASM_TARGET])
        .args(["--edges", "normal,no-proc-macro"])
        .args(["--prefix", "none", "--format", "{p}"])
        .current_dir(&workspace.root);
    let lines = output_of(&mut command).context("cargo tree does not answer")?;
    let crates = lines.lines().filter_map(|line| {
        let (name, rest) = line.split_once(" v")?;
        let version = rest.split(' ').next()?.to_owned();
        let name = name.to_owned();
        Some(Shipped { name, version })
    });
    let crates: BTreeSet<Shipped> = crates
        .filter(|shipped| shipped.name != "kindling")
        .collect();
    ensure!(!crates.is_empty(), "cargo tree names no crate");
    Ok(crates)
}

/// Fails if a linked module, whose names are there, holds a function of a crate that is not listed.
fn check(module: &Path, shipped: &BTreeSet<Shipped>) -> Result<()> {
    let bytes = fs::read(module)?;
    let names = constructors::function_names(&bytes)?;
    let known: BTreeSet<String> = shipped
        .iter()
        .map(|shipped| shipped.name.replace('-', "_"))
        .chain(STANDARD_LIBRARY.map(str::to_owned))
        .chain(["kindling", "worker_cpu", "worker_files", "worker_webgpu"].map(str::to_owned))
        .collect();
    let found: BTreeSet<&str> = names.into_iter().filter_map(crate_of).collect();
    let unknown: Vec<&str> = found
        .into_iter()
        .filter(|name| !known.contains(*name))
        .collect();
    ensure!(
        unknown.is_empty(),
        "{} holds functions of crates that {FILE} does not name: {}",
        module.display(),
        unknown.join(", ")
    );
    Ok(())
}

/// The crate of a function, by its mangled name such as `_ZN4core3fmt5write17h0123456789abcdefE`; none
/// of one that is generic or not Rust's.
fn crate_of(function: &str) -> Option<&str> {
    let rest = function.strip_prefix("_ZN")?;
    let digits = rest.find(|letter: char| !letter.is_ascii_digit())?;
    let length: usize = rest[..digits].parse().ok()?;
    let name = rest[digits..].get(..length)?;
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some(name)
}

fn text(workspace: &Workspace, shipped: &BTreeSet<Shipped>) -> Result<String> {
    let packages = packages(workspace, shipped)?;
    let mut text = String::from(
        "Kindling is under the MIT licence or the Apache licence 2.0, at your choice.\n\n\
         Its modules hold the work of others, listed here with its licence; the texts are below.\n\
         Rust's standard library, by the Rust project's developers, is in them too: MIT OR\n\
         Apache-2.0, https://github.com/rust-lang/rust.\n\n",
    );
    let mut users: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (shipped, package) in &packages {
        let Package {
            licence,
            authors,
            source,
            texts,
        } = package;
        text += &format!("{shipped}: {licence}\n    {source}\n");
        if texts.is_empty() {
            let by = if authors.is_empty() {
                "its authors"
            } else {
                authors
            };
            text += &format!("    Copyright {by}; the package holds no text of its licence.\n");
        }
        for licence in texts {
            let users = users.entry(licence.clone()).or_default();
            users.push(shipped.to_string());
        }
    }
    for own in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let licence = fs::read_to_string(workspace.root.join(own))?;
        let users = users.entry(licence.trim().to_owned()).or_default();
        users.insert(0, "Kindling".to_owned());
    }
    let mut users: Vec<_> = users.into_iter().collect();
    users.sort_by_key(|(_, users)| (std::cmp::Reverse(users.len()), users.clone()));
    for (licence, users) in users {
        text += &format!("\n{LINE}\nOf {}\n{LINE}\n\n{licence}\n", users.join(", "));
    }
    Ok(text)
}

/// What is known of each package.
fn packages(
    workspace: &Workspace,
    shipped: &BTreeSet<Shipped>,
) -> Result<BTreeMap<Shipped, Package>> {
    let mut command = Command::new("cargo");
    command
        .args(["metadata", "--locked", "--format-version", "1"])
        .args([
            "--features",
            "kindling/webgpu",
            "--filter-platform",
            WASM_TARGET,
        ])
        .current_dir(&workspace.root);
    let metadata = output_of(&mut command).context("cargo metadata does not answer")?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let mut packages = BTreeMap::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let member = |name: &str| package[name].as_str().unwrap_or_default().to_owned();
        let (name, version) = (member("name"), member("version"));
        let known = Shipped { name, version };
        if shipped.contains(&known) {
            packages.insert(known, read(package)?);
        }
    }
    let missing: Vec<String> = shipped
        .iter()
        .filter(|shipped| !packages.contains_key(shipped))
        .map(Shipped::to_string)
        .collect();
    ensure!(missing.is_empty(), "cargo knows no {}", missing.join(", "));
    Ok(packages)
}

fn read(package: &Value) -> Result<Package> {
    let member = |name: &str| package[name].as_str().unwrap_or_default().to_owned();
    let authors = package["authors"].as_array().into_iter().flatten();
    let authors: Vec<&str> = authors.filter_map(Value::as_str).collect();
    let (name, version) = (member("name"), member("version"));
    let licence = member("license");
    ensure!(!licence.is_empty(), "{name} {version} names no licence");
    let source = match member("repository") {
        none if none.is_empty() => format!("https://crates.io/crates/{name}/{version}"),
        repository => repository,
    };
    let manifest = PathBuf::from(member("manifest_path"));
    let folder = manifest.parent().context("a package lies in a folder")?;
    Ok(Package {
        licence,
        authors: authors.join(", "),
        source,
        texts: texts_in(folder)?,
    })
}

/// The texts of licences in a package's folder, without the blanks around them.
fn texts_in(folder: &Path) -> Result<Vec<String>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("{} is missing", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file() && is_licence(path))
        .collect();
    files.sort();
    let read = |file: &PathBuf| -> Result<String> {
        let text = String::from_utf8_lossy(&fs::read(file)?).replace('\r', "");
        Ok(text.trim().to_owned())
    };
    files.iter().map(read).collect()
}

fn is_licence(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_lowercase();
    NAMES.iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shipped_crate_is_named_with_a_licence_and_texts_are_there() {
        let workspace = Workspace::find().expect("the workspace");
        let shipped = shipped(&workspace).expect("crates");
        let text = text(&workspace, &shipped).expect("a text");
        for known in ["burn-wgpu ", "serde_json ", "wasm-bindgen ", "safetensors "] {
            let start = format!("\n{known}");
            assert!(text.contains(&start), "{known}");
        }
        for shipped in &shipped {
            let entry = format!("\n{shipped}: ");
            assert!(text.contains(&entry), "{shipped}");
        }
        // None that only serves to build, and none of this repository.
        for other in ["syn ", "serde_derive ", "kindling ", "xtask "] {
            assert!(!text.contains(&format!("\n{other}")), "{other}");
        }
        assert!(text.matches("Permission is hereby granted").count() > 20);
        assert!(text.contains("Mozilla Public License Version 2.0"));
    }

    #[test]
    fn a_function_tells_its_crate() {
        let of = crate_of("_ZN11cubecl_core8frontend6branch17h01b5c33d0a521635E");
        assert_eq!(of, Some("cubecl_core"));
        assert_eq!(crate_of("_ZN20_$LT$core..any..Any$GT$3fmt17h01E"), None);
        for other in ["malloc", "_ZN", "_ZN99core3fmtE", ""] {
            assert_eq!(crate_of(other), None, "{other}");
        }
    }

    #[test]
    fn a_module_with_a_function_of_an_unnamed_crate_is_refused() {
        // A module that is nothing but a name section with one function.
        let function = b"_ZN7unknown3run17h0123456789abcdefE";
        let mut names = vec![1, function.len() as u8];
        names.splice(..1, [1, 0]);
        names.extend(function);
        let mut section = vec![4, b'n', b'a', b'm', b'e', 1, names.len() as u8];
        section.extend(names);
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([0, section.len() as u8]);
        module.extend(section);
        let path = std::env::temp_dir().join(format!("kindling-names-{}", std::process::id()));
        fs::write(&path, module).expect("written");
        let error = check(&path, &BTreeSet::new()).expect_err("an unknown crate");
        let known = Shipped {
            name: "unknown".to_owned(),
            version: "1.0.0".to_owned(),
        };
        let passes = check(&path, &BTreeSet::from([known]));
        fs::remove_file(path).expect("removed");
        assert!(
            error.to_string().contains("does not name: unknown"),
            "{error}"
        );
        passes.expect("all are named");
    }
}
