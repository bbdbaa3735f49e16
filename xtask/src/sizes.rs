//! What a visitor downloads: the gzipped size of each file of the page.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Prints every file of the page with its bytes as they are and gzipped, the largest first.
pub fn print(page: &Path) -> Result<()> {
    let mut sizes = Vec::new();
    for file in files_below(page)? {
        let bytes = fs::read(&file)?;
        let name = file
            .strip_prefix(page)?
            .to_string_lossy()
            .replace('\\', "/");
        sizes.push((gzipped_length(&bytes)?, bytes.len(), name));
    }
    sizes.sort_unstable_by(|left, right| right.cmp(left));
    println!("{:>12} {:>12}  file", "gzipped [B]", "plain [B]");
    for (gzipped, plain, name) in &sizes {
        println!("{gzipped:>12} {plain:>12}  {name}");
    }
    let without_data = sizes
        .iter()
        .filter(|(_, _, name)| !name.starts_with("mnist/"));
    let total: usize = without_data.map(|(gzipped, _, _)| gzipped).sum();
    println!("{total:>12} {:>12}  the page without MNIST", "");
    Ok(())
}

fn gzipped_length(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// Every file below a folder.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}
