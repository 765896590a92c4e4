use serde::Serialize;

use crate::FromJson;

/// One GraphQL operation: its text, what it takes and what it returns.
pub trait Document {
    /// The operation with its fragments. Starts with `query Name` or `mutation Name`.
    const TEXT: &'static str;
    /// The variables of the operation.
    type Variables: Serialize;
    /// What stands under `data` in the answer.
    type Data: FromJson;
}

/// The JSON body that sends a document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Request<'a, V: Serialize> {
    operation_name: &'static str,
    query: &'static str,
    variables: &'a V,
}

impl<'a, V: Serialize> Request<'a, V> {
    /// The body for one document and its variables.
    pub fn of<D: Document<Variables = V>>(variables: &'a V) -> Self {
        Self {
            operation_name: operation_name(D::TEXT),
            query: D::TEXT,
            variables,
        }
    }
}

/// The name of the operation that a document starts with; empty for an unnamed one.
pub const fn operation_name(text: &'static str) -> &'static str {
    let bytes = text.as_bytes();
    let start = skip(bytes, skip(bytes, skip(bytes, 0, false), true), false);
    let (_, from_name) = text.split_at(start);
    let (name, _) = from_name.split_at(skip(from_name.as_bytes(), 0, true));
    name
}

/// The first index from `index` on whose byte is not of the class: part of a name, or white space.
const fn skip(bytes: &[u8], mut index: usize, name: bool) -> usize {
    while index < bytes.len() {
        let byte = bytes[index];
        let belongs = if name {
            byte.is_ascii_alphanumeric() || byte == b'_'
        } else {
            byte.is_ascii_whitespace()
        };
        if !belongs {
            break;
        }
        index += 1;
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operation_name_is_read_from_the_text() {
        assert_eq!(operation_name("query Session { viewer { id } }"), "Session");
        assert_eq!(operation_name("\n  mutation Star($input: X!) { a }"), "Star");
        assert_eq!(operation_name("{ viewer { id } }"), "");
    }

    #[test]
    fn a_request_carries_name_text_and_variables() {
        struct Ping;
        impl Document for Ping {
            const TEXT: &'static str = "query Ping($n: Int) { ping(n: $n) }";
            type Variables = std::collections::BTreeMap<&'static str, i32>;
            type Data = ();
        }
        let variables = [("n", 1)].into();
        let body = serde_json::to_value(Request::of::<Ping>(&variables)).unwrap();
        assert_eq!(body["operationName"], "Ping");
        assert_eq!(body["variables"]["n"], 1);
        assert_eq!(body["query"], Ping::TEXT);
    }
}
