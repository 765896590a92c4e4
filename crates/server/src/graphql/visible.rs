//! What the asker may see, remembered for the length of one request.

use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;

use async_graphql::Context;
use domain::permission::Capability;

use super::{actor, api};
use crate::auth::{self, Actor};
use crate::fault::{Answer, Fault};
use crate::store;
use crate::store::project::ProjectRow;

/// Projects that were asked for in this request: the row if it may be seen.
#[derive(Default)]
pub struct Seen(Mutex<HashMap<i64, Option<ProjectRow>>>);

impl Seen {
    fn remember(&self, id: i64, row: Option<&ProjectRow>) {
        if let Ok(mut map) = self.0.lock() {
            map.insert(id, row.cloned());
        }
    }
}

/// The project with that id, if the asker may see it.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn project(ctx: &Context<'_>, id: i64) -> Answer<Option<ProjectRow>> {
    let seen = ctx.data_opt::<Seen>();
    if let Some(known) = seen.and_then(|seen| seen.0.lock().ok()?.get(&id).cloned()) {
        return Ok(known);
    }
    let actor = actor(ctx)?;
    let mut db = api(ctx)?.store.read().await?;
    let found = match store::project::by_id(&mut db, id).await? {
        Some(row)
            if auth::may(&mut db, actor, &row, Capability::SeeRegistry)
                .await?
                .is_allowed =>
        {
            Some(row)
        }
        _ => None,
    };
    if let Some(seen) = seen {
        seen.remember(id, found.as_ref());
    }
    Ok(found)
}

/// Those of the projects that the asker may see. Each is decided on once in a request, however many objects are in it.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn projects(ctx: &Context<'_>, ids: impl Iterator<Item = i64>) -> Answer<BTreeSet<i64>> {
    let distinct: BTreeSet<i64> = ids.collect();
    let mut seen = BTreeSet::new();
    for id in distinct {
        if project(ctx, id).await?.is_some() {
            seen.insert(id);
        }
    }
    Ok(seen)
}

/// Whether the asker may see the project with that id.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn is_visible(ctx: &Context<'_>, project_id: i64) -> Answer<bool> {
    Ok(project(ctx, project_id).await?.is_some())
}

/// The project of that name, if the asker may see it; nobody signed in is an error.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn project_by_name(ctx: &Context<'_>, entity: &str, name: &str) -> Answer<Option<ProjectRow>> {
    let actor = actor(ctx)?;
    let mut db = api(ctx)?.store.read().await?;
    auth::visible_project(&mut db, actor, entity, name).await
}

/// Whether the asker may do something with a version, through any place that holds it.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn may_artifact(ctx: &Context<'_>, artifact_id: i64, capability: Capability) -> Answer<bool> {
    let actor = actor(ctx)?;
    let mut db = api(ctx)?.store.read().await?;
    may_artifact_in(&mut db, actor, artifact_id, capability).await
}

/// The same, on a connection that is there already. A pending version is held by no collection yet: its sequence's project decides.
///
/// # Errors
/// When the database fails.
pub async fn may_artifact_in(
    db: &mut store::Db,
    actor: &Actor,
    artifact_id: i64,
    capability: Capability,
) -> Answer<bool> {
    if auth::may_through_any(&mut *db, actor, artifact_id, capability).await? {
        return Ok(true);
    }
    let Some(artifact) = store::artifact::by_id(&mut *db, artifact_id).await? else {
        return Ok(false);
    };
    if artifact.state() != store::artifact::ArtifactState::Pending {
        return Ok(false);
    }
    let Some(sequence) = store::collection::by_id(&mut *db, artifact.sequence_id).await? else {
        return Ok(false);
    };
    let Some(project) = store::project::by_id(&mut *db, sequence.project_id).await? else {
        return Ok(false);
    };
    Ok(auth::may(db, actor, &project, capability).await?.is_allowed)
}

/// The answer for a version that is absent or may not be seen.
pub fn absent_artifact() -> Fault {
    Fault::NotFound("There is no artifact version with this id that you may see.".to_owned())
}
