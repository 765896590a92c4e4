//! Content-addressed bytes: written once, never changed, named by their SHA-256.
//!
//! Protocol of a write to a folder: stream to a temporary file while hashing, compare, fsync, rename, fsync the folder. To a bucket: the
//! same file, compared, then uploaded to its final name, where it becomes visible as a whole. Only then may a row name the blob. So
//! what a row names is whole, and what no row names is at most a leftover to sweep.

mod bucket;
mod folder;
pub mod signed_url;
mod spool;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use bytes::Bytes;
use futures::{Stream, TryStreamExt as _};
use object_store::local::LocalFileSystem;
use object_store::{GetOptions, GetResult, ObjectStore, ObjectStoreExt as _};

use self::bucket::Bucket;
use self::folder::Folder;
use self::spool::{Spool, Spooled};
use crate::clock::{OperatingSystem, Surroundings};
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

/// Where blobs are kept.
#[derive(Clone)]
enum Home {
    /// A folder of this machine.
    Folder(Folder),
    /// A bucket, shared by any number of `vitrine` processes.
    Bucket(Bucket),
}

impl Home {
    /// Whether bytes must be on the disk before they are kept.
    const fn wants_durable_spool(&self) -> bool {
        matches!(self, Self::Folder(_))
    }

    async fn keep(&self, spooled: &Spooled, blob: &Blob) -> Answer<()> {
        match self {
            Self::Folder(folder) => folder.keep(spooled, blob).await,
            Self::Bucket(bucket) => bucket.keep(spooled, blob).await,
        }
    }
}

/// The blobs, read through the object-store interface.
#[derive(Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    home: Home,
    spool: Spool,
}

const STAGING: &str = "staging";

/// Where a blob is in its store.
pub(crate) fn key(sha256: &str) -> object_store::path::Path {
    object_store::path::Path::from(format!("sha256/{}/{}", &sha256[..2.min(sha256.len())], sha256))
}

impl Blobs {
    /// Opens the store at the address: `file:///absolute/folder`, or `s3://bucket/prefix`, for which uploads are spooled in a local folder.
    ///
    /// # Errors
    /// When the address is not supported, a folder cannot be made, or the bucket does not answer.
    pub async fn open(
        url: &str,
        spool_folder: impl FnOnce() -> anyhow::Result<PathBuf>,
    ) -> anyhow::Result<Self> {
        let parsed =
            url::Url::parse(url).with_context(|| format!("“{url}” is not an address of a blob store"))?;
        match parsed.scheme() {
            "file" => {
                let root = parsed
                    .to_file_path()
                    .map_err(|()| anyhow::anyhow!("“{url}” names no local folder"))?;
                let spool = Spool::open(&root.join(STAGING), &OperatingSystem)?;
                let store = LocalFileSystem::new_with_prefix(&root).context("cannot open the blob folder")?;
                Ok(Self {
                    store: Arc::new(store),
                    home: Home::Folder(Folder { root }),
                    spool,
                })
            }
            "s3" => {
                let bucket = Bucket::open(&parsed).await?;
                Ok(Self {
                    store: bucket.reader(),
                    home: Home::Bucket(bucket),
                    spool: Spool::open(&spool_folder()?, &OperatingSystem)?,
                })
            }
            _ => anyhow::bail!(
                "the blob address “{url}” is not supported; use file:///absolute/folder or s3://bucket/prefix?endpoint=https://host"
            ),
        }
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
        let is_durable = self.home.wants_durable_spool();
        let (spooled, blob) = self.spool.receive(&mut bytes, is_durable, surroundings).await?;
        check(&blob, expected)?;
        // A sender that goes away now has sent everything: what it sent is kept, and no half of it is left anywhere.
        let home = self.home.clone();
        let kept = tokio::spawn(async move {
            home.keep(&spooled, &blob).await?;
            Ok(blob)
        });
        kept.await.map_err(Fault::internal)?
    }

    /// Takes in bytes that are in memory.
    ///
    /// # Errors
    /// When they cannot be written.
    pub async fn put_bytes(&self, bytes: Vec<u8>, surroundings: &dyn Surroundings) -> Answer<Blob> {
        let stream = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from(bytes))]);
        self.put(stream, &Expected::default(), surroundings).await
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

    /// The interface for reading.
    pub fn reader(&self) -> Arc<dyn ObjectStore> {
        self.store.clone()
    }

    /// Whether nothing is stored.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn is_empty(&self) -> anyhow::Result<bool> {
        let blobs = object_store::path::Path::from("sha256");
        let first = self.store.list(Some(&blobs)).try_next().await?;
        Ok(first.is_none())
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
