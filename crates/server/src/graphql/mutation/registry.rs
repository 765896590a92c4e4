//! Creating projects and registries, changing their facts, starring them.

pub mod input;
mod upsert;

use async_graphql::{Context, ID, Object};
use domain::event::EventKind;
use domain::permission::Capability;

use self::input::{StarRegistryInput, StarRegistryPayload, UpsertModelInput, UpsertModelPayload};
use self::upsert::{change, create, find};
use crate::auth::{self, Actor};
use crate::clock::Micros;
use crate::fault::{Answer, Fault};
use crate::graphql::object::project::Project;
use crate::graphql::{actor, api, id};
use crate::store::event::NewEvent;
use crate::store::project::ProjectRow;
use crate::store::{self, Db};

/// Creating projects and registries, changing and starring them.
#[derive(Default)]
pub struct RegistryMutation;

#[Object]
impl RegistryMutation {
    /// Creates a project or registry, or changes the one of that name.
    async fn upsert_model(
        &self,
        ctx: &Context<'_>,
        input: UpsertModelInput,
    ) -> Answer<Option<UpsertModelPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let known = find(&mut tx, actor, &input).await?;
        let is_new = known.is_none();
        let row = match known {
            Some(row) => change(&mut tx, actor, &row, &input, now).await?,
            None => create(&mut tx, actor, &input, now).await?,
        };
        tx.commit().await?;
        Ok(Some(UpsertModelPayload {
            inserted: Some(is_new),
            project: Some(Project(row.clone())),
            model: Some(Project(row)),
        }))
    }

    /// Stars or unstars a registry for the asker.
    async fn star_registry(
        &self,
        ctx: &Context<'_>,
        input: StarRegistryInput,
    ) -> Answer<StarRegistryPayload> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let mut tx = api.store.write().await?;
        let row = registry_by_id(&mut tx, actor, &input.project_id, Capability::SeeRegistry).await?;
        let now = api.store.now();
        if store::star::set(&mut tx, actor.user.id, row.id, input.is_starred, now).await? {
            let kind = if input.is_starred {
                EventKind::RegistryStarred
            } else {
                EventKind::RegistryUnstarred
            };
            write_event(&mut tx, actor, &row, kind, None, None, now).await?;
        }
        tx.commit().await?;
        Ok(StarRegistryPayload {
            project: Project(row),
        })
    }
}

/// A registry by id, for those who have the capability.
///
/// # Errors
/// `NotFound` when it may not be seen, `Forbidden` when the capability is missing.
pub async fn registry_by_id(
    db: &mut Db,
    actor: &Actor,
    global: &ID,
    capability: Capability,
) -> Answer<ProjectRow> {
    let absent = || Fault::NotFound("There is no such registry that you may see.".to_owned());
    let row = store::project::by_id(&mut *db, id::local("Project", global)?)
        .await?
        .ok_or_else(absent)?;
    match auth::require(db, actor, &row, capability).await {
        Err(Fault::NotFound(_)) => Err(absent()),
        other => other.map(|()| row),
    }
}

/// Writes the event of a change of a registry.
///
/// # Errors
/// When the database fails.
pub async fn write_event(
    db: &mut Db,
    actor: &Actor,
    row: &ProjectRow,
    kind: EventKind,
    before: Option<serde_json::Value>,
    after: Option<serde_json::Value>,
    now: Micros,
) -> Answer<()> {
    let event = NewEvent {
        actor_id: Some(actor.user.id),
        project_id: Some(row.id),
        before,
        after,
        ..NewEvent::of(kind)
    };
    store::event::write(db, event, now).await
}
