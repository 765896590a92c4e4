//! Loads the lineage, and remembers what was loaded: opening one node loads that node only.

use std::collections::HashMap;

use domain::url_state::Hops;
use leptos::prelude::*;
use wire::ApiError;
use wire::lineage::{LineageGraph, LineageNodeKind};
use wire::run::Run;

use super::model::Model;
use crate::api;
use crate::routes::RunAddress;

/// Where around which artifact.
type Around = (String, u32, u32);

/// What was loaded while the tab is open.
#[derive(Clone, Copy)]
pub struct Loader {
    graphs: StoredValue<HashMap<Around, Option<LineageGraph>>>,
    runs: StoredValue<HashMap<String, Option<Run>>>,
}

impl Loader {
    /// Nothing is loaded yet.
    pub fn new() -> Self {
        Self {
            graphs: StoredValue::new(HashMap::new()),
            runs: StoredValue::new(HashMap::new()),
        }
    }

    /// The lineage around an artifact with the neighbours of the opened nodes; `None` when the artifact may not be seen.
    ///
    /// # Errors
    /// Whatever kept an answer away. Nodes that went away since they were opened are passed over.
    pub async fn model(
        self,
        artifact_id: String,
        (up, down): (Hops, Hops),
        opened: Vec<String>,
    ) -> Result<Option<Model>, ApiError> {
        let around = (artifact_id, u32::from(up.count()), u32::from(down.count()));
        let Some(graph) = self.graph(around).await? else {
            return Ok(None);
        };
        let mut model = Model::new(graph);
        for id in opened {
            let Some(node) = model.index_of(&id).and_then(|at| model.node(at)).cloned() else {
                continue;
            };
            match node.kind {
                LineageNodeKind::Artifact => {
                    // The rest of the id is the artifact's own.
                    let artifact_id = id.trim_start_matches("artifact:").to_owned();
                    if let Some(graph) = self.graph((artifact_id, 1, 1)).await? {
                        model.take(graph);
                    }
                }
                LineageNodeKind::Run => {
                    if let Some(run) = self.run(&id).await? {
                        model.open_run(&id, &run);
                    }
                }
            }
        }
        Ok(Some(model))
    }

    async fn graph(self, around: Around) -> Result<Option<LineageGraph>, ApiError> {
        if let Some(known) = self
            .graphs
            .try_with_value(|graphs| graphs.get(&around).cloned())
            .flatten()
        {
            return Ok(known);
        }
        let (id, up, down) = around.clone();
        let graph = api::lineage::lineage(id, up, down).await?;
        self.graphs
            .try_update_value(|graphs| graphs.insert(around, graph.clone()));
        Ok(graph)
    }

    async fn run(self, node_id: &str) -> Result<Option<Run>, ApiError> {
        if let Some(known) = self
            .runs
            .try_with_value(|runs| runs.get(node_id).cloned())
            .flatten()
        {
            return Ok(known);
        }
        let Some(address) = run_address(node_id) else {
            return Ok(None);
        };
        let run = api::run::run(address).await?;
        self.runs
            .try_update_value(|runs| runs.insert(node_id.to_owned(), run.clone()));
        Ok(run)
    }
}

/// The address in `run:entity/project/name`.
fn run_address(node_id: &str) -> Option<RunAddress> {
    let mut parts = node_id.strip_prefix("run:")?.splitn(3, '/');
    let (entity, project, run) = (parts.next()?, parts.next()?, parts.next()?);
    Some(RunAddress {
        entity: entity.to_owned(),
        project: project.to_owned(),
        run: run.to_owned(),
    })
}
