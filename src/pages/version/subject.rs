//! The version that the page is about, in plain data.

use domain::permission::Capability;
use domain::usage::VersionName;
use wire::collection::RegistryBrief;
use wire::version::{Artifact, Creator, Membership, RunBrief};

use crate::api::version::{FilesOf, FoundVersion};
use crate::routes::{
    CollectionAddress, ProjectAddress, Route, SourceVersionAddress, VersionAddress, VersionTab,
};

/// Where the page reached the version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Through a registry.
    Registry(VersionAddress),
    /// In the project that logged it.
    Source(SourceVersionAddress),
}

impl Origin {
    /// The address of a tab of the version.
    pub fn route(&self, tab: VersionTab) -> Route {
        match self {
            Self::Registry(address) => Route::Version(address.clone(), tab),
            Self::Source(address) => Route::SourceVersion(address.clone(), tab),
        }
    }

    /// The same place with another version of the collection.
    #[must_use]
    pub fn at(&self, version: &str) -> Self {
        let version = version.to_owned();
        match self {
            Self::Registry(address) => Self::Registry(VersionAddress {
                version,
                ..address.clone()
            }),
            Self::Source(address) => Self::Source(SourceVersionAddress {
                version,
                ..address.clone()
            }),
        }
    }

    /// `vN` or alias, as the address has it.
    pub fn version(&self) -> &str {
        match self {
            Self::Registry(address) => &address.version,
            Self::Source(address) => &address.version,
        }
    }

    /// Whose files are asked for.
    pub fn files(&self) -> FilesOf {
        match self {
            Self::Registry(address) => FilesOf::Registry(address.clone()),
            Self::Source(address) => FilesOf::Source(address.clone()),
        }
    }

    /// The page above: the collection, or the project.
    pub fn parent(&self) -> Route {
        match self {
            Self::Registry(VersionAddress {
                org,
                registry,
                collection,
                ..
            }) => Route::Collection(CollectionAddress {
                org: org.clone(),
                registry: registry.clone(),
                collection: collection.clone(),
            }),
            Self::Source(SourceVersionAddress { entity, project, .. }) => Route::Project(ProjectAddress {
                entity: entity.clone(),
                project: project.clone(),
            }),
        }
    }
}

/// A version with everything that its tabs show of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Where it was reached.
    pub origin: Origin,
    /// Its name in the API, with its `vN`.
    pub name: VersionName,
    /// What the registry says; `None` at the source.
    pub registry: Option<RegistryBrief>,
    /// Its place in the collection; the artifact is taken out.
    pub membership: Membership,
    /// What was logged.
    pub artifact: Artifact,
}

/// Why something is not allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The rule, as a sentence.
    pub because: String,
    /// What would change it, as a sentence.
    pub would_change: Option<String>,
}

impl Subject {
    /// The subject of a page; `None` when the version that was linked is gone.
    pub fn new(origin: Origin, found: FoundVersion) -> Option<Self> {
        let FoundVersion {
            entity,
            project,
            registry,
            mut membership,
        } = found;
        let artifact = membership.artifact.take()?;
        let collection = membership.artifact_collection.as_ref()?.name.clone();
        let name = VersionName {
            entity,
            project,
            collection,
            version: membership.version.clone(),
        };
        Some(Self {
            origin,
            name,
            registry,
            membership,
            artifact,
        })
    }

    /// The run that logged the version.
    pub fn run(&self) -> Option<&RunBrief> {
        match self.artifact.created_by.as_ref()? {
            Creator::Run(run) => Some(run),
            Creator::User(_) => None,
        }
    }

    /// The alias that code had better follow: a protected one before others, any before `latest`.
    pub fn followed_alias(&self) -> Option<&str> {
        let aliases = self.membership.aliases.iter();
        let best = aliases.min_by_key(|alias| (!alias.is_protected, alias.alias == "latest", &alias.alias));
        best.map(|alias| alias.alias.as_str())
    }

    /// Whether the viewer may not read the files, and why. The registry that the version is reached through decides.
    pub fn files_refusal(&self) -> Option<Refusal> {
        let decision = self
            .registry
            .as_ref()
            .and_then(|facts| facts.my_access.decision(Capability::ReadFiles));
        match decision {
            Some(decision) if decision.is_allowed => None,
            Some(decision) => Some(Refusal {
                because: decision.because.clone(),
                would_change: decision.would_change.clone(),
            }),
            None if self.artifact.file_content_allowed => None,
            None => Some(Refusal {
                because: "You have no role that lets you read files of this project.".to_owned(),
                would_change: None,
            }),
        }
    }
}
