use serde_json::Value;

use crate::FromJson;

/// The value inside of the scalar `JSONString`: JSON that travels as a string.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JsonText(pub Value);

impl JsonText {
    /// The members of an object that are finite numbers, nested ones as `outer.inner`, sorted by name; keys that start
    /// with `_` are the SDK's own and left out.
    pub fn numbers(&self) -> Vec<(String, f64)> {
        let mut found = Vec::new();
        collect_numbers("", &self.0, &mut found);
        found
    }

    /// Whether there is nothing in it: `null`, `{}` or `[]`.
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Value::Null => true,
            Value::Object(members) => members.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
        }
    }
}

fn collect_numbers(prefix: &str, value: &Value, found: &mut Vec<(String, f64)>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members.iter().filter(|(key, _)| !key.starts_with('_')) {
                let path = if prefix.is_empty() {
                    key.clone()
                } else {
                    format!("{prefix}.{key}")
                };
                collect_numbers(&path, member, found);
            }
        }
        Value::Number(number) if !prefix.is_empty() => {
            found.extend(
                number
                    .as_f64()
                    .filter(|number| number.is_finite())
                    .map(|number| (prefix.to_owned(), number)),
            );
        }
        _ => {}
    }
}

impl FromJson for JsonText {
    fn from_json(value: Value) -> Option<Self> {
        let text = Option::<String>::from_json(value)?.unwrap_or_default();
        if text.trim().is_empty() {
            return Some(Self(Value::Null));
        }
        // What a client stored as JSON and is none (`NaN` of an old SDK) is still shown, as the text it is.
        Some(Self(serde_json::from_str(&text).unwrap_or(Value::String(text))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> JsonText {
        JsonText::from_json(Value::String(json.to_owned())).unwrap()
    }

    #[test]
    fn the_text_is_parsed_and_what_is_no_json_stays_text() {
        assert_eq!(read(r#"{"a":1}"#).0["a"], 1);
        assert_eq!(read("{NaN}").0, Value::String("{NaN}".into()));
        assert!(read("").is_empty());
        assert!(JsonText::from_json(Value::Null).unwrap().is_empty());
    }

    #[test]
    fn numbers_are_found_with_their_path_and_without_the_keys_of_the_sdk() {
        let summary =
            read(r#"{"loss":0.5,"val":{"acc":1,"name":"x"},"_step":9,"best":{"max":2.5},"list":[1]}"#);
        assert_eq!(
            summary.numbers(),
            [
                ("best.max".to_owned(), 2.5),
                ("loss".to_owned(), 0.5),
                ("val.acc".to_owned(), 1.0)
            ]
        );
    }
}
