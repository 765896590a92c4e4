//! What the changes of versions take and return.

use async_graphql::{ID, InputObject, SimpleObject};

use crate::graphql::object::artifact::Artifact;
use crate::graphql::object::collection::ArtifactDigestAlgorithm;
use crate::graphql::scalar::{Int64, JsonString};

/// An alias for a version of the named collection.
#[derive(InputObject)]
pub struct ArtifactAliasInput {
    /// The collection.
    pub artifact_collection_name: String,
    /// The alias.
    pub alias: String,
}

/// A tag.
#[derive(InputObject)]
pub struct TagInput {
    /// Its name.
    pub tag_name: String,
    /// Categories are not kept.
    pub tag_category_name: Option<String>,
    /// Attributes are not kept.
    pub attributes: Option<JsonString>,
}

/// What a version is announced with.
#[derive(InputObject)]
#[expect(
    missing_docs,
    reason = "the names are those of the SDK; what needs words is said where it is read"
)]
pub struct CreateArtifactInput {
    pub entity_name: String,
    pub project_name: String,
    pub run_name: Option<String>,
    pub artifact_type_name: String,
    pub artifact_collection_name: Option<String>,
    pub artifact_collection_names: Option<Vec<String>>,
    pub digest: String,
    pub digest_algorithm: Option<ArtifactDigestAlgorithm>,
    #[graphql(name = "clientID")]
    pub client_id: Option<ID>,
    #[graphql(name = "sequenceClientID")]
    pub sequence_client_id: Option<ID>,
    #[graphql(name = "distributedID")]
    pub distributed_id: Option<String>,
    pub description: Option<String>,
    pub labels: Option<JsonString>,
    pub metadata: Option<JsonString>,
    pub aliases: Option<Vec<ArtifactAliasInput>>,
    pub tags: Option<Vec<TagInput>>,
    pub ttl_duration_seconds: Option<Int64>,
    pub history_step: Option<Int64>,
    pub enable_digest_deduplication: Option<bool>,
    pub storage_region: Option<String>,
    pub client_mutation_id: Option<String>,
}

/// The version that was announced, or the equal one that was there.
#[derive(SimpleObject)]
pub struct CreateArtifactPayload {
    /// The version.
    pub artifact: Artifact,
}

/// A version that changed.
#[derive(SimpleObject)]
pub struct ArtifactPayload {
    /// The version.
    pub artifact: Artifact,
}

/// Which version is whole.
#[derive(InputObject)]
pub struct CommitArtifactInput {
    /// The version.
    #[graphql(name = "artifactID")]
    pub artifact_id: ID,
    /// Sent along and ignored.
    pub client_mutation_id: Option<String>,
}

/// Which run uses which version.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct UseArtifactInput {
    pub entity_name: String,
    pub project_name: String,
    pub run_name: String,
    #[graphql(name = "artifactID")]
    pub artifact_id: ID,
    pub artifact_entity_name: Option<String>,
    pub artifact_project_name: Option<String>,
    pub used_as: Option<String>,
    pub client_mutation_id: Option<String>,
}

/// What changes of a version; what is not named stays.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct UpdateArtifactInput {
    #[graphql(name = "artifactID")]
    pub artifact_id: ID,
    pub description: Option<String>,
    pub metadata: Option<JsonString>,
    pub labels: Option<JsonString>,
    pub aliases: Option<Vec<ArtifactAliasInput>>,
    pub tags_to_add: Option<Vec<TagInput>>,
    pub tags_to_delete: Option<Vec<TagInput>>,
    pub ttl_duration_seconds: Option<Int64>,
    pub client_mutation_id: Option<String>,
}
