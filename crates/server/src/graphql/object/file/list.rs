//! The files of versions: by the page, by name, and by the entries of a manifest.

use std::collections::HashMap;

use async_graphql::{Context, ID, InputObject};

use super::{File, FileConnection};
use crate::fault::{Answer, Fault};
use crate::graphql::page::{PAGE_MAX, Page};
use crate::graphql::scalar::Int64;
use crate::graphql::{api, id};
use crate::store::manifest::FileRow;
use crate::store::{self};

/// An entry of a manifest, as a client read it there.
#[derive(InputObject)]
pub struct ArtifactManifestEntryInput {
    /// The path in the version.
    pub name: String,
    /// The Base64 MD5 of its bytes.
    pub digest: String,
    /// The version that brought the bytes; not needed to find them.
    #[graphql(name = "birthArtifactID")]
    pub birth_artifact_id: Option<ID>,
    /// Where a reference points; those are not stored here.
    #[graphql(name = "ref")]
    pub reference: Option<String>,
    /// The number of bytes; not needed to find them.
    pub size: Option<Int64>,
}

/// The storage path of a file of a version; the SDK's tests look for the beginning.
pub fn storage_path(artifact_id: i64, path: &str) -> String {
    format!("wandb_artifacts/{artifact_id}/{path}")
}

fn of_row(row: FileRow, is_readable: bool) -> File {
    File {
        id: id::global("ArtifactFile", row.id).to_string(),
        storage_path: row
            .reference
            .is_none()
            .then(|| storage_path(row.birth_artifact_id, &row.path)),
        name: row.path,
        size_bytes: row.size_bytes,
        md5: Some(row.digest),
        sha256: row.sha256,
        reference: row.reference,
        upload_url: None,
        is_readable,
        updated_at: None,
        birth_artifact_id: Some(row.birth_artifact_id),
    }
}

/// A page of the files of a version; only the named ones if names are given.
///
/// # Errors
/// When size or cursor is not legal or the database fails.
pub async fn of_artifact(
    ctx: &Context<'_>,
    artifact_id: i64,
    is_readable: bool,
    names: Option<Vec<String>>,
    first: Option<i32>,
    after: Option<&str>,
) -> Answer<FileConnection> {
    let mut db = api(ctx)?.store.read().await?;
    let mut rows = store::manifest::files(&mut db, artifact_id).await?;
    if let Some(names) = names.filter(|names| !names.is_empty()) {
        rows.retain(|row| names.contains(&row.path));
    }
    let total = rows.len();
    let list = rows.into_iter().map(|row| of_row(row, is_readable)).collect();
    Ok(FileConnection::new(Page::of_list(list, first, after, 50)?, total))
}

/// The stored files of the entries, in their order.
///
/// # Errors
/// `BadRequest` when there are too many, `NotFound` for one that the version does not have; when the database fails.
pub async fn of_entries(
    ctx: &Context<'_>,
    artifact_id: i64,
    is_readable: bool,
    entries: &[ArtifactManifestEntryInput],
) -> Answer<FileConnection> {
    if entries.len() > PAGE_MAX {
        return Err(Fault::BadRequest(format!(
            "{} entries are more than the {PAGE_MAX} of one request; ask for them in several.",
            entries.len()
        )));
    }
    let paths: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let mut db = api(ctx)?.store.read().await?;
    let rows = store::manifest::files_at_unsorted(&mut db, artifact_id, &paths).await?;
    let rows: HashMap<&str, &FileRow> = rows.iter().map(|row| (row.path.as_str(), row)).collect();
    let mut list = Vec::with_capacity(entries.len());
    for entry in entries {
        let found = rows
            .get(entry.name.as_str())
            .filter(|row| row.reference.is_none() && row.digest == entry.digest);
        let found = found.ok_or_else(|| {
            Fault::NotFound(format!(
                "This version stores no file “{}” with the digest “{}”; read its manifest again.",
                entry.name.escape_debug(),
                entry.digest.escape_debug()
            ))
        })?;
        list.push(of_row((*found).clone(), is_readable));
    }
    let total = list.len();
    Ok(FileConnection::new(
        Page::of_list(list, None, None, PAGE_MAX)?,
        total,
    ))
}
