/// Keys joined by commas; a comma or backslash inside of a key is written with a backslash before it.
pub(super) fn join(keys: &[String]) -> String {
    let escaped = keys
        .iter()
        .map(|key| key.replace('\\', "\\\\").replace(',', "\\,"));
    escaped.collect::<Vec<_>>().join(",")
}

/// The keys of a joined text; empty ones and repetitions are passed over.
pub(super) fn split(text: &str) -> Vec<String> {
    let (mut keys, mut key) = (Vec::<String>::new(), String::new());
    let mut take = |key: &mut String| {
        let whole = std::mem::take(key);
        if !whole.is_empty() && !keys.contains(&whole) {
            keys.push(whole);
        }
    };
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => key.extend(characters.next()),
            ',' => take(&mut key),
            other => key.push(other),
        }
    }
    take(&mut key);
    keys
}
