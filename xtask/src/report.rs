//! What each test runner says it ran, and what it says of the tests that failed.

use std::ops::AddAssign;

/// What a runner's lines come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many tests ran, and how they ended.
    pub counts: Counts,
    /// The runner's own lines on those that failed.
    pub failures: Vec<String>,
}

impl AddAssign for Report {
    fn add_assign(&mut self, other: Self) {
        self.counts += other.counts;
        self.failures.extend(other.failures);
    }
}

impl Report {
    /// Reads what `cargo test` or `wasm-pack test` printed.
    pub fn from_cargo(lines: &[String]) -> Self {
        let mut failures = Vec::new();
        let mut is_in_failures = false;
        for line in lines {
            is_in_failures |= line == "failures:";
            is_in_failures &= !line.starts_with("test result: ");
            if is_in_failures {
                failures.push(line.clone());
            }
        }
        Self {
            counts: Counts::from_cargo(lines),
            failures,
        }
    }

    /// Reads what Node printed of one file of tests with its reporter `spec`.
    pub fn from_node(lines: &[String]) -> Self {
        let failures = lines.iter().skip_while(|line| *line != "✖ failing tests:");
        Self {
            counts: Counts::from_node(lines),
            failures: failures.cloned().collect(),
        }
    }
}

/// Tests that passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ran and succeeded.
    pub n_passed: u32,
    /// Ran and did not.
    pub n_failed: u32,
    /// Did not run, on purpose.
    pub n_skipped: u32,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.n_passed += other.n_passed;
        self.n_failed += other.n_failed;
        self.n_skipped += other.n_skipped;
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            n_passed,
            n_failed,
            n_skipped,
        } = self;
        write!(
            formatter,
            "{n_passed} passed, {n_failed} failed, {n_skipped} skipped"
        )
    }
}

impl Counts {
    /// Sums the lines `test result: ok. 3 passed; 0 failed; 1 ignored; …`, one per test program.
    ///
    /// A test that finds what it needs missing passes and prints a line `SKIPPED: …` with the
    /// reason, for such tests cannot end otherwise; it counts as skipped.
    fn from_cargo(lines: &[String]) -> Self {
        let mut sum = Self::default();
        let mut n_missing = 0;
        let mut said_so = false;
        for line in lines {
            if line.starts_with("SKIPPED: ") {
                n_missing += u32::from(!said_so);
                said_so = true;
            } else if line.starts_with("test ") || line.starts_with("---- ") {
                said_so = false;
            }
            if let Some((_, result)) = line.split_once("test result: ") {
                sum.n_passed += number_before(result, " passed");
                sum.n_failed += number_before(result, " failed");
                sum.n_skipped += number_before(result, " ignored");
            }
        }
        sum.n_passed = sum.n_passed.saturating_sub(n_missing);
        sum.n_skipped += n_missing;
        sum
    }

    /// Reads Node's closing lines `ℹ pass 3`, `ℹ fail 0`, `ℹ cancelled 0`, `ℹ skipped 1`.
    fn from_node(lines: &[String]) -> Self {
        let count = |word: &str| {
            lines
                .iter()
                .rev()
                .filter_map(|line| line.strip_prefix("ℹ "))
                .find_map(|line| line.strip_prefix(word)?.trim().parse().ok())
                .unwrap_or(0)
        };
        Self {
            n_passed: count("pass "),
            n_failed: count("fail ") + count("cancelled "),
            n_skipped: count("skipped ") + count("todo "),
        }
    }
}

/// The number that stands right before a word, or 0.
fn number_before(text: &str, word: &str) -> u32 {
    text.split_once(word)
        .and_then(|(before, _)| {
            before
                .rsplit(|letter: char| !letter.is_ascii_digit())
                .next()
        })
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_results_of_all_test_programs_of_cargo_are_summed() {
        let output = lines(
            "running 4 tests\n\
             test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
             test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
        );
        let expected = Counts {
            n_passed: 13,
            n_failed: 2,
            n_skipped: 1,
        };
        assert_eq!(Counts::from_cargo(&output), expected);
    }

    #[test]
    fn a_test_that_says_it_was_skipped_counts_as_skipped_once() {
        let output = lines(
            "running 3 tests\nSKIPPED: no GPU\nSKIPPED: no data\ntest one ... ok\n\
             SKIPPED: no data\ntest two ... ok\ntest three ... ok\n\
             test result: ok. 3 passed; 0 failed; 0 ignored; 0 filtered out",
        );
        let expected = Counts {
            n_passed: 1,
            n_failed: 0,
            n_skipped: 2,
        };
        assert_eq!(Counts::from_cargo(&output), expected);
    }

    #[test]
    fn the_closing_lines_of_node_are_read_and_a_cancelled_test_has_failed() {
        let output = lines(
            "✔ pass 9 is the name of a test (1ms)\nℹ tests 7\nℹ suites 0\nℹ pass 4\nℹ fail 1\n\
             ℹ cancelled 1\nℹ skipped 1\nℹ todo 0",
        );
        let expected = Counts {
            n_passed: 4,
            n_failed: 2,
            n_skipped: 1,
        };
        assert_eq!(Counts::from_node(&output), expected);
    }

    #[test]
    fn what_cargo_says_of_failed_tests_is_kept_and_what_it_says_of_others_is_not() {
        let output = lines(
            "running 2 tests\ntest one ... ok\ntest two ... FAILED\n\nsuccesses:\n    one\n\n\
             failures:\n\n---- two stdout ----\nleft is not right\n\nfailures:\n    two\n\n\
             test result: FAILED. 1 passed; 1 failed; 0 ignored\nrunning 1 test\n\
             test result: ok. 1 passed; 0 failed; 0 ignored",
        );
        let expected =
            lines("failures:\n\n---- two stdout ----\nleft is not right\n\nfailures:\n    two\n\n");
        assert_eq!(Report::from_cargo(&output).failures, expected);
    }

    #[test]
    fn what_node_says_of_failed_tests_at_its_end_is_kept() {
        let output = lines(
            "✔ one (1ms)\n✖ two (1ms)\nℹ pass 1\nℹ fail 1\n\n✖ failing tests:\n\n✖ two (1ms)\n  why",
        );
        let expected = lines("✖ failing tests:\n\n✖ two (1ms)\n  why");
        assert_eq!(Report::from_node(&output).failures, expected);
        assert!(Report::from_node(&lines("✔ one (1ms)")).failures.is_empty());
    }

    #[test]
    fn a_runner_that_says_nothing_has_run_nothing() {
        assert_eq!(
            Counts::from_cargo(&lines("error: could not compile")),
            Counts::default()
        );
        assert_eq!(Counts::from_node(&[]), Counts::default());
    }

    #[test]
    fn the_closing_line_counts_all_three() {
        let counts = Counts {
            n_passed: 13,
            n_failed: 2,
            n_skipped: 1,
        };
        assert_eq!(counts.to_string(), "13 passed, 2 failed, 1 skipped");
    }
}
