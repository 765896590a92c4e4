//! What a person may do in a registry, and why.

use async_graphql::{Enum, SimpleObject};

/// What a person may do in a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::permission::Capability")]
pub enum RegistryCapability {
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
