//! Seeded changes of bytes, of the kinds that find mistakes in parsers.

use rand_pcg::Pcg32;
use rand_pcg::rand_core::{Rng, SeedableRng};

/// Words and numbers at which parsers stumble.
const TOKENS: [&[u8]; 22] = [
    b"0",
    b"-1",
    b"1e400",
    b"1e-400",
    b"-0.0",
    b"4294967295",
    b"4294967296",
    b"18446744073709551615",
    b"18446744073709551616",
    b"NaN",
    b"null",
    b"true",
    b"[",
    b"]",
    b"{",
    b"}",
    b"\"",
    b"\\u0000",
    b"\\ud800",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\x00\x00\xc0\x7f",
];

/// Longest input that changes lead to.
const MAX_BYTES: usize = 1 << 16;

/// A source of changed inputs; the same seed gives the same.
pub struct Mutator(Pcg32);

impl Mutator {
    /// One that begins with a seed.
    pub fn new(seed: u64) -> Self {
        Self(Pcg32::seed_from_u64(seed))
    }

    /// One of the inputs, changed one to eight times; parts of others may come into it.
    pub fn changed(&mut self, inputs: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = inputs[self.below(inputs.len())].clone();
        for _ in 0..=self.below(8) {
            let other = &inputs[self.below(inputs.len())];
            self.change(&mut bytes, other);
        }
        bytes.truncate(MAX_BYTES);
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        let at = self.below(bytes.len() + 1);
        let end = at + self.below((bytes.len() - at).min(64) + 1);
        match self.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
            1 if at < bytes.len() => bytes[at] = self.0.next_u32() as u8,
            2 => drop(bytes.drain(at..end)),
            3 => bytes.truncate(at),
            4 => bytes.extend_from_within(at..end),
            5 => {
                let token = TOKENS[self.below(TOKENS.len())];
                bytes.splice(at..end.min(at + token.len()), token.iter().copied());
            }
            6 => {
                // A number in a text by another one.
                let is_digit = |byte: &u8| byte.is_ascii_digit();
                let from = at + bytes[at..].iter().position(is_digit).unwrap_or(0);
                let n_digits = bytes[from..]
                    .iter()
                    .take_while(|byte| is_digit(byte))
                    .count();
                let token = TOKENS[self.below(TOKENS.len())];
                bytes.splice(from..from + n_digits, token.iter().copied());
            }
            _ => {
                let from = self.below(other.len() + 1);
                let part = &other[from..from + self.below(other.len() - from + 1)];
                bytes.splice(at..end, part.iter().copied());
            }
        }
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0.next_u32() as usize % bound
    }
}
