//! Linking versions into collections, and unlinking them.

mod target;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::event::EventKind;
use domain::name;
use domain::permission::Capability;
use serde_json::json;

use self::target::{source, target};
use super::artifact::input::ArtifactAliasInput;
use super::protected_alias::require_for_aliases;
use crate::auth::{self, Actor};
use crate::fault::{Answer, Fault};
use crate::graphql::object::membership::ArtifactCollectionMembership;
use crate::graphql::{actor, api, id};
use crate::removal::{Act, take_out};
use crate::store::alias::AliasChange;
use crate::store::collection::CollectionKind;
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

/// The version that was taken out.
#[derive(SimpleObject)]
pub struct UnlinkArtifactPayload {
    /// The version.
    #[graphql(name = "artifactID")]
    pub artifact_id: ID,
    /// Whether something changed.
    pub success: bool,
    /// What the client sent along.
    pub client_mutation_id: Option<String>,
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
    async fn link_artifact(
        &self,
        ctx: &Context<'_>,
        input: LinkArtifactInput,
    ) -> Answer<Option<LinkArtifactPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let artifact = source(&mut tx, actor, &input).await?;
        let (project, portfolio) = target(&mut tx, actor, &input, &artifact, now).await?;
        let aliases = checked_aliases(&mut tx, actor, &project, &input).await?;
        let known = store::membership::of_artifact_in(&mut tx, portfolio.id, artifact.id).await?;
        let is_new = known.is_none();
        let place = if let Some(place) = known {
            place.id
        } else {
            let index = store::collection::next_version(&mut tx, portfolio.id, now).await?;
            store::membership::add(&mut tx, portfolio.id, artifact.id, index, actor.user.id, now).await?
        };
        let membership = store::membership::by_id(&mut tx, place).await?;
        let membership =
            membership.ok_or_else(|| Fault::internal(anyhow::anyhow!("a link vanished as it was made")))?;
        if is_new {
            let event = NewEvent {
                actor_id: Some(actor.user.id),
                collection_id: Some(portfolio.id),
                artifact_id: Some(artifact.id),
                after: Some(
                    json!({ "version": format!("v{}", membership.version_index), "aliases": aliases }),
                ),
                ..NewEvent::of(EventKind::VersionLinked)
            };
            store::event::write(&mut tx, event, now).await?;
        }
        let latest = is_new.then_some("latest");
        for alias in latest.into_iter().chain(aliases.iter().map(String::as_str)) {
            let change = AliasChange {
                collection_id: portfolio.id,
                alias,
                membership_id: place,
                actor_id: Some(actor.user.id),
            };
            store::alias::put(&mut tx, change, now).await?;
        }
        tx.commit().await?;
        Ok(Some(LinkArtifactPayload {
            version_index: i32::try_from(membership.version_index).ok(),
            artifact_membership: Some(ArtifactCollectionMembership(membership)),
        }))
    }

    /// Takes a version out of a collection; refused while it holds a protected alias, but for admins. The newest version that is left
    /// becomes the latest one.
    async fn unlink_artifact(
        &self,
        ctx: &Context<'_>,
        input: UnlinkArtifactInput,
    ) -> Answer<Option<UnlinkArtifactPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let artifact_id = id::local("Artifact", &input.artifact_id)?;
        let portfolio_id = id::local("ArtifactCollection", &input.artifact_portfolio_id)?;
        let mut tx = api.store.write().await?;
        let absent = || Fault::NotFound("There is no such linked version that you may see.".to_owned());
        let portfolio = store::collection::by_id(&mut tx, portfolio_id)
            .await?
            .filter(|row| row.kind() == CollectionKind::Portfolio)
            .ok_or_else(absent)?;
        let project = store::project::by_id(&mut tx, portfolio.project_id)
            .await?
            .ok_or_else(absent)?;
        auth::require_or(&mut tx, actor, &project, Capability::UnlinkVersion, absent).await?;
        let place = store::membership::of_artifact_in(&mut tx, portfolio_id, artifact_id)
            .await?
            .ok_or_else(absent)?;
        let aliases = store::alias::of_memberships(&mut tx, &[place.id]).await?;
        let aliases: Vec<String> = aliases.into_iter().map(|row| row.alias).collect();
        require_for_aliases(&mut tx, actor, &project, &aliases).await?;
        let act = Act {
            actor_id: Some(actor.user.id),
            now,
        };
        take_out(&mut tx, act, &place).await?;
        let event = NewEvent {
            actor_id: Some(actor.user.id),
            collection_id: Some(portfolio_id),
            artifact_id: Some(artifact_id),
            before: Some(json!({ "version": format!("v{}", place.version_index), "aliases": aliases })),
            ..NewEvent::of(EventKind::VersionUnlinked)
        };
        store::event::write(&mut tx, event, now).await?;
        tx.commit().await?;
        let client_mutation_id = input.client_mutation_id;
        Ok(Some(UnlinkArtifactPayload {
            artifact_id: input.artifact_id,
            success: true,
            client_mutation_id,
        }))
    }
}

/// The aliases of the input, each legal and allowed; `latest` is the server's to move.
async fn checked_aliases(
    db: &mut Db,
    actor: &Actor,
    project: &ProjectRow,
    input: &LinkArtifactInput,
) -> Answer<Vec<String>> {
    let mut aliases: Vec<String> = input
        .aliases
        .iter()
        .flatten()
        .map(|alias| alias.alias.clone())
        .collect();
    aliases.retain(|alias| alias != "latest");
    for alias in &aliases {
        name::check_alias(alias)?;
    }
    require_for_aliases(db, actor, project, &aliases).await?;
    Ok(aliases)
}
