//! The timeline of an alias: which version it meant, and when.

use async_graphql::{Context, ID, Object};
use domain::event::EventKind;
use domain::name::version_index;

use super::list::read;
use crate::connection;
use crate::fault::Answer;
use crate::graphql::load::{self, CollectionKey, UserKey};
use crate::graphql::object::artifact::{self, Artifact};
use crate::graphql::object::collection::ArtifactCollection;
use crate::graphql::object::user::User;
use crate::graphql::page::Page;
use crate::graphql::scalar::DateTime;
use crate::graphql::{actor, api, id};
use crate::store::event::{EventFilter, EventRow, EventScope};
use crate::store::{self};

/// An alias that was put on, moved or taken off.
pub struct ArtifactAliasAction(EventRow);

connection!(
    ArtifactAliasActionConnection,
    ArtifactAliasActionEdge,
    ArtifactAliasAction,
    "A page of what happened to an alias, newest first."
);

/// What an event of an alias says on one of its sides.
fn side(json: Option<&str>, field: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(json?).ok()?;
    Some(value.get(field)?.as_str()?.to_owned())
}

impl ArtifactAliasAction {
    /// The version at an index of the collection, while it is in there.
    async fn version(&self, ctx: &Context<'_>, name: Option<String>) -> Answer<Option<Artifact>> {
        let (Some(index), Some(collection_id)) =
            (name.as_deref().and_then(version_index), self.0.collection_id)
        else {
            return Ok(None);
        };
        let mut db = api(ctx)?.store.read().await?;
        let reference = format!("v{index}");
        let place = store::membership::by_reference(&mut db, collection_id, &reference).await?;
        drop(db);
        match place {
            Some(place) => artifact::of_membership(ctx, &place).await,
            None => Ok(None),
        }
    }
}

#[Object]
impl ArtifactAliasAction {
    /// `Event:<n>` in Base64.
    async fn id(&self) -> ID {
        id::global("Event", self.0.id)
    }

    /// `alias_added` or `alias_removed`.
    async fn action_type(&self) -> String {
        self.0
            .kind()
            .map(|kind| kind.name().to_owned())
            .unwrap_or_default()
    }

    /// The alias.
    async fn alias(&self) -> String {
        side(self.0.after_json.as_deref(), "alias").unwrap_or_default()
    }

    /// When.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// Who did it.
    async fn user(&self, ctx: &Context<'_>) -> Answer<Option<User>> {
        let Some(actor_id) = self.0.actor_id else {
            return Ok(None);
        };
        Ok(load::one(ctx, UserKey(actor_id)).await?.map(User))
    }

    /// The collection.
    async fn artifact_collection(&self, ctx: &Context<'_>) -> Answer<Option<ArtifactCollection>> {
        let Some(collection_id) = self.0.collection_id else {
            return Ok(None);
        };
        Ok(load::one(ctx, CollectionKey(collection_id))
            .await?
            .map(ArtifactCollection::of))
    }

    /// What it meant before, as `vN`.
    async fn source_version(&self) -> Option<String> {
        side(self.0.before_json.as_deref(), "version")
    }

    /// What it meant afterwards, as `vN`.
    async fn target_version(&self) -> Option<String> {
        side(self.0.after_json.as_deref(), "version")
    }

    /// What it meant before, while that is in the collection.
    async fn source_artifact(&self, ctx: &Context<'_>) -> Answer<Option<Artifact>> {
        let version = side(self.0.before_json.as_deref(), "version");
        self.version(ctx, version).await
    }

    /// What it meant afterwards, while that is in the collection.
    async fn target_artifact(&self, ctx: &Context<'_>) -> Answer<Option<Artifact>> {
        let version = side(self.0.after_json.as_deref(), "version");
        self.version(ctx, version).await
    }
}

/// What happened to the aliases of a collection that the asker may see; to one of them where it is named.
///
/// # Errors
/// When the page is not legal.
pub async fn alias_history(
    ctx: &Context<'_>,
    collection_id: i64,
    alias: Option<String>,
    first: Option<i32>,
    after: Option<String>,
) -> Answer<ArtifactAliasActionConnection> {
    let scope = EventScope::Collection(collection_id);
    let mut filter = EventFilter::all(scope, actor(ctx)?.user.id);
    filter.kinds = vec![EventKind::AliasAdded, EventKind::AliasRemoved];
    filter.alias = alias;
    let (rows, total) = read(ctx, &filter, first, after.as_deref()).await?;
    let entries = rows
        .entries
        .into_iter()
        .map(|(cursor, row)| (cursor, ArtifactAliasAction(row)))
        .collect();
    let page = Page {
        entries,
        has_next_page: rows.has_next_page,
    };
    Ok(ArtifactAliasActionConnection::new(page, total))
}
