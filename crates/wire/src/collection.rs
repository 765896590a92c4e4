//! One collection of a registry and its versions.

use serde::Serialize;

mod more;

pub use more::{
    MoreVersions, MoreVersionsCollection, MoreVersionsData, MoreVersionsOrganization, MoreVersionsRegistry,
    MoreVersionsVariables,
};

use crate::registry::facts::{access_fragment, person_fragment};
use crate::registry::{AliasBadge, ArtifactType, RegistryAccess, TagName};
use crate::session::EntityName;
use crate::version::{Creator, creator_fragment};
use crate::{Connection, Document, FromJson, Person};

/// One collection with the first page of its versions, and those that hold an alias.
#[derive(Debug)]
pub struct CollectionPage;

impl Document for CollectionPage {
    const TEXT: &'static str = concat!(
        "query CollectionPage($organization: String!, $registry: String!, $collection: String!, $first: Int!) {
  organization(name: $organization) {
    id name orgEntity { name }
    registry(name: $registry) {
      id name entityName
      registry { title isCore myAccess { ...Access } }
      artifactCollection(name: $collection) {
        id name description descriptionHtml createdAt updatedAt versionCount
        defaultArtifactType { name }
        tags { edges { node { name } } }
        createdBy { ...Somebody }
        aliases(first: 100) { edges { node { alias isProtected } } }
        artifactMemberships(order: \"-version_index\", first: $first) {
          totalCount pageInfo { hasNextPage endCursor } edges { node { ...Version } }
        }
      }
    }
  }
}
",
        more::version_row_fragment!(),
        creator_fragment!(),
        access_fragment!(),
        person_fragment!()
    );
    type Variables = CollectionPageVariables;
    type Data = CollectionPageData;
}

/// The variables of [`CollectionPage`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CollectionPageVariables {
    /// The organization.
    pub organization: String,
    /// The registry, without prefix.
    pub registry: String,
    /// The collection.
    pub collection: String,
    /// How many versions.
    pub first: u32,
}

/// The answer to [`CollectionPage`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct CollectionPageData {
    /// The organization, unless absent or not the viewer's.
    pub organization: Option<CollectionOrganization>,
}

/// The organization of a collection.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct CollectionOrganization {
    /// The opaque id.
    pub id: String,
    /// The display name, as in addresses.
    pub name: String,
    /// The API's name for the organization.
    pub org_entity: Option<EntityName>,
    /// The registry, unless absent or not visible.
    pub registry: Option<CollectionRegistry>,
}

/// The registry of a collection.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct CollectionRegistry {
    /// The opaque id of the project.
    pub id: String,
    /// The full name, `wandb-registry-…`.
    pub name: String,
    /// The org entity.
    pub entity_name: String,
    /// What the page needs of the registry's facts.
    pub registry: Option<RegistryBrief>,
    /// The collection, unless absent.
    pub artifact_collection: Option<Collection>,
}

/// What pages below a registry need of its facts.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RegistryBrief {
    /// The name people read.
    pub title: String,
    /// Whether it is one of the two core registries.
    pub is_core: bool,
    /// What the viewer may do.
    pub my_access: RegistryAccess,
}

/// A collection with a page of its versions.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct Collection {
    /// The opaque id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The description as Markdown.
    pub description: Option<String>,
    /// The description as HTML that the server made safe.
    pub description_html: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: Option<String>,
    /// How many versions it has.
    pub version_count: u64,
    /// The type of its versions.
    pub default_artifact_type: ArtifactType,
    /// Its tags.
    pub tags: Connection<TagName>,
    /// Who made it.
    pub created_by: Option<Person>,
    /// Every alias in use.
    pub aliases: Connection<AliasBadge>,
    /// The first page of its versions, newest first.
    pub artifact_memberships: Connection<VersionRow>,
}

/// A version as a row of its collection.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct VersionRow {
    /// The opaque id of the link.
    pub id: String,
    /// `v3`.
    pub version: String,
    /// When it was linked, RFC 3339.
    pub created_at: String,
    /// Who linked it.
    pub linked_by: Option<Person>,
    /// Its aliases in this collection.
    pub aliases: Vec<AliasBadge>,
    /// What was linked.
    pub artifact: Option<RowArtifact>,
}

/// The linked version as a row shows it.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RowArtifact {
    /// The opaque id.
    pub id: String,
    /// Bytes of all files.
    pub size: u64,
    /// How many files.
    pub file_count: u64,
    /// `entity/project/sequence:vN` of the source; empty when the source may not be seen.
    pub qualified_name: String,
    /// Its tags.
    pub tags: Vec<TagName>,
    /// Its type.
    pub artifact_type: ArtifactType,
    /// What logged it.
    pub created_by: Option<Creator>,
}
