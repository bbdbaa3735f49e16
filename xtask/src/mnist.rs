//! MNIST for the built page: where the four files are found, checked, downloaded and placed.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::process::{run, say};
use crate::workspace::Workspace;

/// A copy of the files that any page may fetch, pinned to a commit.
const COPY: &str =
    "https://cdn.jsdelivr.net/gh/fgnt/mnist@ae608a02b796c9ee908c082585a5f006fe05258e";

/// Each file's name and the SHA-256 of its unzipped bytes.
const FILES: [(&str, &str); 4] = [
    (
        "train-images-idx3-ubyte",
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    ),
    (
        "train-labels-idx1-ubyte",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    ),
    (
        "t10k-images-idx3-ubyte",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    ),
    (
        "t10k-labels-idx1-ubyte",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    ),
];

/// Makes sure that [`place`] will find MNIST, by a download if need be; goes on without it else.
pub fn prepare(workspace: &Workspace) {
    if let Some(folder) = find(workspace) {
        say(&format!("MNIST is there: {}", folder.display()));
        return;
    }
    say("MNIST is not here: downloading it (11 MB)");
    let cache = workspace.mnist_cache();
    let partial = cache.with_extension("partial");
    let outcome = download(&partial, &cache);
    // What is left of a failed download is of no use; after a success there is nothing left.
    let _ = fs::remove_dir_all(&partial);
    if let Err(error) = outcome {
        say(&format!("no MNIST: {error:#}"));
        say(
            "going on without: the page will try the public copy and generate digits else; \
             set KINDLING_MNIST to a folder with the four files to have them here",
        );
    }
}

/// Writes the four files, gzipped, to `mnist/` in the page's folder, if they are to be had.
pub fn place(workspace: &Workspace, page: &Path) -> Result<()> {
    let Some(folder) = find(workspace) else {
        say("the page has no MNIST of its own");
        return Ok(());
    };
    let destination = page.join("mnist");
    fs::create_dir_all(&destination)?;
    for (name, _) in FILES {
        let zipped = zipped_bytes(&folder, name)?;
        fs::write(destination.join(format!("{name}.gz")), zipped)?;
    }
    say(&format!(
        "MNIST is in {}, from {}",
        destination.display(),
        folder.display()
    ));
    Ok(())
}

/// The first folder that holds all four files with the right bytes.
fn find(workspace: &Workspace) -> Option<PathBuf> {
    let named = std::env::var_os("KINDLING_MNIST").map(PathBuf::from);
    let beside = workspace.root.join("../shared/mnist");
    let folders = [named.clone(), Some(beside), Some(workspace.mnist_cache())];
    folders
        .into_iter()
        .flatten()
        .find(|folder| match check(folder) {
            Ok(()) => true,
            Err(error) => {
                // Only a folder that was meant to hold the files is worth a word.
                if folder.is_dir() || named.as_ref() == Some(folder) {
                    say(&format!("not used: {error:#}"));
                }
                false
            }
        })
}

/// Checks every file of a folder by the SHA-256 of its unzipped bytes.
fn check(folder: &Path) -> Result<()> {
    for (name, expected) in FILES {
        let bytes = unzip(&zipped_bytes(folder, name)?)
            .with_context(|| format!("{} does not unzip", folder.join(name).display()))?;
        let found = HEXLOWER.encode(&Sha256::digest(&bytes));
        if found != expected {
            bail!(
                "{}: SHA-256 of the unzipped bytes is {found}, expected {expected}",
                folder.join(name).display()
            );
        }
    }
    Ok(())
}

/// A file's gzipped bytes; the folder may hold it gzipped or not.
fn zipped_bytes(folder: &Path, name: &str) -> Result<Vec<u8>> {
    let zipped = folder.join(format!("{name}.gz"));
    if zipped.exists() {
        return fs::read(&zipped).with_context(|| format!("{} is unreadable", zipped.display()));
    }
    let bytes = fs::read(folder.join(name))
        .with_context(|| format!("{} holds no {name}.gz", folder.display()))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bytes)?;
    Ok(encoder.finish()?)
}

fn unzip(zipped: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    MultiGzDecoder::new(zipped).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn download(partial: &Path, cache: &Path) -> Result<()> {
    fs::create_dir_all(partial)?;
    for (name, _) in FILES {
        let mut curl = Command::new("curl");
        curl.args(["--fail", "--location", "--silent", "--show-error"])
            .args(["--connect-timeout", "10", "--max-time", "300", "--output"])
            .arg(partial.join(format!("{name}.gz")))
            .arg(format!("{COPY}/{name}.gz"));
        run(&mut curl)?;
    }
    check(partial)?;
    if cache.exists() {
        fs::remove_dir_all(cache)?;
    }
    fs::rename(partial, cache)?;
    say(&format!("MNIST is there: {}", cache.display()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a scratch folder");
        folder
    }

    #[test]
    fn the_page_knows_the_same_files_and_the_same_public_copy() {
        // Not a dependency: this program must not have to build Burn first.
        let page = include_str!("../../crate/src/data/mnist.rs");
        assert!(page.contains(&format!("\"{COPY}/\"")), "{COPY}");
        for (name, digest) in FILES {
            assert!(page.contains(name) && page.contains(digest), "{name}");
        }
    }

    #[test]
    fn a_folder_without_the_files_is_refused_and_the_first_missing_file_named() {
        let folder = scratch("empty");
        let message = check(&folder).map_err(|error| format!("{error:#}"));
        assert!(message.is_err_and(|text| text.contains("train-images-idx3-ubyte")));
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn a_file_with_other_bytes_is_refused_by_its_checksum() {
        let folder = scratch("other");
        fs::write(folder.join("train-images-idx3-ubyte"), b"not the digits").expect("written");
        let message = check(&folder).map_err(|error| format!("{error:#}"));
        assert!(message.is_err_and(|text| text.contains("SHA-256") && text.contains("ba891046")));
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn a_file_cut_short_is_refused_because_it_does_not_unzip() {
        let folder = scratch("short");
        let name = "train-images-idx3-ubyte";
        fs::write(folder.join(name), [7_u8; 5000]).expect("written");
        let zipped = zipped_bytes(&folder, name).expect("zipped");
        fs::write(
            folder.join(format!("{name}.gz")),
            &zipped[..zipped.len() / 2],
        )
        .expect("written");
        let message = check(&folder).map_err(|error| format!("{error:#}"));
        assert!(message.is_err_and(|text| text.contains("does not unzip")));
        fs::remove_dir_all(folder).expect("removed");
    }
}
