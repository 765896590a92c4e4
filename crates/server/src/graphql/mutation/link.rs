//! Linking versions into collections, and unlinking them.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::name;
use domain::permission::Capability;
use serde_json::json;

use super::SuccessPayload;
use super::artifact::ArtifactAliasInput;
use crate::auth::{self, Actor, ProjectRight};
use crate::clock::Micros;
use crate::fault::{Answer, Fault};
use crate::graphql::object::membership::ArtifactCollectionMembership;
use crate::graphql::{actor, api, id, visible};
use crate::store::artifact::{ArtifactRow, ArtifactState};
use crate::store::collection::{CollectionKind, CollectionRow, WantedCollection};
use crate::store::event::NewEvent;
use crate::store::project::ProjectRow;
use crate::store::{self, Db};

/// Linking and unlinking.
#[derive(Default)]
pub struct LinkMutation;

/// Which version to link where.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct LinkArtifactInput {
    #[graphql(name = "artifactID")]
    pub artifact_id: Option<ID>,
    #[graphql(name = "clientID")]
    pub client_id: Option<ID>,
    #[graphql(name = "artifactPortfolioID")]
    pub artifact_portfolio_id: Option<ID>,
    pub artifact_portfolio_name: Option<String>,
    pub entity_name: Option<String>,
    pub project_name: Option<String>,
    pub aliases: Option<Vec<ArtifactAliasInput>>,
    pub client_mutation_id: Option<String>,
}

/// The place that the version has now.
#[derive(SimpleObject)]
pub struct LinkArtifactPayload {
    /// The `N` of `vN`.
    pub version_index: Option<i32>,
    /// The place.
    pub artifact_membership: Option<ArtifactCollectionMembership>,
}

/// Which version to take out of which collection.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct UnlinkArtifactInput {
    #[graphql(name = "artifactID")]
    pub artifact_id: ID,
    #[graphql(name = "artifactPortfolioID")]
    pub artifact_portfolio_id: ID,
    pub client_mutation_id: Option<String>,
}

#[Object]
impl LinkMutation {
    /// Links a version into a collection, which is made when it is not there; `latest` moves to a version that is new there.
    async fn link_artifact(&self, ctx: &Context<'_>, input: LinkArtifactInput) -> Answer<Option<LinkArtifactPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let artifact = source(&mut tx, actor, &input).await?;
        let (project, portfolio) = target(&mut tx, actor, &input, &artifact, now).await?;
        let aliases = checked_aliases(&mut tx, actor, &project, &input).await?;
        let known = store::membership::of_artifact_in(&mut tx, portfolio.id, artifact.id).await?;
        let is_new = known.is_none();
        let place = match known {
            Some(place) => place.id,
            None => {
                let index = store::collection::next_version(&mut tx, portfolio.id, now).await?;
                store::membership::add(&mut tx, portfolio.id, artifact.id, index, actor.user.id, now).await?
            }
        };
        if is_new {
            store::alias::put(&mut tx, portfolio.id, "latest", place, now).await?;
        }
        for alias in &aliases {
            store::alias::put(&mut tx, portfolio.id, alias, place, now).await?;
        }
        let membership = store::membership::by_id(&mut tx, place).await?;
        let membership = membership.ok_or_else(|| Fault::internal(anyhow::anyhow!("a link vanished as it was made")))?;
        if is_new || !aliases.is_empty() {
            let org = store::organization::of_entity(&mut tx, project.entity_id).await?;
            let event = NewEvent {
                org_id: org.map(|org| org.id),
                actor_id: Some(actor.user.id),
                kind: if is_new { "version_linked" } else { "alias_added" },
                project_id: Some(project.id),
                collection_id: Some(portfolio.id),
                artifact_id: Some(artifact.id),
                before: None,
                after: Some(json!({ "version": format!("v{}", membership.version_index), "aliases": aliases })),
            };
            store::event::write(&mut tx, event, now).await?;
        }
        tx.commit().await?;
        Ok(Some(LinkArtifactPayload {
            version_index: i32::try_from(membership.version_index).ok(),
            artifact_membership: Some(ArtifactCollectionMembership(membership)),
        }))
    }

    /// Takes a version out of a collection; refused while it holds a protected alias, but for admins.
    async fn unlink_artifact(&self, ctx: &Context<'_>, input: UnlinkArtifactInput) -> Answer<Option<SuccessPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let artifact_id = id::local("Artifact", &input.artifact_id)?;
        let portfolio_id = id::local("ArtifactCollection", &input.artifact_portfolio_id)?;
        let mut tx = api.store.write().await?;
        let absent = || Fault::NotFound("There is no such linked version that you may see.".to_owned());
        let portfolio = store::collection::by_id(&mut tx, portfolio_id).await?.ok_or_else(absent)?;
        let project = store::project::by_id(&mut tx, portfolio.project_id).await?.ok_or_else(absent)?;
        auth::require(&mut tx, actor, &project, Capability::EditCollections).await?;
        let place = store::membership::of_artifact_in(&mut tx, portfolio_id, artifact_id).await?.ok_or_else(absent)?;
        let aliases = store::alias::of_memberships(&mut tx, &[place.id]).await?;
        let aliases: Vec<String> = aliases.into_iter().map(|row| row.alias).collect();
        require_for_aliases(&mut tx, actor, &project, &aliases).await?;
        store::membership::remove(&mut tx, place.id, now).await?;
        let org = store::organization::of_entity(&mut tx, project.entity_id).await?;
        let event = NewEvent {
            org_id: org.map(|org| org.id),
            actor_id: Some(actor.user.id),
            kind: "version_unlinked",
            project_id: Some(project.id),
            collection_id: Some(portfolio_id),
            artifact_id: Some(artifact_id),
            before: Some(json!({ "version": format!("v{}", place.version_index), "aliases": aliases })),
            after: None,
        };
        store::event::write(&mut tx, event, now).await?;
        tx.commit().await?;
        Ok(Some(SuccessPayload::done()))
    }
}

/// The version to link: one whose files the actor may read, since linking gives others access to them.
async fn source(db: &mut Db, actor: &Actor, input: &LinkArtifactInput) -> Answer<ArtifactRow> {
    let found = match (&input.artifact_id, &input.client_id) {
        (Some(global), _) => store::artifact::by_id(&mut *db, id::local("Artifact", global)?).await?,
        (None, Some(client_id)) => store::artifact::by_client_id(&mut *db, client_id).await?,
        (None, None) => return Err(Fault::BadRequest("Say which artifact version to link.".to_owned())),
    };
    let artifact = found.ok_or_else(visible::absent_artifact)?;
    if !visible::may_artifact_in(&mut *db, actor, artifact.id, Capability::SeeRegistry).await? {
        return Err(visible::absent_artifact());
    }
    if artifact.state() != ArtifactState::Committed {
        return Err(Fault::BadRequest("This version is not committed yet; wait for its upload before linking it.".to_owned()));
    }
    if !visible::may_artifact_in(db, actor, artifact.id, Capability::ReadFiles).await? {
        return Err(Fault::Forbidden("Needs viewer to link this version: linking gives others access to its files.".to_owned()));
    }
    Ok(artifact)
}

/// The collection to link into.
async fn target(
    db: &mut Db,
    actor: &Actor,
    input: &LinkArtifactInput,
    artifact: &ArtifactRow,
    now: Micros,
) -> Answer<(ProjectRow, CollectionRow)> {
    let sequence = store::collection::by_id(&mut *db, artifact.sequence_id).await?.ok_or_else(visible::absent_artifact)?;
    if let Some(global) = &input.artifact_portfolio_id {
        let absent = || Fault::NotFound("There is no such collection that you may see.".to_owned());
        let row = store::collection::by_id(&mut *db, id::local("ArtifactCollection", global)?).await?.ok_or_else(absent)?;
        let project = store::project::by_id(&mut *db, row.project_id).await?.ok_or_else(absent)?;
        auth::require(&mut *db, actor, &project, Capability::EditCollections).await?;
        if row.type_name != sequence.type_name {
            return Err(Fault::BadRequest(format!(
                "The collection “{}” takes artifacts of type “{}”, this one is of type “{}”; choose another collection or type.",
                row.name, row.type_name, sequence.type_name
            )));
        }
        return Ok((project, row));
    }
    let name = input.artifact_portfolio_name.as_deref().filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| Fault::BadRequest("Say which collection to link into.".to_owned()))?;
    let (entity, project) = (input.entity_name.as_deref().unwrap_or_default(), input.project_name.as_deref().unwrap_or_default());
    let project = target_project(&mut *db, actor, entity, project, now).await?;
    auth::require(&mut *db, actor, &project, Capability::EditCollections).await?;
    check_type(&mut *db, &project, &sequence.type_name).await?;
    let wanted = WantedCollection {
        project_id: project.id,
        kind: CollectionKind::Portfolio,
        name,
        type_name: &sequence.type_name,
        created_by: actor.user.id,
    };
    let (row, is_new) = store::collection::get_or_create(&mut *db, &wanted, now).await?;
    if is_new {
        let org = store::organization::of_entity(&mut *db, project.entity_id).await?;
        let event = NewEvent {
            org_id: org.map(|org| org.id),
            actor_id: Some(actor.user.id),
            kind: "collection_created",
            project_id: Some(project.id),
            collection_id: Some(row.id),
            after: Some(json!({ "name": row.name, "type": row.type_name })),
            ..NewEvent::default()
        };
        store::event::write(db, event, now).await?;
    }
    Ok((project, row))
}

/// The project to link into. A registry must be there; an ordinary project is made by those who may write to its entity.
async fn target_project(db: &mut Db, actor: &Actor, entity: &str, project: &str, now: Micros) -> Answer<ProjectRow> {
    if let Some(found) = store::project::by_name(&mut *db, entity, project).await? {
        return Ok(found);
    }
    if let Some(registry) = name::registry_of_project(project) {
        return Err(Fault::NotFound(format!(
            "There is no registry “{registry}” in {entity} that you may see; create it first, or check the name."
        )));
    }
    let owner = store::entity::by_name(&mut *db, entity).await?.ok_or_else(|| auth::absent_project(entity, project))?;
    if auth::project_right(&mut *db, actor, owner.id).await? != ProjectRight::Write {
        return Err(auth::absent_project(entity, project));
    }
    let made = store::project::create(&mut *db, owner.id, project, actor.user.id, now).await?;
    store::project::by_id(db, made).await?.ok_or_else(|| auth::absent_project(entity, project))
}

async fn check_type(db: &mut Db, project: &ProjectRow, type_name: &str) -> Answer<()> {
    let Some(registry) = project.registry_name().filter(|_| !project.accepts_all_types()) else { return Ok(()) };
    let accepted = store::project::types(db, project.id).await?;
    if accepted.iter().any(|name| name == type_name) {
        return Ok(());
    }
    Err(Fault::BadRequest(format!(
        "The registry “{registry}” accepts artifacts of type {}; this one is of type “{type_name}”. Link it elsewhere, or ask an admin to \
         add the type.",
        accepted.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
    )))
}

/// The aliases of the input, each legal and allowed; `latest` is the server's to move.
async fn checked_aliases(db: &mut Db, actor: &Actor, project: &ProjectRow, input: &LinkArtifactInput) -> Answer<Vec<String>> {
    let mut aliases: Vec<String> = input.aliases.iter().flatten().map(|alias| alias.alias.clone()).collect();
    aliases.retain(|alias| alias != "latest");
    for alias in &aliases {
        name::check_alias(alias)?;
    }
    require_for_aliases(db, actor, project, &aliases).await?;
    Ok(aliases)
}

/// Passes when none of the aliases is protected, or the actor is an admin of the registry.
///
/// # Errors
/// `Forbidden` that names the protected alias.
pub async fn require_for_aliases(db: &mut Db, actor: &Actor, project: &ProjectRow, aliases: &[String]) -> Answer<()> {
    let protected = store::project::protected_aliases(&mut *db, project.id).await?;
    let Some(alias) = aliases.iter().find(|alias| protected.contains(alias)) else { return Ok(()) };
    match auth::require(db, actor, project, Capability::ManageRegistry).await {
        Err(Fault::Forbidden(reason)) => Err(Fault::Forbidden(format!("The alias “{alias}” is protected. {reason}"))),
        other => other,
    }
}
