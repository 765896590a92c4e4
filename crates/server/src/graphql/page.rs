//! Relay paging: opaque cursors, page info, size limits.

use async_graphql::SimpleObject;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::fault::{Answer, Fault};

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
