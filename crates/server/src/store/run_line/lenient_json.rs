//! The JSON that the SDK writes: it may hold the bare words `NaN`, `Infinity` and `-Infinity`, which JSON has no numbers for.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// The words, longest first: `-Infinity` ends in `Infinity`.
const WORDS: [&str; 3] = ["-Infinity", "Infinity", "NaN"];

/// The same text as JSON: the bare words become texts of their names.
pub fn standard(text: &str) -> Cow<'_, str> {
    if !text.contains("NaN") && !text.contains("Infinity") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let (mut rest, mut is_in_text) = (text, false);
    while let Some(character) = rest.chars().next() {
        let word = WORDS
            .into_iter()
            .find(|word| !is_in_text && rest.starts_with(word));
        if let Some(word) = word {
            out.extend(["\"", word, "\""]);
            rest = &rest[word.len()..];
            continue;
        }
        let taken = match character {
            // An escaped character, such as `\"`, ends nothing.
            '\\' if is_in_text => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            other => other.len_utf8(),
        };
        is_in_text ^= character == '"';
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    Cow::Owned(out)
}

/// The object that a text holds; `None` when it holds none.
pub fn object(text: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(&standard(text)).ok()
}

/// Whether a value counts as a number: one of JSON, or the name of one that JSON does not have.
pub fn is_number(value: &Value) -> bool {
    value.is_number() || value.as_str().is_some_and(|text| WORDS.contains(&text))
}

/// The value under a key: its own, or inside of nested objects for a key with dots.
pub fn value_at<'a>(row: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    let nested = || {
        key.match_indices('.')
            .find_map(|(dot, _)| value_at(row.get(&key[..dot])?.as_object()?, &key[dot + 1..]))
    };
    row.get(key).or_else(nested)
}

/// The number that a value is; not a number for anything else.
pub fn number(value: &Value) -> f64 {
    match value {
        Value::String(text) if is_number(value) => text.parse().unwrap_or(f64::NAN),
        other => other.as_f64().unwrap_or(f64::NAN),
    }
}

/// The step of a line of the history.
pub fn step_of(row: &Map<String, Value>) -> Option<i64> {
    let step = row.get("_step")?;
    step.as_i64().or_else(|| {
        let whole = step.as_f64().filter(|float| float.fract() == 0.0)?;
        format!("{whole:.0}").parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_words_become_texts_and_texts_stay() {
        let text = r#"{"a":NaN,"b":[-Infinity,Infinity],"c":"NaN \" Infinity","NaN":1}"#;
        let expected = r#"{"a":"NaN","b":["-Infinity","Infinity"],"c":"NaN \" Infinity","NaN":1}"#;
        assert_eq!(standard(text), expected);
        assert!(object(text).is_some());
    }

    #[test]
    fn a_backslash_before_a_wide_character_is_passed_over() {
        let text = r#"{"a":"\é","b":NaN}"#;
        assert_eq!(standard(text), r#"{"a":"\é","b":"NaN"}"#);
    }

    #[test]
    fn a_key_with_dots_is_found_flat_or_nested() {
        let row = object(r#"{"a.b":1,"c":{"d":{"e":2}},"x.y":{"value":3}}"#).unwrap();
        assert_eq!(value_at(&row, "x.y.value"), Some(&Value::from(3)));
        assert_eq!(value_at(&row, "a.b"), Some(&Value::from(1)));
        assert_eq!(value_at(&row, "c.d.e"), Some(&Value::from(2)));
        assert_eq!(value_at(&row, "c.x"), None);
    }

    #[test]
    fn numbers_that_json_lacks_are_read_from_their_names() {
        assert!(number(&Value::from("NaN")).is_nan());
        assert!(number(&Value::from("-Infinity")) < f64::MIN);
        assert!(number(&Value::from("12")).is_nan(), "a text of digits is a text");
    }

    #[test]
    fn a_step_may_be_written_as_a_whole_float() {
        assert_eq!(step_of(&object(r#"{"_step":3.0}"#).unwrap()), Some(3));
        assert_eq!(step_of(&object(r#"{"_step":3.5}"#).unwrap()), None);
        assert_eq!(step_of(&object("{}").unwrap()), None);
    }
}
