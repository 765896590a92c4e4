//! Runs.

pub mod display_name;
pub mod file;
pub mod history_facts;
pub mod life;
pub mod list;
pub mod rewind;
pub mod state;
pub mod upsert;

pub use list::{RunColumn, RunOrder, count_of_project, each_of_project, of_project};
pub use state::RunState;

use super::Db;
use crate::clock::Micros;
use crate::fault::Answer;

/// A run.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RunRow {
    /// Its id.
    pub id: i64,
    /// The project it was logged to.
    pub project_id: i64,
    /// The id in addresses, chosen by the client.
    pub name: String,
    /// The name people read.
    pub display_name: String,
    state: String,
    /// Who ran it.
    pub user_id: i64,
    /// JSON object: `{"lr": {"value": 0.1}, "_wandb": …}`.
    pub config: String,
    /// JSON object of the last values.
    pub summary: String,
    tags: String,
    /// The group of runs that it belongs to.
    pub group_name: Option<String>,
    /// What kind of work it does, such as `train`.
    pub job_type: Option<String>,
    /// Notes in Markdown.
    pub notes: Option<String>,
    /// A description.
    pub description: Option<String>,
    /// The commit of its code.
    pub commit_hash: Option<String>,
    /// The machine it ran on.
    pub host: Option<String>,
    /// The program that ran.
    pub program: Option<String>,
    /// The repository of its code.
    pub repo: Option<String>,
    /// The sweep that it belongs to.
    pub sweep: Option<String>,
    /// Its exit code, once it has ended.
    pub exit_code: Option<i64>,
    stop_requested: i64,
    /// When it was started.
    pub created_at: Micros,
    /// When it was last heard of.
    pub heartbeat_at: Micros,
    deleted_at: Option<Micros>,
}

impl RunRow {
    /// Whether it was deleted, or rewound since: it is in no project any more, and known through what it made and used alone.
    pub const fn is_deleted(&self) -> bool {
        self.deleted_at.is_some()
    }

    /// Its state at an instant: a run that fell silent while running has crashed, whatever is stored.
    pub fn state_at(&self, now: Micros) -> RunState {
        RunState::of_stored(&self.state).at(self.heartbeat_at, now)
    }

    /// Whether somebody asked it to stop.
    pub fn is_stop_requested(&self) -> bool {
        self.stop_requested != 0
    }

    /// Its tags, in the order given.
    pub fn tags(&self) -> Vec<String> {
        serde_json::from_str(&self.tags).unwrap_or_default()
    }
}

const COLUMNS: &str = "SELECT id, project_id, name, display_name, state, user_id, config, summary, tags, group_name, job_type, \
     notes, description, commit_hash, host, program, repo, sweep, exit_code, stop_requested, created_at, heartbeat_at, \
     deleted_at FROM run";

/// The run with that id, unless it was deleted.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &mut Db, id: i64) -> Answer<Option<RunRow>> {
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1 AND deleted_at IS NULL"));
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db).await?)
}

/// The runs with those ids, in any order, deleted ones too: versions and lineage go on naming them.
///
/// # Errors
/// When the database fails.
pub async fn by_ids_unsorted(db: &mut Db, ids: &[i64]) -> Answer<Vec<RunRow>> {
    let list = super::integers(ids);
    let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id IN ({list})"));
    let mut rows: Vec<RunRow> = sqlx::query_as(sql).fetch_all(db).await?;
    for row in rows.iter_mut().filter(|row| row.is_deleted()) {
        row.name = life::name_before(&row.name).to_owned();
    }
    Ok(rows)
}

/// The run of that name in a project.
///
/// # Errors
/// When the database fails.
pub async fn by_name(db: &mut Db, project_id: i64, name: &str) -> Answer<Option<RunRow>> {
    let sql = sqlx::AssertSqlSafe(format!(
        "{COLUMNS} WHERE project_id = $1 AND name = $2 AND deleted_at IS NULL"
    ));
    Ok(sqlx::query_as(sql)
        .bind(project_id)
        .bind(name)
        .fetch_optional(db)
        .await?)
}
