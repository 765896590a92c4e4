use domain::permission::{Capability, Visibility};
use domain::role::RegistryRole;

use crate::{FromJson, Person};

/// The fragment `Access` on `RegistryAccess`.
macro_rules! access_fragment {
    () => {
        "fragment Access on RegistryAccess { role because capabilities { capability isAllowed because wouldChange } }
"
    };
}

/// The fragment `Somebody` on `User`.
macro_rules! person_fragment {
    () => {
        "fragment Somebody on User { id name username }
"
    };
}

/// The fragments `Facts` on `RegistryFacts`, `Access` and `Somebody`.
macro_rules! facts_fragment {
    () => {
        concat!(
            "fragment Facts on RegistryFacts {
  name title isCore visibility acceptsAllTypes acceptedTypes icon { name color } isStarred
  collectionCount versionCount lastActivityAt
  recentLinks(first: 2) {
    id version createdAt linkedBy { ...Somebody } aliases { alias isProtected }
    artifactCollection { name defaultArtifactType { name } }
  }
  owner { ...Somebody }
  myAccess { ...Access }
}
",
            crate::registry::facts::access_fragment!(),
            crate::registry::facts::person_fragment!()
        )
    };
}

pub(crate) use {access_fragment, facts_fragment, person_fragment};

/// What a registry is, as every page about it shows it.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RegistryFacts {
    /// The name without prefix, as in addresses.
    pub name: String,
    /// The name people read: **Models** for the core registry `model`.
    pub title: String,
    /// Whether it is one of the two core registries.
    pub is_core: bool,
    /// Who sees it.
    pub visibility: Visibility,
    /// Whether artifacts of every type may be linked.
    pub accepts_all_types: bool,
    /// The types that may be linked, where not all may.
    pub accepted_types: Vec<String>,
    /// The icon that its admins chose.
    pub icon: Option<RegistryIcon>,
    /// Whether the viewer starred it.
    pub is_starred: bool,
    /// How many collections it has.
    pub collection_count: u64,
    /// How many linked versions it has.
    pub version_count: u64,
    /// The last link, RFC 3339.
    pub last_activity_at: Option<String>,
    /// The newest version of each of the most recently linked collections.
    pub recent_links: Vec<MembershipBrief>,
    /// The owner.
    pub owner: Option<Person>,
    /// What the viewer may do.
    pub my_access: RegistryAccess,
}

/// An icon by name and colour.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct RegistryIcon {
    /// The name of the icon.
    pub name: String,
    /// The name of the colour.
    pub color: String,
}

/// What the viewer may do in a registry, and why.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct RegistryAccess {
    /// The effective role.
    pub role: RegistryRole,
    /// Which rule gave it, as words that follow “because”.
    pub because: String,
    /// Each capability with its reason.
    pub capabilities: Vec<CapabilityDecision>,
}

impl RegistryAccess {
    /// The decision on one capability.
    pub fn decision(&self, capability: Capability) -> Option<&CapabilityDecision> {
        self.capabilities
            .iter()
            .find(|decision| decision.capability == capability)
    }

    /// Whether one capability is given.
    pub fn allows(&self, capability: Capability) -> bool {
        self.decision(capability)
            .is_some_and(|decision| decision.is_allowed)
    }
}

/// A yes or no with its reason.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct CapabilityDecision {
    /// What it is about.
    pub capability: Capability,
    /// The answer.
    pub is_allowed: bool,
    /// Why, as a sentence.
    pub because: String,
    /// What would turn a no into a yes, as a sentence.
    pub would_change: Option<String>,
}

/// A linked version in one line.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct MembershipBrief {
    /// The opaque id.
    pub id: String,
    /// `v3`.
    pub version: String,
    /// When it was linked, RFC 3339.
    pub created_at: String,
    /// Who linked it.
    pub linked_by: Option<Person>,
    /// Its aliases in this collection.
    pub aliases: Vec<AliasBadge>,
    /// The collection; absent where the document does not ask for it.
    #[serde(default)]
    pub artifact_collection: Option<NamedCollection>,
}

/// An alias of a version.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct AliasBadge {
    /// The alias.
    pub alias: String,
    /// Whether only registry admins may move it.
    pub is_protected: bool,
}

/// A collection by name and type.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct NamedCollection {
    /// The name.
    pub name: String,
    /// The type of its versions.
    pub default_artifact_type: ArtifactType,
}

/// A type of artifacts.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct ArtifactType {
    /// The name.
    pub name: String,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct TagName {
    /// The tag.
    pub name: String,
}
