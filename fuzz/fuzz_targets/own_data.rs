#![no_main]
//! [`kindling_fuzz::targets::own_data`], driven by libFuzzer.

libfuzzer_sys::fuzz_target!(|input: &[u8]| kindling_fuzz::targets::own_data(input));
