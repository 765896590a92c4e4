//! Taking users and teams off the list of a registry.

use async_graphql::{Context, ID, InputObject};
use domain::event::EventKind;
use domain::permission::Capability;
use serde_json::json;

use super::belonging::{colleague, own_team};
use crate::fault::Answer;
use crate::graphql::mutation::registry::{registry_by_id, write_event};
use crate::graphql::{actor, api, id};
use crate::store;

/// Users and teams to take off the list.
#[derive(InputObject)]
pub struct DeleteProjectMembersInput {
    /// The registry.
    pub project_id: ID,
    /// `User:<n>` ids.
    pub user_ids: Option<Vec<ID>>,
    /// `Entity:<n>` ids.
    pub team_ids: Option<Vec<ID>>,
}

/// Takes them off; those of the organization that are not listed are no error, so that the same request may come twice.
pub async fn remove(ctx: &Context<'_>, input: &DeleteProjectMembersInput) -> Answer<()> {
    let (api, actor) = (api(ctx)?, actor(ctx)?);
    let now = api.store.now();
    let mut tx = api.store.write().await?;
    let row = registry_by_id(&mut tx, actor, &input.project_id, Capability::ManageMembers).await?;
    let mut gone_users = store::access::listed_users(&mut tx, row.id).await?;
    let mut users = Vec::new();
    for global in input.user_ids.iter().flatten() {
        // Whoever is listed can be taken off, also when they have left the organization.
        let listed = id::optional("User", global).filter(|id| gone_users.iter().any(|user| user.id == *id));
        users.push(match listed {
            Some(id) => id,
            None => colleague(&mut tx, &row, global).await?,
        });
    }
    let mut gone_teams = store::access::listed_teams(&mut tx, row.id).await?;
    let mut teams = Vec::new();
    for global in input.team_ids.iter().flatten() {
        let listed = id::optional("Entity", global).filter(|id| gone_teams.iter().any(|team| team.id == *id));
        teams.push(match listed {
            Some(id) => id,
            None => own_team(&mut tx, &row, global).await?,
        });
    }
    gone_users.retain(|listed| users.contains(&listed.id));
    gone_teams.retain(|listed| teams.contains(&listed.id));
    for user in &gone_users {
        store::access::unlist_user(&mut tx, row.id, user.id).await?;
    }
    for team in &gone_teams {
        store::access::unlist_team(&mut tx, row.id, team.id).await?;
    }
    if !(gone_users.is_empty() && gone_teams.is_empty()) {
        let told = |listed: &[store::access::ListedRow]| -> Vec<_> {
            listed
                .iter()
                .map(|row| json!({ "name": row.name, "role": row.role().api_name() }))
                .collect()
        };
        let before = json!({ "users": told(&gone_users), "teams": told(&gone_teams) });
        write_event(
            &mut tx,
            actor,
            &row,
            EventKind::MemberRemoved,
            Some(before),
            None,
            now,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}
