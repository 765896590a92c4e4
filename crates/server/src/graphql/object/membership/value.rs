//! The values of keys of a version, for the columns of a table.

use async_graphql::Context;
use serde_json::Value;

use crate::fault::{Answer, Fault};
use crate::graphql::load::{self, ArtifactKey, RunKey};
use crate::graphql::scalar::JsonString;
use crate::store::run_line::lenient_json::{object, value_at};
use crate::store::version_key::{Place, unwrapped_config};

/// The greatest number of columns at once.
const FIELDS_MAX: usize = 50;

/// Place and path of each field.
///
/// # Errors
/// When there are too many, or one is no key.
fn read_fields(fields: &[String]) -> Answer<Vec<(Place, String)>> {
    if fields.len() > FIELDS_MAX {
        return Err(Fault::BadRequest(format!(
            "Ask for at most {FIELDS_MAX} keys at once."
        )));
    }
    let read = fields.iter().map(|field| {
        Place::of_field(field).ok_or_else(|| {
            Fault::BadRequest(format!(
                "“{field}” is no key of versions; use metadata.KEY, config.KEY or summary.KEY."
            ))
        })
    });
    read.collect()
}

/// The values, in the order of the fields; none where the version has none.
///
/// # Errors
/// When a field is no key or the database fails.
pub async fn of_keys(
    ctx: &Context<'_>,
    artifact_id: i64,
    fields: &[String],
) -> Answer<Vec<Option<JsonString>>> {
    let keys = read_fields(fields)?;
    let Some(artifact) = load::one(ctx, ArtifactKey(artifact_id)).await? else {
        return Ok(keys.iter().map(|_| None).collect());
    };
    let asks_run = keys.iter().any(|(place, _)| *place != Place::Metadata);
    let run = match artifact.run_id.filter(|_| asks_run) {
        Some(run_id) => load::one(ctx, RunKey(run_id)).await?,
        None => None,
    };
    let metadata = artifact.metadata.as_deref().and_then(object).unwrap_or_default();
    let config = run
        .as_ref()
        .map(|run| unwrapped_config(&run.config))
        .unwrap_or_default();
    let summary = run
        .as_ref()
        .and_then(|run| object(&run.summary))
        .unwrap_or_default();
    let values = keys.into_iter().map(|(place, path)| {
        let of = match place {
            Place::Metadata => &metadata,
            Place::Config => &config,
            Place::Summary => &summary,
            Place::Artifact => return None,
        };
        value_at(of, &path)
            .filter(|value| !value.is_null())
            .map(|value: &Value| JsonString(value.to_string()))
    });
    Ok(values.collect())
}
