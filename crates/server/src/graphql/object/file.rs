//! Files: of versions, of runs, manifests, and those about to be uploaded.

mod list;

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::permission::Capability;

pub use self::list::{ArtifactManifestEntryInput, of_artifact, of_entries, storage_path};
use super::artifact::Artifact;
use crate::blobs::signed_url::{Verb, encode_path};
use crate::clock::{HOUR, Micros};
use crate::connection;
use crate::fault::{Answer, Fault};
use crate::graphql::load::{self, ArtifactKey};
use crate::graphql::scalar::{DateTime, Int64};
use crate::graphql::{api, visible};

/// How long a download address holds.
pub const DOWNLOAD_LASTS: Micros = 12 * HOUR;
/// How long an upload address holds.
pub const UPLOAD_LASTS: Micros = 24 * HOUR;

/// A file.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// Its global id.
    pub id: String,
    /// Its path.
    pub name: String,
    /// The number of bytes.
    pub size_bytes: i64,
    /// The Base64 MD5 of its bytes.
    pub md5: Option<String>,
    /// The stored bytes.
    pub sha256: Option<String>,
    /// Where its bytes are, if not here.
    pub reference: Option<String>,
    /// Where its bytes are stored, as the SDK names the place.
    pub storage_path: Option<String>,
    /// Where to send its bytes; none when they are here already.
    pub upload_url: Option<String>,
    /// Whether the asker may read its bytes.
    pub is_readable: bool,
    /// When it was last written.
    pub updated_at: Option<Micros>,
    /// The version that brought the bytes.
    pub birth_artifact_id: Option<i64>,
}

connection!(FileConnection, FileEdge, File, "A page of files.");

/// Part uploads are for files beyond 2 GiB.
#[derive(SimpleObject)]
pub struct UploadMultipartUrls {
    /// The id of the upload.
    #[graphql(name = "uploadID")]
    pub upload_id: String,
    /// One address a part.
    pub upload_url_parts: Vec<UploadUrlPart>,
}

/// The address of one part.
#[derive(SimpleObject)]
pub struct UploadUrlPart {
    /// The number of the part, from 1.
    pub part_number: Int64,
    /// Where to send it.
    pub upload_url: String,
}

impl File {
    /// The signed address of the bytes; none when they are not here or may not be read.
    fn signed(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        let Some(sha256) = self.sha256.as_ref().filter(|_| self.is_readable) else {
            return Ok(None);
        };
        let api = api(ctx)?;
        let path = format!("/storage/blob/{sha256}/{}", encode_path(&self.name));
        Ok(Some(api.signer.sign(
            Verb::Get,
            &path,
            api.store.now() + DOWNLOAD_LASTS,
        )))
    }

    /// Where the SDK reads from: the signed address of stored bytes, or what a reference points to.
    fn source(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        match self.reference.as_ref().filter(|_| self.is_readable) {
            Some(reference) => Ok(Some(reference.clone())),
            None => self.signed(ctx),
        }
    }

    fn mimetype_of_name(&self) -> &'static str {
        crate::mimetype::of_path(&self.name)
    }
}

#[Object]
impl File {
    /// Its global id.
    async fn id(&self) -> ID {
        ID(self.id.clone())
    }

    /// Its path.
    async fn name(&self) -> &str {
        &self.name
    }

    /// Its path.
    async fn display_name(&self) -> &str {
        &self.name
    }

    /// The address to read from, or to send to when `upload` is set.
    async fn url(&self, ctx: &Context<'_>, upload: Option<bool>) -> Answer<Option<String>> {
        if upload == Some(true) {
            Ok(self.upload_url.clone())
        } else {
            self.source(ctx)
        }
    }

    /// The address to read from, or what a reference points to; an error for those who may not.
    async fn direct_url(&self, ctx: &Context<'_>) -> Answer<String> {
        if !self.is_readable {
            return Err(Fault::Forbidden(
                "Needs viewer to read files. An admin of the registry can make you viewer.".to_owned(),
            ));
        }
        Ok(self.source(ctx)?.unwrap_or_default())
    }

    /// The address to read from; none for those who may not, and none for a reference, which may point anywhere.
    async fn download_url(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        self.signed(ctx)
    }

    /// Whether the bytes are elsewhere.
    async fn is_reference(&self) -> bool {
        self.reference.is_some()
    }

    /// Where to send the bytes; none when they are here already.
    async fn upload_url(&self) -> Option<&str> {
        self.upload_url.as_deref()
    }

    /// Headers to send along, as `Name:Value`.
    async fn upload_headers(&self) -> Vec<String> {
        Vec::new()
    }

    /// None: the SDK announces parts for files of 2 GiB and more, and sends them whole where it gets no addresses for parts.
    async fn upload_multipart_urls(&self) -> Option<UploadMultipartUrls> {
        None
    }

    /// The name of the place of the bytes.
    async fn storage_path(&self) -> Option<&str> {
        self.storage_path.as_deref()
    }

    /// The number of bytes.
    async fn size_bytes(&self) -> Int64 {
        Int64(self.size_bytes)
    }

    /// The media type that its name suggests.
    async fn mimetype(&self) -> Option<&str> {
        Some(self.mimetype_of_name())
    }

    /// When it was last written.
    async fn updated_at(&self) -> Option<DateTime> {
        self.updated_at.map(DateTime)
    }

    /// The Base64 MD5 of its bytes.
    async fn digest(&self) -> Option<&str> {
        self.md5.as_deref()
    }

    /// The Base64 MD5 of its bytes.
    async fn md5(&self) -> Option<&str> {
        self.md5.as_deref()
    }

    /// The version whose upload brought the bytes.
    async fn artifact(&self, ctx: &Context<'_>) -> Answer<Option<Artifact>> {
        let Some(birth) = self.birth_artifact_id else {
            return Ok(None);
        };
        // The bytes may have come with a version that was linked nowhere.
        if !visible::may_artifact(ctx, birth, Capability::SeeRegistry).await? {
            return Ok(None);
        }
        Ok(load::one(ctx, ArtifactKey(birth)).await?.map(Artifact))
    }
}
