//! Making runs and changing their facts.

use serde_json::{Map, Value};

use super::RunState;
use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::{Db, version_key};

/// What a new run needs.
pub struct NewRun<'a> {
    /// The project that it is logged to.
    pub project_id: i64,
    /// The id in addresses, chosen by the client.
    pub name: &'a str,
    /// The name people read.
    pub display_name: &'a str,
    /// Where it stands.
    pub state: RunState,
    /// Who runs it.
    pub user_id: i64,
}

/// Makes a run.
///
/// # Errors
/// When the name breaks a rule.
pub async fn create(db: &mut Db, new: &NewRun<'_>, now: Micros) -> Answer<i64> {
    domain::name::check_run(new.name)?;
    let query = sqlx::query_scalar(
        "INSERT INTO run (project_id, name, display_name, state, user_id, created_at, heartbeat_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING id",
    );
    let query = query
        .bind(new.project_id)
        .bind(new.name)
        .bind(new.display_name)
        .bind(new.state.api_name());
    Ok(query.bind(new.user_id).bind(now).fetch_one(db).await?)
}

/// What may change in a run; `None` leaves a fact as it is.
#[derive(Debug, Default)]
pub struct RunChange<'a> {
    /// The name people read.
    pub display_name: Option<&'a str>,
    /// JSON object.
    pub config: Option<String>,
    /// JSON object.
    pub summary: Option<String>,
    /// JSON array of texts.
    pub tags: Option<String>,
    /// The group of runs.
    pub group_name: Option<&'a str>,
    /// The kind of work.
    pub job_type: Option<&'a str>,
    /// Notes in Markdown.
    pub notes: Option<&'a str>,
    /// A description.
    pub description: Option<&'a str>,
    /// The commit of its code.
    pub commit_hash: Option<&'a str>,
    /// The machine.
    pub host: Option<&'a str>,
    /// The program.
    pub program: Option<&'a str>,
    /// The repository.
    pub repo: Option<&'a str>,
    /// The sweep.
    pub sweep: Option<&'a str>,
}

async fn config_and_summary(db: &mut Db, id: i64) -> Answer<(String, String)> {
    let query = sqlx::query_as("SELECT config, summary FROM run WHERE id = $1");
    let found: Option<(String, String)> = query.bind(id).fetch_optional(db).await?;
    Ok(found.unwrap_or_default())
}

/// Changes facts of a run.
///
/// # Errors
/// When the database fails.
pub async fn change(db: &mut Db, id: i64, change: &RunChange<'_>) -> Answer<()> {
    let before = if change.config.is_some() || change.summary.is_some() {
        Some(config_and_summary(&mut *db, id).await?)
    } else {
        None
    };
    let query = sqlx::query(
        "UPDATE run SET display_name = COALESCE($1, display_name), config = COALESCE($2, config), summary = COALESCE($3, summary), \
         tags = COALESCE($4, tags), group_name = COALESCE($5, group_name), job_type = COALESCE($6, job_type), \
         notes = COALESCE($7, notes), description = COALESCE($8, description), commit_hash = COALESCE($9, commit_hash), \
         host = COALESCE($10, host), program = COALESCE($11, program), repo = COALESCE($12, repo), sweep = COALESCE($13, sweep) \
         WHERE id = $14",
    );
    let query = query
        .bind(change.display_name)
        .bind(change.config.as_deref())
        .bind(change.summary.as_deref());
    let query = query
        .bind(change.tags.as_deref())
        .bind(change.group_name)
        .bind(change.job_type)
        .bind(change.notes);
    let query = query
        .bind(change.description)
        .bind(change.commit_hash)
        .bind(change.host)
        .bind(change.program);
    query
        .bind(change.repo)
        .bind(change.sweep)
        .bind(id)
        .execute(&mut *db)
        .await?;
    let Some(before) = before else {
        return Ok(());
    };
    let after = (
        change.config.as_deref().unwrap_or(&before.0),
        change.summary.as_deref().unwrap_or(&before.1),
    );
    version_key::run_changed(db, id, (&before.0, &before.1), after).await
}

/// The stored config with the entries of a newer one put over it.
pub fn merged_config(stored: &str, newer: Map<String, Value>) -> String {
    let mut config: Map<String, Value> = serde_json::from_str(stored).unwrap_or_default();
    config.extend(newer);
    Value::Object(config).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_config_replaces_entries_and_keeps_the_others() {
        let newer = serde_json::json!({ "lr": { "value": 0.2 } });
        let Value::Object(newer) = newer else {
            unreachable!("an object was written above")
        };
        let merged = merged_config(r#"{"lr":{"value":0.1},"seed":{"value":7}}"#, newer);
        assert_eq!(merged, r#"{"lr":{"value":0.2},"seed":{"value":7}}"#);
    }
}
