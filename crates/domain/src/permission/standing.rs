//! What decides on a person's role in a registry, and the role that follows.

use crate::role::{OrgRole, RegistryRole};

use super::Visibility;

/// A role that a person has through a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamRole {
    /// The name of the team.
    pub team: String,
    /// The role of the team in the registry.
    pub role: RegistryRole,
}

/// Everything that decides on a person's role in one registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The role in the organization that owns the registry; `None` for a person outside it.
    pub org_role: Option<OrgRole>,
    /// The visibility of the registry.
    pub visibility: Visibility,
    /// The role that organization visibility gives: restricted viewer, or viewer where the organization says so.
    pub organization_default: RegistryRole,
    /// The role the person was given in the registry.
    pub direct_role: Option<RegistryRole>,
    /// The roles of the person's teams in the registry.
    pub team_roles: Vec<TeamRole>,
}

/// Which rule gave a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoleSource {
    /// An organization admin is admin everywhere.
    OrganizationAdmin,
    /// Given in the registry.
    Direct,
    /// Given to a team.
    Team(String),
    /// The registry is visible to the organization.
    Visibility,
}

impl RoleSource {
    /// The words that follow “because”: `organization admin`, `direct`, `team Risk analytics`, `organization visibility`.
    pub fn words(&self) -> String {
        match self {
            Self::OrganizationAdmin => "organization admin".to_owned(),
            Self::Direct => "direct".to_owned(),
            Self::Team(name) => format!("team {name}"),
            Self::Visibility => "organization visibility".to_owned(),
        }
    }

    /// The words that follow a role in a sentence: `as an organization admin`, `through team Risk analytics`.
    pub(super) fn clause(&self) -> String {
        match self {
            Self::OrganizationAdmin => "as an organization admin".to_owned(),
            Self::Direct => "by a direct role".to_owned(),
            Self::Team(name) => format!("through team {name}"),
            Self::Visibility => "because the registry is visible to the organization".to_owned(),
        }
    }
}

/// The greatest of the roles of a person, and the rule that gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectiveRole {
    /// The role.
    pub role: RegistryRole,
    /// The rule; of rules that give the same role the most specific one.
    pub source: RoleSource,
}

/// The effective role, or `None` for a person to whom the registry does not exist.
///
/// People outside the organization have no role, whatever else is listed: a team or a direct role counts only
/// together with membership of the organization. Ownership is not asked for, since it grants nothing.
pub fn effective_role(standing: &Standing) -> Option<EffectiveRole> {
    let org_role = standing.org_role?;
    let visibility = (standing.visibility == Visibility::Organization).then_some(EffectiveRole {
        role: standing.organization_default,
        source: RoleSource::Visibility,
    });
    let teams = standing.team_roles.iter().map(|entry| EffectiveRole {
        role: entry.role,
        source: RoleSource::Team(entry.team.clone()),
    });
    let direct = standing.direct_role.map(|role| EffectiveRole {
        role,
        source: RoleSource::Direct,
    });
    let admin = (org_role == OrgRole::Admin).then_some(EffectiveRole {
        role: RegistryRole::Admin,
        source: RoleSource::OrganizationAdmin,
    });
    // `max_by_key` keeps the last of equals, so the chain goes from the least to the most specific rule.
    visibility
        .into_iter()
        .chain(teams)
        .chain(direct)
        .chain(admin)
        .max_by_key(|found| found.role)
}
