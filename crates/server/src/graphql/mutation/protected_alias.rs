//! Aliases that only admins of a registry put on and take off, and what follows for the versions that hold them.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::event::EventKind;
use domain::name;
use domain::permission::Capability;
use serde_json::json;

use super::registry::{registry_by_id, write_event};
use crate::auth::{self, Actor};
use crate::fault::{Answer, Fault};
use crate::graphql::object::project::Project;
use crate::graphql::{actor, api};
use crate::store::Db;
use crate::store::project::{self, ProjectRow};

/// Protecting aliases.
#[derive(Default)]
pub struct ProtectedAliasMutation;

/// Which alias to protect in which registry.
#[derive(InputObject)]
pub struct ProtectAliasInput {
    /// The registry.
    #[graphql(name = "projectID")]
    pub project_id: ID,
    /// The alias.
    pub alias: String,
}

/// Which alias of which registry to protect no longer.
#[derive(InputObject)]
pub struct UnprotectAliasInput {
    /// The registry.
    #[graphql(name = "projectID")]
    pub project_id: ID,
    /// The alias.
    pub alias: String,
}

/// The registry whose aliases changed.
#[derive(SimpleObject)]
pub struct ProtectAliasPayload {
    /// The registry.
    pub project: Project,
}

#[Object]
impl ProtectedAliasMutation {
    /// Protects an alias in a registry: only its admins put it on and take it off from then on. Versions that have it keep it.
    async fn protect_alias(
        &self,
        ctx: &Context<'_>,
        input: ProtectAliasInput,
    ) -> Answer<ProtectAliasPayload> {
        change(ctx, &input.project_id, &input.alias, EventKind::AliasProtected).await
    }

    /// Takes the protection off an alias. Versions that have it keep it.
    async fn unprotect_alias(
        &self,
        ctx: &Context<'_>,
        input: UnprotectAliasInput,
    ) -> Answer<ProtectAliasPayload> {
        change(ctx, &input.project_id, &input.alias, EventKind::AliasUnprotected).await
    }
}

async fn change(
    ctx: &Context<'_>,
    project_id: &ID,
    alias: &str,
    kind: EventKind,
) -> Answer<ProtectAliasPayload> {
    let (actor, api) = (actor(ctx)?, api(ctx)?);
    let mut tx = api.store.write().await?;
    let row = registry_by_id(&mut tx, actor, project_id, Capability::ManageProtectedAliases).await?;
    if row.registry_name().is_none() {
        return Err(Fault::BadRequest(
            "Only registries have protected aliases; link the version into one and protect the alias there."
                .to_owned(),
        ));
    }
    let facts = json!({ "alias": alias });
    let (has_changed, before, after) = if kind == EventKind::AliasProtected {
        name::check_protected_alias(alias)?;
        (
            project::protect_alias(&mut tx, row.id, alias).await?,
            None,
            Some(facts),
        )
    } else {
        let was_protected = project::unprotect_alias(&mut tx, row.id, alias).await?;
        if !was_protected {
            return Err(Fault::NotFound(format!(
                "The alias “{alias}” is not protected in this registry."
            )));
        }
        (true, Some(facts), None)
    };
    if has_changed {
        write_event(&mut tx, actor, &row, kind, before, after, api.store.now()).await?;
    }
    tx.commit().await?;
    Ok(ProtectAliasPayload {
        project: Project(row),
    })
}

/// Passes when none of the aliases is protected in the registry, or the actor is an admin of it.
///
/// # Errors
/// `Forbidden` that names the protected alias and the role.
pub async fn require_for_aliases(
    db: &mut Db,
    actor: &Actor,
    project: &ProjectRow,
    aliases: &[String],
) -> Answer<()> {
    let protected = project::protected_aliases(&mut *db, project.id).await?;
    let Some(alias) = aliases.iter().find(|alias| protected.contains(alias)) else {
        return Ok(());
    };
    match auth::require(db, actor, project, Capability::PutProtectedAlias).await {
        Err(Fault::Forbidden(reason)) => Err(Fault::Forbidden(format!(
            "The alias “{alias}” is protected. {reason}"
        ))),
        other => other,
    }
}
