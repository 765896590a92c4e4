//! What a project is as a registry: visibility, members, roles, stars.

mod access;
mod member;

use async_graphql::{Context, Enum, Object, SimpleObject};
use domain::permission::{self, Capability, Visibility};

pub use self::access::{CapabilityDecision, RegistryAccess, RegistryCapability};
pub use self::member::{
    ProjectMember, ProjectTeamMember, RegistryMember, RegistryMemberKind, Role, listed_teams, listed_users,
};
use self::member::{team_member, user_member};
use super::membership::ArtifactCollectionMembership;
use super::organization::Organization;
use super::personal::{self, Watch};
use super::protected_alias::{self, ProtectedAlias};
use super::user::User;
use crate::auth::{self, RegistryStanding};
use crate::fault::{Answer, Fault};
use crate::graphql::load::{self, HoldingsKey, OwnerKey, UserKey};
use crate::graphql::scalar::DateTime;
use crate::graphql::{actor, api};
use crate::store::project::ProjectRow;
use crate::store::{self, Db};

/// The facts of a registry.
pub struct RegistryFacts {
    /// The name without prefix.
    pub name: String,
    /// The project that it is.
    pub row: ProjectRow,
}

/// Who sees a registry without being listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum RegistryVisibility {
    /// Everybody in the organization.
    Organization,
    /// Only those listed.
    Restricted,
}

/// An icon from the set of the app.
#[derive(SimpleObject)]
pub struct ProjectIcon {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: String,
}

async fn standing(ctx: &Context<'_>, db: &mut Db, row: &ProjectRow) -> Answer<RegistryStanding> {
    let found = auth::registry_standing(db, actor(ctx)?, row).await?;
    found.ok_or_else(|| auth::absent_project(&row.entity_name, &row.name))
}

#[Object]
impl RegistryFacts {
    /// The name without prefix.
    async fn name(&self) -> &str {
        &self.name
    }

    /// The title people read.
    async fn title(&self) -> &str {
        domain::name::registry_title(&self.name)
    }

    /// Whether it came with the organization.
    async fn is_core(&self) -> bool {
        self.row.is_core()
    }

    /// The organization that owns it.
    async fn organization(&self, ctx: &Context<'_>) -> Answer<Organization> {
        let org = load::one(ctx, OwnerKey(self.row.entity_id)).await?;
        org.map(Organization)
            .ok_or_else(|| Fault::internal(anyhow::anyhow!("registry {} has no organization", self.row.id)))
    }

    /// Who sees it without being listed.
    async fn visibility(&self) -> RegistryVisibility {
        match self.row.visibility() {
            Visibility::Organization => RegistryVisibility::Organization,
            Visibility::Restricted => RegistryVisibility::Restricted,
        }
    }

    /// Whether any artifact type may be linked.
    async fn accepts_all_types(&self) -> bool {
        self.row.accepts_all_types()
    }

    /// The types that may be linked, by name; empty when all are.
    async fn accepted_types(&self, ctx: &Context<'_>) -> Answer<Vec<String>> {
        let mut db = api(ctx)?.store.read().await?;
        store::project::types(&mut db, self.row.id).await
    }

    /// Its icon.
    async fn icon(&self) -> Option<ProjectIcon> {
        let name = self.row.icon_name.clone()?;
        Some(ProjectIcon {
            name,
            color: self.row.icon_color.clone().unwrap_or_default(),
        })
    }

    /// Whether the asker has starred it.
    async fn is_starred(&self, ctx: &Context<'_>) -> Answer<bool> {
        let mut db = api(ctx)?.store.read().await?;
        store::star::is_starred(&mut db, actor(ctx)?.user.id, self.row.id).await
    }

    /// The asker's watch on it, if there is one.
    async fn my_watch(&self, ctx: &Context<'_>) -> Answer<Option<Watch>> {
        personal::watch_of_registry(ctx, self.row.id).await
    }

    /// The number of collections.
    async fn collection_count(&self, ctx: &Context<'_>) -> Answer<i32> {
        let holdings = load::one(ctx, HoldingsKey(self.row.id)).await?;
        Ok(holdings.map_or(0, |held| i32::try_from(held.collections).unwrap_or(i32::MAX)))
    }

    /// The number of linked versions.
    async fn version_count(&self, ctx: &Context<'_>) -> Answer<i32> {
        let holdings = load::one(ctx, HoldingsKey(self.row.id)).await?;
        Ok(holdings.map_or(0, |held| i32::try_from(held.versions).unwrap_or(i32::MAX)))
    }

    /// When a version was last linked.
    async fn last_activity_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime>> {
        let holdings = load::one(ctx, HoldingsKey(self.row.id)).await?;
        Ok(holdings.and_then(|held| held.last_linked_at).map(DateTime))
    }

    /// The newest version of each of the collections that were linked to last.
    async fn recent_links(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 2)] first: i32,
    ) -> Answer<Vec<ArtifactCollectionMembership>> {
        let limit = usize::try_from(first.clamp(0, 20)).unwrap_or_default();
        let mut db = api(ctx)?.store.read().await?;
        let rows = store::membership::recent_of_project(&mut db, self.row.id, limit).await?;
        Ok(rows.into_iter().map(ArtifactCollectionMembership).collect())
    }

    /// Who answers for it; grants nothing.
    async fn owner(&self, ctx: &Context<'_>) -> Answer<Option<User>> {
        let Some(owner) = self.row.owner_id else {
            return Ok(None);
        };
        Ok(load::one(ctx, UserKey(owner)).await?.map(User))
    }

    /// The asker's role, its reason, and what follows from it.
    async fn my_access(&self, ctx: &Context<'_>) -> Answer<RegistryAccess> {
        let mut db = api(ctx)?.store.read().await?;
        let standing = standing(ctx, &mut db, &self.row).await?;
        let role = standing
            .role()
            .ok_or_else(|| auth::absent_project(&self.row.entity_name, &self.row.name))?;
        let capabilities = Capability::ALL.map(|capability| {
            let decision = standing.decide(capability);
            CapabilityDecision {
                capability: capability.into(),
                is_allowed: decision.is_allowed,
                because: decision.because,
                would_change: decision.would_change,
            }
        });
        Ok(RegistryAccess {
            role: role.role.api_name().to_owned(),
            because: role.source.words(),
            capabilities: capabilities.into(),
        })
    }

    /// The users and teams listed, by name, with the roles that they have in effect.
    async fn members(&self, ctx: &Context<'_>) -> Answer<Vec<RegistryMember>> {
        let mut db = api(ctx)?.store.read().await?;
        let org = standing(ctx, &mut db, &self.row).await?.org;
        let mut members: Vec<RegistryMember> = store::access::listed_teams(&mut db, self.row.id)
            .await?
            .iter()
            .map(team_member)
            .collect();
        for user in store::access::listed_users(&mut db, self.row.id).await? {
            let standing = store::access::standing(&mut db, &org, &self.row, user.id).await?;
            members.push(user_member(
                &user,
                permission::effective_role(&standing),
                self.row.owner_id,
            ));
        }
        members.sort_by_key(|member| member.name.to_lowercase());
        Ok(members)
    }

    /// The aliases that only admins put on and take off.
    async fn protected_aliases(&self, ctx: &Context<'_>) -> Answer<Vec<String>> {
        let mut db = api(ctx)?.store.read().await?;
        store::project::protected_aliases(&mut db, self.row.id).await
    }

    /// The same, with the versions that hold them.
    async fn protected_alias_holders(&self, ctx: &Context<'_>) -> Answer<Vec<ProtectedAlias>> {
        protected_alias::of_registry(ctx, self.row.id).await
    }
}

/// Whether the asker may not edit what is in a project.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn is_read_only(ctx: &Context<'_>, row: &ProjectRow) -> Answer<bool> {
    let mut db = api(ctx)?.store.read().await?;
    let decision = auth::may(&mut db, actor(ctx)?, row, Capability::LinkVersion).await?;
    Ok(!decision.is_allowed)
}
