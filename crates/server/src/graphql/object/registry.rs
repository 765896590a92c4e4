//! What a project is as a registry: visibility, members, roles, stars.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use domain::permission::{self, Capability, Visibility};
use domain::role::RegistryRole;

use super::entity::Entity;
use super::membership::ArtifactCollectionMembership;
use super::organization::Organization;
use super::user::User;
use crate::auth::{self, RegistryStanding};
use crate::fault::{Answer, Fault};
use crate::graphql::load::{self, UserKey};
use crate::graphql::scalar::DateTime;
use crate::graphql::{actor, api, id};
use crate::store::access::ListedRow;
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

/// What a person may do in a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::permission::Capability")]
pub enum RegistryCapability {
    /// See it and everything but file contents.
    SeeRegistry,
    /// Read file contents, download, use.
    ReadFiles,
    /// Link, unlink, edit collections.
    EditCollections,
    /// Manage facts, members and protected aliases.
    ManageRegistry,
}

/// A yes or no with its reason.
#[derive(SimpleObject)]
pub struct CapabilityDecision {
    /// What was decided on.
    pub capability: RegistryCapability,
    /// The answer.
    pub is_allowed: bool,
    /// Why, as a sentence.
    pub because: String,
    /// What would turn a no into a yes.
    pub would_change: Option<String>,
}

/// The asker's place in a registry.
#[derive(SimpleObject)]
pub struct RegistryAccess {
    /// The effective role.
    pub role: String,
    /// The rule that gave it.
    pub because: String,
    /// The decision on each capability.
    pub capabilities: Vec<CapabilityDecision>,
}

/// An icon from the set of the app.
#[derive(SimpleObject)]
pub struct ProjectIcon {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: String,
}

/// What is listed in a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum RegistryMemberKind {
    /// A person.
    User,
    /// A team.
    Team,
    /// A service account.
    Service,
}

/// A user or team that is listed in a registry, with the role that it has in effect.
#[derive(SimpleObject)]
pub struct RegistryMember {
    /// `User:<n>` or `Entity:<n>`.
    pub id: ID,
    /// What it is.
    pub kind: RegistryMemberKind,
    /// The name people read.
    pub name: String,
    /// The e-mail of a user; the size of a team.
    pub detail: String,
    /// The role given here.
    pub direct_role: String,
    /// The role in effect.
    pub effective_role: String,
    /// The rule that gave the role in effect.
    pub effective_because: String,
    /// Whether it owns the registry.
    pub is_owner: bool,
}

/// A role, in the shape the SDK asks for.
#[derive(SimpleObject)]
pub struct Role {
    /// Its API name.
    pub name: String,
}

/// A user listed in a registry, in the shape the SDK asks for.
#[derive(SimpleObject)]
pub struct ProjectMember {
    /// `User:<n>`.
    pub id: ID,
    /// The name people read.
    pub name: Option<String>,
    /// The name in paths.
    pub username: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The role given here.
    pub role: Role,
}

/// A team listed in a registry, in the shape the SDK asks for.
#[derive(SimpleObject)]
pub struct ProjectTeamMember {
    /// The team.
    pub team: Entity,
    /// The role given here.
    pub role: Role,
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
        let mut db = api(ctx)?.store.read().await?;
        let org = store::organization::of_entity(&mut db, self.row.entity_id).await?;
        org.map(Organization).ok_or_else(|| Fault::internal(anyhow::anyhow!("registry {} has no organization", self.row.id)))
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
        Some(ProjectIcon { name, color: self.row.icon_color.clone().unwrap_or_default() })
    }

    /// Whether the asker has starred it.
    async fn is_starred(&self, ctx: &Context<'_>) -> Answer<bool> {
        let mut db = api(ctx)?.store.read().await?;
        store::star::is_starred(&mut db, actor(ctx)?.user.id, self.row.id).await
    }

    /// The number of collections.
    async fn collection_count(&self, ctx: &Context<'_>) -> Answer<i32> {
        let mut db = api(ctx)?.store.read().await?;
        Ok(i32::try_from(store::project::holdings(&mut db, self.row.id).await?.collections).unwrap_or(i32::MAX))
    }

    /// The number of linked versions.
    async fn version_count(&self, ctx: &Context<'_>) -> Answer<i32> {
        let mut db = api(ctx)?.store.read().await?;
        Ok(i32::try_from(store::project::holdings(&mut db, self.row.id).await?.versions).unwrap_or(i32::MAX))
    }

    /// When a version was last linked.
    async fn last_activity_at(&self, ctx: &Context<'_>) -> Answer<Option<DateTime>> {
        let mut db = api(ctx)?.store.read().await?;
        Ok(store::project::holdings(&mut db, self.row.id).await?.last_linked_at.map(DateTime))
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
        let Some(owner) = self.row.owner_id else { return Ok(None) };
        Ok(load::one(ctx, UserKey(owner)).await?.map(User))
    }

    /// The asker's role, its reason, and what follows from it.
    async fn my_access(&self, ctx: &Context<'_>) -> Answer<RegistryAccess> {
        let mut db = api(ctx)?.store.read().await?;
        let standing = standing(ctx, &mut db, &self.row).await?;
        let role = standing.role().ok_or_else(|| auth::absent_project(&self.row.entity_name, &self.row.name))?;
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
        let mut members: Vec<RegistryMember> = store::access::listed_teams(&mut db, self.row.id).await?.iter().map(team_member).collect();
        for user in store::access::listed_users(&mut db, self.row.id).await? {
            let standing = store::access::standing(&mut db, &org, &self.row, user.id).await?;
            members.push(user_member(&user, permission::effective_role(&standing), self.row.owner_id));
        }
        members.sort_by_key(|member| member.name.to_lowercase());
        Ok(members)
    }

    /// The aliases that only admins put on and take off.
    async fn protected_aliases(&self, ctx: &Context<'_>) -> Answer<Vec<String>> {
        let mut db = api(ctx)?.store.read().await?;
        store::project::protected_aliases(&mut db, self.row.id).await
    }
}

fn team_member(team: &ListedRow) -> RegistryMember {
    let people = if team.people == 1 { "1 person".to_owned() } else { format!("{} people", team.people) };
    RegistryMember {
        id: id::global("Entity", team.id),
        kind: RegistryMemberKind::Team,
        name: team.display_name.clone(),
        detail: format!("team, {people}"),
        direct_role: team.role().api_name().to_owned(),
        effective_role: team.role().api_name().to_owned(),
        effective_because: "direct".to_owned(),
        is_owner: false,
    }
}

fn user_member(user: &ListedRow, effective: Option<permission::EffectiveRole>, owner_id: Option<i64>) -> RegistryMember {
    // A listed person who left the organization has no role in effect; the lowest one is shown with the reason.
    let (role, because) = effective.map_or_else(
        || (RegistryRole::RestrictedViewer, "not in the organization: no access".to_owned()),
        |found| (found.role, found.source.words()),
    );
    RegistryMember {
        id: id::global("User", user.id),
        kind: if user.is_service() { RegistryMemberKind::Service } else { RegistryMemberKind::User },
        name: user.display_name.clone(),
        detail: user.email.clone(),
        direct_role: user.role().api_name().to_owned(),
        effective_role: role.api_name().to_owned(),
        effective_because: because,
        is_owner: owner_id == Some(user.id),
    }
}

/// The users listed, in the shape the SDK asks for.
///
/// # Errors
/// When the database fails.
pub async fn listed_users(ctx: &Context<'_>, row: &ProjectRow) -> Answer<Vec<ProjectMember>> {
    let mut db = api(ctx)?.store.read().await?;
    let users = store::access::listed_users(&mut db, row.id).await?;
    Ok(users
        .into_iter()
        .map(|user| ProjectMember {
            id: id::global("User", user.id),
            role: Role { name: user.role().api_name().to_owned() },
            name: Some(user.display_name),
            username: Some(user.name),
            email: Some(user.email),
        })
        .collect())
}

/// The teams listed, in the shape the SDK asks for.
///
/// # Errors
/// When the database fails.
pub async fn listed_teams(ctx: &Context<'_>, row: &ProjectRow) -> Answer<Vec<ProjectTeamMember>> {
    let mut db = api(ctx)?.store.read().await?;
    let mut members = Vec::new();
    for team in store::access::listed_teams(&mut db, row.id).await? {
        if let Some(entity) = store::entity::by_id(&mut db, team.id).await? {
            members.push(ProjectTeamMember { team: Entity(entity), role: Role { name: team.role().api_name().to_owned() } });
        }
    }
    Ok(members)
}

/// Whether the asker may not edit what is in a project.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn is_read_only(ctx: &Context<'_>, row: &ProjectRow) -> Answer<bool> {
    let mut db = api(ctx)?.store.read().await?;
    let decision = auth::may(&mut db, actor(ctx)?, row, Capability::EditCollections).await?;
    Ok(!decision.is_allowed)
}
