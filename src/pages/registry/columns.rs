//! The columns of the collections table, and the order that each gives.

use domain::fold::Fold as _;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use domain::order_of::sorted_by;
use domain::sort_key::SortKey;
use wire::registry::CollectionRow;

/// A column that the table can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Type,
    Versions,
    Linked,
}

impl Column {
    const ALL: [Self; 4] = [Self::Name, Self::Type, Self::Versions, Self::Linked];

    const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Type => "type",
            Self::Versions => "versions",
            Self::Linked => "linked",
        }
    }

    /// Whether a first click sorts the greatest first.
    pub(super) const fn starts_descending(self) -> bool {
        matches!(self, Self::Versions | Self::Linked)
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// No column has this name.
#[derive(Debug)]
pub(super) struct NoSuchColumn;

impl FromStr for Column {
    type Err = NoSuchColumn;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|column| column.word() == word)
            .ok_or(NoSuchColumn)
    }
}

/// The order that is not written in the address: what was linked last stands first.
pub(super) const DEFAULT_SORT: SortKey<Column> = SortKey {
    column: Column::Linked,
    is_descending: true,
};

/// Sorts rows; equals stand by name.
pub(super) fn sorted(rows: Vec<CollectionRow>, key: SortKey<Column>) -> Vec<CollectionRow> {
    sorted_by(rows, |one, other| {
        key.directed(ascending(key.column, one, other))
            .then_with(|| by_name(one, other))
    })
}

fn ascending(column: Column, one: &CollectionRow, other: &CollectionRow) -> Ordering {
    let linked_at = |row: &CollectionRow| {
        row.newest_membership
            .as_ref()
            .map(|newest| newest.created_at.clone())
    };
    match column {
        Column::Name => by_name(one, other),
        Column::Type => one
            .default_artifact_type
            .name
            .cmp(&other.default_artifact_type.name),
        Column::Versions => one.version_count.cmp(&other.version_count),
        // RFC 3339 in UTC sorts by its text; a collection without versions is the oldest.
        Column::Linked => linked_at(one).cmp(&linked_at(other)),
    }
}

fn by_name(one: &CollectionRow, other: &CollectionRow) -> Ordering {
    one.name.folded().cmp(&other.name.folded())
}
