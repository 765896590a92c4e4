//! The keys by which the versions of a collection can be filtered, sorted and shown.

use async_graphql::{Enum, SimpleObject};

use crate::store::version_key::{KeyKind, ListedKey, Place};

/// Where a key is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum VersionKeyPlace {
    /// The metadata of the version.
    Metadata,
    /// The config of the run that logged it.
    Config,
    /// The summary of that run.
    Summary,
}

/// What the values of a key are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum VersionKeyKind {
    /// Numbers.
    Number,
    /// Texts.
    Text,
    /// Booleans.
    Boolean,
}

/// A key that some version of a collection has.
#[derive(Debug, Clone, SimpleObject)]
pub struct VersionKey {
    /// Where it is from.
    pub place: VersionKeyPlace,
    /// Its path there, with dots.
    pub path: String,
    /// The name in filters and orders: `metadata.a.b`, `config.lr`, `summary.loss`.
    pub field: String,
    /// What its values are, one kind or several.
    pub kinds: Vec<VersionKeyKind>,
}

impl VersionKey {
    /// The key of a row; none for what is kept to sort by only.
    pub fn of(key: ListedKey) -> Option<Self> {
        let place = match key.place {
            Place::Metadata => VersionKeyPlace::Metadata,
            Place::Config => VersionKeyPlace::Config,
            Place::Summary => VersionKeyPlace::Summary,
            Place::Artifact => return None,
        };
        let kinds = key.kinds.into_iter().map(|kind| match kind {
            KeyKind::Number => VersionKeyKind::Number,
            KeyKind::Text => VersionKeyKind::Text,
            KeyKind::Boolean => VersionKeyKind::Boolean,
        });
        Some(Self {
            place,
            field: format!("{}.{}", key.place.name(), key.path),
            path: key.path,
            kinds: kinds.collect(),
        })
    }
}
