//! The one table of addresses: every page is a [`Route`], and every link is printed from one.

mod parse;
mod print;
mod segment;
#[cfg(test)]
mod tests;

pub use parse::NoSuchAddress;
pub use segment::{decode, encode};

/// The address of a page.
///
/// Printing gives the canonical path; reading also takes the forms that the `wandb` SDK prints, so reading what was
/// printed gives the same route, and printing what was read gives the address to show.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// All registries that the viewer may see.
    Landing,
    /// One registry and its collections.
    Registry(RegistryAddress),
    /// The settings of a registry.
    RegistrySettings(RegistryAddress, SettingsSection),
    /// One collection of a registry and its versions.
    Collection(CollectionAddress),
    /// One version in a collection of a registry.
    Version(VersionAddress, VersionTab),
    /// A project of a team or a person: its runs and artifacts.
    Project(ProjectAddress),
    /// One run.
    Run(RunAddress),
    /// One version where it was logged.
    SourceVersion(SourceVersionAddress, VersionTab),
    /// The page that asks for an API key.
    SignIn,
    /// The page that makes and shows API keys.
    Authorize,
    /// The person's own settings.
    Settings,
}

/// Where a registry is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RegistryAddress {
    /// The name of the organization.
    pub org: String,
    /// The name of the registry without its prefix.
    pub registry: String,
}

/// Where a collection of a registry is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct CollectionAddress {
    /// The name of the organization.
    pub org: String,
    /// The name of the registry without its prefix.
    pub registry: String,
    /// The name of the collection.
    pub collection: String,
}

/// Where a version in a registry is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct VersionAddress {
    /// The name of the organization.
    pub org: String,
    /// The name of the registry without its prefix.
    pub registry: String,
    /// The name of the collection.
    pub collection: String,
    /// `vN` or an alias.
    pub version: String,
}

/// Where a project is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ProjectAddress {
    /// The team or person that owns the project.
    pub entity: String,
    /// The name of the project.
    pub project: String,
}

/// Where a run is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RunAddress {
    /// The team or person that owns the project.
    pub entity: String,
    /// The name of the project.
    pub project: String,
    /// The run's name: the id of eight characters, not the display name.
    pub run: String,
}

/// Where a version is in the project that logged it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SourceVersionAddress {
    /// The team or person that owns the project.
    pub entity: String,
    /// The name of the project.
    pub project: String,
    /// The type of the artifact.
    pub artifact_type: String,
    /// The name of the artifact.
    pub artifact: String,
    /// `vN` or an alias.
    pub version: String,
}

/// A tab of a version page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum VersionTab {
    /// What it is and where it comes from.
    #[default]
    Overview,
    /// The charts of the run that logged it.
    Metrics,
    /// The metadata tree.
    Metadata,
    /// Its files.
    Files,
    /// The lines that use it.
    Usage,
    /// What it was made from and what was made from it.
    Lineage,
}

impl VersionTab {
    /// All tabs, in the order they are shown.
    pub const ALL: [Self; 6] = [
        Self::Overview,
        Self::Metrics,
        Self::Metadata,
        Self::Files,
        Self::Usage,
        Self::Lineage,
    ];

    /// The last segment of the address; none for the first tab.
    pub const fn segment(self) -> Option<&'static str> {
        match self {
            Self::Overview => None,
            Self::Metrics => Some("metrics"),
            Self::Metadata => Some("metadata"),
            Self::Files => Some("files"),
            Self::Usage => Some("usage"),
            Self::Lineage => Some("lineage"),
        }
    }

    /// The word on the tab.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Metrics => "Metrics",
            Self::Metadata => "Metadata",
            Self::Files => "Files",
            Self::Usage => "Usage",
            Self::Lineage => "Lineage",
        }
    }
}

/// A section of the settings of a registry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SettingsSection {
    /// Visibility, types, description, owner.
    #[default]
    General,
    /// People and teams and their roles.
    Members,
}

impl SettingsSection {
    /// The word on its tab.
    pub const fn label(self) -> &'static str {
        match self {
            Self::General => "General",
            Self::Members => "Members",
        }
    }
}

impl CollectionAddress {
    /// The registry that the collection is in.
    pub fn registry_address(&self) -> RegistryAddress {
        RegistryAddress {
            org: self.org.clone(),
            registry: self.registry.clone(),
        }
    }

    /// One version in the collection, by `vN` or alias.
    pub fn version(&self, version: &str) -> VersionAddress {
        VersionAddress {
            org: self.org.clone(),
            registry: self.registry.clone(),
            collection: self.collection.clone(),
            version: version.to_owned(),
        }
    }
}

impl RegistryAddress {
    /// One collection of the registry.
    pub fn collection(&self, collection: &str) -> CollectionAddress {
        CollectionAddress {
            org: self.org.clone(),
            registry: self.registry.clone(),
            collection: collection.to_owned(),
        }
    }
}

impl VersionAddress {
    /// The collection that the version is in.
    pub fn collection_address(&self) -> CollectionAddress {
        CollectionAddress {
            org: self.org.clone(),
            registry: self.registry.clone(),
            collection: self.collection.clone(),
        }
    }
}
