use crate::registry::{AliasBadge, ArtifactType, NamedCollection, TagName};
use crate::{Connection, FromJson, JsonText, Person};

/// The fragment `Creator` on `ArtifactCreator`; wants `Somebody`.
macro_rules! creator_fragment {
    () => {
        "fragment Creator on ArtifactCreator {
  __typename
  ... on Run { name displayName state jobType summaryMetrics project { name entityName } user { ...Somebody } }
  ... on User { ...Somebody }
}
"
    };
}

/// The fragments `Place` on `ArtifactCollectionMembership` and `Creator`; wants `Somebody`.
macro_rules! place_fragment {
    () => {
        concat!(
            "fragment Place on ArtifactCollectionMembership {
  id version createdAt previousVersion nextVersion
  linkedBy { ...Somebody }
  aliases { alias isProtected }
  artifactCollection { name defaultArtifactType { name } }
  artifact {
    id qualifiedName digest size fileCount createdAt description descriptionHtml metadata fileContentAllowed
    historyStep
    tags { name }
    artifactType { name }
    artifactSequence { name project { name entityName } }
    createdBy { ...Creator }
    artifactMemberships(first: 50) {
      edges { node { id version artifactCollection { __typename name project { name entityName registry { name title organization { name } } } } } }
    }
  }
}
",
            crate::version::creator_fragment!()
        )
    };
}

pub(crate) use {creator_fragment, place_fragment};

/// A version in a collection.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// The opaque id.
    pub id: String,
    /// `v3`.
    pub version: String,
    /// When it was linked, RFC 3339; at the source, when it was logged.
    pub created_at: String,
    /// The version before it in the collection.
    pub previous_version: Option<String>,
    /// The version after it in the collection.
    pub next_version: Option<String>,
    /// Who linked it.
    pub linked_by: Option<Person>,
    /// Its aliases in this collection.
    pub aliases: Vec<AliasBadge>,
    /// The collection.
    pub artifact_collection: Option<NamedCollection>,
    /// What was linked.
    pub artifact: Option<Artifact>,
}

/// A version as logged.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct Artifact {
    /// The opaque id.
    pub id: String,
    /// `entity/project/sequence:vN` of the source; empty when the source may not be seen.
    pub qualified_name: String,
    /// The digest of the manifest, hexadecimal.
    pub digest: String,
    /// Bytes of all files.
    pub size: u64,
    /// How many files, references included.
    pub file_count: u64,
    /// When it was logged, RFC 3339.
    pub created_at: String,
    /// The description as Markdown.
    pub description: Option<String>,
    /// The description as HTML that the server made safe.
    pub description_html: Option<String>,
    /// What its maker wrote into it.
    #[serde(default)]
    pub metadata: JsonText,
    /// Whether the viewer may read its files at all.
    pub file_content_allowed: bool,
    /// The step of the run at which it was logged.
    pub history_step: Option<i64>,
    /// Its tags.
    pub tags: Vec<TagName>,
    /// Its type.
    pub artifact_type: ArtifactType,
    /// The sequence it belongs to.
    pub artifact_sequence: SourceSequence,
    /// What logged it.
    pub created_by: Option<Creator>,
    /// All collections that it is in, the source included.
    pub artifact_memberships: Connection<OtherMembership>,
}

/// The sequence of a version.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct SourceSequence {
    /// The name.
    pub name: String,
    /// The project, unless it may not be seen.
    pub project: Option<ProjectPlace>,
}

/// Where a project is.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct ProjectPlace {
    /// The name.
    pub name: String,
    /// The team or person.
    pub entity_name: String,
}

/// What logged a version.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(tag = "__typename")]
pub enum Creator {
    /// A run.
    Run(Box<RunBrief>),
    /// A person, without a run.
    User(Person),
}

/// A run in one line.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RunBrief {
    /// The name in addresses.
    pub name: String,
    /// The name people read.
    pub display_name: Option<String>,
    /// `running`, `finished`, `failed`, …
    pub state: Option<String>,
    /// What kind of work it did.
    pub job_type: Option<String>,
    /// The last values of its metrics.
    #[serde(default)]
    pub summary_metrics: JsonText,
    /// Its project, unless it may not be seen.
    pub project: Option<ProjectPlace>,
    /// Who started it.
    pub user: Option<Person>,
}

impl RunBrief {
    /// The name to show.
    pub fn shown_name(&self) -> &str {
        self.display_name
            .as_deref()
            .filter(|name| !name.is_empty())
            .unwrap_or(&self.name)
    }
}

/// A place of a version in some collection.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct OtherMembership {
    /// The opaque id.
    pub id: String,
    /// `v3`.
    pub version: String,
    /// The collection.
    pub artifact_collection: Option<CollectionPlace>,
}

/// A collection and where it is.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct CollectionPlace {
    /// The name.
    pub name: String,
    /// The project, unless it may not be seen.
    pub project: Option<PlaceProject>,
}

/// A project that may be a registry.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct PlaceProject {
    /// The name.
    pub name: String,
    /// The team, person or org entity.
    pub entity_name: String,
    /// The registry, if it is one.
    pub registry: Option<PlaceRegistry>,
}

/// A registry by name.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct PlaceRegistry {
    /// The name without prefix.
    pub name: String,
    /// The name people read.
    pub title: String,
    /// The organization.
    pub organization: PlaceOrganization,
}

/// An organization by name.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct PlaceOrganization {
    /// The display name, as in addresses.
    pub name: String,
}
