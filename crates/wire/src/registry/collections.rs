use serde::Serialize;

use super::facts::{ArtifactType, MembershipBrief, RegistryFacts, TagName, facts_fragment, person_fragment};
use crate::{Connection, Document, FromJson, Person};

/// The fragment `Row` on `ArtifactCollection`; wants `Somebody`.
macro_rules! row_fragment {
    () => {
        "fragment Row on ArtifactCollection {
  id name description createdAt updatedAt versionCount
  defaultArtifactType { name }
  tags { edges { node { name } } }
  createdBy { ...Somebody }
  newestMembership { id version createdAt linkedBy { ...Somebody } aliases { alias isProtected } }
}
"
    };
}

/// One registry with the first page of its collections.
#[derive(Debug)]
pub struct RegistryPage;

impl Document for RegistryPage {
    const TEXT: &'static str = concat!(
        "query RegistryPage($organization: String!, $registry: String!, $first: Int!) {
  organization(name: $organization) {
    id name myRole orgEntity { name }
    registry(name: $registry) {
      id name entityName description createdAt
      registry { ...Facts }
      artifactCollections(first: $first, order: \"name\") {
        totalCount pageInfo { hasNextPage endCursor } edges { node { ...Row } }
      }
    }
  }
}
",
        row_fragment!(),
        facts_fragment!()
    );
    type Variables = RegistryPageVariables;
    type Data = RegistryPageData;
}

/// The variables of [`RegistryPage`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegistryPageVariables {
    /// The organization.
    pub organization: String,
    /// The registry, without prefix.
    pub registry: String,
    /// How many collections.
    pub first: u32,
}

/// The answer to [`RegistryPage`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct RegistryPageData {
    /// The organization, unless absent or not the viewer's.
    pub organization: Option<RegistryOrganization>,
}

/// The organization of a registry.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RegistryOrganization {
    /// The opaque id.
    pub id: String,
    /// The display name, as in addresses.
    pub name: String,
    /// `admin`, `member` or `viewer`.
    pub my_role: Option<String>,
    /// The API's name for the organization.
    pub org_entity: Option<crate::session::EntityName>,
    /// The registry, unless absent or not visible.
    pub registry: Option<RegistryOnPage>,
}

/// A registry with a page of its collections.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RegistryOnPage {
    /// The opaque id of the project.
    pub id: String,
    /// The full name, `wandb-registry-…`.
    pub name: String,
    /// The org entity.
    pub entity_name: String,
    /// What the registry is for.
    pub description: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// The facts.
    pub registry: Option<RegistryFacts>,
    /// Its collections, by name.
    pub artifact_collections: Option<Connection<CollectionRow>>,
}

/// A collection as a row of the registry page.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct CollectionRow {
    /// The opaque id.
    pub id: String,
    /// The name.
    pub name: String,
    /// Its description, as Markdown.
    pub description: Option<String>,
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
    /// Its newest version.
    pub newest_membership: Option<MembershipBrief>,
}

/// The next page of the collections of a registry.
#[derive(Debug)]
pub struct MoreCollections;

impl Document for MoreCollections {
    const TEXT: &'static str = concat!(
        "query MoreCollections($organization: String!, $registry: String!, $first: Int!, $after: String!) {
  organization(name: $organization) {
    registry(name: $registry) {
      artifactCollections(first: $first, after: $after, order: \"name\") {
        totalCount pageInfo { hasNextPage endCursor } edges { node { ...Row } }
      }
    }
  }
}
",
        row_fragment!(),
        person_fragment!()
    );
    type Variables = MoreCollectionsVariables;
    type Data = MoreCollectionsData;
}

/// The variables of [`MoreCollections`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MoreCollectionsVariables {
    /// The organization.
    pub organization: String,
    /// The registry, without prefix.
    pub registry: String,
    /// How many collections.
    pub first: u32,
    /// The cursor where the last page ended.
    pub after: String,
}

/// The answer to [`MoreCollections`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct MoreCollectionsData {
    /// The organization.
    pub organization: Option<MoreCollectionsOrganization>,
}

/// The organization of [`MoreCollections`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct MoreCollectionsOrganization {
    /// The registry.
    pub registry: Option<MoreCollectionsRegistry>,
}

/// The registry of [`MoreCollections`].
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct MoreCollectionsRegistry {
    /// The page.
    pub artifact_collections: Option<Connection<CollectionRow>>,
}
