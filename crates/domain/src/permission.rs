//! Who may do what in a registry, and why. The server enforces and the app explains the same functions.
//!
//! Source: the role table of the product description (`ARCHITECTURE.md`, “Permissions”).

use crate::fold::Fold as _;
use serde::{Deserialize, Serialize};

use crate::role::{OrgRole, RegistryRole};

/// Who in the organization sees a registry without being listed in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Visibility {
    /// Every member of the organization is at least a restricted viewer.
    Organization,
    /// Only people and teams that are listed, and organization admins.
    Restricted,
}

impl Visibility {
    /// The value of `Project.access` in the API of the `wandb` SDK.
    pub const fn api_access(self) -> &'static str {
        match self {
            Self::Organization => "PRIVATE",
            Self::Restricted => "RESTRICTED",
        }
    }

    /// Reads `Project.access`; legacy values of open projects mean organization.
    pub fn from_api_access(access: &str) -> Option<Self> {
        match access {
            "PRIVATE" | "USER_READ" | "USER_WRITE" => Some(Self::Organization),
            "RESTRICTED" => Some(Self::Restricted),
            _ => None,
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Organization => "Organization",
            Self::Restricted => "Restricted",
        }
    }
}

/// One thing a person may or may not do in a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Capability {
    /// See the registry, its collections, versions, metadata, metrics, lineage, activity, settings and members; search.
    SeeRegistry,
    /// Read file contents, download, `use_artifact`.
    ReadFiles,
    /// Create a collection, link and unlink versions, edit descriptions, tags and ordinary aliases.
    EditCollections,
    /// Rename the registry, edit its facts, members, roles, protected aliases; delete it.
    ManageRegistry,
}

impl Capability {
    /// All capabilities, in the order of the role table.
    pub const ALL: [Self; 4] = [
        Self::SeeRegistry,
        Self::ReadFiles,
        Self::EditCollections,
        Self::ManageRegistry,
    ];

    /// The least role that has the capability.
    pub const fn needs(self) -> RegistryRole {
        match self {
            Self::SeeRegistry => RegistryRole::RestrictedViewer,
            Self::ReadFiles => RegistryRole::Viewer,
            Self::EditCollections => RegistryRole::Member,
            Self::ManageRegistry => RegistryRole::Admin,
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SeeRegistry => "See collections, versions, metrics, lineage",
            Self::ReadFiles => "Download files and use versions",
            Self::EditCollections => "Link and unlink versions, edit collections",
            Self::ManageRegistry => "Manage members and settings",
        }
    }
}

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
    /// The words that follow “because”: `organization admin`, `direct`, `team Risk analytics`, `visible to the organization`.
    pub fn words(&self) -> String {
        match self {
            Self::OrganizationAdmin => "organization admin".to_owned(),
            Self::Direct => "direct".to_owned(),
            Self::Team(name) => format!("team {name}"),
            Self::Visibility => "visible to the organization".to_owned(),
        }
    }
}

impl RoleSource {
    /// The words that follow a role in a sentence: `as an organization admin`, `through team Risk analytics`.
    fn clause(&self) -> String {
        match self {
            Self::OrganizationAdmin => "as an organization admin".to_owned(),
            Self::Direct => "by a role of your own".to_owned(),
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
/// together with membership of the organization.
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

/// A yes or no, with its reason and, for a no, the smallest change that would turn it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The answer.
    pub is_allowed: bool,
    /// Why, as a sentence.
    pub because: String,
    /// What would turn a no into a yes, as a sentence.
    pub would_change: Option<String>,
}

/// Decides on a capability in a registry.
pub fn decide(standing: &Standing, capability: Capability) -> Decision {
    let needed = capability.needs();
    match effective_role(standing) {
        Some(found) if found.role >= needed => Decision {
            is_allowed: true,
            because: format!("{} {}.", found.role.label(), found.source.clause()),
            would_change: None,
        },
        Some(found) => Decision {
            is_allowed: false,
            because: format!(
                "Needs {}. You are {} {}.",
                needed.label().folded(),
                found.role.label().folded(),
                found.source.clause()
            ),
            would_change: Some(format!(
                "An admin of the registry can make you {}.",
                needed.label().folded()
            )),
        },
        None => Decision {
            is_allowed: false,
            because: "You have no role here.".to_owned(),
            would_change: Some("An admin of the registry can add you or one of your teams.".to_owned()),
        },
    }
}

/// Whether a person may create a registry: any member of the organization who is not a viewer.
pub fn may_create_registry(org_role: Option<OrgRole>) -> bool {
    matches!(org_role, Some(OrgRole::Member | OrgRole::Admin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(org_role: Option<OrgRole>, visibility: Visibility) -> Standing {
        Standing {
            org_role,
            visibility,
            organization_default: RegistryRole::RestrictedViewer,
            direct_role: None,
            team_roles: Vec::new(),
        }
    }

    #[test]
    fn an_outsider_has_no_role_even_when_listed() {
        let mut outsider = standing(None, Visibility::Organization);
        outsider.direct_role = Some(RegistryRole::Admin);
        outsider.team_roles.push(TeamRole {
            team: "x".into(),
            role: RegistryRole::Admin,
        });
        assert_eq!(effective_role(&outsider), None);
        for capability in Capability::ALL {
            assert!(!decide(&outsider, capability).is_allowed);
        }
    }

    #[test]
    fn an_organization_admin_is_admin_of_a_restricted_registry() {
        let admin = standing(Some(OrgRole::Admin), Visibility::Restricted);
        let found = effective_role(&admin).unwrap();
        assert_eq!(
            (found.role, found.source),
            (RegistryRole::Admin, RoleSource::OrganizationAdmin)
        );
    }

    #[test]
    fn visibility_gives_organization_members_the_default_role_only() {
        let open = standing(Some(OrgRole::Member), Visibility::Organization);
        assert_eq!(
            effective_role(&open).unwrap().role,
            RegistryRole::RestrictedViewer
        );
        let closed = standing(Some(OrgRole::Member), Visibility::Restricted);
        assert_eq!(effective_role(&closed), None);
    }

    #[test]
    fn the_highest_of_direct_and_team_roles_counts() {
        let mut person = standing(Some(OrgRole::Viewer), Visibility::Restricted);
        person.direct_role = Some(RegistryRole::RestrictedViewer);
        person.team_roles.push(TeamRole {
            team: "Risk".into(),
            role: RegistryRole::Viewer,
        });
        person.team_roles.push(TeamRole {
            team: "Audit".into(),
            role: RegistryRole::RestrictedViewer,
        });
        let found = effective_role(&person).unwrap();
        assert_eq!(
            found,
            EffectiveRole {
                role: RegistryRole::Viewer,
                source: RoleSource::Team("Risk".into())
            }
        );
    }

    #[test]
    fn capabilities_follow_the_role_table() {
        let expected = [
            [true, false, false, false],
            [true, true, false, false],
            [true, true, true, false],
            [true; 4],
        ];
        for (role, row) in RegistryRole::ALL.into_iter().zip(expected) {
            let mut person = standing(Some(OrgRole::Member), Visibility::Restricted);
            person.direct_role = Some(role);
            let found = Capability::ALL.map(|capability| decide(&person, capability).is_allowed);
            assert_eq!(found, row, "{role}");
        }
    }

    #[test]
    fn a_no_says_what_is_needed_what_one_is_and_what_would_help() {
        let mut person = standing(Some(OrgRole::Member), Visibility::Organization);
        person.team_roles.push(TeamRole {
            team: "Risk analytics".into(),
            role: RegistryRole::Viewer,
        });
        let decision = decide(&person, Capability::EditCollections);
        assert_eq!(
            decision.because,
            "Needs member. You are viewer through team Risk analytics."
        );
        assert_eq!(
            decision.would_change.as_deref(),
            Some("An admin of the registry can make you member.")
        );
    }

    #[test]
    fn organization_viewers_create_no_registries() {
        assert!(!may_create_registry(None));
        assert!(!may_create_registry(Some(OrgRole::Viewer)));
        assert!(may_create_registry(Some(OrgRole::Member)));
    }
}
