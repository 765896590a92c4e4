//! Versions of source artifacts.

mod flow;
mod label;
mod life;
mod write;

pub use self::flow::{add_input, add_output, inputs_of_run, logged_by, outputs_of_run};
pub use self::label::{add_tag, remove_tag, tags, tags_of_many, wish_alias, wished_aliases};
pub use self::life::{TimeToLive, expired, mark_deleted, set_time_to_live};
pub use self::write::{Committed, NewArtifact, announce, commit, describe};
use super::Db;
use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::membership::MembershipRow;

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
    ttl_seconds: Option<i64>,
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
    /// The place through which it was reached, where the answer does not show it.
    #[sqlx(skip)]
    pub reached_at: Option<MembershipRow>,
    /// The collection through which it was reached, whose project decides on its files; none when it was reached by its id, or from a run.
    #[sqlx(skip)]
    pub reached_through: Option<i64>,
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

    /// How long it lives.
    pub fn time_to_live(&self) -> TimeToLive {
        TimeToLive::of_stored(self.ttl_seconds)
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
    one(
        db,
        "WHERE sequence_id = $1 AND state = 'COMMITTED' ORDER BY version_index DESC LIMIT 1",
        sequence_id,
    )
    .await
}

/// A committed version of a sequence with that digest: logging it again makes no new version.
///
/// # Errors
/// When the database fails.
pub async fn by_digest(db: &mut Db, sequence_id: i64, digest: &str) -> Answer<Option<ArtifactRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE sequence_id = $1 AND digest = $2 AND state = 'COMMITTED' ORDER BY version_index DESC LIMIT 1"
    ));
    Ok(sqlx::query_as(sql)
        .bind(sequence_id)
        .bind(digest)
        .fetch_optional(db)
        .await?)
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

/// Remembers the id under which a client knows a version. It stays with the first version, unless that was deleted.
///
/// # Errors
/// When the database fails.
pub async fn remember_client_id(db: &mut Db, client_id: &str, artifact_id: i64) -> Answer<()> {
    let query = sqlx::query(
        "INSERT INTO artifact_client (client_id, artifact_id) VALUES ($1, $2) ON CONFLICT (client_id) DO UPDATE \
         SET artifact_id = excluded.artifact_id WHERE artifact_client.artifact_id IN (SELECT id FROM artifact WHERE state = 'DELETED')",
    );
    query.bind(client_id).bind(artifact_id).execute(db).await?;
    Ok(())
}
