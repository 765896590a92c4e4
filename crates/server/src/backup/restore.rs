//! `vitrine restore`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use object_store::local::LocalFileSystem;

use super::{BLOBS, CONTENTS, Contents, DATABASE, FORMAT, copy, digest, is_empty, named_blobs, sync};
use crate::clock::OperatingSystem;
use crate::config::DataArgs;
use crate::store::snapshot;

/// Where a backup is.
#[derive(Debug, Clone, Args)]
pub struct RestoreArgs {
    /// Folder of the backup.
    #[arg(long)]
    pub from: PathBuf,
}

/// Brings a backup back. Every digest is checked on the way; the database comes last, so that a restore which breaks off leaves
/// no server that looks whole.
///
/// # Errors
/// When the backup is damaged or incomplete, or the target is in use.
pub async fn run(data: &DataArgs, args: &RestoreArgs, as_json: bool) -> anyhow::Result<()> {
    let from = args
        .from
        .canonicalize()
        .with_context(|| format!("cannot read {}", args.from.display()))?;
    let contents = read_contents(&from)?;
    anyhow::ensure!(
        is_empty(&data.data_dir)?,
        "the data folder {} is not empty; name one with --data-dir that is empty or not there",
        data.data_dir.display()
    );
    let folder = data.folder()?;
    let partial = folder.join("restoring.db");
    std::fs::copy(from.join(DATABASE), &partial).context("cannot copy the database")?;
    anyhow::ensure!(
        digest(&partial).await? == contents.database_sha256,
        "the database of the backup is damaged: it is not the one that was written"
    );
    let blobs = named_blobs(&partial).await?;
    anyhow::ensure!(
        blobs.len() == contents.blobs,
        "the backup is damaged: its database names {} blobs, not {}",
        blobs.len(),
        contents.blobs
    );
    let to = data.blobs().await?;
    anyhow::ensure!(
        to.is_empty().await?,
        "the file store {} is not empty; name another one with --blob-url",
        data.blob_url()?
    );
    let stored = LocalFileSystem::new_with_prefix(from.join(BLOBS)).context("cannot read the blobs")?;
    copy(&blobs, &stored, &to).await?;
    bring_database(data, &partial).await?;
    if as_json {
        println!("{}", serde_json::to_string(&contents)?);
    } else {
        println!(
            "Restored the database and {} blobs of {} bytes, made at {}; all digests are right.",
            contents.blobs, contents.blob_bytes, contents.made_at
        );
    }
    Ok(())
}

fn read_contents(folder: &Path) -> anyhow::Result<Contents> {
    let file = folder.join(CONTENTS);
    let text = std::fs::read(&file).with_context(|| {
        format!(
            "{} is not there, so {} is no complete backup",
            file.display(),
            folder.display()
        )
    })?;
    let contents: Contents =
        serde_json::from_slice(&text).with_context(|| format!("cannot read {}", file.display()))?;
    anyhow::ensure!(
        contents.format == FORMAT,
        "the backup has the layout {}, this program knows {FORMAT}; use vitrine {}",
        contents.format,
        contents.program
    );
    Ok(contents)
}

/// Puts the database in its place: a file by a rename, a database of a server by copying all rows in one transaction.
async fn bring_database(data: &DataArgs, partial: &Path) -> anyhow::Result<()> {
    let url = data.database_url()?;
    let file = sqlite_file(&url);
    if let Some(file) = file {
        anyhow::ensure!(
            !file.exists(),
            "the database {} is there already; name another one with --database-url",
            file.display()
        );
        std::fs::rename(partial, &file)
            .or_else(|_other_disk| std::fs::copy(partial, &file).map(|_| ()))
            .with_context(|| format!("cannot write {}", file.display()))?;
        return sync(&file);
    }
    let target = data.store().await?;
    let mut db = target.read().await?;
    anyhow::ensure!(
        snapshot::is_unused(&mut db).await?,
        "the database is in use; name an empty one with --database-url"
    );
    drop(db);
    let source = snapshot::open(partial, Arc::new(OperatingSystem)).await?;
    snapshot::bring(&source, &target).await?;
    source.close().await;
    target.close().await;
    std::fs::remove_file(partial).context("cannot clear the data folder")
}

/// The file that an address of `SQLite` names.
fn sqlite_file(url: &str) -> Option<PathBuf> {
    let path = url
        .strip_prefix("sqlite://")
        .or_else(|| url.strip_prefix("sqlite:"))?;
    let path = path.split('?').next().unwrap_or(path);
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    Some(PathBuf::from(decoded.into_owned()))
}
