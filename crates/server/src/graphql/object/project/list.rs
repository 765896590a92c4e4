//! The projects of an entity, filtered and ordered.

use async_graphql::Context;

use super::{Project, ProjectConnection};
use crate::fault::{Answer, Fault};
use crate::graphql::page::{Page, page_size, read_place};
use crate::graphql::scalar::JsonString;
use crate::graphql::search::{order_name, read_order, read_typed_filter, wants_total};
use crate::graphql::{actor, api};
use crate::store::search::Noun;
use crate::store::search::project::{ProjectColumn, Scope};
use crate::store::{self, Db};

/// The number of projects of a page unless said otherwise.
const PROJECTS: usize = 50;

/// The ids of the projects of an entity that the asker may see, or of those that are registries.
async fn visible_of_entity(
    ctx: &Context<'_>,
    db: &mut Db,
    entity_id: i64,
    is_of_registries: bool,
) -> Answer<Vec<i64>> {
    let mut rows = store::project::of_entity(&mut *db, entity_id).await?;
    if is_of_registries {
        rows.retain(|row| row.registry_name().is_some());
    }
    let rows = crate::auth::visible_among(db, actor(ctx)?, entity_id, rows).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
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
    let mut db = api(ctx)?.store.read().await?;
    let project_ids = visible_of_entity(ctx, &mut db, entity_id, false).await?;
    if filter.is_everything() {
        return Ok(project_ids);
    }
    let scope = Scope {
        project_ids: &project_ids,
    };
    let filter = scope.resolve(&mut db, filter).await?;
    scope.ids(&mut db, &filter).await
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
    let (column, name) = match order.field {
        "name" => (ProjectColumn::Name, "name"),
        "created_at" | "createdAt" => (ProjectColumn::CreatedAt, "created_at"),
        "updated_at" | "updatedAt" => (ProjectColumn::UpdatedAt, "updated_at"),
        other => {
            return Err(Fault::BadRequest(format!(
                "Cannot order by “{other}”; use name, created_at or updated_at."
            )));
        }
    };
    let name = order_name("registries", order.direction, name);
    let size = page_size(asked.first, PROJECTS)?;
    let after = read_place(&name, asked.after)?;
    let mut db = api(ctx)?.store.read().await?;
    let project_ids = visible_of_entity(ctx, &mut db, entity_id, asked.is_of_registries).await?;
    let scope = Scope {
        project_ids: &project_ids,
    };
    let filter = scope.resolve(&mut db, filter).await?;
    let order = (column, order.direction);
    let rows = scope
        .page(&mut db, &filter, order, after.as_ref(), size + 1)
        .await?;
    let total = if wants_total(ctx) {
        usize::try_from(scope.count(&mut db, &filter).await?).unwrap_or_default()
    } else {
        0
    };
    let entries = rows.into_iter().map(|(row, at)| (Project(row), at)).collect();
    Ok(ProjectConnection::new(
        Page::of_places(entries, &name, size),
        total,
    ))
}
