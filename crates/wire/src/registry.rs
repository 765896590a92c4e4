//! Registries: the landing page, one registry with its collections, its settings, its star.

use serde::Serialize;

mod collections;
pub(crate) mod facts;
mod jump;
mod settings;

pub use collections::{
    CollectionRow, MoreCollections, MoreCollectionsData, MoreCollectionsOrganization,
    MoreCollectionsRegistry, MoreCollectionsVariables, RegistryOnPage, RegistryOrganization, RegistryPage,
    RegistryPageData, RegistryPageVariables,
};
pub use facts::{
    AliasBadge, ArtifactType, CapabilityDecision, MembershipBrief, NamedCollection, RegistryAccess,
    RegistryFacts, RegistryIcon, TagName,
};
pub use jump::{CollectionNamed, CollectionsNamed, CollectionsNamedVariables};
pub use settings::{
    MemberKind, RegistryMember, RegistryOfSettings, RegistrySettings, RegistrySettingsData,
    RegistrySettingsVariables, SettingsFacts, SettingsOrganization,
};

use crate::{Connection, Document, FromJson};

/// All registries of an organization that the viewer may see.
#[derive(Debug)]
pub struct Landing;

impl Document for Landing {
    const TEXT: &'static str = concat!(
        "query Landing($organization: String) {
  organization(name: $organization) {
    id name myRole mayCreateRegistry orgEntity { name }
    registries(first: 200, order: \"name\") {
      pageInfo { hasNextPage endCursor }
      edges { node { id name description updatedAt registry { ...Facts } } }
    }
  }
}
",
        facts::facts_fragment!()
    );
    type Variables = LandingVariables;
    type Data = LandingData;
}

/// The variables of [`Landing`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LandingVariables {
    /// The organization; `None` is the first one of the viewer.
    pub organization: Option<String>,
}

/// The answer to [`Landing`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct LandingData {
    /// The organization, unless it is absent or not the viewer's.
    pub organization: Option<LandingOrganization>,
}

/// An organization with its registries.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct LandingOrganization {
    /// The opaque id.
    pub id: String,
    /// The display name, as in addresses.
    pub name: String,
    /// `admin`, `member` or `viewer`.
    pub my_role: Option<String>,
    /// Whether the viewer may create registries here.
    pub may_create_registry: bool,
    /// The API's name for the organization.
    pub org_entity: Option<crate::session::EntityName>,
    /// The registries that the viewer may see.
    pub registries: Connection<RegistryCard>,
}

/// A registry as the landing page shows it.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RegistryCard {
    /// The opaque id.
    pub id: String,
    /// The full name of the project, `wandb-registry-…`.
    pub name: String,
    /// What the registry is for.
    pub description: Option<String>,
    /// When its facts last changed, RFC 3339.
    pub updated_at: Option<String>,
    /// The facts; absent only if a project that is no registry is listed.
    pub registry: Option<RegistryFacts>,
}

/// Puts a star on a registry, or takes it off.
#[derive(Debug)]
pub struct StarRegistry;

impl Document for StarRegistry {
    const TEXT: &'static str = "mutation StarRegistry($projectId: ID!, $isStarred: Boolean!) {
  starRegistry(input: { projectID: $projectId, isStarred: $isStarred }) { project { id registry { isStarred } } }
}";
    type Variables = StarRegistryVariables;
    type Data = StarRegistryData;
}

/// The variables of [`StarRegistry`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StarRegistryVariables {
    /// The id of the registry's project.
    pub project_id: String,
    /// Whether it shall be starred.
    pub is_starred: bool,
}

/// The answer to [`StarRegistry`].
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct StarRegistryData {
    /// What came of it.
    pub star_registry: StarredRegistry,
}

/// What came of [`StarRegistry`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct StarredRegistry {
    /// The registry as it is now.
    pub project: StarredProject,
}

/// The registry of which the star changed.
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct StarredProject {
    /// The opaque id.
    pub id: String,
    /// Its star.
    pub registry: Option<StarState>,
}

/// Whether a registry is starred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct StarState {
    /// Whether the viewer starred it.
    pub is_starred: bool,
}
