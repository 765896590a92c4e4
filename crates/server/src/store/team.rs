//! Teams and their members.

use super::Db;
use super::entity::{self, EntityKind};
use super::user;
use crate::clock::Micros;
use crate::fault::{Answer, Fault};

/// A team.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TeamRow {
    /// The id of its entity.
    pub entity_id: i64,
    /// Its name.
    pub name: String,
    /// The organization that it belongs to.
    pub org_id: i64,
}

/// A member of a team.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TeamMemberRow {
    /// The user's id.
    pub user_id: i64,
    /// The user's name in paths.
    pub username: String,
    /// The name people read.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// The role in the team: `viewer`, `member` or `admin`.
    pub role: String,
    is_service: i64,
}

impl TeamMemberRow {
    /// Whether it is a service account.
    pub fn is_service(&self) -> bool {
        self.is_service != 0
    }
}

/// The team that is that entity.
///
/// # Errors
/// When the database fails.
pub async fn by_entity(db: &mut Db, entity_id: i64) -> Answer<Option<TeamRow>> {
    let query = sqlx::query_as(
        "SELECT entity_id, entity.name, org_id FROM team JOIN entity ON entity.id = team.entity_id WHERE entity_id = $1",
    );
    Ok(query.bind(entity_id).fetch_optional(db).await?)
}

/// The teams of a user, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_user(db: &mut Db, user_id: i64) -> Answer<Vec<TeamRow>> {
    let query = sqlx::query_as(
        "SELECT entity_id, entity.name, org_id FROM team JOIN entity ON entity.id = team.entity_id \
         WHERE entity_id IN (SELECT team_id FROM team_member WHERE user_id = $1) ORDER BY entity.name",
    );
    Ok(query.bind(user_id).fetch_all(db).await?)
}

/// The members of a team: people by name, then service accounts, the newest last, where the SDK looks for the one that it made.
///
/// # Errors
/// When the database fails.
pub async fn members(db: &mut Db, team_id: i64) -> Answer<Vec<TeamMemberRow>> {
    let query = sqlx::query_as(
        "SELECT user_id, username, name, email, role, is_service FROM team_member JOIN account ON account.id = user_id \
         WHERE team_id = $1 AND deleted_at IS NULL ORDER BY is_service, CASE WHEN is_service = 1 THEN user_id ELSE 0 END, username",
    );
    Ok(query.bind(team_id).fetch_all(db).await?)
}

/// The teams of an organization, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_organization(db: &mut Db, org_id: i64) -> Answer<Vec<TeamRow>> {
    let query = sqlx::query_as(
        "SELECT entity_id, entity.name, org_id FROM team JOIN entity ON entity.id = team.entity_id WHERE org_id = $1 ORDER BY entity.name",
    );
    Ok(query.bind(org_id).fetch_all(db).await?)
}

/// The role of a user in a team.
///
/// # Errors
/// When the database fails.
pub async fn role(db: &mut Db, team_id: i64, user_id: i64) -> Answer<Option<String>> {
    let query = sqlx::query_scalar("SELECT role FROM team_member WHERE team_id = $1 AND user_id = $2");
    Ok(query.bind(team_id).bind(user_id).fetch_optional(db).await?)
}

/// Makes a team of an organization.
///
/// # Errors
/// When the name breaks a rule or is taken.
pub async fn create(db: &mut Db, org_id: i64, name: &str, now: Micros) -> Answer<i64> {
    let entity_id = entity::create(&mut *db, EntityKind::Team, name, now).await?;
    sqlx::query("INSERT INTO team (entity_id, org_id) VALUES ($1, $2)")
        .bind(entity_id)
        .bind(org_id)
        .execute(db)
        .await?;
    Ok(entity_id)
}

/// Checks a role in a team.
///
/// # Errors
/// When it is none of `admin`, `member`, `viewer`.
pub fn check_role(role: &str) -> Answer<()> {
    if matches!(role, "admin" | "member" | "viewer") {
        return Ok(());
    }
    Err(Fault::BadRequest(format!(
        "“{role}” is not a role in a team; use admin, member or viewer."
    )))
}

/// Adds a user, or changes the role of one who is in. The first team of a user becomes the default entity of their runs.
///
/// # Errors
/// When the role is none of `admin`, `member`, `viewer`.
pub async fn set_member(db: &mut Db, team_id: i64, user_id: i64, role: &str, now: Micros) -> Answer<()> {
    check_role(role)?;
    let query = sqlx::query(
        "INSERT INTO team_member (team_id, user_id, role, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (team_id, user_id) DO UPDATE SET role = excluded.role",
    );
    query
        .bind(team_id)
        .bind(user_id)
        .bind(role)
        .bind(now)
        .execute(&mut *db)
        .await?;
    let member = user::by_id(&mut *db, user_id).await?;
    if member.is_some_and(|found| found.default_entity_id.is_none()) {
        user::set_default_entity(db, user_id, team_id).await?;
    }
    Ok(())
}

/// Takes a user out of a team, whose runs go elsewhere then; `false` when the user was not in it.
///
/// # Errors
/// When the database fails.
pub async fn remove_member(db: &mut Db, team_id: i64, user_id: i64) -> Answer<bool> {
    let query = sqlx::query("DELETE FROM team_member WHERE team_id = $1 AND user_id = $2");
    let done = query.bind(team_id).bind(user_id).execute(&mut *db).await?;
    let query =
        sqlx::query("UPDATE account SET default_entity_id = NULL WHERE id = $1 AND default_entity_id = $2");
    query.bind(user_id).bind(team_id).execute(&mut *db).await?;
    if let Some(other) = of_user(&mut *db, user_id).await?.into_iter().next()
        && done.rows_affected() == 1
        && user::by_id(&mut *db, user_id)
            .await?
            .is_some_and(|row| row.default_entity_id.is_none())
    {
        user::set_default_entity(db, user_id, other.entity_id).await?;
    }
    Ok(done.rows_affected() == 1)
}
