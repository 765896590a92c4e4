//! Creating projects and registries, changing their facts, starring them.

pub mod input;
mod upsert;

use async_graphql::{Context, ID, Object};
use domain::permission::Capability;
use serde_json::json;

use self::input::{
    ProtectAliasInput, ProtectAliasPayload, StarRegistryInput, StarRegistryPayload, UpsertModelInput,
    UpsertModelPayload,
};
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
        store::star::set(&mut tx, actor.user.id, row.id, input.is_starred, api.store.now()).await?;
        tx.commit().await?;
        Ok(StarRegistryPayload {
            project: Project(row),
        })
    }

    /// Protects an alias in a registry: only its admins put it on and take it off from then on.
    async fn protect_alias(
        &self,
        ctx: &Context<'_>,
        input: ProtectAliasInput,
    ) -> Answer<ProtectAliasPayload> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let row = registry_by_id(&mut tx, actor, &input.project_id, Capability::ManageRegistry).await?;
        store::project::protect_alias(&mut tx, row.id, &input.alias).await?;
        write_event(
            &mut tx,
            actor,
            &row,
            "alias_protected",
            None,
            Some(json!({ "alias": input.alias })),
            now,
        )
        .await?;
        tx.commit().await?;
        Ok(ProtectAliasPayload {
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
    kind: &str,
    before: Option<serde_json::Value>,
    after: Option<serde_json::Value>,
    now: Micros,
) -> Answer<()> {
    let org = store::organization::of_entity(&mut *db, row.entity_id).await?;
    let event = NewEvent {
        org_id: org.map(|org| org.id),
        actor_id: Some(actor.user.id),
        kind,
        project_id: Some(row.id),
        before,
        after,
        ..NewEvent::default()
    };
    store::event::write(db, event, now).await
}
