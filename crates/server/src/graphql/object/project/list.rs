//! The projects of an entity, filtered and ordered.

use async_graphql::Context;
use domain::filter::{Fields, Filter};
use domain::permission::Capability;
use serde_json::{Value, json};

use crate::clock::rfc3339;
use crate::fault::{Answer, Fault};
use crate::graphql::scalar::JsonString;
use crate::graphql::{actor, api};
use crate::store::project::ProjectRow;
use crate::store::{self};

impl Fields for ProjectRow {
    fn values(&self, field: &str) -> Vec<Value> {
        match field {
            "name" => vec![json!(self.name)],
            "id" => vec![json!(self.id)],
            "entity_id" => vec![json!(self.entity_id)],
            "description" => self.description.iter().map(|text| json!(text)).collect(),
            "created_at" => vec![json!(rfc3339(self.created_at))],
            "updated_at" => vec![json!(rfc3339(self.updated_at))],
            _ => Vec::new(),
        }
    }
}

/// Reads a filter of the API.
///
/// # Errors
/// `BadRequest` that says what is wrong with it.
pub fn read_filter(filters: Option<&JsonString>) -> Answer<Filter> {
    let text = filters.map_or("", |text| text.0.as_str());
    Filter::parse(text).map_err(|refusal| Fault::BadRequest(format!("{refusal}.")))
}

/// The projects of an entity that the asker may see and that pass the filter, ordered.
///
/// # Errors
/// When nobody is signed in, the filter or the order is not legal, or the database fails.
pub async fn visible_of_entity(
    ctx: &Context<'_>,
    entity_id: i64,
    filters: Option<&JsonString>,
    order: Option<&str>,
) -> Answer<Vec<ProjectRow>> {
    let filter = read_filter(filters)?;
    let actor = actor(ctx)?;
    let mut db = api(ctx)?.store.read().await?;
    let mut rows = Vec::new();
    for row in store::project::of_entity(&mut db, entity_id).await? {
        let decision = crate::auth::may(&mut db, actor, &row, Capability::SeeRegistry).await?;
        if decision.is_allowed && filter.holds(&row) {
            rows.push(row);
        }
    }
    let (field, is_descending) = read_order(order)?;
    match field {
        "name" => rows.sort_by(|a, b| a.name.cmp(&b.name)),
        "created_at" => rows.sort_by_key(|row| (row.created_at, row.id)),
        "updated_at" => rows.sort_by_key(|row| (row.updated_at, row.id)),
        other => {
            return Err(Fault::BadRequest(format!(
                "Cannot order by “{other}”; use name, created_at or updated_at."
            )));
        }
    }
    if is_descending {
        rows.reverse();
    }
    Ok(rows)
}

/// Splits an order text into field and direction: `name`, `+name` and `-name`.
///
/// # Errors
/// When it names no field.
pub fn read_order(order: Option<&str>) -> Answer<(&str, bool)> {
    let text = order.map_or("name", str::trim);
    let (field, is_descending) = match text.strip_prefix('-') {
        Some(field) => (field, true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    Ok((if field.is_empty() { "name" } else { field }, is_descending))
}
