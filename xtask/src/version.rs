//! The built page's version: a folder that is named after its files, and a list of them, each with
//! its SHA-256, in the service worker. `docs/adr/0010-a-version-is-a-folder.md` says why.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use data_encoding::{BASE64, HEXLOWER};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::policy;
use crate::sizes::files_below;

/// Digits of a version: 48 bits, enough to tell apart what one site ever holds.
const N_DIGITS: usize = 12;

/// Characters of a file's SHA-256 in base64 that the service worker has: 132 bits tell a damaged file
/// as surely as 256, and digests are most of its bytes.
const N_CHARACTERS: usize = 22;

/// What a version's folder is called, before its digits.
const FOLDER: &str = "page-";

/// Where the page's scripts lie before they have a version, as index.html names it.
const UNVERSIONED: &str = "\"./www/";

/// Moves the page's files, all but index.html, into the folder of their version, and puts the
/// service worker, which knows them all, beside it.
///
/// # Errors
/// If a file is missing, or index.html names none of the files or no policy.
pub fn give(page: &Path) -> Result<()> {
    let source = page.join("www/service-worker");
    let service_worker = fs::read_to_string(source.join("service-worker.js"))
        .context("www/service-worker/service-worker.js is not in the built page")?;
    fs::remove_dir_all(source)?;
    let index = page.join("index.html");
    let html = fs::read_to_string(&index)?;
    anyhow::ensure!(
        html.contains(UNVERSIONED),
        "index.html names no file as {UNVERSIONED}…"
    );

    let mut digests = digests_below(page)?;
    let folder = folder_of(&digests, &service_worker);
    move_into(page, &folder)?;
    let html = html.replace(UNVERSIONED, &format!("\"./{folder}/www/"));
    digests.remove("index.html");
    // The page itself, as its address ends.
    digests.insert(String::new(), Sha256::digest(&html).into());
    fs::write(&index, &html)?;
    let head = head(&folder, policy::of(&html)?, &digests);
    fs::write(
        page.join("service-worker.js"),
        format!("{head}{service_worker}"),
    )?;
    Ok(())
}

/// A file's name in the page with slashes, and without the folder of its version.
pub fn unversioned(name: &str) -> &str {
    match name.split_once('/') {
        Some((folder, rest)) if is_version(folder) => rest,
        _ => name,
    }
}

/// Whether a folder is called as a version's.
pub fn is_version(folder: &str) -> bool {
    folder.strip_prefix(FOLDER).is_some_and(|digits| {
        digits.len() == N_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

type Digests = BTreeMap<String, [u8; 32]>;

/// The SHA-256 of each file below a folder, by its name with slashes.
fn digests_below(page: &Path) -> Result<Digests> {
    let mut digests = Digests::new();
    for file in files_below(page)? {
        let name = file.strip_prefix(page)?.to_string_lossy();
        let digest = Sha256::digest(fs::read(&file)?);
        digests.insert(name.replace('\\', "/"), digest.into());
    }
    Ok(digests)
}

/// The folder of the version that these files and this service worker are.
fn folder_of(digests: &Digests, service_worker: &str) -> String {
    let mut hash = Sha256::new_with_prefix(service_worker);
    for (name, digest) in digests {
        hash.update(name);
        hash.update([0]);
        hash.update(digest);
    }
    let digits = HEXLOWER.encode(&hash.finalize());
    format!("{FOLDER}{}", &digits[..N_DIGITS])
}

fn move_into(page: &Path, folder: &str) -> Result<()> {
    let entries: Vec<_> = fs::read_dir(page)?.collect::<std::io::Result<_>>()?;
    let versioned = page.join(folder);
    fs::create_dir(&versioned)?;
    for entry in entries {
        if entry.file_name() != "index.html" {
            fs::rename(entry.path(), versioned.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// The service worker's first line: what it knows of the page.
fn head(folder: &str, policy: &str, digests: &Digests) -> String {
    let files: BTreeMap<&str, String> = digests
        .iter()
        .map(|(name, digest)| (name.as_str(), short(digest)))
        .collect();
    let built = json!({ "version": folder, "policy": policy, "files": files });
    format!("self.built = {built};\n")
}

/// Whether a file is the one that a service worker lists with this digest.
pub fn is_as_listed(bytes: &[u8], digest: &str) -> bool {
    short(&Sha256::digest(bytes)) == digest
}

/// The beginning of a digest in base64.
fn short(digest: &[u8]) -> String {
    let mut text = BASE64.encode(digest);
    text.truncate(N_CHARACTERS);
    text
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    const HTML: &str = "<meta http-equiv=\"Content-Security-Policy\" \
                        content=\"default-src 'none'\">\n\
                        <script type=\"module\" src=\"./www/main.js\"></script>\n";

    /// A page as Trunk leaves it, small.
    fn staged(name: &str, main: &str) -> PathBuf {
        let page = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&page);
        fs::create_dir_all(page.join("www/service-worker")).expect("a scratch folder");
        for (file, text) in [
            ("index.html", HTML),
            ("worker_cpu.js", "a worker"),
            ("www/main.js", main),
            ("www/service-worker/service-worker.js", "keeps();\n"),
        ] {
            fs::write(page.join(file), text).expect("written");
        }
        page
    }

    fn versioned(name: &str, main: &str) -> (Vec<String>, String, String) {
        let page = staged(name, main);
        give(&page).expect("a version");
        let mut files: Vec<String> = digests_below(&page).expect("files").into_keys().collect();
        files.sort_unstable();
        let read = |file| fs::read_to_string(page.join(file)).expect("readable");
        let texts = (files, read("index.html"), read("service-worker.js"));
        fs::remove_dir_all(page).expect("removed");
        texts
    }

    #[test]
    fn every_file_lies_in_the_versions_folder_and_the_page_asks_for_it_there() {
        let (files, html, _) = versioned("folder", "one");
        let folder = files[1].split('/').next().expect("a folder").to_owned();
        assert!(is_version(&folder), "{folder}");
        assert_eq!(
            files,
            [
                "index.html".to_owned(),
                format!("{folder}/worker_cpu.js"),
                format!("{folder}/www/main.js"),
                "service-worker.js".to_owned(),
            ]
        );
        assert!(html.contains(&format!("src=\"./{folder}/www/main.js\"")));
        assert!(
            files
                .iter()
                .all(|file| !unversioned(file).starts_with("page-"))
        );
    }

    #[test]
    fn the_service_worker_lists_each_file_with_the_digest_of_what_is_served() {
        let (_, html, script) = versioned("list", "one");
        let (head, rest) = script.split_once('\n').expect("two lines");
        assert_eq!(rest, "keeps();\n");
        let json = head
            .strip_prefix("self.built = ")
            .and_then(|text| text.strip_suffix(';'));
        let built: serde_json::Value =
            serde_json::from_str(json.expect("a head")).expect("valid JSON");
        let files = built["files"].as_object().expect("files");
        assert_eq!(
            files.keys().collect::<Vec<_>>(),
            ["", "worker_cpu.js", "www/main.js"]
        );
        let digest = |bytes: &str| short(&Sha256::digest(bytes));
        assert_eq!(files["www/main.js"], digest("one"));
        assert_eq!(files[""], digest(&html));
        assert_eq!(built["policy"], "default-src 'none'");
    }

    #[test]
    fn other_bytes_are_another_version_and_the_same_bytes_the_same() {
        let folder = |name, main| versioned(name, main).0[1].clone();
        assert_eq!(folder("same", "one"), folder("again", "one"));
        assert_ne!(folder("one", "one"), folder("other", "two"));
    }
}
