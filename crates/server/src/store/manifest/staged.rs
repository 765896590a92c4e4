//! The files that pending versions announced.

use super::record_blob;
use crate::blobs::Blob;
use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::Db;

/// A file that a pending version announced.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StagedFileRow {
    /// Its id.
    pub id: i64,
    /// The version that announced it.
    pub artifact_id: i64,
    /// Its path in the version.
    pub path: String,
    /// The Base64 MD5 that its bytes must have.
    pub md5: String,
    /// The version whose upload brought the bytes.
    pub birth_artifact_id: i64,
    /// Its bytes, once they have arrived.
    pub sha256: Option<String>,
}

const STAGED: &str = "SELECT id, artifact_id, path, md5, birth_artifact_id, sha256 FROM staged_file";

/// The announced file with that id.
///
/// # Errors
/// When the database fails.
pub async fn staged_by_id(db: &mut Db, id: i64) -> Answer<Option<StagedFileRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{STAGED} WHERE id = $1"));
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db).await?)
}

/// Announces a file. Announced again with the same digest, what has arrived stays; with another one, it is awaited anew. Bytes that
/// an earlier version of the same sequence brought need not be sent again.
///
/// # Errors
/// When the database fails.
pub async fn announce(
    db: &mut Db,
    artifact_id: i64,
    sequence_id: i64,
    path: &str,
    md5: &str,
) -> Answer<StagedFileRow> {
    let sql = sqlx::AssertSqlSafe(format!("{STAGED} WHERE artifact_id = $1 AND path = $2"));
    let found: Option<StagedFileRow> = sqlx::query_as(sql)
        .bind(artifact_id)
        .bind(path)
        .fetch_optional(&mut *db)
        .await?;
    if let Some(found) = found.filter(|row| row.md5 == md5) {
        return Ok(found);
    }
    let earlier = sqlx::query_as(
        "SELECT artifact_file.birth_artifact_id, artifact_file.sha256 FROM artifact_file JOIN artifact ON artifact.id = artifact_id \
         WHERE artifact_file.digest = $1 AND sequence_id = $2 AND path = $3 AND artifact_file.sha256 IS NOT NULL LIMIT 1",
    );
    let earlier: Option<(i64, String)> = earlier
        .bind(md5)
        .bind(sequence_id)
        .bind(path)
        .fetch_optional(&mut *db)
        .await?;
    let (birth, sha256) = earlier.map_or((artifact_id, None), |(birth, sha256)| (birth, Some(sha256)));
    let query = sqlx::query_as(
        "INSERT INTO staged_file (artifact_id, path, md5, birth_artifact_id, sha256) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (artifact_id, path) DO UPDATE SET md5 = excluded.md5, birth_artifact_id = excluded.birth_artifact_id, \
         sha256 = excluded.sha256 RETURNING id, artifact_id, path, md5, birth_artifact_id, sha256",
    );
    Ok(query
        .bind(artifact_id)
        .bind(path)
        .bind(md5)
        .bind(birth)
        .bind(sha256)
        .fetch_one(db)
        .await?)
}

/// Records that the bytes of an announced file are here.
///
/// # Errors
/// When the database fails.
pub async fn stage_arrived(db: &mut Db, id: i64, blob: &Blob, now: Micros) -> Answer<()> {
    record_blob(&mut *db, blob, now).await?;
    sqlx::query("UPDATE staged_file SET sha256 = $1 WHERE id = $2")
        .bind(&blob.sha256)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// The stored bytes of an announced file: name and size.
///
/// # Errors
/// When the database fails.
pub async fn staged_blob(
    db: &mut Db,
    artifact_id: i64,
    path: &str,
    md5: &str,
) -> Answer<Option<(String, i64)>> {
    let query = sqlx::query_as(
        "SELECT blob.sha256, blob.size_bytes FROM staged_file JOIN blob ON blob.sha256 = staged_file.sha256 \
         WHERE artifact_id = $1 AND path = $2 AND staged_file.md5 = $3",
    );
    Ok(query
        .bind(artifact_id)
        .bind(path)
        .bind(md5)
        .fetch_optional(db)
        .await?)
}
