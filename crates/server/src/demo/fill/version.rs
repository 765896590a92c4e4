//! Logging the versions of one source artifact and linking them.

use std::collections::BTreeMap;

use futures::{StreamExt as _, TryStreamExt as _};
use serde_json::{Value, json};

use super::people::text;
use super::{Site, upload};
use crate::demo::client::{Change, Key};
use crate::demo::plan::{Sequence, Version};
use crate::demo::progress::Progress;

/// The versions of a source artifact as the server knows them.
pub struct Made {
    /// Their global ids, from `v0` on.
    pub artifact_ids: Vec<String>,
    /// The global id of the collection that they are linked into.
    pub collection_id: Option<String>,
}

/// The greatest number of versions that are announced together.
const CHUNK: usize = 20;
/// Chunks that are prepared while the one before them is committed.
const CHUNKS_AHEAD: usize = 3;
/// Requests of one chunk at once, where one request carries one thing.
pub const REQUESTS_AT_ONCE: usize = 4;

/// Makes all versions, in their order.
pub async fn make(
    site: &Site<'_>,
    sequence: &Sequence,
    before: &BTreeMap<&'static str, Made>,
    progress: &Progress,
) -> anyhow::Result<(&'static str, Made)> {
    let mut made = Made {
        artifact_ids: Vec::new(),
        collection_id: None,
    };
    let chunks = chunks(&sequence.versions);
    // The first chunk goes alone: it makes the project and the artifact, and brings the bytes that others share.
    let (first, rest) = chunks.split_at(chunks.len().min(1));
    for part in [first, rest] {
        let prepared = futures::stream::iter(part)
            .map(|chunk| async move { anyhow::Ok((*chunk, prepare(site, sequence, chunk, before).await?)) });
        let mut prepared = std::pin::pin!(prepared.buffered(CHUNKS_AHEAD));
        while let Some((chunk, ids)) = prepared.try_next().await? {
            let collection_id = seal(site, sequence, chunk, &ids).await?;
            made.collection_id = made.collection_id.or(collection_id);
            made.artifact_ids.extend(ids);
            progress.add(chunk.len());
        }
    }
    Ok((sequence.entry.name, made))
}

/// Cuts versions into parts that the same people log and link.
fn chunks(versions: &[Version]) -> Vec<&[Version]> {
    let same = |a: &Version, b: &Version| a.logged_by == b.logged_by && a.linked_by == b.linked_by;
    versions
        .chunk_by(same)
        .flat_map(|streak| streak.chunks(CHUNK))
        .collect()
}

/// Logs runs and announces versions with their files; returns the global ids of the versions.
async fn prepare(
    site: &Site<'_>,
    sequence: &Sequence,
    chunk: &[Version],
    before: &BTreeMap<&'static str, Made>,
) -> anyhow::Result<Vec<String>> {
    let key = site.key(chunk[0].logged_by)?;
    log_runs(site, sequence, chunk, key).await?;
    use_inputs(site, sequence, chunk, key, before).await?;
    let doing = format!("announcing versions of {}", sequence.entry.name);
    let answers = site
        .client
        .change_all(
            key,
            chunk.iter().map(|version| announce(sequence, version)).collect(),
            &doing,
        )
        .await?;
    let ids = answers
        .iter()
        .map(|answer| text(answer, "/artifact/id"))
        .collect::<anyhow::Result<Vec<String>>>()?;
    upload::send(site, sequence, chunk, key, &ids).await?;
    Ok(ids)
}

async fn log_runs(site: &Site<'_>, sequence: &Sequence, chunk: &[Version], key: &Key) -> anyhow::Result<()> {
    let entry = sequence.entry;
    let doing = format!("logging runs to {}/{}", entry.team, entry.project);
    let starts = chunk.iter().map(|version| Change {
        mutation: "upsertBucket",
        input_type: "UpsertBucketInput",
        selection: "bucket { createdAt }",
        input: json!({
            "entityName": entry.team,
            "modelName": entry.project,
            "name": version.run.name,
            "displayName": version.run.display_name,
            "groupName": entry.name,
            "jobType": entry.family.job_type(),
            "config": version.run.config.to_string(),
            "summaryMetrics": Value::Object(version.run.summary.clone()).to_string(),
            "jobProgram": format!("{}.py", entry.family.job_type()),
        }),
    });
    let started = site.client.change_all(key, starts.collect(), &doing).await?;
    let (doing, started) = (&doing, &started);
    futures::stream::iter(chunk.iter().zip(started).map(Ok))
        .try_for_each_concurrent(REQUESTS_AT_ONCE, |(version, answer)| async move {
            let at: jiff::Timestamp = text(answer, "/bucket/createdAt")?.parse()?;
            let body = json!({
                "files": { "wandb-history.jsonl": {
                    "offset": 0, "content": version.run.history(entry.family, at.as_duration().as_secs_f64())
                } },
                "complete": true,
                "exitcode": 0,
            });
            site.client
                .stream(key, [entry.team, entry.project, &version.run.name], &body, doing)
                .await
        })
        .await
}

async fn use_inputs(
    site: &Site<'_>,
    sequence: &Sequence,
    chunk: &[Version],
    key: &Key,
    before: &BTreeMap<&'static str, Made>,
) -> anyhow::Result<()> {
    let entry = sequence.entry;
    let uses = chunk.iter().flat_map(|version| {
        version.inputs.iter().map(|(name, index)| Change {
            mutation: "useArtifact",
            input_type: "UseArtifactInput",
            selection: "artifact { id }",
            input: json!({
                "entityName": entry.team,
                "projectName": entry.project,
                "runName": version.run.name,
                "artifactID": before.get(name).and_then(|made| made.artifact_ids.get(*index)),
            }),
        })
    });
    site.client
        .change_all(
            key,
            uses.collect(),
            &format!("recording what made {}", entry.name),
        )
        .await?;
    Ok(())
}

fn announce(sequence: &Sequence, version: &Version) -> Change {
    let entry = sequence.entry;
    let tags: Vec<Value> = version.tags.iter().map(|tag| json!({ "tagName": tag })).collect();
    Change {
        mutation: "createArtifact",
        input_type: "CreateArtifactInput",
        selection: "artifact { id }",
        input: json!({
            "entityName": entry.team,
            "projectName": entry.project,
            "runName": version.run.name,
            "artifactTypeName": entry.type_name,
            "artifactCollectionName": entry.name,
            "digest": upload::digest(version),
            "description": version.description,
            "metadata": version.metadata.to_string(),
            "tags": tags,
            "historyStep": version.run.steps,
        }),
    }
}

/// Commits versions and links them, in their order; returns the global id of the collection.
async fn seal(
    site: &Site<'_>,
    sequence: &Sequence,
    chunk: &[Version],
    ids: &[String],
) -> anyhow::Result<Option<String>> {
    let entry = sequence.entry;
    let commits = ids.iter().map(|id| Change {
        mutation: "commitArtifact",
        input_type: "CommitArtifactInput",
        selection: "artifact { id }",
        input: json!({ "artifactID": id }),
    });
    let doing = format!("committing versions of {}", entry.name);
    site.client
        .change_all(site.key(chunk[0].logged_by)?, commits.collect(), &doing)
        .await?;
    let Some(registry) = entry.registry else {
        return Ok(None);
    };
    let links = ids.iter().map(|id| Change {
        mutation: "linkArtifact",
        input_type: "LinkArtifactInput",
        selection: "artifactMembership { artifactCollection { id } }",
        input: json!({
            "artifactID": id,
            "artifactPortfolioName": entry.name,
            "entityName": site.place.entity,
            "projectName": format!("wandb-registry-{registry}"),
            "aliases": [],
        }),
    });
    let doing = format!("linking versions of {} into the registry {registry}", entry.name);
    let answers = site
        .client
        .change_all(site.key(chunk[0].linked_by)?, links.collect(), &doing)
        .await?;
    let answer = answers
        .first()
        .ok_or_else(|| anyhow::anyhow!("{doing}: nothing was linked"))?;
    text(answer, "/artifactMembership/artifactCollection/id").map(Some)
}
