//! Committing a version: everything that its manifest lists must be here, and be what it says.

mod manifest;

use domain::event::EventKind;
use serde_json::json;

pub use self::manifest::check_path;
use self::manifest::{Entry, digest, missing, whole};
use crate::auth::Actor;
use crate::clock::Micros;
use crate::fault::{Answer, Fault};
use crate::graphql::{Api, id};
use crate::store::alias::AliasChange;
use crate::store::artifact::{ArtifactRow, ArtifactState, Committed};
use crate::store::event::NewEvent;
use crate::store::manifest::NewFile;
use crate::store::{self, Db};

struct Stored {
    path: String,
    entry: Entry,
    size_bytes: i64,
    birth_artifact_id: i64,
    sha256: Option<String>,
}

/// Finds the bytes of an entry: sent for this version, or brought by the version that it names.
async fn locate(db: &mut Db, artifact: &ArtifactRow, path: &str, entry: &Entry) -> Answer<Stored> {
    let stored = |size_bytes, birth_artifact_id, sha256| Stored {
        path: path.to_owned(),
        entry: entry.clone(),
        size_bytes,
        birth_artifact_id,
        sha256,
    };
    if entry.reference.is_some() {
        return Ok(stored(entry.size.unwrap_or(0).max(0), artifact.id, None));
    }
    if let Some((sha256, size)) =
        store::manifest::staged_blob(&mut *db, artifact.id, path, &entry.digest).await?
    {
        return Ok(stored(size, artifact.id, Some(sha256)));
    }
    // Only versions of the same source artifact may lend their bytes: a digest alone proves no right to read.
    let birth = entry
        .birth_artifact_id
        .as_deref()
        .and_then(|birth| id::optional("Artifact", birth));
    if let Some(birth) = birth
        && let Some(lender) = store::artifact::by_id(&mut *db, birth).await?
        && lender.sequence_id == artifact.sequence_id
        && let Some(file) = store::manifest::file_by_digest(&mut *db, birth, &entry.digest).await?
    {
        return Ok(stored(file.size_bytes, birth, file.sha256));
    }
    Err(Fault::BadRequest(format!(
        "The bytes of “{path}” have not arrived; upload the file before the commit."
    )))
}

fn deleted() -> Fault {
    Fault::BadRequest("This version was deleted meanwhile; log the artifact again.".to_owned())
}

/// Commits an announced version; one that is committed stays as it is.
///
/// # Errors
/// `BadRequest` when something is missing or is not what the manifest says, or the version was deleted; nothing changes then.
pub async fn commit(api: &Api, actor: &Actor, artifact: &ArtifactRow) -> Answer<()> {
    match artifact.state() {
        ArtifactState::Committed => return Ok(()),
        ArtifactState::Deleted => return Err(deleted()),
        ArtifactState::Pending => {}
    }
    let (manifest, sha256) = whole(api, artifact).await?;
    let found = digest(&manifest.contents);
    if sha256.is_some() && found != artifact.digest {
        return Err(Fault::BadRequest(format!(
            "The digest does not match: the version was announced as {}, its manifest is {found}; log the artifact again.",
            artifact.digest
        )));
    }
    let surroundings = api.store.surroundings();
    let blob = match sha256 {
        Some(_) => None,
        None => Some(
            api.blobs
                .put_bytes(serde_json::to_vec(&manifest)?, surroundings)
                .await?,
        ),
    };
    let manifest_sha256 = sha256
        .or_else(|| blob.as_ref().map(|blob| blob.sha256.clone()))
        .ok_or_else(missing)?;
    let now = api.store.now();
    let mut tx = api.store.write().await?;
    match store::artifact::by_id(&mut tx, artifact.id)
        .await?
        .map(|row| row.state())
    {
        Some(ArtifactState::Committed) => return Ok(()),
        Some(ArtifactState::Pending) => {}
        Some(ArtifactState::Deleted) | None => return Err(deleted()),
    }
    if let Some(blob) = &blob {
        store::manifest::record_blob(&mut tx, blob, now).await?;
    }
    let mut size_bytes = 0;
    for (path, entry) in &manifest.contents {
        let stored = locate(&mut tx, artifact, path, entry).await?;
        size_bytes += stored.size_bytes;
        let file = NewFile {
            path: &stored.path,
            digest: &stored.entry.digest,
            size_bytes: stored.size_bytes,
            reference: stored.entry.reference.as_deref(),
            birth_artifact_id: stored.birth_artifact_id,
            sha256: stored.sha256.as_deref(),
        };
        store::manifest::add_file(&mut tx, artifact.id, &file).await?;
    }
    let file_count = i64::try_from(manifest.contents.len()).map_err(Fault::internal)?;
    let version_index = store::collection::next_version(&mut tx, artifact.sequence_id, now).await?;
    let done = Committed {
        version_index,
        size_bytes,
        file_count,
        manifest_sha256: &manifest_sha256,
    };
    store::artifact::commit(&mut tx, artifact.id, &done, now).await?;
    let place = store::membership::add(
        &mut tx,
        artifact.sequence_id,
        artifact.id,
        version_index,
        artifact.user_id,
        now,
    )
    .await?;
    if let Some(run_id) = artifact.run_id {
        store::artifact::add_output(&mut tx, run_id, artifact.id, now).await?;
    }
    let event = NewEvent {
        actor_id: Some(actor.user.id),
        artifact_id: Some(artifact.id),
        after: Some(
            json!({ "version": format!("v{version_index}"), "size_bytes": size_bytes, "files": file_count }),
        ),
        ..NewEvent::of(EventKind::VersionLogged)
    };
    store::event::write(&mut tx, event, now).await?;
    let mut aliases = vec!["latest".to_owned()];
    aliases.extend(store::artifact::wished_aliases(&mut tx, artifact.id).await?);
    put_aliases(&mut tx, actor, artifact, place, &aliases, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts aliases on the place of a version in its sequence.
async fn put_aliases(
    db: &mut Db,
    actor: &Actor,
    artifact: &ArtifactRow,
    membership_id: i64,
    aliases: &[String],
    now: Micros,
) -> Answer<()> {
    for alias in aliases {
        let change = AliasChange {
            collection_id: artifact.sequence_id,
            alias,
            membership_id,
            actor_id: Some(actor.user.id),
        };
        store::alias::put(&mut *db, change, now).await?;
    }
    Ok(())
}

/// Logging what is there already: the equal version takes the aliases and becomes an output of the run too.
///
/// # Errors
/// When the database fails.
pub async fn take_in_equal(
    db: &mut Db,
    actor: &Actor,
    artifact: &ArtifactRow,
    run_id: Option<i64>,
    aliases: &[String],
    now: Micros,
) -> Answer<()> {
    let place = store::membership::of_artifact_in(&mut *db, artifact.sequence_id, artifact.id).await?;
    if let Some(place) = place {
        put_aliases(&mut *db, actor, artifact, place.id, aliases, now).await?;
    }
    if let Some(run_id) = run_id {
        store::artifact::add_output(db, run_id, artifact.id, now).await?;
    }
    Ok(())
}
