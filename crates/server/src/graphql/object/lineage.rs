//! The graph of runs and versions around a version.

mod walk;

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::{Context, Enum, ID, SimpleObject};

use self::walk::{Direction, Key, Thing, Walk, neighbours};
use super::artifact::Artifact;
use super::run::Run;
use crate::fault::{Answer, Fault};
use crate::graphql::load::{self, CollectionKey};
use crate::graphql::{api, id};
use crate::store::artifact::ArtifactRow;
use crate::store::{self};

/// The greatest number of hops each way.
const HOPS_MAX: i32 = 20;

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

/// The runs and versions around a version.
#[derive(SimpleObject)]
pub struct LineageGraph {
    /// The nodes, focus first, then by distance.
    pub nodes: Vec<LineageNode>,
    /// The edges between them.
    pub edges: Vec<LineageEdge>,
    /// Whether there was more than one answer holds.
    pub hit_limit: bool,
}

async fn node_id(ctx: &Context<'_>, thing: &Thing) -> Answer<ID> {
    match thing {
        Thing::Artifact(row) => Ok(ID(format!(
            "artifact:{}",
            id::global("Artifact", row.id).as_str()
        ))),
        Thing::Run(row) => {
            let mut db = api(ctx)?.store.read().await?;
            let project = store::project::by_id(&mut db, row.project_id).await?;
            let path = project
                .map(|found| format!("{}/{}", found.entity_name, found.name))
                .unwrap_or_default();
            Ok(ID(format!("run:{path}/{}", row.name)))
        }
    }
}

async fn node(ctx: &Context<'_>, walk: &Walk, key: Key, id: ID) -> Answer<Option<LineageNode>> {
    let Some((thing, hop)) = walk.things.get(&key) else {
        return Ok(None);
    };
    let count_hidden = |found: &[Thing]| {
        i32::try_from(
            found
                .iter()
                .filter(|thing| !walk.things.contains_key(&thing.key()))
                .count(),
        )
        .unwrap_or(i32::MAX)
    };
    let hidden_upstream = count_hidden(&neighbours(ctx, key, Direction::Up).await?);
    let hidden_downstream = count_hidden(&neighbours(ctx, key, Direction::Down).await?);
    let (kind, title, subtitle, artifact, run) = match thing {
        Thing::Artifact(row) => {
            let sequence = load::one(ctx, CollectionKey(row.sequence_id)).await?;
            let (name, type_name) = sequence
                .map(|found| (found.name, found.type_name))
                .unwrap_or_default();
            let version = row
                .version_index
                .map_or_else(|| "pending".to_owned(), |index| format!("v{index}"));
            (
                LineageNodeKind::Artifact,
                name,
                format!("{version} · {type_name}"),
                Some(Artifact(row.clone())),
                None,
            )
        }
        Thing::Run(row) => {
            let job = row
                .job_type
                .clone()
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| "run".to_owned());
            let subtitle = format!("{job} · {}", row.state_at(api(ctx)?.store.now()).api_name());
            (
                LineageNodeKind::Run,
                row.display_name.clone(),
                subtitle,
                None,
                Some(Run(row.clone())),
            )
        }
    };
    Ok(Some(LineageNode {
        id,
        kind,
        title,
        subtitle,
        is_focus: *hop == 0,
        hop: *hop,
        hidden_upstream,
        hidden_downstream,
        artifact,
        run,
    }))
}

/// The graph around a version, so many hops up and down.
///
/// # Errors
/// `BadRequest` for hops that are not from 0 to 20; when the database fails.
pub async fn around(
    ctx: &Context<'_>,
    focus: &ArtifactRow,
    hops_up: i32,
    hops_down: i32,
) -> Answer<LineageGraph> {
    if !(0..=HOPS_MAX).contains(&hops_up) || !(0..=HOPS_MAX).contains(&hops_down) {
        return Err(Fault::BadRequest(format!("Hops must be from 0 to {HOPS_MAX}.")));
    }
    let key = Key::Artifact(focus.id);
    let mut walk = Walk {
        things: BTreeMap::from([(key, (Thing::Artifact(focus.clone()), 0))]),
        order: vec![key],
        edges: BTreeSet::new(),
        hit_limit: false,
    };
    walk.explore(ctx, key, hops_up, Direction::Up).await?;
    walk.explore(ctx, key, hops_down, Direction::Down).await?;
    let mut ids = BTreeMap::new();
    for key in &walk.order {
        if let Some((thing, _)) = walk.things.get(key) {
            ids.insert(*key, node_id(ctx, thing).await?);
        }
    }
    let mut nodes = Vec::with_capacity(walk.order.len());
    for (key, id) in walk
        .order
        .iter()
        .filter_map(|key| ids.get(key).map(|id| (*key, id.clone())))
    {
        nodes.extend(node(ctx, &walk, key, id).await?);
    }
    let edges = walk
        .edges
        .iter()
        .filter_map(|(from, to)| {
            Some(LineageEdge {
                from: ids.get(from)?.clone(),
                to: ids.get(to)?.clone(),
            })
        })
        .collect();
    Ok(LineageGraph {
        nodes,
        edges,
        hit_limit: walk.hit_limit,
    })
}
