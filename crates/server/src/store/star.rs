//! Starred registries, per user.

use super::Db;
use crate::clock::Micros;
use crate::fault::Answer;

/// Whether a user has starred a registry.
///
/// # Errors
/// When the database fails.
pub async fn is_starred(db: &mut Db, user_id: i64, project_id: i64) -> Answer<bool> {
    let query = sqlx::query_scalar("SELECT project_id FROM star WHERE user_id = $1 AND project_id = $2");
    let found: Option<i64> = query.bind(user_id).bind(project_id).fetch_optional(db).await?;
    Ok(found.is_some())
}

/// Stars or unstars; doing it twice is doing it once. Returns whether something changed.
///
/// # Errors
/// When the database fails.
pub async fn set(db: &mut Db, user_id: i64, project_id: i64, is_starred: bool, now: Micros) -> Answer<bool> {
    let query = if is_starred {
        sqlx::query(
            "INSERT INTO star (user_id, project_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(user_id)
        .bind(project_id)
        .bind(now)
    } else {
        sqlx::query("DELETE FROM star WHERE user_id = $1 AND project_id = $2")
            .bind(user_id)
            .bind(project_id)
    };
    Ok(query.execute(db).await?.rows_affected() > 0)
}

/// The projects that a user has starred, by id.
///
/// # Errors
/// When the database fails.
pub async fn of_user(db: &mut Db, user_id: i64) -> Answer<Vec<i64>> {
    let query = sqlx::query_scalar("SELECT project_id FROM star WHERE user_id = $1 ORDER BY project_id");
    Ok(query.bind(user_id).fetch_all(db).await?)
}
