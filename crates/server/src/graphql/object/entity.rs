//! Owners of projects: users, teams, organizations.

mod list;

use async_graphql::{Context, ID, Object};

pub use self::list::{EntityConnection, EntityEdge, Member, is_visible};
use super::collection::{ArtifactCollectionConnection, ArtifactCollectionType};
use super::membership::ArtifactCollectionMembershipConnection;
use super::organization::Organization;
use super::project::{Project, ProjectConnection};
use super::user::User;
use crate::fault::Answer;
use crate::graphql::scalar::{Int64, JsonString};
use crate::graphql::{api, id, visible};
use crate::store::collection::CollectionKind;
use crate::store::entity::{EntityKind, EntityRow};
use crate::store::search::collection::Scope;
use crate::store::team::TeamMemberRow;
use crate::store::{self};

/// An owner of projects.
pub struct Entity(pub EntityRow);

#[Object]
impl Entity {
    /// `Entity:<n>` in Base64.
    async fn id(&self) -> ID {
        id::global("Entity", self.0.id)
    }

    /// The first segment of paths.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Whether the name could still be taken: never, it is.
    async fn available(&self) -> Option<bool> {
        Some(false)
    }

    /// No pictures are kept.
    async fn photo_url(&self) -> Option<String> {
        None
    }

    /// Nothing is limited by plan.
    async fn limits(&self) -> Option<JsonString> {
        None
    }

    /// Whether it is closed for writing.
    async fn read_only(&self) -> Option<bool> {
        Some(false)
    }

    /// Whether it is closed for writing by its admin.
    async fn read_only_admin(&self) -> bool {
        false
    }

    /// Whether it is a team.
    async fn is_team(&self) -> bool {
        self.0.kind() == EntityKind::Team
    }

    /// `user`, `team` or `organization`.
    async fn entity_type(&self) -> Option<&str> {
        Some(self.0.kind().api_name())
    }

    /// Everything is private to its members.
    async fn private_only(&self) -> bool {
        true
    }

    /// Storage is not counted per entity yet.
    async fn storage_bytes(&self) -> Int64 {
        Int64(0)
    }

    /// Code is not saved.
    async fn code_saving_enabled(&self) -> bool {
        false
    }

    /// The access of new projects.
    async fn default_access(&self) -> &str {
        "PRIVATE"
    }

    /// There are no plans.
    async fn is_paid(&self) -> Option<bool> {
        Some(true)
    }

    /// Digests are MD5.
    async fn xxhash_digests_enabled(&self) -> bool {
        false
    }

    /// The members of a team: people, open invitations, service accounts.
    async fn members(&self, ctx: &Context<'_>) -> Answer<Vec<Member>> {
        if self.0.kind() != EntityKind::Team {
            return Ok(Vec::new());
        }
        let mut db = api(ctx)?.store.read().await?;
        let rows = store::team::members(&mut db, self.0.id).await?;
        let (programs, people): (Vec<_>, Vec<_>) = rows.into_iter().partition(TeamMemberRow::is_service);
        let invited = store::invite::of_team(&mut db, self.0.id).await?;
        let members = people.into_iter().map(Member::of);
        let members = members.chain(invited.into_iter().map(Member::invited));
        Ok(members.chain(programs.into_iter().map(Member::of)).collect())
    }

    /// The organization of a team or of an organization's own entity; none for a person.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Option<Organization>> {
        let mut db = api(ctx)?.store.read().await?;
        Ok(store::organization::of_entity(&mut db, self.0.id)
            .await?
            .map(Organization))
    }

    /// The person, for a personal entity.
    async fn user(&self, ctx: &Context<'_>) -> Answer<Option<User>> {
        let mut db = api(ctx)?.store.read().await?;
        Ok(store::user::by_entity(&mut db, self.0.id).await?.map(User))
    }

    /// One project, if it may be seen.
    async fn project(&self, ctx: &Context<'_>, name: Option<String>) -> Answer<Option<Project>> {
        let Some(name) = name else { return Ok(None) };
        Ok(visible::project_by_name(ctx, &self.0.name, &name)
            .await?
            .map(Project))
    }

    /// The projects that may be seen; for an organization's entity, its registries.
    async fn projects(
        &self,
        ctx: &Context<'_>,
        filters: Option<JsonString>,
        order: Option<String>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<Option<ProjectConnection>> {
        let asked = super::project::Asked {
            filters: filters.as_ref(),
            order: order.as_deref(),
            first,
            after: after.as_deref(),
            is_of_registries: false,
        };
        super::project::page_of_entity(ctx, self.0.id, asked)
            .await
            .map(Some)
    }

    /// The collections of the registries that match.
    #[expect(
        clippy::too_many_arguments,
        reason = "the SDK's document passes each of these"
    )]
    async fn artifact_collections(
        &self,
        ctx: &Context<'_>,
        project_filters: Option<JsonString>,
        filters: Option<JsonString>,
        collection_types: Option<Vec<ArtifactCollectionType>>,
        order: Option<String>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<Option<ArtifactCollectionConnection>> {
        let project_ids = super::project::visible_ids(ctx, self.0.id, project_filters.as_ref()).await?;
        let kinds: Vec<CollectionKind> = match collection_types {
            Some(types) => types.into_iter().map(CollectionKind::from).collect(),
            None => vec![CollectionKind::Portfolio],
        };
        let scope = Scope {
            project_ids: &project_ids,
            type_name: None,
            kinds: &kinds,
        };
        let asked = super::collection::Asked {
            filters: filters.as_ref(),
            order: order.as_deref(),
            first,
            after: after.as_deref(),
        };
        super::collection::page(ctx, scope, asked).await.map(Some)
    }

    /// The linked versions of the collections that match: by collection, newest first in each, unless ordered otherwise.
    #[expect(
        clippy::too_many_arguments,
        reason = "the SDK's document passes each of these"
    )]
    async fn artifact_memberships(
        &self,
        ctx: &Context<'_>,
        project_filters: Option<JsonString>,
        collection_filters: Option<JsonString>,
        filters: Option<JsonString>,
        order: Option<String>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<Option<ArtifactCollectionMembershipConnection>> {
        let project_ids = super::project::visible_ids(ctx, self.0.id, project_filters.as_ref()).await?;
        let (collection_filters, filters) = (collection_filters.as_ref(), filters.as_ref());
        super::membership::of_projects(
            ctx,
            project_ids,
            collection_filters,
            filters,
            order.as_deref(),
            first,
            after.as_deref(),
        )
        .await
        .map(Some)
    }
}
