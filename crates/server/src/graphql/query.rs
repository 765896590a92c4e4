//! What can be asked.

use async_graphql::{Context, Object};
use domain::permission::{Capability, OrgCapability};

use super::object::artifact::Artifact;
use super::object::client_id::ClientIdMapping;
use super::object::collection::ArtifactCollection;
use super::object::entity::{self, Entity};
use super::object::event::{self, EventConnection, EventFilterInput, EventPage};
use super::object::organization::Organization;
use super::object::project::{Project, ProjectConnection};
use super::object::server_info::ServerInfo;
use super::object::user::{User, UserConnection, UserEdge};
use super::{actor, api, id, visible};
use crate::auth;
use crate::fault::{Answer, Fault};
use crate::store::{self};

/// The root of queries.
#[derive(Default)]
pub struct Query;

#[Object]
impl Query {
    /// Whoever asks; none when nobody is signed in.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<User> {
        ctx.data_opt::<crate::auth::Actor>()
            .map(|actor| User(actor.user.clone()))
    }

    /// Users of one's organizations whose name, username or e-mail contains the text.
    async fn users(&self, ctx: &Context<'_>, query: Option<String>) -> Answer<Option<UserConnection>> {
        let actor = actor(ctx)?;
        let mut db = api(ctx)?.store.read().await?;
        let mut edges = Vec::new();
        for row in store::user::search(&mut db, &query.unwrap_or_default()).await? {
            if auth::may_see_user(&mut db, actor, &row).await? {
                edges.push(UserEdge { node: User(row) });
            }
        }
        Ok(Some(UserConnection { edges }))
    }

    /// An entity that one belongs to; without a name, the default one.
    async fn entity(&self, ctx: &Context<'_>, name: Option<String>) -> Answer<Option<Entity>> {
        visible_entity(ctx, name).await
    }

    /// An organization that one is in, by display or entity name; without a name, one's first.
    async fn organization(&self, ctx: &Context<'_>, name: Option<String>) -> Answer<Option<Organization>> {
        let actor = actor(ctx)?;
        let mut db = api(ctx)?.store.read().await?;
        let Some(name) = name else {
            let mine = store::organization::of_user(&mut db, actor.user.id).await?;
            return Ok(mine.into_iter().next().map(Organization));
        };
        let Some(org) = store::organization::by_name(&mut db, &name).await? else {
            return Ok(None);
        };
        match auth::require_in_organization(&mut db, actor, &org, OrgCapability::SeeOrganization).await {
            Err(Fault::NotFound(_)) => Ok(None),
            other => other.map(|()| Some(Organization(org))),
        }
    }

    /// A project or registry, if it may be seen.
    async fn project(
        &self,
        ctx: &Context<'_>,
        name: Option<String>,
        entity_name: Option<String>,
    ) -> Answer<Option<Project>> {
        project_of(ctx, name, entity_name).await
    }

    /// The same as `project`, under its older name.
    async fn model(
        &self,
        ctx: &Context<'_>,
        name: Option<String>,
        entity_name: Option<String>,
    ) -> Answer<Option<Project>> {
        project_of(ctx, name, entity_name).await
    }

    /// The projects of an entity that may be seen.
    async fn models(
        &self,
        ctx: &Context<'_>,
        entity_name: Option<String>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<Option<ProjectConnection>> {
        let Some(entity) = visible_entity(ctx, entity_name).await? else {
            return Ok(None);
        };
        let asked = super::object::project::Asked {
            first,
            after: after.as_deref(),
            ..Default::default()
        };
        super::object::project::page_of_entity(ctx, entity.0.id, asked)
            .await
            .map(Some)
    }

    /// A version by id, if it may be seen through any place that holds it.
    async fn artifact(&self, ctx: &Context<'_>, id: async_graphql::ID) -> Answer<Option<Artifact>> {
        actor(ctx)?;
        let Some(artifact_id) = id::optional("Artifact", &id) else {
            return Ok(None);
        };
        if !visible::may_artifact(ctx, artifact_id, Capability::SeeRegistry).await? {
            return Ok(None);
        }
        let mut db = api(ctx)?.store.read().await?;
        Ok(store::artifact::by_id(&mut db, artifact_id).await?.map(Artifact))
    }

    /// A collection by id, if it may be seen.
    async fn artifact_collection(
        &self,
        ctx: &Context<'_>,
        id: async_graphql::ID,
    ) -> Answer<Option<ArtifactCollection>> {
        actor(ctx)?;
        let Some(collection_id) = id::optional("ArtifactCollection", &id) else {
            return Ok(None);
        };
        let mut db = api(ctx)?.store.read().await?;
        let Some(row) = store::collection::by_id(&mut db, collection_id).await? else {
            return Ok(None);
        };
        drop(db);
        Ok(visible::project(ctx, row.project_id)
            .await?
            .map(|_| ArtifactCollection::of(row)))
    }

    /// The version that a client knows under an id of its own.
    #[graphql(name = "clientIDMapping")]
    async fn client_id_mapping(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "clientID")] client_id: async_graphql::ID,
    ) -> Answer<Option<ClientIdMapping>> {
        actor(ctx)?;
        let mut db = api(ctx)?.store.read().await?;
        let Some(row) = store::artifact::by_client_id(&mut db, &client_id).await? else {
            return Ok(None);
        };
        drop(db);
        let is_visible = visible::may_artifact(ctx, row.id, Capability::SeeRegistry).await?;
        Ok(is_visible.then(|| ClientIdMapping {
            server_id: id::global("Artifact", row.id),
        }))
    }

    /// Everything that happened outside of organizations, newest first; for administrators of the server.
    async fn server_audit_log(
        &self,
        ctx: &Context<'_>,
        filter: Option<EventFilterInput>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Answer<EventConnection> {
        auth::require_server_admin(actor(ctx)?)?;
        let page = EventPage { filter, first, after };
        event::of_chain(ctx, store::event::chain::SERVER, page).await
    }

    /// What the server can do.
    async fn server_info(&self) -> Option<ServerInfo> {
        Some(ServerInfo)
    }
}

async fn project_of(
    ctx: &Context<'_>,
    name: Option<String>,
    entity_name: Option<String>,
) -> Answer<Option<Project>> {
    let actor = actor(ctx)?;
    let Some(name) = name else { return Ok(None) };
    let entity = if let Some(entity) = entity_name.filter(|entity| !entity.is_empty()) {
        entity
    } else {
        let mut db = api(ctx)?.store.read().await?;
        let chosen = actor.user.default_entity_id.unwrap_or(actor.user.entity_id);
        store::entity::by_id(&mut db, chosen)
            .await?
            .map(|row| row.name)
            .unwrap_or_default()
    };
    Ok(visible::project_by_name(ctx, &entity, &name).await?.map(Project))
}

async fn visible_entity(ctx: &Context<'_>, name: Option<String>) -> Answer<Option<Entity>> {
    let actor = actor(ctx)?;
    let mut db = api(ctx)?.store.read().await?;
    let found = match name.filter(|name| !name.is_empty()) {
        Some(name) => match store::entity::by_name(&mut db, &name).await? {
            Some(row) => Some(row),
            None => match store::organization::by_name(&mut db, &name).await? {
                Some(org) => store::entity::by_id(&mut db, org.entity_id).await?,
                None => None,
            },
        },
        None => {
            store::entity::by_id(
                &mut db,
                actor.user.default_entity_id.unwrap_or(actor.user.entity_id),
            )
            .await?
        }
    };
    drop(db);
    match found {
        Some(row) if entity::is_visible(ctx, &row).await? => Ok(Some(Entity(row))),
        _ => Ok(None),
    }
}
