//! The part of the lineage that is known: what was loaded first, and what was opened since.

use std::collections::{BTreeMap, BTreeSet};

use domain::series::name_matches;
use wire::lineage::{LineageGraph, LineageNode, LineageNodeKind};
use wire::run::{Run, RunArtifact};

use crate::graph::{HiddenCount, NodeShape, Scene, SceneNode};

/// A node, and how many neighbours it has in all.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownNode {
    /// What the server said about it.
    pub node: LineageNode,
    sources: Option<usize>,
    uses: Option<usize>,
}

/// Nodes and edges by their places in the lists.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    nodes: Vec<KnownNode>,
    edges: BTreeSet<(usize, usize)>,
    places: BTreeMap<String, usize>,
    /// Whether the server stopped before it had seen everything.
    pub hit_limit: bool,
}

impl Model {
    /// The model of one answer.
    pub fn new(graph: LineageGraph) -> Self {
        let mut model = Self {
            hit_limit: graph.hit_limit,
            ..Self::default()
        };
        model.take(graph);
        model
    }

    /// Takes over what a run used and made. What else used and made those is not known.
    pub fn open_run(&mut self, id: &str, run: &Run) {
        let Some(at) = self.index_of(id) else { return };
        let (inputs, outputs) = (run.input_artifacts.as_ref(), run.output_artifacts.as_ref());
        for artifact in inputs.into_iter().flat_map(wire::Connection::nodes) {
            let from = self.artifact(artifact, false);
            self.edges.insert((from, at));
        }
        for artifact in outputs.into_iter().flat_map(wire::Connection::nodes) {
            let to = self.artifact(artifact, true);
            self.edges.insert((at, to));
        }
        // All neighbours are here now, whatever was counted before.
        let (sources, uses) = self.drawn_neighbours(at);
        self.nodes[at].sources = Some(sources);
        self.nodes[at].uses = Some(uses);
    }

    /// Takes over what an answer shows that is not here yet.
    pub fn take(&mut self, graph: LineageGraph) {
        let LineageGraph { nodes, edges, .. } = graph;
        let mut shown: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for edge in &edges {
            shown.entry(&edge.to).or_default().0 += 1;
            shown.entry(&edge.from).or_default().1 += 1;
        }
        let has_focus = !self.nodes.is_empty();
        for mut node in nodes {
            // Only the version of the page is the focus; an opened one is a node like others.
            node.is_focus &= !has_focus;
            let (sources, uses) = shown.get(node.id.as_str()).copied().unwrap_or_default();
            let all = |shown: usize, hidden: u32| {
                Some(shown + usize::try_from(hidden).unwrap_or(usize::MAX - shown))
            };
            let (sources, uses) = (
                all(sources, node.hidden_upstream),
                all(uses, node.hidden_downstream),
            );
            self.add(KnownNode { node, sources, uses });
        }
        for edge in &edges {
            if let (Some(from), Some(to)) = (self.index_of(&edge.from), self.index_of(&edge.to)) {
                self.edges.insert((from, to));
            }
        }
    }

    /// The number of a node that may be new. What is known of a known one stays, but the better counts win.
    fn add(&mut self, known: KnownNode) -> usize {
        if let Some(at) = self.index_of(&known.node.id) {
            let old = &mut self.nodes[at];
            old.sources = known.sources.or(old.sources);
            old.uses = known.uses.or(old.uses);
            if old.node.artifact.is_none() && old.node.run.is_none() {
                old.node = LineageNode {
                    is_focus: old.node.is_focus,
                    ..known.node
                };
            }
            return at;
        }
        self.places.insert(known.node.id.clone(), self.nodes.len());
        self.nodes.push(known);
        self.nodes.len() - 1
    }

    fn artifact(&mut self, artifact: &RunArtifact, is_output: bool) -> usize {
        let version = artifact
            .version_index
            .map_or_else(String::new, |index| format!("v{index} · "));
        let node = LineageNode {
            id: format!("artifact:{}", artifact.id),
            kind: LineageNodeKind::Artifact,
            title: artifact.artifact_sequence.name.clone(),
            subtitle: format!("{version}{}", artifact.artifact_type.name),
            is_focus: false,
            hop: 0,
            hidden_upstream: 0,
            hidden_downstream: 0,
            artifact: None,
            run: None,
        };
        // What a run made is here together with what made it.
        self.add(KnownNode {
            node,
            sources: is_output.then_some(1),
            uses: None,
        })
    }

    fn drawn_neighbours(&self, at: usize) -> (usize, usize) {
        let sources = self.edges.iter().filter(|(_, to)| *to == at).count();
        (sources, self.edges.iter().filter(|(from, _)| *from == at).count())
    }

    /// The nodes, in the order of their numbers.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = &LineageNode> {
        self.nodes.iter().map(|known| &known.node)
    }

    /// One node.
    pub fn node(&self, at: usize) -> Option<&LineageNode> {
        self.nodes.get(at).map(|known| &known.node)
    }

    /// The number of a node.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The edges, from source to use.
    pub fn edges(&self) -> Vec<(usize, usize)> {
        self.edges.iter().copied().collect()
    }

    /// Which nodes have all words in their names.
    pub fn found(&self, search: &str) -> Vec<bool> {
        self.nodes()
            .map(|node| name_matches(&format!("{} {}", node.title, node.subtitle), search))
            .collect()
    }

    /// How many neighbours of a node are not here: sources, then uses.
    pub fn hidden(&self, at: usize) -> (HiddenCount, HiddenCount) {
        let drawn = self.drawn_neighbours(at);
        let rest = |all: Option<usize>, drawn: usize| {
            let rest = all.map(|all| u32::try_from(all.saturating_sub(drawn)).unwrap_or(u32::MAX));
            rest.map_or(HiddenCount::Unknown, HiddenCount::Known)
        };
        let known = self.nodes.get(at);
        (
            rest(known.and_then(|known| known.sources), drawn.0),
            rest(known.and_then(|known| known.uses), drawn.1),
        )
    }

    /// The picture.
    pub fn scene(&self) -> Scene {
        let nodes = self.nodes.iter().enumerate().map(|(at, KnownNode { node, .. })| {
            let (hidden_up, hidden_down) = self.hidden(at);
            let shape = match node.kind {
                LineageNodeKind::Artifact => NodeShape::Version,
                LineageNodeKind::Run => NodeShape::Run,
            };
            SceneNode {
                id: node.id.clone(),
                shape,
                title: node.title.clone(),
                subtitle: node.subtitle.clone(),
                is_focus: node.is_focus,
                hidden_up,
                hidden_down,
            }
        });
        Scene::new(nodes.collect(), self.edges())
    }
}
