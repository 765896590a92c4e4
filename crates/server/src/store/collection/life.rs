//! Describing, renaming, retyping and deleting collections.

use super::{COLUMNS, CollectionKind, CollectionRow};
use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::{Db, membership};

/// The collection with that id, also when it was deleted.
///
/// # Errors
/// When the database fails.
pub async fn by_id_removed_too(db: &mut Db, id: i64) -> Answer<Option<CollectionRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1"));
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db).await?)
}

/// Sets the description.
///
/// # Errors
/// When the database fails.
pub async fn describe(db: &mut Db, id: i64, description: Option<&str>, now: Micros) -> Answer<()> {
    let query = sqlx::query("UPDATE collection SET description = $1, updated_at = $2 WHERE id = $3");
    query.bind(description).bind(now).bind(id).execute(db).await?;
    Ok(())
}

/// Gives a collection another name, which must be free in its project.
///
/// # Errors
/// When the database fails.
pub async fn rename(db: &mut Db, id: i64, name: &str, now: Micros) -> Answer<()> {
    let query = sqlx::query("UPDATE collection SET name = $1, updated_at = $2 WHERE id = $3");
    query.bind(name).bind(now).bind(id).execute(db).await?;
    Ok(())
}

/// Gives a sequence another artifact type.
///
/// # Errors
/// When the database fails.
pub async fn retype(db: &mut Db, id: i64, type_name: &str, now: Micros) -> Answer<()> {
    let query = sqlx::query("UPDATE collection SET type_name = $1, updated_at = $2 WHERE id = $3");
    query.bind(type_name).bind(now).bind(id).execute(db).await?;
    Ok(())
}

/// What went with a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    /// The places of its versions.
    pub places: u64,
}

/// Deletes a collection with its places and aliases; of a sequence, the versions too. Its row stays for the events that name it.
///
/// # Errors
/// When the database fails.
pub async fn remove(db: &mut Db, row: &CollectionRow, now: Micros) -> Answer<Removed> {
    let places = membership::remove_of_collection(&mut *db, row.id, now).await?;
    sqlx::query("DELETE FROM collection_tag WHERE collection_id = $1")
        .bind(row.id)
        .execute(&mut *db)
        .await?;
    if row.kind() == CollectionKind::Sequence {
        let query = sqlx::query(
            "UPDATE artifact SET state = 'DELETED', updated_at = $1 WHERE sequence_id = $2 AND state <> 'DELETED'",
        );
        query.bind(now).bind(row.id).execute(&mut *db).await?;
    }
    let query = sqlx::query("UPDATE collection SET deleted_at = $1, updated_at = $1 WHERE id = $2");
    query.bind(now).bind(row.id).execute(db).await?;
    Ok(Removed { places })
}
