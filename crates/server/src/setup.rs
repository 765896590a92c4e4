//! The first start: an organization with a team, an admin, the core registries.

use domain::event::EventKind;
use domain::role::OrgRole;
use serde_json::json;

use crate::config::ServeArgs;
use crate::fault::Answer;
use crate::store::event::NewEvent;
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
    let made = NewEvent {
        after: Some(json!({ "username": args.admin_user, "email": email, "admin": true })),
        ..NewEvent::of(EventKind::UserCreated)
    };
    store::event::write(&mut tx, made, now).await?;
    let way_in = match &welcome {
        Welcome::WithLink(_) => EventKind::SignInLinkCreated,
        Welcome::WithKey | Welcome::SetUpBefore => EventKind::ApiKeyCreated,
    };
    let way_in = NewEvent {
        after: Some(json!({ "user": args.admin_user })),
        ..NewEvent::of(way_in)
    };
    store::event::write(&mut tx, way_in, now).await?;
    let in_org = [
        (
            EventKind::OrganizationCreated,
            json!({ "name": args.organization }),
        ),
        (
            EventKind::OrgMemberSet,
            json!({ "user": args.admin_user, "role": OrgRole::Admin.api_name() }),
        ),
        (
            EventKind::TeamCreated,
            json!({ "team": args.team, "admin": args.admin_user }),
        ),
    ];
    for (kind, after) in in_org {
        let event = NewEvent {
            org_id: Some(org),
            after: Some(after),
            ..NewEvent::of(kind)
        };
        store::event::write(&mut tx, event, now).await?;
    }
    tx.commit().await?;
    Ok(welcome)
}
