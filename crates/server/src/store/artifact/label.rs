//! Tags of versions, and the aliases that a version is to get when it is committed.

use crate::fault::Answer;
use crate::store::{Db, integers};

/// The tags of a version, by name.
///
/// # Errors
/// When the database fails.
pub async fn tags(db: &mut Db, id: i64) -> Answer<Vec<String>> {
    let query = sqlx::query_scalar("SELECT tag FROM artifact_tag WHERE artifact_id = $1 ORDER BY tag");
    Ok(query.bind(id).fetch_all(db).await?)
}

/// Puts a tag on a version.
///
/// # Errors
/// When the tag breaks a rule.
pub async fn add_tag(db: &mut Db, id: i64, tag: &str) -> Answer<()> {
    domain::name::check_tag(tag)?;
    let query =
        sqlx::query("INSERT INTO artifact_tag (artifact_id, tag) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    query.bind(id).bind(tag).execute(db).await?;
    Ok(())
}

/// Takes a tag off a version.
///
/// # Errors
/// When the database fails.
pub async fn remove_tag(db: &mut Db, id: i64, tag: &str) -> Answer<()> {
    sqlx::query("DELETE FROM artifact_tag WHERE artifact_id = $1 AND tag = $2")
        .bind(id)
        .bind(tag)
        .execute(db)
        .await?;
    Ok(())
}

/// Remembers an alias that is to be put on at commit.
///
/// # Errors
/// When the database fails.
pub async fn wish_alias(db: &mut Db, id: i64, alias: &str) -> Answer<()> {
    let query =
        sqlx::query("INSERT INTO artifact_wish (artifact_id, alias) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    query.bind(id).bind(alias).execute(db).await?;
    Ok(())
}

/// The aliases that are to be put on at commit.
///
/// # Errors
/// When the database fails.
pub async fn wished_aliases(db: &mut Db, id: i64) -> Answer<Vec<String>> {
    let query = sqlx::query_scalar("SELECT alias FROM artifact_wish WHERE artifact_id = $1 ORDER BY alias");
    Ok(query.bind(id).fetch_all(db).await?)
}

/// The tags of several versions, by name, each with the id of its version.
///
/// # Errors
/// When the database fails.
pub async fn tags_of_many(db: &mut Db, ids: &[i64]) -> Answer<Vec<(i64, String)>> {
    let list = integers(ids);
    let sql = sqlx::AssertSqlSafe(format!(
        "SELECT artifact_id, tag FROM artifact_tag WHERE artifact_id IN ({list}) ORDER BY tag"
    ));
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}
