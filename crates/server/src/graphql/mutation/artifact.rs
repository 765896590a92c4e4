//! Announcing, committing, using and describing versions.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::name;
use domain::permission::Capability;
use serde_json::json;

use crate::auth::{self, Actor};
use crate::clock::hex_token;
use crate::commit;
use crate::fault::{Answer, Fault};
use crate::graphql::object::artifact::Artifact;
use crate::graphql::object::collection::ArtifactDigestAlgorithm;
use crate::graphql::scalar::{Int64, JsonString};
use crate::graphql::{actor, api, id, visible};
use crate::store::artifact::{ArtifactRow, ArtifactState, NewArtifact};
use crate::store::collection::{CollectionKind, WantedCollection};
use crate::store::event::NewEvent;
use crate::store::project::ProjectRow;
use crate::store::{self, Db};

/// Announcing, committing, using and describing versions.
#[derive(Default)]
pub struct ArtifactMutation;

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
#[expect(missing_docs, reason = "the names are those of the SDK; what needs words is said where it is read")]
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

#[Object]
impl ArtifactMutation {
    /// Announces a version. An equal one of the same source artifact is returned instead, committed.
    async fn create_artifact(&self, ctx: &Context<'_>, input: CreateArtifactInput) -> Answer<Option<CreateArtifactPayload>> {
        let actor = actor(ctx)?;
        check_input(&input)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let commit_hash = hex_token(api.store.surroundings(), 20).map_err(Fault::internal)?;
        let mut tx = api.store.write().await?;
        let project = writable_project(&mut tx, actor, &input.entity_name, &input.project_name).await?;
        let collection = input.artifact_collection_name.as_ref().or(input.artifact_collection_names.as_ref().and_then(|n| n.first()));
        let collection = collection.ok_or_else(|| Fault::BadRequest("An artifact needs a name.".to_owned()))?;
        let wanted = WantedCollection {
            project_id: project.id,
            kind: CollectionKind::Sequence,
            name: collection,
            type_name: &input.artifact_type_name,
            created_by: actor.user.id,
        };
        let (sequence, _) = store::collection::get_or_create(&mut tx, &wanted, now).await?;
        let run = match input.run_name.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => store::run::by_name(&mut tx, project.id, name).await?.map(|row| row.id),
            None => None,
        };
        let aliases: Vec<String> = input.aliases.iter().flatten().map(|alias| alias.alias.clone()).collect();
        let known = match store::artifact::by_digest(&mut tx, sequence.id, &input.digest).await? {
            Some(equal) => Some(equal),
            None => pending_of_client(&mut tx, &input, sequence.id).await?,
        };
        let artifact_id = match known {
            Some(row) if row.state() == ArtifactState::Committed => {
                commit::take_in_equal(&mut tx, &row, run, &aliases, now).await?;
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
                    ttl_seconds: input.ttl_duration_seconds.map(|ttl| ttl.0).filter(|ttl| *ttl > 0),
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
    async fn commit_artifact(&self, ctx: &Context<'_>, input: CommitArtifactInput) -> Answer<Option<ArtifactPayload>> {
        let actor = actor(ctx)?;
        let artifact_id = id::local("Artifact", &input.artifact_id)?;
        let mut db = api(ctx)?.store.read().await?;
        let artifact = owned_artifact(&mut db, actor, artifact_id).await?;
        drop(db);
        commit::commit(api(ctx)?, actor, &artifact).await?;
        let mut db = api(ctx)?.store.read().await?;
        Ok(Some(ArtifactPayload { artifact: reread(&mut db, artifact_id).await? }))
    }

    /// Records that a run uses a version.
    async fn use_artifact(&self, ctx: &Context<'_>, input: UseArtifactInput) -> Answer<Option<ArtifactPayload>> {
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
        let run = run.ok_or_else(|| Fault::NotFound(format!("There is no run “{}” in {}.", input.run_name, project.name)))?;
        let now = api.store.now();
        if store::artifact::add_input(&mut tx, run.id, artifact_id, input.used_as.as_deref(), now).await? {
            let event = NewEvent {
                actor_id: Some(actor.user.id),
                kind: "version_used",
                project_id: Some(project.id),
                artifact_id: Some(artifact_id),
                after: Some(json!({ "run": run.name })),
                ..NewEvent::default()
            };
            store::event::write(&mut tx, event, now).await?;
        }
        let artifact = reread(&mut tx, artifact_id).await?;
        tx.commit().await?;
        Ok(Some(ArtifactPayload { artifact }))
    }

    /// Changes description, metadata or tags of a version.
    async fn update_artifact(&self, ctx: &Context<'_>, input: UpdateArtifactInput) -> Answer<Option<ArtifactPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let artifact_id = id::local("Artifact", &input.artifact_id)?;
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        editable_artifact(&mut tx, actor, artifact_id).await?;
        let metadata = input.metadata.as_ref().map(|json| json.0.as_str());
        check_metadata(metadata)?;
        store::artifact::describe(&mut tx, artifact_id, input.description.as_deref().map(Some), metadata, now).await?;
        for tag in input.tags_to_delete.iter().flatten() {
            store::artifact::remove_tag(&mut tx, artifact_id, &tag.tag_name).await?;
        }
        for tag in input.tags_to_add.iter().flatten() {
            store::artifact::add_tag(&mut tx, artifact_id, &tag.tag_name).await?;
        }
        let event = NewEvent {
            actor_id: Some(actor.user.id),
            kind: "version_edited",
            artifact_id: Some(artifact_id),
            after: Some(json!({ "description": input.description, "metadata": metadata })),
            ..NewEvent::default()
        };
        store::event::write(&mut tx, event, now).await?;
        let artifact = reread(&mut tx, artifact_id).await?;
        tx.commit().await?;
        Ok(Some(ArtifactPayload { artifact }))
    }
}

fn check_input(input: &CreateArtifactInput) -> Answer<()> {
    if let Some(region) = input.storage_region.as_deref().filter(|region| !matches!(*region, "" | "default")) {
        return Err(Fault::BadRequest(format!("There is no storage region “{region}” here; leave it out.")));
    }
    if input.digest_algorithm == Some(ArtifactDigestAlgorithm::ManifestXxh128) {
        return Err(Fault::BadRequest("Digests are MD5 here; leave digest_algorithm out.".to_owned()));
    }
    let is_md5 = input.digest.len() == 32 && input.digest.chars().all(|c| c.is_ascii_hexdigit());
    if !is_md5 {
        return Err(Fault::BadRequest(format!("“{}” is not a digest of a manifest: 32 hexadecimal digits.", input.digest)));
    }
    for alias in input.aliases.iter().flatten().filter(|alias| alias.alias != "latest") {
        name::check_alias(&alias.alias)?;
    }
    check_metadata(input.metadata.as_ref().map(|json| json.0.as_str()))
}

fn check_metadata(metadata: Option<&str>) -> Answer<()> {
    let Some(text) = metadata.filter(|text| !text.is_empty()) else { return Ok(()) };
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(serde_json::Value::Object(_) | serde_json::Value::Null) => Ok(()),
        Ok(_) => Err(Fault::BadRequest("Metadata must be a JSON object.".to_owned())),
        Err(cause) => Err(Fault::BadRequest(format!("Metadata is not JSON: {cause}."))),
    }
}

async fn pending_of_client(db: &mut Db, input: &CreateArtifactInput, sequence_id: i64) -> Answer<Option<ArtifactRow>> {
    let Some(client_id) = &input.client_id else { return Ok(None) };
    let found = store::artifact::by_client_id(db, client_id).await?;
    Ok(found.filter(|row| row.sequence_id == sequence_id && row.digest == input.digest))
}

/// Whether the use is allowed: by the registry through which the version was reached, where one is named.
async fn may_use(db: &mut Db, actor: &Actor, artifact_id: i64, input: &UseArtifactInput) -> Answer<()> {
    if let (Some(entity), Some(project)) = (&input.artifact_entity_name, &input.artifact_project_name)
        && let Some(through) = auth::visible_project(&mut *db, actor, entity, project).await?
        && store::access::projects_holding(&mut *db, artifact_id).await?.contains(&through.id)
    {
        return auth::require(db, actor, &through, Capability::ReadFiles).await;
    }
    if visible::may_artifact_in(db, actor, artifact_id, Capability::ReadFiles).await? {
        return Ok(());
    }
    Err(Fault::Forbidden("Needs viewer to use this version. An admin of the registry can make you viewer.".to_owned()))
}

/// The project that is written to; made when it is not there and the actor may write to the entity.
///
/// # Errors
/// `NotFound` when it may not be seen, `Forbidden` when it may not be written to.
pub async fn writable_project(db: &mut Db, actor: &Actor, entity: &str, project: &str) -> Answer<ProjectRow> {
    let found = store::project::by_name(&mut *db, entity, project).await?;
    let found = found.ok_or_else(|| auth::absent_project(entity, project))?;
    auth::require(db, actor, &found, Capability::EditCollections).await?;
    Ok(found)
}

/// A version that the actor logs: one of a project that they may write to.
///
/// # Errors
/// `NotFound` or `Forbidden`.
pub async fn owned_artifact(db: &mut Db, actor: &Actor, artifact_id: i64) -> Answer<ArtifactRow> {
    let artifact = store::artifact::by_id(&mut *db, artifact_id).await?.ok_or_else(visible::absent_artifact)?;
    let sequence = store::collection::by_id(&mut *db, artifact.sequence_id).await?.ok_or_else(visible::absent_artifact)?;
    let project = store::project::by_id(&mut *db, sequence.project_id).await?.ok_or_else(visible::absent_artifact)?;
    match auth::require(db, actor, &project, Capability::EditCollections).await {
        Err(Fault::NotFound(_)) => Err(visible::absent_artifact()),
        other => other.map(|()| artifact),
    }
}

/// A version that the actor may describe: through any place that holds it.
async fn editable_artifact(db: &mut Db, actor: &Actor, artifact_id: i64) -> Answer<()> {
    if !visible::may_artifact_in(&mut *db, actor, artifact_id, Capability::SeeRegistry).await? {
        return Err(visible::absent_artifact());
    }
    if visible::may_artifact_in(db, actor, artifact_id, Capability::EditCollections).await? {
        return Ok(());
    }
    Err(Fault::Forbidden("Needs member to edit this version. An admin of the registry can make you member.".to_owned()))
}

async fn reread(db: &mut Db, artifact_id: i64) -> Answer<Artifact> {
    store::artifact::by_id(db, artifact_id).await?.map(Artifact).ok_or_else(visible::absent_artifact)
}
