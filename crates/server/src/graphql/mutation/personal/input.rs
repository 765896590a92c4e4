//! What the changes of saved searches and watches take and return.

use async_graphql::{ID, InputObject, SimpleObject};

use crate::graphql::object::personal::{SavedSearch, Watch};

/// A search to save.
#[derive(InputObject)]
pub struct SaveSearchInput {
    /// Its name, one of a kind among the asker's.
    pub name: String,
    /// The query, as the search page reads it.
    pub query: String,
}

/// What changes of a saved search.
#[derive(InputObject)]
pub struct UpdateSavedSearchInput {
    /// Its id.
    pub id: ID,
    /// The new name.
    pub name: Option<String>,
    /// The new query.
    pub query: Option<String>,
}

/// Which saved search to delete.
#[derive(InputObject)]
pub struct DeleteSavedSearchInput {
    /// Its id.
    pub id: ID,
}

/// A saved search, as it is now.
#[derive(SimpleObject)]
pub struct SavedSearchPayload {
    /// The search.
    pub saved_search: SavedSearch,
}

/// What to watch: one of the two.
#[derive(InputObject)]
pub struct WatchInput {
    /// A registry.
    #[graphql(name = "projectID")]
    pub project_id: Option<ID>,
    /// A collection.
    #[graphql(name = "artifactCollectionID")]
    pub artifact_collection_id: Option<ID>,
}

/// What to stop watching.
#[derive(InputObject)]
pub struct UnwatchInput {
    /// The watch.
    pub id: ID,
}

/// What was looked at.
#[derive(InputObject)]
pub struct WatchLookedInput {
    /// The watch.
    pub id: ID,
}

/// A watch, as it is now.
#[derive(SimpleObject)]
pub struct WatchPayload {
    /// The watch.
    pub watch: Watch,
}
