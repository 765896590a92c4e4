//! Describing and renaming collections.

use async_graphql::{Context, ID};
use domain::event::EventKind;
use domain::name;
use domain::permission::Capability;
use serde_json::json;

use super::ArtifactCollectionPayload;
use crate::auth::{self, Actor};
use crate::fault::{Answer, Fault};
use crate::graphql::object::collection::ArtifactCollection;
use crate::graphql::{actor, api, id};
use crate::store::collection::{CollectionKind, CollectionRow};
use crate::store::event::NewEvent;
use crate::store::project::ProjectRow;
use crate::store::{self, Db};

/// The answer for a collection that is absent or may not be seen.
pub fn absent() -> Fault {
    Fault::NotFound("There is no such collection that you may see.".to_owned())
}

/// A collection of a kind by its id, for those who may edit it, and its project.
///
/// # Errors
/// `NotFound` when it may not be seen or is of the other kind, `Forbidden` when it may not be edited.
pub async fn editable_by_id(
    db: &mut Db,
    actor: &Actor,
    global: &ID,
    kind: CollectionKind,
    capability: Capability,
) -> Answer<(ProjectRow, CollectionRow)> {
    let collection_id = id::optional("ArtifactCollection", global).ok_or_else(absent)?;
    let row = store::collection::by_id(&mut *db, collection_id)
        .await?
        .ok_or_else(absent)?;
    let project = store::project::by_id(&mut *db, row.project_id)
        .await?
        .ok_or_else(absent)?;
    auth::require_or(db, actor, &project, capability, absent).await?;
    if row.kind() != kind {
        return Err(absent());
    }
    Ok((project, row))
}

/// Writes the event of a change of a collection.
///
/// # Errors
/// When the database fails.
pub async fn write_event(
    db: &mut Db,
    actor: &Actor,
    at: (&ProjectRow, &CollectionRow),
    kind: EventKind,
    before: serde_json::Value,
    after: Option<serde_json::Value>,
    now: crate::clock::Micros,
) -> Answer<()> {
    let (project, row) = at;
    let event = NewEvent {
        actor_id: Some(actor.user.id),
        project_id: Some(project.id),
        collection_id: Some(row.id),
        before: Some(before),
        after,
        ..NewEvent::of(kind)
    };
    store::event::write(db, event, now).await
}

/// Describes and renames a collection; what is not given stays.
///
/// # Errors
/// `NotFound` or `Forbidden`; `Conflict` when the new name is taken.
pub async fn change(
    ctx: &Context<'_>,
    global: &ID,
    kind: CollectionKind,
    new_name: Option<&str>,
    description: Option<&str>,
) -> Answer<Option<ArtifactCollectionPayload>> {
    let (api, actor) = (api(ctx)?, actor(ctx)?);
    let now = api.store.now();
    let mut tx = api.store.write().await?;
    let capability = match new_name {
        Some(_) => Capability::RenameCollection,
        None => Capability::EditDescription,
    };
    let (project, row) = editable_by_id(&mut tx, actor, global, kind, capability).await?;
    if description.is_some() {
        auth::require_or(&mut tx, actor, &project, Capability::EditDescription, absent).await?;
    }
    if let Some(new_name) = new_name.filter(|new_name| *new_name != row.name) {
        name::check_collection(new_name)?;
        if store::collection::by_name(&mut tx, project.id, new_name)
            .await?
            .is_some()
        {
            return Err(Fault::Conflict(format!(
                "The name “{new_name}” is taken in {}; choose another one.",
                project.name
            )));
        }
        store::collection::rename(&mut tx, row.id, new_name, now).await?;
        let (before, after) = (json!({ "name": row.name }), json!({ "name": new_name }));
        write_event(
            &mut tx,
            actor,
            (&project, &row),
            EventKind::CollectionRenamed,
            before,
            Some(after),
            now,
        )
        .await?;
    }
    if let Some(text) = description.filter(|text| Some(*text) != row.description.as_deref()) {
        store::collection::describe(&mut tx, row.id, Some(text), now).await?;
        let before = json!({ "description": row.description });
        write_event(
            &mut tx,
            actor,
            (&project, &row),
            EventKind::CollectionDescribed,
            before,
            Some(json!({ "description": text })),
            now,
        )
        .await?;
    }
    let row = store::collection::by_id(&mut tx, row.id)
        .await?
        .ok_or_else(absent)?;
    tx.commit().await?;
    Ok(Some(ArtifactCollectionPayload {
        artifact_collection: ArtifactCollection::of(row),
    }))
}
