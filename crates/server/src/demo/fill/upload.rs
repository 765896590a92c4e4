//! Sending the files and the manifests of versions.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures::TryStreamExt as _;
use md5::{Digest as _, Md5};
use serde_json::{Map, Value, json};

use super::Site;
use super::people::text;
use super::version::REQUESTS_AT_ONCE;
use crate::demo::client::{Change, Key};
use crate::demo::plan::file::Content;
use crate::demo::plan::{Sequence, Version};

/// The digest of a version, as the SDK computes it.
pub fn digest(version: &Version) -> String {
    let mut hash = Md5::new();
    hash.update("wandb-artifact-manifest-v1\n");
    for file in &version.files {
        hash.update(format!("{}:{}\n", file.path, file.digest()));
    }
    hex::encode(hash.finalize())
}

/// Bytes to send, and where in the chunk they belong.
struct Parcel<'a> {
    version: usize,
    path: &'a str,
    digest: String,
    bytes: &'a [u8],
}

/// Sends the files and the manifests of versions that were announced under those ids.
pub async fn send(
    site: &Site<'_>,
    sequence: &Sequence,
    chunk: &[Version],
    key: &Key,
    ids: &[String],
) -> anyhow::Result<()> {
    // Bytes that several versions share are sent once: when the others are announced, the server has them.
    let (mut fresh, mut shared, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (version, files) in chunk.iter().map(|version| &version.files).enumerate() {
        for file in files {
            let Content::Bytes(bytes) = &file.content else {
                continue;
            };
            let parcel = Parcel {
                version,
                path: &file.path,
                digest: file.digest(),
                bytes,
            };
            if seen.insert(parcel.digest.clone()) {
                fresh.push(parcel);
            } else {
                shared.push(parcel);
            }
        }
    }
    let mut contents: Vec<Map<String, Value>> = vec![Map::new(); chunk.len()];
    for parcels in [fresh, shared] {
        send_files(site, sequence, key, ids, &parcels, &mut contents).await?;
    }
    for (files, contents) in chunk.iter().map(|version| &version.files).zip(&mut contents) {
        for file in files {
            if let Content::Reference { uri, size_bytes } = &file.content {
                contents.insert(
                    file.path.clone(),
                    json!({ "digest": file.digest(), "ref": uri, "size": size_bytes }),
                );
            }
        }
    }
    send_manifests(site, sequence, key, ids, contents).await
}

async fn send_files(
    site: &Site<'_>,
    sequence: &Sequence,
    key: &Key,
    ids: &[String],
    parcels: &[Parcel<'_>],
    contents: &mut [Map<String, Value>],
) -> anyhow::Result<()> {
    if parcels.is_empty() {
        return Ok(());
    }
    let doing = format!("sending files of {}", sequence.entry.name);
    let specs: Vec<Value> = parcels
        .iter()
        .map(|parcel| json!({ "artifactID": ids[parcel.version], "name": parcel.path, "md5": parcel.digest }))
        .collect();
    let announce = Change {
        mutation: "createArtifactFiles",
        input_type: "CreateArtifactFilesInput",
        selection: "files { edges { node { uploadUrl artifact { id } } } }",
        input: json!({ "artifactFiles": specs, "storageLayout": "V2" }),
    };
    let answer = site.client.change(key, announce, &doing).await?;
    let nodes: Vec<&Value> = answer["files"]["edges"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|edge| &edge["node"])
        .collect();
    anyhow::ensure!(
        nodes.len() == parcels.len(),
        "{doing}: announced {} files, the server took {}",
        parcels.len(),
        nodes.len()
    );
    for (parcel, node) in parcels.iter().zip(&nodes) {
        let entry = json!({
            "digest": parcel.digest, "size": parcel.bytes.len(), "birthArtifactID": text(node, "/artifact/id")?
        });
        contents[parcel.version].insert(parcel.path.to_owned(), entry);
    }
    let wanted = parcels
        .iter()
        .zip(&nodes)
        .filter_map(|(parcel, node)| Some((parcel, node["uploadUrl"].as_str()?)));
    let doing = &doing;
    futures::stream::iter(wanted.map(Ok))
        .try_for_each_concurrent(REQUESTS_AT_ONCE, |(parcel, url)| async move {
            site.client.upload(url, parcel.bytes.to_vec(), doing).await
        })
        .await
}

async fn send_manifests(
    site: &Site<'_>,
    sequence: &Sequence,
    key: &Key,
    ids: &[String],
    contents: Vec<Map<String, Value>>,
) -> anyhow::Result<()> {
    let entry = sequence.entry;
    let doing = format!("sending manifests of {}", entry.name);
    let manifest = |contents: Map<String, Value>| {
        json!({
            "version": 1,
            "storagePolicy": "wandb-storage-policy-v1",
            "storagePolicyConfig": { "storageLayout": "V2" },
            "contents": contents,
        })
    };
    let manifests: Vec<Vec<u8>> = contents
        .into_iter()
        .map(|contents| manifest(contents).to_string().into_bytes())
        .collect();
    let announce = ids.iter().zip(&manifests).map(|(id, bytes)| Change {
        mutation: "createArtifactManifest",
        input_type: "CreateArtifactManifestInput",
        selection: "artifactManifest { file { uploadUrl } }",
        input: json!({
            "artifactID": id,
            "name": "wandb_manifest.json",
            "digest": STANDARD.encode(Md5::digest(bytes)),
            "entityName": entry.team,
            "projectName": entry.project,
            "type": "FULL",
        }),
    });
    let announced = site.client.change_all(key, announce.collect(), &doing).await?;
    let doing = &doing;
    futures::stream::iter(announced.iter().zip(manifests).map(Ok))
        .try_for_each_concurrent(REQUESTS_AT_ONCE, |(answer, bytes)| async move {
            site.client
                .upload(&text(answer, "/artifactManifest/file/uploadUrl")?, bytes, doing)
                .await
        })
        .await
}
