//! The GraphQL documents of the app, the data they return, and how an answer is read.
//!
//! The documents and structs are written by hand; a test checks every document of [`ALL`] against the schema that the
//! server prints.

pub mod collection;
mod connection;
mod decode;
mod document;
mod error;
mod from_json;
mod json_text;
pub mod lineage;
mod people;
pub mod project;
pub mod registry;
pub mod run;
pub mod session;
pub mod version;

pub use connection::{Connection, Edge, PageInfo};
pub use decode::decode;
pub use document::{Document, Request, operation_name};
pub use error::{ApiError, ApiErrorKind};
pub use from_json::FromJson;
pub use json_text::JsonText;
pub use people::Person;

/// A document: its operation name and its text.
pub type NamedDocument = (&'static str, &'static str);

/// Every document of the app, for checks against a schema.
pub const ALL: &[NamedDocument] = &[
    named::<session::Session>(),
    named::<session::ApiKeys>(),
    named::<session::GenerateApiKey>(),
    named::<registry::Landing>(),
    named::<registry::RegistryPage>(),
    named::<registry::MoreCollections>(),
    named::<registry::CollectionsNamed>(),
    named::<registry::RegistrySettings>(),
    named::<registry::StarRegistry>(),
    named::<collection::CollectionPage>(),
    named::<collection::MoreVersions>(),
    named::<version::RegistryVersion>(),
    named::<version::SourceVersion>(),
    named::<version::RegistryVersionFiles>(),
    named::<version::SourceVersionFiles>(),
    named::<project::ProjectPage>(),
    named::<project::MoreRuns>(),
    named::<run::RunPage>(),
    named::<run::RunHistoryKeys>(),
    named::<run::RunHistory>(),
    named::<run::VersionHistoryKeys>(),
    named::<run::VersionHistory>(),
    named::<lineage::Lineage>(),
];

const fn named<D: Document>() -> NamedDocument {
    (operation_name(D::TEXT), D::TEXT)
}
