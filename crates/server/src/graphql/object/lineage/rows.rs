//! What the nodes of a graph stand for, read many at a time.

use std::collections::BTreeMap;

use async_graphql::{Context, ID};

use super::neighbours::Key;
use super::{LineageNode, LineageNodeKind};
use crate::clock::Micros;
use crate::fault::Answer;
use crate::graphql::object::artifact::Artifact;
use crate::graphql::object::run::Run;
use crate::graphql::{api, id, visible};
use crate::store::artifact::ArtifactRow;
use crate::store::collection::CollectionRow;
use crate::store::project::ProjectRow;
use crate::store::run::RunRow;
use crate::store::{self};

/// Rows of one statement.
const IDS_PER_STATEMENT: usize = 5_000;

/// The rows behind the nodes.
#[derive(Default)]
pub struct Rows {
    /// Versions by id.
    pub artifacts: BTreeMap<i64, ArtifactRow>,
    /// Runs by id.
    pub runs: BTreeMap<i64, RunRow>,
    /// The source artifacts of the versions, by id.
    pub sequences: BTreeMap<i64, CollectionRow>,
    /// The projects of runs and source artifacts that the asker may see, by id.
    pub projects: BTreeMap<i64, ProjectRow>,
}

impl Rows {
    /// Reads the rows behind the nodes.
    ///
    /// # Errors
    /// When nobody is signed in or the database fails.
    pub async fn read(ctx: &Context<'_>, keys: &[Key]) -> Answer<Self> {
        let (mut artifact_ids, mut run_ids) = (Vec::new(), Vec::new());
        for key in keys {
            match key {
                Key::Artifact(id) => artifact_ids.push(*id),
                Key::Run(id) => run_ids.push(*id),
            }
        }
        let mut rows = Self::default();
        let mut db = api(ctx)?.store.read().await?;
        for ids in artifact_ids.chunks(IDS_PER_STATEMENT) {
            let found = store::artifact::by_ids_unsorted(&mut db, ids).await?;
            rows.artifacts.extend(found.into_iter().map(|row| (row.id, row)));
        }
        for ids in run_ids.chunks(IDS_PER_STATEMENT) {
            let found = store::run::by_ids_unsorted(&mut db, ids).await?;
            rows.runs.extend(found.into_iter().map(|row| (row.id, row)));
        }
        let mut sequence_ids: Vec<i64> = rows.artifacts.values().map(|row| row.sequence_id).collect();
        sequence_ids.sort_unstable();
        sequence_ids.dedup();
        for ids in sequence_ids.chunks(IDS_PER_STATEMENT) {
            let found = store::collection::by_ids_unsorted(&mut db, ids).await?;
            rows.sequences.extend(found.into_iter().map(|row| (row.id, row)));
        }
        drop(db);
        let of_runs = rows.runs.values().map(|row| row.project_id);
        let of_sequences = rows.sequences.values().map(|row| row.project_id);
        for id in visible::projects(ctx, of_runs.chain(of_sequences)).await? {
            if let Some(project) = visible::project(ctx, id).await? {
                rows.projects.insert(id, project);
            }
        }
        Ok(rows)
    }

    /// The node for a key, with nothing about its surroundings; `None` when there is no such row.
    pub fn node(&self, key: Key, now: Micros) -> Option<LineageNode> {
        match key {
            Key::Artifact(id) => Some(self.of_artifact(self.artifacts.get(&id)?)),
            Key::Run(id) => Some(self.of_run(self.runs.get(&id)?, now)),
        }
    }

    fn of_artifact(&self, row: &ArtifactRow) -> LineageNode {
        let (title, type_name) = self
            .sequences
            .get(&row.sequence_id)
            .map(|found| (found.name.clone(), found.type_name.clone()))
            .unwrap_or_default();
        let version = row
            .version_index
            .map_or_else(|| "pending".to_owned(), |index| format!("v{index}"));
        LineageNode {
            id: ID(format!("artifact:{}", id::global("Artifact", row.id).as_str())),
            kind: LineageNodeKind::Artifact,
            title,
            subtitle: format!("{version} · {type_name}"),
            artifact: Some(Artifact(row.clone())),
            ..EMPTY
        }
    }

    fn of_run(&self, row: &RunRow, now: Micros) -> LineageNode {
        let job = row.job_type.as_deref().filter(|text| !text.is_empty());
        LineageNode {
            id: self.run_id(row),
            kind: LineageNodeKind::Run,
            title: row.display_name.clone(),
            subtitle: format!("{} · {}", job.unwrap_or("run"), row.state_at(now).api_name()),
            run: Some(Run(row.clone())),
            ..EMPTY
        }
    }

    /// The path of a run whose project may be seen; otherwise, and of a deleted run, an id that tells nothing of where it is.
    fn run_id(&self, row: &RunRow) -> ID {
        let project = self.projects.get(&row.project_id);
        ID(match project.filter(|_| !row.is_deleted()) {
            Some(project) => format!("run:{}/{}/{}", project.entity_name, project.name, row.name),
            None => format!("run:{}", id::global("Run", row.id).as_str()),
        })
    }
}

/// A node of which nothing is known.
const EMPTY: LineageNode = LineageNode {
    id: ID(String::new()),
    kind: LineageNodeKind::Artifact,
    title: String::new(),
    subtitle: String::new(),
    is_focus: false,
    hop: 0,
    hidden_upstream: 0,
    hidden_downstream: 0,
    artifact: None,
    run: None,
};
