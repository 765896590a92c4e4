//! One version, through a registry or at its source, and its files.

use wire::collection::RegistryBrief;
use wire::version::{
    Membership, RegistryVersion, RegistryVersionFiles, RegistryVersionFilesVariables,
    RegistryVersionVariables, SourceVersion, SourceVersionFiles, SourceVersionFilesVariables,
    SourceVersionVariables, VersionFile,
};
use wire::{ApiError, Connection};

use super::client::send;
use crate::routes::{SourceVersionAddress, VersionAddress};

/// How many files one answer brings.
const FILES_PER_PAGE: u32 = 500;

/// Where a version was found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundVersion {
    /// The team, person or org entity, as the API names it.
    pub entity: String,
    /// The project; of a registry with its prefix.
    pub project: String,
    /// What the registry says; `None` at the source.
    pub registry: Option<RegistryBrief>,
    /// The version.
    pub membership: Membership,
}

/// A version of a registry; `None` when it does not exist or may not be seen.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn registry_version(at: VersionAddress) -> Result<Option<FoundVersion>, ApiError> {
    let name = format!("{}:{}", at.collection, at.version);
    let variables = RegistryVersionVariables {
        organization: at.org,
        registry: at.registry,
        name,
    };
    let organization = send::<RegistryVersion>(variables).await?.organization;
    let Some(registry) = organization.and_then(|organization| organization.registry) else {
        return Ok(None);
    };
    let (entity, project, facts) = (registry.entity_name, registry.name, registry.registry);
    Ok(registry
        .artifact_collection_membership
        .map(|membership| FoundVersion {
            entity,
            project,
            registry: facts,
            membership,
        }))
}

/// A version where it was logged; `None` when it does not exist or may not be seen.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn source_version(at: SourceVersionAddress) -> Result<Option<FoundVersion>, ApiError> {
    let name = format!("{}:{}", at.artifact, at.version);
    let variables = SourceVersionVariables {
        entity: at.entity,
        project: at.project,
        name,
    };
    let Some(project) = send::<SourceVersion>(variables).await?.project else {
        return Ok(None);
    };
    let (entity, name) = (project.entity_name, project.name);
    Ok(project
        .artifact_collection_membership
        .map(|membership| FoundVersion {
            entity,
            project: name,
            registry: None,
            membership,
        }))
}

/// Which version's files are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesOf {
    /// Through a registry, whose role decides on downloads.
    Registry(VersionAddress),
    /// At the source.
    Source(SourceVersionAddress),
}

/// The files of a version, a page at a time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoadedFiles {
    /// The files.
    pub files: Vec<VersionFile>,
    /// How many there are in all pages.
    pub total_count: u64,
    /// The cursor behind the last file; `None` when every file is loaded.
    pub next: Option<String>,
}

/// The files of a version behind a cursor; `None` is the first page.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn files(of: FilesOf, after: Option<String>) -> Result<LoadedFiles, ApiError> {
    let page = match of {
        FilesOf::Registry(at) => registry_files(at, after).await?,
        FilesOf::Source(at) => source_files(at, after).await?,
    };
    let next = page
        .page_info
        .end_cursor
        .clone()
        .filter(|_| page.page_info.has_next_page);
    let total_count = page.total_count.unwrap_or(page.edges.len() as u64);
    Ok(LoadedFiles {
        files: page.into_nodes(),
        total_count,
        next,
    })
}

async fn registry_files(
    at: VersionAddress,
    after: Option<String>,
) -> Result<Connection<VersionFile>, ApiError> {
    let name = format!("{}:{}", at.collection, at.version);
    let variables = RegistryVersionFilesVariables {
        organization: at.org,
        registry: at.registry,
        name,
        first: FILES_PER_PAGE,
        after,
    };
    let found = send::<RegistryVersionFiles>(variables).await?.organization;
    let membership = found
        .and_then(|found| found.registry)
        .and_then(|found| found.artifact_collection_membership);
    Ok(membership
        .and_then(|membership| membership.files)
        .unwrap_or_default())
}

async fn source_files(
    at: SourceVersionAddress,
    after: Option<String>,
) -> Result<Connection<VersionFile>, ApiError> {
    let name = format!("{}:{}", at.artifact, at.version);
    let variables = SourceVersionFilesVariables {
        entity: at.entity,
        project: at.project,
        name,
        first: FILES_PER_PAGE,
        after,
    };
    let found = send::<SourceVersionFiles>(variables).await?.project;
    let membership = found.and_then(|found| found.artifact_collection_membership);
    Ok(membership
        .and_then(|membership| membership.files)
        .unwrap_or_default())
}
