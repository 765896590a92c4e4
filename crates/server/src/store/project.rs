//! Projects; those of an organization's entity that carry the prefix are registries.

use domain::name::{self, REGISTRY_PREFIX};
use domain::permission::Visibility;

use super::Db;
use crate::clock::Micros;
use crate::fault::{Answer, Fault};

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

const COLUMNS: &str = "SELECT project.id, project.entity_id, entity.name AS entity_name, project.name, description, access, is_core, \
     accepts_all_types, icon_name, icon_color, owner_id, created_by, project.created_at, updated_at \
     FROM project JOIN entity ON entity.id = project.entity_id";

/// The project with that id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, id: i64) -> Answer<Option<ProjectRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE project.id = $1"));
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db).await?)
}

/// The project of that name in an entity. An organization is found by its display name too.
///
/// # Errors
/// When the database fails.
pub async fn by_name(db: &mut Db, entity: &str, project: &str) -> Answer<Option<ProjectRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE project.name = $2 AND project.entity_id IN \
         (SELECT id FROM entity WHERE name = $1 UNION SELECT entity_id FROM organization WHERE name = $1)"
    ));
    Ok(sqlx::query_as(sql).bind(entity).bind(project).fetch_optional(db).await?)
}

/// The projects of an entity, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_entity(db: &mut Db, entity_id: i64) -> Answer<Vec<ProjectRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE project.entity_id = $1 ORDER BY project.name"));
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
    Ok(query.bind(entity_id).bind(project).bind(created_by).bind(now).fetch_one(db).await?)
}

/// What a new registry needs.
pub struct NewRegistry<'a> {
    /// The entity of the organization.
    pub entity_id: i64,
    /// The name of the project, with the prefix.
    pub project: &'a str,
    /// What it is for.
    pub description: Option<&'a str>,
    /// Who sees it.
    pub visibility: Visibility,
    /// The artifact types it accepts; `None` is all.
    pub types: Option<&'a [String]>,
    /// Who makes it and becomes its owner and admin.
    pub created_by: i64,
}

/// Makes a registry; its maker becomes admin.
///
/// # Errors
/// When the name breaks a rule or is taken, or no type is named.
pub async fn create_registry(db: &mut Db, new: &NewRegistry<'_>, now: Micros) -> Answer<i64> {
    name::check_registry(name::registry_of_project(new.project).unwrap_or_default())?;
    let taken = sqlx::query_scalar("SELECT id FROM project WHERE entity_id = $1 AND name = $2");
    let taken: Option<i64> = taken.bind(new.entity_id).bind(new.project).fetch_optional(&mut *db).await?;
    if taken.is_some() {
        let title = new.project.trim_start_matches(REGISTRY_PREFIX);
        return Err(Fault::Conflict(format!("There is a registry “{title}” already.")));
    }
    let query = sqlx::query_scalar(
        "INSERT INTO project (entity_id, name, description, access, accepts_all_types, owner_id, created_by, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $7) RETURNING id",
    );
    let query = query.bind(new.entity_id).bind(new.project).bind(new.description).bind(new.visibility.api_access());
    let query = query.bind(i64::from(new.types.is_none())).bind(new.created_by).bind(now);
    let id: i64 = query.fetch_one(&mut *db).await?;
    add_types(&mut *db, id, new.types.unwrap_or_default()).await?;
    super::access::set_user_role(db, id, new.created_by, domain::role::RegistryRole::Admin, now).await?;
    Ok(id)
}

/// Makes a core registry, which accepts exactly the type of its name.
///
/// # Errors
/// When the database fails.
pub async fn create_core_registry(db: &mut Db, entity_id: i64, core: &str, description: &str, now: Micros) -> Answer<i64> {
    let query = sqlx::query_scalar(
        "INSERT INTO project (entity_id, name, description, access, is_core, accepts_all_types, icon_name, created_at, updated_at) \
         VALUES ($1, $2, $3, 'PRIVATE', 1, 0, $4, $5, $5) RETURNING id",
    );
    let icon = if core == "model" { "box" } else { "database" };
    let query = query.bind(entity_id).bind(format!("{REGISTRY_PREFIX}{core}")).bind(description).bind(icon).bind(now);
    let id: i64 = query.fetch_one(&mut *db).await?;
    add_types(db, id, &[core.to_owned()]).await?;
    Ok(id)
}

/// Adds accepted types; those that are there stay.
///
/// # Errors
/// When a name breaks a rule.
pub async fn add_types(db: &mut Db, project_id: i64, types: &[String]) -> Answer<()> {
    for type_name in types {
        name::check_artifact_type(type_name)?;
        let query = sqlx::query("INSERT INTO project_type (project_id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING");
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
        sqlx::query("UPDATE project SET description = $1 WHERE id = $2").bind(description).bind(id).execute(&mut *db).await?;
    }
    if let Some(visibility) = change.visibility {
        let query = sqlx::query("UPDATE project SET access = $1 WHERE id = $2");
        query.bind(visibility.api_access()).bind(id).execute(&mut *db).await?;
    }
    if let Some(all) = change.accepts_all_types {
        let query = sqlx::query("UPDATE project SET accepts_all_types = $1 WHERE id = $2");
        query.bind(i64::from(all)).bind(id).execute(&mut *db).await?;
    }
    if let Some((icon, color)) = change.icon {
        let query = sqlx::query("UPDATE project SET icon_name = $1, icon_color = $2 WHERE id = $3");
        query.bind(icon).bind(color).bind(id).execute(&mut *db).await?;
    }
    sqlx::query("UPDATE project SET updated_at = $1 WHERE id = $2").bind(now).bind(id).execute(db).await?;
    Ok(())
}

/// How much a registry holds.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Holdings {
    /// Collections.
    pub collections: i64,
    /// Linked versions.
    pub versions: i64,
    /// When a version was last linked.
    pub last_linked_at: Option<Micros>,
}

/// Counts what a registry holds.
///
/// # Errors
/// When the database fails.
pub async fn holdings(db: &mut Db, project_id: i64) -> Answer<Holdings> {
    let query = sqlx::query_as(
        "SELECT COUNT(DISTINCT collection.id) AS collections, COUNT(membership.id) AS versions, MAX(membership.created_at) AS last_linked_at \
         FROM collection LEFT JOIN membership ON membership.collection_id = collection.id AND removed_at IS NULL \
         WHERE project_id = $1 AND deleted_at IS NULL",
    );
    Ok(query.bind(project_id).fetch_one(db).await?)
}

/// The protected aliases of a registry, by name.
///
/// # Errors
/// When the database fails.
pub async fn protected_aliases(db: &mut Db, project_id: i64) -> Answer<Vec<String>> {
    let query = sqlx::query_scalar("SELECT alias FROM protected_alias WHERE project_id = $1 ORDER BY alias");
    Ok(query.bind(project_id).fetch_all(db).await?)
}

/// Protects an alias in a registry.
///
/// # Errors
/// When the alias breaks a rule.
pub async fn protect_alias(db: &mut Db, project_id: i64, alias: &str) -> Answer<()> {
    name::check_alias(alias)?;
    let query = sqlx::query("INSERT INTO protected_alias (project_id, alias) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    query.bind(project_id).bind(alias).execute(db).await?;
    Ok(())
}
