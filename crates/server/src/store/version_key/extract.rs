//! Typed values out of JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Place;
use crate::store::run_line::lenient_json::object;

/// The greatest number of keys of one place.
const KEYS_MAX: usize = 1_000;
/// The greatest number of values of a list.
const ELEMENTS_MAX: usize = 100;
/// The greatest depth of nested objects.
const DEPTH_MAX: usize = 12;
/// The longest path, in bytes.
const PATH_MAX_BYTES: usize = 400;
/// The longest text that can be compared, in bytes; an index of PostgreSQL holds no more than 2,704 in a row. A longer one is only there.
const TEXT_MAX_BYTES: usize = 1_000;

/// A value of a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A boolean.
    Truth(bool),
    /// Something that is there, but cannot be compared: an object, or a long text.
    Present,
}

/// The values of a key.
#[derive(Debug, Clone, PartialEq)]
pub enum KeyValue {
    /// One value.
    One(Scalar),
    /// The different values of a list.
    List(Vec<Scalar>),
}

/// The keys of the metadata of a version.
pub fn keys_of_metadata(metadata: Option<&str>) -> BTreeMap<(Place, String), KeyValue> {
    let mut keys = Keys::default();
    if let Some(map) = metadata.and_then(object) {
        keys.take_in(Place::Metadata, &map);
    }
    keys.found
}

/// The keys of a run: its config without what the SDK adds for itself, and its summary.
pub fn keys_of_run(config: &str, summary: &str) -> BTreeMap<(Place, String), KeyValue> {
    let mut keys = Keys::default();
    keys.take_in(Place::Config, &unwrapped_config(config));
    if let Some(map) = object(summary) {
        keys.take_in(Place::Summary, &map.into_iter().filter(is_of_user).collect());
    }
    keys.found
}

fn is_of_user((name, _): &(String, Value)) -> bool {
    !name.starts_with("_wandb")
}

/// The config of a run without the `value` that the SDK wraps entries in, and without what it adds for itself.
pub fn unwrapped_config(config: &str) -> Map<String, Value> {
    let entries = object(config).unwrap_or_default().into_iter().filter(is_of_user);
    let unwrapped = entries.map(|(name, entry)| {
        let value = entry.get("value").cloned().unwrap_or(entry);
        (name, value)
    });
    unwrapped.collect()
}

#[derive(Default)]
struct Keys {
    found: BTreeMap<(Place, String), KeyValue>,
}

impl Keys {
    /// Level by level, so that of a key with dots and a nested one of the same path the former is taken.
    fn take_in(&mut self, place: Place, root: &Map<String, Value>) {
        let mut level: Vec<(String, &Map<String, Value>)> = vec![(String::new(), root)];
        let mut count = 0;
        for _ in 0..DEPTH_MAX {
            let mut next = Vec::new();
            for (prefix, map) in level {
                for (name, value) in map {
                    let path = format!("{prefix}{name}");
                    if path.is_empty() || path.len() > PATH_MAX_BYTES || count >= KEYS_MAX {
                        continue;
                    }
                    if let Value::Object(inner) = value {
                        next.push((format!("{path}."), inner));
                    }
                    if let Some(found) = key_value(value) {
                        count += 1;
                        self.found.entry((place, path)).or_insert(found);
                    }
                }
            }
            level = next;
        }
    }
}

fn key_value(value: &Value) -> Option<KeyValue> {
    let Value::Array(elements) = value else {
        return scalar(value).map(KeyValue::One);
    };
    let mut different: Vec<Scalar> = Vec::new();
    for found in elements.iter().filter_map(scalar) {
        if different.len() < ELEMENTS_MAX && !different.contains(&found) {
            different.push(found);
        }
    }
    (!different.is_empty()).then_some(KeyValue::List(different))
}

fn scalar(value: &Value) -> Option<Scalar> {
    match value {
        Value::Null => None,
        Value::Bool(truth) => Some(Scalar::Truth(*truth)),
        Value::Number(number) => number.as_f64().map(Scalar::Number),
        Value::String(text) if text.len() > TEXT_MAX_BYTES || text.contains('\0') => Some(Scalar::Present),
        Value::String(text) => Some(Scalar::Text(text.clone())),
        Value::Array(_) | Value::Object(_) => Some(Scalar::Present),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(keys: &BTreeMap<(Place, String), KeyValue>, place: Place, path: &str) -> Option<Scalar> {
        match keys.get(&(place, path.to_owned()))? {
            KeyValue::One(scalar) => Some(scalar.clone()),
            KeyValue::List(_) => None,
        }
    }

    #[test]
    fn nested_and_dotted_keys_have_one_path() {
        let keys = keys_of_metadata(Some(r#"{"a":{"b":1,"c":{"d":"x"}},"a.b":2,"e":null,"f":{}}"#));
        let at = |path| one(&keys, Place::Metadata, path);
        assert_eq!(at("a.b"), Some(Scalar::Number(2.0)));
        assert_eq!(at("a.c.d"), Some(Scalar::Text("x".to_owned())));
        assert_eq!((at("a"), at("f")), (Some(Scalar::Present), Some(Scalar::Present)));
        assert_eq!(at("e"), None);
    }

    #[test]
    fn a_list_has_its_different_values() {
        let keys = keys_of_metadata(Some(r#"{"a":[1,"x",1.0,null,true],"b":[]}"#));
        let expected = vec![
            Scalar::Number(1.0),
            Scalar::Text("x".to_owned()),
            Scalar::Truth(true),
        ];
        assert_eq!(
            keys.get(&(Place::Metadata, "a".to_owned())),
            Some(&KeyValue::List(expected))
        );
        assert_eq!(keys.len(), 1);
    }

    #[test]
    fn a_config_is_unwrapped_and_what_the_sdk_adds_is_left_out() {
        let keys = keys_of_run(
            r#"{"lr":{"value":0.1,"desc":null},"plain":3,"_wandb":{"value":{"t":1}}}"#,
            r#"{"loss":NaN,"_step":4,"_wandb":{"runtime":2}}"#,
        );
        assert_eq!(one(&keys, Place::Config, "lr"), Some(Scalar::Number(0.1)));
        assert_eq!(one(&keys, Place::Config, "plain"), Some(Scalar::Number(3.0)));
        assert_eq!(
            one(&keys, Place::Summary, "loss"),
            Some(Scalar::Text("NaN".to_owned()))
        );
        assert_eq!(one(&keys, Place::Summary, "_step"), Some(Scalar::Number(4.0)));
        assert_eq!(keys.len(), 4);
    }

    #[test]
    fn what_is_too_much_is_left_out_and_not_a_fault() {
        let many: Map<String, Value> = (0..5_000)
            .map(|index| (format!("k{index}"), Value::from(index)))
            .collect();
        assert_eq!(
            keys_of_metadata(Some(&Value::Object(many).to_string())).len(),
            KEYS_MAX
        );
        let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(TEXT_MAX_BYTES + 1));
        assert_eq!(
            one(&keys_of_metadata(Some(&long)), Place::Metadata, "a"),
            Some(Scalar::Present)
        );
        assert!(keys_of_metadata(Some("no json")).is_empty());
    }
}
