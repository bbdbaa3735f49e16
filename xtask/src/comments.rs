//! Taking the comments out of the page's scripts and styles: they were a third of their bytes.
//!
//! Comments that fill whole lines go, and the types that are put before a value within a line; what is
//! left is the code as it was written, line by line.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::sizes::files_below;

/// Rewrites every script and style below a folder without its whole-line comments.
pub fn strip(folder: &Path) -> Result<()> {
    for file in files_below(folder)? {
        let kind = file.extension().unwrap_or_default();
        if kind == "js" || kind == "css" {
            fs::write(&file, without_comments(&fs::read_to_string(&file)?))?;
        }
    }
    Ok(())
}

/// The text without lines that are nothing but a comment.
fn without_comments(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut in_comment = false;
    // Within a template that goes over lines, what looks like a comment may be text.
    let mut in_template = false;
    for line in source.lines() {
        let text = line.trim();
        if in_comment {
            in_comment = !text.contains("*/");
            continue;
        }
        if !in_template && is_comment(text) {
            continue;
        }
        if !in_template && text.starts_with("/*") && !text.contains("*/") {
            in_comment = true;
            continue;
        }
        if in_template {
            kept.push_str(line);
        } else {
            push_without_types(&mut kept, line);
        }
        kept.push('\n');
        in_template ^= line.matches('`').count() % 2 == 1;
    }
    kept
}

/// Adds a line without the types that the checks of the page's scripts read in it.
fn push_without_types(kept: &mut String, line: &str) {
    const START: &str = "/** @";
    const END: &str = "} */ ";
    let mut rest = line;
    while let Some((before, comment)) = rest.split_once(START) {
        let Some((kind, after)) = comment.split_once(END) else {
            break;
        };
        // What is no such comment, such as one that goes on in text, stays.
        if kind.contains("*/") {
            break;
        }
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
}

/// Whether a line is a comment from its first character to its last.
fn is_comment(text: &str) -> bool {
    let ends_at_its_end = text.find("*/").is_some_and(|end| end + 2 == text.len());
    text.starts_with("//") || (text.starts_with("/*") && ends_at_its_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_code_stays_as_it_was() {
        let source = "// A head.\n/** @import { A } from \"./a.js\" */\n\n/**\n * What it does.\n \
                      */\nexport const a = /** @type {const} */ (1); // why\n  /* one */\nb();\n";
        let expected = "\nexport const a = (1); // why\nb();\n";
        assert_eq!(without_comments(source), expected);
    }

    #[test]
    fn types_before_values_go_and_other_comments_within_a_line_stay() {
        let source = "f(/** @type {A} */ (a), /** @satisfies {never} */ (b), /* why */ c);\n\
                      const open = (/** @type {{ a: number } | null} */ { a }) => a; /** @ kept\n";
        let expected = "f((a), (b), /* why */ c);\nconst open = ({ a }) => a; /** @ kept\n";
        assert_eq!(without_comments(source), expected);
    }

    #[test]
    fn what_looks_like_a_comment_in_a_template_is_text() {
        let source = "const text = `\n// not a comment\n/* nor this */\n`;\n// one\n";
        let expected = "const text = `\n// not a comment\n/* nor this */\n`;\n";
        assert_eq!(without_comments(source), expected);
    }

    #[test]
    fn code_after_a_comment_on_its_line_stays() {
        let source = "/* a */ b(); /* c */\n";
        assert_eq!(without_comments(source), source);
    }
}
