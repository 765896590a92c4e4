use super::{address_state, written};
use crate::url_query::Query;

/// The state of the metadata tab: `?q=lr&view=raw`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct MetadataState {
    /// What keys or values must contain.
    pub search: String,
    /// How the metadata is shown.
    pub view: MetadataView,
}

/// How metadata is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum MetadataView {
    /// As a tree that opens and closes.
    #[default]
    Tree,
    /// As JSON text.
    Raw,
}

impl MetadataState {
    /// Reads the state from the query of an address.
    pub fn read(query: &Query) -> Self {
        let view = if query.get("view") == Some("raw") {
            MetadataView::Raw
        } else {
            MetadataView::Tree
        };
        Self {
            search: query.get("q").unwrap_or_default().to_owned(),
            view,
        }
    }

    /// The query that carries the state.
    pub fn query(&self) -> Query {
        let view = match self.view {
            MetadataView::Tree => None,
            MetadataView::Raw => Some("raw"),
        };
        Query::default()
            .with("q", written(&self.search))
            .with("view", view)
    }
}

address_state!(MetadataState);

/// The state of the files tab: `?q=tokenizer`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct FilesState {
    /// What paths must contain.
    pub search: String,
}

impl FilesState {
    /// Reads the state from the query of an address.
    pub fn read(query: &Query) -> Self {
        Self {
            search: query.get("q").unwrap_or_default().to_owned(),
        }
    }

    /// The query that carries the state.
    pub fn query(&self) -> Query {
        Query::default().with("q", written(&self.search))
    }
}

address_state!(FilesState);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn reading_what_was_printed_gives_the_same_state(search in ".{0,12}", is_raw in any::<bool>()) {
            let view = if is_raw { MetadataView::Raw } else { MetadataView::Tree };
            let metadata = MetadataState { search: search.clone(), view };
            prop_assert_eq!(MetadataState::parse(&metadata.to_string()), metadata);
            let files = FilesState { search };
            prop_assert_eq!(FilesState::parse(&files.to_string()), files);
        }
    }

    #[test]
    fn defaults_are_not_written() {
        assert_eq!(MetadataState::default().to_string(), "");
        assert_eq!(FilesState::default().to_string(), "");
    }
}
