//! Projects that are registries: making them, what they hold, their protected aliases.

use domain::name::{self, REGISTRY_PREFIX};
use domain::permission::Visibility;

use super::add_types;
use crate::clock::Micros;
use crate::fault::{Answer, Fault};
use crate::store::{Db, access};

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
    let taken: Option<i64> = taken
        .bind(new.entity_id)
        .bind(new.project)
        .fetch_optional(&mut *db)
        .await?;
    if taken.is_some() {
        let title = new.project.trim_start_matches(REGISTRY_PREFIX);
        return Err(Fault::Conflict(format!("There is a registry “{title}” already.")));
    }
    let query = sqlx::query_scalar(
        "INSERT INTO project (entity_id, name, description, access, accepts_all_types, owner_id, created_by, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $7) RETURNING id",
    );
    let query = query
        .bind(new.entity_id)
        .bind(new.project)
        .bind(new.description)
        .bind(new.visibility.api_access());
    let query = query
        .bind(i64::from(new.types.is_none()))
        .bind(new.created_by)
        .bind(now);
    let id: i64 = query.fetch_one(&mut *db).await?;
    add_types(&mut *db, id, new.types.unwrap_or_default()).await?;
    access::set_user_role(db, id, new.created_by, domain::role::RegistryRole::Admin, now).await?;
    Ok(id)
}

/// Makes a core registry, which accepts exactly the type of its name.
///
/// # Errors
/// When the database fails.
pub async fn create_core_registry(
    db: &mut Db,
    entity_id: i64,
    core: &str,
    description: &str,
    now: Micros,
) -> Answer<i64> {
    let query = sqlx::query_scalar(
        "INSERT INTO project (entity_id, name, description, access, is_core, accepts_all_types, icon_name, created_at, updated_at) \
         VALUES ($1, $2, $3, 'PRIVATE', 1, 0, $4, $5, $5) RETURNING id",
    );
    let icon = if core == "model" { "box" } else { "database" };
    let query = query
        .bind(entity_id)
        .bind(format!("{REGISTRY_PREFIX}{core}"))
        .bind(description)
        .bind(icon)
        .bind(now);
    let id: i64 = query.fetch_one(&mut *db).await?;
    add_types(db, id, &[core.to_owned()]).await?;
    Ok(id)
}

/// How much a registry holds.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Holdings {
    /// The registry.
    pub project_id: i64,
    /// Collections.
    pub collections: i64,
    /// Linked versions.
    pub versions: i64,
    /// When a version was last linked.
    pub last_linked_at: Option<Micros>,
}

/// Counts what registries hold; one without collections is left out.
///
/// # Errors
/// When the database fails.
pub async fn holdings(db: &mut Db, project_ids: &[i64]) -> Answer<Vec<Holdings>> {
    let list = crate::store::integers(project_ids);
    let sql = format!(
        "SELECT project_id, COUNT(*) AS collections, CAST(SUM(version_count) AS BIGINT) AS versions, \
         MAX((SELECT membership.created_at FROM membership WHERE collection_id = collection.id AND removed_at IS NULL \
         ORDER BY version_index DESC LIMIT 1)) AS last_linked_at \
         FROM collection WHERE project_id IN ({list}) AND deleted_at IS NULL GROUP BY project_id"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).persistent(false);
    Ok(query.fetch_all(db).await?)
}

/// The protected aliases of a registry, by name.
///
/// # Errors
/// When the database fails.
pub async fn protected_aliases(db: &mut Db, project_id: i64) -> Answer<Vec<String>> {
    let query = sqlx::query_scalar("SELECT alias FROM protected_alias WHERE project_id = $1 ORDER BY alias");
    Ok(query.bind(project_id).fetch_all(db).await?)
}

/// Protects an alias in a registry; `false` when it was protected already.
///
/// # Errors
/// When the database fails.
pub async fn protect_alias(db: &mut Db, project_id: i64, alias: &str) -> Answer<bool> {
    let query =
        sqlx::query("INSERT INTO protected_alias (project_id, alias) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    let done = query.bind(project_id).bind(alias).execute(db).await?;
    Ok(done.rows_affected() > 0)
}

/// Takes the protection off an alias; `false` when it was not protected.
///
/// # Errors
/// When the database fails.
pub async fn unprotect_alias(db: &mut Db, project_id: i64, alias: &str) -> Answer<bool> {
    let query = sqlx::query("DELETE FROM protected_alias WHERE project_id = $1 AND alias = $2");
    let done = query.bind(project_id).bind(alias).execute(db).await?;
    Ok(done.rows_affected() > 0)
}
