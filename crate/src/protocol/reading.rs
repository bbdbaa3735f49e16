//! Commands from JSON, as the worker gets them.

use super::Command;
use crate::error::{Error, Result, shortened};

impl Command {
    /// Reads a command: its kind, its other fields as a JSON object, and the bytes of its
    /// checkpoint or its images, which JSON would carry as a list of numbers.
    ///
    /// # Errors
    /// [`Error::Message`] if it is not in the protocol.
    pub fn from_json(kind: &str, fields: &str, bytes: Option<Vec<u8>>) -> Result<Self> {
        let kind = serde_json::to_string(kind).map_err(Error::internal)?;
        let mut command = serde_json::from_str(&format!("{{{kind}:{fields}}}")).map_err(refused)?;
        match (&mut command, bytes) {
            (_, None) => {}
            (
                Self::Train {
                    checkpoint: place, ..
                },
                bytes,
            )
            | (
                Self::LoadModel {
                    checkpoint: place, ..
                },
                bytes,
            )
            | (Self::Open { images: place, .. }, bytes) => *place = bytes,
            (_, Some(_)) => return Err(refused("no such command has bytes")),
        }
        Ok(command)
    }
}

/// The failure of a message that is not in the protocol.
pub(crate) fn refused(reason: impl std::fmt::Display) -> Error {
    Error::Message {
        reason: shortened(reason),
    }
}
