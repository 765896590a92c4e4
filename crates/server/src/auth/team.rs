//! What an actor may do in a team.

use domain::permission::{OrgCapability, decide_in_organization};

use super::Actor;
use crate::fault::Fault;
use crate::store::organization::OrganizationRow;
use crate::store::team::TeamRow;
use crate::store::{self, Db};

/// A team, as somebody of its organization stands in it.
#[derive(Debug, Clone)]
pub struct TeamStanding {
    /// The team.
    pub team: TeamRow,
    /// Its organization.
    pub org: OrganizationRow,
    /// Whether the actor is an admin of the organization.
    pub is_org_admin: bool,
}

fn absent_team(name: &str) -> Fault {
    Fault::NotFound(format!("There is no team “{name}” that you may see."))
}

/// A team of an organization that the actor is in.
///
/// # Errors
/// `NotFound` when the actor is not in its organization.
pub async fn team_named(db: &mut Db, actor: &Actor, name: &str) -> Result<TeamStanding, Fault> {
    let absent = || absent_team(name);
    let entity = store::entity::by_name(&mut *db, name).await?.ok_or_else(absent)?;
    let team = store::team::by_entity(&mut *db, entity.id)
        .await?
        .ok_or_else(absent)?;
    let org = store::organization::by_id(&mut *db, team.org_id)
        .await?
        .ok_or_else(absent)?;
    let role = store::organization::role(db, org.id, actor.user.id).await?;
    if !decide_in_organization(role, OrgCapability::SeeOrganization).is_allowed {
        return Err(absent());
    }
    Ok(TeamStanding {
        team,
        org,
        is_org_admin: decide_in_organization(role, OrgCapability::ManageOrganization).is_allowed,
    })
}

/// A team that the actor administers, as its admin or as admin of its organization.
///
/// # Errors
/// `NotFound` when the actor is not in its organization, `Forbidden` when the actor is admin of neither.
pub async fn administered_team(db: &mut Db, actor: &Actor, name: &str) -> Result<TeamStanding, Fault> {
    let found = team_named(&mut *db, actor, name).await?;
    if found.is_org_admin {
        return Ok(found);
    }
    let role = store::team::role(db, found.team.entity_id, actor.user.id).await?;
    if role.as_deref() == Some("admin") {
        return Ok(found);
    }
    Err(Fault::Forbidden(
        "Needs admin of the team or the organization.".to_owned(),
    ))
}
