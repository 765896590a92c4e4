//! Names, descriptions and tags of collections.

pub mod change;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::event::EventKind;
use domain::permission::Capability;
use serde_json::json;

use super::SuccessPayload;
use super::artifact::input::TagInput;
use crate::auth::{self, Actor};
use crate::fault::{Answer, Fault};
use crate::graphql::object::alias::Tag;
use crate::graphql::object::collection::ArtifactCollection;
use crate::graphql::{actor, api};
use crate::store::collection::{CollectionKind, CollectionRow};
use crate::store::event::NewEvent;
use crate::store::{self, Db};

/// Names, descriptions and tags of collections.
#[derive(Default)]
pub struct CollectionMutation;

/// Which tags a collection gets or loses.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct CreateArtifactCollectionTagAssignmentsInput {
    pub entity_name: String,
    pub project_name: String,
    pub artifact_collection_name: String,
    pub tags: Vec<TagInput>,
    #[graphql(name = "clientMutationID")]
    pub client_mutation_id: Option<String>,
}

/// Which tags a collection loses.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct DeleteArtifactCollectionTagAssignmentsInput {
    pub entity_name: String,
    pub project_name: String,
    pub artifact_collection_name: String,
    pub tags: Vec<TagInput>,
    #[graphql(name = "clientMutationID")]
    pub client_mutation_id: Option<String>,
}

/// What changes of a source artifact.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct UpdateArtifactSequenceInput {
    #[graphql(name = "artifactSequenceID")]
    pub artifact_sequence_id: ID,
    pub name: Option<String>,
    pub description: Option<String>,
    pub client_mutation_id: Option<String>,
}

/// What changes of a collection.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct UpdateArtifactPortfolioInput {
    #[graphql(name = "artifactPortfolioID")]
    pub artifact_portfolio_id: ID,
    pub name: Option<String>,
    pub description: Option<String>,
    pub client_mutation_id: Option<String>,
}

/// The tags that a collection has now.
#[derive(SimpleObject)]
pub struct TagsPayload {
    /// The tags, by name.
    pub tags: Vec<Tag>,
}

/// A collection that changed.
#[derive(SimpleObject)]
pub struct ArtifactCollectionPayload {
    /// The collection.
    pub artifact_collection: ArtifactCollection,
}

/// The greatest number of tags of one call, as the SDK has it.
const TAGS_MAX: usize = 20;

#[Object]
impl CollectionMutation {
    /// Puts tags on a collection.
    async fn create_artifact_collection_tag_assignments(
        &self,
        ctx: &Context<'_>,
        input: CreateArtifactCollectionTagAssignmentsInput,
    ) -> Answer<Option<TagsPayload>> {
        let names: Vec<String> = input.tags.into_iter().map(|tag| tag.tag_name).collect();
        let path = [
            input.entity_name,
            input.project_name,
            input.artifact_collection_name,
        ];
        let tags = change_tags(ctx, &path, &names, true).await?;
        Ok(Some(TagsPayload {
            tags: tags.into_iter().map(Tag::named).collect(),
        }))
    }

    /// Takes tags off a collection.
    async fn delete_artifact_collection_tag_assignments(
        &self,
        ctx: &Context<'_>,
        input: DeleteArtifactCollectionTagAssignmentsInput,
    ) -> Answer<Option<SuccessPayload>> {
        let names: Vec<String> = input.tags.into_iter().map(|tag| tag.tag_name).collect();
        change_tags(
            ctx,
            &[
                input.entity_name,
                input.project_name,
                input.artifact_collection_name,
            ],
            &names,
            false,
        )
        .await?;
        Ok(Some(SuccessPayload::done()))
    }

    /// Renames and describes a source artifact; what is not named stays.
    async fn update_artifact_sequence(
        &self,
        ctx: &Context<'_>,
        input: UpdateArtifactSequenceInput,
    ) -> Answer<Option<ArtifactCollectionPayload>> {
        let (name, description) = (input.name.as_deref(), input.description.as_deref());
        change::change(
            ctx,
            &input.artifact_sequence_id,
            CollectionKind::Sequence,
            name,
            description,
        )
        .await
    }

    /// Renames and describes a collection; what is not named stays.
    async fn update_artifact_portfolio(
        &self,
        ctx: &Context<'_>,
        input: UpdateArtifactPortfolioInput,
    ) -> Answer<Option<ArtifactCollectionPayload>> {
        let (name, description) = (input.name.as_deref(), input.description.as_deref());
        change::change(
            ctx,
            &input.artifact_portfolio_id,
            CollectionKind::Portfolio,
            name,
            description,
        )
        .await
    }
}

async fn editable(db: &mut Db, actor: &Actor, path: &[String; 3]) -> Answer<CollectionRow> {
    let [entity, project, collection] = path;
    let found = store::project::by_name(&mut *db, entity, project).await?;
    let project = found.ok_or_else(|| auth::absent_project(entity, project))?;
    auth::require(&mut *db, actor, &project, Capability::EditTags).await?;
    let found = store::collection::by_name(db, project.id, collection).await?;
    let absent = || {
        Fault::NotFound(format!(
            "There is no collection “{collection}” in {}.",
            project.name
        ))
    };
    found.ok_or_else(absent)
}

async fn change_tags(
    ctx: &Context<'_>,
    path: &[String; 3],
    names: &[String],
    is_adding: bool,
) -> Answer<Vec<String>> {
    if names.len() > TAGS_MAX {
        return Err(Fault::BadRequest(format!(
            "At most {TAGS_MAX} tags can change at once."
        )));
    }
    let actor = actor(ctx)?;
    let api = api(ctx)?;
    let now = api.store.now();
    let mut tx = api.store.write().await?;
    let row = editable(&mut tx, actor, path).await?;
    let before = store::collection::tags(&mut tx, row.id).await?;
    for tag in names {
        if is_adding {
            store::collection::add_tag(&mut tx, row.id, tag).await?;
        } else {
            store::collection::remove_tag(&mut tx, row.id, tag).await?;
        }
    }
    let after = store::collection::tags(&mut tx, row.id).await?;
    let kind = if is_adding {
        EventKind::CollectionTagAdded
    } else {
        EventKind::CollectionTagRemoved
    };
    if before != after {
        let event = NewEvent {
            actor_id: Some(actor.user.id),
            collection_id: Some(row.id),
            before: Some(json!({ "tags": before })),
            after: Some(json!({ "tags": after })),
            ..NewEvent::of(kind)
        };
        store::event::write(&mut tx, event, now).await?;
    }
    tx.commit().await?;
    Ok(after)
}
