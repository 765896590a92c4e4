//! The first start: an organization with a team, an admin, the core registries.

use domain::role::OrgRole;

use crate::config::ServeArgs;
use crate::fault::Answer;
use crate::store::user::NewUser;
use crate::store::{self, Store};

/// How the first admin gets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Welcome {
    /// Not the first start.
    SetUpBefore,
    /// With the key that was given.
    WithKey,
    /// With a link that works once.
    WithLink(String),
}

/// Sets the server up if there is no user yet.
///
/// # Errors
/// When a name or the key breaks a rule; nothing is made then.
pub async fn first_start(store: &Store, args: &ServeArgs) -> Answer<Welcome> {
    let now = store.now();
    let mut tx = store.write().await?;
    if store::user::any_exists(&mut tx).await? {
        return Ok(Welcome::SetUpBefore);
    }
    let email = format!("{}@localhost", args.admin_user);
    let new = NewUser {
        username: &args.admin_user,
        email: &email,
        is_site_admin: true,
        is_service: false,
    };
    let admin = store::user::create(&mut tx, &new, now).await?;
    let org = store::organization::create(&mut tx, &args.organization, true, now).await?;
    store::organization::set_member(&mut tx, org, admin, OrgRole::Admin, now).await?;
    let team = store::team::create(&mut tx, org, &args.team, now).await?;
    store::team::set_member(&mut tx, team, admin, "admin", now).await?;
    let welcome = match &args.admin_key {
        Some(key) => {
            store::api_key::insert(&mut tx, admin, key, Some("First admin"), now).await?;
            Welcome::WithKey
        }
        None => Welcome::WithLink(store::session::create_link(&mut tx, admin, store.surroundings()).await?),
    };
    tx.commit().await?;
    Ok(welcome)
}
