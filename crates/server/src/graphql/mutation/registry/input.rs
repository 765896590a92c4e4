//! What the changes of projects and registries take and return.

use async_graphql::{ID, InputObject, SimpleObject};

use crate::graphql::object::project::Project;
use crate::graphql::scalar::JsonString;

/// An artifact type to accept.
#[derive(InputObject)]
pub struct ArtifactTypeInput {
    /// Its name.
    pub name: String,
    /// Types carry no description.
    pub description: Option<String>,
}

/// An icon.
#[derive(InputObject)]
pub struct ProjectIconInput {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: String,
}

/// A project or registry to create or change: the one of that name in that entity.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct UpsertModelInput {
    pub id: Option<String>,
    pub name: Option<String>,
    pub entity_name: Option<String>,
    pub description: Option<String>,
    pub access: Option<String>,
    pub allow_all_artifact_types_in_registry: Option<bool>,
    pub artifact_types: Option<Vec<ArtifactTypeInput>>,
    pub views: Option<JsonString>,
    pub repo: Option<String>,
    pub framework: Option<String>,
    pub docker_image: Option<String>,
    pub owner: Option<ID>,
    pub icon: Option<ProjectIconInput>,
    pub is_benchmark: Option<bool>,
    pub is_published: Option<bool>,
    pub client_mutation_id: Option<String>,
}

/// The project, under both of its names.
#[derive(SimpleObject)]
pub struct UpsertModelPayload {
    /// Whether it was made.
    pub inserted: Option<bool>,
    /// The project.
    pub project: Option<Project>,
    /// The project.
    pub model: Option<Project>,
}

/// Which registry to star or unstar.
#[derive(InputObject)]
pub struct StarRegistryInput {
    /// The registry.
    #[graphql(name = "projectID")]
    pub project_id: ID,
    /// Whether it is to be starred.
    pub is_starred: bool,
}

/// The registry that was starred or unstarred.
#[derive(SimpleObject)]
pub struct StarRegistryPayload {
    /// The registry.
    pub project: Project,
}
