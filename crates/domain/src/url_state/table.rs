use std::fmt;

use super::{key_list, written};
use crate::url_query::Query;

/// A column of a table, by the name that addresses use.
pub trait TableKey: Clone + PartialEq {
    /// The column of a name.
    fn parse(name: &str) -> Option<Self>;
    /// Its name; never empty, never starting with `-`.
    fn name(&self) -> String;
    /// How the table is sorted when the address says nothing.
    fn first_sort() -> TableSort<Self>;
}

/// A column and a direction.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TableSort<K> {
    /// The column.
    pub key: K,
    /// Whether the greatest comes first.
    pub is_descending: bool,
}

/// The state of a table that its address carries: `?sort=-linked&q=prod&columns=version,size&page=3`. What is selected is not part of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TableState<K> {
    /// What the rows are sorted by.
    pub sort: TableSort<K>,
    /// What the rows must contain, as it was typed.
    pub filter: String,
    /// The columns that are shown, in order; `None` for those that the table shows by itself.
    pub columns: Option<Vec<K>>,
    /// The page, from 1.
    pub page: u32,
}

impl<K: TableKey> TableSort<K> {
    fn parse(text: &str) -> Option<Self> {
        let (is_descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
        Some(Self {
            key: K::parse(name)?,
            is_descending,
        })
    }

    fn print(&self) -> String {
        let sign = if self.is_descending { "-" } else { "" };
        format!("{sign}{}", self.key.name())
    }
}

impl<K: TableKey> Default for TableState<K> {
    fn default() -> Self {
        Self {
            sort: K::first_sort(),
            filter: String::new(),
            columns: None,
            page: 1,
        }
    }
}

impl<K: TableKey> TableState<K> {
    /// Reads the state from the query of an address; what cannot be read is a default.
    pub fn read(query: &Query) -> Self {
        let page = query.get("page").and_then(|page| page.parse::<u32>().ok());
        Self {
            sort: query
                .get("sort")
                .and_then(TableSort::parse)
                .unwrap_or_else(K::first_sort),
            filter: query.get("q").unwrap_or_default().to_owned(),
            columns: query.get("columns").map(columns),
            page: page.unwrap_or(1).max(1),
        }
    }

    /// Reads the state from what stands behind the `?`.
    pub fn parse(text: &str) -> Self {
        Self::read(&Query::parse(text))
    }

    /// Writes the state into a query that may carry more, such as the open tab. Defaults are not written.
    #[must_use]
    pub fn write(&self, query: Query) -> Query {
        let sort = (self.sort != K::first_sort()).then(|| self.sort.print());
        let names = |columns: &Vec<K>| key_list::join(&columns.iter().map(K::name).collect::<Vec<_>>());
        let columns = self.columns.as_ref().map(names);
        let page = (self.page > 1).then(|| self.page.to_string());
        query
            .with("sort", sort.as_deref())
            .with("q", written(&self.filter))
            .with("columns", columns.as_deref())
            .with("page", page.as_deref())
    }

    /// After the header of a column was pressed: turned round if the rows were sorted by it, else sorted by it. The first page again.
    #[must_use]
    pub fn sorted_by(self, key: K, is_descending_first: bool) -> Self {
        let is_descending = if self.sort.key == key {
            !self.sort.is_descending
        } else {
            is_descending_first
        };
        Self {
            sort: TableSort { key, is_descending },
            page: 1,
            ..self
        }
    }

    /// With another filter; the first page again.
    #[must_use]
    pub fn filtered(self, filter: String) -> Self {
        Self {
            filter,
            page: 1,
            ..self
        }
    }

    /// On another page.
    #[must_use]
    pub fn on_page(self, page: u32) -> Self {
        Self {
            page: page.max(1),
            ..self
        }
    }

    /// With a column shown or hidden; `shown_by_itself` are those of a table whose columns were never chosen. A hidden column that rows were sorted
    /// by gives the sort back to the first one.
    #[must_use]
    pub fn with_column_toggled(mut self, key: &K, shown_by_itself: &[K]) -> Self {
        let mut columns = self.columns.take().unwrap_or_else(|| shown_by_itself.to_vec());
        if let Some(at) = columns.iter().position(|column| column == key) {
            columns.remove(at);
            if self.sort.key == *key {
                self.sort = K::first_sort();
            }
        } else {
            columns.push(key.clone());
        }
        self.columns = Some(columns).filter(|columns| columns.as_slice() != shown_by_itself);
        self
    }
}

/// The columns of a list of names; unknown names and repetitions are passed over.
fn columns<K: TableKey>(names: &str) -> Vec<K> {
    let mut columns: Vec<K> = Vec::new();
    for column in key_list::split(names).iter().filter_map(|name| K::parse(name)) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns
}

impl<K: TableKey> fmt::Display for TableState<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(Query::default()).fmt(f)
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
