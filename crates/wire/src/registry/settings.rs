use domain::role::RegistryRole;
use serde::Serialize;

use super::facts::{RegistryFacts, facts_fragment};
use crate::{Document, FromJson};

/// One registry with its members and its protected aliases.
#[derive(Debug)]
pub struct RegistrySettings;

impl Document for RegistrySettings {
    const TEXT: &'static str = concat!(
        "query RegistrySettings($organization: String!, $registry: String!) {
  organization(name: $organization) {
    id name myRole orgEntity { name }
    registry(name: $registry) {
      id name entityName description createdAt
      registry { ...Facts }
      settings: registry {
        protectedAliases
        members { id kind name detail directRole effectiveRole effectiveBecause isOwner }
      }
    }
  }
}
",
        facts_fragment!()
    );
    type Variables = RegistrySettingsVariables;
    type Data = RegistrySettingsData;
}

/// The variables of [`RegistrySettings`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegistrySettingsVariables {
    /// The organization.
    pub organization: String,
    /// The registry, without prefix.
    pub registry: String,
}

/// The answer to [`RegistrySettings`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct RegistrySettingsData {
    /// The organization, unless absent or not the viewer's.
    pub organization: Option<SettingsOrganization>,
}

/// The organization of a registry.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct SettingsOrganization {
    /// The opaque id.
    pub id: String,
    /// The display name, as in addresses.
    pub name: String,
    /// `admin`, `member` or `viewer`.
    pub my_role: Option<String>,
    /// The API's name for the organization.
    pub org_entity: Option<crate::session::EntityName>,
    /// The registry, unless absent or not visible.
    pub registry: Option<RegistryOfSettings>,
}

/// A registry as its settings show it.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RegistryOfSettings {
    /// The opaque id of the project.
    pub id: String,
    /// The full name, `wandb-registry-…`.
    pub name: String,
    /// The org entity.
    pub entity_name: String,
    /// What the registry is for.
    pub description: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// What every page about the registry shows.
    pub registry: Option<RegistryFacts>,
    /// Its members and protected aliases; the document asks for them under a name of their own, because a flattened
    /// struct would carry a second copy of every reader of the facts into the app.
    pub settings: Option<SettingsFacts>,
}

/// The members and the protected aliases of a registry.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct SettingsFacts {
    /// The aliases that only admins may move.
    pub protected_aliases: Vec<String>,
    /// Direct users and teams, by name.
    pub members: Vec<RegistryMember>,
}

/// A user, team or service account with a role of its own.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RegistryMember {
    /// The opaque id.
    pub id: String,
    /// What it is.
    pub kind: MemberKind,
    /// The name.
    pub name: String,
    /// The e-mail of a user, “team, 6 people” of a team.
    pub detail: String,
    /// The role given in the registry.
    pub direct_role: RegistryRole,
    /// The highest of all roles that reach this member.
    pub effective_role: RegistryRole,
    /// Which rule gave the effective role.
    pub effective_because: String,
    /// Whether this is the owner.
    pub is_owner: bool,
}

/// What a member of a registry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, FromJson)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MemberKind {
    /// A person.
    User,
    /// A team.
    Team,
    /// A service account.
    Service,
}
