//! Manifests, announced files, and the entries of committed versions.

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
    let sql = sqlx::AssertSqlSafe(format!("{MANIFEST} WHERE artifact_id = $1 AND name = $2 AND kind = $3"));
    let found = sqlx::query_as(sql).bind(artifact_id).bind(name).bind(kind).fetch_optional(&mut *db).await?;
    if let Some(found) = found {
        return Ok(found);
    }
    let query = sqlx::query_as(
        "INSERT INTO manifest (artifact_id, name, kind, digest, base_artifact_id, created_at) VALUES ($1, $2, $3, '', $4, $5) \
         RETURNING id, artifact_id, name, kind, digest, base_artifact_id, sha256",
    );
    Ok(query.bind(artifact_id).bind(name).bind(kind).bind(base_artifact_id).bind(now).fetch_one(db).await?)
}

/// Sets what is known of a manifest before its bytes arrive.
///
/// # Errors
/// When the database fails.
pub async fn expect(db: &mut Db, id: i64, digest: Option<&str>, base_artifact_id: Option<i64>) -> Answer<()> {
    let query = sqlx::query(
        "UPDATE manifest SET digest = COALESCE($1, digest), base_artifact_id = COALESCE($2, base_artifact_id) WHERE id = $3",
    );
    query.bind(digest).bind(base_artifact_id).bind(id).execute(db).await?;
    Ok(())
}

/// The manifests of a version whose bytes are here, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn arrived(db: &mut Db, artifact_id: i64) -> Answer<Vec<ManifestRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{MANIFEST} WHERE artifact_id = $1 AND sha256 IS NOT NULL ORDER BY id"));
    Ok(sqlx::query_as(sql).bind(artifact_id).fetch_all(db).await?)
}

/// Records that bytes are stored.
///
/// # Errors
/// When the database fails.
pub async fn record_blob(db: &mut Db, blob: &Blob, now: Micros) -> Answer<()> {
    let query = sqlx::query("INSERT INTO blob (sha256, md5, size_bytes, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
    query.bind(&blob.sha256).bind(&blob.md5).bind(blob.size_bytes).bind(now).execute(db).await?;
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
    sqlx::query("UPDATE manifest SET sha256 = $1 WHERE id = $2").bind(&blob.sha256).bind(id).execute(db).await?;
    Ok(())
}

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
pub async fn announce(db: &mut Db, artifact_id: i64, sequence_id: i64, path: &str, md5: &str) -> Answer<StagedFileRow> {
    let sql = sqlx::AssertSqlSafe(format!("{STAGED} WHERE artifact_id = $1 AND path = $2"));
    let found: Option<StagedFileRow> = sqlx::query_as(sql).bind(artifact_id).bind(path).fetch_optional(&mut *db).await?;
    if let Some(found) = found.filter(|row| row.md5 == md5) {
        return Ok(found);
    }
    let earlier = sqlx::query_as(
        "SELECT artifact_file.birth_artifact_id, artifact_file.sha256 FROM artifact_file JOIN artifact ON artifact.id = artifact_id \
         WHERE artifact_file.digest = $1 AND sequence_id = $2 AND path = $3 AND artifact_file.sha256 IS NOT NULL LIMIT 1",
    );
    let earlier: Option<(i64, String)> = earlier.bind(md5).bind(sequence_id).bind(path).fetch_optional(&mut *db).await?;
    let (birth, sha256) = earlier.map_or((artifact_id, None), |(birth, sha256)| (birth, Some(sha256)));
    let query = sqlx::query_as(
        "INSERT INTO staged_file (artifact_id, path, md5, birth_artifact_id, sha256) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (artifact_id, path) DO UPDATE SET md5 = excluded.md5, birth_artifact_id = excluded.birth_artifact_id, \
         sha256 = excluded.sha256 RETURNING id, artifact_id, path, md5, birth_artifact_id, sha256",
    );
    Ok(query.bind(artifact_id).bind(path).bind(md5).bind(birth).bind(sha256).fetch_one(db).await?)
}

/// Records that the bytes of an announced file are here.
///
/// # Errors
/// When the database fails.
pub async fn stage_arrived(db: &mut Db, id: i64, blob: &Blob, now: Micros) -> Answer<()> {
    record_blob(&mut *db, blob, now).await?;
    sqlx::query("UPDATE staged_file SET sha256 = $1 WHERE id = $2").bind(&blob.sha256).bind(id).execute(db).await?;
    Ok(())
}

/// The stored bytes of an announced file: name and size.
///
/// # Errors
/// When the database fails.
pub async fn staged_blob(db: &mut Db, artifact_id: i64, path: &str, md5: &str) -> Answer<Option<(String, i64)>> {
    let query = sqlx::query_as(
        "SELECT blob.sha256, blob.size_bytes FROM staged_file JOIN blob ON blob.sha256 = staged_file.sha256 \
         WHERE artifact_id = $1 AND path = $2 AND staged_file.md5 = $3",
    );
    Ok(query.bind(artifact_id).bind(path).bind(md5).fetch_optional(db).await?)
}

/// One entry of a committed version.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct FileRow {
    /// Its id.
    pub id: i64,
    /// The version.
    pub artifact_id: i64,
    /// Its path in the version.
    pub path: String,
    /// The Base64 MD5 of a stored file; whatever the source gave for a reference.
    pub digest: String,
    /// The number of bytes.
    pub size_bytes: i64,
    /// Where a reference points; none for a stored file.
    #[sqlx(rename = "ref")]
    pub reference: Option<String>,
    /// The version whose upload brought the bytes.
    pub birth_artifact_id: i64,
    /// The stored bytes.
    pub sha256: Option<String>,
}

const FILE: &str = "SELECT id, artifact_id, path, digest, size_bytes, ref, birth_artifact_id, sha256 FROM artifact_file";

/// What an entry needs.
pub struct NewFile<'a> {
    /// Its path.
    pub path: &'a str,
    /// Its digest.
    pub digest: &'a str,
    /// Its size.
    pub size_bytes: i64,
    /// Where a reference points.
    pub reference: Option<&'a str>,
    /// The version that brought the bytes.
    pub birth_artifact_id: i64,
    /// The stored bytes.
    pub sha256: Option<&'a str>,
}

/// Adds an entry to a version that is being committed.
///
/// # Errors
/// When the database fails.
pub async fn add_file(db: &mut Db, artifact_id: i64, new: &NewFile<'_>) -> Answer<()> {
    let query = sqlx::query(
        "INSERT INTO artifact_file (artifact_id, path, digest, size_bytes, ref, birth_artifact_id, sha256) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    let query = query.bind(artifact_id).bind(new.path).bind(new.digest).bind(new.size_bytes);
    query.bind(new.reference).bind(new.birth_artifact_id).bind(new.sha256).execute(db).await?;
    Ok(())
}

/// The stored files of a version, by path; references are left out, as the SDK expects.
///
/// # Errors
/// When the database fails.
pub async fn files(db: &mut Db, artifact_id: i64) -> Answer<Vec<FileRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{FILE} WHERE artifact_id = $1 AND ref IS NULL ORDER BY path"));
    Ok(sqlx::query_as(sql).bind(artifact_id).fetch_all(db).await?)
}

/// A stored entry of a version by the digest of its bytes.
///
/// # Errors
/// When the database fails.
pub async fn file_by_digest(db: &mut Db, artifact_id: i64, digest: &str) -> Answer<Option<FileRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{FILE} WHERE artifact_id = $1 AND digest = $2 AND ref IS NULL LIMIT 1"));
    Ok(sqlx::query_as(sql).bind(artifact_id).bind(digest).fetch_optional(db).await?)
}
