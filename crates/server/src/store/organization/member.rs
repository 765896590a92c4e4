//! The people of an organization.

use domain::role::OrgRole;

use crate::clock::Micros;
use crate::fault::{Answer, Fault};
use crate::store::Db;

/// A person of an organization.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OrgMemberRow {
    /// The user's id.
    pub user_id: i64,
    role: String,
    /// When the person came in.
    pub created_at: Micros,
}

impl OrgMemberRow {
    /// The role in the organization.
    pub fn role(&self) -> OrgRole {
        self.role.parse().unwrap_or(OrgRole::Viewer)
    }
}

/// The people of an organization, by username.
///
/// # Errors
/// When the database fails.
pub async fn members(db: &mut Db, org_id: i64) -> Answer<Vec<OrgMemberRow>> {
    let query = sqlx::query_as(
        "SELECT user_id, role, org_member.created_at FROM org_member JOIN account ON account.id = user_id \
         WHERE org_id = $1 AND deleted_at IS NULL ORDER BY username",
    );
    Ok(query.bind(org_id).fetch_all(db).await?)
}

/// Passes when the organization has another admin than this person.
///
/// # Errors
/// `Conflict` when this person is its only admin.
pub async fn require_other_admin(db: &mut Db, org_id: i64, org: &str, user_id: i64) -> Answer<()> {
    let found = members(db, org_id).await?;
    let is_admin = |member: &&OrgMemberRow| member.role() == OrgRole::Admin;
    let mut admins = found.iter().filter(is_admin);
    if admins.clone().all(|member| member.user_id != user_id)
        || admins.any(|member| member.user_id != user_id)
    {
        return Ok(());
    }
    Err(Fault::Conflict(format!(
        "This person is the only admin of {org}; make somebody else admin first."
    )))
}

/// Takes a person out of an organization, its teams and the lists of its registries; `false` when the person was not in it.
///
/// # Errors
/// When the database fails.
pub async fn remove_member(db: &mut Db, org_id: i64, user_id: i64) -> Answer<bool> {
    for sql in [
        "DELETE FROM team_member WHERE user_id = $2 AND team_id IN (SELECT entity_id FROM team WHERE org_id = $1)",
        "DELETE FROM project_member WHERE user_id = $2 AND project_id IN (SELECT project.id FROM project \
         JOIN organization ON organization.entity_id = project.entity_id WHERE organization.id = $1)",
        "UPDATE account SET default_entity_id = NULL WHERE id = $2 AND default_entity_id IN (SELECT entity_id FROM team WHERE org_id = $1)",
    ] {
        sqlx::query(sql)
            .bind(org_id)
            .bind(user_id)
            .execute(&mut *db)
            .await?;
    }
    let query = sqlx::query("DELETE FROM org_member WHERE org_id = $1 AND user_id = $2");
    let done = query.bind(org_id).bind(user_id).execute(db).await?;
    Ok(done.rows_affected() == 1)
}
