//! Backups: a folder with the database at one instant and every blob that it names, laid out as a data folder is, so that it can be
//! looked into with the usual tools. What was written last says that it is complete.

pub mod restore;
pub mod save;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::{ObjectStore, ObjectStoreExt as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncReadExt as _;

use crate::blobs::{Blob, Blobs, Expected, key};
use crate::clock::OperatingSystem;
use crate::store::snapshot;

/// The file that says what a backup holds; written last.
const CONTENTS: &str = "backup.json";
/// The database.
const DATABASE: &str = "vitrine.db";
/// The folder of the blobs.
const BLOBS: &str = "blobs";
/// The layout described here.
const FORMAT: u32 = 1;
/// Blobs that are copied at once.
const AT_ONCE: usize = 4;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The layout.
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// SHA-256 of the database, hexadecimal.
    pub database_sha256: String,
    /// The number of blobs.
    pub blobs: usize,
    /// The sum of their sizes.
    pub blob_bytes: i64,
}

/// Checks a database in a file, brings it up to date, and says which blobs it names.
async fn named_blobs(database: &Path) -> anyhow::Result<Vec<Blob>> {
    let store = snapshot::open(database, Arc::new(OperatingSystem)).await?;
    let mut db = store.read().await?;
    snapshot::check(&mut db).await?;
    let blobs = snapshot::blobs(&mut db).await?;
    drop(db);
    store.close().await;
    Ok(blobs)
}

/// Copies blobs; each is hashed on the way and must be what its name says.
async fn copy(blobs: &[Blob], from: &dyn ObjectStore, to: &Blobs) -> anyhow::Result<()> {
    let wanted = futures::stream::iter(blobs).map(Ok::<_, anyhow::Error>);
    wanted
        .try_for_each_concurrent(AT_ONCE, |blob| async move {
            let named = || format!("blob {}", blob.sha256);
            let found = from.get(&key(&blob.sha256)).await.with_context(named)?;
            let expected = Expected {
                md5: Some(blob.md5.clone()),
                size_bytes: Some(blob.size_bytes),
            };
            let copied = to
                .put(found.into_stream(), &expected, &OperatingSystem)
                .await
                .with_context(named)?;
            anyhow::ensure!(
                copied.sha256 == blob.sha256,
                "blob {} is damaged: its bytes have the digest {}",
                blob.sha256,
                copied.sha256
            );
            Ok(())
        })
        .await
}

/// SHA-256 of a file, hexadecimal.
async fn digest(path: &Path) -> anyhow::Result<String> {
    let shown = || format!("cannot read {}", path.display());
    let mut file = tokio::fs::File::open(path).await.with_context(shown)?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 20]);
    loop {
        let count = file.read(&mut buffer).await.with_context(shown)?;
        if count == 0 {
            return Ok(hex::encode(hash.finalize()));
        }
        hash.update(&buffer[..count]);
    }
}

/// Whether nothing is in the folder, or it is not there.
fn is_empty(folder: &Path) -> anyhow::Result<bool> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(cause) => Err(cause).with_context(|| format!("cannot read {}", folder.display())),
    }
}

/// Brings a file and its name to the disk.
fn sync(file: &Path) -> anyhow::Result<()> {
    let shown = || format!("cannot sync {}", file.display());
    std::fs::File::open(file)
        .and_then(|opened| opened.sync_all())
        .with_context(shown)?;
    if let Some(folder) = file.parent() {
        std::fs::File::open(folder)
            .and_then(|opened| opened.sync_all())
            .with_context(shown)?;
    }
    Ok(())
}
