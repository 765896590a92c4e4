//! Blobs in a folder of this machine: a rename makes them visible, once they are on the disk.

use std::path::{Path, PathBuf};

use super::spool::Spooled;
use super::{Blob, key};
use crate::fault::Answer;

/// The folder.
#[derive(Debug, Clone)]
pub struct Folder {
    /// Where it is.
    pub root: PathBuf,
}

async fn sync_folder(folder: &Path) -> std::io::Result<()> {
    tokio::fs::File::open(folder).await?.sync_all().await
}

impl Folder {
    /// Takes in a file that is whole and on the disk.
    ///
    /// # Errors
    /// When it cannot be moved.
    pub async fn keep(&self, spooled: &Spooled, blob: &Blob) -> Answer<()> {
        let target = self.root.join(key(&blob.sha256).as_ref());
        let folder = target.parent().unwrap_or(&self.root).to_path_buf();
        if tokio::fs::try_exists(&target).await? {
            // Whoever brought it may not have come to the sync before a loss of power.
            sync_folder(&folder).await?;
            return Ok(());
        }
        if !tokio::fs::try_exists(&folder).await? {
            tokio::fs::create_dir_all(&folder).await?;
            sync_folder(folder.parent().unwrap_or(&self.root)).await?;
        }
        tokio::fs::rename(&spooled.path, &target).await?;
        sync_folder(&folder).await?;
        Ok(())
    }
}
