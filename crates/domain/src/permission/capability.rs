//! What can be done in a registry, and the least role that may.

use serde::{Deserialize, Serialize};

use crate::role::RegistryRole;

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
    /// Make a collection.
    CreateCollection,
    /// Rename a collection, or move its type where it is allowed.
    RenameCollection,
    /// Link a version into a collection.
    LinkVersion,
    /// Take a version out that holds no protected alias.
    UnlinkVersion,
    /// Edit the description of a collection or version, and the metadata of a version.
    EditDescription,
    /// Put tags on collections and versions, and take them off.
    EditTags,
    /// Put on, move and take off aliases that are not protected.
    MoveAlias,
    /// Delete a collection none of whose versions holds a protected alias.
    DeleteCollection,
    /// Make, change, pause and delete automations.
    ManageAutomations,
    /// Ask for a protected alias to be put on a version.
    AskForPromotion,
    /// Rename the registry.
    RenameRegistry,
    /// Edit the description and the icon of the registry.
    EditRegistry,
    /// Change which artifact types are taken.
    ChangeAcceptedTypes,
    /// Restrict the registry to those listed.
    ChangeVisibility,
    /// Add and remove users and teams, give roles, name the owner.
    ManageMembers,
    /// Define which aliases are protected.
    ManageProtectedAliases,
    /// Put on, move and take off a protected alias, also by unlinking or deleting what holds it.
    PutProtectedAlias,
    /// Approve or reject what was asked for.
    ApprovePromotion,
    /// Delete the registry.
    DeleteRegistry,
}

impl Capability {
    /// All capabilities, in the order of the role table.
    pub const ALL: [Self; 21] = [
        Self::SeeRegistry,
        Self::ReadFiles,
        Self::CreateCollection,
        Self::RenameCollection,
        Self::LinkVersion,
        Self::UnlinkVersion,
        Self::EditDescription,
        Self::EditTags,
        Self::MoveAlias,
        Self::DeleteCollection,
        Self::ManageAutomations,
        Self::AskForPromotion,
        Self::RenameRegistry,
        Self::EditRegistry,
        Self::ChangeAcceptedTypes,
        Self::ChangeVisibility,
        Self::ManageMembers,
        Self::ManageProtectedAliases,
        Self::PutProtectedAlias,
        Self::ApprovePromotion,
        Self::DeleteRegistry,
    ];

    /// The least role that has the capability.
    pub const fn needs(self) -> RegistryRole {
        match self {
            Self::SeeRegistry => RegistryRole::RestrictedViewer,
            Self::ReadFiles => RegistryRole::Viewer,
            Self::CreateCollection
            | Self::RenameCollection
            | Self::LinkVersion
            | Self::UnlinkVersion
            | Self::EditDescription
            | Self::EditTags
            | Self::MoveAlias
            | Self::DeleteCollection
            | Self::ManageAutomations
            | Self::AskForPromotion => RegistryRole::Member,
            Self::RenameRegistry
            | Self::EditRegistry
            | Self::ChangeAcceptedTypes
            | Self::ChangeVisibility
            | Self::ManageMembers
            | Self::ManageProtectedAliases
            | Self::PutProtectedAlias
            | Self::ApprovePromotion
            | Self::DeleteRegistry => RegistryRole::Admin,
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SeeRegistry => "See collections, versions, metrics, lineage",
            Self::ReadFiles => "Download files and use versions",
            Self::CreateCollection => "Create collections",
            Self::RenameCollection => "Rename collections",
            Self::LinkVersion => "Link versions",
            Self::UnlinkVersion => "Unlink versions without a protected alias",
            Self::EditDescription => "Edit descriptions and metadata",
            Self::EditTags => "Edit tags",
            Self::MoveAlias => "Put on, move and take off ordinary aliases",
            Self::DeleteCollection => "Delete collections without protected aliases",
            Self::ManageAutomations => "Make and change automations",
            Self::AskForPromotion => "Ask for a promotion",
            Self::RenameRegistry => "Rename the registry",
            Self::EditRegistry => "Edit the registry’s description and icon",
            Self::ChangeAcceptedTypes => "Change the accepted types",
            Self::ChangeVisibility => "Restrict the visibility",
            Self::ManageMembers => "Manage members, roles and the owner",
            Self::ManageProtectedAliases => "Define protected aliases",
            Self::PutProtectedAlias => "Put on and take off protected aliases",
            Self::ApprovePromotion => "Approve promotions",
            Self::DeleteRegistry => "Delete the registry",
        }
    }
}
