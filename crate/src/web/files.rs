//! Files that the visitor picked: kept as the browser's handles, read here, never sent anywhere.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ReadableStreamDefaultReader};

use super::port::{post, text_of};
use super::unzip::{next_chunk, unzipping};
use crate::data::idx::{Header, MAX_HEADER_BYTES};
use crate::data::mnist::GZIP_MAGIC;
use crate::data::own::{Found, Own, Plan, Problem, check_promise};
use crate::error::{Error, Result};
use crate::protocol::Event;
use crate::train::model_file;

thread_local! {
    /// Files that commands brought and nobody has read yet.
    static KEPT: RefCell<Vec<Option<File>>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a file until it is taken; what comes back is its number.
pub fn keep(file: File) -> u32 {
    KEPT.with_borrow_mut(|kept| {
        let place = kept.iter().position(Option::is_none).unwrap_or(kept.len());
        if place == kept.len() {
            kept.push(None);
        }
        kept[place] = Some(file);
        place as u32
    })
}

/// The file of a number, which is then free again.
///
/// # Errors
/// [`Error::Message`] if there is none.
pub fn take(number: u32) -> Result<File> {
    let file = KEPT.with_borrow_mut(|kept| kept.get_mut(number as usize)?.take());
    file.ok_or_else(|| Error::Message {
        reason: "a command is about a file that did not come with it".to_owned(),
    })
}

/// Reads own data. Headers come first, so that the page hears what they are and what they need, and
/// nothing is read that does not fit. `largest_buffer_bytes` is the GPU's limit; none on the CPU.
///
/// # Errors
/// [`Error::OwnData`], [`Error::Truncated`], [`Error::TooLong`], [`Error::Gzip`].
pub async fn own_data(
    numbers: &[u32],
    transposed: bool,
    largest_buffer_bytes: Option<u64>,
) -> Result<Own> {
    let mut files = Vec::with_capacity(numbers.len());
    let mut found = Vec::with_capacity(numbers.len());
    for number in numbers {
        let file = Picked::look(take(*number)?).await?;
        let start = file.read(MAX_HEADER_BYTES, None).await?;
        found.push(Found {
            header: Header::of(&file.name, &start)?,
            name: file.name.clone(),
        });
        files.push(file);
    }
    let plan = Plan::of(&found)?;
    let memory = plan.memory(largest_buffer_bytes.is_some());
    post(&Event::OwnFiles {
        understood: plan.understood(),
        needed_bytes: memory.needed_bytes() as f64,
        limit_bytes: memory.limit_bytes() as f64,
    });
    memory.check(largest_buffer_bytes.unwrap_or(u64::MAX))?;
    let mut contents: [Vec<u8>; 4] = Default::default();
    for ((index, found), content) in plan.order.iter().zip(&plan.files).zip(&mut contents) {
        let file = &files[*index];
        let promised = found.header.file_bytes();
        if file.is_zipped {
            check_promise(&file.name, file.n_bytes(), promised)?;
        } else {
            found.header.check_length(&file.name, file.n_bytes())?;
        }
        // One byte more than is promised, so that a bomb ends early and is noticed.
        *content = file.read(promised as usize + 1, Some(promised)).await?;
    }
    plan.dataset(contents, transposed)
}

/// The bytes of a model's file.
///
/// # Errors
/// [`Error::ModelFile`] if it is larger than any model; [`Problem::Unreadable`].
pub async fn model(file: File) -> Result<Vec<u8>> {
    let file = Picked {
        name: file.name(),
        file,
        is_zipped: false,
    };
    if file.n_bytes() > model_file::MAX_BYTES {
        return Err(Error::ModelFile {
            reason: format!(
                "it has {} MB, more than the {} MB of the largest network",
                file.n_bytes() / 1_000_000,
                model_file::MAX_BYTES / 1_000_000
            ),
        });
    }
    file.read(file.n_bytes() as usize, None).await
}

/// A file, and whether it is zipped.
struct Picked {
    name: String,
    file: File,
    is_zipped: bool,
}

impl Picked {
    /// Looks at a file's first bytes.
    async fn look(file: File) -> Result<Self> {
        let mut picked = Self {
            name: file.name(),
            file,
            is_zipped: false,
        };
        let start = picked.read(GZIP_MAGIC.len(), None).await?;
        picked.is_zipped = start == GZIP_MAGIC;
        Ok(picked)
    }

    /// Bytes of the file as it is.
    fn n_bytes(&self) -> u64 {
        self.file.size() as u64
    }

    /// At most `most_bytes` from its start, unzipped where it is zipped. With `total_bytes` the page
    /// is told how far it is.
    async fn read(&self, most_bytes: usize, total_bytes: Option<u64>) -> Result<Vec<u8>> {
        let failed = |error: JsValue| self.failed(text_of(&error));
        let stream = match self.is_zipped {
            true => unzipping(&self.file.stream()).map_err(failed)?,
            false => self.file.stream(),
        };
        let mut bytes = Vec::new();
        let room = bytes.try_reserve_exact(most_bytes);
        room.map_err(|error| self.failed(error.to_string()))?;
        let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
        while bytes.len() < most_bytes {
            let chunk = JsFuture::from(reader.read()).await.map_err(failed)?;
            let Some(chunk) = next_chunk(chunk).map_err(failed)? else {
                return Ok(bytes);
            };
            let start = bytes.len();
            let n_taken = (chunk.length() as usize).min(most_bytes - start);
            bytes.resize(start + n_taken, 0);
            let taken = chunk.subarray(0, n_taken as u32);
            taken.copy_to(&mut bytes[start..]);
            if let Some(total_bytes) = total_bytes {
                post(&Event::Download {
                    file: self.name.clone(),
                    source: "your own files".to_owned(),
                    received_bytes: bytes.len() as f64,
                    total_bytes: Some(total_bytes as f64),
                });
            }
        }
        let _ = reader.cancel();
        Ok(bytes)
    }

    /// A stream that unzips fails for what it unzips.
    fn failed(&self, reason: String) -> Error {
        let file = self.name.clone();
        match self.is_zipped {
            true => Error::Gzip { file, reason },
            false => Problem::Unreadable { file, reason }.into(),
        }
    }
}
