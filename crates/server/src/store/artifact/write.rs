//! Announcing, committing and describing versions.

use super::TimeToLive;
use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::{Db, version_key};

/// What an announced version needs.
pub struct NewArtifact<'a> {
    /// The sequence that it belongs to.
    pub sequence_id: i64,
    /// The digest of its manifest.
    pub digest: &'a str,
    /// A short random id.
    pub commit_hash: &'a str,
    /// Markdown.
    pub description: Option<&'a str>,
    /// JSON object.
    pub metadata: Option<&'a str>,
    /// How long it lives.
    pub time_to_live: TimeToLive,
    /// The next step of the run.
    pub history_step: Option<i64>,
    /// The run that logs it.
    pub run_id: Option<i64>,
    /// Who logs it.
    pub user_id: i64,
}

/// Announces a version.
///
/// # Errors
/// When the database fails.
pub async fn announce(db: &mut Db, new: &NewArtifact<'_>, now: Micros) -> Answer<i64> {
    let query = sqlx::query_scalar(
        "INSERT INTO artifact (sequence_id, state, digest, commit_hash, description, metadata, ttl_seconds, history_step, run_id, user_id, \
         created_at, updated_at) VALUES ($1, 'PENDING', $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) RETURNING id",
    );
    let query = query
        .bind(new.sequence_id)
        .bind(new.digest)
        .bind(new.commit_hash)
        .bind(new.description)
        .bind(new.metadata);
    let query = query
        .bind(new.time_to_live.stored())
        .bind(new.history_step)
        .bind(new.run_id)
        .bind(new.user_id)
        .bind(now);
    Ok(query.fetch_one(db).await?)
}

/// What is known of a version once all its bytes are here.
pub struct Committed<'a> {
    /// Its index in the sequence.
    pub version_index: i64,
    /// The sum of the sizes of its entries.
    pub size_bytes: i64,
    /// The number of its entries.
    pub file_count: i64,
    /// The stored manifest.
    pub manifest_sha256: &'a str,
}

/// Makes an announced version a committed one.
///
/// # Errors
/// When the database fails.
pub async fn commit(db: &mut Db, id: i64, done: &Committed<'_>, now: Micros) -> Answer<()> {
    let query = sqlx::query(
        "UPDATE artifact SET state = 'COMMITTED', version_index = $1, size_bytes = $2, file_count = $3, manifest_sha256 = $4, updated_at = $5 \
         WHERE id = $6",
    );
    let query = query
        .bind(done.version_index)
        .bind(done.size_bytes)
        .bind(done.file_count)
        .bind(done.manifest_sha256);
    query.bind(now).bind(id).execute(db).await?;
    Ok(())
}

/// Changes description or metadata; the inner `None` takes a description away.
///
/// # Errors
/// When the database fails.
pub async fn describe(
    db: &mut Db,
    id: i64,
    description: Option<Option<&str>>,
    metadata: Option<&str>,
    now: Micros,
) -> Answer<()> {
    if let Some(text) = description {
        sqlx::query("UPDATE artifact SET description = $1 WHERE id = $2")
            .bind(text)
            .bind(id)
            .execute(&mut *db)
            .await?;
    }
    if let Some(json) = metadata {
        sqlx::query("UPDATE artifact SET metadata = $1 WHERE id = $2")
            .bind(json)
            .bind(id)
            .execute(&mut *db)
            .await?;
    }
    sqlx::query("UPDATE artifact SET updated_at = $1 WHERE id = $2")
        .bind(now)
        .bind(id)
        .execute(&mut *db)
        .await?;
    if metadata.is_some() {
        version_key::version_changed(db, id).await?;
    }
    Ok(())
}
