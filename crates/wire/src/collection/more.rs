use serde::Serialize;

use super::VersionRow;
use crate::registry::facts::person_fragment;
use crate::version::creator_fragment;
use crate::{Connection, Document, FromJson};

/// The fragment `Version` on `ArtifactCollectionMembership`; wants `Creator` and `Somebody`.
macro_rules! version_row_fragment {
    () => {
        "fragment Version on ArtifactCollectionMembership {
  id version createdAt
  linkedBy { ...Somebody }
  aliases { alias isProtected }
  artifact {
    id size fileCount qualifiedName
    tags { name }
    artifactType { name }
    createdBy { ...Creator }
  }
}
"
    };
}

pub(super) use version_row_fragment;

/// A page of the versions of a collection, all of them or those of a filter.
#[derive(Debug)]
pub struct MoreVersions;

impl Document for MoreVersions {
    const TEXT: &'static str = concat!(
        "query MoreVersions($organization: String!, $registry: String!, $collection: String!, $filters: JSONString, $first: Int!, $after: String) {
  organization(name: $organization) {
    registry(name: $registry) {
      artifactCollection(name: $collection) {
        artifactMemberships(filters: $filters, order: \"-version_index\", first: $first, after: $after) {
          totalCount pageInfo { hasNextPage endCursor } edges { node { ...Version } }
        }
      }
    }
  }
}
",
        version_row_fragment!(),
        creator_fragment!(),
        person_fragment!()
    );
    type Variables = MoreVersionsVariables;
    type Data = MoreVersionsData;
}

/// The variables of [`MoreVersions`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MoreVersionsVariables {
    /// The organization.
    pub organization: String,
    /// The registry, without prefix.
    pub registry: String,
    /// The collection.
    pub collection: String,
    /// A filter as JSON text; `None` is all of them.
    pub filters: Option<String>,
    /// How many versions.
    pub first: u32,
    /// The cursor where the last page ended; `None` is the first page.
    pub after: Option<String>,
}

/// The answer to [`MoreVersions`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct MoreVersionsData {
    /// The organization.
    pub organization: Option<MoreVersionsOrganization>,
}

/// The organization of [`MoreVersions`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct MoreVersionsOrganization {
    /// The registry.
    pub registry: Option<MoreVersionsRegistry>,
}

/// The registry of [`MoreVersions`].
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct MoreVersionsRegistry {
    /// The collection.
    pub artifact_collection: Option<MoreVersionsCollection>,
}

/// The collection of [`MoreVersions`].
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct MoreVersionsCollection {
    /// The page.
    pub artifact_memberships: Connection<VersionRow>,
}
