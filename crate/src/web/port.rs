//! Messages: what the page sends, what it is told, and the turns between the two.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_channel::mpsc;
use futures_core::Stream;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

use crate::error::{Error, Result};
use crate::protocol::reading::refused;
use crate::protocol::{Command, Event, FailureScope};

/// Sends an event to the page.
pub fn post(event: &Event) {
    // Neither can fail on the protocol's plain types; a page that is gone hears nothing.
    if let Ok(message) = message(event) {
        let _ = scope().post_message_with_transfer(&message, &buffers_of(&message));
    }
}

/// The bytes that go to the page without being copied: those of a checkpoint or a model, which
/// may be hundreds of megabytes. They are a copy outside the module's memory already.
fn buffers_of(message: &JsValue) -> js_sys::Array {
    let bytes = js_sys::Reflect::get(message, &"bytes".into());
    match bytes.map(JsValue::dyn_into::<js_sys::Uint8Array>) {
        Ok(Ok(bytes)) => js_sys::Array::of1(&bytes.buffer()),
        _ => js_sys::Array::new(),
    }
}

/// A message as the page gets it: plain objects, `null` for nothing, `Uint8Array` for bytes.
///
/// # Errors
/// What serde says; on the protocol's plain types, nothing.
pub fn message(event: &impl Serialize) -> std::result::Result<JsValue, serde_wasm_bindgen::Error> {
    let serializer =
        serde_wasm_bindgen::Serializer::json_compatible().serialize_bytes_as_arrays(false);
    event.serialize(&serializer)
}

/// Tells the page of something that could not be done.
pub fn post_failure(run_id: Option<u32>, scope: FailureScope, error: &Error) {
    post(&Event::Failed {
        run_id,
        scope,
        failure: error.failure(),
    });
}

/// Commands from the page, in the order in which they came.
pub struct Inbox {
    receiver: mpsc::UnboundedReceiver<JsValue>,
}

impl Inbox {
    /// Starts to take messages.
    pub fn open() -> Self {
        let (sender, receiver) = mpsc::unbounded();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            // The receiver lives as long as the worker.
            let _ = sender.unbounded_send(event.data());
        });
        scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        Self { receiver }
    }

    /// The next command if there is one; else wakes the task when there is.
    pub fn poll(&mut self, context: &mut Context) -> Poll<Option<Result<Command>>> {
        Pin::new(&mut self.receiver)
            .poll_next(context)
            .map(|message| message.map(parse))
    }

    /// The next command; waits for it.
    pub async fn wait(&mut self) -> Option<Result<Command>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// The next command if one is there.
    pub fn take(&mut self) -> Option<Result<Command>> {
        self.receiver.try_recv().ok().map(parse)
    }
}

/// What a message asks for.
///
/// It is read as JSON, but for the bytes of a checkpoint or of images: the module has a parser of
/// JSON anyway, for files, and one parser for all types is a third of its code less than two.
///
/// # Errors
/// [`Error::Message`] if it is not in the protocol.
pub fn parse(message: JsValue) -> Result<Command> {
    let object = message
        .dyn_ref::<js_sys::Object>()
        .ok_or_else(|| refused("a command is an object"))?;
    // A copy: what was received stays as it is.
    let fields = js_sys::Object::assign(&js_sys::Object::new(), object);
    let kind = js_sys::Reflect::get(&fields, &"type".into());
    let kind = kind.ok().and_then(|kind| kind.as_string());
    let kind = kind.ok_or_else(|| refused("a command has a type"))?;
    // Neither can fail on an object of our own.
    let _ = js_sys::Reflect::delete_property(&fields, &"type".into());
    let bytes = ["checkpoint", "images"].into_iter().find_map(|member| {
        let bytes = js_sys::Reflect::get(&fields, &member.into()).ok()?;
        let bytes = bytes.dyn_into::<js_sys::Uint8Array>().ok()?;
        let _ = js_sys::Reflect::set(&fields, &member.into(), &JsValue::NULL);
        Some(bytes)
    });
    let json = js_sys::JSON::stringify(&fields).map_err(|error| refused(text_of(&error)))?;
    let bytes = bytes.map(|bytes| bytes.to_vec());
    Command::from_json(&kind, &String::from(json), bytes)
}

/// Lets the browser deliver messages before the next bit of work.
///
/// A message to oneself, because timers of 0 ms are held back to 4 ms.
pub async fn let_messages_in() {
    let Ok(channel) = MessageChannel::new() else {
        return;
    };
    let turn = js_sys::Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    let _ = JsFuture::from(turn).await;
    channel.port1().close();
}

/// The worker's global scope.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// What a JavaScript error says.
pub fn text_of(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => format!("{error:?}"),
    }
}
