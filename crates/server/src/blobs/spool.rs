//! Where bytes arrive before they are known to be whole: a folder of this process, swept by others once the process has gone.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use md5::Md5;
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;

use super::Blob;
use crate::clock::{Surroundings, hex_token};
use crate::fault::{Answer, Fault};

/// Held while a process makes its folder or looks for those that others left.
const SWEEP_LOCK: &str = ".sweep";
/// Held by a process as long as it lives.
const LIFE_LOCK: &str = ".lock";

/// The folder of this process.
#[derive(Clone)]
pub struct Spool {
    folder: PathBuf,
    // The lock ends with the last clone, or with the process.
    _alive: Arc<File>,
}

/// Bytes that have arrived, in a file that goes when this is dropped, unless it was moved away.
#[derive(Debug)]
pub struct Spooled {
    /// Where the file is.
    pub path: PathBuf,
}

impl Drop for Spooled {
    fn drop(&mut self) {
        // It is not there when it was moved away; what cannot be removed is swept at the next start.
        let _gone = std::fs::remove_file(&self.path);
    }
}

impl Spool {
    /// Makes a folder of this process below `root`, and removes what processes left there that have gone. Those that live keep theirs.
    ///
    /// # Errors
    /// When folders cannot be made, or locked.
    pub fn open(root: &Path, surroundings: &dyn Surroundings) -> anyhow::Result<Self> {
        std::fs::create_dir_all(root).with_context(|| format!("cannot make {}", root.display()))?;
        let sweeping = lock_file(&root.join(SWEEP_LOCK))?;
        sweeping
            .lock()
            .with_context(|| format!("cannot lock {}", root.display()))?;
        sweep(root)?;
        let folder = root.join(hex_token(surroundings, 16)?);
        std::fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let alive = lock_file(&folder.join(LIFE_LOCK))?;
        alive
            .lock()
            .with_context(|| format!("cannot lock {}", folder.display()))?;
        Ok(Self {
            folder,
            _alive: Arc::new(alive),
        })
    }

    /// Takes in a stream, hashing it, up to and including the sync to disk if `is_durable`.
    ///
    /// # Errors
    /// `BadRequest` when the stream breaks off; nothing is kept then.
    pub async fn receive<S, E>(
        &self,
        bytes: &mut S,
        is_durable: bool,
        surroundings: &dyn Surroundings,
    ) -> Answer<(Spooled, Blob)>
    where
        S: Stream<Item = Result<Bytes, E>> + Unpin,
        E: std::fmt::Display,
    {
        let name = hex_token(surroundings, 32).map_err(Fault::internal)?;
        let spooled = Spooled {
            path: self.folder.join(name),
        };
        let mut file = tokio::fs::File::create(&spooled.path).await?;
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
        file.flush().await?;
        if is_durable {
            file.sync_all().await?;
        }
        let blob = Blob {
            sha256: hex::encode(sha256.finalize()),
            md5: STANDARD.encode(md5.finalize()),
            size_bytes,
        };
        Ok((spooled, blob))
    }
}

fn lock_file(path: &Path) -> anyhow::Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .with_context(|| format!("cannot open {}", path.display()))
}

/// Removes the folders whose process has gone, and files that stand beside them.
fn sweep(root: &Path) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(root).with_context(|| format!("cannot read {}", root.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name == SWEEP_LOCK) {
            continue;
        }
        if !path.is_dir() {
            std::fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
            continue;
        }
        let life = lock_file(&path.join(LIFE_LOCK))?;
        match life.try_lock() {
            Ok(()) => {
                std::fs::remove_dir_all(&path)
                    .with_context(|| format!("cannot remove {}", path.display()))?;
            }
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(cause)) => {
                return Err(cause).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::OperatingSystem;

    #[test]
    fn a_start_sweeps_what_the_dead_left_and_nothing_of_the_living() {
        let root = std::env::temp_dir().join(format!(
            "vitrine-spool-{}",
            hex_token(&OperatingSystem, 16).unwrap()
        ));
        let living = Spool::open(&root, &OperatingSystem).unwrap();
        let dead = Spool::open(&root, &OperatingSystem).unwrap();
        for spool in [&living, &dead] {
            std::fs::write(spool.folder.join("half"), b"half").unwrap();
        }
        std::fs::write(root.join("stray"), b"of an older version").unwrap();
        let (kept, swept) = (living.folder.join("half"), dead.folder.clone());
        drop(dead);
        let third = Spool::open(&root, &OperatingSystem).unwrap();
        assert!(kept.exists(), "the upload of a living process goes on");
        assert!(!swept.exists());
        assert!(!root.join("stray").exists());
        drop((living, third));
        std::fs::remove_dir_all(&root).unwrap();
    }

    #[tokio::test]
    async fn an_upload_that_breaks_off_leaves_no_file() {
        let root = std::env::temp_dir().join(format!(
            "vitrine-spool-{}",
            hex_token(&OperatingSystem, 16).unwrap()
        ));
        let spool = Spool::open(&root, &OperatingSystem).unwrap();
        let mut cut = futures::stream::iter([Ok(Bytes::from_static(b"half")), Err("cut")]);
        let refusal = spool.receive(&mut cut, true, &OperatingSystem).await.unwrap_err();
        assert!(
            refusal.to_string().contains("broke off after 4 bytes"),
            "{refusal}"
        );
        let left = std::fs::read_dir(&spool.folder).unwrap().count();
        assert_eq!(left, 1, "only the lock");
        std::fs::remove_dir_all(&root).unwrap();
    }
}
