//! The projects of an entity, filtered and ordered.

use async_graphql::Context;
use domain::filter::{Fields, Filter};
use serde_json::{Value, json};

use super::{Project, ProjectConnection};
use crate::clock::rfc3339;
use crate::fault::{Answer, Fault};
use crate::graphql::page::{Page, page_size};
use crate::graphql::scalar::JsonString;
use crate::graphql::search::{order_name, read_order, read_typed_filter};
use crate::graphql::{actor, api};
use crate::store::project::ProjectRow;
use crate::store::search::{At, Noun};
use crate::store::{self};

/// The number of projects of a page unless said otherwise.
const PROJECTS: usize = 50;

impl Fields for ProjectRow {
    fn values(&self, field: &str) -> Vec<Value> {
        match field {
            "name" => vec![json!(self.name)],
            "id" => vec![json!(self.id)],
            "entity_id" => vec![json!(self.entity_id)],
            "description" => self.description.iter().map(|text| json!(text)).collect(),
            "created_at" => vec![json!(self.created_at)],
            "updated_at" => vec![json!(self.updated_at)],
            _ => Vec::new(),
        }
    }

    fn texts(&self, field: &str) -> Vec<String> {
        match field {
            "name" => vec![self.name.clone()],
            "id" => vec![self.id.to_string()],
            "entity_id" => vec![self.entity_id.to_string()],
            "description" => self.description.iter().cloned().collect(),
            "created_at" => vec![rfc3339(self.created_at)],
            "updated_at" => vec![rfc3339(self.updated_at)],
            _ => Vec::new(),
        }
    }
}

/// The projects of an entity that the asker may see, by name.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn visible_of_entity(
    ctx: &Context<'_>,
    entity_id: i64,
    filter: &Filter,
) -> Answer<Vec<ProjectRow>> {
    let actor = actor(ctx)?;
    let mut db = api(ctx)?.store.read().await?;
    let mut rows = store::project::of_entity(&mut db, entity_id).await?;
    rows.retain(|row| filter.holds(row));
    crate::auth::visible_among(&mut db, actor, entity_id, rows).await
}

/// The ids of the projects of an entity that the asker may see and that pass the filter.
///
/// # Errors
/// When nobody is signed in, the filter is not legal, or the database fails.
pub async fn visible_ids(
    ctx: &Context<'_>,
    entity_id: i64,
    filters: Option<&JsonString>,
) -> Answer<Vec<i64>> {
    let filter = read_typed_filter(filters, Noun::Project)?;
    let rows = visible_of_entity(ctx, entity_id, &filter).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// What is asked of a list of projects.
#[derive(Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The filter.
    pub filters: Option<&'a JsonString>,
    /// The order.
    pub order: Option<&'a str>,
    /// The size of the page.
    pub first: Option<i32>,
    /// The cursor that it follows.
    pub after: Option<&'a str>,
    /// Whether only registries are wanted.
    pub is_of_registries: bool,
}

/// A page of the projects of an entity that the asker may see and that pass the filter.
///
/// # Errors
/// When nobody is signed in, filter, order, size or cursor is not legal, or the database fails.
pub async fn page_of_entity(
    ctx: &Context<'_>,
    entity_id: i64,
    asked: Asked<'_>,
) -> Answer<ProjectConnection> {
    let filter = read_typed_filter(asked.filters, Noun::Project)?;
    let order = read_order(asked.order, "name");
    let size = page_size(asked.first, PROJECTS)?;
    let at: fn(&ProjectRow) -> At = match order.field {
        "name" => |row| vec![json!(row.name), json!(row.id)],
        "created_at" | "createdAt" => |row| vec![json!(row.created_at), json!(row.id)],
        "updated_at" | "updatedAt" => |row| vec![json!(row.updated_at), json!(row.id)],
        other => {
            return Err(Fault::BadRequest(format!(
                "Cannot order by “{other}”; use name, created_at or updated_at."
            )));
        }
    };
    let mut rows = visible_of_entity(ctx, entity_id, &filter).await?;
    if asked.is_of_registries {
        rows.retain(|row| row.registry_name().is_some());
    }
    let total = rows.len();
    let placed = rows.into_iter().map(|row| {
        let at = at(&row);
        (Project(row), at)
    });
    let name = order_name("registries", order.direction, order.field);
    let page = Page::of_small_list(placed.collect(), &name, order.direction, size, asked.after)?;
    Ok(ProjectConnection::new(page, total))
}
