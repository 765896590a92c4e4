//! Manifests, announced files, and the entries of committed versions.

mod file;
mod staged;

pub use self::file::{FileRow, NewFile, add_file, file_by_digest, files, files_at_unsorted};
pub use self::staged::{StagedFileRow, announce, stage_arrived, staged_blob, staged_by_id};
use super::Db;
use crate::blobs::Blob;
use crate::clock::Micros;
use crate::fault::Answer;

/// A manifest that was announced for a version.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ManifestRow {
    /// Its id.
    pub id: i64,
    /// The version that it describes.
    pub artifact_id: i64,
    /// The name of its file.
    pub name: String,
    /// `FULL`, `INCREMENTAL` or `PATCH`.
    pub kind: String,
    /// The Base64 MD5 of its file; empty until known.
    pub digest: String,
    /// The version that an incremental manifest adds to.
    pub base_artifact_id: Option<i64>,
    /// Its bytes, once they have arrived.
    pub sha256: Option<String>,
}

const MANIFEST: &str = "SELECT id, artifact_id, name, kind, digest, base_artifact_id, sha256 FROM manifest";

/// The manifest with that id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, id: i64) -> Answer<Option<ManifestRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{MANIFEST} WHERE id = $1"));
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db).await?)
}

/// The manifest of that name for a version, made when it is not there.
///
/// # Errors
/// When the database fails.
pub async fn get_or_create(
    db: &mut Db,
    artifact_id: i64,
    name: &str,
    kind: &str,
    base_artifact_id: Option<i64>,
    now: Micros,
) -> Answer<ManifestRow> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{MANIFEST} WHERE artifact_id = $1 AND name = $2 AND kind = $3"
    ));
    let found = sqlx::query_as(sql)
        .bind(artifact_id)
        .bind(name)
        .bind(kind)
        .fetch_optional(&mut *db)
        .await?;
    if let Some(found) = found {
        return Ok(found);
    }
    let query = sqlx::query_as(
        "INSERT INTO manifest (artifact_id, name, kind, digest, base_artifact_id, created_at) VALUES ($1, $2, $3, '', $4, $5) \
         RETURNING id, artifact_id, name, kind, digest, base_artifact_id, sha256",
    );
    Ok(query
        .bind(artifact_id)
        .bind(name)
        .bind(kind)
        .bind(base_artifact_id)
        .bind(now)
        .fetch_one(db)
        .await?)
}

/// Sets what is known of a manifest before its bytes arrive.
///
/// # Errors
/// When the database fails.
pub async fn expect(db: &mut Db, id: i64, digest: Option<&str>, base_artifact_id: Option<i64>) -> Answer<()> {
    let query = sqlx::query(
        "UPDATE manifest SET digest = COALESCE($1, digest), base_artifact_id = COALESCE($2, base_artifact_id) WHERE id = $3",
    );
    query
        .bind(digest)
        .bind(base_artifact_id)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// The manifests of a version whose bytes are here, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn arrived(db: &mut Db, artifact_id: i64) -> Answer<Vec<ManifestRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{MANIFEST} WHERE artifact_id = $1 AND sha256 IS NOT NULL ORDER BY id"
    ));
    Ok(sqlx::query_as(sql).bind(artifact_id).fetch_all(db).await?)
}

/// Records that bytes are stored.
///
/// # Errors
/// When the database fails.
pub async fn record_blob(db: &mut Db, blob: &Blob, now: Micros) -> Answer<()> {
    let query = sqlx::query(
        "INSERT INTO blob (sha256, md5, size_bytes, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    );
    query
        .bind(&blob.sha256)
        .bind(&blob.md5)
        .bind(blob.size_bytes)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// The MD5 and the size of stored bytes.
///
/// # Errors
/// When the database fails.
pub async fn blob_facts(db: &mut Db, sha256: &str) -> Answer<Option<(String, i64)>> {
    let query = sqlx::query_as("SELECT md5, size_bytes FROM blob WHERE sha256 = $1");
    Ok(query.bind(sha256).fetch_optional(db).await?)
}

/// Records that the bytes of a manifest are here.
///
/// # Errors
/// When the database fails.
pub async fn arrive(db: &mut Db, id: i64, blob: &Blob, now: Micros) -> Answer<()> {
    record_blob(&mut *db, blob, now).await?;
    sqlx::query("UPDATE manifest SET sha256 = $1 WHERE id = $2")
        .bind(&blob.sha256)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}
