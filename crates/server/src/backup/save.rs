//! `vitrine backup`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;

use super::{BLOBS, CONTENTS, Contents, DATABASE, FORMAT, copy, digest, is_empty, named_blobs, sync};
use crate::blobs::Blobs;
use crate::blobs::signed_url::encode_path;
use crate::clock::rfc3339;
use crate::config::{DataArgs, make_private_folder};
use crate::store::snapshot;

/// Where a backup goes.
#[derive(Debug, Clone, Args)]
pub struct BackupArgs {
    /// Folder to write the backup into; it must be empty or not there.
    #[arg(long)]
    pub to: PathBuf,
}

/// Backs up beside a running server: first the database at one instant, then the blobs that it names, which never change.
///
/// # Errors
/// When something cannot be read or written, or bytes are not what their name says.
pub async fn run(data: &DataArgs, args: &BackupArgs, as_json: bool) -> anyhow::Result<()> {
    data.require_existing()?;
    anyhow::ensure!(
        is_empty(&args.to)?,
        "{} is not empty; name a folder that is empty or not there",
        args.to.display()
    );
    make_private_folder(&args.to)?;
    let folder = args
        .to
        .canonicalize()
        .with_context(|| format!("cannot read {}", args.to.display()))?;
    let contents = save(data, &folder).await?;
    if as_json {
        println!("{}", serde_json::to_string(&contents)?);
    } else {
        println!(
            "Backed up the database and {} blobs of {} bytes to {}.",
            contents.blobs,
            contents.blob_bytes,
            folder.display()
        );
    }
    Ok(())
}

async fn save(data: &DataArgs, folder: &Path) -> anyhow::Result<Contents> {
    let store = data.existing_store().await?;
    let made_at = rfc3339(store.now());
    let database = folder.join(DATABASE);
    snapshot::take(&store, &database)
        .await
        .context("cannot read the database")?;
    store.close().await;
    let blobs = named_blobs(&database).await?;
    sync(&database)?;
    let database_sha256 = digest(&database).await?;
    let (from, to) = (data.blobs().await?, blobs_of(folder).await?);
    copy(&blobs, from.reader().as_ref(), &to).await?;
    drop(to);
    std::fs::remove_dir_all(folder.join(BLOBS).join("staging")).context("cannot clear the backup")?;
    let contents = Contents {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at,
        database_sha256,
        blobs: blobs.len(),
        blob_bytes: blobs.iter().map(|blob| blob.size_bytes).sum(),
    };
    let partial = folder.join(format!("{CONTENTS}.partial"));
    std::fs::write(&partial, serde_json::to_vec_pretty(&contents)?).context("cannot write the contents")?;
    sync(&partial)?;
    let complete = folder.join(CONTENTS);
    std::fs::rename(&partial, &complete).context("cannot finish the backup")?;
    sync(&complete)?;
    Ok(contents)
}

/// The blobs of the backup, to be filled.
async fn blobs_of(folder: &Path) -> anyhow::Result<Blobs> {
    let path = folder.join(BLOBS);
    let path = path
        .to_str()
        .with_context(|| format!("{} is not Unicode", path.display()))?;
    let url = format!("file://{}", encode_path(path));
    Blobs::open(&url, || anyhow::bail!("a folder needs no spool")).await
}
