//! API keys and one's own settings.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use domain::event::EventKind;
use serde_json::json;

use super::SuccessPayload;
use crate::auth;
use crate::fault::{Answer, Fault};
use crate::graphql::object::user::{ApiKey, User};
use crate::graphql::scalar::DateTime;
use crate::graphql::{actor, api, id};
use crate::store;
use crate::store::event::NewEvent;
use crate::store::user::UserRow;

/// One's own API keys and settings.
#[derive(Default)]
pub struct UserMutation;

/// What a new key is for.
#[derive(InputObject)]
pub struct GenerateApiKeyInput {
    /// In its owner's words.
    pub description: Option<String>,
    /// The service account that gets it; without a name, the asker does.
    pub username: Option<String>,
}

/// A new key: its secret is in `name`, this once.
#[derive(SimpleObject)]
pub struct GenerateApiKeyPayload {
    /// The key.
    pub api_key: Option<ApiKey>,
}

/// Which key to revoke.
#[derive(InputObject)]
pub struct DeleteApiKeyInput {
    /// Its id.
    pub id: String,
}

/// What changes of oneself.
#[derive(InputObject)]
pub struct UpdateUserInput {
    /// The entity that runs go to which name none.
    pub default_entity: Option<String>,
    /// The name people read.
    pub name: Option<String>,
}

/// A user that changed.
#[derive(SimpleObject)]
pub struct UserPayload {
    /// The user.
    pub user: Option<User>,
}

/// The greatest number of keys of one person.
const KEYS_MAX: usize = 100;

#[Object]
impl UserMutation {
    /// Makes an API key for the asker, or for a service account of an organization that the asker administers.
    async fn generate_api_key(
        &self,
        ctx: &Context<'_>,
        input: GenerateApiKeyInput,
    ) -> Answer<Option<GenerateApiKeyPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let description = input
            .description
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        if description.is_some_and(|text| text.chars().count() > 200) {
            return Err(Fault::BadRequest(
                "A description of a key has at most 200 characters.".to_owned(),
            ));
        }
        let mut tx = api.store.write().await?;
        let owner = match input.username.as_deref() {
            Some(name) if name != actor.user.username => {
                auth::administered_service_account(&mut tx, actor, name).await?
            }
            _ => actor.user.clone(),
        };
        if store::api_key::of_user(&mut tx, owner.id).await?.len() >= KEYS_MAX {
            return Err(Fault::BadRequest(format!(
                "{} has {KEYS_MAX} keys already; revoke one that is not in use.",
                owner.username
            )));
        }
        let surroundings = api.store.surroundings();
        let (key_id, secret) = store::api_key::create(&mut tx, owner.id, description, surroundings).await?;
        let now = api.store.now();
        let event = NewEvent {
            actor_id: Some(actor.user.id),
            after: Some(json!({ "user": owner.username, "key": key_id, "description": description })),
            ..NewEvent::of(EventKind::ApiKeyCreated)
        };
        store::event::write(&mut tx, event, now).await?;
        tx.commit().await?;
        let api_key = ApiKey {
            id: id::global("ApiKey", key_id),
            name: secret,
            description: description.map(str::to_owned),
            created_at: DateTime(now),
        };
        Ok(Some(GenerateApiKeyPayload {
            api_key: Some(api_key),
        }))
    }

    /// Revokes one of the asker's API keys, or one of a service account of an organization that the asker administers. Administrators of
    /// the instance revoke any.
    async fn delete_api_key(
        &self,
        ctx: &Context<'_>,
        input: DeleteApiKeyInput,
    ) -> Answer<Option<SuccessPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let absent = || Fault::NotFound("You have no such API key.".to_owned());
        let key_id = id::optional("ApiKey", &input.id).ok_or_else(absent)?;
        let mut tx = api.store.write().await?;
        let owner = auth::key_holder(&mut tx, actor, key_id)
            .await?
            .ok_or_else(absent)?;
        if !store::api_key::revoke(&mut tx, owner.id, key_id, now).await? {
            return Err(absent());
        }
        let event = NewEvent {
            actor_id: Some(actor.user.id),
            before: Some(json!({ "user": owner.username, "key": key_id })),
            ..NewEvent::of(EventKind::ApiKeyRevoked)
        };
        store::event::write(&mut tx, event, now).await?;
        tx.commit().await?;
        Ok(Some(SuccessPayload::done()))
    }

    /// Changes one's own settings.
    async fn update_user(&self, ctx: &Context<'_>, input: UpdateUserInput) -> Answer<Option<UserPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let mut tx = api.store.write().await?;
        if let Some(name) = input.default_entity.as_deref() {
            let absent = || Fault::NotFound(format!("There is no entity “{name}” that you may log to."));
            let entity = store::entity::by_name(&mut tx, name).await?.ok_or_else(absent)?;
            match auth::require_to_make_project(&mut tx, actor, &entity, absent).await {
                Err(Fault::Forbidden(_)) => return Err(absent()),
                other => other?,
            }
            store::user::set_default_entity(&mut tx, actor.user.id, entity.id).await?;
        }
        if let Some(name) = input
            .name
            .as_deref()
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            store::user::rename(&mut tx, actor.user.id, name).await?;
        }
        let user = store::user::by_id(&mut tx, actor.user.id).await?;
        if let Some(row) = &user {
            let facts = |row: &UserRow| json!({ "user": row.username, "name": row.name, "default_entity": row.default_entity_id });
            let (before, after) = (facts(&actor.user), facts(row));
            if before != after {
                let event = NewEvent {
                    actor_id: Some(actor.user.id),
                    before: Some(before),
                    after: Some(after),
                    ..NewEvent::of(EventKind::UserChanged)
                };
                store::event::write(&mut tx, event, api.store.now()).await?;
            }
        }
        tx.commit().await?;
        Ok(Some(UserPayload { user: user.map(User) }))
    }
}
