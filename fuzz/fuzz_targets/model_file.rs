#![no_main]
//! [`kindling_fuzz::targets::model_file`], driven by libFuzzer.

libfuzzer_sys::fuzz_target!(|input: &[u8]| kindling_fuzz::targets::model_file(input));
