//! What `domain::permission` needs to know of a person, a registry and a project.

use std::collections::HashMap;

use domain::permission::{Standing, TeamRole};
use domain::role::RegistryRole;

use super::organization::OrganizationRow;
use super::project::ProjectRow;
use super::{Db, organization};
use crate::clock::Micros;
use crate::fault::Answer;

/// The standing of a person in a registry of the organization.
///
/// # Errors
/// When the database fails.
pub async fn standing(
    db: &mut Db,
    org: &OrganizationRow,
    registry: &ProjectRow,
    user_id: i64,
) -> Answer<Standing> {
    let org_role = organization::role(&mut *db, org.id, user_id).await?;
    let direct = sqlx::query_scalar("SELECT role FROM project_member WHERE project_id = $1 AND user_id = $2");
    let direct: Option<String> = direct
        .bind(registry.id)
        .bind(user_id)
        .fetch_optional(&mut *db)
        .await?;
    let teams = sqlx::query_as(
        "SELECT entity.name, project_team.role FROM project_team JOIN entity ON entity.id = project_team.team_id \
         WHERE project_id = $1 AND team_id IN (SELECT team_id FROM team_member WHERE user_id = $2) ORDER BY entity.name",
    );
    let teams: Vec<(String, String)> = teams.bind(registry.id).bind(user_id).fetch_all(db).await?;
    Ok(Standing {
        org_role,
        visibility: registry.visibility(),
        organization_default: org.visibility_role(),
        direct_role: direct.and_then(|role| role.parse().ok()),
        team_roles: teams
            .into_iter()
            .filter_map(|(team, role)| role.parse().ok().map(|role| TeamRole { team, role }))
            .collect(),
    })
}

/// The standings of a person in several registries of the organization, in their order.
///
/// # Errors
/// When the database fails.
pub async fn standings(
    db: &mut Db,
    org: &OrganizationRow,
    registries: &[&ProjectRow],
    user_id: i64,
) -> Answer<Vec<Standing>> {
    let org_role = organization::role(&mut *db, org.id, user_id).await?;
    let ids: Vec<i64> = registries.iter().map(|registry| registry.id).collect();
    let list = super::integers(&ids);
    let direct = sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "SELECT project_id, role FROM project_member WHERE user_id = $1 AND project_id IN ({list})"
    )));
    let direct: Vec<(i64, String)> = direct.bind(user_id).fetch_all(&mut *db).await?;
    let direct: HashMap<i64, String> = direct.into_iter().collect();
    let teams = sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "SELECT project_id, entity.name, project_team.role FROM project_team JOIN entity ON entity.id = project_team.team_id \
         WHERE project_id IN ({list}) AND team_id IN (SELECT team_id FROM team_member WHERE user_id = $1) ORDER BY entity.name"
    )));
    let teams: Vec<(i64, String, String)> = teams.bind(user_id).fetch_all(db).await?;
    let mut of_teams: HashMap<i64, Vec<TeamRole>> = HashMap::new();
    for (project_id, team, role) in teams {
        if let Ok(role) = role.parse() {
            of_teams
                .entry(project_id)
                .or_default()
                .push(TeamRole { team, role });
        }
    }
    let standings = registries.iter().map(|registry| Standing {
        org_role,
        visibility: registry.visibility(),
        organization_default: org.visibility_role(),
        direct_role: direct.get(&registry.id).and_then(|role| role.parse().ok()),
        team_roles: of_teams.remove(&registry.id).unwrap_or_default(),
    });
    Ok(standings.collect())
}

/// A user or team that is listed in a registry.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListedRow {
    /// The id of the user, or of the team's entity.
    pub id: i64,
    /// The name in paths.
    pub name: String,
    /// The name people read.
    pub display_name: String,
    /// The e-mail of a user; empty for a team.
    pub email: String,
    is_service: i64,
    role: String,
    /// The number of people of a team; 1 for a user.
    pub people: i64,
}

impl ListedRow {
    /// The role given in the registry.
    pub fn role(&self) -> RegistryRole {
        self.role.parse().unwrap_or(RegistryRole::RestrictedViewer)
    }

    /// Whether it is a service account.
    pub fn is_service(&self) -> bool {
        self.is_service != 0
    }
}

/// The users listed in a registry, by username.
///
/// # Errors
/// When the database fails.
pub async fn listed_users(db: &mut Db, project_id: i64) -> Answer<Vec<ListedRow>> {
    let query = sqlx::query_as(
        "SELECT account.id, username AS name, account.name AS display_name, email, is_service, role, 1 AS people \
         FROM project_member JOIN account ON account.id = user_id WHERE project_id = $1 AND deleted_at IS NULL ORDER BY username",
    );
    Ok(query.bind(project_id).fetch_all(db).await?)
}

/// The teams listed in a registry, by name.
///
/// # Errors
/// When the database fails.
pub async fn listed_teams(db: &mut Db, project_id: i64) -> Answer<Vec<ListedRow>> {
    let query = sqlx::query_as(
        "SELECT entity.id, entity.name, entity.name AS display_name, '' AS email, 0 AS is_service, role, \
         (SELECT COUNT(*) FROM team_member WHERE team_member.team_id = project_team.team_id) AS people \
         FROM project_team JOIN entity ON entity.id = project_team.team_id WHERE project_id = $1 ORDER BY entity.name",
    );
    Ok(query.bind(project_id).fetch_all(db).await?)
}

/// Gives a user a role in a registry, or changes it.
///
/// # Errors
/// When the database fails.
pub async fn set_user_role(
    db: &mut Db,
    project_id: i64,
    user_id: i64,
    role: RegistryRole,
    now: Micros,
) -> Answer<()> {
    let query = sqlx::query(
        "INSERT INTO project_member (project_id, user_id, role, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role",
    );
    query
        .bind(project_id)
        .bind(user_id)
        .bind(role.api_name())
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Gives a team a role in a registry, or changes it.
///
/// # Errors
/// When the database fails.
pub async fn set_team_role(
    db: &mut Db,
    project_id: i64,
    team_id: i64,
    role: RegistryRole,
    now: Micros,
) -> Answer<()> {
    let query = sqlx::query(
        "INSERT INTO project_team (project_id, team_id, role, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (project_id, team_id) DO UPDATE SET role = excluded.role",
    );
    query
        .bind(project_id)
        .bind(team_id)
        .bind(role.api_name())
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Takes a user off the list of a registry.
///
/// # Errors
/// When the database fails.
pub async fn unlist_user(db: &mut Db, project_id: i64, user_id: i64) -> Answer<()> {
    let query = sqlx::query("DELETE FROM project_member WHERE project_id = $1 AND user_id = $2");
    query.bind(project_id).bind(user_id).execute(db).await?;
    Ok(())
}

/// Takes a team off the list of a registry.
///
/// # Errors
/// When the database fails.
pub async fn unlist_team(db: &mut Db, project_id: i64, team_id: i64) -> Answer<()> {
    let query = sqlx::query("DELETE FROM project_team WHERE project_id = $1 AND team_id = $2");
    query.bind(project_id).bind(team_id).execute(db).await?;
    Ok(())
}

/// The registries, and the other projects, that hold a link to a version.
///
/// # Errors
/// When the database fails.
pub async fn projects_holding(db: &mut Db, artifact_id: i64) -> Answer<Vec<i64>> {
    let query = sqlx::query_scalar(
        "SELECT DISTINCT project_id FROM membership JOIN collection ON collection.id = collection_id \
         WHERE artifact_id = $1 AND removed_at IS NULL AND deleted_at IS NULL ORDER BY project_id",
    );
    Ok(query.bind(artifact_id).fetch_all(db).await?)
}
