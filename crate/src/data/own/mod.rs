//! A visitor's own data: four IDX files of any names, sizes and classes.
//!
//! First [`Plan::of`] takes the files' headers: which file is what, and whether they go together;
//! [`Plan::memory`] says what they need. Only then are they read, and [`Plan::dataset`] puts them
//! together. Nothing is taken on trust: a header promises no more than its file can hold, and
//! [`Dataset::own`] checks once more what another worker hands over.

mod handover;
mod memory;
mod problem;
mod roles;

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

pub use memory::{Memory, check_promise};
pub use problem::Problem;

use super::idx::Header;
use super::{Dataset, ImageFormat, MAX_CLASSES, Split, is_possible_size, mnist};
use crate::error::Result;
use crate::protocol::DatasetKind;

/// A file of which the header is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name, for messages and as a hint at what it is.
    pub name: String,
    /// What its header says.
    pub header: Header,
}

/// What four files are, by their headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which of the files hold training images, training labels, test images and test labels.
    pub order: [usize; 4],
    /// The same files.
    pub files: [Found; 4],
    rows: u32,
    columns: u32,
}

/// A visitor's own data, put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// The images.
    pub dataset: Dataset,
    /// What tells this data from all other, hexadecimal: SHA-256 over the SHA-256 of each unzipped
    /// file (training images and labels, test images and labels), and a byte that is 1 if the images
    /// were transposed, else 0.
    pub fingerprint: String,
    /// One sentence or two for the visitor.
    pub note: String,
}

impl Plan {
    /// Finds out which file is what, and whether they go together.
    ///
    /// Images and labels are told apart by their headers, training and test data by `train`, `test`
    /// or `t10k` in the names, and where names say nothing by the number of images: most train.
    ///
    /// # Errors
    /// A [`Problem`].
    pub fn of(files: &[Found]) -> Result<Self> {
        let order = roles::of(files)?;
        let files = order.map(|index| files[index].clone());
        let [train, _, test, _] = &files;
        let (rows, columns) = size_of(train)?;
        let (test_rows, test_columns) = size_of(test)?;
        if (rows, columns) != (test_rows, test_columns) {
            return Err(Problem::Sizes {
                train_file: train.name.clone(),
                rows,
                columns,
                test_file: test.name.clone(),
                test_rows,
                test_columns,
            }
            .into());
        }
        for pair in [&files[..2], &files[2..]] {
            check_counts(&pair[0], &pair[1])?;
        }
        Ok(Self {
            order,
            files,
            rows,
            columns,
        })
    }

    /// Images to train on, and to test on.
    pub fn n_images(&self) -> [u64; 2] {
        [&self.files[0], &self.files[2]].map(|file| file.header.n_items())
    }

    /// What the data needs, uploaded to a GPU or kept by the CPU.
    pub fn memory(&self, on_gpu: bool) -> Memory {
        let n_pixels = u64::from(self.rows) * u64::from(self.columns);
        Memory::of(self.n_images(), n_pixels, on_gpu)
    }

    /// What was taken for what, as one sentence.
    pub fn understood(&self) -> String {
        let [n_train, n_test] = self.n_images();
        let [train, train_labels, test, test_labels] = &self.files;
        format!(
            "Images of {}×{} pixels: {n_train} to train on from {} with the labels {}, {n_test} to \
             test on from {} with {}.",
            self.rows, self.columns, train.name, train_labels.name, test.name, test_labels.name
        )
    }

    /// Puts the whole, unzipped files together, in the plan's order. A transposed image has its
    /// first column where the others have their first row, as EMNIST's.
    ///
    /// There are as many classes as the largest label and one, whether or not all have images.
    ///
    /// # Errors
    /// [`Error::Truncated`](crate::error::Error::Truncated),
    /// [`Error::TooLong`](crate::error::Error::TooLong), and a [`Problem`].
    pub fn dataset(&self, contents: [Vec<u8>; 4], transposed: bool) -> Result<Own> {
        let mut digests = Sha256::new();
        let mut bodies: [Vec<u8>; 4] = Default::default();
        let mut images_digests = Vec::new();
        for ((file, content), body) in self.files.iter().zip(contents).zip(&mut bodies) {
            file.header.check_length(&file.name, content.len() as u64)?;
            let digest = Sha256::digest(&content);
            digests.update(digest.as_slice());
            if matches!(file.header, Header::Images { .. }) {
                images_digests.push(digest);
            }
            *body = content;
            body.drain(..file.header.header_bytes());
        }
        if images_digests[0] == images_digests[1] {
            return Err(Problem::Twice {
                one: self.files[0].name.clone(),
                other: self.files[2].name.clone(),
            }
            .into());
        }
        digests.update([u8::from(transposed)]);
        let [train_images, train_labels, test_images, test_labels] = bodies;
        let format = self.format(&train_labels, &test_labels, transposed)?;
        let split = |mut images: Vec<u8>, labels| {
            if transposed {
                transpose(&mut images, self.rows as usize, self.columns as usize);
            }
            Split {
                format,
                images,
                labels,
            }
        };
        let train = split(train_images, train_labels);
        let note = self.note(&train, transposed);
        Ok(Own {
            dataset: Dataset {
                kind: DatasetKind::Custom,
                train,
                test: split(test_images, test_labels),
            },
            fingerprint: mnist::hexadecimal(&digests.finalize()),
            note,
        })
    }

    fn format(&self, train: &[u8], test: &[u8], transposed: bool) -> Result<ImageFormat> {
        let largest = |labels: &[u8]| labels.iter().copied().max().unwrap_or(0);
        let (in_train, in_test) = (largest(train), largest(test));
        let classes = u32::from(in_train.max(in_test)) + 1;
        if classes > MAX_CLASSES {
            let file = if in_train >= in_test { 1 } else { 3 };
            return Err(Problem::Classes {
                file: self.files[file].name.clone(),
                label: classes - 1,
            }
            .into());
        }
        if train.iter().all(|label| *label == train[0]) {
            return Err(Problem::OneClass {
                file: self.files[1].name.clone(),
                label: train[0],
            }
            .into());
        }
        let (rows, columns) = match transposed {
            false => (self.rows, self.columns),
            true => (self.columns, self.rows),
        };
        Ok(ImageFormat {
            rows,
            columns,
            classes,
        })
    }

    fn note(&self, train: &Split, transposed: bool) -> String {
        let classes = train.format.classes;
        let turned = if transposed { " Transposed." } else { "" };
        let mut note = format!("{}{turned} {classes} classes", self.understood());
        let unused = (0..classes).filter(|class| !train.labels.contains(&(*class as u8)));
        let unused: Vec<String> = unused.map(|class| class.to_string()).collect();
        // Writing to a string cannot fail.
        let _ = match unused.as_slice() {
            [] => write!(note, ", 0 to {}.", classes - 1),
            [one] => write!(note, "; class {one} has no image to train on."),
            more => write!(
                note,
                "; {} classes have no image to train on: {}.",
                more.len(),
                more.join(", ")
            ),
        };
        note
    }
}

fn size_of(file: &Found) -> Result<(u32, u32)> {
    let Header::Images { n, rows, columns } = file.header else {
        return Err(crate::error::Error::internal("labels where images belong"));
    };
    let file = file.name.clone();
    if !is_possible_size(rows, columns) {
        return Err(Problem::ImageSize {
            file,
            rows,
            columns,
        }
        .into());
    }
    if n == 0 {
        return Err(Problem::Empty { file }.into());
    }
    Ok((rows, columns))
}

fn check_counts(images: &Found, labels: &Found) -> Result<()> {
    let (n_images, n_labels) = (images.header.n_items(), labels.header.n_items());
    if n_images == n_labels {
        return Ok(());
    }
    Err(Problem::Count {
        images_file: images.name.clone(),
        n_images,
        labels_file: labels.name.clone(),
        n_labels,
    }
    .into())
}

/// Turns the rows of each image into columns, in place.
fn transpose(images: &mut [u8], rows: usize, columns: usize) {
    let mut turned = vec![0; rows * columns];
    for image in images.chunks_exact_mut(rows * columns) {
        for (row, pixels) in image.chunks_exact(columns).enumerate() {
            for (column, pixel) in pixels.iter().enumerate() {
                turned[column * rows + row] = *pixel;
            }
        }
        image.copy_from_slice(&turned);
    }
}
