//! Renaming projects and registries, and deleting registries.

use async_graphql::{Context, InputObject, Object};
use domain::event::EventKind;
use domain::name;
use domain::permission::Capability;
use serde_json::json;

use super::SuccessPayload;
use super::registry::input::UpsertModelPayload;
use super::registry::{registry_by_id, write_event};
use crate::auth;
use crate::fault::{Answer, Fault};
use crate::graphql::object::project::Project;
use crate::graphql::{actor, api};
use crate::store::project::ProjectRow;
use crate::store::{self, Db};

/// Renaming projects and registries, and deleting registries.
#[derive(Default)]
pub struct ProjectLifeMutation;

/// Which project gets which name; those of registries carry the prefix.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct RenameProjectInput {
    pub entity_name: String,
    pub old_project_name: String,
    pub new_project_name: String,
    pub client_mutation_id: Option<String>,
}

/// Which registry to delete.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct DeleteModelInput {
    pub id: String,
    pub client_mutation_id: Option<String>,
}

#[Object]
impl ProjectLifeMutation {
    /// Gives a project or registry another name; addresses with the old one lead nowhere then.
    async fn rename_project(
        &self,
        ctx: &Context<'_>,
        input: RenameProjectInput,
    ) -> Answer<Option<UpsertModelPayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let now = api.store.now();
        let (entity, old, new) = (
            &input.entity_name,
            &input.old_project_name,
            &input.new_project_name,
        );
        let mut tx = api.store.write().await?;
        let found = store::project::by_name(&mut tx, entity, old).await?;
        let row = found.ok_or_else(|| auth::absent_project(entity, old))?;
        auth::require(&mut tx, actor, &row, Capability::RenameRegistry).await?;
        let row = if row.name == *new {
            row
        } else {
            check_new_name(&mut tx, &row, new).await?;
            store::project::rename(&mut tx, row.id, new, now).await?;
            let (before, after) = (json!({ "name": row.name }), json!({ "name": new }));
            write_event(
                &mut tx,
                actor,
                &row,
                EventKind::ProjectRenamed,
                Some(before),
                Some(after),
                now,
            )
            .await?;
            let renamed = store::project::by_id(&mut tx, row.id).await?;
            renamed.ok_or_else(|| auth::absent_project(entity, new))?
        };
        tx.commit().await?;
        Ok(Some(UpsertModelPayload {
            inserted: Some(false),
            project: Some(Project(row.clone())),
            model: Some(Project(row)),
        }))
    }

    /// Deletes a registry with its collections; the versions that were linked stay where they come from. For its admins.
    async fn delete_model(
        &self,
        ctx: &Context<'_>,
        input: DeleteModelInput,
    ) -> Answer<Option<SuccessPayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let row = registry_by_id(&mut tx, actor, &input.id.into(), Capability::DeleteRegistry).await?;
        let Some(registry) = row.registry_name() else {
            return Err(Fault::BadRequest(
                "Only registries can be deleted: a project keeps the versions that registries link to."
                    .to_owned(),
            ));
        };
        if row.is_core() {
            return Err(Fault::Conflict(format!(
                "The registry “{registry}” is a core registry, which every organization keeps."
            )));
        }
        let mut links = 0;
        let collections = store::collection::of_project(&mut tx, row.id, None).await?;
        for collection in &collections {
            links += store::collection::remove(&mut tx, collection, now).await?.places;
        }
        let before = json!({
            "name": row.name, "description": row.description, "collections": collections.len(), "versions": links
        });
        write_event(
            &mut tx,
            actor,
            &row,
            EventKind::ProjectDeleted,
            Some(before),
            None,
            now,
        )
        .await?;
        // The event comes first: it takes the name from the row.
        store::project::remove(&mut tx, row.id, now).await?;
        tx.commit().await?;
        Ok(Some(SuccessPayload::done()))
    }
}

/// Passes for a name that the project may take: of the same kind, legal and free.
async fn check_new_name(db: &mut Db, row: &ProjectRow, new: &str) -> Answer<()> {
    match (row.registry_name(), name::registry_of_project(new)) {
        (Some(registry), _) if row.is_core() => {
            return Err(Fault::Conflict(format!(
                "The registry “{registry}” is a core registry, which keeps its name."
            )));
        }
        (Some(_), Some(registry)) => name::check_registry(registry)?,
        (None, None) => name::check_project(new)?,
        (Some(_), None) => {
            return Err(Fault::BadRequest(format!(
                "A registry stays one: its new name must begin with “{}”.",
                name::REGISTRY_PREFIX
            )));
        }
        (None, Some(_)) => {
            return Err(Fault::BadRequest(format!(
                "A project cannot become a registry: its new name must not begin with “{}”.",
                name::REGISTRY_PREFIX
            )));
        }
    }
    if store::project::by_name(db, &row.entity_name, new)
        .await?
        .is_some()
    {
        return Err(Fault::Conflict(format!(
            "The name “{new}” is taken in {}; choose another one.",
            row.entity_name
        )));
    }
    Ok(())
}
