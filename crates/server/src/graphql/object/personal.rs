//! What a person keeps for themselves: saved searches, watches.

use async_graphql::{Context, ID, Object, SimpleObject};

use super::collection::ArtifactCollection;
use super::event::{self, EventConnection};
use super::project::Project;
use crate::fault::Answer;
use crate::graphql::load::{self, CollectionKey};
use crate::graphql::page::Page;
use crate::graphql::scalar::DateTime;
use crate::graphql::{actor, api, id, visible};
use crate::store::saved_search::SavedSearchRow;
use crate::store::watch::WatchRow;
use crate::store::{self};

/// A search that the asker keeps.
#[derive(SimpleObject)]
pub struct SavedSearch {
    /// `SavedSearch:<n>` in Base64.
    pub id: ID,
    /// Its name.
    pub name: String,
    /// The query, as the search page reads it.
    pub query: String,
    /// When it was saved.
    pub created_at: DateTime,
    /// When name or query last changed.
    pub updated_at: DateTime,
}

impl From<SavedSearchRow> for SavedSearch {
    fn from(row: SavedSearchRow) -> Self {
        Self {
            id: id::global("SavedSearch", row.id),
            name: row.name,
            query: row.query,
            created_at: DateTime(row.created_at),
            updated_at: DateTime(row.updated_at),
        }
    }
}

/// A registry, or one collection of it, that the asker watches.
pub struct Watch(pub WatchRow);

#[Object]
impl Watch {
    /// `Watch:<n>` in Base64.
    async fn id(&self) -> ID {
        id::global("Watch", self.0.id)
    }

    /// The registry.
    async fn project(&self, ctx: &Context<'_>) -> Answer<Option<Project>> {
        Ok(visible::project(ctx, self.0.project_id).await?.map(Project))
    }

    /// The collection; none where all of the registry is watched.
    async fn artifact_collection(&self, ctx: &Context<'_>) -> Answer<Option<ArtifactCollection>> {
        let Some(collection_id) = self.0.collection_id else {
            return Ok(None);
        };
        if !self.is_visible(ctx).await? {
            return Ok(None);
        }
        Ok(load::one(ctx, CollectionKey(collection_id))
            .await?
            .map(ArtifactCollection::of))
    }

    /// Since when.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When the asker last looked.
    async fn looked_at(&self) -> DateTime {
        DateTime(self.0.looked_at)
    }

    /// How much others did there since the asker last looked.
    async fn change_count(&self, ctx: &Context<'_>) -> Answer<i32> {
        if !self.is_visible(ctx).await? {
            return Ok(0);
        }
        let mut db = api(ctx)?.store.read().await?;
        let count = store::event::count(&mut db, &self.0.filter()).await?;
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }

    /// What others did there since the asker last looked, newest first.
    async fn changes(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Answer<EventConnection> {
        if !self.is_visible(ctx).await? {
            return Ok(EventConnection::new(Page::of_list(Vec::new(), None, None, 1)?, 0));
        }
        event::of_watch(ctx, &self.0, first, after).await
    }
}

impl Watch {
    /// Whether the asker may still see what they watch.
    async fn is_visible(&self, ctx: &Context<'_>) -> Answer<bool> {
        visible::is_visible(ctx, self.0.project_id).await
    }
}

/// What the asker watches and may still see, oldest watch first.
///
/// # Errors
/// When the database fails.
pub async fn watches(ctx: &Context<'_>) -> Answer<Vec<Watch>> {
    let mut db = api(ctx)?.store.read().await?;
    let rows = store::watch::of_user(&mut db, actor(ctx)?.user.id).await?;
    drop(db);
    let mut seen = Vec::with_capacity(rows.len());
    for row in rows {
        if visible::project(ctx, row.project_id).await?.is_some() {
            seen.push(Watch(row));
        }
    }
    Ok(seen)
}

/// The asker's watch on a registry.
///
/// # Errors
/// When the database fails.
pub async fn watch_of_registry(ctx: &Context<'_>, project_id: i64) -> Answer<Option<Watch>> {
    let mut db = api(ctx)?.store.read().await?;
    let row = store::watch::of_registry(&mut db, actor(ctx)?.user.id, project_id).await?;
    Ok(row.map(Watch))
}

/// The asker's watch on a collection.
///
/// # Errors
/// When the database fails.
pub async fn watch_of_collection(ctx: &Context<'_>, collection_id: i64) -> Answer<Option<Watch>> {
    let mut db = api(ctx)?.store.read().await?;
    let row = store::watch::of_collection(&mut db, actor(ctx)?.user.id, collection_id).await?;
    Ok(row.map(Watch))
}

/// The searches that the asker keeps, by name.
///
/// # Errors
/// When the database fails.
pub async fn saved_searches(ctx: &Context<'_>) -> Answer<Vec<SavedSearch>> {
    let mut db = api(ctx)?.store.read().await?;
    let rows = store::saved_search::of_user(&mut db, actor(ctx)?.user.id).await?;
    Ok(rows.into_iter().map(SavedSearch::from).collect())
}

/// The registries that the asker has starred and may still see, by name.
///
/// # Errors
/// When the database fails.
pub async fn starred(ctx: &Context<'_>) -> Answer<Vec<Project>> {
    let mut db = api(ctx)?.store.read().await?;
    let ids = store::star::of_user(&mut db, actor(ctx)?.user.id).await?;
    drop(db);
    let mut rows = Vec::new();
    for id in ids {
        rows.extend(visible::project(ctx, id).await?);
    }
    rows.sort_by(|one, two| (&one.name, one.id).cmp(&(&two.name, two.id)));
    Ok(rows.into_iter().map(Project).collect())
}
