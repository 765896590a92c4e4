//! What the asker may see, remembered for the length of one request.

use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;

use async_graphql::Context;
use domain::permission::Capability;

use super::load::{self, Key};
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

/// The id of a project that is wanted if the asker may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct VisibleKey(i64);

impl Key for VisibleKey {
    type Value = ProjectRow;

    async fn read(ctx: &Context<'_>, keys: Vec<Self>) -> Answer<HashMap<Self, ProjectRow>> {
        let actor = actor(ctx)?;
        let mut db = api(ctx)?.store.read().await?;
        let mut found = HashMap::new();
        for key in keys {
            let Some(row) = store::project::by_id(&mut db, key.0).await? else {
                continue;
            };
            let decision = auth::may(&mut db, actor, &row, Capability::SeeRegistry).await?;
            if decision.is_allowed {
                found.insert(key, row);
            }
        }
        Ok(found)
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
    let found = load::one(ctx, VisibleKey(id)).await?;
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

/// A version with which the asker wants to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct MayArtifactKey {
    artifact_id: i64,
    capability: Capability,
}

impl Key for MayArtifactKey {
    type Value = bool;

    async fn read(ctx: &Context<'_>, keys: Vec<Self>) -> Answer<HashMap<Self, bool>> {
        let actor = actor(ctx)?;
        let mut db = api(ctx)?.store.read().await?;
        let ids: Vec<i64> = keys.iter().map(|key| key.artifact_id).collect();
        let mut holders: HashMap<i64, Vec<i64>> = HashMap::new();
        for place in store::lineage::places(&mut db, &ids).await? {
            holders
                .entry(place.artifact_id)
                .or_default()
                .push(place.project_id);
        }
        let mut decided: HashMap<(i64, Capability), bool> = HashMap::new();
        let mut found = HashMap::new();
        for key in keys {
            let mut is_allowed = false;
            for project_id in holders.get(&key.artifact_id).into_iter().flatten() {
                let place = (*project_id, key.capability);
                let known = decided.get(&place).copied();
                is_allowed = match known {
                    Some(known) => known,
                    None => may_in_project(&mut db, actor, *project_id, key.capability).await?,
                };
                decided.insert(place, is_allowed);
                if is_allowed {
                    break;
                }
            }
            // What no collection holds is decided by its source, which is rare.
            let is_held = holders.contains_key(&key.artifact_id);
            if !is_held {
                is_allowed = may_artifact_in(&mut db, actor, key.artifact_id, key.capability).await?;
            }
            found.insert(key, is_allowed);
        }
        Ok(found)
    }
}

async fn may_in_project(
    db: &mut store::Db,
    actor: &Actor,
    project_id: i64,
    capability: Capability,
) -> Answer<bool> {
    let Some(project) = store::project::by_id(&mut *db, project_id).await? else {
        return Ok(false);
    };
    Ok(auth::may(db, actor, &project, capability).await?.is_allowed)
}

/// Whether the asker may do something with a version, through any place that holds it.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn may_artifact(ctx: &Context<'_>, artifact_id: i64, capability: Capability) -> Answer<bool> {
    let key = MayArtifactKey {
        artifact_id,
        capability,
    };
    Ok(load::one(ctx, key).await?.unwrap_or_default())
}

/// The same at once, on a connection that is there already. A pending version is held by no collection yet: its sequence's project decides.
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
    may_in_project(db, actor, sequence.project_id, capability).await
}

/// The answer for a version that is absent or may not be seen.
pub fn absent_artifact() -> Fault {
    Fault::NotFound("There is no artifact version with this id that you may see.".to_owned())
}
