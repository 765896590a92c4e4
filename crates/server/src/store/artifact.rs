//! Versions of source artifacts.

use super::Db;
use crate::clock::Micros;
use crate::fault::Answer;

/// Where a version stands between announcement and commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArtifactState {
    /// Announced; its files are on their way.
    Pending,
    /// Whole and never to change.
    Committed,
    /// Deleted.
    Deleted,
}

impl ArtifactState {
    /// The API's name.
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Committed => "COMMITTED",
            Self::Deleted => "DELETED",
        }
    }
}

/// A version of a source artifact.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ArtifactRow {
    /// Its id.
    pub id: i64,
    /// The sequence that it belongs to.
    pub sequence_id: i64,
    state: String,
    /// Its index in the sequence; none before commit.
    pub version_index: Option<i64>,
    /// The digest of its manifest, hexadecimal MD5.
    pub digest: String,
    /// A short id of this version.
    pub commit_hash: String,
    /// Markdown.
    pub description: Option<String>,
    /// JSON object.
    pub metadata: Option<String>,
    /// Seconds to live; none inherits.
    pub ttl_seconds: Option<i64>,
    /// The step of the run that comes next after it was logged.
    pub history_step: Option<i64>,
    /// The run that logged it.
    pub run_id: Option<i64>,
    /// Who logged it.
    pub user_id: i64,
    /// The sum of the sizes of its files.
    pub size_bytes: i64,
    /// The number of manifest entries.
    pub file_count: i64,
    /// The stored manifest.
    pub manifest_sha256: Option<String>,
    /// When it was announced.
    pub created_at: Micros,
    /// When its facts last changed.
    pub updated_at: Micros,
}

impl ArtifactRow {
    /// Where it stands.
    pub fn state(&self) -> ArtifactState {
        match self.state.as_str() {
            "COMMITTED" => ArtifactState::Committed,
            "DELETED" => ArtifactState::Deleted,
            _ => ArtifactState::Pending,
        }
    }
}

const COLUMNS: &str = "SELECT artifact.id, sequence_id, state, version_index, digest, commit_hash, description, metadata, ttl_seconds, \
     history_step, artifact.run_id, user_id, size_bytes, file_count, manifest_sha256, artifact.created_at, updated_at FROM artifact";

async fn one(db: &mut Db, rest: &'static str, value: i64) -> Answer<Option<ArtifactRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} {rest}"));
    Ok(sqlx::query_as(sql).bind(value).fetch_optional(db).await?)
}

async fn many(db: &mut Db, rest: &'static str, value: i64) -> Answer<Vec<ArtifactRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} {rest}"));
    Ok(sqlx::query_as(sql).bind(value).fetch_all(db).await?)
}

/// The version with that id, in any state.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, id: i64) -> Answer<Option<ArtifactRow>> {
    one(db, "WHERE artifact.id = $1", id).await
}

/// The versions with those ids, in any order.
///
/// # Errors
/// When the database fails.
pub async fn by_ids_unsorted(db: &mut Db, ids: &[i64]) -> Answer<Vec<ArtifactRow>> {
    let list = super::integers(ids);
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE artifact.id IN ({list})"));
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}

/// The newest committed version of a sequence.
///
/// # Errors
/// When the database fails.
pub async fn latest_of(db: &mut Db, sequence_id: i64) -> Answer<Option<ArtifactRow>> {
    one(db, "WHERE sequence_id = $1 AND state = 'COMMITTED' ORDER BY version_index DESC LIMIT 1", sequence_id).await
}

/// A committed version of a sequence with that digest: logging it again makes no new version.
///
/// # Errors
/// When the database fails.
pub async fn by_digest(db: &mut Db, sequence_id: i64, digest: &str) -> Answer<Option<ArtifactRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE sequence_id = $1 AND digest = $2 AND state = 'COMMITTED' ORDER BY version_index DESC LIMIT 1"
    ));
    Ok(sqlx::query_as(sql).bind(sequence_id).bind(digest).fetch_optional(db).await?)
}

/// The version that a client knows under an id of its own.
///
/// # Errors
/// When the database fails.
pub async fn by_client_id(db: &mut Db, client_id: &str) -> Answer<Option<ArtifactRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} JOIN artifact_client ON artifact_client.artifact_id = artifact.id WHERE client_id = $1"
    ));
    Ok(sqlx::query_as(sql).bind(client_id).fetch_optional(db).await?)
}

/// Remembers the id under which a client knows a version.
///
/// # Errors
/// When the database fails.
pub async fn remember_client_id(db: &mut Db, client_id: &str, artifact_id: i64) -> Answer<()> {
    let query = sqlx::query("INSERT INTO artifact_client (client_id, artifact_id) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    query.bind(client_id).bind(artifact_id).execute(db).await?;
    Ok(())
}

/// The committed versions that a run logged, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn outputs_of_run(db: &mut Db, run_id: i64) -> Answer<Vec<ArtifactRow>> {
    let rest = "JOIN run_output ON run_output.artifact_id = artifact.id WHERE run_output.run_id = $1 AND state = 'COMMITTED' ORDER BY artifact.id";
    many(db, rest, run_id).await
}

/// The versions that a run used, oldest use first.
///
/// # Errors
/// When the database fails.
pub async fn inputs_of_run(db: &mut Db, run_id: i64) -> Answer<Vec<ArtifactRow>> {
    let rest = "JOIN run_input ON run_input.artifact_id = artifact.id WHERE run_input.run_id = $1 AND state = 'COMMITTED' \
         ORDER BY run_input.created_at, artifact.id";
    many(db, rest, run_id).await
}

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
    /// Seconds to live.
    pub ttl_seconds: Option<i64>,
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
    let query = query.bind(new.sequence_id).bind(new.digest).bind(new.commit_hash).bind(new.description).bind(new.metadata);
    let query = query.bind(new.ttl_seconds).bind(new.history_step).bind(new.run_id).bind(new.user_id).bind(now);
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
    let query = query.bind(done.version_index).bind(done.size_bytes).bind(done.file_count).bind(done.manifest_sha256);
    query.bind(now).bind(id).execute(db).await?;
    Ok(())
}

/// Records a version as an output of a run.
///
/// # Errors
/// When the database fails.
pub async fn add_output(db: &mut Db, run_id: i64, artifact_id: i64, now: Micros) -> Answer<()> {
    let query = sqlx::query("INSERT INTO run_output (run_id, artifact_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    query.bind(run_id).bind(artifact_id).bind(now).execute(db).await?;
    Ok(())
}

/// Records a version as an input of a run; `true` when it was not one before.
///
/// # Errors
/// When the database fails.
pub async fn add_input(db: &mut Db, run_id: i64, artifact_id: i64, used_as: Option<&str>, now: Micros) -> Answer<bool> {
    let query = sqlx::query(
        "INSERT INTO run_input (run_id, artifact_id, used_as, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    );
    Ok(query.bind(run_id).bind(artifact_id).bind(used_as).bind(now).execute(db).await?.rows_affected() == 1)
}

/// Changes description or metadata; the inner `None` takes a description away.
///
/// # Errors
/// When the database fails.
pub async fn describe(db: &mut Db, id: i64, description: Option<Option<&str>>, metadata: Option<&str>, now: Micros) -> Answer<()> {
    if let Some(text) = description {
        sqlx::query("UPDATE artifact SET description = $1 WHERE id = $2").bind(text).bind(id).execute(&mut *db).await?;
    }
    if let Some(json) = metadata {
        sqlx::query("UPDATE artifact SET metadata = $1 WHERE id = $2").bind(json).bind(id).execute(&mut *db).await?;
    }
    sqlx::query("UPDATE artifact SET updated_at = $1 WHERE id = $2").bind(now).bind(id).execute(db).await?;
    Ok(())
}

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
    let query = sqlx::query("INSERT INTO artifact_tag (artifact_id, tag) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    query.bind(id).bind(tag).execute(db).await?;
    Ok(())
}

/// Takes a tag off a version.
///
/// # Errors
/// When the database fails.
pub async fn remove_tag(db: &mut Db, id: i64, tag: &str) -> Answer<()> {
    sqlx::query("DELETE FROM artifact_tag WHERE artifact_id = $1 AND tag = $2").bind(id).bind(tag).execute(db).await?;
    Ok(())
}

/// Remembers an alias that is to be put on at commit.
///
/// # Errors
/// When the database fails.
pub async fn wish_alias(db: &mut Db, id: i64, alias: &str) -> Answer<()> {
    let query = sqlx::query("INSERT INTO artifact_wish (artifact_id, alias) VALUES ($1, $2) ON CONFLICT DO NOTHING");
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
    let list = super::integers(ids);
    let sql = sqlx::AssertSqlSafe(format!("SELECT artifact_id, tag FROM artifact_tag WHERE artifact_id IN ({list}) ORDER BY tag"));
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}
