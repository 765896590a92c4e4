//! What runs log and what they use.

use super::{ArtifactRow, many};
use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::Db;

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

/// The versions that a run brought, oldest first: those that are there, and those that are being logged.
///
/// # Errors
/// When the database fails.
pub async fn logged_by(db: &mut Db, run_id: i64) -> Answer<Vec<ArtifactRow>> {
    let rest = "WHERE artifact.run_id = $1 AND state <> 'DELETED' ORDER BY artifact.id";
    many(db, rest, run_id).await
}

/// Records a version as an output of a run.
///
/// # Errors
/// When the database fails.
pub async fn add_output(db: &mut Db, run_id: i64, artifact_id: i64, now: Micros) -> Answer<()> {
    let query = sqlx::query(
        "INSERT INTO run_output (run_id, artifact_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    );
    query.bind(run_id).bind(artifact_id).bind(now).execute(db).await?;
    Ok(())
}

/// Records a version as an input of a run; `true` when it was not one before.
///
/// # Errors
/// When the database fails.
pub async fn add_input(
    db: &mut Db,
    run_id: i64,
    artifact_id: i64,
    used_as: Option<&str>,
    now: Micros,
) -> Answer<bool> {
    let query = sqlx::query(
        "INSERT INTO run_input (run_id, artifact_id, used_as, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    );
    Ok(query
        .bind(run_id)
        .bind(artifact_id)
        .bind(used_as)
        .bind(now)
        .execute(db)
        .await?
        .rows_affected()
        == 1)
}
