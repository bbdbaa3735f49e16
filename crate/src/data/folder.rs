//! MNIST from a folder of this machine; not in a browser.

use std::path::Path;

use super::{Dataset, mnist};
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
