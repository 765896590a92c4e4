//! What keeps a version from being deleted: protected aliases on it, and links that others rely on.

use super::Db;
use crate::fault::Answer;

/// A protected alias that is on a version.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct HoldRow {
    /// The registry that protects it.
    pub project_id: i64,
    /// The name of that registry's project.
    pub project: String,
    /// The collection in which the version has it.
    pub collection: String,
    /// The index of the version in that collection.
    pub version_index: i64,
    /// The alias.
    pub alias: String,
}

const PROTECTED: &str = "SELECT collection.project_id, project.name AS project, collection.name AS collection, version_index, alias.alias \
     FROM alias JOIN membership ON membership.id = membership_id JOIN collection ON collection.id = membership.collection_id \
     JOIN project ON project.id = collection.project_id \
     JOIN protected_alias ON protected_alias.project_id = collection.project_id AND protected_alias.alias = alias.alias \
     WHERE membership.removed_at IS NULL AND collection.deleted_at IS NULL";

async fn many(db: &mut Db, condition: &'static str, id: i64) -> Answer<Vec<HoldRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{PROTECTED} AND {condition} ORDER BY project.name, collection.name, alias.alias"
    ));
    Ok(sqlx::query_as(sql).bind(id).fetch_all(db).await?)
}

/// The protected aliases of a version, in all registries.
///
/// # Errors
/// When the database fails.
pub async fn of_artifact(db: &mut Db, artifact_id: i64) -> Answer<Vec<HoldRow>> {
    many(db, "artifact_id = $1", artifact_id).await
}

/// The protected aliases of all versions of a sequence, in all registries.
///
/// # Errors
/// When the database fails.
pub async fn of_sequence(db: &mut Db, sequence_id: i64) -> Answer<Vec<HoldRow>> {
    many(
        db,
        "artifact_id IN (SELECT id FROM artifact WHERE sequence_id = $1)",
        sequence_id,
    )
    .await
}

/// The protected aliases in a collection.
///
/// # Errors
/// When the database fails.
pub async fn in_collection(db: &mut Db, collection_id: i64) -> Answer<Vec<HoldRow>> {
    many(db, "membership.collection_id = $1", collection_id).await
}

/// A link of a version into a collection.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct LinkRow {
    /// The place.
    pub membership_id: i64,
    /// The version.
    pub artifact_id: i64,
    /// The collection.
    pub collection_id: i64,
    /// The project or registry of the collection.
    pub project_id: i64,
    /// The index of the version in the collection.
    pub version_index: i64,
}

/// The links of the versions of a sequence into other collections, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn links_of_sequence(db: &mut Db, sequence_id: i64) -> Answer<Vec<LinkRow>> {
    let query = sqlx::query_as(
        "SELECT membership.id AS membership_id, artifact_id, collection_id, project_id, membership.version_index FROM membership \
         JOIN collection ON collection.id = collection_id JOIN artifact ON artifact.id = artifact_id \
         WHERE sequence_id = $1 AND collection_id <> $1 AND removed_at IS NULL AND collection.deleted_at IS NULL ORDER BY membership.id",
    );
    Ok(query.bind(sequence_id).fetch_all(db).await?)
}

/// The links of a version into other collections than its own, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn links_of_artifact(db: &mut Db, artifact_id: i64) -> Answer<Vec<LinkRow>> {
    let query = sqlx::query_as(
        "SELECT membership.id AS membership_id, artifact_id, collection_id, project_id, membership.version_index FROM membership \
         JOIN collection ON collection.id = collection_id JOIN artifact ON artifact.id = artifact_id \
         WHERE artifact_id = $1 AND collection_id <> sequence_id AND removed_at IS NULL AND collection.deleted_at IS NULL \
         ORDER BY membership.id",
    );
    Ok(query.bind(artifact_id).fetch_all(db).await?)
}
