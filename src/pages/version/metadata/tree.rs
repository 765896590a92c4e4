//! What of a metadata tree a search leaves, and how a place in it is named.

use domain::fold::Fold as _;
use std::collections::BTreeSet;

use serde_json::Value;

/// The path of a member below another path: `optimizer.lr`, `layers[0]`, `["a.b"]`.
pub fn member_path(above: &str, key: &str) -> String {
    let is_plain = !key.is_empty()
        && key
            .chars()
            .all(|character| character.is_alphanumeric() || "_-".contains(character));
    match (is_plain, above.is_empty()) {
        (true, true) => key.to_owned(),
        (true, false) => format!("{above}.{key}"),
        (false, _) => format!("{above}[{}]", Value::from(key)),
    }
}

/// The path of an item below another path.
pub fn item_path(above: &str, index: usize) -> String {
    format!("{above}[{index}]")
}

/// The members or items of a value, each with its label and its path; none for a plain value.
pub fn children(value: &Value, path: &str) -> Vec<(String, String, Value)> {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| (key.clone(), member_path(path, key), member.clone()))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (index.to_string(), item_path(path, index), item.clone()))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// How many entries a value has: `3 keys`, `2 items`; nothing for a plain value.
pub fn extent(value: &Value) -> Option<String> {
    let count = |count: usize, one: &str, many: &str| {
        domain::format::count_of(i64::try_from(count).unwrap_or(i64::MAX), one, many)
    };
    match value {
        Value::Object(members) => Some(count(members.len(), "key", "keys")),
        Value::Array(items) => Some(count(items.len(), "item", "items")),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// A plain value as it is shown; a text goes without quotes.
pub fn plain_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The paths that a search leaves: those that match by path or value, all above them, and all below a matching key.
pub fn found_paths(value: &Value, search: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let search = search.folded();
    for (label, path, child) in children(value, "") {
        collect(&label, &path, &child, &search, false, &mut found);
    }
    found
}

fn collect(
    label: &str,
    path: &str,
    value: &Value,
    search: &str,
    is_below_match: bool,
    found: &mut BTreeSet<String>,
) -> bool {
    let is_key_match = label.folded().contains(search) || path.folded().ends_with(search);
    let is_plain = extent(value).is_none();
    let is_value_match = is_plain && plain_text(value).folded().contains(search);
    let mut is_kept = is_below_match || is_key_match || is_value_match;
    for (child_label, child_path, child) in children(value, path) {
        is_kept |= collect(
            &child_label,
            &child_path,
            &child,
            search,
            is_below_match || is_key_match,
            found,
        );
    }
    if is_kept {
        found.insert(path.to_owned());
    }
    is_kept
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use serde_json::json;

    #[test]
    fn paths_name_keys_items_and_odd_keys() {
        assert_eq!(member_path("", "lr"), "lr");
        assert_eq!(member_path("optimizer", "lr"), "optimizer.lr");
        assert_eq!(member_path("a", "b.c \"d\""), r#"a["b.c \"d\""]"#);
        assert_eq!(item_path("layers", 2), "layers[2]");
    }

    #[test]
    fn a_search_keeps_matches_with_what_is_above_them() {
        let value = json!({"optimizer": {"name": "adam", "lr": 0.1}, "layers": [64, 128], "note": "x"});
        let found: Vec<_> = found_paths(&value, "ADAM").into_iter().collect();
        assert_eq!(found, ["optimizer", "optimizer.name"]);
        let found: Vec<_> = found_paths(&value, "128").into_iter().collect();
        assert_eq!(found, ["layers", "layers[1]"]);
    }

    #[test]
    fn a_matching_key_keeps_all_below_it() {
        let value = json!({"optimizer": {"name": "adam", "lr": 0.1}, "note": "x"});
        let found: Vec<_> = found_paths(&value, "optim").into_iter().collect();
        assert_eq!(found, ["optimizer", "optimizer.lr", "optimizer.name"]);
        assert!(found_paths(&value, "nothing").is_empty());
    }
}
