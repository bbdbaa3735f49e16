//! The worker that reads the visitor's own files: four IDX files, or a network, which it also writes
//! as ONNX. Nothing of them is sent anywhere but to the page.
//!
//! It reads once and is ended. So neither its code nor its memory weighs on the worker that trains.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    File, MessageEvent, ReadableStream, ReadableStreamDefaultReader, TransformStream,
    TransformStreamDefaultController,
};

use super::call_constructors;
use super::port::{message, scope, text_of};
use super::unzip::{SLICE_BYTES, next_chunk, unzipping};
use crate::data::gzip;
use crate::data::idx::{Header, MAX_HEADER_BYTES};
use crate::data::own::{Found, Own, Plan, Problem, check_promise};
use crate::error::{Error, Result, shortened};
use crate::protocol::reading::refused;
use crate::protocol::{Failure, FilesCommand, FilesEvent, ImageFormat, OwnData};
use crate::train::model_file::{self, ModelFile};

/// Starts the worker: takes one command, answers it, and is then ended by the page.
pub fn start() {
    call_constructors();
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        post(&FilesEvent::Failed {
            failure: Failure {
                code: "panicked".to_owned(),
                message: format!("reading the files broke: {info}"),
                advice: "Please report this with what you picked.".to_owned(),
            },
        });
    }));
    let on_message = Closure::once_into_js(|event: MessageEvent| {
        wasm_bindgen_futures::spawn_local(answer(event.data()));
    });
    scope().set_onmessage(Some(on_message.unchecked_ref()));
    post(&FilesEvent::Listening {});
}

async fn answer(message: JsValue) {
    let answered = match parse(&message) {
        Ok((
            FilesCommand::ReadData {
                transposed,
                largest_buffer_bytes,
            },
            files,
        )) => {
            let largest_buffer_bytes = largest_buffer_bytes.map(|bytes| bytes as u64);
            own_data(files, transposed, largest_buffer_bytes).await
        }
        Ok((FilesCommand::ReadModel { format }, files)) => model(files, format).await,
        Ok((FilesCommand::WriteOnnx {}, files)) => onnx(files).await,
        Err(error) => Err(error),
    };
    if let Err(error) = answered {
        post(&FilesEvent::Failed {
            failure: error.failure(),
        });
    }
}

/// The command of a message, and the files that it is about.
fn parse(message: &JsValue) -> Result<(FilesCommand, Vec<Picked>)> {
    let member = |name: &str| js_sys::Reflect::get(message, &name.into()).unwrap_or_default();
    let json = js_sys::JSON::stringify(&member("command"));
    let json = json.map_err(|error| refused(text_of(&error)))?;
    let command = serde_json::from_str(&String::from(json)).map_err(refused)?;
    let files = member("files").dyn_into::<js_sys::Array>();
    let files = files.map_err(|_| refused("a command has files"))?;
    let files = files.iter().map(|file| {
        let file = file.dyn_into().map_err(|_| refused("this is no file"))?;
        Ok(Picked::new(file))
    });
    Ok((command, files.collect::<Result<_>>()?))
}

fn post(event: &FilesEvent) {
    // Neither can fail on the protocol's plain types; a page that is gone hears nothing.
    if let Ok(message) = message(event) {
        let _ = scope().post_message(&message);
    }
}

/// Posts an event with bytes, which are handed over instead of copied once more.
fn post_with(event: &FilesEvent, member: &str, bytes: &js_sys::Uint8Array) {
    if let Ok(message) = message(event) {
        let _ = js_sys::Reflect::set(&message, &member.into(), bytes);
        let buffers = js_sys::Array::of1(&bytes.buffer());
        let _ = scope().post_message_with_transfer(&message, &buffers);
    }
}

/// Reads own data. Headers come first, so that the page hears what they are and what they need, and
/// nothing is read that does not fit. `largest_buffer_bytes` is the GPU's limit; none on the CPU.
async fn own_data(
    mut files: Vec<Picked>,
    transposed: bool,
    largest_buffer_bytes: Option<u64>,
) -> Result<()> {
    let mut found = Vec::with_capacity(files.len());
    for file in &mut files {
        file.look().await?;
        let start = file.read(MAX_HEADER_BYTES, None).await?;
        found.push(Found {
            header: Header::of(&file.name, &start)?,
            name: file.name.clone(),
        });
    }
    let plan = Plan::of(&found)?;
    let memory = plan.memory(largest_buffer_bytes.is_some());
    post(&FilesEvent::Understood {
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
    hand_over(&plan.dataset(contents, transposed)?);
    Ok(())
}

fn hand_over(own: &Own) {
    let head = own.head();
    let parts = own.parts();
    let n_bytes = head.len() + parts.iter().map(|part| part.len()).sum::<usize>();
    let images = js_sys::Uint8Array::new_with_length(n_bytes as u32);
    let mut start = 0;
    for part in [&head[..]].into_iter().chain(parts) {
        let end = start + part.len() as u32;
        images.subarray(start, end).copy_from(part);
        start = end;
    }
    let event = FilesEvent::Data {
        own: OwnData {
            fingerprint: own.fingerprint.clone(),
            note: own.note.clone(),
        },
        images: Vec::new(),
    };
    post_with(&event, "images", &images);
}

/// Reads a network, and the name of its file.
async fn network(mut files: Vec<Picked>) -> Result<(ModelFile, String)> {
    let (Some(file), true) = (files.pop(), files.is_empty()) else {
        return Err(refused("a network is one file"));
    };
    if file.n_bytes() > model_file::MAX_BYTES {
        return Err(model_file::too_large(file.n_bytes()));
    }
    let bytes = file.read(file.n_bytes() as usize, None).await?;
    Ok((ModelFile::from_bytes(&bytes)?, file.name))
}

/// Writes a network as ONNX.
async fn onnx(files: Vec<Picked>) -> Result<()> {
    let (network, _) = network(files).await?;
    let event = FilesEvent::Onnx {
        file_name: format!("{}.onnx", network.config.model),
        bytes: Vec::new(),
    };
    let bytes = network.into_onnx()?;
    post_with(&event, "bytes", &js_sys::Uint8Array::from(bytes.as_slice()));
    Ok(())
}

/// Reads a network; with `format` it must read such images.
async fn model(files: Vec<Picked>, format: Option<ImageFormat>) -> Result<()> {
    let (network, file_name) = network(files).await?;
    if let Some(format) = format {
        network.check_reads(format)?;
    }
    let event = FilesEvent::Model {
        file_name,
        config: network.config.clone(),
        format: network.format,
        checkpoint: Vec::new(),
    };
    let checkpoint = network.into_checkpoint().to_bytes()?;
    let checkpoint = js_sys::Uint8Array::from(checkpoint.as_slice());
    post_with(&event, "checkpoint", &checkpoint);
    Ok(())
}

/// A file, and whether it is zipped.
struct Picked {
    name: String,
    file: File,
    is_zipped: bool,
}

impl Picked {
    fn new(file: File) -> Self {
        Self {
            name: shortened(file.name()),
            file,
            is_zipped: false,
        }
    }

    /// Looks at the first bytes: whether it is zipped.
    async fn look(&mut self) -> Result<()> {
        let start = self.read(gzip::MAGIC.len(), None).await?;
        self.is_zipped = start == gzip::MAGIC;
        Ok(())
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
            true => in_slices(&self.file.stream()).and_then(|slices| unzipping(&slices)),
            false => Ok(self.file.stream()),
        };
        let mut bytes = Vec::new();
        let room = bytes.try_reserve_exact(most_bytes);
        room.map_err(|error| self.failed(error.to_string()))?;
        let reader = stream.map_err(failed)?.get_reader();
        let reader: ReadableStreamDefaultReader = reader.unchecked_into();
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
                post(&FilesEvent::Reading {
                    file: self.name.clone(),
                    received_bytes: bytes.len() as f64,
                    total_bytes: total_bytes as f64,
                });
            }
        }
        let _ = reader.cancel();
        Ok(bytes)
    }

    /// A stream that unzips fails for what it unzips.
    fn failed(&self, reason: String) -> Error {
        let (file, reason) = (self.name.clone(), shortened(reason));
        match self.is_zipped {
            true => Error::Gzip { file, reason },
            false => Problem::Unreadable { file, reason }.into(),
        }
    }
}

/// A stream in small pieces: the browser unzips all that it is given before it hands anything on,
/// and a bomb makes a thousand bytes of each.
fn in_slices(stream: &ReadableStream) -> std::result::Result<ReadableStream, JsValue> {
    let transform = |chunk: js_sys::Uint8Array, controller: TransformStreamDefaultController| {
        let mut start = 0;
        while start < chunk.length() {
            let end = (start + SLICE_BYTES).min(chunk.length());
            controller.enqueue_with_chunk(&chunk.subarray(start, end))?;
            start = end;
        }
        Ok(())
    };
    let transform = Closure::<dyn Fn(_, _) -> std::result::Result<(), JsValue>>::new(transform);
    let transformer = js_sys::Object::new();
    // The stream's to keep.
    js_sys::Reflect::set(
        &transformer,
        &"transform".into(),
        &transform.into_js_value(),
    )?;
    let slices = TransformStream::new_with_transformer(&transformer)?;
    Ok(stream.pipe_through(slices.unchecked_ref()))
}
