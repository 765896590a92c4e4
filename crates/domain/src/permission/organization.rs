//! What can be done in an organization.

use super::Decision;
use crate::fold::Fold as _;
use crate::role::OrgRole;

/// One thing a person may or may not do in an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrgCapability {
    /// See the organization, its people and teams.
    SeeOrganization,
    /// Create a registry.
    CreateRegistry,
    /// Make teams.
    CreateTeam,
    /// Take people in, give them roles, take them out; service accounts; the default role of open registries.
    ManageOrganization,
    /// Read everything that happened in the organization.
    ReadAuditLog,
}

impl OrgCapability {
    /// All capabilities, from those of everybody to those of admins.
    pub const ALL: [Self; 5] = [
        Self::SeeOrganization,
        Self::CreateRegistry,
        Self::CreateTeam,
        Self::ManageOrganization,
        Self::ReadAuditLog,
    ];

    /// The least role that has the capability.
    pub const fn needs(self) -> OrgRole {
        match self {
            Self::SeeOrganization => OrgRole::Viewer,
            Self::CreateRegistry => OrgRole::Member,
            Self::CreateTeam | Self::ManageOrganization | Self::ReadAuditLog => OrgRole::Admin,
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SeeOrganization => "See the organization",
            Self::CreateRegistry => "Create registries",
            Self::CreateTeam => "Make teams",
            Self::ManageOrganization => "Manage people and settings of the organization",
            Self::ReadAuditLog => "Read the audit log",
        }
    }
}

/// Decides on a capability of the reader in an organization.
pub fn decide_in_organization(role: Option<OrgRole>, capability: OrgCapability) -> Decision {
    let needed = capability.needs();
    let name = |role: OrgRole| role.label().folded();
    match role {
        Some(role) if role >= needed => Decision::yes(format!("{} of the organization.", role.label())),
        Some(role) => Decision::no(
            format!(
                "Needs {} of the organization. You are {}.",
                name(needed),
                name(role)
            ),
            Some(format!(
                "An admin of the organization can make you {}.",
                name(needed)
            )),
        ),
        None => Decision::no(
            "You are not in the organization.".to_owned(),
            Some(format!(
                "An admin of the organization can take you in as {}.",
                name(needed)
            )),
        ),
    }
}

/// Whether a person may create a registry: any member of the organization who is not a viewer.
pub fn may_create_registry(org_role: Option<OrgRole>) -> bool {
    decide_in_organization(org_role, OrgCapability::CreateRegistry).is_allowed
}
