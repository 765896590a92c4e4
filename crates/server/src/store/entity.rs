//! Names that own projects: users, teams and organizations.

use super::Db;
use crate::clock::Micros;
use crate::fault::{Answer, Fault};

/// What kind of owner a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntityKind {
    /// A person or a service account.
    User,
    /// A team.
    Team,
    /// The entity of an organization, which owns its registries.
    Organization,
}

impl EntityKind {
    /// The API's name.
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Team => "team",
            Self::Organization => "organization",
        }
    }
}

/// An owner of projects.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct EntityRow {
    /// Its id.
    pub id: i64,
    kind: String,
    /// Its name, the first segment of paths.
    pub name: String,
    /// When it was made.
    pub created_at: Micros,
}

impl EntityRow {
    /// What kind of owner it is.
    pub fn kind(&self) -> EntityKind {
        match self.kind.as_str() {
            "team" => EntityKind::Team,
            "organization" => EntityKind::Organization,
            _ => EntityKind::User,
        }
    }
}

/// The entity of that name.
///
/// # Errors
/// When the database fails.
pub async fn by_name(db: &mut Db, name: &str) -> Answer<Option<EntityRow>> {
    let query = sqlx::query_as("SELECT id, kind, name, created_at FROM entity WHERE name = $1");
    Ok(query.bind(name).fetch_optional(db).await?)
}

/// The entity with that id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, id: i64) -> Answer<Option<EntityRow>> {
    let query = sqlx::query_as("SELECT id, kind, name, created_at FROM entity WHERE id = $1");
    Ok(query.bind(id).fetch_optional(db).await?)
}

/// The entities with those ids, in any order.
///
/// # Errors
/// When the database fails.
pub async fn by_ids_unsorted(db: &mut Db, ids: &[i64]) -> Answer<Vec<EntityRow>> {
    let list = super::integers(ids);
    let sql = sqlx::AssertSqlSafe(format!(
        "SELECT id, kind, name, created_at FROM entity WHERE id IN ({list})"
    ));
    Ok(sqlx::query_as(sql).persistent(false).fetch_all(db).await?)
}

/// Makes an entity.
///
/// # Errors
/// When the name breaks a rule or is taken.
pub async fn create(db: &mut Db, kind: EntityKind, name: &str, now: Micros) -> Answer<i64> {
    domain::name::check_entity(name)?;
    if by_name(&mut *db, name).await?.is_some() {
        return Err(Fault::Conflict(format!(
            "The name “{name}” is taken; users, teams and organizations share one space of names."
        )));
    }
    let query =
        sqlx::query_scalar("INSERT INTO entity (kind, name, created_at) VALUES ($1, $2, $3) RETURNING id");
    Ok(query
        .bind(kind.api_name())
        .bind(name)
        .bind(now)
        .fetch_one(db)
        .await?)
}
