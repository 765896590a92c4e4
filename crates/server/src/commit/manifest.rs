//! The manifest of a version, as the SDK sends it.

use std::collections::BTreeMap;

use md5::{Digest as _, Md5};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fault::{Answer, Fault};
use crate::graphql::Api;
use crate::store;
use crate::store::artifact::ArtifactRow;
use crate::store::manifest::ManifestRow;

/// One entry of a stored manifest, version 1.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// The Base64 MD5 of the bytes.
    pub digest: String,
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "birthArtifactID")]
    /// The version that brought the bytes.
    pub birth_artifact_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// The number of bytes.
    pub size: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "ref")]
    /// Where the bytes are, if not here.
    pub reference: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extra: Option<Value>,
}

/// A stored manifest, version 1.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    version: i64,
    #[serde(default)]
    storage_policy: Value,
    #[serde(default)]
    storage_policy_config: Value,
    /// The entries, by path.
    pub contents: BTreeMap<String, Entry>,
}

/// Checks a path inside a version: relative, and never out of it.
///
/// # Errors
/// Says which rule the path breaks.
pub fn check_path(path: &str) -> Answer<()> {
    domain::path::check_path(path).map_err(|reason| {
        Fault::BadRequest(format!(
            "“{}” is no path inside an artifact: {reason}.",
            path.escape_debug()
        ))
    })
}

/// The digest of a manifest, as the SDK computes it.
pub fn digest(contents: &BTreeMap<String, Entry>) -> String {
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
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|cause| {
        Fault::BadRequest(format!(
            "The manifest cannot be read: {cause}; log the artifact again."
        ))
    })?;
    if manifest.version != 1 {
        return Err(Fault::BadRequest(format!(
            "Manifests of version {} are not known here; only 1 is.",
            manifest.version
        )));
    }
    for path in manifest.contents.keys() {
        check_path(path)?;
    }
    Ok(manifest)
}

/// The refusal where a manifest is not here.
pub fn missing() -> Fault {
    Fault::BadRequest("The manifest of this version has not arrived; upload it before the commit.".to_owned())
}

/// The whole manifest: the full one, or a base with what increments and patches add.
///
/// # Errors
/// `BadRequest` when it is missing or cannot be read.
pub async fn whole(api: &Api, artifact: &ArtifactRow) -> Answer<(Manifest, Option<String>)> {
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
    let sha256 = store::artifact::by_id(&mut db, base_id)
        .await?
        .and_then(|row| row.manifest_sha256);
    drop(db);
    let Some(sha256) = sha256 else { return Ok(None) };
    Ok(Some(serde_json::from_slice(&api.blobs.get_all(&sha256).await?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_sdk() {
        let entry = Entry {
            digest: "XUFAKrxLKna5cZ2REBfFkg==".to_owned(),
            birth_artifact_id: None,
            size: None,
            reference: None,
            extra: None,
        };
        let contents = BTreeMap::from([("my_model.txt".to_owned(), entry)]);
        let mut expected = Md5::new();
        expected.update("wandb-artifact-manifest-v1\nmy_model.txt:XUFAKrxLKna5cZ2REBfFkg==\n");
        assert_eq!(digest(&contents), hex::encode(expected.finalize()));
    }
}
