//! Taking versions out of collections. A version index that was given is never given again.

use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::{Db, version_key};

/// Takes a version out of a collection, with its aliases there.
///
/// # Errors
/// When the database fails.
pub async fn remove(db: &mut Db, id: i64, now: Micros) -> Answer<()> {
    sqlx::query("DELETE FROM alias WHERE membership_id = $1")
        .bind(id)
        .execute(&mut *db)
        .await?;
    let query = sqlx::query_as(
        "UPDATE membership SET removed_at = $1 WHERE id = $2 AND removed_at IS NULL RETURNING collection_id, version_index",
    );
    let place: Option<(i64, i64)> = query.bind(now).bind(id).fetch_optional(&mut *db).await?;
    if let Some((collection_id, version_index)) = place {
        super::add_to_count(&mut *db, collection_id, -1).await?;
        version_key::place_removed(db, collection_id, version_index).await?;
    }
    Ok(())
}

/// Takes all versions out of a collection; says how many places there were.
///
/// # Errors
/// When the database fails.
pub async fn remove_of_collection(db: &mut Db, collection_id: i64, now: Micros) -> Answer<u64> {
    sqlx::query("DELETE FROM alias WHERE collection_id = $1")
        .bind(collection_id)
        .execute(&mut *db)
        .await?;
    version_key::collection_removed(&mut *db, collection_id).await?;
    let query =
        sqlx::query("UPDATE membership SET removed_at = $1 WHERE collection_id = $2 AND removed_at IS NULL");
    let removed = query.bind(now).bind(collection_id).execute(&mut *db).await?;
    let query = sqlx::query("UPDATE collection SET version_count = 0 WHERE id = $1");
    query.bind(collection_id).execute(db).await?;
    Ok(removed.rows_affected())
}

/// Takes a version out of every collection that holds it.
///
/// # Errors
/// When the database fails.
pub async fn remove_of_artifact(db: &mut Db, artifact_id: i64, now: Micros) -> Answer<()> {
    let query = sqlx::query(
        "DELETE FROM alias WHERE membership_id IN (SELECT id FROM membership WHERE artifact_id = $1 AND removed_at IS NULL)",
    );
    query.bind(artifact_id).execute(&mut *db).await?;
    let query = sqlx::query_as(
        "UPDATE membership SET removed_at = $1 WHERE artifact_id = $2 AND removed_at IS NULL RETURNING collection_id, version_index",
    );
    let places: Vec<(i64, i64)> = query.bind(now).bind(artifact_id).fetch_all(&mut *db).await?;
    for (collection_id, version_index) in places {
        super::add_to_count(&mut *db, collection_id, -1).await?;
        version_key::place_removed(&mut *db, collection_id, version_index).await?;
    }
    Ok(())
}
