//! Collections: an interface with two types, because the SDK tells them apart by `__typename`.

mod list;
mod object;

use async_graphql::{Enum, ID, Interface};

pub use self::list::{Asked, page};
pub use self::object::{ArtifactPortfolio, ArtifactSequence};
use super::alias::{ArtifactAliasConnection, TagConnection};
use super::artifact::VersionedArtifactConnection;
use super::artifact_type::ArtifactType;
use super::event::{ArtifactAliasActionConnection, EventConnection, EventFilterInput};
use super::membership::{ArtifactCollectionMembership, ArtifactCollectionMembershipConnection};
use super::personal::Watch;
use super::project::Project;
use super::user::User;
use super::version_key::VersionKey;
use crate::connection;
use crate::fault::Answer;
use crate::graphql::scalar::{DateTime, JsonString};
use crate::store::collection::{CollectionKind, CollectionRow};

/// Which kind of collections are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ArtifactCollectionType {
    /// Source artifacts.
    Sequence,
    /// Collections that versions are linked to.
    Portfolio,
}

impl From<ArtifactCollectionType> for CollectionKind {
    fn from(kind: ArtifactCollectionType) -> Self {
        match kind {
            ArtifactCollectionType::Sequence => Self::Sequence,
            ArtifactCollectionType::Portfolio => Self::Portfolio,
        }
    }
}

/// Whether a collection is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ArtifactCollectionState {
    /// It is.
    Ready,
    /// It was.
    Deleted,
}

/// How versions are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ArtifactDigestAlgorithm {
    /// MD5 over the manifest.
    #[graphql(name = "MANIFEST_MD5")]
    ManifestMd5,
    /// XXH128 over the manifest; not offered.
    #[graphql(name = "MANIFEST_XXH128")]
    ManifestXxh128,
}

/// A named set of versions.
#[derive(Interface)]
#[expect(
    clippy::duplicated_attributes,
    reason = "each field of the interface names its type, and many have the same"
)]
#[graphql(
    field(name = "id", ty = "ID"),
    field(name = "name", ty = "String"),
    field(name = "description", ty = "Answer<Option<String>>"),
    field(name = "description_html", ty = "Answer<Option<String>>"),
    field(name = "state", ty = "ArtifactCollectionState"),
    field(name = "created_at", ty = "DateTime"),
    field(name = "updated_at", ty = "Option<DateTime>"),
    field(name = "created_by", ty = "Answer<Option<User>>"),
    field(name = "project", ty = "Answer<Option<Project>>"),
    field(name = "default_artifact_type", ty = "ArtifactType"),
    field(name = "tags", ty = "Answer<TagConnection>"),
    field(name = "version_count", ty = "Answer<i32>"),
    field(name = "version_keys", ty = "Answer<Vec<VersionKey>>"),
    field(
        name = "newest_membership",
        ty = "Answer<Option<ArtifactCollectionMembership>>"
    ),
    field(
        name = "aliases",
        ty = "Answer<ArtifactAliasConnection>",
        arg(name = "after", ty = "Option<String>"),
        arg(name = "first", ty = "Option<i32>")
    ),
    field(name = "my_watch", ty = "Answer<Option<Watch>>"),
    field(
        name = "artifact_collection_actions",
        ty = "Answer<EventConnection>",
        arg(name = "filter", ty = "Option<EventFilterInput>"),
        arg(name = "first", ty = "Option<i32>"),
        arg(name = "after", ty = "Option<String>")
    ),
    field(
        name = "alias_action_history",
        ty = "Answer<ArtifactAliasActionConnection>",
        arg(name = "alias", ty = "Option<String>"),
        arg(name = "first", ty = "Option<i32>"),
        arg(name = "after", ty = "Option<String>")
    ),
    field(
        name = "artifact_membership",
        ty = "Answer<Option<ArtifactCollectionMembership>>",
        arg(name = "alias_name", ty = "String")
    ),
    field(
        name = "artifact_memberships",
        ty = "Answer<ArtifactCollectionMembershipConnection>",
        arg(name = "filters", ty = "Option<JsonString>"),
        arg(name = "order", ty = "Option<String>"),
        arg(name = "first", ty = "Option<i32>"),
        arg(name = "after", ty = "Option<String>")
    ),
    field(
        name = "artifacts",
        ty = "Answer<Option<VersionedArtifactConnection>>",
        arg(name = "filters", ty = "Option<JsonString>"),
        arg(name = "order", ty = "Option<String>"),
        arg(name = "after", ty = "Option<String>"),
        arg(name = "first", ty = "Option<i32>")
    )
)]
pub enum ArtifactCollection {
    /// A source artifact.
    Sequence(ArtifactSequence),
    /// A collection that versions are linked to.
    Portfolio(ArtifactPortfolio),
}

connection!(
    ArtifactCollectionConnection,
    ArtifactCollectionEdge,
    ArtifactCollection,
    "A page of collections."
);

impl ArtifactCollection {
    /// The collection of a row.
    pub fn of(row: CollectionRow) -> Self {
        match row.kind() {
            CollectionKind::Sequence => Self::Sequence(ArtifactSequence(row)),
            CollectionKind::Portfolio => Self::Portfolio(ArtifactPortfolio(row)),
        }
    }

    /// Its row.
    pub fn row(&self) -> &CollectionRow {
        match self {
            Self::Sequence(ArtifactSequence(row)) | Self::Portfolio(ArtifactPortfolio(row)) => row,
        }
    }
}
