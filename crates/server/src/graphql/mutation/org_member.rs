//! Roles in organizations and teams, and leaving an organization.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use domain::event::EventKind;
use domain::permission::OrgCapability;
use domain::role::OrgRole;
use serde_json::json;

use super::SuccessPayload;
use super::org_event::write_event;
use crate::auth;
use crate::fault::{Answer, Fault};
use crate::graphql::object::entity::Member;
use crate::graphql::{actor, api, id};
use crate::store::{self};

/// Roles in organizations and teams, and leaving an organization.
#[derive(Default)]
pub struct OrgMemberMutation;

/// Who goes from which organization.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the public schema")]
pub struct RemoveUserFromOrganizationInput {
    pub user_name: String,
    pub organization_id: ID,
    pub client_mutation_id: Option<String>,
}

/// Whose role in which organization changes: `admin`, `member` or `viewer`.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the public schema")]
pub struct UpdateOrganizationUserInput {
    pub user_name: String,
    pub user_org_role: String,
    pub organization_id: ID,
    pub client_mutation_id: Option<String>,
}

/// Whose role in which team changes: `admin`, `member` or `viewer`.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the public schema")]
pub struct UpdateMemberInput {
    pub user: ID,
    pub entity_name: String,
    pub role: Option<String>,
    pub admin: Option<bool>,
    pub client_mutation_id: Option<String>,
}

/// The member that changed.
#[derive(SimpleObject)]
pub struct UpdateMemberPayload {
    /// The member.
    pub member: Member,
}

#[Object]
impl OrgMemberMutation {
    /// Takes a person out of an organization, its teams and the lists of its registries. For its admins, and for everybody who leaves.
    async fn remove_user_from_organization(
        &self,
        ctx: &Context<'_>,
        input: RemoveUserFromOrganizationInput,
    ) -> Answer<Option<SuccessPayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let org = if input.user_name == actor.user.username {
            let mine = store::organization::of_user(&mut tx, actor.user.id).await?;
            mine.into_iter()
                .find(|org| id::global("Organization", org.id) == input.organization_id)
                .ok_or_else(auth::absent_organization)?
        } else {
            let org_id = id::optional("Organization", &input.organization_id);
            auth::organization_by_id(&mut tx, actor, org_id, OrgCapability::ManageOrganization).await?
        };
        let user_id = auth::colleague(&mut tx, &org, &input.user_name).await?;
        let role = store::organization::role(&mut tx, org.id, user_id).await?;
        store::organization::require_other_admin(&mut tx, org.id, &org.name, user_id).await?;
        store::organization::remove_member(&mut tx, org.id, user_id).await?;
        let before = json!({ "user": input.user_name, "role": role.map(OrgRole::api_name) });
        write_event(
            &mut tx,
            actor,
            org.id,
            EventKind::OrgMemberRemoved,
            (Some(before), None),
            now,
        )
        .await?;
        tx.commit().await?;
        Ok(Some(SuccessPayload::done()))
    }

    /// Changes the role of a person in an organization. For its admins.
    async fn update_organization_user(
        &self,
        ctx: &Context<'_>,
        input: UpdateOrganizationUserInput,
    ) -> Answer<Option<SuccessPayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let now = api.store.now();
        let role: OrgRole = input.user_org_role.parse()?;
        let mut tx = api.store.write().await?;
        let org_id = id::optional("Organization", &input.organization_id);
        let org = auth::organization_by_id(&mut tx, actor, org_id, OrgCapability::ManageOrganization).await?;
        let user_id = auth::colleague(&mut tx, &org, &input.user_name).await?;
        let known = store::organization::role(&mut tx, org.id, user_id).await?;
        if known != Some(role) {
            if role != OrgRole::Admin {
                store::organization::require_other_admin(&mut tx, org.id, &org.name, user_id).await?;
            }
            store::organization::set_member(&mut tx, org.id, user_id, role, now).await?;
            let told = |role: Option<OrgRole>| json!({ "user": input.user_name, "role": role.map(OrgRole::api_name) });
            let change = (Some(told(known)), Some(told(Some(role))));
            write_event(&mut tx, actor, org.id, EventKind::OrgMemberSet, change, now).await?;
        }
        tx.commit().await?;
        Ok(Some(SuccessPayload::done()))
    }

    /// Changes the role of a member of a team. For admins of the team or the organization.
    async fn update_member(
        &self,
        ctx: &Context<'_>,
        input: UpdateMemberInput,
    ) -> Answer<Option<UpdateMemberPayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let now = api.store.now();
        let role = match (input.role.as_deref(), input.admin) {
            (Some(role), _) => role,
            (None, Some(true)) => "admin",
            (None, Some(false)) => "member",
            (None, None) => {
                return Err(Fault::BadRequest(
                    "Say which role the member gets: admin, member or viewer.".to_owned(),
                ));
            }
        };
        let mut tx = api.store.write().await?;
        let target = auth::administered_team(&mut tx, actor, &input.entity_name).await?;
        let team_id = target.team.entity_id;
        let absent = || Fault::NotFound(format!("This person is not in {}.", target.team.name));
        let user_id = id::optional("User", &input.user).ok_or_else(absent)?;
        let known = store::team::role(&mut tx, team_id, user_id)
            .await?
            .ok_or_else(absent)?;
        store::team::check_role(role)?;
        if known != role {
            store::team::set_member(&mut tx, team_id, user_id, role, now).await?;
            let told = |role: &str| json!({ "team": target.team.name, "user": input.user, "role": role });
            let change = (Some(told(&known)), Some(told(role)));
            write_event(
                &mut tx,
                actor,
                target.org.id,
                EventKind::TeamMemberRoleChanged,
                change,
                now,
            )
            .await?;
        }
        let members = store::team::members(&mut tx, team_id).await?;
        tx.commit().await?;
        let member = members.into_iter().find(|row| row.user_id == user_id);
        Ok(Some(UpdateMemberPayload {
            member: Member::of(member.ok_or_else(absent)?),
        }))
    }
}
