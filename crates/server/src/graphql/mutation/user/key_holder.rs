//! Whose API keys somebody may make, list and revoke besides their own.

use domain::role::OrgRole;

use crate::auth::Actor;
use crate::fault::{Answer, Fault};
use crate::store::user::UserRow;
use crate::store::{self, Db};

/// Whether it is a service account of an organization that the actor administers.
///
/// # Errors
/// When the database fails.
pub async fn is_administered(db: &mut Db, actor: &Actor, user: &UserRow) -> Answer<bool> {
    if !user.is_service() {
        return Ok(false);
    }
    for org in store::organization::of_user(&mut *db, user.id).await? {
        if store::organization::role(&mut *db, org.id, actor.user.id).await? == Some(OrgRole::Admin) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A service account by its name, for those who administer its organization.
///
/// # Errors
/// `NotFound` for everybody else, and for people.
pub async fn service_account(db: &mut Db, actor: &Actor, username: &str) -> Answer<UserRow> {
    if let Some(user) = store::user::by_username(&mut *db, username).await?
        && is_administered(db, actor, &user).await?
    {
        return Ok(user);
    }
    Err(Fault::NotFound(format!(
        "There is no service account “{username}” that you administer; people make their own keys."
    )))
}

/// The user whose key that is, if the actor may revoke it.
///
/// # Errors
/// When the database fails.
pub async fn of_key(db: &mut Db, actor: &Actor, key_id: i64) -> Answer<Option<UserRow>> {
    let Some(user_id) = store::api_key::user_of(&mut *db, key_id).await? else {
        return Ok(None);
    };
    let Some(user) = store::user::by_id(&mut *db, user_id).await? else {
        return Ok(None);
    };
    let is_theirs = user.id == actor.user.id || actor.user.is_site_admin();
    Ok((is_theirs || is_administered(db, actor, &user).await?).then_some(user))
}
