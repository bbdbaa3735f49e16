//! MNIST, or a visitor's own data, from a folder of this machine; not in a browser.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::idx::{Header, MAX_HEADER_BYTES};
use super::own::{Found, Own, Plan, check_promise};
use super::{Dataset, gzip, mnist};
use crate::error::{Error, Result};

/// Reads the four files, gzipped or not, and proves that they are the published ones.
///
/// # Errors
/// [`Error::File`], naming the first file that cannot be read; those of [`mnist::verified`] and
/// [`mnist::dataset`].
pub fn read(folder: &Path) -> Result<Dataset> {
    let file = |file: &mnist::File| {
        let zipped = std::fs::read(folder.join(format!("{}.gz", file.name)));
        let bytes = zipped.or_else(|_| std::fs::read(folder.join(file.name)));
        let bytes = bytes.map_err(|error| Error::File {
            file: folder.join(file.name).display().to_string(),
            reason: error.to_string(),
        })?;
        mnist::verified(file, bytes)
    };
    let [train_images, train_labels, test_images, test_labels] = &mnist::FILES;
    mnist::dataset([
        file(train_images)?,
        file(train_labels)?,
        file(test_images)?,
        file(test_labels)?,
    ])
}

/// Reads the four IDX files that a folder holds, gzipped or not, of any names and sizes.
///
/// # Errors
/// [`Error::File`], naming the folder or the first file that cannot be read; those of [`Plan::of`],
/// [`Memory::check`](super::own::Memory::check) and [`Plan::dataset`].
pub fn read_own(folder: &Path, transposed: bool) -> Result<Own> {
    let failed = |path: &Path, error: std::io::Error| Error::File {
        file: path.display().to_string(),
        reason: error.to_string(),
    };
    let entries = std::fs::read_dir(folder).map_err(|error| failed(folder, error))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let found = paths.iter().map(|path| {
        let mut start = Vec::new();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = unzipping(path)
            .and_then(|file| file.take(MAX_HEADER_BYTES as u64).read_to_end(&mut start));
        bytes.map_err(|error| failed(path, error))?;
        Ok(Found {
            header: Header::of(&name, &start)?,
            name: name.into_owned(),
        })
    });
    let plan = Plan::of(&found.collect::<Result<Vec<_>>>()?)?;
    plan.memory(false).check(u64::MAX)?;
    let mut contents: [Vec<u8>; 4] = Default::default();
    for ((index, file), content) in plan.order.iter().zip(&plan.files).zip(&mut contents) {
        let path = &paths[*index];
        let bytes = std::fs::read(path).map_err(|error| failed(path, error))?;
        *content = if bytes.starts_with(&gzip::MAGIC) {
            let promised = file.header.file_bytes();
            check_promise(&file.name, bytes.len() as u64, promised)?;
            gzip::unzipped(&file.name, &bytes, promised as usize)?
        } else {
            bytes
        };
    }
    plan.dataset(contents, transposed)
}

/// The beginning of a file, unzipped where it is zipped.
fn unzipping(path: &Path) -> std::io::Result<Box<dyn std::io::Read>> {
    let mut magic = [0; 2];
    let is_zipped =
        std::fs::File::open(path)?.read_exact(&mut magic).is_ok() && magic == gzip::MAGIC;
    let file = std::fs::File::open(path)?;
    Ok(match is_zipped {
        true => Box::new(flate2::read::GzDecoder::new(file)),
        false => Box::new(file),
    })
}
