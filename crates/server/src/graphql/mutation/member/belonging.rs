//! Who can be a member of a registry: people and teams of the organization that owns it.

use async_graphql::ID;

use crate::fault::{Answer, Fault};
use crate::graphql::id;
use crate::store::organization::OrganizationRow;
use crate::store::project::ProjectRow;
use crate::store::{self, Db};

/// The organization that owns a registry.
async fn owner(db: &mut Db, row: &ProjectRow) -> Answer<OrganizationRow> {
    let org = store::organization::of_entity(db, row.entity_id).await?;
    org.ok_or_else(|| Fault::internal(anyhow::anyhow!("the registry {} has no organization", row.id)))
}

/// A person of the organization that owns the registry.
///
/// # Errors
/// `NotFound` for anybody else, known here or not.
pub async fn colleague(db: &mut Db, row: &ProjectRow, global: &ID) -> Answer<i64> {
    let org = owner(&mut *db, row).await?;
    if let Some(user_id) = id::optional("User", global)
        && store::organization::role(db, org.id, user_id).await?.is_some()
    {
        return Ok(user_id);
    }
    Err(Fault::NotFound(format!(
        "One of these people is not in the organization “{}”, whose people alone can be members of its registries; nothing was changed. An \
         admin of the organization can add them, or invite them to one of its teams; then name them here again.",
        org.name
    )))
}

/// A team of the organization that owns the registry.
///
/// # Errors
/// `NotFound` for any other, known here or not.
pub async fn own_team(db: &mut Db, row: &ProjectRow, global: &ID) -> Answer<i64> {
    let org = owner(&mut *db, row).await?;
    if let Some(team_id) = id::optional("Entity", global)
        && store::team::by_entity(db, team_id)
            .await?
            .is_some_and(|team| team.org_id == org.id)
    {
        return Ok(team_id);
    }
    Err(Fault::NotFound(format!(
        "One of these teams is not of the organization “{}”, whose teams alone can be members of its registries; nothing was changed. Make a \
         team of the organization with these people, then name that one here.",
        org.name
    )))
}
