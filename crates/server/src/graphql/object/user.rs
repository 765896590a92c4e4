//! People, their keys, their organizations.

use async_graphql::{Context, ID, Object, SimpleObject};

use super::entity::{Entity, EntityConnection};
use super::organization::Organization;
use super::personal::{self, SavedSearch, Watch};
use super::project::Project;
use crate::auth;
use crate::fault::Answer;
use crate::graphql::scalar::{DateTime, JsonString};
use crate::graphql::{actor, api, id};
use crate::store::api_key::ApiKeyRow;
use crate::store::entity::EntityRow;
use crate::store::user::UserRow;
use crate::store::{self};

/// A person or a service account.
pub struct User(pub UserRow);

#[Object]
impl User {
    /// `User:<n>` in Base64.
    async fn id(&self) -> ID {
        id::global("User", self.0.id)
    }

    /// The name people read.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The name in paths.
    async fn username(&self) -> Option<&str> {
        Some(&self.0.username)
    }

    /// The e-mail address; only for people of a common organization.
    async fn email(&self, ctx: &Context<'_>) -> Answer<Option<&str>> {
        let mut db = api(ctx)?.store.read().await?;
        let is_known = auth::may_see_user(&mut db, actor(ctx)?, &self.0).await?;
        Ok(is_known.then_some(self.0.email.as_str()))
    }

    /// Whether it may use the instance-wide operations.
    async fn admin(&self) -> Option<bool> {
        Some(self.0.is_site_admin())
    }

    /// `USER` or `SERVICE`.
    async fn account_type(&self) -> &str {
        if self.0.is_service() { "SERVICE" } else { "USER" }
    }

    /// Switches that the SDK reads.
    async fn flags(&self) -> Option<JsonString> {
        Some(JsonString("{\"code_saving_enabled\": false}".to_owned()))
    }

    /// The name of the entity that runs go to which name none: a team, where there is one.
    async fn entity(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        let mut db = api(ctx)?.store.read().await?;
        let chosen = self.0.default_entity_id.unwrap_or(self.0.entity_id);
        let Some(row) = store::entity::by_id(&mut db, chosen).await? else {
            return Ok(None);
        };
        let is_known = auth::may_see_entity(&mut db, actor(ctx)?, &row).await?;
        Ok(is_known.then_some(row.name))
    }

    /// No pictures are kept.
    async fn photo_url(&self) -> Option<String> {
        None
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// Deleted users are not shown.
    async fn deleted_at(&self) -> Option<DateTime> {
        None
    }

    /// One's own API keys, and those of service accounts that one administers; others' are not shown.
    async fn api_keys(&self, ctx: &Context<'_>) -> Answer<Option<ApiKeyConnection>> {
        let actor = actor(ctx)?;
        let mut db = api(ctx)?.store.read().await?;
        if actor.user.id != self.0.id && !auth::administers(&mut db, actor, &self.0).await? {
            return Ok(None);
        }
        let keys = store::api_key::of_user(&mut db, self.0.id).await?;
        Ok(Some(ApiKeyConnection {
            edges: keys
                .into_iter()
                .map(|row| ApiKeyEdge {
                    node: ApiKey::listed(&row),
                })
                .collect(),
        }))
    }

    /// One's own saved searches, by name; others' are not shown.
    async fn saved_searches(&self, ctx: &Context<'_>) -> Answer<Option<Vec<SavedSearch>>> {
        if actor(ctx)?.user.id != self.0.id {
            return Ok(None);
        }
        personal::saved_searches(ctx).await.map(Some)
    }

    /// What one watches oneself; what others watch is not shown.
    async fn watches(&self, ctx: &Context<'_>) -> Answer<Option<Vec<Watch>>> {
        if actor(ctx)?.user.id != self.0.id {
            return Ok(None);
        }
        personal::watches(ctx).await.map(Some)
    }

    /// The registries that one has starred oneself, by name; others' are not shown.
    async fn starred_registries(&self, ctx: &Context<'_>) -> Answer<Option<Vec<Project>>> {
        if actor(ctx)?.user.id != self.0.id {
            return Ok(None);
        }
        personal::starred(ctx).await.map(Some)
    }

    /// The teams that the person is in and that the asker may see.
    async fn teams(&self, ctx: &Context<'_>) -> Answer<Option<EntityConnection>> {
        let mut db = api(ctx)?.store.read().await?;
        let mut entities: Vec<EntityRow> = Vec::new();
        for team in store::team::of_user(&mut db, self.0.id).await? {
            let Some(row) = store::entity::by_id(&mut db, team.entity_id).await? else {
                continue;
            };
            if auth::may_see_entity(&mut db, actor(ctx)?, &row).await? {
                entities.push(row);
            }
        }
        Ok(Some(EntityConnection::of(entities)))
    }

    /// The organizations that the person is in together with the asker.
    async fn organizations(&self, ctx: &Context<'_>) -> Answer<Vec<Organization>> {
        let mut db = api(ctx)?.store.read().await?;
        let mine = store::organization::of_user(&mut db, actor(ctx)?.user.id).await?;
        let mut rows = store::organization::of_user(&mut db, self.0.id).await?;
        rows.retain(|row| mine.iter().any(|own| own.id == row.id));
        Ok(rows.into_iter().map(Organization).collect())
    }

    /// One's own personal entity; others' are not shown.
    async fn user_entity(&self, ctx: &Context<'_>) -> Answer<Option<Entity>> {
        let mut db = api(ctx)?.store.read().await?;
        let Some(row) = store::entity::by_id(&mut db, self.0.entity_id).await? else {
            return Ok(None);
        };
        let is_own = auth::may_see_entity(&mut db, actor(ctx)?, &row).await?;
        Ok(is_own.then_some(Entity(row)))
    }
}

/// A page of users.
#[derive(SimpleObject)]
pub struct UserConnection {
    /// The users.
    pub edges: Vec<UserEdge>,
}

/// One entry of `UserConnection`.
#[derive(SimpleObject)]
pub struct UserEdge {
    /// The user.
    pub node: User,
}

/// An API key. Its secret is in `name`, and only in the answer of the mutation that made it.
#[derive(SimpleObject)]
pub struct ApiKey {
    /// Its id.
    pub id: ID,
    /// The secret at creation; later an ellipsis and its last four characters.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// When it was made.
    pub created_at: DateTime,
}

impl ApiKey {
    /// A key in a list, its secret withheld.
    pub fn listed(row: &ApiKeyRow) -> Self {
        Self {
            id: id::global("ApiKey", row.id),
            name: row.hint(),
            description: row.description.clone(),
            created_at: DateTime(row.created_at),
        }
    }
}

/// The API keys of a user.
#[derive(SimpleObject)]
pub struct ApiKeyConnection {
    /// The keys, oldest first.
    pub edges: Vec<ApiKeyEdge>,
}

/// One entry of `ApiKeyConnection`.
#[derive(SimpleObject)]
pub struct ApiKeyEdge {
    /// The key.
    pub node: ApiKey,
}
