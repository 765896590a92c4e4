//! The files and the manifest of an announced version.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use super::artifact::owned_artifact;
use crate::blobs::signed_url::{Verb, encode_path, encode_segment};
use crate::commit::check_path;
use crate::fault::{Answer, Fault};
use crate::graphql::object::collection::ArtifactDigestAlgorithm;
use crate::graphql::object::file::{File, FileConnection, UPLOAD_LASTS, storage_path};
use crate::graphql::object::manifest::{ArtifactManifest, ArtifactManifestType};
use crate::graphql::page::{Page, cursor};
use crate::graphql::scalar::Int64;
use crate::graphql::{Api, actor, api, id, visible};
use crate::store::artifact::{ArtifactRow, ArtifactState};
use crate::store::manifest::{ManifestRow, StagedFileRow};
use crate::store::{self};

/// The files and the manifest of an announced version.
#[derive(Default)]
pub struct ArtifactUploadMutation;

/// How stored files are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ArtifactStorageLayout {
    /// By digest, per entity.
    V1,
    /// By digest, per artifact.
    V2,
}

/// Part of a file beyond 2 GiB.
#[derive(InputObject)]
pub struct UploadPartsInput {
    /// Its number, from 1.
    pub part_number: Int64,
    /// The MD5 of the part.
    #[graphql(name = "hexMD5")]
    pub hex_md5: String,
}

/// A manifest to announce.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct CreateArtifactManifestInput {
    #[graphql(name = "artifactID")]
    pub artifact_id: ID,
    #[graphql(name = "baseArtifactID")]
    pub base_artifact_id: Option<ID>,
    pub name: String,
    pub digest: String,
    pub entity_name: String,
    pub project_name: String,
    pub run_name: Option<String>,
    #[graphql(name = "type")]
    pub kind: Option<ArtifactManifestType>,
    pub client_mutation_id: Option<String>,
}

/// What is known now of a manifest that was announced.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct UpdateArtifactManifestInput {
    #[graphql(name = "artifactManifestID")]
    pub artifact_manifest_id: ID,
    pub digest: Option<String>,
    #[graphql(name = "baseArtifactID")]
    pub base_artifact_id: Option<ID>,
    pub client_mutation_id: Option<String>,
}

/// A manifest that was announced.
#[derive(SimpleObject)]
pub struct ArtifactManifestPayload {
    /// The manifest.
    pub artifact_manifest: ArtifactManifest,
}

/// A file to announce.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct CreateArtifactFileSpecInput {
    #[graphql(name = "artifactID")]
    pub artifact_id: ID,
    #[graphql(name = "artifactManifestID")]
    pub artifact_manifest_id: Option<ID>,
    pub name: String,
    pub md5: String,
    pub digest: Option<String>,
    pub mimetype: Option<String>,
    pub upload_parts_input: Option<Vec<UploadPartsInput>>,
}

/// Files to announce.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct CreateArtifactFilesInput {
    pub artifact_files: Vec<CreateArtifactFileSpecInput>,
    pub storage_layout: Option<ArtifactStorageLayout>,
    #[graphql(name = "cloudRegionID")]
    pub cloud_region_id: Option<ID>,
    pub digest_algorithm: Option<ArtifactDigestAlgorithm>,
    pub client_mutation_id: Option<String>,
}

/// The files that were announced, in the order of the input.
#[derive(SimpleObject)]
pub struct CreateArtifactFilesPayload {
    /// The files.
    pub files: FileConnection,
}

#[Object]
impl ArtifactUploadMutation {
    /// Announces the manifest of a version; announced again, it is the same one with what is known now.
    async fn create_artifact_manifest(
        &self,
        ctx: &Context<'_>,
        input: CreateArtifactManifestInput,
    ) -> Answer<Option<ArtifactManifestPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let artifact = owned_artifact(&mut tx, actor, id::local("Artifact", &input.artifact_id)?).await?;
        let base = input
            .base_artifact_id
            .as_ref()
            .and_then(|base| id::optional("Artifact", base));
        let kind = input.kind.unwrap_or(ArtifactManifestType::Full).api_name();
        check_path(&input.name)?;
        let row = store::manifest::get_or_create(&mut tx, artifact.id, &input.name, kind, base, now).await?;
        let digest = Some(input.digest.as_str()).filter(|digest| !digest.is_empty());
        store::manifest::expect(&mut tx, row.id, digest, base).await?;
        let row = store::manifest::by_id(&mut tx, row.id).await?.unwrap_or(row);
        tx.commit().await?;
        Ok(Some(ArtifactManifestPayload {
            artifact_manifest: announced(api, &row),
        }))
    }

    /// Says what is known now of a manifest.
    async fn update_artifact_manifest(
        &self,
        ctx: &Context<'_>,
        input: UpdateArtifactManifestInput,
    ) -> Answer<Option<ArtifactManifestPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let manifest_id = id::local("ArtifactManifest", &input.artifact_manifest_id)?;
        let mut tx = api.store.write().await?;
        let row = store::manifest::by_id(&mut tx, manifest_id)
            .await?
            .ok_or_else(visible::absent_artifact)?;
        owned_artifact(&mut tx, actor, row.artifact_id).await?;
        let base = input
            .base_artifact_id
            .as_ref()
            .and_then(|base| id::optional("Artifact", base));
        store::manifest::expect(&mut tx, manifest_id, input.digest.as_deref(), base).await?;
        let row = store::manifest::by_id(&mut tx, manifest_id).await?.unwrap_or(row);
        tx.commit().await?;
        Ok(Some(ArtifactManifestPayload {
            artifact_manifest: announced(api, &row),
        }))
    }

    /// Announces files and says where to send them; those whose bytes are here already need not be sent.
    async fn create_artifact_files(
        &self,
        ctx: &Context<'_>,
        input: CreateArtifactFilesInput,
    ) -> Answer<Option<CreateArtifactFilesPayload>> {
        let actor = actor(ctx)?;
        let api = api(ctx)?;
        let mut tx = api.store.write().await?;
        let mut entries: Vec<(String, File)> = Vec::with_capacity(input.artifact_files.len());
        let mut checked: Option<ArtifactRow> = None;
        for (index, spec) in input.artifact_files.iter().enumerate() {
            let artifact_id = id::local("Artifact", &spec.artifact_id)?;
            let artifact = match checked.take().filter(|row| row.id == artifact_id) {
                Some(row) => row,
                None => owned_artifact(&mut tx, actor, artifact_id).await?,
            };
            if artifact.state() != ArtifactState::Pending {
                return Err(Fault::BadRequest(
                    "This version is committed: its files cannot change. Log a new version.".to_owned(),
                ));
            }
            check_path(&spec.name)?;
            let row =
                store::manifest::announce(&mut tx, artifact.id, artifact.sequence_id, &spec.name, &spec.md5)
                    .await?;
            entries.push((cursor(&index.to_string()), staged(api, row)));
            checked = Some(artifact);
        }
        tx.commit().await?;
        let total = entries.len();
        let files = FileConnection::new(
            Page {
                entries,
                has_next_page: false,
            },
            total,
        );
        Ok(Some(CreateArtifactFilesPayload { files }))
    }
}

fn announced(api: &Api, row: &ManifestRow) -> ArtifactManifest {
    let name = encode_segment(&row.name);
    let path = format!(
        "/storage/wandb_artifacts/{}/manifest/{}/{name}",
        row.artifact_id, row.id
    );
    let url = api.signer.sign(Verb::Put, &path, api.store.now() + UPLOAD_LASTS);
    ArtifactManifest::announced(row, Some(url))
}

fn staged(api: &Api, row: StagedFileRow) -> File {
    let upload_url = row.sha256.is_none().then(|| {
        let path = format!(
            "/storage/wandb_artifacts/{}/file/{}/{}",
            row.artifact_id,
            row.id,
            encode_path(&row.path)
        );
        api.signer.sign(Verb::Put, &path, api.store.now() + UPLOAD_LASTS)
    });
    File {
        id: id::global("StagedFile", row.id).to_string(),
        storage_path: Some(storage_path(row.birth_artifact_id, &row.path)),
        name: row.path,
        md5: Some(row.md5),
        upload_url,
        birth_artifact_id: Some(row.birth_artifact_id),
        ..File::default()
    }
}
