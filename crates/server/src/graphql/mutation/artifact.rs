//! Announcing, committing, using and describing versions.

mod allowed;
mod check;
pub mod input;
mod labels;
mod update;

use async_graphql::{Context, Object};
use domain::event::EventKind;
use domain::permission::Capability;
use serde_json::json;

use self::allowed::may_use;
pub use self::allowed::{owned_artifact, writable_project};
use self::check::{check_input, time_to_live};
use self::input::{
    ArtifactPayload, CommitArtifactInput, CreateArtifactInput, CreateArtifactPayload, UpdateArtifactInput,
    UseArtifactInput,
};
use self::labels::{change_tags, tag_names};
use crate::clock::hex_token;
use crate::commit;
use crate::fault::{Answer, Fault};
use crate::graphql::object::artifact::Artifact;
use crate::graphql::{actor, api, id, visible};
use crate::store::artifact::{ArtifactRow, ArtifactState, NewArtifact, TimeToLive};
use crate::store::collection::{CollectionKind, WantedCollection};
use crate::store::event::NewEvent;
use crate::store::{self, Db};

/// Announcing, committing, using and describing versions.
#[derive(Default)]
pub struct ArtifactMutation;

#[Object]
impl ArtifactMutation {
    /// Announces a version. An equal one of the same source artifact is returned instead, committed.
    async fn create_artifact(
        &self,
        ctx: &Context<'_>,
        input: CreateArtifactInput,
    ) -> Answer<Option<CreateArtifactPayload>> {
        let actor = actor(ctx)?;
        check_input(&input)?;
        let ttl = time_to_live(input.ttl_duration_seconds)?.unwrap_or(TimeToLive::Inherited);
        let api = api(ctx)?;
        let now = api.store.now();
        let commit_hash = hex_token(api.store.surroundings(), 20).map_err(Fault::internal)?;
        let mut tx = api.store.write().await?;
        let project = writable_project(&mut tx, actor, &input.entity_name, &input.project_name).await?;
        let collection = input
            .artifact_collection_name
            .as_ref()
            .or(input.artifact_collection_names.as_ref().and_then(|n| n.first()));
        let collection =
            collection.ok_or_else(|| Fault::BadRequest("An artifact needs a name.".to_owned()))?;
        let wanted = WantedCollection {
            project_id: project.id,
            kind: CollectionKind::Sequence,
            name: collection,
            type_name: &input.artifact_type_name,
            created_by: actor.user.id,
        };
        let (sequence, is_new) = store::collection::get_or_create(&mut tx, &wanted, now).await?;
        if is_new {
            let event = NewEvent {
                actor_id: Some(actor.user.id),
                collection_id: Some(sequence.id),
                after: Some(json!({ "name": sequence.name, "type": sequence.type_name })),
                ..NewEvent::of(EventKind::CollectionCreated)
            };
            store::event::write(&mut tx, event, now).await?;
        }
        let run = match input.run_name.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => store::run::by_name(&mut tx, project.id, name)
                .await?
                .map(|row| row.id),
            None => None,
        };
        let aliases: Vec<String> = input
            .aliases
            .iter()
            .flatten()
            .map(|alias| alias.alias.clone())
            .collect();
        let known = match store::artifact::by_digest(&mut tx, sequence.id, &input.digest).await? {
            Some(equal) => Some(equal),
            None => pending_of_client(&mut tx, &input, sequence.id).await?,
        };
        let artifact_id = match known {
            Some(row) if row.state() == ArtifactState::Committed => {
                commit::take_in_equal(&mut tx, actor, &row, run, &aliases, now).await?;
                let tags = tag_names(input.tags.as_deref());
                change_tags(&mut tx, actor, row.id, (&[], &tags), now).await?;
                row.id
            }
            Some(row) => row.id,
            None => {
                let new = NewArtifact {
                    sequence_id: sequence.id,
                    digest: &input.digest,
                    commit_hash: &commit_hash,
                    description: input.description.as_deref(),
                    metadata: input.metadata.as_ref().map(|json| json.0.as_str()),
                    time_to_live: ttl,
                    history_step: input.history_step.map(|step| step.0),
                    run_id: run,
                    user_id: actor.user.id,
                };
                store::artifact::announce(&mut tx, &new, now).await?
            }
        };
        for alias in &aliases {
            store::artifact::wish_alias(&mut tx, artifact_id, alias).await?;
        }
        for tag in input.tags.iter().flatten() {
            store::artifact::add_tag(&mut tx, artifact_id, &tag.tag_name).await?;
        }
        if let Some(client_id) = &input.client_id {
            store::artifact::remember_client_id(&mut tx, client_id, artifact_id).await?;
        }
        let artifact = reread(&mut tx, artifact_id).await?;
        tx.commit().await?;
        Ok(Some(CreateArtifactPayload { artifact }))
    }

    /// Makes an announced version a committed one: its bytes must all be here and be those of its manifest.
    async fn commit_artifact(
        &self,
        ctx: &Context<'_>,
        input: CommitArtifactInput,
    ) -> Answer<Option<ArtifactPayload>> {
        let actor = actor(ctx)?;
        let artifact_id = id::local("Artifact", &input.artifact_id)?;
        let mut db = api(ctx)?.store.read().await?;
        let artifact = owned_artifact(&mut db, actor, artifact_id).await?;
        drop(db);
        commit::commit(api(ctx)?, actor, &artifact).await?;
        let mut db = api(ctx)?.store.read().await?;
        Ok(Some(ArtifactPayload {
            artifact: reread(&mut db, artifact_id).await?,
        }))
    }

    /// Records that a run uses a version.
    async fn use_artifact(
        &self,
        ctx: &Context<'_>,
        input: UseArtifactInput,
    ) -> Answer<Option<ArtifactPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let artifact_id = id::local("Artifact", &input.artifact_id)?;
        let mut tx = api.store.write().await?;
        if !visible::may_artifact_in(&mut tx, actor, artifact_id, Capability::SeeRegistry).await? {
            return Err(visible::absent_artifact());
        }
        may_use(&mut tx, actor, artifact_id, &input).await?;
        let project = writable_project(&mut tx, actor, &input.entity_name, &input.project_name).await?;
        let run = store::run::by_name(&mut tx, project.id, &input.run_name).await?;
        let run = run.ok_or_else(|| {
            Fault::NotFound(format!(
                "There is no run “{}” in {}.",
                input.run_name, project.name
            ))
        })?;
        let now = api.store.now();
        if store::artifact::add_input(&mut tx, run.id, artifact_id, input.used_as.as_deref(), now).await? {
            let event = NewEvent {
                actor_id: Some(actor.user.id),
                project_id: Some(project.id),
                artifact_id: Some(artifact_id),
                after: Some(json!({ "run": run.name })),
                ..NewEvent::of(EventKind::VersionUsed)
            };
            store::event::write(&mut tx, event, now).await?;
        }
        let artifact = reread(&mut tx, artifact_id).await?;
        tx.commit().await?;
        Ok(Some(ArtifactPayload { artifact }))
    }

    /// Changes description, metadata, tags or time to live of a version; what is not named stays.
    async fn update_artifact(
        &self,
        ctx: &Context<'_>,
        input: UpdateArtifactInput,
    ) -> Answer<Option<ArtifactPayload>> {
        let artifact = Artifact(update::update(api(ctx)?, actor(ctx)?, &input).await?);
        Ok(Some(ArtifactPayload { artifact }))
    }
}

async fn pending_of_client(
    db: &mut Db,
    input: &CreateArtifactInput,
    sequence_id: i64,
) -> Answer<Option<ArtifactRow>> {
    let Some(client_id) = &input.client_id else {
        return Ok(None);
    };
    let found = store::artifact::by_client_id(db, client_id).await?;
    Ok(found.filter(|row| {
        row.sequence_id == sequence_id && row.digest == input.digest && row.state() != ArtifactState::Deleted
    }))
}

async fn reread(db: &mut Db, artifact_id: i64) -> Answer<Artifact> {
    store::artifact::by_id(db, artifact_id)
        .await?
        .map(Artifact)
        .ok_or_else(visible::absent_artifact)
}
