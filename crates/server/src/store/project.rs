//! Projects; those of an organization's entity that carry the prefix are registries.

mod life;
mod registry;

use domain::name::{self};
use domain::permission::Visibility;

pub use self::life::{remove, rename};
pub use self::registry::{
    Holdings, NewRegistry, create_core_registry, create_registry, holdings, protect_alias, protected_aliases,
    unprotect_alias,
};
use super::Db;
use crate::clock::Micros;
use crate::fault::Answer;

/// A project or registry.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ProjectRow {
    /// Its id.
    pub id: i64,
    /// The entity that owns it.
    pub entity_id: i64,
    /// The name of that entity.
    pub entity_name: String,
    /// Its name, with the prefix if it is a registry.
    pub name: String,
    /// What it is for; null and empty are kept apart.
    pub description: Option<String>,
    /// `PRIVATE` or `RESTRICTED`.
    pub access: String,
    is_core: i64,
    accepts_all_types: i64,
    /// The name of its icon.
    pub icon_name: Option<String>,
    /// The colour of its icon.
    pub icon_color: Option<String>,
    /// Who answers for it; grants nothing.
    pub owner_id: Option<i64>,
    /// Who made it.
    pub created_by: Option<i64>,
    /// When it was made.
    pub created_at: Micros,
    /// When its own facts last changed.
    pub updated_at: Micros,
}

impl ProjectRow {
    /// The name of the registry, without prefix; `None` for an ordinary project.
    pub fn registry_name(&self) -> Option<&str> {
        name::registry_of_project(&self.name)
    }

    /// Whether it came with the organization.
    pub fn is_core(&self) -> bool {
        self.is_core != 0
    }

    /// Whether any artifact type may be linked.
    pub fn accepts_all_types(&self) -> bool {
        self.accepts_all_types != 0
    }

    /// Who sees it without being listed.
    pub fn visibility(&self) -> Visibility {
        Visibility::from_api_access(&self.access).unwrap_or(Visibility::Restricted)
    }
}

pub(super) const COLUMNS: &str = "SELECT project.id, project.entity_id, entity.name AS entity_name, project.name, description, access, is_core, \
     accepts_all_types, icon_name, icon_color, owner_id, created_by, project.created_at, updated_at \
     FROM project JOIN entity ON entity.id = project.entity_id";

/// The project with that id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, id: i64) -> Answer<Option<ProjectRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE project.id = $1 AND deleted_at IS NULL"));
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db).await?)
}

/// The project of that name in an entity. An organization is found by its display name too.
///
/// # Errors
/// When the database fails.
pub async fn by_name(db: &mut Db, entity: &str, project: &str) -> Answer<Option<ProjectRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE project.name = $2 AND deleted_at IS NULL AND project.entity_id IN \
         (SELECT id FROM entity WHERE name = $1 UNION SELECT entity_id FROM organization WHERE name = $1)"
    ));
    Ok(sqlx::query_as(sql)
        .bind(entity)
        .bind(project)
        .fetch_optional(db)
        .await?)
}

/// The projects of an entity, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_entity(db: &mut Db, entity_id: i64) -> Answer<Vec<ProjectRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE project.entity_id = $1 AND deleted_at IS NULL ORDER BY project.name"
    ));
    Ok(sqlx::query_as(sql).bind(entity_id).fetch_all(db).await?)
}

/// Makes a project.
///
/// # Errors
/// When the name breaks a rule.
pub async fn create(db: &mut Db, entity_id: i64, project: &str, created_by: i64, now: Micros) -> Answer<i64> {
    name::check_project(project)?;
    let query = sqlx::query_scalar(
        "INSERT INTO project (entity_id, name, created_by, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) RETURNING id",
    );
    Ok(query
        .bind(entity_id)
        .bind(project)
        .bind(created_by)
        .bind(now)
        .fetch_one(db)
        .await?)
}

/// Adds accepted types; those that are there stay.
///
/// # Errors
/// When a name breaks a rule.
pub async fn add_types(db: &mut Db, project_id: i64, types: &[String]) -> Answer<()> {
    for type_name in types {
        name::check_artifact_type(type_name)?;
        let query =
            sqlx::query("INSERT INTO project_type (project_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        query.bind(project_id).bind(type_name).execute(&mut *db).await?;
    }
    Ok(())
}

/// The accepted types of a registry, by name.
///
/// # Errors
/// When the database fails.
pub async fn types(db: &mut Db, project_id: i64) -> Answer<Vec<String>> {
    let query = sqlx::query_scalar("SELECT name FROM project_type WHERE project_id = $1 ORDER BY name");
    Ok(query.bind(project_id).fetch_all(db).await?)
}

/// The types of the collections that are in a project, by name.
///
/// # Errors
/// When the database fails.
pub async fn used_types(db: &mut Db, project_id: i64) -> Answer<Vec<String>> {
    let query = sqlx::query_scalar(
        "SELECT DISTINCT type_name FROM collection WHERE project_id = $1 AND deleted_at IS NULL ORDER BY type_name",
    );
    Ok(query.bind(project_id).fetch_all(db).await?)
}

/// What may change in a registry or project; `None` leaves a fact as it is.
#[derive(Debug, Default)]
pub struct ProjectChange<'a> {
    /// The description; the inner `None` takes it away.
    pub description: Option<Option<&'a str>>,
    /// Who sees it.
    pub visibility: Option<Visibility>,
    /// Whether any type may be linked.
    pub accepts_all_types: Option<bool>,
    /// Icon name and colour.
    pub icon: Option<(&'a str, &'a str)>,
}

/// Changes facts of a project.
///
/// # Errors
/// When the database fails.
pub async fn change(db: &mut Db, id: i64, change: &ProjectChange<'_>, now: Micros) -> Answer<()> {
    if let Some(description) = change.description {
        sqlx::query("UPDATE project SET description = $1 WHERE id = $2")
            .bind(description)
            .bind(id)
            .execute(&mut *db)
            .await?;
    }
    if let Some(visibility) = change.visibility {
        let query = sqlx::query("UPDATE project SET access = $1 WHERE id = $2");
        query
            .bind(visibility.api_access())
            .bind(id)
            .execute(&mut *db)
            .await?;
    }
    if let Some(all) = change.accepts_all_types {
        let query = sqlx::query("UPDATE project SET accepts_all_types = $1 WHERE id = $2");
        query.bind(i64::from(all)).bind(id).execute(&mut *db).await?;
    }
    if let Some((icon, color)) = change.icon {
        let query = sqlx::query("UPDATE project SET icon_name = $1, icon_color = $2 WHERE id = $3");
        query.bind(icon).bind(color).bind(id).execute(&mut *db).await?;
    }
    sqlx::query("UPDATE project SET updated_at = $1 WHERE id = $2")
        .bind(now)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}
