//! One collection of a registry and its versions.

use domain::url_state::ROWS_PER_PAGE;
use wire::collection::{
    Collection, CollectionPage, CollectionPageVariables, CollectionRegistry, MoreVersions,
    MoreVersionsVariables, VersionRow,
};
use wire::{ApiError, Connection};

use super::client::send;
use crate::routes::CollectionAddress;

/// A collection, its registry, and as many of its versions as were asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedCollection {
    /// The registry, its collection taken out.
    pub registry: CollectionRegistry,
    /// The collection, its versions taken out.
    pub collection: Collection,
    /// Its versions, newest first.
    pub versions: LoadedVersions,
    /// Versions with an alias that are not among those loaded.
    pub versions_with_alias: Vec<VersionRow>,
}

/// The versions that are loaded, newest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoadedVersions {
    /// The rows.
    pub rows: Vec<VersionRow>,
    /// The cursor behind the last row; `None` when every version is loaded.
    pub next: Option<String>,
}

impl LoadedVersions {
    fn take(&mut self, page: Connection<VersionRow>) {
        self.next = page
            .page_info
            .end_cursor
            .clone()
            .filter(|_| page.page_info.has_next_page);
        self.rows.extend(page.into_nodes());
    }
}

/// A collection with its newest `row_count` versions; `None` when it does not exist or may not be seen.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn collection(at: CollectionAddress, row_count: u32) -> Result<Option<LoadedCollection>, ApiError> {
    let variables = CollectionPageVariables {
        organization: at.org.clone(),
        registry: at.registry.clone(),
        collection: at.collection.clone(),
        first: ROWS_PER_PAGE,
    };
    let organization = send::<CollectionPage>(variables).await?.organization;
    let Some(mut registry) = organization.and_then(|organization| organization.registry) else {
        return Ok(None);
    };
    let Some(mut collection) = registry.artifact_collection.take() else {
        return Ok(None);
    };
    let mut versions = LoadedVersions::default();
    versions.take(std::mem::take(&mut collection.artifact_memberships));
    while versions.rows.len() < row_count as usize {
        let Some(after) = versions.next.take() else { break };
        versions.take(page(&at, None, Some(after)).await?);
    }
    let versions_with_alias = holders(&at, &collection, &versions).await?;
    Ok(Some(LoadedCollection {
        registry,
        collection,
        versions,
        versions_with_alias,
    }))
}

/// The next page of versions behind those that are loaded.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn more_versions(at: CollectionAddress, after: String) -> Result<LoadedVersions, ApiError> {
    let mut versions = LoadedVersions::default();
    versions.take(page(&at, None, Some(after)).await?);
    Ok(versions)
}

/// The versions that hold the aliases that no loaded row holds.
async fn holders(
    at: &CollectionAddress,
    collection: &Collection,
    versions: &LoadedVersions,
) -> Result<Vec<VersionRow>, ApiError> {
    let is_loaded = |alias: &str| {
        versions
            .rows
            .iter()
            .any(|row| row.aliases.iter().any(|held| held.alias == alias))
    };
    let missing: Vec<&str> = collection
        .aliases
        .nodes()
        .map(|alias| alias.alias.as_str())
        .filter(|alias| !is_loaded(alias))
        .collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let filters = serde_json::json!({ "alias": { "$in": missing } }).to_string();
    Ok(page(at, Some(filters), None).await?.into_nodes())
}

async fn page(
    at: &CollectionAddress,
    filters: Option<String>,
    after: Option<String>,
) -> Result<Connection<VersionRow>, ApiError> {
    let variables = MoreVersionsVariables {
        organization: at.org.clone(),
        registry: at.registry.clone(),
        collection: at.collection.clone(),
        filters,
        first: ROWS_PER_PAGE,
        after,
    };
    let found = send::<MoreVersions>(variables)
        .await?
        .organization
        .and_then(|organization| organization.registry);
    let collection = found.and_then(|registry| registry.artifact_collection);
    Ok(collection
        .map(|collection| collection.artifact_memberships)
        .unwrap_or_default())
}
