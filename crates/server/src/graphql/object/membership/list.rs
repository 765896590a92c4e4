//! The versions of collections, filtered and by the page.

use async_graphql::Context;
use domain::filter::{Fields, Filter};
use serde_json::{Value, json};

use super::{ArtifactCollectionMembership, ArtifactCollectionMembershipConnection};
use crate::clock::rfc3339;
use crate::fault::{Answer, Fault};
use crate::graphql::api;
use crate::graphql::load::{self, AliasesKey, ArtifactKey, TagsKey};
use crate::graphql::object::collection::ArtifactCollection;
use crate::graphql::object::project::read_filter;
use crate::graphql::page::{Page, cursor, page_size, read_cursor};
use crate::graphql::scalar::JsonString;
use crate::store::artifact::ArtifactRow;
use crate::store::collection::CollectionRow;
use crate::store::membership::{MembershipRow, VersionOrder};
use crate::store::{self};

/// A version with what filters ask of it.
struct Described {
    membership: MembershipRow,
    artifact: ArtifactRow,
    aliases: Vec<String>,
    tags: Vec<String>,
}

impl Fields for Described {
    fn values(&self, field: &str) -> Vec<Value> {
        match field {
            "version" => vec![json!(format!("v{}", self.membership.version_index))],
            "id" | "artifact_id" => vec![json!(self.artifact.id)],
            "state" => vec![json!("COMMITTED")],
            "alias" => self.aliases.iter().map(|alias| json!(alias)).collect(),
            "tag" => self.tags.iter().map(|tag| json!(tag)).collect(),
            "created_at" => vec![json!(rfc3339(self.membership.created_at))],
            "updated_at" => vec![json!(rfc3339(self.artifact.updated_at))],
            "artifact_size" => vec![json!(self.artifact.size_bytes)],
            other => self.metadata(other),
        }
    }
}

impl Described {
    fn metadata(&self, field: &str) -> Vec<Value> {
        let Some(path) = field.strip_prefix("metadata.") else {
            return Vec::new();
        };
        let Some(text) = self.artifact.metadata.as_deref() else {
            return Vec::new();
        };
        let Ok(root) = serde_json::from_str::<Value>(text) else {
            return Vec::new();
        };
        // A key may itself contain dots, so the whole path is tried first.
        let found = root
            .get(path)
            .or_else(|| path.split('.').try_fold(&root, |value, key| value.get(key)));
        match found {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(values)) => values.clone(),
            Some(other) => vec![other.clone()],
        }
    }
}

async fn passes(ctx: &Context<'_>, filter: &Filter, membership: &MembershipRow) -> Answer<bool> {
    if *filter == Filter::All(Vec::new()) {
        return Ok(true);
    }
    let Some(artifact) = load::one(ctx, ArtifactKey(membership.artifact_id)).await? else {
        return Ok(false);
    };
    let aliases = load::one(ctx, AliasesKey(membership.id))
        .await?
        .unwrap_or_default();
    let tags = load::one(ctx, TagsKey(membership.artifact_id))
        .await?
        .unwrap_or_default();
    let aliases = aliases.into_iter().map(|row| row.alias).collect();
    Ok(filter.holds(&Described {
        membership: membership.clone(),
        artifact,
        aliases,
        tags,
    }))
}

fn read_version_order(order: Option<&str>) -> Answer<VersionOrder> {
    match order.map(str::trim) {
        None | Some("" | "-version_index" | "-created_at") => Ok(VersionOrder::Descending),
        Some("version_index" | "+version_index" | "created_at" | "+created_at") => {
            Ok(VersionOrder::Ascending)
        }
        Some(other) => Err(Fault::BadRequest(format!(
            "Cannot order versions by “{other}”; use version_index or -version_index."
        ))),
    }
}

/// A page of the versions of one collection.
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
    let filter = read_filter(filters)?;
    let order = read_version_order(order)?;
    let size = page_size(first, 50)?;
    let mut last_seen = match after.filter(|text| !text.is_empty()) {
        Some(text) => read_cursor(text)?.parse().ok(),
        None => None,
    };
    let mut entries = Vec::new();
    let mut has_next_page = false;
    loop {
        let mut db = api(ctx)?.store.read().await?;
        let mut rows = store::membership::page(&mut db, collection.id, order, last_seen, size).await?;
        drop(db);
        let is_last = rows.len() <= size;
        rows.truncate(size);
        last_seen = rows.last().map(|row| row.version_index).or(last_seen);
        for row in rows {
            if passes(ctx, &filter, &row).await? {
                if entries.len() == size {
                    has_next_page = true;
                    break;
                }
                entries.push((
                    cursor(&row.version_index.to_string()),
                    ArtifactCollectionMembership(row),
                ));
            }
        }
        if is_last || has_next_page {
            break;
        }
        if entries.len() == size {
            has_next_page = true;
            break;
        }
    }
    let mut db = api(ctx)?.store.read().await?;
    let total = usize::try_from(store::membership::count(&mut db, collection.id).await?).unwrap_or_default();
    Ok(ArtifactCollectionMembershipConnection::new(
        Page {
            entries,
            has_next_page,
        },
        total,
    ))
}

/// A page of the versions of several collections: by collection, newest first in each.
///
/// # Errors
/// When filter, size or cursor is not legal or the database fails.
pub async fn of_collections(
    ctx: &Context<'_>,
    collections: &[ArtifactCollection],
    filters: Option<&JsonString>,
    first: Option<i32>,
    after: Option<&str>,
) -> Answer<ArtifactCollectionMembershipConnection> {
    let filter = read_filter(filters)?;
    let mut found = Vec::new();
    for collection in collections {
        let mut db = api(ctx)?.store.read().await?;
        let rows = store::membership::page(
            &mut db,
            collection.row().id,
            VersionOrder::Descending,
            None,
            usize::MAX / 2,
        )
        .await?;
        drop(db);
        for row in rows {
            if passes(ctx, &filter, &row).await? {
                found.push(ArtifactCollectionMembership(row));
            }
        }
    }
    let total = found.len();
    Ok(ArtifactCollectionMembershipConnection::new(
        Page::of_list(found, first, after, 50)?,
        total,
    ))
}
