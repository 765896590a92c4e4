//! One version: through a registry or at its source, and its files.

use serde::Serialize;

mod facts;
mod files;

pub(crate) use facts::creator_fragment;
pub use facts::{
    Artifact, CollectionPlace, Creator, Membership, OtherMembership, PlaceOrganization, PlaceProject,
    PlaceRegistry, ProjectPlace, RunBrief, SourceSequence,
};
pub use files::{
    FilesCollection, FilesMembership, FilesOrganization, RegistryVersionFiles, RegistryVersionFilesData,
    RegistryVersionFilesVariables, SourceVersionFiles, SourceVersionFilesData, SourceVersionFilesVariables,
    VersionFile,
};

use crate::collection::RegistryBrief;
use crate::registry::facts::{access_fragment, person_fragment};
use crate::session::EntityName;
use crate::{Document, FromJson};

/// One version of a collection of a registry.
#[derive(Debug)]
pub struct RegistryVersion;

impl Document for RegistryVersion {
    const TEXT: &'static str = concat!(
        "query RegistryVersion($organization: String!, $registry: String!, $name: String!) {
  organization(name: $organization) {
    id name orgEntity { name }
    registry(name: $registry) {
      id name entityName
      registry { title isCore myAccess { ...Access } }
      artifactCollectionMembership(name: $name) { ...Place }
    }
  }
}
",
        facts::place_fragment!(),
        access_fragment!(),
        person_fragment!()
    );
    type Variables = RegistryVersionVariables;
    type Data = RegistryVersionData;
}

/// The variables of [`RegistryVersion`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegistryVersionVariables {
    /// The organization.
    pub organization: String,
    /// The registry, without prefix.
    pub registry: String,
    /// `collection:v3` or `collection:alias`.
    pub name: String,
}

/// The answer to [`RegistryVersion`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct RegistryVersionData {
    /// The organization, unless absent or not the viewer's.
    pub organization: Option<VersionOrganization>,
}

/// The organization of a version.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct VersionOrganization {
    /// The opaque id.
    pub id: String,
    /// The display name, as in addresses.
    pub name: String,
    /// The API's name for the organization.
    pub org_entity: Option<EntityName>,
    /// The registry, unless absent or not visible.
    pub registry: Option<VersionRegistry>,
}

/// The registry of a version.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct VersionRegistry {
    /// The opaque id of the project.
    pub id: String,
    /// The full name, `wandb-registry-…`.
    pub name: String,
    /// The org entity.
    pub entity_name: String,
    /// What the page needs of the registry's facts.
    pub registry: Option<RegistryBrief>,
    /// The version, unless absent.
    pub artifact_collection_membership: Option<Membership>,
}

/// One version at its source: `entity/project/sequence:vN`.
#[derive(Debug)]
pub struct SourceVersion;

impl Document for SourceVersion {
    const TEXT: &'static str = concat!(
        "query SourceVersion($entity: String!, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    id name entityName
    artifactCollectionMembership(name: $name) { ...Place }
  }
}
",
        facts::place_fragment!(),
        person_fragment!()
    );
    type Variables = SourceVersionVariables;
    type Data = SourceVersionData;
}

/// The variables of [`SourceVersion`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceVersionVariables {
    /// The team or person.
    pub entity: String,
    /// The project.
    pub project: String,
    /// `sequence:v3` or `sequence:alias`.
    pub name: String,
}

/// The answer to [`SourceVersion`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct SourceVersionData {
    /// The project, unless absent or not visible.
    pub project: Option<SourceProject>,
}

/// The project of a source version.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct SourceProject {
    /// The opaque id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The team or person.
    pub entity_name: String,
    /// The version, unless absent.
    pub artifact_collection_membership: Option<Membership>,
}
