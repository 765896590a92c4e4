//! Service accounts: for programs, with keys of their own.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use domain::event::EventKind;
use domain::role::OrgRole;
use serde_json::json;

use super::org_event::write_event;
use crate::auth;
use crate::clock::hex_token;
use crate::fault::{Answer, Fault};
use crate::graphql::object::user::{ApiKey, User};
use crate::graphql::scalar::DateTime;
use crate::graphql::{actor, api, id};
use crate::store::event::NewEvent;
use crate::store::user::NewUser;
use crate::store::{self};

/// Service accounts.
#[derive(Default)]
pub struct ServiceAccountMutation;

/// What a service account is for, and in which team it works.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct CreateServiceAccountInput {
    pub entity_name: String,
    pub description: String,
    pub client_mutation_id: Option<String>,
}

/// The service account, with an API key that is shown this once.
#[derive(SimpleObject)]
pub struct CreateServiceAccountPayload {
    /// The account.
    pub user: Option<User>,
    /// The key: its secret is in `name`.
    pub api_key: Option<ApiKey>,
}

#[Object]
impl ServiceAccountMutation {
    /// Makes a service account of a team: a member of the team and of its organization. For admins of the team or the organization.
    async fn create_service_account(
        &self,
        ctx: &Context<'_>,
        input: CreateServiceAccountInput,
    ) -> Answer<Option<CreateServiceAccountPayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let now = api.store.now();
        let surroundings = api.store.surroundings();
        let description = input.description.trim();
        if description.is_empty() || description.chars().count() > 128 {
            return Err(Fault::BadRequest(
                "Describe the service account in 1 to 128 characters.".to_owned(),
            ));
        }
        let suffix = hex_token(surroundings, 6).map_err(Fault::internal)?;
        let username = format!("{}-{suffix}", slug(description));
        let mut tx = api.store.write().await?;
        let target = auth::administered_team(&mut tx, actor, &input.entity_name).await?;
        let email = format!("{username}@service.invalid");
        let new = NewUser {
            username: &username,
            email: &email,
            is_site_admin: false,
            is_service: true,
        };
        let user_id = store::user::create(&mut tx, &new, now).await?;
        store::user::rename(&mut tx, user_id, description).await?;
        store::organization::set_member(&mut tx, target.org.id, user_id, OrgRole::Member, now).await?;
        store::team::set_member(&mut tx, target.team.entity_id, user_id, "member", now).await?;
        let (key_id, secret) =
            store::api_key::create(&mut tx, user_id, Some(description), surroundings).await?;
        let after = json!({ "team": target.team.name, "user": username, "description": description });
        write_event(
            &mut tx,
            actor,
            target.org.id,
            EventKind::ServiceAccountCreated,
            (None, Some(after)),
            now,
        )
        .await?;
        let made = NewEvent {
            actor_id: Some(actor.user.id),
            after: Some(json!({ "user": username, "key": key_id, "description": description })),
            ..NewEvent::of(EventKind::ApiKeyCreated)
        };
        store::event::write(&mut tx, made, now).await?;
        let user = store::user::by_id(&mut tx, user_id).await?.map(User);
        tx.commit().await?;
        let api_key = ApiKey {
            id: id::global("ApiKey", key_id),
            name: secret,
            description: Some(description.to_owned()),
            created_at: DateTime(now),
        };
        Ok(Some(CreateServiceAccountPayload {
            user,
            api_key: Some(api_key),
        }))
    }
}

/// A text as part of a username: its letters and digits in small, with `-` between words.
pub fn slug(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let joined: String = words.join("-").chars().take(40).collect();
    let trimmed = joined.trim_end_matches('-');
    if trimmed.is_empty() {
        "service".to_owned()
    } else {
        trimmed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_description_makes_a_legal_username() {
        assert_eq!(slug("CI & nightly builds!"), "ci-nightly-builds");
        assert_eq!(slug("日本"), "service");
        assert_eq!(slug(&"a b".repeat(40)).len(), 40);
    }
}
