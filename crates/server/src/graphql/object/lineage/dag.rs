//! The lineage in the shape of W&B: runs, versions and edges as flat lists of names.

use std::collections::BTreeMap;

use async_graphql::{Context, Enum, SimpleObject};

use super::neighbours::Key;
use super::rows::Rows;
use super::walk::{Reach, Walk, walk};
use crate::fault::Answer;
use crate::graphql::id;
use crate::store::artifact::ArtifactRow;
use crate::store::run::RunRow;

/// Types of versions that the SDK makes by itself, beside those that begin with [`RESERVED_PREFIX`].
const GENERATED_TYPES: [&str; 2] = ["job", "run_table"];
/// Types that people may not use.
const RESERVED_PREFIX: &str = "wandb-";

/// Which way an edge runs, seen from the version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum DagDirection {
    /// The run used the version.
    #[graphql(name = "AwayFromArtifact")]
    AwayFromArtifact,
    /// The run logged the version.
    #[graphql(name = "TowardArtifact")]
    TowardArtifact,
}

/// A version of the graph, named by its source. What may not be seen of the source is empty.
#[derive(SimpleObject)]
pub struct ArtifactLineageDagArtifact {
    /// Unique in the graph.
    #[graphql(name = "artifactNodeID")]
    pub artifact_node_id: String,
    /// The owner of the source project.
    pub entity_name: String,
    /// The source project.
    pub project_name: String,
    /// Its type.
    pub artifact_type_name: String,
    /// The source artifact.
    pub artifact_sequence_name: String,
    /// A short id of the version.
    pub artifact_commit_hash: String,
    /// The index in the source.
    pub version_index: i32,
}

/// A run of the graph. What may not be seen of its project is empty.
#[derive(SimpleObject)]
pub struct ArtifactLineageDagRun {
    /// Unique in the graph.
    #[graphql(name = "runNodeID")]
    pub run_node_id: String,
    /// The owner of the project.
    pub entity_name: String,
    /// The project.
    pub project_name: String,
    /// The id in addresses.
    pub run_name: String,
    /// The name people read.
    pub display_name: Option<String>,
    /// What kind of work it does.
    pub job_type: Option<String>,
}

/// An edge between a run and a version.
#[derive(SimpleObject)]
pub struct ArtifactLineageDagEdge {
    /// Unique in the graph.
    #[graphql(name = "edgeID")]
    pub edge_id: String,
    /// The version.
    #[graphql(name = "artifactNodeID")]
    pub artifact_node_id: String,
    /// The run.
    #[graphql(name = "runNodeID")]
    pub run_node_id: String,
    /// Which way it runs.
    pub direction: DagDirection,
}

/// Everything that is connected with a version.
#[derive(SimpleObject)]
pub struct ArtifactLineageDag {
    /// Whether there was more than the limit.
    pub hit_limit: bool,
    /// The versions.
    pub artifacts: Vec<Option<ArtifactLineageDagArtifact>>,
    /// The runs.
    pub runs: Vec<Option<ArtifactLineageDagRun>>,
    /// The edges.
    pub edges: Vec<Option<ArtifactLineageDagEdge>>,
}

/// Everything that is connected with a version that the asker may see, without what the SDK made by itself if so wanted.
///
/// # Errors
/// `BadRequest` for a limit that is not from 1 to 20,000; when the database fails.
pub async fn dag(
    ctx: &Context<'_>,
    artifact_id: i64,
    limit: i32,
    leaves_out_generated: bool,
) -> Answer<ArtifactLineageDag> {
    let reach = Reach {
        hops_up: i32::MAX,
        hops_down: i32::MAX,
        is_extended: true,
        nodes_max: super::nodes_max(limit)?,
    };
    let focus = Key::Artifact(artifact_id);
    let found = walk(ctx, focus, reach).await?;
    let keys: Vec<Key> = found.nodes.iter().map(|(key, _)| *key).collect();
    let rows = Rows::read(ctx, &keys).await?;
    let mut ids = BTreeMap::new();
    let (mut artifacts, mut runs) = (Vec::new(), Vec::new());
    for key in keys {
        match key {
            Key::Artifact(id) => {
                let Some(shown) = rows.artifacts.get(&id).map(|row| rows.dag_artifact(row)) else {
                    continue;
                };
                let is_left_out =
                    leaves_out_generated && key != focus && is_generated(&shown.artifact_type_name);
                if !is_left_out {
                    ids.insert(key, shown.artifact_node_id.clone());
                    artifacts.push(Some(shown));
                }
            }
            Key::Run(id) => {
                if let Some(shown) = rows.runs.get(&id).map(|row| rows.dag_run(row)) {
                    ids.insert(key, shown.run_node_id.clone());
                    runs.push(Some(shown));
                }
            }
        }
    }
    Ok(ArtifactLineageDag {
        hit_limit: found.hit_limit,
        artifacts,
        runs,
        edges: edges(&found, &ids),
    })
}

fn is_generated(type_name: &str) -> bool {
    GENERATED_TYPES.contains(&type_name) || type_name.starts_with(RESERVED_PREFIX)
}

fn edges(found: &Walk, ids: &BTreeMap<Key, String>) -> Vec<Option<ArtifactLineageDagEdge>> {
    let edge = |(from, to): &(Key, Key)| {
        let (from_id, to_id) = (ids.get(from)?.clone(), ids.get(to)?.clone());
        let edge_id = format!("{from_id}->{to_id}");
        let (artifact_node_id, run_node_id, direction) = match from {
            Key::Artifact(_) => (from_id, to_id, DagDirection::AwayFromArtifact),
            Key::Run(_) => (to_id, from_id, DagDirection::TowardArtifact),
        };
        Some(ArtifactLineageDagEdge {
            edge_id,
            artifact_node_id,
            run_node_id,
            direction,
        })
    };
    found.edges.iter().filter_map(edge).map(Some).collect()
}

impl Rows {
    fn names(&self, project_id: i64) -> (String, String) {
        self.projects
            .get(&project_id)
            .map(|project| (project.entity_name.clone(), project.name.clone()))
            .unwrap_or_default()
    }

    fn dag_artifact(&self, row: &ArtifactRow) -> ArtifactLineageDagArtifact {
        let sequence = self.sequences.get(&row.sequence_id);
        let (entity_name, project_name) =
            sequence.map_or_else(Default::default, |found| self.names(found.project_id));
        let index = row.version_index.unwrap_or(-1);
        ArtifactLineageDagArtifact {
            artifact_node_id: id::global("Artifact", row.id).0,
            entity_name,
            project_name,
            artifact_type_name: sequence.map(|found| found.type_name.clone()).unwrap_or_default(),
            artifact_sequence_name: sequence.map(|found| found.name.clone()).unwrap_or_default(),
            artifact_commit_hash: row.commit_hash.clone(),
            version_index: i32::try_from(index).unwrap_or(i32::MAX),
        }
    }

    fn dag_run(&self, row: &RunRow) -> ArtifactLineageDagRun {
        let (entity_name, project_name) = if row.is_deleted() {
            (String::new(), String::new())
        } else {
            self.names(row.project_id)
        };
        ArtifactLineageDagRun {
            run_node_id: id::global("Run", row.id).0,
            entity_name,
            project_name,
            run_name: row.name.clone(),
            display_name: Some(row.display_name.clone()),
            job_type: row.job_type.clone(),
        }
    }
}
