//! What happened: every change writes its event in its own transaction.

use serde_json::Value;

use super::Db;
use crate::clock::Micros;
use crate::fault::Answer;

/// A change that is about to be committed.
#[derive(Debug, Default)]
pub struct NewEvent<'a> {
    /// The organization in whose log it stands.
    pub org_id: Option<i64>,
    /// Who did it; `None` for the server itself.
    pub actor_id: Option<i64>,
    /// What was done, such as `version_linked`.
    pub kind: &'a str,
    /// The project or registry.
    pub project_id: Option<i64>,
    /// The collection.
    pub collection_id: Option<i64>,
    /// The version.
    pub artifact_id: Option<i64>,
    /// What was there before.
    pub before: Option<Value>,
    /// What is there now.
    pub after: Option<Value>,
}

/// Writes an event.
///
/// # Errors
/// When the database fails.
pub async fn write(db: &mut Db, event: NewEvent<'_>, now: Micros) -> Answer<()> {
    let query = sqlx::query(
        "INSERT INTO event (org_id, at, actor_id, kind, project_id, collection_id, artifact_id, before_json, after_json) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let query = query
        .bind(event.org_id)
        .bind(now)
        .bind(event.actor_id)
        .bind(event.kind)
        .bind(event.project_id);
    let query = query.bind(event.collection_id).bind(event.artifact_id);
    let query = query
        .bind(event.before.map(|value| value.to_string()))
        .bind(event.after.map(|value| value.to_string()));
    query.execute(db).await?;
    Ok(())
}
