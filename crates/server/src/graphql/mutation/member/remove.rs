//! Taking users and teams off the list of a registry.

use async_graphql::{Context, ID, InputObject};
use domain::event::EventKind;
use domain::permission::Capability;
use serde_json::json;

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

/// Takes them off; those that are not listed are no error, so that the same request may come twice.
pub async fn remove(ctx: &Context<'_>, input: &DeleteProjectMembersInput) -> Answer<()> {
    let (api, actor) = (api(ctx)?, actor(ctx)?);
    let now = api.store.now();
    let mut tx = api.store.write().await?;
    let row = registry_by_id(&mut tx, actor, &input.project_id, Capability::ManageMembers).await?;
    let wanted = |ids: &Option<Vec<ID>>, kind: &str| -> Vec<i64> {
        ids.iter()
            .flatten()
            .filter_map(|global| id::optional(kind, global))
            .collect()
    };
    let (users, teams) = (wanted(&input.user_ids, "User"), wanted(&input.team_ids, "Entity"));
    let mut gone_users = store::access::listed_users(&mut tx, row.id).await?;
    gone_users.retain(|listed| users.contains(&listed.id));
    let mut gone_teams = store::access::listed_teams(&mut tx, row.id).await?;
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
