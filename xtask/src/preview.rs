//! What other programs show of a link to the page: a title, a description and a picture.
//!
//! They take absolute addresses alone, so a page has these only if it is built for an address:
//! `KINDLING_URL=https://example.org/kindling/ cargo xtask build`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::workspace::Workspace;

/// Names the address of the page's folder.
const VARIABLE: &str = "KINDLING_URL";

/// The picture, beside index.html: it keeps its address, whatever the version.
const PICTURE: &str = "preview.png";

/// The picture's width and height in pixels, the shape that such programs cut pictures to.
const PICTURE_SIZE: [u32; 2] = [1200, 630];

/// The address that the page is built for, with a slash at its end; none if it is built for any.
///
/// # Errors
/// If it is no address of a folder.
pub fn address() -> Result<Option<String>> {
    let named = std::env::var(VARIABLE).unwrap_or_default();
    if named.is_empty() {
        return Ok(None);
    }
    checked(&named).map(Some)
}

fn checked(named: &str) -> Result<String> {
    let host = ["https://", "http://"]
        .iter()
        .find_map(|scheme| named.strip_prefix(scheme));
    let is_plain = !named.contains(|letter: char| {
        letter.is_whitespace() || letter.is_control() || "\"'<>&?#".contains(letter)
    });
    ensure!(
        is_plain && host.is_some_and(|host| !host.is_empty() && !host.starts_with('/')),
        "{VARIABLE} is {named:?}, which is no address such as https://example.org/kindling/"
    );
    Ok(format!("{}/", named.trim_end_matches('/')))
}

/// The page with its preview in its head.
///
/// # Errors
/// If it has no title, or no description.
pub fn describe(html: &str, address: &str) -> Result<String> {
    let title = between(html, "<title>", "</title>").context("index.html has no title")?;
    let description = html
        .split_once("name=\"description\"")
        .and_then(|(_, rest)| between(rest, "content=\"", "\""))
        .context("index.html has no description")?;
    let [width, height] = PICTURE_SIZE.map(|size| size.to_string());
    let picture = format!("{address}{PICTURE}");
    let entries = [
        ("og:type", "website"),
        ("og:url", address),
        ("og:title", title),
        ("og:description", description),
        ("og:image", &picture),
        ("og:image:width", &width),
        ("og:image:height", &height),
        ("twitter:card", "summary_large_image"),
    ];
    let mut head = format!("<link rel=\"canonical\" href=\"{address}\">\n");
    for (property, content) in entries {
        head += &format!("<meta property=\"{property}\" content=\"{content}\">\n");
    }
    Ok(html.replacen("</head>", &format!("{head}</head>"), 1))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}

/// Puts the picture beside the page.
///
/// # Errors
/// If it is not there.
pub fn place(workspace: &Workspace, page: &Path) -> Result<()> {
    let source = workspace.root.join("docs").join(PICTURE);
    fs::copy(&source, page.join(PICTURE))
        .with_context(|| format!("{} is missing", source.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../index.html");
    const PICTURE_BYTES: &[u8] = include_bytes!("../../docs/preview.png");

    #[test]
    fn a_preview_says_what_the_page_says_and_has_absolute_addresses() {
        let html = describe(PAGE, "https://example.org/kindling/").expect("a preview");
        let (head, body) = html.split_once("</head>").expect("a head");
        assert_eq!(body, PAGE.split_once("</head>").expect("a head").1);
        let meta = |property: &str| {
            let start = format!("<meta property=\"{property}\" content=\"");
            between(head, &start, "\">").expect("the entry").to_owned()
        };
        assert_eq!(meta("og:image"), "https://example.org/kindling/preview.png");
        assert_eq!(meta("og:url"), "https://example.org/kindling/");
        assert!(PAGE.contains(&format!("<title>{}</title>", meta("og:title"))));
        assert!(PAGE.contains(&format!("content=\"{}\"", meta("og:description"))));
    }

    #[test]
    fn the_picture_has_the_size_that_the_preview_tells() {
        // Of a PNG's header: signature, length and kind of the first part, width, height.
        let number = |at: usize| PICTURE_BYTES[at..at + 4].try_into().map(u32::from_be_bytes);
        assert_eq!(
            [number(16), number(20)].map(Result::ok),
            PICTURE_SIZE.map(Some)
        );
        assert!(PICTURE_BYTES.len() < 300_000, "{}", PICTURE_BYTES.len());
    }

    #[test]
    fn an_address_has_one_slash_at_its_end_and_what_is_none_is_refused() {
        for named in ["https://example.org/a", "https://example.org/a//"] {
            let address = checked(named).expect("an address");
            assert_eq!(address, "https://example.org/a/");
        }
        for named in [
            "example.org",
            "https://",
            "https:///a",
            "https://a/\"><script>",
            "https://a/?b",
        ] {
            assert!(checked(named).is_err(), "{named}");
        }
    }
}
