//! Searches that a person keeps.

use super::Db;
use crate::clock::Micros;
use crate::fault::{Answer, Fault};

/// A search that a person keeps.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SavedSearchRow {
    /// Its id.
    pub id: i64,
    /// Its name, one of a kind among those of its owner.
    pub name: String,
    /// The query, as the search page reads it.
    pub query: String,
    /// When it was saved.
    pub created_at: Micros,
    /// When name or query last changed.
    pub updated_at: Micros,
}

const COLUMNS: &str = "SELECT id, name, query, created_at, updated_at FROM saved_search";

/// The searches of a person, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_user(db: &mut Db, user_id: i64) -> Answer<Vec<SavedSearchRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE user_id = $1"));
    let mut rows: Vec<SavedSearchRow> = sqlx::query_as(sql).bind(user_id).fetch_all(db).await?;
    // Sorted here, so that every database sorts names alike.
    rows.sort_by(|one, two| one.name.cmp(&two.name));
    Ok(rows)
}

/// A search of a person, by id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, user_id: i64, id: i64) -> Answer<Option<SavedSearchRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE user_id = $1 AND id = $2"));
    Ok(sqlx::query_as(sql)
        .bind(user_id)
        .bind(id)
        .fetch_optional(db)
        .await?)
}

async fn check_name_is_free(db: &mut Db, user_id: i64, name: &str, own_id: Option<i64>) -> Answer<()> {
    let query = sqlx::query_scalar("SELECT id FROM saved_search WHERE user_id = $1 AND name = $2");
    let found: Option<i64> = query.bind(user_id).bind(name).fetch_optional(db).await?;
    if found.is_some() && found != own_id {
        return Err(Fault::Conflict(format!(
            "You have a saved search “{name}” already; choose another name or change that one."
        )));
    }
    Ok(())
}

/// Saves a search.
///
/// # Errors
/// `Conflict` when the person has one of that name.
pub async fn create(db: &mut Db, user_id: i64, name: &str, query: &str, now: Micros) -> Answer<i64> {
    check_name_is_free(&mut *db, user_id, name, None).await?;
    let insert = sqlx::query_scalar(
        "INSERT INTO saved_search (user_id, name, query, created_at, updated_at) VALUES ($1, $2, $3, $4, $4) RETURNING id",
    );
    let insert = insert.bind(user_id).bind(name).bind(query).bind(now);
    Ok(insert.fetch_one(db).await?)
}

/// Changes name and query of a search.
///
/// # Errors
/// `Conflict` when the person has another one of that name.
pub async fn change(
    db: &mut Db,
    user_id: i64,
    id: i64,
    (name, query): (&str, &str),
    now: Micros,
) -> Answer<()> {
    check_name_is_free(&mut *db, user_id, name, Some(id)).await?;
    let update = sqlx::query(
        "UPDATE saved_search SET name = $1, query = $2, updated_at = $3 WHERE id = $4 AND user_id = $5",
    );
    let update = update.bind(name).bind(query).bind(now).bind(id).bind(user_id);
    update.execute(db).await?;
    Ok(())
}

/// Deletes a search.
///
/// # Errors
/// When the database fails.
pub async fn delete(db: &mut Db, user_id: i64, id: i64) -> Answer<()> {
    let query = sqlx::query("DELETE FROM saved_search WHERE id = $1 AND user_id = $2");
    query.bind(id).bind(user_id).execute(db).await?;
    Ok(())
}
