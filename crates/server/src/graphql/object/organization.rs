//! Organizations.

mod people;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use domain::permission::{OrgCapability, may_create_registry};

pub use self::people::OrganizationMember;
use super::entity::Entity;
use super::event::{self, EventConnection, EventFilterInput, EventPage};
use super::invite::Invite;
use super::project::{Project, ProjectConnection};
use crate::auth;
use crate::fault::Answer;
use crate::graphql::scalar::JsonString;
use crate::graphql::{actor, api, id, visible};
use crate::store::organization::OrganizationRow;
use crate::store::{self};

/// An organization: owns registries, teams and users.
pub struct Organization(pub OrganizationRow);

/// How the SDK names the organization whose switches it asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "RampIDType")]
pub enum RampIdType {
    /// By display name.
    #[graphql(name = "OrgName")]
    OrgName,
}

/// A switch of an organization.
#[derive(SimpleObject)]
pub struct FeatureFlag {
    /// Its name.
    pub ramp_key: String,
    /// Whether it is on.
    pub is_enabled: bool,
}

/// What registry search can do beyond the basics.
#[derive(SimpleObject)]
pub struct AdvancedRegistryFeatures {
    /// Whether versions can be ordered in search, and found by size and by the time of their link.
    pub advanced_search: bool,
}

#[Object]
impl Organization {
    /// `Organization:<n>` in Base64.
    async fn id(&self) -> ID {
        id::global("Organization", self.0.id)
    }

    /// The display name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Not an organization of that cloud.
    #[graphql(name = "coreWeaveOrganizationId")]
    async fn core_weave_organization_id(&self) -> Option<String> {
        None
    }

    /// The entity that owns the registries.
    async fn org_entity(&self, ctx: &Context<'_>) -> Answer<Option<Entity>> {
        let mut db = api(ctx)?.store.read().await?;
        Ok(store::entity::by_id(&mut db, self.0.entity_id).await?.map(Entity))
    }

    /// What search among its registries can do.
    async fn advanced_registry_features(&self) -> Option<AdvancedRegistryFeatures> {
        Some(AdvancedRegistryFeatures {
            advanced_search: true,
        })
    }

    /// No switches differ from their default.
    async fn feature_flags(
        &self,
        #[graphql(name = "rampIDType")] ramp_id_type: Option<RampIdType>,
    ) -> Vec<FeatureFlag> {
        let _ = ramp_id_type;
        Vec::new()
    }

    /// The asker's role in the organization.
    async fn my_role(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        let mut db = api(ctx)?.store.read().await?;
        let role = store::organization::role(&mut db, self.0.id, actor(ctx)?.user.id).await?;
        Ok(role.map(|role| role.api_name().to_owned()))
    }

    /// Whether the asker may create a registry.
    async fn may_create_registry(&self, ctx: &Context<'_>) -> Answer<bool> {
        let mut db = api(ctx)?.store.read().await?;
        Ok(may_create_registry(
            store::organization::role(&mut db, self.0.id, actor(ctx)?.user.id).await?,
        ))
    }

    /// Everything that happened, newest first; for admins of the organization.
    async fn audit_log(
        &self,
        ctx: &Context<'_>,
        filter: Option<EventFilterInput>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Answer<EventConnection> {
        let mut db = api(ctx)?.store.read().await?;
        auth::require_in_organization(&mut db, actor(ctx)?, &self.0, OrgCapability::ReadAuditLog).await?;
        drop(db);
        let page = EventPage { filter, first, after };
        event::of_chain(ctx, self.0.id, page).await
    }

    /// Its people, by username.
    async fn members(&self, ctx: &Context<'_>) -> Answer<Vec<OrganizationMember>> {
        people::members(ctx, self.0.id).await
    }

    /// Its teams, by name.
    async fn teams(&self, ctx: &Context<'_>) -> Answer<Vec<Entity>> {
        people::teams(ctx, self.0.id).await
    }

    /// The open invitations to its teams, for its admins; none for others.
    async fn pending_invites(&self, ctx: &Context<'_>) -> Answer<Vec<Invite>> {
        people::pending_invites(ctx, self.0.id).await
    }

    /// A registry by its name without prefix, if it may be seen.
    async fn registry(&self, ctx: &Context<'_>, name: String) -> Answer<Option<Project>> {
        let project = format!("{}{name}", domain::name::REGISTRY_PREFIX);
        Ok(visible::project_by_name(ctx, &self.0.entity_name, &project)
            .await?
            .map(Project))
    }

    /// The registries that may be seen.
    async fn registries(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 200)] first: i32,
        after: Option<String>,
        order: Option<String>,
        filters: Option<JsonString>,
    ) -> Answer<ProjectConnection> {
        let asked = super::project::Asked {
            filters: filters.as_ref(),
            order: order.as_deref(),
            first: Some(first),
            after: after.as_deref(),
            is_of_registries: true,
        };
        super::project::page_of_entity(ctx, self.0.entity_id, asked).await
    }
}
