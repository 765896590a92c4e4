//! What an actor may do in an organization and on the whole server; whom they may see.

use domain::permission::{OrgCapability, decide_in_organization};

use super::{Actor, passed};
use crate::fault::Fault;
use crate::store::entity::EntityRow;
use crate::store::organization::OrganizationRow;
use crate::store::user::UserRow;
use crate::store::{self, Db};

/// The answer for an organization that is absent or may not be seen.
pub fn absent_organization() -> Fault {
    Fault::NotFound("There is no such organization that you may see.".to_owned())
}

/// Passes when the capability is given in the organization. Who is not in it is told that it is absent.
///
/// # Errors
/// `NotFound` for people outside it, `Forbidden` with the reason otherwise.
pub async fn require_in_organization(
    db: &mut Db,
    actor: &Actor,
    org: &OrganizationRow,
    capability: OrgCapability,
) -> Result<(), Fault> {
    let role = store::organization::role(db, org.id, actor.user.id).await?;
    if !decide_in_organization(role, OrgCapability::SeeOrganization).is_allowed {
        return Err(absent_organization());
    }
    passed(decide_in_organization(role, capability))
}

/// The organization of that name, or the actor's first, for those who have the capability.
///
/// # Errors
/// As [`require_in_organization`].
pub async fn organization_named(
    db: &mut Db,
    actor: &Actor,
    name: Option<&str>,
    capability: OrgCapability,
) -> Result<OrganizationRow, Fault> {
    let org = match name {
        Some(name) => store::organization::by_name(&mut *db, name).await?,
        None => store::organization::of_user(&mut *db, actor.user.id)
            .await?
            .into_iter()
            .next(),
    };
    let org = org.ok_or_else(absent_organization)?;
    require_in_organization(db, actor, &org, capability).await?;
    Ok(org)
}

/// The organization with that id, for those who have the capability; `None` is the id of something else.
///
/// # Errors
/// As [`require_in_organization`].
pub async fn organization_by_id(
    db: &mut Db,
    actor: &Actor,
    id: Option<i64>,
    capability: OrgCapability,
) -> Result<OrganizationRow, Fault> {
    let id = id.ok_or_else(absent_organization)?;
    let org = store::organization::by_id(&mut *db, id)
        .await?
        .ok_or_else(absent_organization)?;
    require_in_organization(db, actor, &org, capability).await?;
    Ok(org)
}

/// Passes for administrators of the whole server.
///
/// # Errors
/// `Forbidden` for everybody else.
pub fn require_server_admin(actor: &Actor) -> Result<(), Fault> {
    if actor.user.is_site_admin() {
        return Ok(());
    }
    Err(Fault::Forbidden(
        "Only administrators of this server may do this; ask one of them.".to_owned(),
    ))
}

/// Whether the actor may see an entity: their own, or one of an organization that they are in.
///
/// # Errors
/// When the database fails.
pub async fn may_see_entity(db: &mut Db, actor: &Actor, row: &EntityRow) -> Result<bool, Fault> {
    if actor.user.entity_id == row.id {
        return Ok(true);
    }
    match store::organization::of_entity(&mut *db, row.id).await? {
        Some(org) => {
            let role = store::organization::role(db, org.id, actor.user.id).await?;
            Ok(decide_in_organization(role, OrgCapability::SeeOrganization).is_allowed)
        }
        None => Ok(false),
    }
}

/// Whether the actor may know of a person: themselves, people of a common organization, everybody for administrators of the server.
///
/// # Errors
/// When the database fails.
pub async fn may_see_user(db: &mut Db, actor: &Actor, row: &UserRow) -> Result<bool, Fault> {
    if row.id == actor.user.id || actor.user.is_site_admin() {
        return Ok(true);
    }
    for org in store::organization::of_user(&mut *db, actor.user.id).await? {
        if store::organization::role(&mut *db, org.id, row.id)
            .await?
            .is_some()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The id of a person of the organization.
///
/// # Errors
/// `NotFound` for anybody else.
pub async fn colleague(db: &mut Db, org: &OrganizationRow, username: &str) -> Result<i64, Fault> {
    let absent = || Fault::NotFound(format!("There is no person “{username}” in {}.", org.name));
    let user = store::user::by_username(&mut *db, username)
        .await?
        .ok_or_else(absent)?;
    store::organization::role(db, org.id, user.id)
        .await?
        .map(|_| user.id)
        .ok_or_else(absent)
}
