use serde::Serialize;

use crate::{Connection, Document, FromJson};

/// The fragment `Files` on `FileConnection`.
macro_rules! files_fragment {
    () => {
        "fragment Files on FileConnection {
  totalCount pageInfo { hasNextPage endCursor }
  edges { cursor node { id name sizeBytes digest md5 mimetype downloadUrl } }
}
"
    };
}

/// A page of the files of a version that is reached through a registry; the registry decides on downloads.
#[derive(Debug)]
pub struct RegistryVersionFiles;

impl Document for RegistryVersionFiles {
    const TEXT: &'static str = concat!(
        "query RegistryVersionFiles($organization: String!, $registry: String!, $name: String!, $first: Int!, $after: String) {
  organization(name: $organization) {
    registry(name: $registry) {
      artifactCollectionMembership(name: $name) { files(first: $first, after: $after) { ...Files } }
    }
  }
}
",
        files_fragment!()
    );
    type Variables = RegistryVersionFilesVariables;
    type Data = RegistryVersionFilesData;
}

/// The variables of [`RegistryVersionFiles`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegistryVersionFilesVariables {
    /// The organization.
    pub organization: String,
    /// The registry, without prefix.
    pub registry: String,
    /// `collection:v3`.
    pub name: String,
    /// How many files.
    pub first: u32,
    /// The cursor where the last page ended; `None` is the first page.
    pub after: Option<String>,
}

/// The answer to [`RegistryVersionFiles`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct RegistryVersionFilesData {
    /// The organization.
    pub organization: Option<FilesOrganization>,
}

/// The organization of [`RegistryVersionFiles`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct FilesOrganization {
    /// The registry.
    pub registry: Option<FilesCollection>,
}

/// The registry or project that the version is reached through.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct FilesCollection {
    /// The version.
    pub artifact_collection_membership: Option<FilesMembership>,
}

/// The version of the files.
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct FilesMembership {
    /// The page.
    pub files: Option<Connection<VersionFile>>,
}

/// A page of the files of a source version.
#[derive(Debug)]
pub struct SourceVersionFiles;

impl Document for SourceVersionFiles {
    const TEXT: &'static str = concat!(
        "query SourceVersionFiles($entity: String!, $project: String!, $name: String!, $first: Int!, $after: String) {
  project(name: $project, entityName: $entity) {
    artifactCollectionMembership(name: $name) { files(first: $first, after: $after) { ...Files } }
  }
}
",
        files_fragment!()
    );
    type Variables = SourceVersionFilesVariables;
    type Data = SourceVersionFilesData;
}

/// The variables of [`SourceVersionFiles`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceVersionFilesVariables {
    /// The team or person.
    pub entity: String,
    /// The project.
    pub project: String,
    /// `sequence:v3`.
    pub name: String,
    /// How many files.
    pub first: u32,
    /// The cursor where the last page ended; `None` is the first page.
    pub after: Option<String>,
}

/// The answer to [`SourceVersionFiles`].
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct SourceVersionFilesData {
    /// The project.
    pub project: Option<FilesCollection>,
}

/// A file of a version.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct VersionFile {
    /// The opaque id.
    pub id: String,
    /// The path inside of the version.
    pub name: String,
    /// Bytes.
    pub size_bytes: u64,
    /// The digest that the manifest gives, base64.
    pub digest: Option<String>,
    /// MD5, base64.
    pub md5: Option<String>,
    /// The media type.
    pub mimetype: Option<String>,
    /// Where it can be fetched for a while; absent when the viewer may not read files.
    pub download_url: Option<String>,
}
