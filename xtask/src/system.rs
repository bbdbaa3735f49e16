//! What comes from outside cargo: the browser and its driver, Node.js with the page's npm tools, and
//! Python with what the recipes read files with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::{find_program, output_of, run, say};
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The oldest Node.js whose test runner and modules the page's tests use; Debian 12 has it.
const OLDEST_NODE: u32 = 18;

/// Names under which Chromium and its kin are installed.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// Makes sure of a browser and its driver, and says which browser it is; `CHROMIUM` may name it.
pub fn ensure_browser(tools: &Tools) -> Result<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let find = || {
        BROWSERS
            .iter()
            .find_map(|name| find_program(name, tools.path()))
    };
    let mut wanted = vec![("chromedriver", "chromium-driver")];
    if named.is_none() && find().is_none() {
        wanted.push(("chromium", "chromium"));
    }
    ensure_debian(tools, &wanted)?;
    let browser = named
        .or_else(find)
        .context("Chromium is not on PATH after its installation")?;
    say(&format!("the browser is {}", browser.display()));
    Ok(browser)
}

/// Makes sure of a C++ compiler, which builds libFuzzer, and of Node.js without any packages.
pub fn ensure_for_fuzz(tools: &Tools) -> Result<()> {
    ensure_debian(tools, &[("c++", "g++"), ("node", "nodejs")])
}

/// Makes sure of Node.js and of the npm packages of package-lock.json.
pub fn ensure_node(workspace: &Workspace, tools: &Tools) -> Result<()> {
    ensure_debian(tools, &[("node", "nodejs"), ("npm", "npm")])?;
    let version = output_of(tools.command(workspace, "node").arg("--version"))
        .context("node does not answer")?;
    let major = version.trim_start_matches('v').split('.').next();
    if major.and_then(|digits| digits.parse().ok()).unwrap_or(0) < OLDEST_NODE {
        bail!("Node.js {version} is too old: install Node.js {OLDEST_NODE} or newer");
    }
    say(&format!("Node.js {version} is there"));
    ensure_packages(workspace, tools)
}

/// Makes sure of a Python with the packages of `tests/recipes/requirements.txt`, which no other
/// program sees; its path.
pub fn ensure_python(workspace: &Workspace, tools: &Tools) -> Result<PathBuf> {
    ensure_debian(tools, &[("python3", "python3-venv")])?;
    let list = workspace.root.join("tests/recipes/requirements.txt");
    let wanted = fs::read(&list).context("tests/recipes/requirements.txt is missing")?;
    let folder = workspace.recipes().join("python");
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let stamp = folder.join("requirements-as-installed.txt");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        say("Python has the recipes' packages");
        return Ok(python);
    }
    say("installing the recipes' packages (pip)");
    run(tools
        .command(workspace, "python3")
        .args(["-m", "venv", "--clear"])
        .arg(&folder))
    .context("Python has no venv: install python3-venv (Debian's name) and try again")?;
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(&list))
    .context("the recipes' packages cannot be installed: pip must reach PyPI or a copy of it")?;
    fs::write(stamp, wanted)?;
    Ok(python)
}

/// `npm ci`, unless the packages were installed from the same lock file.
fn ensure_packages(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let lock = fs::read(workspace.root.join("package-lock.json"))
        .context("package-lock.json is missing")?;
    let stamp = workspace
        .root
        .join("node_modules/.package-lock-as-installed.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        say("the npm packages are there");
        return Ok(());
    }
    say("installing the npm packages (npm ci)");
    run(tools.command(workspace, "npm").args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// Installs Debian packages for the programs that are missing, where that is allowed.
fn ensure_debian(tools: &Tools, wanted: &[(&str, &str)]) -> Result<()> {
    let (there, missing): (Vec<_>, Vec<_>) = wanted
        .iter()
        .partition(|(program, _)| find_program(program, tools.path()).is_some());
    for (program, _) in there {
        say(&format!("{program} is there"));
    }
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|(_, package)| *package).collect();
    let by_hand = format!(
        "install {} (Debian's names) and try again",
        packages.join(", ")
    );
    let Some(prefix) = administrator() else {
        bail!("missing programs and no right to install any: {by_hand}");
    };
    say(&format!("installing {} with apt-get", packages.join(", ")));
    // A fresh machine has no package lists yet; an old list may do where the network is shut.
    let _ = run(apt_get(prefix).arg("update").stdout(Stdio::null()));
    run(apt_get(prefix)
        .args(["install", "--yes", "--no-install-recommends"])
        .args(&packages))
    .context(by_hand)
}

fn apt_get(prefix: &[&str]) -> Command {
    let mut words = prefix
        .iter()
        .chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    let mut command = Command::new(words.next().unwrap_or(&"env"));
    command.args(words);
    command
}

/// How to run apt-get as root without a question, if there is a way.
fn administrator() -> Option<&'static [&'static str]> {
    if !Path::new("/usr/bin/apt-get").exists() {
        return None;
    }
    if output_of(Command::new("id").arg("-u")).as_deref() == Some("0") {
        return Some(&[]);
    }
    output_of(Command::new("sudo").args(["-n", "true"])).map(|_| ["sudo", "-n"].as_slice())
}
