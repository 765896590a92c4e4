//! Drawing of lineage from left to right, and the questions a reader asks of it.
//!
//! The drawing follows the scheme of Sugiyama, Tagawa and Toda (1981): break cycles, give every node a column, order the
//! columns so that few edges cross, then place. Everything is deterministic: the same graph gives the same picture.

mod acyclic;
mod columns;
mod crossings;
mod layout;
mod order;
mod outline;
mod place;
mod proper;
mod reach;
mod route;
mod view;

pub use layout::{Bounds, Layout, Spacing, layout};
pub use outline::{OutlineItem, outline};
pub use reach::{Reach, downstream, path_between, through, upstream};
pub use route::EdgeRoute;
pub use view::View;

/// The size of a node on the plane, in its units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NodeSize {
    /// Along the reading direction.
    pub width: f64,
    /// Across it.
    pub height: f64,
}

/// A directed graph whose nodes are numbered from 0.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    sizes: Vec<NodeSize>,
    edges: Vec<(usize, usize)>,
}

impl Graph {
    /// A graph of nodes and of edges from source to target. Edges to nodes that do not exist are left out.
    pub fn new(sizes: Vec<NodeSize>, mut edges: Vec<(usize, usize)>) -> Self {
        edges.retain(|(from, to)| *from < sizes.len() && *to < sizes.len());
        Self { sizes, edges }
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.sizes.len()
    }

    /// The edges, in the order in which they were given.
    pub fn edges(&self) -> &[(usize, usize)] {
        &self.edges
    }

    /// The size of each node.
    pub fn sizes(&self) -> &[NodeSize] {
        &self.sizes
    }
}

/// Neighbours in compressed rows: those of `v` stand together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Adjacency {
    start: Vec<u32>,
    items: Vec<u32>,
}

impl Adjacency {
    /// Lists the second of each pair under the first, in the order of the pairs.
    pub(crate) fn new(node_count: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut start = vec![0_u32; node_count + 1];
        for (from, _) in pairs.clone() {
            start[from as usize + 1] += 1;
        }
        for index in 0..node_count {
            start[index + 1] += start[index];
        }
        let mut next = start.clone();
        let mut items = vec![0_u32; start[node_count] as usize];
        for (from, to) in pairs {
            let slot = &mut next[from as usize];
            items[*slot as usize] = to;
            *slot += 1;
        }
        Self { start, items }
    }

    pub(crate) fn of(&self, node: usize) -> &[u32] {
        &self.items[self.start[node] as usize..self.start[node + 1] as usize]
    }
}

/// Numbers nodes in 32 bits: a picture of four thousand million nodes helps nobody, and half the memory is twice the speed.
pub(crate) fn narrow(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
