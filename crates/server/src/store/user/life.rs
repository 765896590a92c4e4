//! Deactivating people and taking them back.

use super::{COLUMNS, UserRow};
use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::Db;

/// The user of that name, deactivated ones too, and when it was deactivated.
///
/// # Errors
/// When the database fails.
pub async fn by_username_removed_too(
    db: &mut Db,
    username: &str,
) -> Answer<Option<(UserRow, Option<Micros>)>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE username = $1"));
    let row: Option<UserRow> = sqlx::query_as(sql)
        .bind(username)
        .fetch_optional(&mut *db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let query = sqlx::query_scalar("SELECT deleted_at FROM account WHERE id = $1");
    let deleted_at = query.bind(row.id).fetch_one(db).await?;
    Ok(Some((row, deleted_at)))
}

/// The user with that e-mail address, in any case of letters; the oldest of several.
///
/// # Errors
/// When the database fails.
pub async fn by_email(db: &mut Db, email: &str) -> Answer<Option<UserRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE LOWER(email) = $1 AND deleted_at IS NULL ORDER BY id LIMIT 1"
    ));
    Ok(sqlx::query_as(sql)
        .bind(email.to_lowercase())
        .fetch_optional(db)
        .await?)
}

/// All users, by username; deactivated ones too, with the time of it.
///
/// # Errors
/// When the database fails.
pub async fn all(db: &mut Db) -> Answer<Vec<(UserRow, Option<Micros>)>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} ORDER BY username"));
    let rows: Vec<UserRow> = sqlx::query_as(sql).fetch_all(&mut *db).await?;
    let gone = sqlx::query_as("SELECT id, deleted_at FROM account WHERE deleted_at IS NOT NULL");
    let gone: Vec<(i64, Micros)> = gone.fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let at = gone.iter().find(|(id, _)| *id == row.id).map(|(_, at)| *at);
            (row, at)
        })
        .collect())
}

/// Deactivates a user: keys are revoked and sessions ended; what the user made stays, with the name.
///
/// # Errors
/// When the database fails.
pub async fn deactivate(db: &mut Db, id: i64, now: Micros) -> Answer<()> {
    let query = sqlx::query("UPDATE api_key SET revoked_at = $1 WHERE user_id = $2 AND revoked_at IS NULL");
    query.bind(now).bind(id).execute(&mut *db).await?;
    for sql in [
        "DELETE FROM browser_session WHERE user_id = $1",
        "DELETE FROM sign_in_link WHERE user_id = $1",
    ] {
        sqlx::query(sql).bind(id).execute(&mut *db).await?;
    }
    let query = sqlx::query("UPDATE account SET deleted_at = $1 WHERE id = $2 AND deleted_at IS NULL");
    query.bind(now).bind(id).execute(db).await?;
    Ok(())
}

/// Takes a deactivated user back; keys that were revoked stay revoked.
///
/// # Errors
/// When the database fails.
pub async fn reactivate(db: &mut Db, id: i64) -> Answer<()> {
    sqlx::query("UPDATE account SET deleted_at = NULL WHERE id = $1")
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}
