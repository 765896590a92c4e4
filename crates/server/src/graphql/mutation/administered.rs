//! Organizations and teams that the actor administers, and the people in them.

use domain::event::EventKind;
use domain::role::OrgRole;

use crate::auth::Actor;
use crate::fault::{Answer, Fault};
use crate::graphql::id;
use crate::store::event::NewEvent;
use crate::store::organization::OrganizationRow;
use crate::store::team::TeamRow;
use crate::store::{self, Db};

fn absent_organization() -> Fault {
    Fault::NotFound("There is no such organization that you may see.".to_owned())
}

/// An organization that the actor administers; without a name, the actor's first.
///
/// # Errors
/// `NotFound` when the actor is not in it, `Forbidden` when the actor is no admin of it.
pub async fn organization(db: &mut Db, actor: &Actor, name: Option<&str>) -> Answer<OrganizationRow> {
    let org = match name {
        Some(name) => store::organization::by_name(&mut *db, name).await?,
        None => store::organization::of_user(&mut *db, actor.user.id)
            .await?
            .into_iter()
            .next(),
    };
    let org = org.ok_or_else(absent_organization)?;
    match store::organization::role(db, org.id, actor.user.id).await? {
        None => Err(absent_organization()),
        Some(OrgRole::Admin) => Ok(org),
        Some(role) => Err(Fault::Forbidden(format!(
            "Needs admin of {}; you are {role}.",
            org.name
        ))),
    }
}

/// The same, by the global id of the organization.
///
/// # Errors
/// `NotFound` when the actor is not in it, `Forbidden` when the actor is no admin of it.
pub async fn organization_by_id(db: &mut Db, actor: &Actor, global: &str) -> Answer<OrganizationRow> {
    let org_id = id::optional("Organization", global).ok_or_else(absent_organization)?;
    let org = store::organization::by_id(&mut *db, org_id)
        .await?
        .ok_or_else(absent_organization)?;
    organization(db, actor, Some(&org.name)).await
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
    let own_role = store::team::role(db, found.team.entity_id, actor.user.id).await?;
    if found.is_org_admin || own_role.as_deref() == Some("admin") {
        return Ok(found);
    }
    Err(Fault::Forbidden(
        "Needs admin of the team or the organization.".to_owned(),
    ))
}

/// A team of an organization that the actor is in.
///
/// # Errors
/// `NotFound` when the actor is not in its organization.
pub async fn member_team(db: &mut Db, actor: &Actor, name: &str) -> Answer<AdministeredTeam> {
    let absent = || Fault::NotFound(format!("There is no team “{name}” that you may see."));
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

/// The id of a person of an organization, by username.
///
/// # Errors
/// `NotFound` when nobody of that name is in it.
pub async fn colleague(db: &mut Db, org: &OrganizationRow, username: &str) -> Answer<i64> {
    let absent = || Fault::NotFound(format!("There is no person “{username}” in {}.", org.name));
    let user = store::user::by_username(&mut *db, username)
        .await?
        .ok_or_else(absent)?;
    store::organization::role(db, org.id, user.id)
        .await?
        .map(|_| user.id)
        .ok_or_else(absent)
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
