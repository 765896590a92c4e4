//! The entries of committed versions.

use crate::fault::Answer;
use crate::store::Db;

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

const FILE: &str =
    "SELECT id, artifact_id, path, digest, size_bytes, ref, birth_artifact_id, sha256 FROM artifact_file";

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
    let query = query
        .bind(artifact_id)
        .bind(new.path)
        .bind(new.digest)
        .bind(new.size_bytes);
    query
        .bind(new.reference)
        .bind(new.birth_artifact_id)
        .bind(new.sha256)
        .execute(db)
        .await?;
    Ok(())
}

/// The entries of a version, by path: stored files, and references, which the SDK looks for here when it downloads a version.
///
/// # Errors
/// When the database fails.
pub async fn files(db: &mut Db, artifact_id: i64) -> Answer<Vec<FileRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{FILE} WHERE artifact_id = $1 ORDER BY path"));
    Ok(sqlx::query_as(sql).bind(artifact_id).fetch_all(db).await?)
}

/// Paths of one statement.
const PATHS_PER_STATEMENT: usize = 500;

/// The entries of a version at some paths, in any order.
///
/// # Errors
/// When the database fails.
pub async fn files_at_unsorted(db: &mut Db, artifact_id: i64, paths: &[&str]) -> Answer<Vec<FileRow>> {
    let mut rows = Vec::with_capacity(paths.len());
    for chunk in paths.chunks(PATHS_PER_STATEMENT) {
        let places: Vec<String> = (2..chunk.len() + 2).map(|place| format!("${place}")).collect();
        let sql = format!(
            "{FILE} WHERE artifact_id = $1 AND path IN ({})",
            places.join(", ")
        );
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(artifact_id);
        for path in chunk {
            query = query.bind(*path);
        }
        let found: Vec<FileRow> = query.fetch_all(&mut *db).await?;
        rows.extend(found);
    }
    Ok(rows)
}

/// A stored entry of a version by the digest of its bytes.
///
/// # Errors
/// When the database fails.
pub async fn file_by_digest(db: &mut Db, artifact_id: i64, digest: &str) -> Answer<Option<FileRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{FILE} WHERE artifact_id = $1 AND digest = $2 AND ref IS NULL LIMIT 1"
    ));
    Ok(sqlx::query_as(sql)
        .bind(artifact_id)
        .bind(digest)
        .fetch_optional(db)
        .await?)
}
