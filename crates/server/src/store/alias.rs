//! Aliases: names that mean exactly one version of a collection.

use domain::event::EventKind;
use serde_json::json;

use super::Db;
use super::event::{self, NewEvent};
use crate::clock::Micros;
use crate::fault::Answer;

/// An alias.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AliasRow {
    /// Its id.
    pub id: i64,
    /// The collection in which it is unique.
    pub collection_id: i64,
    /// The name.
    pub alias: String,
    /// The place that it means.
    pub membership_id: i64,
}

const COLUMNS: &str = "SELECT alias.id, alias.collection_id, alias, membership_id FROM alias";

/// The aliases of the places, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_memberships(db: &mut Db, membership_ids: &[i64]) -> Answer<Vec<AliasRow>> {
    let list = super::integers(membership_ids);
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE membership_id IN ({list}) ORDER BY alias"
    ));
    Ok(sqlx::query_as(sql).fetch_all(db).await?)
}

#[derive(sqlx::FromRow)]
struct AliasOfArtifact {
    artifact_id: i64,
    #[sqlx(flatten)]
    alias: AliasRow,
}

/// The aliases of many versions in all collections, by name, each with its version.
///
/// # Errors
/// When the database fails.
pub async fn of_artifacts(db: &mut Db, artifact_ids: &[i64]) -> Answer<Vec<(i64, AliasRow)>> {
    let list = super::integers(artifact_ids);
    let sql = sqlx::AssertSqlSafe(format!(
        "SELECT membership.artifact_id, alias.id, alias.collection_id, alias, membership_id FROM alias \
         JOIN membership ON membership.id = membership_id WHERE artifact_id IN ({list}) AND removed_at IS NULL ORDER BY alias, alias.id"
    ));
    let rows: Vec<AliasOfArtifact> = sqlx::query_as(sql).persistent(false).fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.artifact_id, row.alias)).collect())
}

/// The aliases of a version in all collections, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_artifact(db: &mut Db, artifact_id: i64) -> Answer<Vec<AliasRow>> {
    let rows = of_artifacts(db, &[artifact_id]).await?;
    Ok(rows.into_iter().map(|(_, alias)| alias).collect())
}

/// The aliases of collections, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_collections(db: &mut Db, collection_ids: &[i64]) -> Answer<Vec<AliasRow>> {
    let list = super::integers(collection_ids);
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE collection_id IN ({list}) ORDER BY alias"
    ));
    Ok(sqlx::query_as(sql).persistent(false).fetch_all(db).await?)
}

/// An alias to put on or to take off.
#[derive(Debug, Clone, Copy)]
pub struct AliasChange<'a> {
    /// The collection in which it is unique.
    pub collection_id: i64,
    /// The name.
    pub alias: &'a str,
    /// The place.
    pub membership_id: i64,
    /// Who does it.
    pub actor_id: Option<i64>,
}

/// Puts an alias on a place; where it was before it is taken off. Writes the event, unless the alias was there already.
///
/// # Errors
/// When the database fails.
pub async fn put(db: &mut Db, change: AliasChange<'_>, now: Micros) -> Answer<()> {
    let before =
        sqlx::query_scalar("SELECT membership_id FROM alias WHERE collection_id = $1 AND alias = $2");
    let before: Option<i64> = before
        .bind(change.collection_id)
        .bind(change.alias)
        .fetch_optional(&mut *db)
        .await?;
    if before == Some(change.membership_id) {
        return Ok(());
    }
    let query = sqlx::query(
        "INSERT INTO alias (collection_id, alias, membership_id, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (collection_id, alias) DO UPDATE SET membership_id = excluded.membership_id, created_at = excluded.created_at",
    );
    query
        .bind(change.collection_id)
        .bind(change.alias)
        .bind(change.membership_id)
        .bind(now)
        .execute(&mut *db)
        .await?;
    write_event(
        db,
        change,
        EventKind::AliasAdded,
        before,
        Some(change.membership_id),
        now,
    )
    .await
}

/// Takes an alias off a place; `false` when it was not on it. Writes the event.
///
/// # Errors
/// When the database fails.
pub async fn take_off(db: &mut Db, change: AliasChange<'_>, now: Micros) -> Answer<bool> {
    let query =
        sqlx::query("DELETE FROM alias WHERE collection_id = $1 AND alias = $2 AND membership_id = $3");
    let taken = query
        .bind(change.collection_id)
        .bind(change.alias)
        .bind(change.membership_id)
        .execute(&mut *db)
        .await?;
    if taken.rows_affected() == 0 {
        return Ok(false);
    }
    let before = Some(change.membership_id);
    write_event(db, change, EventKind::AliasRemoved, before, None, now).await?;
    Ok(true)
}

#[derive(sqlx::FromRow)]
struct PlaceRow {
    id: i64,
    artifact_id: i64,
    version_index: i64,
}

/// Writes what an alias meant before and what it means now.
async fn write_event(
    db: &mut Db,
    change: AliasChange<'_>,
    kind: EventKind,
    before: Option<i64>,
    after: Option<i64>,
    now: Micros,
) -> Answer<()> {
    let ids: Vec<i64> = before.into_iter().chain(after).collect();
    let sql = sqlx::AssertSqlSafe(format!(
        "SELECT id, artifact_id, version_index FROM membership WHERE id IN ({})",
        super::integers(&ids)
    ));
    let places: Vec<PlaceRow> = sqlx::query_as(sql).fetch_all(&mut *db).await?;
    let place = |id: Option<i64>| places.iter().find(|place| Some(place.id) == id);
    let facts = |id: Option<i64>| {
        let version = place(id).map(|place| format!("v{}", place.version_index));
        json!({ "alias": change.alias, "version": version })
    };
    let event = NewEvent {
        actor_id: change.actor_id,
        collection_id: Some(change.collection_id),
        artifact_id: place(Some(change.membership_id)).map(|place| place.artifact_id),
        before: Some(facts(before)),
        after: Some(facts(after)),
        ..NewEvent::of(kind)
    };
    event::write(db, event, now).await
}
