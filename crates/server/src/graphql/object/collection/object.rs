//! The two kinds of collections, with the fields that they share.

use async_graphql::{Context, ID, Object};
use serde_json::json;

use super::{ArtifactCollectionState, ArtifactDigestAlgorithm};
use crate::fault::Answer;
use crate::graphql::load::{
    self, CollectionAliasesKey, CollectionTagsKey, NewestKey, UserKey, VersionCountKey,
};
use crate::graphql::object::alias::{ArtifactAlias, ArtifactAliasConnection, Tag, TagConnection, TagEdge};
use crate::graphql::object::artifact::{self, Artifact, VersionedArtifactConnection, VersionedArtifactEdge};
use crate::graphql::object::artifact_type::ArtifactType;
use crate::graphql::object::event::{
    self, ArtifactAliasActionConnection, EventConnection, EventFilterInput, EventPage,
};
use crate::graphql::object::membership::{
    self, ArtifactCollectionMembership, ArtifactCollectionMembershipConnection,
};
use crate::graphql::object::personal::{self, Watch};
use crate::graphql::object::project::Project;
use crate::graphql::object::user::User;
use crate::graphql::object::version_key::VersionKey;
use crate::graphql::page::{Page, page_size};
use crate::graphql::scalar::{DateTime, JsonString};
use crate::graphql::{api, id, visible};
use crate::store::collection::CollectionRow;
use crate::store::search::Direction;
use crate::store::{self};

/// The source collection of a project: the versions of one artifact.
pub struct ArtifactSequence(pub CollectionRow);

/// A collection that versions are linked to.
pub struct ArtifactPortfolio(pub CollectionRow);

async fn visible_description(ctx: &Context<'_>, row: &CollectionRow) -> Answer<Option<String>> {
    let is_visible = visible::is_visible(ctx, row.project_id).await?;
    Ok(row.description.clone().filter(|_| is_visible))
}

/// The fields that both kinds share.
///
/// A source artifact may be reached through a version of it that was linked to a registry: its name and type are shown there, but
/// what else is in it only to those who may see its project.
macro_rules! collection_object {
    ($name:ident { $($more:tt)* }) => {
        #[Object]
        impl $name {
            /// `ArtifactCollection:<n>` in Base64.
            pub(super) async fn id(&self) -> ID {
                id::global("ArtifactCollection", self.0.id)
            }

            /// The name.
            pub(super) async fn name(&self) -> String {
                self.0.name.clone()
            }

            /// Markdown.
            pub(super) async fn description(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
                visible_description(ctx, &self.0).await
            }

            /// The description, rendered and sanitized.
            pub(super) async fn description_html(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
                let description = visible_description(ctx, &self.0).await?;
                Ok(description.as_deref().map(crate::markdown::safe_html))
            }

            /// Whether it is there.
            pub(super) async fn state(&self) -> ArtifactCollectionState {
                if self.0.deleted_at.is_some() { ArtifactCollectionState::Deleted } else { ArtifactCollectionState::Ready }
            }

            /// When it was made.
            pub(super) async fn created_at(&self) -> DateTime {
                DateTime(self.0.created_at)
            }

            /// When its facts last changed.
            pub(super) async fn updated_at(&self) -> Option<DateTime> {
                Some(DateTime(self.0.updated_at))
            }

            /// Who made it.
            pub(super) async fn created_by(&self, ctx: &Context<'_>) -> Answer<Option<User>> {
                let Some(made_by) = self.0.created_by else { return Ok(None) };
                Ok(load::one(ctx, UserKey(made_by)).await?.map(User))
            }

            /// The project or registry; none when it may not be seen.
            pub(super) async fn project(&self, ctx: &Context<'_>) -> Answer<Option<Project>> {
                Ok(visible::project(ctx, self.0.project_id).await?.map(Project))
            }

            /// The one type that it takes.
            pub(super) async fn default_artifact_type(&self) -> ArtifactType {
                ArtifactType {
                    name: self.0.type_name.clone(),
                    project_id: self.0.project_id,
                    created_at: self.0.created_at,
                }
            }

            /// Its tags, by name.
            pub(super) async fn tags(&self, ctx: &Context<'_>) -> Answer<TagConnection> {
                if !visible::is_visible(ctx, self.0.project_id).await? {
                    return Ok(TagConnection { edges: Vec::new() });
                }
                let names = load::one(ctx, CollectionTagsKey(self.0.id)).await?.unwrap_or_default();
                Ok(TagConnection { edges: names.into_iter().map(|name| TagEdge { node: Tag::named(name) }).collect() })
            }

            /// The number of versions in it.
            pub(super) async fn version_count(&self, ctx: &Context<'_>) -> Answer<i32> {
                if !visible::is_visible(ctx, self.0.project_id).await? {
                    return Ok(0);
                }
                let count = load::one(ctx, VersionCountKey(self.0.id)).await?.unwrap_or_default();
                Ok(i32::try_from(count).unwrap_or(i32::MAX))
            }

            /// The keys that its versions have, to filter, sort and show them by.
            pub(super) async fn version_keys(&self, ctx: &Context<'_>) -> Answer<Vec<VersionKey>> {
                if !visible::is_visible(ctx, self.0.project_id).await? {
                    return Ok(Vec::new());
                }
                let mut db = api(ctx)?.store.read().await?;
                let keys = store::version_key::of_collection(&mut db, self.0.id).await?;
                Ok(keys.into_iter().filter_map(VersionKey::of).collect())
            }

            /// The place of its newest version.
            pub(super) async fn newest_membership(&self, ctx: &Context<'_>) -> Answer<Option<ArtifactCollectionMembership>> {
                if !visible::is_visible(ctx, self.0.project_id).await? {
                    return Ok(None);
                }
                Ok(load::one(ctx, NewestKey(self.0.id)).await?.map(ArtifactCollectionMembership))
            }

            /// Its aliases, by name.
            pub(super) async fn aliases(
                &self,
                ctx: &Context<'_>,
                after: Option<String>,
                first: Option<i32>,
            ) -> Answer<ArtifactAliasConnection> {
                if !visible::is_visible(ctx, self.0.project_id).await? {
                    return Ok(ArtifactAliasConnection::new(Page::of_list(Vec::new(), None, None, 1)?, 0));
                }
                let rows = load::one(ctx, CollectionAliasesKey(self.0.id)).await?.unwrap_or_default();
                let total = rows.len();
                let placed = rows.into_iter().map(|row| {
                    let at = vec![json!(row.alias), json!(row.id)];
                    (ArtifactAlias(row), at)
                });
                let (order, direction) = ("aliases +name", Direction::Ascending);
                let size = page_size(first, 1_000)?;
                let page = Page::of_small_list(placed.collect(), order, direction, size, after.as_deref())?;
                Ok(ArtifactAliasConnection::new(page, total))
            }

            /// What happened in it, newest first.
            pub(super) async fn artifact_collection_actions(
                &self,
                ctx: &Context<'_>,
                filter: Option<EventFilterInput>,
                first: Option<i32>,
                after: Option<String>,
            ) -> Answer<EventConnection> {
                if !visible::is_visible(ctx, self.0.project_id).await? {
                    return Ok(EventConnection::new(Page::of_list(Vec::new(), None, None, 1)?, 0));
                }
                event::of_collection(ctx, self.0.id, EventPage { filter, first, after }).await
            }

            /// What happened to its aliases, or to one of them, newest first.
            pub(super) async fn alias_action_history(
                &self,
                ctx: &Context<'_>,
                alias: Option<String>,
                first: Option<i32>,
                after: Option<String>,
            ) -> Answer<ArtifactAliasActionConnection> {
                if !visible::is_visible(ctx, self.0.project_id).await? {
                    return Ok(ArtifactAliasActionConnection::new(Page::of_list(Vec::new(), None, None, 1)?, 0));
                }
                event::alias_history(ctx, self.0.id, alias, first, after).await
            }

            /// The asker's watch on it, if there is one.
            pub(super) async fn my_watch(&self, ctx: &Context<'_>) -> Answer<Option<Watch>> {
                personal::watch_of_collection(ctx, self.0.id).await
            }

            /// The place that a reference means: `vN`, an alias or a digest.
            pub(super) async fn artifact_membership(
                &self,
                ctx: &Context<'_>,
                alias_name: String,
            ) -> Answer<Option<ArtifactCollectionMembership>> {
                if !visible::is_visible(ctx, self.0.project_id).await? {
                    return Ok(None);
                }
                let mut db = api(ctx)?.store.read().await?;
                let found = store::membership::by_reference(&mut db, self.0.id, &alias_name).await?;
                Ok(found.map(ArtifactCollectionMembership))
            }

            /// The places of its versions, newest first unless ordered otherwise.
            pub(super) async fn artifact_memberships(
                &self,
                ctx: &Context<'_>,
                filters: Option<JsonString>,
                order: Option<String>,
                first: Option<i32>,
                after: Option<String>,
            ) -> Answer<ArtifactCollectionMembershipConnection> {
                if !visible::is_visible(ctx, self.0.project_id).await? {
                    return Ok(ArtifactCollectionMembershipConnection::new(Page::of_list(Vec::new(), None, None, 1)?, 0));
                }
                membership::of_collection(ctx, &self.0, filters.as_ref(), order.as_deref(), first, after.as_deref()).await
            }

            /// Its versions, newest first unless ordered otherwise.
            pub(super) async fn artifacts(
                &self,
                ctx: &Context<'_>,
                filters: Option<JsonString>,
                order: Option<String>,
                after: Option<String>,
                first: Option<i32>,
            ) -> Answer<Option<VersionedArtifactConnection>> {
                if !visible::is_visible(ctx, self.0.project_id).await? {
                    return Ok(None);
                }
                let page =
                    membership::of_collection(ctx, &self.0, filters.as_ref(), order.as_deref(), first, after.as_deref()).await?;
                let mut edges = Vec::new();
                for edge in page.edges {
                    if let Some(node) = artifact::with_place(ctx, &edge.node.0).await? {
                        let version = format!("v{}", edge.node.0.version_index);
                        edges.push(VersionedArtifactEdge { version, cursor: edge.cursor, node });
                    }
                }
                Ok(Some(VersionedArtifactConnection { total_count: page.total_count, page_info: page.page_info, edges }))
            }

            $($more)*
        }
    };
}

collection_object!(ArtifactSequence {
    /// The newest committed version.
    async fn latest_artifact(&self, ctx: &Context<'_>) -> Answer<Option<Artifact>> {
        if !visible::is_visible(ctx, self.0.project_id).await? {
            return Ok(None);
        }
        let mut db = api(ctx)?.store.read().await?;
        Ok(store::artifact::latest_of(&mut db, self.0.id).await?.map(Artifact))
    }

    /// Versions are told apart by MD5.
    async fn digest_algorithm(&self) -> ArtifactDigestAlgorithm {
        ArtifactDigestAlgorithm::ManifestMd5
    }
});

collection_object!(ArtifactPortfolio {});
