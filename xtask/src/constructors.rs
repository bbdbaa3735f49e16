//! The check against the linker's constructor wrappers, which make every call of an export run
//! thousands of static constructors again.
//!
//! When a module has static constructors that nobody calls by name, the linker wraps each export
//! in a function `….command_export` that runs them all. A training step takes 50 times as long
//! then, and nothing else shows it. The cure is that the module itself calls `__wasm_call_ctors`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use wasmparser::{KnownCustom, Name, Parser, Payload};

const WRAPPER: &str = ".command_export";

/// Fails if the module has wrapped exports, or has no names to tell it by.
pub fn check(module: &Path) -> Result<()> {
    let bytes = fs::read(module)
        .with_context(|| format!("the linked module {} is missing", module.display()))?;
    let names = function_names(&bytes)
        .with_context(|| format!("{} is no WebAssembly module", module.display()))?;
    if names.is_empty() {
        bail!(
            "{} names no functions, so its exports cannot be checked: keep `strip` out of the \
             profile, the build strips the names of the page's module afterwards",
            module.display()
        );
    }
    let wrapped: Vec<&str> = names
        .into_iter()
        .filter(|name| name.ends_with(WRAPPER))
        .collect();
    if let Some(first) = wrapped.first() {
        bail!(
            "{} wraps {} exports (the first is {first}), each of which runs every static \
             constructor: the module has to call `__wasm_call_ctors` once, first thing",
            module.display(),
            wrapped.len()
        );
    }
    Ok(())
}

/// The names of a module's functions, in the order of its name section.
pub fn function_names(module: &[u8]) -> Result<Vec<&str>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CustomSection(section) = payload? else {
            continue;
        };
        let KnownCustom::Name(reader) = section.as_known() else {
            continue;
        };
        for subsection in reader {
            if let Name::Function(functions) = subsection? {
                for naming in functions {
                    names.push(naming?.name);
                }
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strip::without_names;

    /// A module with nothing in it but a name section that names function 0.
    fn module_with_function(name: &str) -> Vec<u8> {
        let n_name = name.len() as u8;
        let mut body = vec![4];
        body.extend(b"name");
        body.extend([1, n_name + 3, 1, 0, n_name]);
        body.extend(name.as_bytes());
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([0, body.len() as u8]);
        module.extend(body);
        module
    }

    fn checked(name: &str, module: &[u8]) -> Result<()> {
        let file = std::env::temp_dir().join(format!("xtask-{name}-{}.wasm", std::process::id()));
        fs::write(&file, module).expect("written");
        let result = check(&file);
        fs::remove_file(file).expect("removed");
        result
    }

    #[test]
    fn a_module_with_a_wrapped_export_is_refused_and_the_export_named() {
        let result = checked("wrapped", &module_with_function("main.command_export"));
        assert!(result.is_err_and(|error| error.to_string().contains("main.command_export")));
    }

    #[test]
    fn a_module_without_wrapped_exports_passes() {
        assert!(checked("plain", &module_with_function("main")).is_ok());
    }

    #[test]
    fn a_module_without_names_is_refused_because_nothing_can_be_said_of_it() {
        let stripped = without_names(&module_with_function("main")).expect("a module");
        assert!(checked("nameless", &stripped).is_err());
    }
}
