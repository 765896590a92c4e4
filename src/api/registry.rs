//! Registries: all of an organization, one with its collections, its settings, its star.

use wire::ApiError;
use wire::registry::{
    CollectionNamed, CollectionRow, CollectionsNamed, CollectionsNamedVariables, Landing,
    LandingOrganization, LandingVariables, MoreCollections, MoreCollectionsVariables, RegistryOfSettings,
    RegistryOnPage, RegistryPage, RegistryPageVariables, RegistrySettings, RegistrySettingsVariables,
    StarRegistry, StarRegistryVariables,
};

use super::client::send;
use crate::routes::RegistryAddress;

/// How many collections one answer brings.
const COLLECTIONS_PER_PAGE: u32 = 200;

/// An organization with the registries that the viewer may see; `None` names the first organization of the viewer.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn landing(organization: Option<String>) -> Result<Option<LandingOrganization>, ApiError> {
    Ok(send::<Landing>(LandingVariables { organization })
        .await?
        .organization)
}

/// A registry with its collections; `None` when it does not exist or may not be seen.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn registry(at: RegistryAddress) -> Result<Option<RegistryOnPage>, ApiError> {
    let variables = RegistryPageVariables {
        organization: at.org,
        registry: at.registry,
        first: COLLECTIONS_PER_PAGE,
    };
    Ok(send::<RegistryPage>(variables)
        .await?
        .organization
        .and_then(|organization| organization.registry))
}

/// The collections behind a cursor, and the cursor behind those.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn more_collections(
    at: RegistryAddress,
    after: String,
) -> Result<(Vec<CollectionRow>, Option<String>), ApiError> {
    let variables = MoreCollectionsVariables {
        organization: at.org,
        registry: at.registry,
        first: COLLECTIONS_PER_PAGE,
        after,
    };
    let found = send::<MoreCollections>(variables)
        .await?
        .organization
        .and_then(|organization| organization.registry)
        .and_then(|registry| registry.artifact_collections)
        .unwrap_or_default();
    let next = found
        .page_info
        .end_cursor
        .clone()
        .filter(|_| found.page_info.has_next_page);
    Ok((found.into_nodes(), next))
}

/// Collections of all registries of an organization whose name has these letters in order.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn collections_named(
    organization: String,
    letters: &str,
    first: u32,
) -> Result<Vec<CollectionNamed>, ApiError> {
    let variables = CollectionsNamedVariables::new(organization, letters, first);
    Ok(send::<CollectionsNamed>(variables).await?.into_collections())
}

/// A registry with its settings; `None` when it does not exist or may not be seen.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn settings(at: RegistryAddress) -> Result<Option<RegistryOfSettings>, ApiError> {
    let variables = RegistrySettingsVariables {
        organization: at.org,
        registry: at.registry,
    };
    Ok(send::<RegistrySettings>(variables)
        .await?
        .organization
        .and_then(|organization| organization.registry))
}

/// Puts a star on a registry, or takes it off; returns what the server says it is now.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn set_star(project_id: String, is_starred: bool) -> Result<bool, ApiError> {
    let data = send::<StarRegistry>(StarRegistryVariables {
        project_id,
        is_starred,
    })
    .await?;
    Ok(data
        .star_registry
        .project
        .registry
        .map_or(is_starred, |registry| registry.is_starred))
}
