//! Rewinding a run: it begins again after a step, and what it was stays as it was.
//!
//! The run that is rewound leaves its project and keeps its row, with all that it logged, as what stands behind the versions that it
//! logged after the step. Another takes its name, with the history up to the step, what the first was described with, its files, its inputs, and
//! the versions that were logged until then.

use serde_json::{Map, Value};

use super::upsert::{RunChange, change};
use super::{RunRow, history_facts, life};
use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::run_line::lenient_json::{object, step_of};
use crate::store::run_line::{self, LineStream, NewLine};
use crate::store::{Db, history};

/// Lines that are copied at once.
const LINES_AT_ONCE: i64 = 4_096;

/// Rewinds a run to a step; gives the id of the run that goes on.
///
/// # Errors
/// When the database fails.
pub async fn rewind(db: &mut Db, run: &RunRow, step: i64, now: Micros) -> Answer<i64> {
    life::leave_project(&mut *db, run.id, now).await?;
    let id = begin(&mut *db, run, now).await?;
    let summary = copy_history(&mut *db, run.id, id, step).await?;
    take_over(&mut *db, run.id, id, step).await?;
    let summary = Some(Value::Object(summary).to_string());
    let change_of_summary = RunChange {
        summary,
        ..RunChange::default()
    };
    change(db, id, &change_of_summary).await?;
    Ok(id)
}

/// The run that goes on, described as the first one is.
async fn begin(db: &mut Db, run: &RunRow, now: Micros) -> Answer<i64> {
    let query = sqlx::query_scalar(
        "INSERT INTO run (project_id, name, display_name, state, user_id, config, summary, tags, group_name, job_type, notes, description, \
         commit_hash, host, program, repo, sweep, created_at, heartbeat_at) \
         SELECT project_id, $1, display_name, 'running', user_id, config, summary, tags, group_name, job_type, notes, description, \
         commit_hash, host, program, repo, sweep, created_at, $2 FROM run WHERE id = $3 RETURNING id",
    );
    Ok(query.bind(&run.name).bind(now).bind(run.id).fetch_one(db).await?)
}

/// Copies the lines before the first one of a later step; gives the last value of each metric in them.
async fn copy_history(db: &mut Db, from: i64, to: i64, step: i64) -> Answer<Map<String, Value>> {
    let (mut offset, mut summary) = (0, Map::new());
    loop {
        let found = run_line::from(&mut *db, from, LineStream::History, offset, LINES_AT_ONCE).await?;
        let (mut lines, mut rows) = (Vec::new(), Vec::new());
        for line in &found {
            let row = object(&line.content).unwrap_or_default();
            let at = step_of(&row);
            if at.is_some_and(|at| at > step) {
                break;
            }
            lines.push(NewLine {
                step: at,
                content: line.content.clone(),
            });
            rows.push(row);
        }
        run_line::write(&mut *db, to, LineStream::History, offset, &lines).await?;
        history_facts::take_in(&mut *db, to, offset, &rows).await?;
        history::take_in(&mut *db, to, offset, &rows).await?;
        let copied = rows.len();
        offset += i64::try_from(copied).unwrap_or(i64::MAX);
        for row in rows {
            put_over(&mut summary, row);
        }
        if copied < found.len() || found.is_empty() {
            return Ok(summary);
        }
    }
}

/// Puts newer values over older ones; groups of metrics are put together.
fn put_over(summary: &mut Map<String, Value>, newer: Map<String, Value>) {
    for (key, value) in newer {
        match (summary.get_mut(&key), value) {
            (Some(Value::Object(old)), Value::Object(group)) if !group.contains_key("_type") => {
                put_over(old, group);
            }
            (_, value) => {
                summary.insert(key, value);
            }
        }
    }
}

/// Files and inputs are those of both; a version was logged by the one or by the other.
async fn take_over(db: &mut Db, from: i64, to: i64, step: i64) -> Answer<()> {
    for sql in [
        "INSERT INTO run_file (run_id, name, sha256, updated_at) SELECT $1, name, sha256, updated_at FROM run_file WHERE run_id = $2",
        "INSERT INTO run_input (run_id, artifact_id, used_as, created_at) \
         SELECT $1, artifact_id, used_as, created_at FROM run_input WHERE run_id = $2",
    ] {
        sqlx::query(sql).bind(to).bind(from).execute(&mut *db).await?;
    }
    // A version keeps the step that came next when it was logged.
    let query = sqlx::query(
        "UPDATE artifact SET run_id = $1 WHERE run_id = $2 AND (history_step IS NULL OR history_step <= $3 + 1)",
    );
    query.bind(to).bind(from).bind(step).execute(&mut *db).await?;
    let query = sqlx::query(
        "UPDATE run_output SET run_id = $1 WHERE run_id = $2 AND artifact_id NOT IN (SELECT id FROM artifact WHERE artifact.run_id = $2)",
    );
    query.bind(to).bind(from).execute(db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_last_value_of_each_metric_counts_in_groups_too() {
        let mut summary = Map::new();
        for row in [
            json!({ "loss": 2, "val": { "acc": 1, "f1": 1 } }),
            json!({ "loss": 1, "val": { "acc": 2 }, "picture": { "_type": "image-file", "path": "a" } }),
            json!({ "picture": { "_type": "image-file", "size": 1 } }),
        ] {
            if let Value::Object(row) = row {
                put_over(&mut summary, row);
            }
        }
        let expected = json!({ "loss": 1, "val": { "acc": 2, "f1": 1 }, "picture": { "_type": "image-file", "size": 1 } });
        assert_eq!(Value::Object(summary), expected);
    }
}
