//! Roles in a registry and in an organization.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a person may do in one registry, from least to most.
///
/// The order of the variants is the order of power: the effective role is the greatest of all roles a person has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistryRole {
    /// Sees everything but the contents of files.
    RestrictedViewer,
    /// Also reads file contents and uses versions in runs.
    Viewer,
    /// Also links, unlinks and edits collections.
    Member,
    /// Also manages the registry, its members and its protected aliases.
    Admin,
}

impl RegistryRole {
    /// All roles, from least to most power.
    pub const ALL: [Self; 4] = [Self::RestrictedViewer, Self::Viewer, Self::Member, Self::Admin];

    /// The roles that a person, or a service account, may be given: a service account is member or admin.
    pub const fn given_to(is_service: bool) -> &'static [Self] {
        if is_service {
            &[Self::Member, Self::Admin]
        } else {
            &Self::ALL
        }
    }

    /// The role that a person, or a service account, has as soon as it is listed.
    pub const fn at_first(is_service: bool) -> Self {
        if is_service { Self::Member } else { Self::Viewer }
    }

    /// The name the API uses, as the `wandb` SDK writes it.
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::RestrictedViewer => "restricted_viewer",
            Self::Viewer => "viewer",
            Self::Member => "member",
            Self::Admin => "admin",
        }
    }

    /// The name people read, in sentence case.
    pub const fn label(self) -> &'static str {
        match self {
            Self::RestrictedViewer => "Restricted viewer",
            Self::Viewer => "Viewer",
            Self::Member => "Member",
            Self::Admin => "Admin",
        }
    }
}

impl fmt::Display for RegistryRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.api_name())
    }
}

/// A text that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not a role; use one of {legal}")]
pub struct UnknownRole {
    given: String,
    legal: &'static str,
}

impl FromStr for RegistryRole {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.api_name() == text)
            .ok_or_else(|| UnknownRole {
                given: text.to_owned(),
                legal: "admin, member, viewer, restricted_viewer",
            })
    }
}

/// What a person is in an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrgRole {
    /// May look and use, may not create registries.
    Viewer,
    /// May create registries.
    Member,
    /// Is an admin of every registry of the organization.
    Admin,
}

impl OrgRole {
    /// All roles, from least to most power.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Member, Self::Admin];

    /// The name the API uses.
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Member => "member",
            Self::Admin => "admin",
        }
    }

    /// The name people read, in sentence case.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Viewer => "Viewer",
            Self::Member => "Member",
            Self::Admin => "Admin",
        }
    }
}

impl fmt::Display for OrgRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.api_name())
    }
}

impl FromStr for OrgRole {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.api_name() == text)
            .ok_or_else(|| UnknownRole {
                given: text.to_owned(),
                legal: "admin, member, viewer",
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_reads_back_from_its_name_and_as_it_is_written() {
        for role in RegistryRole::ALL {
            assert_eq!(role.api_name().parse(), Ok(role));
            assert_eq!(role.to_string().parse(), Ok(role));
        }
        for role in OrgRole::ALL {
            assert_eq!(role.api_name().parse(), Ok(role));
            assert_eq!(role.to_string().parse(), Ok(role));
        }
    }

    #[test]
    fn a_service_account_is_member_or_admin_and_begins_as_member() {
        for (is_service, role, may_have) in [
            (false, RegistryRole::RestrictedViewer, true),
            (false, RegistryRole::Viewer, true),
            (false, RegistryRole::Member, true),
            (false, RegistryRole::Admin, true),
            (true, RegistryRole::RestrictedViewer, false),
            (true, RegistryRole::Viewer, false),
            (true, RegistryRole::Member, true),
            (true, RegistryRole::Admin, true),
        ] {
            let given = RegistryRole::given_to(is_service);
            assert_eq!(given.contains(&role), may_have, "{is_service} {role}");
        }
        assert_eq!(RegistryRole::at_first(false), RegistryRole::Viewer);
        assert_eq!(RegistryRole::at_first(true), RegistryRole::Member);
    }

    #[test]
    fn an_unknown_role_is_refused_with_the_legal_ones() {
        let error = "owner".parse::<RegistryRole>().unwrap_err().to_string();
        assert_eq!(
            error,
            "“owner” is not a role; use one of admin, member, viewer, restricted_viewer"
        );
        let error = "restricted_viewer".parse::<OrgRole>().unwrap_err().to_string();
        assert_eq!(
            error,
            "“restricted_viewer” is not a role; use one of admin, member, viewer"
        );
    }
}
