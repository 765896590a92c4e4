//! Making people, teams and memberships: what admins do through the API.

pub mod input;

use async_graphql::{Context, Object};
use domain::event::EventKind;
use domain::permission::OrgCapability;
use domain::role::OrgRole;
use serde_json::json;

use self::input::{
    AddTeamMemberInput, AddUserToOrganizationInput, CreateTeamInput, CreateTeamPayload, CreateUserInput,
    CreateUserPayload,
};
use super::SuccessPayload;
use super::org_event::write_event;
use crate::auth;
use crate::fault::{Answer, Fault};
use crate::graphql::object::entity::Entity;
use crate::graphql::object::user::{ApiKey, User};
use crate::graphql::scalar::DateTime;
use crate::graphql::{actor, api, id};
use crate::store::event::NewEvent;
use crate::store::user::NewUser;
use crate::store::{self};

/// Making people, teams and memberships.
#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Makes a person, who takes up the invitations of the address. For administrators of the instance.
    async fn create_user(
        &self,
        ctx: &Context<'_>,
        input: CreateUserInput,
    ) -> Answer<Option<CreateUserPayload>> {
        let actor = actor(ctx)?;
        auth::require_server_admin(actor)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let local = input.email.split('@').next().unwrap_or_default().to_owned();
        let username = input.username.unwrap_or(local);
        let new = NewUser {
            username: &username,
            email: &input.email,
            is_site_admin: input.admin.unwrap_or(false),
            is_service: false,
        };
        let mut tx = api.store.write().await?;
        let user_id = store::user::create(&mut tx, &new, now).await?;
        if let Some(name) = input
            .name
            .as_deref()
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            store::user::rename(&mut tx, user_id, name).await?;
        }
        let (key_id, secret) =
            store::api_key::create(&mut tx, user_id, None, api.store.surroundings()).await?;
        store::invite::take_up(&mut tx, user_id, &input.email, now).await?;
        let event = NewEvent {
            actor_id: Some(actor.user.id),
            after: Some(json!({ "username": username, "email": input.email, "admin": new.is_site_admin })),
            ..NewEvent::of(EventKind::UserCreated)
        };
        store::event::write(&mut tx, event, now).await?;
        let event = NewEvent {
            actor_id: Some(actor.user.id),
            after: Some(json!({ "user": username, "description": null })),
            ..NewEvent::of(EventKind::ApiKeyCreated)
        };
        store::event::write(&mut tx, event, now).await?;
        let user = store::user::by_id(&mut tx, user_id).await?.map(User);
        tx.commit().await?;
        let api_key = ApiKey {
            id: id::global("ApiKey", key_id),
            name: secret,
            description: None,
            created_at: DateTime(now),
        };
        Ok(Some(CreateUserPayload {
            user,
            api_key: Some(api_key),
        }))
    }

    /// Makes a team of an organization. For its admins.
    async fn create_team(
        &self,
        ctx: &Context<'_>,
        input: CreateTeamInput,
    ) -> Answer<Option<CreateTeamPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let name = input.organization_name.as_deref();
        let org = auth::organization_named(&mut tx, actor, name, OrgCapability::CreateTeam).await?;
        let team = store::team::create(&mut tx, org.id, &input.team_name, now).await?;
        let first = input
            .team_admin_user_name
            .unwrap_or_else(|| actor.user.username.clone());
        let first_id = auth::colleague(&mut tx, &org, &first).await?;
        store::team::set_member(&mut tx, team, first_id, "admin", now).await?;
        let after = json!({ "team": input.team_name, "admin": first });
        write_event(
            &mut tx,
            actor,
            org.id,
            EventKind::TeamCreated,
            (None, Some(after)),
            now,
        )
        .await?;
        let entity = store::entity::by_id(&mut tx, team).await?.map(Entity);
        tx.commit().await?;
        Ok(Some(CreateTeamPayload { entity }))
    }

    /// Takes a person of the organization into a team. For admins of the organization or of the team.
    async fn add_team_member(&self, ctx: &Context<'_>, input: AddTeamMemberInput) -> Answer<SuccessPayload> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let auth::TeamStanding { team, org, .. } =
            auth::administered_team(&mut tx, actor, &input.entity_name).await?;
        let user_id = auth::colleague(&mut tx, &org, &input.username).await?;
        let before = store::team::role(&mut tx, team.entity_id, user_id).await?;
        store::team::set_member(&mut tx, team.entity_id, user_id, &input.role, now).await?;
        let facts = |role: &str| json!({ "team": input.entity_name, "user": input.username, "role": role });
        let (before, after) = (before.map(|role| facts(&role)), facts(&input.role));
        let kind = if before.is_some() {
            EventKind::TeamMemberRoleChanged
        } else {
            EventKind::TeamMemberAdded
        };
        write_event(&mut tx, actor, org.id, kind, (before, Some(after)), now).await?;
        tx.commit().await?;
        Ok(SuccessPayload::done())
    }

    /// Takes a person into an organization, or changes their role. For its admins.
    async fn add_user_to_organization(
        &self,
        ctx: &Context<'_>,
        input: AddUserToOrganizationInput,
    ) -> Answer<SuccessPayload> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let role: OrgRole = input.user_org_role.parse()?;
        let mut tx = api.store.write().await?;
        let org_id = id::optional("Organization", &input.organization_id);
        let org = auth::organization_by_id(&mut tx, actor, org_id, OrgCapability::ManageOrganization).await?;
        let user = store::user::by_username(&mut tx, &input.user_name).await?;
        let user = user.ok_or_else(|| Fault::NotFound(format!("There is no user “{}”.", input.user_name)))?;
        if role != OrgRole::Admin {
            store::organization::require_other_admin(&mut tx, org.id, &org.name, user.id).await?;
        }
        let before = store::organization::role(&mut tx, org.id, user.id).await?;
        store::organization::set_member(&mut tx, org.id, user.id, role, now).await?;
        let facts = |role: OrgRole| json!({ "user": user.username, "role": role.api_name() });
        let change = (before.map(facts), Some(facts(role)));
        write_event(&mut tx, actor, org.id, EventKind::OrgMemberSet, change, now).await?;
        tx.commit().await?;
        Ok(SuccessPayload::done())
    }
}
