//! The page's Content-Security-Policy, which stands in index.html alone.

use anyhow::{Context, Result};

const NAME: &str = "http-equiv=\"Content-Security-Policy\"";

/// The policy in the page's head.
///
/// # Errors
/// If there is none.
pub fn of(html: &str) -> Result<&str> {
    let found = html.split_once(NAME).and_then(|(_, rest)| {
        let (_, rest) = rest.split_once("content=\"")?;
        Some(rest.split_once('"')?.0)
    });
    found.context("index.html has no Content-Security-Policy")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../index.html");
    // Not a dependency: this program must not have to build Burn first.
    const MNIST: &str = include_str!("../../crate/src/data/mnist.rs");

    /// What the policy allows of a kind.
    fn sources(directive: &str) -> Vec<&'static str> {
        let policy = of(PAGE).expect("a policy");
        policy
            .split(';')
            .map(|part| part.split_whitespace().collect::<Vec<_>>())
            .find(|words| words.first() == Some(&directive))
            .map(|words| words[1..].to_vec())
            .expect("the directive")
    }

    #[test]
    fn the_page_connects_to_itself_and_to_the_hosts_of_the_data_and_to_no_other() {
        let hosts = MNIST
            .lines()
            .filter_map(|line| line.trim().strip_prefix("url: \"https://"))
            .filter_map(|rest| Some(format!("https://{}", rest.split_once('/')?.0)));
        let mut expected = vec!["'self'".to_owned()];
        expected.extend(hosts);
        assert_eq!(sources("connect-src"), expected);
        assert_eq!(expected.len(), 2, "one data host");
    }

    #[test]
    fn nothing_is_allowed_that_is_not_named_and_no_script_stands_in_the_page() {
        assert_eq!(sources("default-src"), ["'none'"]);
        assert_eq!(sources("script-src"), ["'self'", "'wasm-unsafe-eval'"]);
        for directive in ["style-src", "img-src", "worker-src", "manifest-src"] {
            assert_eq!(sources(directive), ["'self'"], "{directive}");
        }
        for directive in ["base-uri", "form-action"] {
            assert_eq!(sources(directive), ["'none'"], "{directive}");
        }
        let policy = of(PAGE).expect("a policy");
        assert_eq!(policy.split(';').count(), 9, "{policy}");
    }

    #[test]
    fn the_policy_comes_before_all_that_it_is_about() {
        let at = PAGE.find(NAME).expect("a policy");
        for tag in ["<link", "<script", "<style", "<img"] {
            assert!(PAGE.find(tag).is_none_or(|found| at < found), "{tag}");
        }
    }

    #[test]
    fn a_page_without_a_policy_is_refused() {
        assert!(of("<meta charset=\"utf-8\">").is_err());
    }
}
