//! Whose API keys somebody may make, list and revoke besides their own.

use domain::permission::{OrgCapability, decide_in_organization};

use super::Actor;
use crate::fault::Fault;
use crate::store::user::UserRow;
use crate::store::{self, Db};

/// Whether it is a service account of an organization that the actor administers.
///
/// # Errors
/// When the database fails.
pub async fn administers(db: &mut Db, actor: &Actor, user: &UserRow) -> Result<bool, Fault> {
    if !user.is_service() {
        return Ok(false);
    }
    for org in store::organization::of_user(&mut *db, user.id).await? {
        let role = store::organization::role(&mut *db, org.id, actor.user.id).await?;
        if decide_in_organization(role, OrgCapability::ManageOrganization).is_allowed {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A service account by its name, for those who administer its organization.
///
/// # Errors
/// `NotFound` for everybody else, and for people.
pub async fn administered_service_account(
    db: &mut Db,
    actor: &Actor,
    username: &str,
) -> Result<UserRow, Fault> {
    if let Some(user) = store::user::by_username(&mut *db, username).await?
        && administers(db, actor, &user).await?
    {
        return Ok(user);
    }
    Err(Fault::NotFound(format!(
        "There is no service account “{username}” that you administer; people make their own keys."
    )))
}

/// The user whose key that is, if the actor may revoke it: their own, a service account's, and any for administrators of the server.
///
/// # Errors
/// When the database fails.
pub async fn key_holder(db: &mut Db, actor: &Actor, key_id: i64) -> Result<Option<UserRow>, Fault> {
    let Some(user_id) = store::api_key::user_of(&mut *db, key_id).await? else {
        return Ok(None);
    };
    let Some(user) = store::user::by_id(&mut *db, user_id).await? else {
        return Ok(None);
    };
    let is_theirs = user.id == actor.user.id || actor.user.is_site_admin();
    Ok((is_theirs || administers(db, actor, &user).await?).then_some(user))
}
