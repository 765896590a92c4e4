//! The collections of projects, filtered and ordered.

use async_graphql::Context;
use domain::filter::Fields;
use serde_json::{Value, json};

use super::{ArtifactCollection, ArtifactCollectionType};
use crate::clock::rfc3339;
use crate::fault::{Answer, Fault};
use crate::graphql::api;
use crate::graphql::object::project::{read_filter, read_order};
use crate::graphql::scalar::JsonString;
use crate::store::collection::{CollectionKind, CollectionRow};
use crate::store::project::ProjectRow;
use crate::store::{self};

/// A collection with what filters ask of it.
struct Described<'a> {
    row: &'a CollectionRow,
    tags: Vec<String>,
}

impl Fields for Described<'_> {
    fn values(&self, field: &str) -> Vec<Value> {
        match field {
            "name" => vec![json!(self.row.name)],
            "artifact_collection_id" | "id" => vec![json!(self.row.id)],
            "tag" => self.tags.iter().map(|tag| json!(tag)).collect(),
            "description" => self.row.description.iter().map(|text| json!(text)).collect(),
            "created_at" => vec![json!(rfc3339(self.row.created_at))],
            "updated_at" => vec![json!(rfc3339(self.row.updated_at))],
            _ => Vec::new(),
        }
    }
}

/// The collections of a project that pass the filter, ordered; of one type if one is named.
///
/// # Errors
/// When the filter or the order is not legal or the database fails.
pub async fn of_project(
    ctx: &Context<'_>,
    project: &ProjectRow,
    type_name: Option<&str>,
    filters: Option<&JsonString>,
    order: Option<&str>,
) -> Answer<Vec<ArtifactCollection>> {
    let filter = read_filter(filters)?;
    let mut db = api(ctx)?.store.read().await?;
    let mut rows = Vec::new();
    for row in store::collection::of_project(&mut db, project.id, type_name).await? {
        let tags = store::collection::tags(&mut db, row.id).await?;
        if filter.holds(&Described { row: &row, tags }) {
            rows.push(row);
        }
    }
    sort(&mut rows, order)?;
    Ok(rows.into_iter().map(ArtifactCollection::of).collect())
}

fn sort(rows: &mut [CollectionRow], order: Option<&str>) -> Answer<()> {
    let (field, is_descending) = read_order(order)?;
    match field {
        "name" => rows.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id))),
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
    Ok(())
}

/// The collections of several projects that pass the filter, ordered.
///
/// # Errors
/// When the filter or the order is not legal or the database fails.
pub async fn of_projects(
    ctx: &Context<'_>,
    projects: &[ProjectRow],
    filters: Option<&JsonString>,
    order: Option<&str>,
    kinds: &[ArtifactCollectionType],
) -> Answer<Vec<ArtifactCollection>> {
    let mut rows: Vec<CollectionRow> = Vec::new();
    for project in projects {
        let list = of_project(ctx, project, None, filters, None).await?;
        rows.extend(list.iter().map(|collection| collection.row().clone()));
    }
    let wanted = |row: &CollectionRow| match row.kind() {
        CollectionKind::Sequence => kinds.contains(&ArtifactCollectionType::Sequence),
        CollectionKind::Portfolio => kinds.contains(&ArtifactCollectionType::Portfolio),
    };
    rows.retain(wanted);
    sort(&mut rows, order)?;
    Ok(rows.into_iter().map(ArtifactCollection::of).collect())
}
