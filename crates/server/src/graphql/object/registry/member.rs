//! Who is listed in a registry: as the app shows it, and in the shape the SDK asks for.

use async_graphql::{Context, Enum, ID, SimpleObject};
use domain::permission;
use domain::role::RegistryRole;

use crate::fault::Answer;
use crate::graphql::object::entity::Entity;
use crate::graphql::{api, id};
use crate::store::access::ListedRow;
use crate::store::project::ProjectRow;
use crate::store::{self};

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

/// A listed team.
pub fn team_member(team: &ListedRow) -> RegistryMember {
    let people = if team.people == 1 {
        "1 person".to_owned()
    } else {
        format!("{} people", team.people)
    };
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

/// A listed user with the role in effect.
pub fn user_member(
    user: &ListedRow,
    effective: Option<permission::EffectiveRole>,
    owner_id: Option<i64>,
) -> RegistryMember {
    // A listed person who left the organization has no role in effect; the lowest one is shown with the reason.
    let (role, because) = effective.map_or_else(
        || {
            (
                RegistryRole::RestrictedViewer,
                "not in the organization: no access".to_owned(),
            )
        },
        |found| (found.role, found.source.words()),
    );
    RegistryMember {
        id: id::global("User", user.id),
        kind: if user.is_service() {
            RegistryMemberKind::Service
        } else {
            RegistryMemberKind::User
        },
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
            role: Role {
                name: user.role().api_name().to_owned(),
            },
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
            members.push(ProjectTeamMember {
                team: Entity(entity),
                role: Role {
                    name: team.role().api_name().to_owned(),
                },
            });
        }
    }
    Ok(members)
}
