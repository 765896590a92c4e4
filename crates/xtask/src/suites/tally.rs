//! Counting tests from what their runners print.

use std::fmt;
use std::ops::AddAssign;

/// How many tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Tests that held.
    pub passed: u64,
    /// Tests that did not, and suites that could not run.
    pub failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Reads `test result: ok. 3 passed; 0 failed; …` of Rust's test harness, also of wasm-bindgen's.
pub fn from_cargo(line: &str) -> Option<Tally> {
    let rest = line.trim().strip_prefix("test result:")?;
    Some(Tally {
        passed: number_before(rest, "passed"),
        failed: number_before(rest, "failed"),
    })
}

/// Reads `==== 2 failed, 3 passed, 1 error in 4.5s ====` of pytest.
pub fn from_pytest(line: &str) -> Option<Tally> {
    let text = line.trim_matches('=').trim();
    let is_summary = text.contains(" in ")
        && (text.contains("passed") || text.contains("failed") || text.contains("error"));
    let starts_with_number = text.starts_with(|letter: char| letter.is_ascii_digit());
    (is_summary && starts_with_number).then(|| Tally {
        passed: number_before(text, "passed"),
        failed: number_before(text, "failed") + number_before(text, "error"),
    })
}

/// Reads the lines `ℹ pass 3` and `ℹ fail 0` of Node's test runner.
pub fn from_node(line: &str) -> Option<Tally> {
    let text = line.trim_start_matches(['ℹ', '#', ' ']);
    let number = |name: &str| text.strip_prefix(name).and_then(|rest| rest.trim().parse().ok());
    match (number("pass "), number("fail "), number("cancelled ")) {
        (Some(passed), _, _) => Some(Tally { passed, failed: 0 }),
        (_, Some(failed), _) | (_, _, Some(failed)) => Some(Tally { passed: 0, failed }),
        _ => None,
    }
}

/// The number in front of a word, 0 when there is none.
fn number_before(text: &str, word: &str) -> u64 {
    let before = text
        .split(word)
        .next()
        .filter(|before| before.len() < text.len())
        .unwrap_or_default();
    before
        .split_whitespace()
        .next_back()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_of_each_runner_are_read() {
        let tally = |passed, failed| Some(Tally { passed, failed });
        assert_eq!(
            from_cargo("test result: FAILED. 3 passed; 2 failed; 0 ignored; finished"),
            tally(3, 2)
        );
        assert_eq!(from_cargo("test permission::tests::x ... ok"), None);
        assert_eq!(
            from_pytest("=== 2 failed, 3 passed, 1 error in 4.50s ==="),
            tally(3, 3)
        );
        assert_eq!(from_pytest("12 passed in 61.20s (0:01:01)"), tally(12, 0));
        assert_eq!(from_pytest("tests/sdk/test_quickstart.py ..F"), None);
        assert_eq!(from_node("ℹ pass 14"), tally(14, 0));
        assert_eq!(from_node("# fail 1"), tally(0, 1));
        assert_eq!(from_node("ℹ duration_ms 41"), None);
    }

    #[test]
    fn the_summary_has_the_plain_form() {
        assert_eq!(Tally { passed: 4, failed: 0 }.to_string(), "4 passed, 0 failed");
    }
}
