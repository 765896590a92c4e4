//! Who is in which organization and team.

use domain::event::EventKind;
use domain::role::OrgRole;
use serde_json::{Value, json};

use super::{Report, organization, person, record, set_org_role};
use crate::fault::{Answer, Fault};
use crate::store::team::TeamRow;
use crate::store::{self, Db, Store};

async fn team(db: &mut Db, name: &str) -> Answer<TeamRow> {
    let absent = || {
        Fault::NotFound(format!(
            "There is no team “{name}”; make it with `vitrine team create`."
        ))
    };
    let entity = store::entity::by_name(&mut *db, name).await?.ok_or_else(absent)?;
    store::team::by_entity(db, entity.id).await?.ok_or_else(absent)
}

/// Adds a person to a team, and to its organization if need be.
pub async fn add_to_team(db: &mut Db, store: &Store, name: &str, user: &str, role: &str) -> Answer<Report> {
    let team = team(&mut *db, name).await?;
    let user = person(&mut *db, user).await?;
    store::team::check_role(role)?;
    let known = store::organization::role(&mut *db, team.org_id, user.id).await?;
    if let (None, Some(org)) = (known, store::organization::by_id(&mut *db, team.org_id).await?) {
        set_org_role(&mut *db, store, &org, &user, OrgRole::Member).await?;
    }
    store::team::set_member(&mut *db, team.entity_id, user.id, role, store.now()).await?;
    let facts = json!({ "team": name, "user": user.username, "role": role });
    record(
        db,
        store,
        EventKind::TeamMemberAdded,
        Some(team.org_id),
        (None, Some(facts.clone())),
    )
    .await?;
    Ok(Report {
        text: format!("{} is {role} of {name}.", user.username),
        facts,
    })
}

/// Takes a person out of a team.
pub async fn remove_from_team(db: &mut Db, store: &Store, name: &str, user: &str) -> Answer<Report> {
    let team = team(&mut *db, name).await?;
    let user = person(&mut *db, user).await?;
    let role = store::team::role(&mut *db, team.entity_id, user.id).await?;
    let role = role.ok_or_else(|| Fault::NotFound(format!("{} is not in {name}.", user.username)))?;
    store::team::remove_member(&mut *db, team.entity_id, user.id).await?;
    let before = json!({ "team": name, "user": user.username, "role": role });
    record(
        db,
        store,
        EventKind::TeamMemberRemoved,
        Some(team.org_id),
        (Some(before), None::<Value>),
    )
    .await?;
    Ok(Report {
        text: format!("{} is no longer in {name}.", user.username),
        facts: json!({ "team": name, "user": user.username, "removed": true }),
    })
}

/// Takes a person out of an organization.
pub async fn remove_from_organization(db: &mut Db, store: &Store, org: &str, user: &str) -> Answer<Report> {
    let org = organization(&mut *db, org).await?;
    let user = person(&mut *db, user).await?;
    let role = store::organization::role(&mut *db, org.id, user.id).await?;
    let role = role.ok_or_else(|| Fault::NotFound(format!("{} is not in {}.", user.username, org.name)))?;
    store::organization::require_other_admin(&mut *db, org.id, &org.name, user.id).await?;
    store::organization::remove_member(&mut *db, org.id, user.id).await?;
    let before = json!({ "user": user.username, "role": role.api_name() });
    record(
        db,
        store,
        EventKind::OrgMemberRemoved,
        Some(org.id),
        (Some(before), None::<Value>),
    )
    .await?;
    Ok(Report {
        text: format!("{} is no longer in {}.", user.username, org.name),
        facts: json!({ "organization": org.name, "user": user.username, "removed": true }),
    })
}

/// The people of an organization.
pub async fn list(db: &mut Db, org: &str) -> Answer<Report> {
    let org = organization(&mut *db, org).await?;
    let mut people = Vec::new();
    for member in store::organization::members(&mut *db, org.id).await? {
        if let Some(user) = store::user::by_id(&mut *db, member.user_id).await? {
            people.push((user.username, member.role()));
        }
    }
    let lines: Vec<String> = people
        .iter()
        .map(|(name, role)| format!("{name}\t{role}"))
        .collect();
    let facts: Vec<_> = people
        .iter()
        .map(|(name, role)| json!({ "user": name, "role": role.api_name() }))
        .collect();
    Ok(Report {
        text: lines.join("\n"),
        facts: json!(facts),
    })
}
