//! Messages of Protocol Buffers, which ONNX files are made of, as far as these need them: written only.
//!
//! A crate for it would be no shorter here, for each of ONNX's messages would have to be declared.
//!
//! Source: <https://protobuf.dev/programming-guides/encoding/>.

/// Bytes of a message, field after field.
#[derive(Clone, Debug, Default)]
pub struct Message(Vec<u8>);

/// How a field's value is written.
const VARINT: u64 = 0;
const LENGTH_AND_BYTES: u64 = 2;
const FOUR_BYTES: u64 = 5;

impl Message {
    /// With an integer.
    pub fn integer(mut self, field: u32, value: i64) -> Self {
        self.key(field, VARINT);
        // Negative ones take all ten bytes, as the two's complement that they are.
        self.varint(value as u64);
        self
    }

    /// With a float.
    pub fn float(mut self, field: u32, value: f32) -> Self {
        self.key(field, FOUR_BYTES);
        self.0.extend(value.to_le_bytes());
        self
    }

    /// With a text, or bytes.
    pub fn bytes(mut self, field: u32, value: impl AsRef<[u8]>) -> Self {
        let value = value.as_ref();
        self.key(field, LENGTH_AND_BYTES);
        self.varint(value.len() as u64);
        self.0.extend(value);
        self
    }

    /// With another message.
    pub fn message(self, field: u32, value: Self) -> Self {
        self.bytes(field, value.0)
    }

    /// With a value for each of several, by one of the methods above.
    pub fn each<T>(
        self,
        values: impl IntoIterator<Item = T>,
        with: impl Fn(Self, T) -> Self,
    ) -> Self {
        values.into_iter().fold(self, with)
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    fn key(&mut self, field: u32, kind: u64) {
        self.varint(u64::from(field) << 3 | kind);
    }

    /// Seven bits a byte, the lowest first; the eighth tells that more follow.
    fn varint(&mut self, mut value: u64) {
        while value > 0x7f {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }
}
