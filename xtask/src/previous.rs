//! The version before: where a host publishes whole folders, as GitHub Pages does, its files are
//! published once more with the next one, for pages that are open and for an index.html in a cache.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::process::{output_of, run, say};
use crate::version::{is_as_listed, is_version};
use crate::workspace::Workspace;

/// What the first line of a published service worker says of its version.
struct Built {
    version: String,
    /// Files of the version's folder and the beginnings of their digests; the page itself is "".
    files: BTreeMap<String, String>,
}

/// Adds the version that is published at an address to the built page. Where there is none, or it
/// cannot be had whole, it says so: the page is whole without it.
///
/// # Errors
/// If there is no built page.
pub fn keep(workspace: &Workspace, address: &str) -> Result<()> {
    let page = workspace.dist();
    ensure!(
        page.join("index.html").exists(),
        "there is no built page in {}: `cargo xtask build` first",
        page.display()
    );
    let address = address.trim_end_matches('/');
    let script = output_of(&mut curl(&format!("{address}/service-worker.js")));
    let Some(built) = script.as_deref().and_then(built_of) else {
        say(&format!("no version of the page is published at {address}"));
        return Ok(());
    };
    let folder = page.join(&built.version);
    if folder.exists() {
        say(&format!("{} is the version that was built", built.version));
        return Ok(());
    }
    match fetch(&built, address, &folder) {
        Ok(()) => say(&format!("{} is kept beside the new one", built.version)),
        Err(error) => {
            let _ = fs::remove_dir_all(&folder);
            say(&format!("{} is NOT kept: {error:#}", built.version));
        }
    }
    Ok(())
}

/// What a service worker says of its version; none if it is no page of Kindling's.
fn built_of(script: &str) -> Option<Built> {
    let head = script.lines().next()?;
    let json = head.strip_prefix("self.built = ")?.strip_suffix(';')?;
    let told: Value = serde_json::from_str(json).ok()?;
    let files = told.get("files")?.as_object()?;
    let text_of = |(name, digest): (&String, &Value)| {
        let digest = digest.as_str()?;
        Some((name.clone(), digest.to_owned()))
    };
    let built = Built {
        version: told.get("version")?.as_str()?.to_owned(),
        files: files.iter().map(text_of).collect::<Option<_>>()?,
    };
    let is_inside = |name: &str| {
        let mut parts = Path::new(name).components();
        parts.all(|part| matches!(part, Component::Normal(_)))
    };
    let are_inside = built.files.keys().all(|name| is_inside(name));
    (is_version(&built.version) && are_inside).then_some(built)
}

/// Downloads each file of a version, and checks it.
fn fetch(built: &Built, address: &str, folder: &Path) -> Result<()> {
    for (name, digest) in &built.files {
        if name.is_empty() {
            continue;
        }
        let file = folder.join(name);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        let url = format!("{address}/{}/{name}", built.version);
        run(curl(&url).arg("--output").arg(&file))?;
        let bytes = fs::read(&file).with_context(|| format!("{} is unreadable", file.display()))?;
        ensure!(
            is_as_listed(&bytes, digest),
            "{url} is not the file that its service worker lists"
        );
    }
    Ok(())
}

fn curl(url: &str) -> Command {
    let mut curl = Command::new("curl");
    curl.args(["--fail", "--location", "--silent", "--show-error"])
        .args(["--compressed", "--retry", "3"])
        .args(["--connect-timeout", "10", "--max-time", "120"])
        .arg(url);
    curl
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_version_is_read_from_its_service_worker() {
        let script = "self.built = {\"files\":{\"\":\"a\",\"www/main.js\":\"b\"},\
                      \"policy\":\"default-src 'none'\",\"version\":\"page-0123456789ab\"};\nkeeps();";
        let built = built_of(script).expect("a version");
        assert_eq!(built.version, "page-0123456789ab");
        assert_eq!(built.files.len(), 2);
    }

    #[test]
    fn what_is_no_version_or_would_leave_its_folder_is_not_taken() {
        let of = |version: &str, file: &str| {
            built_of(&format!(
                "self.built = {{\"files\":{{\"{file}\":\"b\"}},\"version\":\"{version}\"}};\n"
            ))
        };
        assert!(of("page-0123456789ab", "www/main.js").is_some());
        assert!(of("../page-0123456789ab", "www/main.js").is_none());
        assert!(of("page-0123456789ab", "../main.js").is_none());
        assert!(of("page-0123456789ab", "/etc/main.js").is_none());
        assert!(built_of("<!doctype html>").is_none());
        assert!(built_of("").is_none());
    }
}
