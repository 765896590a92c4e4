//! The collections of projects, filtered and ordered.

use async_graphql::Context;

use super::{ArtifactCollection, ArtifactCollectionConnection};
use crate::fault::{Answer, Fault};
use crate::graphql::api;
use crate::graphql::page::{Page, page_size, read_place};
use crate::graphql::scalar::JsonString;
use crate::graphql::search::{order_name, read_order, read_typed_filter, wants_total};
use crate::store::search::Noun;
use crate::store::search::collection::{CollectionColumn, Scope};

/// The number of collections of a page unless said otherwise.
const COLLECTIONS: usize = 50;

/// What is asked of a list of collections.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The filter.
    pub filters: Option<&'a JsonString>,
    /// The order.
    pub order: Option<&'a str>,
    /// The size of the page.
    pub first: Option<i32>,
    /// The cursor that it follows.
    pub after: Option<&'a str>,
}

/// A page of the collections of a scope that pass the filter.
///
/// # Errors
/// When filter, order, size or cursor is not legal or the database fails.
pub async fn page(
    ctx: &Context<'_>,
    scope: Scope<'_>,
    asked: Asked<'_>,
) -> Answer<ArtifactCollectionConnection> {
    let filter = read_typed_filter(asked.filters, Noun::Collection)?;
    let order = read_order(asked.order, "name");
    let (column, name) = match order.field {
        "name" => (CollectionColumn::Name, "name"),
        "created_at" | "createdAt" => (CollectionColumn::CreatedAt, "created_at"),
        "updated_at" | "updatedAt" => (CollectionColumn::UpdatedAt, "updated_at"),
        other => {
            return Err(Fault::BadRequest(format!(
                "Cannot order by “{other}”; use name, created_at or updated_at."
            )));
        }
    };
    let name = order_name("collections", order.direction, name);
    let size = page_size(asked.first, COLLECTIONS)?;
    let after = read_place(&name, asked.after)?;
    let mut db = api(ctx)?.store.read().await?;
    let filter = scope.resolve(&mut db, filter).await?;
    let rows = scope
        .page(
            &mut db,
            &filter,
            (column, order.direction),
            after.as_ref(),
            size + 1,
        )
        .await?;
    let total = if wants_total(ctx) {
        usize::try_from(scope.count(&mut db, &filter).await?).unwrap_or_default()
    } else {
        0
    };
    let entries = rows
        .into_iter()
        .map(|(row, at)| (ArtifactCollection::of(row), at))
        .collect();
    Ok(ArtifactCollectionConnection::new(
        Page::of_places(entries, &name, size),
        total,
    ))
}
