//! Projects and, with more facts, registries.

mod list;
mod view;

use async_graphql::{Context, ID, Object};

pub use self::list::{Asked, page_of_entity, visible_ids};
pub use self::view::{View, ViewConnection, ViewEdge};
use super::artifact::Artifact;
use super::artifact_type::{ArtifactType, ArtifactTypeConnection};
use super::collection::{ArtifactCollection, ArtifactCollectionConnection};
use super::entity::Entity;
use super::event::{self, EventConnection, EventFilterInput, EventPage};
use super::membership::ArtifactCollectionMembership;
use super::registry::{self, ProjectMember, ProjectTeamMember, RegistryFacts};
use super::run::{Run, RunConnection};
use super::user::User;
use crate::connection;
use crate::fault::{Answer, Fault};
use crate::graphql::load::{self, EntityKey, UserKey};
use crate::graphql::page::Page;
use crate::graphql::scalar::{DateTime, JsonString};
use crate::graphql::{api, id};
use crate::store::collection::CollectionKind;
use crate::store::project::ProjectRow;
use crate::store::search::collection::Scope;
use crate::store::{self};

/// A project; one of an organization's entity that carries the prefix is a registry.
pub struct Project(pub ProjectRow);

connection!(ProjectConnection, ProjectEdge, Project, "A page of projects.");

#[Object]
impl Project {
    /// `Project:<n>` in Base64.
    async fn id(&self) -> ID {
        id::global("Project", self.0.id)
    }

    /// `ProjectInternalId:<n>` in Base64; its integer is used in filters.
    async fn internal_id(&self) -> ID {
        id::global("ProjectInternalId", self.0.id)
    }

    /// The name, with the prefix if it is a registry.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The name of the owner.
    async fn entity_name(&self) -> &str {
        &self.0.entity_name
    }

    /// The owner.
    async fn entity(&self, ctx: &Context<'_>) -> Answer<Entity> {
        let row = load::one(ctx, EntityKey(self.0.entity_id)).await?;
        row.map(Entity)
            .ok_or_else(|| Fault::internal(anyhow::anyhow!("project {} has no owner", self.0.id)))
    }

    /// What it is for.
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When its facts last changed.
    async fn updated_at(&self) -> Option<DateTime> {
        Some(DateTime(self.0.updated_at))
    }

    /// `PRIVATE` (visible to the organization) or `RESTRICTED`.
    async fn access(&self) -> Option<&str> {
        Some(&self.0.access)
    }

    /// No workspace views are kept.
    async fn views(&self) -> Option<JsonString> {
        None
    }

    /// No reports are kept: `Api.reports` of the SDK lists none.
    async fn all_views(
        &self,
        view_type: Option<String>,
        view_name: Option<String>,
        after: Option<String>,
        first: Option<i32>,
    ) -> ViewConnection {
        let _ = (view_type, view_name, after, first);
        ViewConnection::none()
    }

    /// Never a benchmark.
    async fn is_benchmark(&self) -> bool {
        false
    }

    /// Whether the asker may only read.
    async fn read_only(&self, ctx: &Context<'_>) -> Answer<Option<bool>> {
        Ok(Some(registry::is_read_only(ctx, &self.0).await?))
    }

    /// Who made it.
    async fn user(&self, ctx: &Context<'_>) -> Answer<Option<User>> {
        let Some(made_by) = self.0.created_by else {
            return Ok(None);
        };
        Ok(load::one(ctx, UserKey(made_by)).await?.map(User))
    }

    /// Whether any artifact type may be linked.
    async fn allow_all_artifact_types_in_registry(&self) -> bool {
        self.0.accepts_all_types()
    }

    /// The users listed in a registry.
    async fn members(&self, ctx: &Context<'_>) -> Answer<Vec<ProjectMember>> {
        registry::listed_users(ctx, &self.0).await
    }

    /// The teams listed in a registry.
    async fn team_members(&self, ctx: &Context<'_>) -> Answer<Vec<ProjectTeamMember>> {
        registry::listed_teams(ctx, &self.0).await
    }

    /// The registry that this project is; none for an ordinary project.
    async fn registry(&self) -> Option<RegistryFacts> {
        self.0.registry_name().map(|name| RegistryFacts {
            name: name.to_owned(),
            row: self.0.clone(),
        })
    }

    /// One run.
    async fn run(&self, ctx: &Context<'_>, name: String, desc: Option<String>) -> Answer<Option<Run>> {
        // Sent along by older SDKs.
        let _ = desc;
        super::run::run_of_project(ctx, self.0.id, &name).await
    }

    /// One run.
    async fn bucket(&self, ctx: &Context<'_>, name: String, missing_ok: Option<bool>) -> Answer<Option<Run>> {
        // What is not there is null either way.
        let _ = missing_ok;
        super::run::run_of_project(ctx, self.0.id, &name).await
    }

    /// The runs, oldest first unless ordered otherwise.
    async fn runs(
        &self,
        ctx: &Context<'_>,
        filters: Option<JsonString>,
        order: Option<String>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<Option<RunConnection>> {
        super::run::runs_of_project(ctx, self.0.id, filters, order, first, after)
            .await
            .map(Some)
    }

    /// The number of runs.
    async fn run_count(&self, ctx: &Context<'_>, filters: Option<JsonString>) -> Answer<Option<i32>> {
        let runs = super::run::runs_of_project(ctx, self.0.id, filters, None, Some(0), None).await?;
        Ok(runs.total_count)
    }

    /// A version by `collection:reference`.
    async fn artifact(&self, ctx: &Context<'_>, name: String) -> Answer<Option<Artifact>> {
        let membership = super::membership::by_name(ctx, self.0.id, &name).await?;
        match membership {
            Some(found) => super::artifact::with_place(ctx, &found).await,
            None => Ok(None),
        }
    }

    /// An artifact type by name, if the project has or accepts it.
    async fn artifact_type(&self, ctx: &Context<'_>, name: String) -> Answer<Option<ArtifactType>> {
        let types = super::artifact_type::of_project(ctx, &self.0, true).await?;
        Ok(types.into_iter().find(|found| found.name == name))
    }

    /// The artifact types in use; with `includeAll`, the accepted ones too.
    async fn artifact_types(
        &self,
        ctx: &Context<'_>,
        include_all: Option<bool>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<ArtifactTypeConnection> {
        let types = super::artifact_type::of_project(ctx, &self.0, include_all.unwrap_or(false)).await?;
        let total = types.len();
        Ok(ArtifactTypeConnection::new(
            Page::of_list(types, first, after.as_deref(), 100)?,
            total,
        ))
    }

    /// A collection by name.
    async fn artifact_collection(
        &self,
        ctx: &Context<'_>,
        name: String,
    ) -> Answer<Option<ArtifactCollection>> {
        let mut db = api(ctx)?.store.read().await?;
        Ok(store::collection::by_name(&mut db, self.0.id, &name)
            .await?
            .map(ArtifactCollection::of))
    }

    /// The collections, by name unless ordered otherwise.
    async fn artifact_collections(
        &self,
        ctx: &Context<'_>,
        filters: Option<JsonString>,
        order: Option<String>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<Option<ArtifactCollectionConnection>> {
        let scope = Scope {
            project_ids: &[self.0.id],
            type_name: None,
            kinds: &CollectionKind::ALL,
        };
        let asked = super::collection::Asked {
            filters: filters.as_ref(),
            order: order.as_deref(),
            first,
            after: after.as_deref(),
        };
        super::collection::page(ctx, scope, asked).await.map(Some)
    }

    /// What happened in it, newest first.
    async fn events(
        &self,
        ctx: &Context<'_>,
        filter: Option<EventFilterInput>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Answer<EventConnection> {
        event::of_project(ctx, self.0.id, EventPage { filter, first, after }).await
    }

    /// The place of a version by `collection:reference`.
    async fn artifact_collection_membership(
        &self,
        ctx: &Context<'_>,
        name: String,
    ) -> Answer<Option<ArtifactCollectionMembership>> {
        Ok(super::membership::by_name(ctx, self.0.id, &name)
            .await?
            .map(ArtifactCollectionMembership))
    }
}
