//! A verdict on an observation: what supports it, what contradicts it, and the words for it.

/// What figures say of an observation.
#[derive(Debug, PartialEq)]
pub struct Verdict {
    /// Names of what supports it.
    pub supporting: Vec<String>,
    /// Names of what contradicts it.
    pub contradicting: Vec<String>,
}

impl Verdict {
    /// Sorts names by whether what they stand for supports the observation.
    pub fn of(judged: impl IntoIterator<Item = (String, bool)>) -> Self {
        let mut verdict = Self {
            supporting: Vec::new(),
            contradicting: Vec::new(),
        };
        for (name, supports) in judged {
            if supports {
                verdict.supporting.push(name);
            } else {
                verdict.contradicting.push(name);
            }
        }
        verdict
    }

    /// The verdict in words, for the middle of a sentence.
    pub fn text(&self) -> String {
        match (self.supporting.is_empty(), self.contradicting.is_empty()) {
            (true, true) => "cannot be judged: there is nothing to compare".to_owned(),
            (false, true) => "holds".to_owned(),
            (true, false) => "does not hold".to_owned(),
            (false, false) => format!(
                "holds in part: yes for {}, no for {}",
                listed(&self.supporting),
                listed(&self.contradicting)
            ),
        }
    }
}

/// Names as a sentence lists them: `a, b and c`.
pub fn listed(names: &[String]) -> String {
    match names {
        [others @ .., before, last] => {
            let others: String = others.iter().map(|name| format!("{name}, ")).collect();
            format!("{others}{before} and {last}")
        }
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(judged: &[(&str, bool)]) -> String {
        let named = judged.iter().map(|(name, yes)| ((*name).to_owned(), *yes));
        Verdict::of(named).text()
    }

    #[test]
    fn names_are_told_only_where_they_differ() {
        assert_eq!(text(&[("a", true), ("b", true)]), "holds");
        assert_eq!(text(&[("a", false)]), "does not hold");
        assert_eq!(
            text(&[("a", true), ("b", false), ("c", true), ("d", true)]),
            "holds in part: yes for a, c and d, no for b"
        );
        assert!(text(&[]).starts_with("cannot be judged"));
    }

    #[test]
    fn a_list_ends_with_and() {
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(listed(&names), "a, b and c");
        assert_eq!(listed(&names[..2]), "a and b");
        assert_eq!(listed(&names[..1]), "a");
        assert_eq!(listed(&[]), "");
    }
}
