//! Aliases: names that mean exactly one version of a collection.

use super::Db;
use crate::clock::Micros;
use crate::fault::Answer;

/// An alias.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AliasRow {
    /// Its id.
    pub id: i64,
    /// The collection in which it is unique.
    pub collection_id: i64,
    /// The name.
    pub alias: String,
    /// The place that it means.
    pub membership_id: i64,
}

const COLUMNS: &str = "SELECT alias.id, alias.collection_id, alias, membership_id FROM alias";

/// The aliases of the places, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_memberships(db: &mut Db, membership_ids: &[i64]) -> Answer<Vec<AliasRow>> {
    let list = super::integers(membership_ids);
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE membership_id IN ({list}) ORDER BY alias"
    ));
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}

/// The aliases of a version in all collections, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_artifact(db: &mut Db, artifact_id: i64) -> Answer<Vec<AliasRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} JOIN membership ON membership.id = membership_id WHERE artifact_id = $1 AND removed_at IS NULL ORDER BY alias, alias.id"
    ));
    Ok(sqlx::query_as(sql).bind(artifact_id).fetch_all(db).await?)
}

/// The aliases of a collection, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_collection(db: &mut Db, collection_id: i64) -> Answer<Vec<AliasRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE collection_id = $1 ORDER BY alias"));
    Ok(sqlx::query_as(sql).bind(collection_id).fetch_all(db).await?)
}

/// Puts an alias on a place; where it was before it is taken off. Returns the place that had it before.
///
/// # Errors
/// When the database fails.
pub async fn put(
    db: &mut Db,
    collection_id: i64,
    alias: &str,
    membership_id: i64,
    now: Micros,
) -> Answer<Option<i64>> {
    let before =
        sqlx::query_scalar("SELECT membership_id FROM alias WHERE collection_id = $1 AND alias = $2");
    let before: Option<i64> = before
        .bind(collection_id)
        .bind(alias)
        .fetch_optional(&mut *db)
        .await?;
    let query = sqlx::query(
        "INSERT INTO alias (collection_id, alias, membership_id, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (collection_id, alias) DO UPDATE SET membership_id = excluded.membership_id, created_at = excluded.created_at",
    );
    query
        .bind(collection_id)
        .bind(alias)
        .bind(membership_id)
        .bind(now)
        .execute(db)
        .await?;
    Ok(before)
}

/// Takes an alias off a place; `false` when it was not on it.
///
/// # Errors
/// When the database fails.
pub async fn take_off(db: &mut Db, collection_id: i64, alias: &str, membership_id: i64) -> Answer<bool> {
    let query =
        sqlx::query("DELETE FROM alias WHERE collection_id = $1 AND alias = $2 AND membership_id = $3");
    Ok(query
        .bind(collection_id)
        .bind(alias)
        .bind(membership_id)
        .execute(db)
        .await?
        .rows_affected()
        == 1)
}
