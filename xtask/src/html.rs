//! The last touches to the built page's HTML: what Trunk leaves in goes, what is fetched comes together.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::sizes::{files_below, is_late};

/// Rewrites the index.html of a built page, whose other files are in their last form.
///
/// # Errors
/// If a file is missing, or has no stylesheet or no script.
pub fn finish(page: &Path) -> Result<()> {
    let file = page.join("index.html");
    let html = without_skipped_link(&fs::read_to_string(&file)?);
    let html = with_one_style(&html, page)?;
    let html = with_preloads(&html, page)?;
    fs::write(&file, without_indentation(&html))?;
    Ok(())
}

/// The page without the link that keeps Trunk from looking for a main program; Trunk leaves it in.
fn without_skipped_link(html: &str) -> String {
    let Some(mark) = html.find("data-trunk-skip") else {
        return html.to_owned();
    };
    match (html[..mark].rfind("<link"), html[mark..].find('>')) {
        (Some(start), Some(length)) => {
            format!("{}{}", html[..start].trim_end(), &html[mark + length + 1..])
        }
        _ => html.to_owned(),
    }
}

/// The page with all its styles in the first one's file, in their order: they compress to two
/// thirds, and come in one request.
fn with_one_style(html: &str, page: &Path) -> Result<String> {
    const LINK: &str = "<link rel=\"stylesheet\" href=\"./";
    let mut kept = String::with_capacity(html.len());
    let mut styles = Vec::new();
    for line in html.split_inclusive('\n') {
        // That for visitors without scripts is for nobody else.
        let link = line
            .split_once(LINK)
            .filter(|_| !line.contains("<noscript>"));
        let Some((_, rest)) = link else {
            kept.push_str(line);
            continue;
        };
        let path = rest.split('"').next().unwrap_or_default();
        if styles.is_empty() {
            kept.push_str(line);
        }
        styles.push(page.join(path));
    }
    let [first, others @ ..] = styles.as_slice() else {
        anyhow::bail!("index.html has no stylesheet");
    };
    let mut style = fs::read_to_string(first)?;
    for other in others {
        style.push_str(&fs::read_to_string(other)?);
        fs::remove_file(other)?;
    }
    fs::write(first, style)?;
    Ok(kept)
}

/// The page with a link to each of the scripts that it begins with, so that the browser fetches them
/// side by side: an import is seen only when the script with it has come.
fn with_preloads(html: &str, page: &Path) -> Result<String> {
    let mut scripts = Vec::new();
    for file in files_below(&page.join("www"))? {
        if file.extension().is_some_and(|kind| kind == "js") {
            let path = file
                .strip_prefix(page)?
                .to_string_lossy()
                .replace('\\', "/");
            if is_late(&path) {
                continue;
            }
            let link = format!("<link rel=\"modulepreload\" href=\"./{path}\">");
            // The page itself names what must come before all others.
            if !html.contains(&link) {
                scripts.push(format!("{link}\n"));
            }
        }
    }
    scripts.sort();
    let mark = html
        .rfind("<script")
        .context("index.html has no module script")?;
    Ok(format!(
        "{}{}{}",
        &html[..mark],
        scripts.concat(),
        &html[mark..]
    ))
}

/// The page without the blanks that its lines begin with, a sixteenth of its compressed bytes; their
/// ends still part the words.
fn without_indentation(html: &str) -> String {
    html.split_inclusive('\n').map(str::trim_start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_meant_for_trunk_alone_goes_and_its_neighbours_stay() {
        let html = "<head>\n  <link rel=\"icon\" href=\"a\" />\n  \
                    <link rel=\"rust\"\n data-trunk-skip />\n  <title>Page</title>";
        assert_eq!(
            without_skipped_link(html),
            "<head>\n  <link rel=\"icon\" href=\"a\" />\n  <title>Page</title>"
        );
        assert_eq!(without_skipped_link("<p>data</p>"), "<p>data</p>");
    }

    #[test]
    fn styles_become_one_in_their_order_and_each_script_that_is_not_late_is_fetched_ahead() {
        let page = std::env::temp_dir().join(format!("kindling-html-{}", std::process::id()));
        fs::create_dir_all(page.join("www/views")).unwrap();
        fs::create_dir_all(page.join("www/offline")).unwrap();
        fs::create_dir_all(page.join("www/files")).unwrap();
        for (file, text) in [
            ("www/first.css", "a {}\n"),
            ("www/second.css", "b {}\n"),
            ("www/main.js", ""),
            ("www/views/pad.js", ""),
            ("www/offline/keeper.js", ""),
            ("www/files/reader.js", ""),
            (
                "index.html",
                "<link rel=\"stylesheet\" href=\"./www/first.css\">\n\
                 <link rel=\"stylesheet\" href=\"./www/second.css\">\n\
                 <noscript><link rel=\"stylesheet\" href=\"./www/words.css\"></noscript>\n\
                   <script src=\"early.js\"></script>\n<script src=\"main.js\"></script>\n",
            ),
        ] {
            fs::write(page.join(file), text).unwrap();
        }
        finish(&page).unwrap();
        let html = fs::read_to_string(page.join("index.html")).unwrap();
        let style = fs::read_to_string(page.join("www/first.css")).unwrap();
        let is_alone = !page.join("www/second.css").exists();
        fs::remove_dir_all(&page).unwrap();
        assert_eq!(
            html,
            "<link rel=\"stylesheet\" href=\"./www/first.css\">\n\
             <noscript><link rel=\"stylesheet\" href=\"./www/words.css\"></noscript>\n\
             <script src=\"early.js\"></script>\n\
             <link rel=\"modulepreload\" href=\"./www/main.js\">\n\
             <link rel=\"modulepreload\" href=\"./www/views/pad.js\">\n\
             <script src=\"main.js\"></script>\n"
        );
        assert_eq!(style, "a {}\nb {}\n");
        assert!(is_alone, "the second style is in the first");
    }
}
