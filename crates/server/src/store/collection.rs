//! Collections: sequences of a project, and portfolios that versions are linked to.

mod life;

use domain::name;

pub use self::life::{Removed, by_id_removed_too, describe, remove, rename, retype};

use super::Db;
use crate::clock::Micros;
use crate::fault::{Answer, Fault};

/// What a collection collects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CollectionKind {
    /// The versions of one source artifact.
    Sequence,
    /// Links to versions.
    Portfolio,
}

impl CollectionKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Sequence, Self::Portfolio];

    /// The API's name.
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::Sequence => "SEQUENCE",
            Self::Portfolio => "PORTFOLIO",
        }
    }
}

/// A collection.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CollectionRow {
    /// Its id.
    pub id: i64,
    /// The project or registry that it is in.
    pub project_id: i64,
    kind: String,
    /// Its name.
    pub name: String,
    /// The one artifact type that it takes.
    pub type_name: String,
    /// Markdown.
    pub description: Option<String>,
    /// Who made it.
    pub created_by: Option<i64>,
    /// When it was made.
    pub created_at: Micros,
    /// When its facts last changed.
    pub updated_at: Micros,
    /// When it was deleted.
    pub deleted_at: Option<Micros>,
}

impl CollectionRow {
    /// What it collects.
    pub fn kind(&self) -> CollectionKind {
        if self.kind == "PORTFOLIO" {
            CollectionKind::Portfolio
        } else {
            CollectionKind::Sequence
        }
    }
}

const COLUMNS: &str = "SELECT id, project_id, kind, name, type_name, description, created_by, created_at, updated_at, deleted_at FROM collection";

/// The collection with that id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, id: i64) -> Answer<Option<CollectionRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1 AND deleted_at IS NULL"));
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db).await?)
}

/// The collections with those ids, in any order.
///
/// # Errors
/// When the database fails.
pub async fn by_ids_unsorted(db: &mut Db, ids: &[i64]) -> Answer<Vec<CollectionRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE id IN ({}) AND deleted_at IS NULL",
        super::integers(ids)
    ));
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}

/// The collection of that name in a project.
///
/// # Errors
/// When the database fails.
pub async fn by_name(db: &mut Db, project_id: i64, collection: &str) -> Answer<Option<CollectionRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE project_id = $1 AND name = $2 AND deleted_at IS NULL"
    ));
    Ok(sqlx::query_as(sql)
        .bind(project_id)
        .bind(collection)
        .fetch_optional(db)
        .await?)
}

/// The collections of a project, by name; of one type if one is named.
///
/// # Errors
/// When the database fails.
pub async fn of_project(db: &mut Db, project_id: i64, type_name: Option<&str>) -> Answer<Vec<CollectionRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE project_id = $1 AND deleted_at IS NULL AND ($2 IS NULL OR type_name = $2) ORDER BY name"
    ));
    Ok(sqlx::query_as(sql)
        .bind(project_id)
        .bind(type_name)
        .fetch_all(db)
        .await?)
}

/// Finds the collection, or makes it.
///
/// # Errors
/// When the name breaks a rule, or the collection is there with another type or of the other kind.
pub async fn get_or_create(
    db: &mut Db,
    wanted: &WantedCollection<'_>,
    now: Micros,
) -> Answer<(CollectionRow, bool)> {
    let found = by_name(&mut *db, wanted.project_id, wanted.name).await?;
    if let Some(found) = found {
        wanted.check(&found)?;
        return Ok((found, false));
    }
    name::check_collection(wanted.name)?;
    name::check_artifact_type(wanted.type_name)?;
    let query = sqlx::query_scalar(
        "INSERT INTO collection (project_id, kind, name, type_name, created_by, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING id",
    );
    let query = query
        .bind(wanted.project_id)
        .bind(wanted.kind.api_name())
        .bind(wanted.name)
        .bind(wanted.type_name);
    let id: i64 = query
        .bind(wanted.created_by)
        .bind(now)
        .fetch_one(&mut *db)
        .await?;
    let made = by_id(db, id)
        .await?
        .ok_or_else(|| Fault::internal(anyhow::anyhow!("a collection vanished as it was made")))?;
    Ok((made, true))
}

/// A collection as someone needs it.
pub struct WantedCollection<'a> {
    /// The project or registry.
    pub project_id: i64,
    /// What it is to collect.
    pub kind: CollectionKind,
    /// Its name.
    pub name: &'a str,
    /// Its artifact type.
    pub type_name: &'a str,
    /// Who makes it, if it is not there.
    pub created_by: i64,
}

impl WantedCollection<'_> {
    fn check(&self, found: &CollectionRow) -> Answer<()> {
        if found.type_name != self.type_name {
            return Err(Fault::BadRequest(format!(
                "The collection “{}” takes artifacts of type “{}”, this one is of type “{}”; choose another collection or type.",
                found.name, found.type_name, self.type_name
            )));
        }
        if found.kind() != self.kind {
            let is = if found.kind() == CollectionKind::Portfolio {
                "holds linked versions"
            } else {
                "is a source artifact"
            };
            return Err(Fault::BadRequest(format!(
                "“{}” {is} in this project; choose another name.",
                found.name
            )));
        }
        Ok(())
    }
}

/// Gives out the next version index of a collection; none is given twice.
///
/// # Errors
/// When the database fails.
pub async fn next_version(db: &mut Db, id: i64, now: Micros) -> Answer<i64> {
    let query = sqlx::query_scalar(
        "UPDATE collection SET next_version = next_version + 1, updated_at = $1 WHERE id = $2 RETURNING next_version - 1",
    );
    Ok(query.bind(now).bind(id).fetch_one(db).await?)
}

/// The tags of a collection, by name.
///
/// # Errors
/// When the database fails.
pub async fn tags(db: &mut Db, id: i64) -> Answer<Vec<String>> {
    let query = sqlx::query_scalar("SELECT tag FROM collection_tag WHERE collection_id = $1 ORDER BY tag");
    Ok(query.bind(id).fetch_all(db).await?)
}

/// The tags of collections, by name, each with its collection.
///
/// # Errors
/// When the database fails.
pub async fn tags_of_many(db: &mut Db, ids: &[i64]) -> Answer<Vec<(i64, String)>> {
    let list = super::integers(ids);
    let sql =
        format!("SELECT collection_id, tag FROM collection_tag WHERE collection_id IN ({list}) ORDER BY tag");
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).persistent(false);
    Ok(query.fetch_all(db).await?)
}

/// Puts a tag on a collection.
///
/// # Errors
/// When the tag breaks a rule.
pub async fn add_tag(db: &mut Db, id: i64, tag: &str) -> Answer<()> {
    name::check_tag(tag)?;
    let query =
        sqlx::query("INSERT INTO collection_tag (collection_id, tag) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    query.bind(id).bind(tag).execute(db).await?;
    Ok(())
}

/// Takes a tag off a collection.
///
/// # Errors
/// When the database fails.
pub async fn remove_tag(db: &mut Db, id: i64, tag: &str) -> Answer<()> {
    sqlx::query("DELETE FROM collection_tag WHERE collection_id = $1 AND tag = $2")
        .bind(id)
        .bind(tag)
        .execute(db)
        .await?;
    Ok(())
}
