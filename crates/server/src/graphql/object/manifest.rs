//! Manifests: the list of the files of a version, itself a file.

use async_graphql::{Context, Enum, ID, SimpleObject};

use super::file::File;
use crate::fault::Answer;
use crate::graphql::{api, id};
use crate::store::artifact::ArtifactRow;
use crate::store::manifest::ManifestRow;
use crate::store::{self};

/// What a manifest lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ArtifactManifestType {
    /// All files.
    Full,
    /// What is added to a base version.
    Incremental,
    /// One process's part of a version that several log together.
    Patch,
}

impl ArtifactManifestType {
    /// The API's name.
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::Full => "FULL",
            Self::Incremental => "INCREMENTAL",
            Self::Patch => "PATCH",
        }
    }

    fn of_name(name: &str) -> Self {
        match name {
            "INCREMENTAL" => Self::Incremental,
            "PATCH" => Self::Patch,
            _ => Self::Full,
        }
    }
}

/// The manifest of a version.
#[derive(SimpleObject)]
pub struct ArtifactManifest {
    /// Its global id.
    pub id: ID,
    /// The Base64 MD5 of its file.
    pub digest: Option<String>,
    /// What it lists.
    #[graphql(name = "type")]
    pub kind: Option<ArtifactManifestType>,
    /// Its file.
    pub file: File,
}

impl ArtifactManifest {
    /// A manifest that is being announced; with the address to send it to, if one is wanted.
    pub fn announced(row: &ManifestRow, upload_url: Option<String>) -> Self {
        let file = File {
            id: id::global("ManifestFile", row.id).to_string(),
            name: row.name.clone(),
            md5: Some(row.digest.clone()),
            storage_path: Some(format!("wandb_artifacts/{}/{}", row.artifact_id, row.name)),
            upload_url,
            birth_artifact_id: Some(row.artifact_id),
            ..File::default()
        };
        Self {
            id: id::global("ArtifactManifest", row.id),
            digest: Some(row.digest.clone()),
            kind: Some(ArtifactManifestType::of_name(&row.kind)),
            file,
        }
    }
}

/// The manifest of a committed version.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn of_artifact(ctx: &Context<'_>, row: &ArtifactRow) -> Answer<Option<ArtifactManifest>> {
    let Some(sha256) = row.manifest_sha256.clone() else {
        return Ok(None);
    };
    let is_readable = super::artifact::may_read_files(ctx, row).await?;
    let mut db = api(ctx)?.store.read().await?;
    let (md5, size_bytes) = store::manifest::blob_facts(&mut db, &sha256)
        .await?
        .unwrap_or_default();
    let file = File {
        id: id::global("ArtifactManifestFile", row.id).to_string(),
        name: "wandb_manifest.json".to_owned(),
        size_bytes,
        md5: Some(md5.clone()),
        sha256: Some(sha256),
        storage_path: Some(format!("wandb_artifacts/{}/wandb_manifest.json", row.id)),
        is_readable,
        birth_artifact_id: Some(row.id),
        ..File::default()
    };
    let id = id::global("ArtifactManifest", row.id);
    Ok(Some(ArtifactManifest {
        id,
        digest: Some(md5),
        kind: Some(ArtifactManifestType::Full),
        file,
    }))
}
