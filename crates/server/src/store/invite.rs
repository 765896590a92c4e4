//! Invitations to teams by e-mail addresses that nobody here has yet.

use domain::event::EventKind;
use domain::role::OrgRole;
use serde_json::json;

use super::event::{self, NewEvent};
use super::{Db, organization, team};
use crate::clock::Micros;
use crate::fault::Answer;

/// An invitation that waits for somebody with its address.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct InviteRow {
    /// Its id.
    pub id: i64,
    /// The team's entity.
    pub team_id: i64,
    /// The address.
    pub email: String,
    /// The role that it gives in the team.
    pub role: String,
    /// Who invited.
    pub invited_by: Option<i64>,
    /// When.
    pub created_at: Micros,
}

const COLUMNS: &str = "SELECT id, team_id, email, role, invited_by, created_at FROM invite";

/// The invitation with that id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, id: i64) -> Answer<Option<InviteRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1"));
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db).await?)
}

/// The open invitations of a team, by address.
///
/// # Errors
/// When the database fails.
pub async fn of_team(db: &mut Db, team_id: i64) -> Answer<Vec<InviteRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE team_id = $1 ORDER BY email"));
    Ok(sqlx::query_as(sql).bind(team_id).fetch_all(db).await?)
}

/// The open invitations to the teams of an organization, by address.
///
/// # Errors
/// When the database fails.
pub async fn of_organization(db: &mut Db, org_id: i64) -> Answer<Vec<InviteRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE team_id IN (SELECT entity_id FROM team WHERE org_id = $1) ORDER BY email, id"
    ));
    Ok(sqlx::query_as(sql).bind(org_id).fetch_all(db).await?)
}

/// Invites an address to a team; `None` when it is invited already.
///
/// # Errors
/// When the database fails.
pub async fn create(
    db: &mut Db,
    team_id: i64,
    email: &str,
    role: &str,
    invited_by: i64,
    now: Micros,
) -> Answer<Option<i64>> {
    let query = sqlx::query_scalar(
        "INSERT INTO invite (team_id, email, role, invited_by, created_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (team_id, email) DO NOTHING RETURNING id",
    );
    let query = query.bind(team_id).bind(email).bind(role);
    Ok(query.bind(invited_by).bind(now).fetch_optional(db).await?)
}

/// Withdraws an invitation.
///
/// # Errors
/// When the database fails.
pub async fn delete(db: &mut Db, id: i64) -> Answer<()> {
    sqlx::query("DELETE FROM invite WHERE id = $1")
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Takes up the invitations of an address for somebody who was made with it: organization and team.
///
/// # Errors
/// When the database fails.
pub async fn take_up(db: &mut Db, user_id: i64, email: &str, now: Micros) -> Answer<Vec<InviteRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE email = $1 ORDER BY id"));
    let invites: Vec<InviteRow> = sqlx::query_as(sql)
        .bind(email.to_lowercase())
        .fetch_all(&mut *db)
        .await?;
    for invite in &invites {
        if let Some(found) = team::by_entity(&mut *db, invite.team_id).await? {
            if organization::role(&mut *db, found.org_id, user_id)
                .await?
                .is_none()
            {
                organization::set_member(&mut *db, found.org_id, user_id, OrgRole::Member, now).await?;
            }
            team::set_member(&mut *db, invite.team_id, user_id, &invite.role, now).await?;
            let accepted = NewEvent {
                org_id: Some(found.org_id),
                before: Some(json!({ "team": found.name, "email": invite.email, "role": invite.role })),
                after: Some(json!({ "team": found.name, "userId": user_id, "role": invite.role })),
                ..NewEvent::of(EventKind::InvitationAccepted)
            };
            event::write(&mut *db, accepted, now).await?;
        }
        delete(&mut *db, invite.id).await?;
    }
    Ok(invites)
}
