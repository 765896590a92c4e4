//! The one table of addresses; it lives in `domain`, so that it is tested natively.

pub use domain::route::{
    CollectionAddress, NoSuchAddress, ProjectAddress, RegistryAddress, Route, RunAddress, SettingsSection,
    SourceVersionAddress, VersionAddress, VersionTab,
};
