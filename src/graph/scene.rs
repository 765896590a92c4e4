//! What is drawn: nodes with their words, and where `domain` put them.

use domain::lineage::{Graph, Layout, NodeSize, Spacing, layout};

/// The size of every node, in pixels at the natural zoom.
pub const NODE_SIZE: NodeSize = NodeSize {
    width: 172.0,
    height: 44.0,
};
const SPACING: Spacing = Spacing {
    column_gap: 56.0,
    row_gap: 22.0,
    lane_gap: 12.0,
};

/// What a node looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeShape {
    /// A box, blue.
    Version,
    /// A pill, green.
    Run,
}

impl NodeShape {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Run => "run",
        }
    }

    pub(super) const fn corner_px(self) -> f64 {
        match self {
            Self::Version => 6.0,
            Self::Run => 22.0,
        }
    }
}

/// How many neighbours on one side are not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HiddenCount {
    /// So many.
    Known(u32),
    /// Nobody has counted them yet.
    Unknown,
}

impl HiddenCount {
    /// What stands on the badge; nothing when all neighbours are drawn.
    pub fn badge(self) -> Option<String> {
        match self {
            Self::Known(0) => None,
            Self::Known(count) if count > 99 => Some("99+".to_owned()),
            Self::Known(count) => Some(format!("+{count}")),
            Self::Unknown => Some("+".to_owned()),
        }
    }

    /// What is hidden, in words: `1 more source`, `3 more uses`.
    pub fn in_words(self, is_upstream: bool) -> String {
        let (one, many) = if is_upstream {
            ("source", "sources")
        } else {
            ("use", "uses")
        };
        match self {
            Self::Known(1) => format!("1 more {one}"),
            Self::Known(count) => format!("{count} more {many}"),
            Self::Unknown => format!("more {many}"),
        }
    }
}

/// One node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SceneNode {
    /// Its id in the address.
    pub id: String,
    /// What it looks like.
    pub shape: NodeShape,
    /// Its name.
    pub title: String,
    /// What kind of thing it is.
    pub subtitle: String,
    /// Whether the page is about it.
    pub is_focus: bool,
    /// Sources that are not drawn.
    pub hidden_up: HiddenCount,
    /// Uses that are not drawn.
    pub hidden_down: HiddenCount,
}

/// A graph with its picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// The nodes; their numbers are those of the graph.
    pub nodes: Vec<SceneNode>,
    /// Who is connected to whom.
    pub graph: Graph,
    /// Where everything is.
    pub layout: Layout,
}

impl Scene {
    /// Lays nodes and edges out.
    pub fn new(nodes: Vec<SceneNode>, edges: Vec<(usize, usize)>) -> Self {
        let graph = Graph::new(vec![NODE_SIZE; nodes.len()], edges);
        let layout = layout(&graph, &SPACING);
        Self { nodes, graph, layout }
    }

    /// The number of a node.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }

    /// The node that the page is about, else the first.
    pub fn focus(&self) -> usize {
        self.nodes.iter().position(|node| node.is_focus).unwrap_or(0)
    }
}
