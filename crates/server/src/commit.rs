//! Committing a version: everything that its manifest lists must be here, and be what it says.

use std::collections::BTreeMap;

use md5::{Digest as _, Md5};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::auth::Actor;
use crate::clock::Micros;
use crate::fault::{Answer, Fault};
use crate::graphql::{Api, id};
use crate::store::artifact::{ArtifactRow, ArtifactState, Committed};
use crate::store::event::NewEvent;
use crate::store::manifest::{ManifestRow, NewFile};
use crate::store::{self, Db};

/// One entry of a stored manifest, version 1.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    digest: String,
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "birthArtifactID")]
    birth_artifact_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    size: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "ref")]
    reference: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extra: Option<Value>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Manifest {
    version: i64,
    #[serde(default)]
    storage_policy: Value,
    #[serde(default)]
    storage_policy_config: Value,
    contents: BTreeMap<String, Entry>,
}

/// Checks a path inside a version: relative, and never out of it.
///
/// # Errors
/// Says which rule the path breaks.
pub fn check_path(path: &str) -> Answer<()> {
    let is_sound = !path.is_empty()
        && !path.contains(['\\', '\0'])
        && !path.starts_with('/')
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && path.len() <= 4_096;
    if is_sound {
        return Ok(());
    }
    Err(Fault::BadRequest(format!(
        "“{}” is no path inside an artifact: it must be relative, without “..”, “.”, “\\” or empty parts.",
        path.escape_debug()
    )))
}

/// The digest of a manifest, as the SDK computes it.
fn digest(contents: &BTreeMap<String, Entry>) -> String {
    let mut hash = Md5::new();
    hash.update(b"wandb-artifact-manifest-v1\n");
    for (path, entry) in contents {
        hash.update(format!("{path}:{}\n", entry.digest));
    }
    hex::encode(hash.finalize())
}

async fn read(api: &Api, row: &ManifestRow) -> Answer<Manifest> {
    let sha256 = row.sha256.as_deref().ok_or_else(missing)?;
    let bytes = api.blobs.get_all(sha256).await?;
    let manifest: Manifest = serde_json::from_slice(&bytes)
        .map_err(|cause| Fault::BadRequest(format!("The manifest cannot be read: {cause}; log the artifact again.")))?;
    if manifest.version != 1 {
        return Err(Fault::BadRequest(format!("Manifests of version {} are not known here; only 1 is.", manifest.version)));
    }
    for path in manifest.contents.keys() {
        check_path(path)?;
    }
    Ok(manifest)
}

fn missing() -> Fault {
    Fault::BadRequest("The manifest of this version has not arrived; upload it before the commit.".to_owned())
}

/// The whole manifest: the full one, or a base with what increments and patches add.
async fn whole(api: &Api, artifact: &ArtifactRow) -> Answer<(Manifest, Option<String>)> {
    let mut db = api.store.read().await?;
    let rows = store::manifest::arrived(&mut db, artifact.id).await?;
    drop(db);
    let additions: Vec<&ManifestRow> = rows.iter().filter(|row| row.kind != "FULL").collect();
    if let Some(full) = rows.iter().rev().find(|row| row.kind == "FULL") {
        return Ok((read(api, full).await?, full.sha256.clone()));
    }
    let mut merged: Option<Manifest> = None;
    for row in additions {
        if merged.is_none()
            && let Some(base_id) = row.base_artifact_id
        {
            merged = base(api, base_id).await?;
        }
        let addition = read(api, row).await?;
        match merged.as_mut() {
            Some(found) => found.contents.extend(addition.contents),
            None => merged = Some(addition),
        }
    }
    Ok((merged.ok_or_else(missing)?, None))
}

async fn base(api: &Api, base_id: i64) -> Answer<Option<Manifest>> {
    let mut db = api.store.read().await?;
    let sha256 = store::artifact::by_id(&mut db, base_id).await?.and_then(|row| row.manifest_sha256);
    drop(db);
    let Some(sha256) = sha256 else { return Ok(None) };
    Ok(Some(serde_json::from_slice(&api.blobs.get_all(&sha256).await?)?))
}

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
    if let Some((sha256, size)) = store::manifest::staged_blob(&mut *db, artifact.id, path, &entry.digest).await? {
        return Ok(stored(size, artifact.id, Some(sha256)));
    }
    // Only versions of the same source artifact may lend their bytes: a digest alone proves no right to read.
    let birth = entry.birth_artifact_id.as_deref().and_then(|birth| id::optional("Artifact", birth));
    if let Some(birth) = birth
        && let Some(lender) = store::artifact::by_id(&mut *db, birth).await?
        && lender.sequence_id == artifact.sequence_id
        && let Some(file) = store::manifest::file_by_digest(&mut *db, birth, &entry.digest).await?
    {
        return Ok(stored(file.size_bytes, birth, file.sha256));
    }
    Err(Fault::BadRequest(format!("The bytes of “{path}” have not arrived; upload the file before the commit.")))
}

/// Commits an announced version; one that is committed stays as it is.
///
/// # Errors
/// `BadRequest` when something is missing or is not what the manifest says; nothing changes then.
pub async fn commit(api: &Api, actor: &Actor, artifact: &ArtifactRow) -> Answer<()> {
    if artifact.state() == ArtifactState::Committed {
        return Ok(());
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
        None => Some(api.blobs.put_bytes(serde_json::to_vec(&manifest)?, surroundings).await?),
    };
    let manifest_sha256 = sha256.or_else(|| blob.as_ref().map(|blob| blob.sha256.clone())).ok_or_else(missing)?;
    let now = api.store.now();
    let mut tx = api.store.write().await?;
    let current = store::artifact::by_id(&mut tx, artifact.id).await?;
    if current.is_some_and(|row| row.state() == ArtifactState::Committed) {
        return Ok(());
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
    let done = Committed { version_index, size_bytes, file_count, manifest_sha256: &manifest_sha256 };
    store::artifact::commit(&mut tx, artifact.id, &done, now).await?;
    let place = store::membership::add(&mut tx, artifact.sequence_id, artifact.id, version_index, artifact.user_id, now).await?;
    store::alias::put(&mut tx, artifact.sequence_id, "latest", place, now).await?;
    for alias in store::artifact::wished_aliases(&mut tx, artifact.id).await? {
        store::alias::put(&mut tx, artifact.sequence_id, &alias, place, now).await?;
    }
    if let Some(run_id) = artifact.run_id {
        store::artifact::add_output(&mut tx, run_id, artifact.id, now).await?;
    }
    let event = NewEvent {
        actor_id: Some(actor.user.id),
        kind: "version_logged",
        collection_id: Some(artifact.sequence_id),
        artifact_id: Some(artifact.id),
        after: Some(json!({ "version": format!("v{version_index}"), "size_bytes": size_bytes, "files": file_count })),
        ..NewEvent::default()
    };
    store::event::write(&mut tx, event, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Logging what is there already: the equal version takes the aliases and becomes an output of the run too.
///
/// # Errors
/// When the database fails.
pub async fn take_in_equal(
    db: &mut Db,
    artifact: &ArtifactRow,
    run_id: Option<i64>,
    aliases: &[String],
    now: Micros,
) -> Answer<()> {
    let place = store::membership::of_artifact_in(&mut *db, artifact.sequence_id, artifact.id).await?;
    if let Some(place) = place {
        for alias in aliases {
            store::alias::put(&mut *db, artifact.sequence_id, alias, place.id, now).await?;
        }
    }
    if let Some(run_id) = run_id {
        store::artifact::add_output(db, run_id, artifact.id, now).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_sdk() {
        let entry = Entry { digest: "XUFAKrxLKna5cZ2REBfFkg==".to_owned(), birth_artifact_id: None, size: None, reference: None, extra: None };
        let contents = BTreeMap::from([("my_model.txt".to_owned(), entry)]);
        let mut expected = Md5::new();
        expected.update("wandb-artifact-manifest-v1\nmy_model.txt:XUFAKrxLKna5cZ2REBfFkg==\n");
        assert_eq!(digest(&contents), hex::encode(expected.finalize()));
    }

    #[test]
    fn a_path_cannot_leave_its_version() {
        for good in ["a", "a/b.txt", "ä/…", "a..b", "...", "a b"] {
            assert!(check_path(good).is_ok(), "{good}");
        }
        for bad in ["", "/a", "a/", "../a", "a/../b", "a//b", "./a", "a\\b", "a\0b"] {
            assert!(check_path(bad).is_err(), "{bad:?}");
        }
    }
}
