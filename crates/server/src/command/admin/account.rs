//! Listing, closing and opening accounts, and making service accounts.

use domain::event::EventKind;
use domain::role::OrgRole;
use serde_json::{Value, json};

use super::{Report, create_user, person, record};
use crate::clock::rfc3339;
use crate::fault::{Answer, Fault};
use crate::store::user::NewUser;
use crate::store::{self, Db, Store};

/// Everybody, deactivated people too.
pub async fn list(db: &mut Db) -> Answer<Report> {
    let rows = store::user::all(db).await?;
    let lines: Vec<String> = rows
        .iter()
        .map(|(row, deactivated_at)| {
            let kind = if row.is_service() {
                "service account"
            } else {
                "person"
            };
            let state = if deactivated_at.is_some() {
                ", deactivated"
            } else {
                ""
            };
            format!("{}\t{}\t{kind}{state}", row.username, row.email)
        })
        .collect();
    let facts: Vec<_> = rows
        .iter()
        .map(|(row, deactivated_at)| {
            json!({
                "user": row.username, "name": row.name, "email": row.email, "service": row.is_service(),
                "admin": row.is_site_admin(), "deactivatedAt": deactivated_at.map(rfc3339),
            })
        })
        .collect();
    Ok(Report {
        text: lines.join("\n"),
        facts: json!(facts),
    })
}

/// Closes an account. The only admin of an organization stays, or nobody could administer it.
pub async fn deactivate(db: &mut Db, store: &Store, name: &str) -> Answer<Report> {
    let user = person(&mut *db, name).await?;
    for org in store::organization::of_user(&mut *db, user.id).await? {
        store::organization::require_other_admin(&mut *db, org.id, &org.name, user.id).await?;
    }
    store::user::deactivate(&mut *db, user.id, store.now()).await?;
    record(
        db,
        store,
        EventKind::UserDeactivated,
        None,
        (Some(json!({ "user": name })), None::<Value>),
    )
    .await?;
    Ok(Report {
        text: format!("Deactivated {name}: keys are revoked, sessions ended."),
        facts: json!({ "user": name, "deactivated": true }),
    })
}

/// Opens an account again.
pub async fn reactivate(db: &mut Db, store: &Store, name: &str) -> Answer<Report> {
    let found = store::user::by_username_removed_too(&mut *db, name).await?;
    let (user, deactivated_at) =
        found.ok_or_else(|| Fault::NotFound(format!("There is no user “{name}”.")))?;
    if deactivated_at.is_some() {
        store::user::reactivate(&mut *db, user.id).await?;
        record(
            db,
            store,
            EventKind::UserReactivated,
            None,
            (None, Some(json!({ "user": name }))),
        )
        .await?;
    }
    Ok(Report {
        text: format!("{name} is active; make a key with `vitrine key create {name}`."),
        facts: json!({ "user": name, "deactivated": false }),
    })
}

/// Makes a service account of a team.
pub async fn create_service(
    db: &mut Db,
    store: &Store,
    name: &str,
    team: &str,
    description: Option<&str>,
) -> Answer<Report> {
    let absent = || {
        Fault::NotFound(format!(
            "There is no team “{team}”; make it with `vitrine team create`."
        ))
    };
    let entity = store::entity::by_name(&mut *db, team).await?.ok_or_else(absent)?;
    let team_row = store::team::by_entity(&mut *db, entity.id)
        .await?
        .ok_or_else(absent)?;
    let email = format!("{name}@service.invalid");
    let new = NewUser {
        username: name,
        email: &email,
        is_site_admin: false,
        is_service: true,
    };
    let mut report = create_user(&mut *db, store, &new, None).await?;
    let user = person(&mut *db, name).await?;
    if let Some(description) = description {
        store::user::rename(&mut *db, user.id, description).await?;
    }
    store::organization::set_member(&mut *db, team_row.org_id, user.id, OrgRole::Member, store.now()).await?;
    store::team::set_member(&mut *db, team_row.entity_id, user.id, "member", store.now()).await?;
    let after = json!({ "team": team, "user": name, "description": description });
    record(
        db,
        store,
        EventKind::ServiceAccountCreated,
        Some(team_row.org_id),
        (None, Some(after)),
    )
    .await?;
    report.text = report.text.replacen("user", "service account", 1);
    report.facts["team"] = json!(team);
    Ok(report)
}
