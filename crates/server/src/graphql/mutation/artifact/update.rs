//! Describing versions: description, metadata, tags, time to live.

use domain::event::EventKind;
use domain::permission::Capability;
use serde_json::json;

use super::allowed::{editable_artifact, owned_artifact};
use super::check::{check_metadata, time_to_live};
use super::input::UpdateArtifactInput;
use super::labels::{change_tags, describe, tag_names};
use crate::auth::Actor;
use crate::clock::Micros;
use crate::fault::{Answer, Fault};
use crate::graphql::{Api, id, visible};
use crate::store::artifact::{ArtifactRow, TimeToLive};
use crate::store::event::NewEvent;
use crate::store::{self, Db};

/// Changes what the input names; a request that changes nothing leaves no trace.
pub async fn update(api: &Api, actor: &Actor, input: &UpdateArtifactInput) -> Answer<ArtifactRow> {
    let artifact_id = id::local("Artifact", &input.artifact_id)?;
    if input.aliases.is_some() {
        return Err(Fault::BadRequest(
            "Aliases belong to a collection; change them with addAliases and deleteAliases.".to_owned(),
        ));
    }
    let metadata = input.metadata.as_ref().map(|json| json.0.as_str());
    check_metadata(metadata)?;
    let ttl = time_to_live(input.ttl_duration_seconds)?;
    let now = api.store.now();
    let mut tx = api.store.write().await?;
    editable_artifact(&mut tx, actor, artifact_id, Capability::EditDescription).await?;
    if input.tags_to_add.is_some() || input.tags_to_delete.is_some() {
        editable_artifact(&mut tx, actor, artifact_id, Capability::EditTags).await?;
    }
    if let Some(ttl) = ttl {
        set_time_to_live(&mut tx, actor, artifact_id, ttl, now).await?;
    }
    let change = (input.description.as_deref(), metadata);
    describe(&mut tx, actor, artifact_id, change, now).await?;
    let removed = tag_names(input.tags_to_delete.as_deref());
    let added = tag_names(input.tags_to_add.as_deref());
    change_tags(&mut tx, actor, artifact_id, (&removed, &added), now).await?;
    let row = store::artifact::by_id(&mut tx, artifact_id).await?;
    let row = row.ok_or_else(visible::absent_artifact)?;
    tx.commit().await?;
    Ok(row)
}

/// Sets the time to live of a version, which is up to those who log to its project.
async fn set_time_to_live(
    db: &mut Db,
    actor: &Actor,
    artifact_id: i64,
    ttl: TimeToLive,
    now: Micros,
) -> Answer<()> {
    let row = store::artifact::by_id(&mut *db, artifact_id).await?;
    let before = row.ok_or_else(visible::absent_artifact)?.time_to_live();
    if before == ttl {
        return Ok(());
    }
    owned_artifact(&mut *db, actor, artifact_id).await?;
    store::artifact::set_time_to_live(&mut *db, artifact_id, ttl, now).await?;
    let event = NewEvent {
        actor_id: Some(actor.user.id),
        artifact_id: Some(artifact_id),
        before: Some(json!({ "ttlSeconds": before.stored() })),
        after: Some(json!({ "ttlSeconds": ttl.stored() })),
        ..NewEvent::of(EventKind::VersionEdited)
    };
    store::event::write(db, event, now).await
}
