//! Content-addressed bytes: written once, never changed, named by their SHA-256.
//!
//! Protocol of a write: stream to a temporary file while hashing, compare, fsync, rename, fsync the folder. Only then may a
//! row name the blob. So what a row names is whole, and what no row names is at most a leftover to sweep.

pub mod signed_url;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use md5::Md5;
use object_store::local::LocalFileSystem;
use object_store::{GetOptions, GetResult, ObjectStore, ObjectStoreExt as _};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use tokio::io::AsyncWriteExt as _;

use crate::clock::{Surroundings, hex_token};
use crate::fault::{Answer, Fault};

/// Bytes that have arrived whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// SHA-256 of the bytes, hexadecimal: the name.
    pub sha256: String,
    /// MD5 of the bytes, Base64, as the SDK's manifests write digests.
    pub md5: String,
    /// The number of bytes.
    pub size_bytes: i64,
}

/// What the bytes must be, where the sender said so before.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    /// MD5, Base64.
    pub md5: Option<String>,
    /// The number of bytes.
    pub size_bytes: Option<i64>,
}

/// A folder of blobs, read through the object-store interface.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    root: PathBuf,
}

const STAGING: &str = "staging";

fn key(sha256: &str) -> object_store::path::Path {
    object_store::path::Path::from(format!("sha256/{}/{}", &sha256[..2.min(sha256.len())], sha256))
}

async fn sync_folder(folder: &Path) -> std::io::Result<()> {
    tokio::fs::File::open(folder).await?.sync_all().await
}

impl Blobs {
    /// Opens the store at the address: `file:///absolute/folder`.
    ///
    /// # Errors
    /// When the address is not supported or the folder cannot be made.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        let parsed =
            url::Url::parse(url).with_context(|| format!("“{url}” is not an address of a blob store"))?;
        anyhow::ensure!(
            parsed.scheme() == "file",
            "the blob address “{url}” is not supported; use file:///absolute/folder"
        );
        let root = parsed
            .to_file_path()
            .map_err(|()| anyhow::anyhow!("“{url}” names no local folder"))?;
        let staging = root.join(STAGING);
        // What an interrupted upload left behind: no row names it.
        if tokio::fs::try_exists(&staging).await? {
            tokio::fs::remove_dir_all(&staging)
                .await
                .context("cannot clear the staging folder")?;
        }
        tokio::fs::create_dir_all(&staging)
            .await
            .with_context(|| format!("cannot make {}", staging.display()))?;
        let store = LocalFileSystem::new_with_prefix(&root).context("cannot open the blob folder")?;
        Ok(Self {
            store: Arc::new(store),
            root,
        })
    }

    /// Takes in a stream of bytes.
    ///
    /// # Errors
    /// `BadRequest` when the stream breaks off or the bytes are not those expected; nothing is kept then.
    pub async fn put<S, E>(
        &self,
        mut bytes: S,
        expected: &Expected,
        surroundings: &dyn Surroundings,
    ) -> Answer<Blob>
    where
        S: Stream<Item = Result<Bytes, E>> + Unpin,
        E: std::fmt::Display,
    {
        let name = hex_token(surroundings, 32).map_err(Fault::internal)?;
        let staged = self.root.join(STAGING).join(name);
        let received = receive(&staged, &mut bytes).await;
        let kept = match received.and_then(|blob| check(&blob, expected).map(|()| blob)) {
            Ok(blob) => self.keep(&staged, &blob).await.map(|()| blob),
            Err(refusal) => Err(refusal),
        };
        if kept.is_err() {
            // Best effort: the folder is cleared at the next start anyway.
            let _removed = tokio::fs::remove_file(&staged).await;
        }
        kept
    }

    /// Takes in bytes that are in memory.
    ///
    /// # Errors
    /// When they cannot be written.
    pub async fn put_bytes(&self, bytes: Vec<u8>, surroundings: &dyn Surroundings) -> Answer<Blob> {
        let stream = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from(bytes))]);
        self.put(stream, &Expected::default(), surroundings).await
    }

    async fn keep(&self, staged: &Path, blob: &Blob) -> Answer<()> {
        let target = self.root.join(key(&blob.sha256).as_ref());
        if tokio::fs::try_exists(&target).await? {
            tokio::fs::remove_file(staged).await?;
            return Ok(());
        }
        let folder = target.parent().unwrap_or(&self.root).to_path_buf();
        if !tokio::fs::try_exists(&folder).await? {
            tokio::fs::create_dir_all(&folder).await?;
            sync_folder(folder.parent().unwrap_or(&self.root)).await?;
        }
        tokio::fs::rename(staged, &target).await?;
        sync_folder(&folder).await?;
        Ok(())
    }

    /// Opens a blob, or the range of it that the options ask for.
    ///
    /// # Errors
    /// `NotFound` when there is no such blob, `BadRequest` when the range lies outside of it.
    pub async fn get(&self, sha256: &str, options: GetOptions) -> Answer<GetResult> {
        self.store
            .get_opts(&key(sha256), options)
            .await
            .map_err(|cause| match cause {
                object_store::Error::NotFound { .. } => {
                    Fault::NotFound("These bytes are not stored here.".to_owned())
                }
                other => Fault::internal(other),
            })
    }

    /// All bytes of a blob that is small, such as a manifest.
    ///
    /// # Errors
    /// `NotFound` when there is no such blob.
    pub async fn get_all(&self, sha256: &str) -> Answer<Bytes> {
        let found = self.store.get(&key(sha256)).await.map_err(Fault::internal)?;
        found.bytes().await.map_err(Fault::internal)
    }
}

async fn receive<S, E>(staged: &Path, bytes: &mut S) -> Answer<Blob>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
    E: std::fmt::Display,
{
    let mut file = tokio::fs::File::create(staged).await?;
    let (mut sha256, mut md5, mut size_bytes) = (Sha256::new(), Md5::new(), 0_i64);
    while let Some(chunk) = bytes.next().await {
        let chunk = chunk.map_err(|cause| {
            Fault::BadRequest(format!(
                "The upload broke off after {size_bytes} bytes ({cause}); send the file again."
            ))
        })?;
        sha256.update(&chunk);
        md5.update(&chunk);
        size_bytes += i64::try_from(chunk.len()).map_err(Fault::internal)?;
        file.write_all(&chunk).await?;
    }
    file.sync_all().await?;
    Ok(Blob {
        sha256: hex::encode(sha256.finalize()),
        md5: STANDARD.encode(md5.finalize()),
        size_bytes,
    })
}

fn check(blob: &Blob, expected: &Expected) -> Answer<()> {
    if let Some(size_bytes) = expected.size_bytes.filter(|size| *size != blob.size_bytes) {
        return Err(Fault::BadRequest(format!(
            "The upload is truncated: {} of {size_bytes} bytes arrived; send the file again.",
            blob.size_bytes
        )));
    }
    if let Some(md5) = expected.md5.as_ref().filter(|md5| **md5 != blob.md5) {
        return Err(Fault::BadRequest(format!(
            "The digest does not match: announced {md5}, received {}; the file changed while it was sent, log it again.",
            blob.md5
        )));
    }
    Ok(())
}
