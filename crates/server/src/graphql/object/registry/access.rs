//! What a person may do in a registry, and why.

use async_graphql::{Enum, SimpleObject};

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
