//! Who is listed in a registry, with which role.

mod belonging;
mod remove;

use async_graphql::{Context, ID, InputObject, Object};
use domain::event::EventKind;
use domain::permission::Capability;
use domain::role::RegistryRole;
use serde_json::json;

use self::belonging::{colleague, own_team};
pub use self::remove::DeleteProjectMembersInput;
use super::SuccessPayload;
use super::registry::{registry_by_id, write_event};
use crate::fault::{Answer, Fault};
use crate::graphql::{actor, api};
use crate::store::{self, Db};

/// Who is listed in a registry.
#[derive(Default)]
pub struct MemberMutation;

/// Users and teams to list.
#[derive(InputObject)]
pub struct CreateProjectMembersInput {
    /// The registry.
    pub project_id: ID,
    /// `User:<n>` ids.
    pub user_ids: Option<Vec<ID>>,
    /// `Entity:<n>` ids.
    pub team_ids: Option<Vec<ID>>,
}

/// A user's role to change.
#[derive(InputObject)]
pub struct UpdateProjectMemberInput {
    /// The registry.
    pub project_id: ID,
    /// The user.
    pub user_id: ID,
    /// `admin`, `member`, `viewer` or `restricted_viewer`.
    pub user_project_role: String,
    /// Sent along and ignored.
    pub client_mutation_id: Option<String>,
}

/// A team's role to change.
#[derive(InputObject)]
pub struct UpdateProjectTeamMemberInput {
    /// The registry.
    pub project_id: ID,
    /// The team's entity.
    pub team_id: ID,
    /// `admin`, `member`, `viewer` or `restricted_viewer`.
    pub team_project_role: String,
    /// Sent along and ignored.
    pub client_mutation_id: Option<String>,
}

#[Object]
impl MemberMutation {
    /// Lists users and teams in a registry, where they are not listed yet: as viewers, service accounts as members.
    async fn create_project_members(
        &self,
        ctx: &Context<'_>,
        input: CreateProjectMembersInput,
    ) -> Answer<Option<SuccessPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let row = registry_by_id(&mut tx, actor, &input.project_id, Capability::ManageMembers).await?;
        for user in input.user_ids.iter().flatten() {
            let user_id = colleague(&mut tx, &row, user).await?;
            let listed = store::access::listed_users(&mut tx, row.id).await?;
            if listed.iter().all(|found| found.id != user_id) {
                let role = RegistryRole::at_first(is_service(&mut tx, user_id).await?);
                store::access::set_user_role(&mut tx, row.id, user_id, role, now).await?;
            }
        }
        for team in input.team_ids.iter().flatten() {
            let team_id = own_team(&mut tx, &row, team).await?;
            let listed = store::access::listed_teams(&mut tx, row.id).await?;
            if listed.iter().all(|found| found.id != team_id) {
                store::access::set_team_role(&mut tx, row.id, team_id, RegistryRole::Viewer, now).await?;
            }
        }
        let after = json!({ "users": input.user_ids, "teams": input.team_ids });
        write_event(
            &mut tx,
            actor,
            &row,
            EventKind::MembersAdded,
            None,
            Some(after),
            now,
        )
        .await?;
        tx.commit().await?;
        Ok(Some(SuccessPayload::done()))
    }

    /// Takes users and teams off the list, all of them or none; those of the organization that are not on it are no error.
    async fn delete_project_members(
        &self,
        ctx: &Context<'_>,
        input: DeleteProjectMembersInput,
    ) -> Answer<Option<SuccessPayload>> {
        remove::remove(ctx, &input).await?;
        Ok(Some(SuccessPayload::done()))
    }

    /// Changes the role of a listed user.
    async fn update_project_member(
        &self,
        ctx: &Context<'_>,
        input: UpdateProjectMemberInput,
    ) -> Answer<Option<SuccessPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let role: RegistryRole = input.user_project_role.parse()?;
        let mut tx = api.store.write().await?;
        let row = registry_by_id(&mut tx, actor, &input.project_id, Capability::ManageMembers).await?;
        let user_id = colleague(&mut tx, &row, &input.user_id).await?;
        let listed = store::access::listed_users(&mut tx, row.id).await?;
        let before = listed
            .iter()
            .find(|found| found.id == user_id)
            .map(|found| found.role().api_name());
        let before = before.ok_or_else(|| {
            Fault::NotFound("This person is not listed in the registry; add them first.".to_owned())
        })?;
        if !RegistryRole::given_to(is_service(&mut tx, user_id).await?).contains(&role) {
            return Err(Fault::BadRequest(
                "A service account is member or admin of a registry.".to_owned(),
            ));
        }
        store::access::set_user_role(&mut tx, row.id, user_id, role, now).await?;
        let (before, after) = (
            json!({ "user": input.user_id, "role": before }),
            json!({ "user": input.user_id, "role": role.api_name() }),
        );
        write_event(
            &mut tx,
            actor,
            &row,
            EventKind::MemberRoleChanged,
            Some(before),
            Some(after),
            now,
        )
        .await?;
        tx.commit().await?;
        Ok(Some(SuccessPayload::done()))
    }

    /// Changes the role of a listed team.
    async fn update_project_team_member(
        &self,
        ctx: &Context<'_>,
        input: UpdateProjectTeamMemberInput,
    ) -> Answer<Option<SuccessPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let role: RegistryRole = input.team_project_role.parse()?;
        let mut tx = api.store.write().await?;
        let row = registry_by_id(&mut tx, actor, &input.project_id, Capability::ManageMembers).await?;
        let team_id = own_team(&mut tx, &row, &input.team_id).await?;
        let listed = store::access::listed_teams(&mut tx, row.id).await?;
        let before = listed
            .iter()
            .find(|found| found.id == team_id)
            .map(|found| found.role().api_name());
        let before = before.ok_or_else(|| {
            Fault::NotFound("This team is not listed in the registry; add it first.".to_owned())
        })?;
        store::access::set_team_role(&mut tx, row.id, team_id, role, now).await?;
        let (before, after) = (
            json!({ "team": input.team_id, "role": before }),
            json!({ "team": input.team_id, "role": role.api_name() }),
        );
        write_event(
            &mut tx,
            actor,
            &row,
            EventKind::MemberRoleChanged,
            Some(before),
            Some(after),
            now,
        )
        .await?;
        tx.commit().await?;
        Ok(Some(SuccessPayload::done()))
    }
}

async fn is_service(db: &mut Db, user_id: i64) -> Answer<bool> {
    let user = store::user::by_id(db, user_id).await?;
    Ok(user.is_some_and(|user| user.is_service()))
}
