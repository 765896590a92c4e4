//! Regular expressions of filters: linear in time, limited in size.

use regex::{Regex, RegexBuilder};

use super::FilterError;

/// The greatest size of a compiled pattern, in bytes.
const COMPILED_MAX_BYTES: usize = 1 << 20;

/// A regular expression that is looked for anywhere in a text.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Pattern {
    /// Reads a pattern in the syntax of the `regex` crate: that of Perl, without look-around and back-references.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn new(pattern: &str) -> Result<Self, FilterError> {
        let built = RegexBuilder::new(pattern)
            .size_limit(COMPILED_MAX_BYTES)
            .nest_limit(50)
            .build();
        built.map(Self).map_err(|cause| FilterError::Pattern {
            pattern: pattern.to_owned(),
            why: reason(&cause),
        })
    }

    /// Whether the text has a match.
    pub fn matches(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// The text of the pattern.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// The last line of what the crate says, which is the reason; the lines before show the place.
fn reason(cause: &regex::Error) -> String {
    match cause {
        regex::Error::CompiledTooBig(_) => "it is too big; write a smaller one".to_owned(),
        other => {
            let text = other.to_string();
            let last = text.lines().last().unwrap_or_default().trim();
            last.strip_prefix("error: ").unwrap_or(last).to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_anywhere_and_knows_anchors_classes_and_choices() {
        let cases = [
            ("raud", "fraud", true),
            ("^raud", "fraud", false),
            ("^(cat|dog)-[0-9]{2}$", "dog-42", true),
            ("^(cat|dog)-[0-9]{2}$", "dog-4", false),
            ("(?i)FRAUD", "fraud", true),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(
                Pattern::new(pattern).unwrap().matches(text),
                expected,
                "{pattern} {text}"
            );
        }
    }

    #[test]
    fn a_pattern_that_grows_without_bound_is_refused() {
        let refusal = Pattern::new("(((a{100}){100}){100}){100}")
            .unwrap_err()
            .to_string();
        assert!(
            refusal.ends_with("it is too big; write a smaller one"),
            "{refusal}"
        );
        assert!(Pattern::new("(?=a)").is_err(), "look-around is not linear");
    }
}
