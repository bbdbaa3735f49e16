//! MNIST: its four files, where they are found, and the proof that they are the published ones.

use sha2::{Digest, Sha256};

#[cfg(not(target_arch = "wasm32"))]
use super::gzip;
use super::{Dataset, ImageFormat, Split, idx};
use crate::error::{Error, Result};
use crate::protocol::DatasetKind;

/// One of the four files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, without `.gz`.
    pub name: &'static str,
    /// SHA-256 of the unzipped bytes, hexadecimal.
    pub sha256: &'static str,
    /// Size of the unzipped bytes.
    pub size_bytes: u64,
}

/// Training images, training labels, test images, test labels.
///
/// Digests are of the files published at <http://yann.lecun.com/exdb/mnist/>.
pub const FILES: [File; 4] = [
    File {
        name: "train-images-idx3-ubyte",
        sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        size_bytes: 47_040_016,
    },
    File {
        name: "train-labels-idx1-ubyte",
        sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        size_bytes: 60_008,
    },
    File {
        name: "t10k-images-idx3-ubyte",
        sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        size_bytes: 7_840_016,
    },
    File {
        name: "t10k-labels-idx1-ubyte",
        sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        size_bytes: 10_008,
    },
];

/// A place that may have the files, as `<url><name>.gz`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// How the visitor knows it.
    pub name: &'static str,
    /// Address of the folder, with a slash at its end; relative to the folder of the worker, which
    /// bears the page's version and lies beside index.html.
    pub url: &'static str,
}

/// The places to ask, in order.
pub const SOURCES: [Source; 2] = [
    Source {
        name: "this site",
        url: "../mnist/",
    },
    Source {
        name: "cdn.jsdelivr.net",
        url: "https://cdn.jsdelivr.net/gh/fgnt/mnist@ae608a02b796c9ee908c082585a5f006fe05258e/",
    },
];

/// Unzips one file where it is zipped, and proves that it is the published one.
///
/// # Errors
/// [`Error::Gzip`]; those of [`checked`].
#[cfg(not(target_arch = "wasm32"))]
pub fn verified(file: &File, bytes: Vec<u8>) -> Result<Vec<u8>> {
    let bytes = if bytes.starts_with(&gzip::MAGIC) {
        gzip::unzipped(file.name, &bytes, file.size_bytes as usize)?
    } else {
        bytes
    };
    let sha256 = sha256(&bytes);
    checked(file, bytes, sha256)
}

/// Proves that unzipped bytes, whose SHA-256 is given in hexadecimal, are the published file.
///
/// # Errors
/// [`Error::WebPage`], [`Error::Magic`], [`Error::Truncated`], [`Error::TooLong`], and
/// [`Error::Checksum`] where nothing plainer is wrong.
pub fn checked(file: &File, bytes: Vec<u8>, sha256: String) -> Result<Vec<u8>> {
    // The plain reasons first: "truncated" tells more than "another checksum".
    if is_images(file) {
        idx::images(file.name, &bytes)?;
    } else {
        idx::labels(file.name, &bytes)?;
    }
    if sha256 != file.sha256 {
        return Err(Error::Checksum {
            file: file.name.to_owned(),
            expected: file.sha256.to_owned(),
            found: sha256,
        });
    }
    Ok(bytes)
}

/// Puts the four verified files, in the order of [`FILES`], together.
///
/// # Errors
/// Those of [`idx::images`] and [`idx::labels`], and [`Error::Count`].
pub fn dataset(files: [Vec<u8>; 4]) -> Result<Dataset> {
    let [train_images, train_labels, test_images, test_labels] = files;
    Ok(Dataset {
        kind: DatasetKind::Mnist,
        train: split(&FILES[0], train_images, &FILES[1], &train_labels)?,
        test: split(&FILES[2], test_images, &FILES[3], &test_labels)?,
    })
}

fn split(images_file: &File, images: Vec<u8>, labels_file: &File, labels: &[u8]) -> Result<Split> {
    let header_bytes = images.len() - idx::images(images_file.name, &images)?.len();
    let labels = idx::labels(labels_file.name, labels)?.to_vec();
    let mut images = images;
    images.drain(..header_bytes);
    let n_images = images.len() / super::PIXELS;
    if n_images != labels.len() {
        return Err(Error::Count {
            images_file: images_file.name.to_owned(),
            n_images: n_images as u64,
            labels_file: labels_file.name.to_owned(),
            n_labels: labels.len() as u64,
        });
    }
    Ok(Split {
        format: ImageFormat::MNIST,
        images,
        labels,
    })
}

fn is_images(file: &File) -> bool {
    file.name.contains("images")
}

/// The SHA-256 of bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
