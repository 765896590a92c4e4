//! Which runs made which versions, and which runs used them.

use super::Db;
use super::run::{self, RunRow};
use crate::fault::Answer;

/// The runs that logged a version, the one that made it first.
///
/// # Errors
/// When the database fails.
pub async fn runs_logging(db: &mut Db, artifact_id: i64) -> Answer<Vec<RunRow>> {
    let query = sqlx::query_scalar(
        "SELECT run_id FROM run_output WHERE artifact_id = $1 ORDER BY created_at, run_id",
    );
    let ids: Vec<i64> = query.bind(artifact_id).fetch_all(&mut *db).await?;
    in_order(db, &ids).await
}

/// The runs that used a version, earliest use first.
///
/// # Errors
/// When the database fails.
pub async fn runs_using(db: &mut Db, artifact_id: i64) -> Answer<Vec<RunRow>> {
    let query =
        sqlx::query_scalar("SELECT run_id FROM run_input WHERE artifact_id = $1 ORDER BY created_at, run_id");
    let ids: Vec<i64> = query.bind(artifact_id).fetch_all(&mut *db).await?;
    in_order(db, &ids).await
}

async fn in_order(db: &mut Db, ids: &[i64]) -> Answer<Vec<RunRow>> {
    let mut rows = run::by_ids_unsorted(db, ids).await?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows)
}
