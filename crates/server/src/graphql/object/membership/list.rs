//! The versions of collections, filtered, ordered, and by the page.

use async_graphql::Context;

use super::{ArtifactCollectionMembership, ArtifactCollectionMembershipConnection};
use crate::fault::{Answer, Fault};
use crate::graphql::api;
use crate::graphql::page::{Page, page_size, read_place};
use crate::graphql::scalar::JsonString;
use crate::graphql::search::{Order, order_name, read_order, read_typed_filter, wants_total};
use crate::store::collection::CollectionRow;
use crate::store::search::Noun;
use crate::store::search::version::{Scope, VersionColumn, VersionList};
use crate::store::version_key::Place;

/// The number of versions of a page unless said otherwise.
const VERSIONS: usize = 50;

/// The column that an order names, and its one name.
fn read_column(order: Order<'_>, scope: &Scope) -> Answer<(VersionColumn, String)> {
    let of_artifact = |path: &str| VersionColumn::Key(Place::Artifact, path.to_owned());
    let (column, name) = match order.field {
        "version_index" | "version" => (VersionColumn::Index, "version_index"),
        "created_at" | "createdAt" | "acm_created_at" | "linked_at" => match scope {
            // A version gets its index when it is linked.
            Scope::Collection(_) => (VersionColumn::Index, "version_index"),
            Scope::Projects(..) => (VersionColumn::LinkedAt, "linked_at"),
        },
        "artifact_size" | "size" => (of_artifact("size"), "artifact_size"),
        "artifact_created_at" => (of_artifact("created_at"), "artifact_created_at"),
        "file_count" => (of_artifact("file_count"), "file_count"),
        other => {
            let Some((place, path)) = Place::of_field(other) else {
                return Err(Fault::BadRequest(format!(
                    "Cannot order versions by “{other}”; use version_index, linked_at, artifact_created_at, artifact_size, file_count, \
                     metadata.KEY, config.KEY or summary.KEY, with - before it for descending."
                )));
            };
            let name = format!("{}.{path}", place.name());
            return Ok((VersionColumn::Key(place, path), name));
        }
    };
    Ok((column, name.to_owned()))
}

/// A page of the versions of one collection, newest first unless ordered otherwise.
///
/// # Errors
/// When filter, order, size or cursor is not legal or the database fails.
pub async fn of_collection(
    ctx: &Context<'_>,
    collection: &CollectionRow,
    filters: Option<&JsonString>,
    order: Option<&str>,
    first: Option<i32>,
    after: Option<&str>,
) -> Answer<ArtifactCollectionMembershipConnection> {
    page(
        ctx,
        Scope::Collection(collection.id),
        filters,
        order,
        first,
        after,
    )
    .await
}

/// A page of the versions that are linked into collections of several registries: by collection, newest first in each, unless ordered otherwise.
///
/// # Errors
/// When filter, order, size or cursor is not legal or the database fails.
pub async fn of_projects(
    ctx: &Context<'_>,
    project_ids: Vec<i64>,
    collection_filters: Option<&JsonString>,
    filters: Option<&JsonString>,
    order: Option<&str>,
    first: Option<i32>,
    after: Option<&str>,
) -> Answer<ArtifactCollectionMembershipConnection> {
    let collections = read_typed_filter(collection_filters, Noun::Collection)?;
    let scope = Scope::Projects(project_ids, collections);
    page(ctx, scope, filters, order, first, after).await
}

async fn page(
    ctx: &Context<'_>,
    scope: Scope,
    filters: Option<&JsonString>,
    order: Option<&str>,
    first: Option<i32>,
    after: Option<&str>,
) -> Answer<ArtifactCollectionMembershipConnection> {
    let filter = read_typed_filter(filters, Noun::Version)?;
    let order = read_order(order, "-version_index");
    let (column, name) = read_column(order, &scope)?;
    let name = order_name("versions", order.direction, &name);
    let size = page_size(first, VERSIONS)?;
    let after = read_place(&name, after)?;
    let mut db = api(ctx)?.store.read().await?;
    let list = VersionList::of(&mut db, scope, filter).await?;
    let rows = list
        .page(&mut db, &column, order.direction, after.as_ref(), size + 1)
        .await?;
    let total = if wants_total(ctx) {
        usize::try_from(list.count(&mut db).await?).unwrap_or_default()
    } else {
        0
    };
    let entries = rows
        .into_iter()
        .map(|(row, at)| (ArtifactCollectionMembership(row), at))
        .collect();
    Ok(ArtifactCollectionMembershipConnection::new(
        Page::of_places(entries, &name, size),
        total,
    ))
}
