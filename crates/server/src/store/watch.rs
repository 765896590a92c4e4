//! Registries and collections that a person watches, and up to where they have looked.

use super::Db;
use super::event::{self, EventFilter, EventScope};
use crate::clock::Micros;
use crate::fault::Answer;

/// A registry, or one collection of it, that a person watches.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct WatchRow {
    /// Its id.
    pub id: i64,
    /// Who watches.
    pub user_id: i64,
    /// The registry.
    pub project_id: i64,
    /// The collection; none where all of the registry is watched.
    pub collection_id: Option<i64>,
    /// Since when.
    pub created_at: Micros,
    /// When the person last looked.
    pub looked_at: Micros,
    /// The newest event that there was then.
    pub looked_event_id: i64,
}

impl WatchRow {
    /// The part of the log that is watched.
    pub fn filter(&self) -> EventFilter {
        let scope = match self.collection_id {
            Some(collection_id) => EventScope::Collection(collection_id),
            None => EventScope::Project(self.project_id),
        };
        EventFilter {
            after_id: Some(self.looked_event_id),
            not_by: Some(self.user_id),
            ..EventFilter::all(scope, self.user_id)
        }
    }
}

const COLUMNS: &str = "SELECT watch.id, watch.user_id, watch.project_id, watch.collection_id, watch.created_at, looked_at, looked_event_id FROM watch \
     LEFT JOIN collection ON collection.id = watch.collection_id WHERE collection.deleted_at IS NULL AND watch.user_id = $1";

/// What a person watches, oldest first; collections that were deleted are left out.
///
/// # Errors
/// When the database fails.
pub async fn of_user(db: &mut Db, user_id: i64) -> Answer<Vec<WatchRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} ORDER BY watch.id"));
    Ok(sqlx::query_as(sql).bind(user_id).fetch_all(db).await?)
}

/// What a person watches, by id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, user_id: i64, id: i64) -> Answer<Option<WatchRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} AND watch.id = $2"));
    Ok(sqlx::query_as(sql)
        .bind(user_id)
        .bind(id)
        .fetch_optional(db)
        .await?)
}

/// The watch of a person on a registry.
///
/// # Errors
/// When the database fails.
pub async fn of_registry(db: &mut Db, user_id: i64, project_id: i64) -> Answer<Option<WatchRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} AND watch.project_id = $2 AND watch.collection_id IS NULL"
    ));
    Ok(sqlx::query_as(sql)
        .bind(user_id)
        .bind(project_id)
        .fetch_optional(db)
        .await?)
}

/// The watch of a person on a collection.
///
/// # Errors
/// When the database fails.
pub async fn of_collection(db: &mut Db, user_id: i64, collection_id: i64) -> Answer<Option<WatchRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} AND watch.collection_id = $2"));
    Ok(sqlx::query_as(sql)
        .bind(user_id)
        .bind(collection_id)
        .fetch_optional(db)
        .await?)
}

/// Begins to watch; all that happened so far counts as seen.
///
/// # Errors
/// When the database fails.
pub async fn create(
    db: &mut Db,
    user_id: i64,
    project_id: i64,
    collection_id: Option<i64>,
    now: Micros,
) -> Answer<i64> {
    let newest = event::newest_id(&mut *db).await?;
    let query = sqlx::query_scalar(
        "INSERT INTO watch (user_id, project_id, collection_id, created_at, looked_at, looked_event_id) VALUES ($1, $2, $3, $4, $4, $5) \
         RETURNING id",
    );
    let query = query.bind(user_id).bind(project_id).bind(collection_id);
    Ok(query.bind(now).bind(newest).fetch_one(db).await?)
}

/// Notes that the person has looked: all that happened so far counts as seen.
///
/// # Errors
/// When the database fails.
pub async fn look(db: &mut Db, id: i64, now: Micros) -> Answer<()> {
    let newest = event::newest_id(&mut *db).await?;
    let query = sqlx::query("UPDATE watch SET looked_at = $1, looked_event_id = $2 WHERE id = $3");
    query.bind(now).bind(newest).bind(id).execute(db).await?;
    Ok(())
}

/// Stops watching.
///
/// # Errors
/// When the database fails.
pub async fn delete(db: &mut Db, id: i64) -> Answer<()> {
    sqlx::query("DELETE FROM watch WHERE id = $1")
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}
