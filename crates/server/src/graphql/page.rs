//! Relay paging: opaque cursors, page info, size limits.
//!
//! A cursor of a list that may grow or shrink holds the values that its entry is ordered by, so the next page begins after that
//! place, whatever was added or removed meanwhile.

use std::cmp::Ordering;

use async_graphql::SimpleObject;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use serde_json::Value;

use crate::fault::{Answer, Fault};
use crate::store::search::{At, Direction};

/// The greatest page that one request may ask for; the SDK asks for up to 5,000 files.
pub const PAGE_MAX: usize = 10_000;

/// Where a page stands in its list.
#[derive(Debug, Clone, SimpleObject)]
pub struct PageInfo {
    /// Whether there is more after this page.
    pub has_next_page: bool,
    /// The cursor of the last entry.
    pub end_cursor: Option<String>,
}

/// Makes a cursor of the key that the list is ordered by.
pub fn cursor(key: &str) -> String {
    URL_SAFE_NO_PAD.encode(key)
}

/// Reads a cursor of ours.
///
/// # Errors
/// When it is not one.
pub fn read_cursor(text: &str) -> Answer<String> {
    let refuse =
        || Fault::BadRequest("This cursor is not one of ours; start from the first page.".to_owned());
    let bytes = URL_SAFE_NO_PAD.decode(text).ok().ok_or_else(refuse)?;
    String::from_utf8(bytes).ok().ok_or_else(refuse)
}

/// Makes a cursor of the place of an entry in a list of that order.
pub fn place_cursor(order: &str, at: &[Value]) -> String {
    let mut values = vec![Value::from(order)];
    values.extend_from_slice(at);
    cursor(&Value::Array(values).to_string())
}

/// Reads the place that a cursor means in a list of that order; no cursor, or an empty one, is the beginning.
///
/// # Errors
/// When it is no cursor, or one of another list or order.
pub fn read_place(order: &str, text: Option<&str>) -> Answer<Option<At>> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let values: Option<Vec<Value>> = serde_json::from_str(&read_cursor(text)?).ok();
    match values.as_deref() {
        Some([of, at @ ..]) if of.as_str() == Some(order) => Ok(Some(at.to_vec())),
        _ => Err(Fault::BadRequest(
            "This cursor is of another list or another order; start from the first page.".to_owned(),
        )),
    }
}

/// The number of entries asked for: `default` when not said.
///
/// # Errors
/// When it is negative or more than [`PAGE_MAX`].
pub fn page_size(first: Option<i32>, default: usize) -> Answer<usize> {
    let Some(first) = first else { return Ok(default) };
    usize::try_from(first)
        .ok()
        .filter(|size| *size <= PAGE_MAX)
        .ok_or_else(|| Fault::BadRequest(format!("“first” must be from 0 to {PAGE_MAX}.")))
}

/// A page of a list, with the cursor of each entry.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// Cursor and entry.
    pub entries: Vec<(String, T)>,
    /// Whether there is more.
    pub has_next_page: bool,
}

impl<T> Page<T> {
    /// The page info of this page.
    pub fn info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.has_next_page,
            end_cursor: self.entries.last().map(|(cursor, _)| cursor.clone()),
        }
    }

    /// A page of entries with their places, one more than the size if there is more.
    pub fn of_places(mut entries: Vec<(T, At)>, order: &str, size: usize) -> Self {
        let has_next_page = entries.len() > size;
        entries.truncate(size);
        let entries = entries
            .into_iter()
            .map(|(entry, at)| (place_cursor(order, &at), entry))
            .collect();
        Self {
            entries,
            has_next_page,
        }
    }

    /// Cuts a page out of a whole list that is small enough to hold, whose entries have places; it is sorted by them here.
    ///
    /// # Errors
    /// When the size or the cursor is not legal.
    pub fn of_small_list(
        mut list: Vec<(T, At)>,
        order: &str,
        direction: Direction,
        size: usize,
        after: Option<&str>,
    ) -> Answer<Self> {
        let compare = |a: &At, b: &At| match direction {
            Direction::Ascending => compare_places(a, b),
            Direction::Descending => compare_places(b, a),
        };
        list.sort_by(|(_, a), (_, b)| compare(a, b));
        if let Some(after) = read_place(order, after)? {
            list.retain(|(_, at)| compare(at, &after).is_gt());
        }
        Ok(Self::of_places(list, order, size))
    }

    /// Cuts a page out of a whole list that is small enough to hold; the cursor is the index.
    ///
    /// # Errors
    /// When the size or the cursor is not legal.
    pub fn of_list(list: Vec<T>, first: Option<i32>, after: Option<&str>, default: usize) -> Answer<Self> {
        let start = match after.filter(|text| !text.is_empty()) {
            Some(text) => read_cursor(text)?
                .parse::<usize>()
                .ok()
                .map_or(0, |index| index + 1),
            None => 0,
        };
        let size = page_size(first, default)?;
        let has_next_page = list.len() > start + size;
        let entries = list
            .into_iter()
            .enumerate()
            .skip(start)
            .take(size)
            .map(|(index, entry)| (cursor(&index.to_string()), entry))
            .collect();
        Ok(Self {
            entries,
            has_next_page,
        })
    }
}

fn compare_places(a: &[Value], b: &[Value]) -> Ordering {
    let parts = a.iter().zip(b).map(|(a, b)| match (a, b) {
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (a, b) => a.as_i64().cmp(&b.as_i64()),
    });
    parts
        .into_iter()
        .find(|order| order.is_ne())
        .unwrap_or_else(|| a.len().cmp(&b.len()))
}

/// Declares a Relay connection type and its edge for a node type, with `totalCount`.
#[macro_export]
macro_rules! connection {
    ($connection:ident, $edge:ident, $node:ty, $doc:literal) => {
        #[doc = $doc]
        #[derive(async_graphql::SimpleObject)]
        pub struct $connection {
            /// The number of entries of the whole list.
            pub total_count: i32,
            /// Where the page stands.
            pub page_info: $crate::graphql::page::PageInfo,
            /// The entries of the page.
            pub edges: Vec<$edge>,
        }

        #[doc = concat!("One entry of `", stringify!($connection), "`.")]
        #[derive(async_graphql::SimpleObject)]
        pub struct $edge {
            /// The position of the entry.
            pub cursor: String,
            /// The entry.
            pub node: $node,
        }

        impl $connection {
            /// The connection of a page.
            pub fn new(page: $crate::graphql::page::Page<$node>, total: usize) -> Self {
                let page_info = page.info();
                let edges = page
                    .entries
                    .into_iter()
                    .map(|(cursor, node)| $edge { cursor, node })
                    .collect();
                Self {
                    total_count: i32::try_from(total).unwrap_or(i32::MAX),
                    page_info,
                    edges,
                }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_cursor_reads_back_in_its_own_order_only() {
        let text = place_cursor("registries +name", &[json!("x"), json!(3)]);
        let read = |order: &str| read_place(order, Some(&text));
        assert_eq!(
            read("registries +name").unwrap(),
            Some(vec![json!("x"), json!(3)])
        );
        assert!(read("registries -name").is_err());
        assert!(read_place("registries +name", Some("garbage!")).is_err());
        assert_eq!(read_place("registries +name", Some("")).unwrap(), None);
    }

    #[test]
    fn a_page_of_a_small_list_goes_on_after_its_place_even_when_that_entry_is_gone() {
        let page = |names: &[&'static str], after: Option<&str>| {
            let list = names.iter().map(|name| (*name, vec![json!(name)])).collect();
            Page::of_small_list(list, "x", Direction::Ascending, 2, after).unwrap()
        };
        let first = page(&["d", "b", "a"], None);
        assert_eq!(
            first.entries.iter().map(|entry| entry.1).collect::<Vec<_>>(),
            ["a", "b"]
        );
        assert!(first.has_next_page);
        let after = first.info().end_cursor;
        let second = page(&["d", "c", "aa"], after.as_deref());
        assert_eq!(
            second.entries.iter().map(|entry| entry.1).collect::<Vec<_>>(),
            ["c", "d"]
        );
        assert!(!second.has_next_page);
    }
}
