//! Organizations and teams that the actor administers, and the people in them.

use domain::event::EventKind;
use domain::permission::OrgCapability;
use domain::role::OrgRole;

use crate::auth::{self, Actor};
use crate::fault::{Answer, Fault};
use crate::graphql::id;
use crate::store::event::NewEvent;
use crate::store::organization::OrganizationRow;
use crate::store::team::TeamRow;
use crate::store::{self, Db};

/// An organization that the actor administers, by its global id.
///
/// # Errors
/// `NotFound` when the actor is not in it, `Forbidden` when the actor is no admin of it.
pub async fn organization_by_id(db: &mut Db, actor: &Actor, global: &str) -> Answer<OrganizationRow> {
    let org_id = id::optional("Organization", global).ok_or_else(auth::absent_organization)?;
    let org = store::organization::by_id(&mut *db, org_id)
        .await?
        .ok_or_else(auth::absent_organization)?;
    auth::require_in_organization(db, actor, &org, OrgCapability::ManageOrganization).await?;
    Ok(org)
}

/// A team that the actor administers, as its admin or as admin of its organization.
pub struct AdministeredTeam {
    /// The team.
    pub team: TeamRow,
    /// Its organization.
    pub org: OrganizationRow,
    /// Whether the actor is an admin of the organization too.
    pub is_org_admin: bool,
}

/// A team that the actor administers.
///
/// # Errors
/// `NotFound` when the actor is not in its organization, `Forbidden` when the actor is admin of neither.
pub async fn team(db: &mut Db, actor: &Actor, name: &str) -> Answer<AdministeredTeam> {
    let found = member_team(&mut *db, actor, name).await?;
    let absent = || absent_team(name);
    auth::require_team_admin(db, actor, &found.team, &found.org, absent).await?;
    Ok(found)
}

fn absent_team(name: &str) -> Fault {
    Fault::NotFound(format!("There is no team “{name}” that you may see."))
}

/// A team of an organization that the actor is in.
///
/// # Errors
/// `NotFound` when the actor is not in its organization.
pub async fn member_team(db: &mut Db, actor: &Actor, name: &str) -> Answer<AdministeredTeam> {
    let absent = || absent_team(name);
    let entity = store::entity::by_name(&mut *db, name).await?.ok_or_else(absent)?;
    let team = store::team::by_entity(&mut *db, entity.id)
        .await?
        .ok_or_else(absent)?;
    let org = store::organization::by_id(&mut *db, team.org_id)
        .await?
        .ok_or_else(absent)?;
    let role = store::organization::role(db, org.id, actor.user.id)
        .await?
        .ok_or_else(absent)?;
    Ok(AdministeredTeam {
        team,
        org,
        is_org_admin: role == OrgRole::Admin,
    })
}

/// Writes an event of an organization.
///
/// # Errors
/// When the database fails.
pub async fn write_event(
    db: &mut Db,
    actor: &Actor,
    org_id: i64,
    kind: EventKind,
    change: (Option<serde_json::Value>, Option<serde_json::Value>),
    now: crate::clock::Micros,
) -> Answer<()> {
    let (before, after) = change;
    let event = NewEvent {
        org_id: Some(org_id),
        actor_id: Some(actor.user.id),
        before,
        after,
        ..NewEvent::of(kind)
    };
    store::event::write(db, event, now).await
}
