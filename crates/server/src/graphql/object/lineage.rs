//! The graph of runs and versions around a version or a run.

mod dag;
mod neighbours;
mod rows;
mod walk;

use std::collections::BTreeMap;

use async_graphql::{Context, Enum, ID, SimpleObject};

pub use self::dag::{ArtifactLineageDag, dag};
pub use self::neighbours::Key;
use self::rows::Rows;
pub use self::walk::Reach;
use self::walk::walk;
use super::artifact::Artifact;
use super::run::Run;
use crate::fault::{Answer, Fault};
use crate::graphql::api;

/// The greatest number of hops each way.
const HOPS_MAX: i32 = 1_000;
/// The greatest number of nodes of one answer.
const NODES_MAX: i32 = 20_000;

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum LineageNodeKind {
    /// A version.
    Artifact,
    /// A run.
    Run,
}

/// A node of the graph.
#[derive(SimpleObject)]
pub struct LineageNode {
    /// Unique in the graph.
    pub id: ID,
    /// What it stands for.
    pub kind: LineageNodeKind,
    /// Its name.
    pub title: String,
    /// Version and type, or job type and state.
    pub subtitle: String,
    /// Whether the graph was asked for around it.
    pub is_focus: bool,
    /// Hops from the focus: negative upstream, positive downstream.
    pub hop: i32,
    /// Neighbours upstream that are not in this graph.
    pub hidden_upstream: i32,
    /// Neighbours downstream that are not in this graph.
    pub hidden_downstream: i32,
    /// The version.
    pub artifact: Option<Artifact>,
    /// The run.
    pub run: Option<Run>,
}

/// What flowed where.
#[derive(SimpleObject)]
pub struct LineageEdge {
    /// The node that it came from.
    pub from: ID,
    /// The node that it went to.
    pub to: ID,
}

/// The runs and versions around a version or a run.
#[derive(SimpleObject)]
pub struct LineageGraph {
    /// The nodes, focus first, then by distance.
    pub nodes: Vec<LineageNode>,
    /// The edges between them.
    pub edges: Vec<LineageEdge>,
    /// Whether there was more than one answer holds.
    pub hit_limit: bool,
}

/// How far to go, checked.
///
/// # Errors
/// `BadRequest` for hops that are not from 0 to 1,000, or a limit that is not from 1 to 20,000.
pub fn reach(hops_up: i32, hops_down: i32, is_extended: bool, limit: i32) -> Answer<Reach> {
    if !(0..=HOPS_MAX).contains(&hops_up) || !(0..=HOPS_MAX).contains(&hops_down) {
        return Err(Fault::BadRequest(format!("Hops must be from 0 to {HOPS_MAX}.")));
    }
    Ok(Reach {
        hops_up,
        hops_down,
        is_extended,
        nodes_max: nodes_max(limit)?,
    })
}

fn nodes_max(limit: i32) -> Answer<usize> {
    usize::try_from(limit)
        .ok()
        .filter(|_| (1..=NODES_MAX).contains(&limit))
        .ok_or_else(|| Fault::BadRequest(format!("The limit must be from 1 to {NODES_MAX}.")))
}

/// The graph around a version or run that the asker may see.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn around(ctx: &Context<'_>, focus: Key, reach: Reach) -> Answer<LineageGraph> {
    let found = walk(ctx, focus, reach).await?;
    let keys: Vec<Key> = found.nodes.iter().map(|(key, _)| *key).collect();
    let rows = Rows::read(ctx, &keys).await?;
    let now = api(ctx)?.store.now();
    let mut ids = BTreeMap::new();
    let mut nodes = Vec::with_capacity(keys.len());
    for (key, hop) in &found.nodes {
        // Deleted since the walk began.
        let Some(node) = rows.node(*key, now) else {
            continue;
        };
        let (hidden_up, hidden_down) = found.hidden.get(key).copied().unwrap_or_default();
        ids.insert(*key, node.id.clone());
        nodes.push(LineageNode {
            is_focus: *key == focus,
            hop: *hop,
            hidden_upstream: count(hidden_up),
            hidden_downstream: count(hidden_down),
            ..node
        });
    }
    let edges = found.edges.iter().filter_map(|(from, to)| {
        Some(LineageEdge {
            from: ids.get(from)?.clone(),
            to: ids.get(to)?.clone(),
        })
    });
    Ok(LineageGraph {
        edges: edges.collect(),
        nodes,
        hit_limit: found.hit_limit,
    })
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
