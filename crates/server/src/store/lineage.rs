//! Which runs made which versions, and which runs used them.

use super::Db;
use super::run::{self, RunRow};
use crate::fault::Answer;

/// Ids of one statement: longer lists are asked for in several.
const IDS_PER_STATEMENT: usize = 5_000;

/// What flows between a run and a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlowKind {
    /// The run used the version.
    Input,
    /// The run logged the version.
    Output,
}

/// Whose flows are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlowsOf {
    /// Those of runs: with committed versions only.
    Runs,
    /// Those of versions.
    Artifacts,
}

/// A run and a version that one flowed from into the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub struct FlowRow {
    /// The run.
    pub run_id: i64,
    /// The version.
    pub artifact_id: i64,
    /// The project of the run.
    pub project_id: i64,
}

/// The flows of one kind of many runs or versions, at most `limit`; one more says that there are more.
///
/// # Errors
/// When the database fails.
pub async fn flows(
    db: &mut Db,
    kind: FlowKind,
    of: FlowsOf,
    ids: &[i64],
    limit: usize,
) -> Answer<Vec<FlowRow>> {
    let table = match kind {
        FlowKind::Input => "run_input",
        FlowKind::Output => "run_output",
    };
    let (column, committed) = match of {
        FlowsOf::Runs => (
            "run_id",
            "JOIN artifact ON artifact.id = flow.artifact_id AND artifact.state = 'COMMITTED'",
        ),
        FlowsOf::Artifacts => ("artifact_id", ""),
    };
    let mut rows: Vec<FlowRow> = Vec::new();
    for chunk in ids.chunks(IDS_PER_STATEMENT) {
        let list = super::integers(chunk);
        let rest = i64::try_from((limit + 1).saturating_sub(rows.len())).unwrap_or(i64::MAX);
        let sql = format!(
            "SELECT flow.run_id, flow.artifact_id, run.project_id FROM {table} AS flow JOIN run ON run.id = flow.run_id {committed} \
             WHERE flow.{column} IN ({list}) ORDER BY flow.run_id, flow.artifact_id LIMIT $1"
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).persistent(false);
        let found: Vec<FlowRow> = query.bind(rest).fetch_all(&mut *db).await?;
        rows.extend(found);
    }
    Ok(rows)
}

/// A version and a project that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub struct PlaceRow {
    /// The version.
    pub artifact_id: i64,
    /// The project, its own or one that it is linked to.
    pub project_id: i64,
}

/// The projects that hold each of many versions.
///
/// # Errors
/// When the database fails.
pub async fn places(db: &mut Db, artifact_ids: &[i64]) -> Answer<Vec<PlaceRow>> {
    let mut rows: Vec<PlaceRow> = Vec::new();
    for chunk in artifact_ids.chunks(IDS_PER_STATEMENT) {
        let list = super::integers(chunk);
        let sql = format!(
            "SELECT DISTINCT membership.artifact_id, collection.project_id FROM membership \
             JOIN collection ON collection.id = membership.collection_id \
             WHERE membership.artifact_id IN ({list}) AND membership.removed_at IS NULL AND collection.deleted_at IS NULL \
             ORDER BY membership.artifact_id, collection.project_id"
        );
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).persistent(false);
        let found: Vec<PlaceRow> = query.fetch_all(&mut *db).await?;
        rows.extend(found);
    }
    Ok(rows)
}

/// The runs that used a version and are in their projects, earliest use first.
///
/// # Errors
/// When the database fails.
pub async fn runs_using(db: &mut Db, artifact_id: i64) -> Answer<Vec<RunRow>> {
    let query =
        sqlx::query_scalar("SELECT run_id FROM run_input WHERE artifact_id = $1 ORDER BY created_at, run_id");
    let ids: Vec<i64> = query.bind(artifact_id).fetch_all(&mut *db).await?;
    let mut rows = run::by_ids_unsorted(db, &ids).await?;
    rows.retain(|row| !row.is_deleted());
    let places: std::collections::HashMap<i64, usize> =
        ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    rows.sort_by_key(|row| places.get(&row.id).copied());
    Ok(rows)
}
