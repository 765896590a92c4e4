//! The places of versions in collections: their own in the sequence, and links.

mod removal;

pub use self::removal::{remove, remove_of_artifact, remove_of_collection};
use super::{Db, version_key};
use crate::clock::Micros;
use crate::fault::Answer;

/// The place of a version in a collection.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MembershipRow {
    /// Its id.
    pub id: i64,
    /// The collection.
    pub collection_id: i64,
    /// The version.
    pub artifact_id: i64,
    /// The `N` of `vN` in this collection.
    pub version_index: i64,
    /// Who linked or logged it.
    pub linked_by: i64,
    /// When it was linked.
    pub created_at: Micros,
}

const COLUMNS: &str = "SELECT membership.id, membership.collection_id, artifact_id, version_index, linked_by, membership.created_at FROM membership";

/// The index of the newest version of a row of `collection`: one look into the index of the places.
const NEWEST: &str = "(SELECT MAX(of_same.version_index) FROM membership AS of_same WHERE of_same.collection_id = collection.id AND of_same.removed_at IS NULL)";

/// The membership with that id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, id: i64) -> Answer<Option<MembershipRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1 AND removed_at IS NULL"));
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db).await?)
}

/// The place of a version in a collection.
///
/// # Errors
/// When the database fails.
pub async fn of_artifact_in(
    db: &mut Db,
    collection_id: i64,
    artifact_id: i64,
) -> Answer<Option<MembershipRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE collection_id = $1 AND artifact_id = $2 AND removed_at IS NULL"
    ));
    Ok(sqlx::query_as(sql)
        .bind(collection_id)
        .bind(artifact_id)
        .fetch_optional(db)
        .await?)
}

/// All places of many versions, oldest first; the place of a version in its own sequence is its first.
///
/// # Errors
/// When the database fails.
pub async fn of_artifacts(db: &mut Db, artifact_ids: &[i64]) -> Answer<Vec<MembershipRow>> {
    let list = super::integers(artifact_ids);
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE artifact_id IN ({list}) AND removed_at IS NULL ORDER BY id"
    ));
    Ok(sqlx::query_as(sql).persistent(false).fetch_all(db).await?)
}

/// The membership that a reference means: `vN`, an alias, a digest or a commit hash.
///
/// # Errors
/// When the database fails.
pub async fn by_reference(db: &mut Db, collection_id: i64, reference: &str) -> Answer<Option<MembershipRow>> {
    if let Some(index) = domain::name::version_index(reference) {
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE collection_id = $1 AND version_index = $2 AND removed_at IS NULL"
        ));
        return Ok(sqlx::query_as(sql)
            .bind(collection_id)
            .bind(index)
            .fetch_optional(db)
            .await?);
    }
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} JOIN alias ON alias.membership_id = membership.id \
         WHERE membership.collection_id = $1 AND alias = $2 AND removed_at IS NULL"
    ));
    let aliased = sqlx::query_as(sql)
        .bind(collection_id)
        .bind(reference)
        .fetch_optional(&mut *db)
        .await?;
    if aliased.is_some() {
        return Ok(aliased);
    }
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE collection_id = $1 AND removed_at IS NULL AND artifact_id IN \
         (SELECT id FROM artifact WHERE digest = $2 OR commit_hash = $2) ORDER BY version_index DESC LIMIT 1"
    ));
    Ok(sqlx::query_as(sql)
        .bind(collection_id)
        .bind(reference)
        .fetch_optional(db)
        .await?)
}

/// Which way a list of memberships runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionOrder {
    /// Newest version first.
    Descending,
    /// Oldest version first.
    Ascending,
}

/// A page of the memberships of a collection, after the version index of the last one seen; one more than `limit` is read, so
/// that the caller knows whether there is more.
///
/// # Errors
/// When the database fails.
pub async fn page(
    db: &mut Db,
    collection_id: i64,
    order: VersionOrder,
    after: Option<i64>,
    limit: usize,
) -> Answer<Vec<MembershipRow>> {
    let (comparison, direction, start) = match order {
        VersionOrder::Descending => ("<", "DESC", i64::MAX),
        VersionOrder::Ascending => (">", "ASC", -1),
    };
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE collection_id = $1 AND removed_at IS NULL AND version_index {comparison} $2 \
         ORDER BY version_index {direction} LIMIT $3"
    ));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    Ok(sqlx::query_as(sql)
        .bind(collection_id)
        .bind(after.unwrap_or(start))
        .bind(limit)
        .fetch_all(db)
        .await?)
}

/// The numbers of versions in collections, each with its collection.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &mut Db, collection_ids: &[i64]) -> Answer<Vec<(i64, i64)>> {
    let list = super::integers(collection_ids);
    let sql = format!("SELECT id, version_count FROM collection WHERE id IN ({list})");
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).persistent(false);
    Ok(query.fetch_all(db).await?)
}

/// The newest membership of each of some collections: one look into the index for each.
///
/// # Errors
/// When the database fails.
pub async fn newest(db: &mut Db, collection_ids: &[i64]) -> Answer<Vec<MembershipRow>> {
    let list = super::integers(collection_ids);
    let sql = format!(
        "{COLUMNS} JOIN collection ON membership.collection_id = collection.id AND version_index = {NEWEST} \
         WHERE collection.id IN ({list}) AND removed_at IS NULL"
    );
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).persistent(false);
    Ok(query.fetch_all(db).await?)
}

/// The newest membership of each of the collections of a registry that were linked to last.
///
/// # Errors
/// When the database fails.
pub async fn recent_of_project(db: &mut Db, project_id: i64, limit: usize) -> Answer<Vec<MembershipRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} JOIN collection ON membership.collection_id = collection.id AND version_index = {NEWEST} \
         WHERE project_id = $1 AND deleted_at IS NULL AND removed_at IS NULL \
         ORDER BY membership.created_at DESC, membership.id DESC LIMIT $2"
    ));
    Ok(sqlx::query_as(sql)
        .bind(project_id)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(db)
        .await?)
}

/// The places in a registry that hold an alias, by collection.
///
/// # Errors
/// When the database fails.
pub async fn holding_alias(db: &mut Db, project_id: i64, alias: &str) -> Answer<Vec<MembershipRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} JOIN alias ON alias.membership_id = membership.id JOIN collection ON collection.id = membership.collection_id \
         WHERE collection.project_id = $1 AND alias.alias = $2 AND removed_at IS NULL AND deleted_at IS NULL ORDER BY membership.collection_id"
    ));
    let query = sqlx::query_as(sql).bind(project_id).bind(alias);
    Ok(query.fetch_all(db).await?)
}

/// The version indices before and after one, if there are any.
///
/// # Errors
/// When the database fails.
pub async fn neighbours(
    db: &mut Db,
    collection_id: i64,
    version_index: i64,
) -> Answer<(Option<i64>, Option<i64>)> {
    let query = sqlx::query_as(
        "SELECT (SELECT MAX(version_index) FROM membership WHERE collection_id = $1 AND removed_at IS NULL AND version_index < $2), \
                (SELECT MIN(version_index) FROM membership WHERE collection_id = $1 AND removed_at IS NULL AND version_index > $2)",
    );
    Ok(query
        .bind(collection_id)
        .bind(version_index)
        .fetch_one(db)
        .await?)
}

async fn add_to_count(db: &mut Db, collection_id: i64, change: i64) -> Answer<()> {
    let query = sqlx::query("UPDATE collection SET version_count = version_count + $1 WHERE id = $2");
    query.bind(change).bind(collection_id).execute(db).await?;
    Ok(())
}

/// Puts a version into a collection.
///
/// # Errors
/// When the database fails.
pub async fn add(
    db: &mut Db,
    collection_id: i64,
    artifact_id: i64,
    version_index: i64,
    linked_by: i64,
    now: Micros,
) -> Answer<i64> {
    let query = sqlx::query_scalar(
        "INSERT INTO membership (collection_id, artifact_id, version_index, linked_by, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id",
    );
    let query = query
        .bind(collection_id)
        .bind(artifact_id)
        .bind(version_index)
        .bind(linked_by)
        .bind(now);
    let id = query.fetch_one(&mut *db).await?;
    add_to_count(&mut *db, collection_id, 1).await?;
    version_key::place_added(db, artifact_id, collection_id, version_index).await?;
    Ok(id)
}
