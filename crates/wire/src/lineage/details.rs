use domain::route::{Route, RunAddress, VersionAddress, VersionTab};

use crate::run::{Named, ProjectRef, SequenceRef};
use crate::{Connection, FromJson, Person};

/// What the details panel says about a version.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct LineageArtifact {
    /// The global id.
    pub id: String,
    /// The number of the version.
    pub version_index: Option<i64>,
    /// Size in bytes.
    pub size: u64,
    /// Number of files.
    pub file_count: i64,
    /// The digest of its manifest.
    pub digest: String,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// Its aliases.
    pub aliases: Vec<AliasName>,
    /// Its type.
    pub artifact_type: Named,
    /// Where it was logged.
    pub artifact_sequence: SequenceRef,
    /// The collections it is in.
    pub artifact_memberships: Connection<LineageMembership>,
}

/// An alias of which only the name is asked for.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct AliasName {
    /// The name.
    pub alias: String,
}

/// A collection that a version is in.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct LineageMembership {
    /// The version in that collection, `v3`.
    pub version: String,
    /// The collection.
    pub artifact_collection: Option<LineageCollection>,
}

/// A collection and the registry it may belong to.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct LineageCollection {
    /// The name of the collection.
    pub name: String,
    /// Its project.
    pub project: Option<LineageProject>,
}

/// A project that may be a registry.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct LineageProject {
    /// The name of the project.
    pub name: String,
    /// What it is as a registry.
    pub registry: Option<LineageRegistry>,
}

/// A registry's name and organization.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct LineageRegistry {
    /// The name without its prefix.
    pub name: String,
    /// The organization.
    pub organization: Named,
}

impl LineageMembership {
    /// The page of the version in a registry, `None` when the collection is not in one.
    pub fn route(&self) -> Option<Route> {
        let collection = self.artifact_collection.as_ref()?;
        let registry = collection.project.as_ref()?.registry.as_ref()?;
        let address = VersionAddress {
            org: registry.organization.name.clone(),
            registry: registry.name.clone(),
            collection: collection.name.clone(),
            version: self.version.clone(),
        };
        Some(Route::Version(address, VersionTab::Overview))
    }
}

impl LineageArtifact {
    /// The page of the version: in the first registry that holds it, else where it was logged.
    pub fn route(&self) -> Option<Route> {
        let in_registry = self
            .artifact_memberships
            .nodes()
            .find_map(LineageMembership::route);
        in_registry.or_else(|| self.source_route())
    }

    /// The page of the version where it was logged, `None` where the viewer may not see that project.
    pub fn source_route(&self) -> Option<Route> {
        self.artifact_sequence
            .version_route(&self.artifact_type.name, self.version_index)
    }
}

/// What the details panel says about a run.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct LineageRun {
    /// The opaque id.
    pub id: String,
    /// The name in addresses.
    pub name: String,
    /// The name people gave it.
    pub display_name: Option<String>,
    /// `running`, `finished`, …
    pub state: Option<String>,
    /// `train`, `evaluate`, …
    pub job_type: Option<String>,
    /// When it began, RFC 3339.
    pub created_at: String,
    /// When it was last heard of, RFC 3339.
    pub heartbeat_at: Option<String>,
    /// Who started it.
    pub user: Option<Person>,
    /// Where it ran.
    pub project: Option<ProjectRef>,
}

impl LineageRun {
    /// The page of the run, `None` where the viewer may not see its project.
    pub fn route(&self) -> Option<Route> {
        let project = self.project.as_ref()?;
        Some(Route::Run(RunAddress {
            entity: project.entity.name.clone(),
            project: project.name.clone(),
            run: self.name.clone(),
        }))
    }
}
