//! The whole database at one instant, as a file of `SQLite`, whatever database it comes from.

use std::path::Path;

use anyhow::Context as _;
use sqlx::Connection as _;

use super::{Db, Engine, Store, copy};
use crate::blobs::Blob;
use crate::blobs::signed_url::encode_path;
use crate::clock::SharedSurroundings;
use crate::fault::Answer;

/// Writes the database as it is at one instant into a file that is not there yet, beside whatever is being written.
///
/// # Errors
/// When the database fails or the file cannot be written.
pub async fn take(store: &Store, file: &Path) -> anyhow::Result<()> {
    let path = unicode(file)?;
    let mut db = store.read().await?;
    match store.engine() {
        Engine::Sqlite => {
            sqlx::query("VACUUM INTO $1").bind(path).execute(&mut *db).await?;
        }
        Engine::Postgres => {
            let target = open(file, store.surroundings.clone()).await?;
            let mut instant = db
                .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                .await?;
            copy::everything(&mut instant, &target).await?;
            instant.rollback().await?;
            target.close().await;
        }
    }
    Ok(())
}

/// Copies a snapshot into a database that nobody has used.
///
/// # Errors
/// When a database fails; the target stays unused then.
pub async fn bring(snapshot: &Store, target: &Store) -> Answer<()> {
    let mut db = snapshot.read().await?;
    copy::everything(&mut db, target).await
}

/// Opens a snapshot, or makes an empty one, and brings it up to date if it is of an older version.
///
/// # Errors
/// When it is not a database of ours.
pub async fn open(file: &Path, surroundings: SharedSurroundings) -> anyhow::Result<Store> {
    let path = unicode(file)?;
    let url = format!("sqlite://{}?mode=rwc", encode_path(path));
    Store::open(&url, surroundings).await
}

fn unicode(file: &Path) -> anyhow::Result<&str> {
    file.to_str()
        .with_context(|| format!("{} is not Unicode", file.display()))
}

/// Checks every page and every reference of a snapshot.
///
/// # Errors
/// Says what is damaged.
pub async fn check(db: &mut Db) -> anyhow::Result<()> {
    let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(&mut *db)
        .await?;
    anyhow::ensure!(found == ["ok"], "the database is damaged: {}", found.join("; "));
    let dangling: Vec<String> = sqlx::query_scalar("SELECT \"table\" FROM pragma_foreign_key_check")
        .fetch_all(db)
        .await?;
    anyhow::ensure!(
        dangling.is_empty(),
        "the database refers to rows that are not there, in {}",
        dangling.join(", ")
    );
    Ok(())
}

#[derive(sqlx::FromRow)]
struct BlobRow {
    sha256: String,
    md5: String,
    size_bytes: i64,
}

/// The blobs that the database names, by name.
///
/// # Errors
/// When the database fails.
pub async fn blobs(db: &mut Db) -> Answer<Vec<Blob>> {
    let query = sqlx::query_as("SELECT sha256, md5, size_bytes FROM blob ORDER BY sha256");
    let rows: Vec<BlobRow> = query.fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| Blob {
            sha256: row.sha256,
            md5: row.md5,
            size_bytes: row.size_bytes,
        })
        .collect())
}

/// Whether nobody has used the database yet.
///
/// # Errors
/// When the database fails.
pub async fn is_unused(db: &mut Db) -> Answer<bool> {
    let found: Option<i64> = sqlx::query_scalar("SELECT id FROM entity LIMIT 1")
        .fetch_optional(db)
        .await?;
    Ok(found.is_none())
}
