use std::fmt;

use super::{address_state, key_list, written};
use crate::url_query::Query;

/// How many versions one page of the server brings, and how many are loaded at first.
pub const ROWS_PER_PAGE: u32 = 100;

/// The state of the page of a collection: `?tab=card`, or
/// `?columns=loss,accuracy&sort=-metric:loss&q=prod&rows=200`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CollectionState {
    /// Which part of the page is open.
    pub tab: CollectionTab,
    /// The summary metrics that are shown as columns, in order.
    pub columns: Vec<String>,
    /// What the rows are sorted by.
    pub sort: SortOrder,
    /// What the rows must contain.
    pub filter: String,
    /// How many rows are loaded, a multiple of [`ROWS_PER_PAGE`].
    pub row_count: u32,
}

/// A part of the page of a collection.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum CollectionTab {
    /// Its versions.
    #[default]
    Versions,
    /// Its description and facts.
    Card,
}

impl Default for CollectionState {
    fn default() -> Self {
        Self {
            tab: CollectionTab::default(),
            columns: Vec::new(),
            sort: SortOrder::default(),
            filter: String::new(),
            row_count: ROWS_PER_PAGE,
        }
    }
}

/// A column and a direction.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SortOrder {
    /// The column.
    pub key: SortKey,
    /// Whether the greatest comes first.
    pub is_descending: bool,
}

impl Default for SortOrder {
    fn default() -> Self {
        Self {
            key: SortKey::Version,
            is_descending: true,
        }
    }
}

/// A column that rows can be sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// The number of the version.
    Version,
    /// When it was linked.
    Linked,
    /// Bytes.
    Size,
    /// How many files.
    Files,
    /// The name of the run that logged it.
    Run,
    /// A summary metric.
    Metric(String),
}

impl SortKey {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "version" => Some(Self::Version),
            "linked" => Some(Self::Linked),
            "size" => Some(Self::Size),
            "files" => Some(Self::Files),
            "run" => Some(Self::Run),
            other => other
                .strip_prefix("metric:")
                .map(|key| Self::Metric(key.to_owned())),
        }
    }
}

impl fmt::Display for SortOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_descending { "-" } else { "" })?;
        match &self.key {
            SortKey::Version => f.write_str("version"),
            SortKey::Linked => f.write_str("linked"),
            SortKey::Size => f.write_str("size"),
            SortKey::Files => f.write_str("files"),
            SortKey::Run => f.write_str("run"),
            SortKey::Metric(key) => write!(f, "metric:{key}"),
        }
    }
}

impl SortOrder {
    fn parse(text: &str) -> Option<Self> {
        let (is_descending, key) = text.strip_prefix('-').map_or((false, text), |key| (true, key));
        Some(Self {
            key: SortKey::parse(key)?,
            is_descending,
        })
    }

    /// The order after the header of a column was pressed: turned round if it was sorted by it, else greatest first.
    #[must_use]
    pub fn pressed(&self, key: SortKey) -> Self {
        let is_descending = self.key != key || !self.is_descending;
        Self { key, is_descending }
    }
}

impl CollectionState {
    /// Reads the state from the query of an address.
    pub fn read(query: &Query) -> Self {
        let rows = query
            .get("rows")
            .and_then(|rows| rows.parse::<u32>().ok())
            .unwrap_or(0);
        let pages = rows.clamp(ROWS_PER_PAGE, 100_000).div_ceil(ROWS_PER_PAGE);
        let is_card = query.get("tab") == Some("card");
        Self {
            tab: if is_card {
                CollectionTab::Card
            } else {
                CollectionTab::Versions
            },
            columns: query.get("columns").map(key_list::split).unwrap_or_default(),
            sort: query.get("sort").and_then(SortOrder::parse).unwrap_or_default(),
            filter: query.get("q").unwrap_or_default().to_owned(),
            row_count: pages * ROWS_PER_PAGE,
        }
    }

    /// The query that carries the state.
    pub fn query(&self) -> Query {
        let sort = (self.sort != SortOrder::default()).then(|| self.sort.to_string());
        let rows = (self.row_count != ROWS_PER_PAGE).then(|| self.row_count.to_string());
        let tab = match self.tab {
            CollectionTab::Versions => None,
            CollectionTab::Card => Some("card"),
        };
        Query::default()
            .with("tab", tab)
            .with("columns", written(&key_list::join(&self.columns)))
            .with("sort", sort.as_deref())
            .with("q", written(&self.filter))
            .with("rows", rows.as_deref())
    }

    /// Shows or hides a metric; a hidden one that rows were sorted by gives the sort back to the version.
    #[must_use]
    pub fn with_column_toggled(mut self, metric: &str) -> Self {
        if let Some(at) = self.columns.iter().position(|column| column == metric) {
            self.columns.remove(at);
            if self.sort.key == SortKey::Metric(metric.to_owned()) {
                self.sort = SortOrder::default();
            }
        } else {
            self.columns.push(metric.to_owned());
        }
        self
    }
}

address_state!(CollectionState);

#[cfg(test)]
#[path = "collection_tests.rs"]
mod tests;
