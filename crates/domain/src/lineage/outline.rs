//! The graph as a nested list.

use super::{Adjacency, Graph, narrow};

/// One line of the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutlineItem {
    /// The node.
    pub node: usize,
    /// How deep it is nested, from 0.
    pub depth: usize,
    /// Whether it stood before and is not opened again here.
    pub is_repeat: bool,
}

/// The graph as a list to read from top to bottom: sources first, below each what came from it.
///
/// A node that several others lead to is opened where it is met first and only named after that, so the list has at most
/// one line per edge and root. Nodes that only a cycle leads to become roots in their order.
pub fn outline(graph: &Graph) -> Vec<OutlineItem> {
    let count = graph.node_count();
    let next = Adjacency::new(
        count,
        graph.edges().iter().map(|&(from, to)| (narrow(from), narrow(to))),
    );
    let mut has_source = vec![false; count];
    for &(from, to) in graph.edges() {
        has_source[to] |= from != to;
    }
    let (sources, others): (Vec<usize>, Vec<usize>) = (0..count).partition(|node| !has_source[*node]);
    let mut seen = vec![false; count];
    let mut items = Vec::new();
    for root in sources.into_iter().chain(others) {
        if seen[root] {
            continue;
        }
        let mut stack = vec![(root, 0)];
        while let Some((node, depth)) = stack.pop() {
            let is_repeat = std::mem::replace(&mut seen[node], true);
            items.push(OutlineItem {
                node,
                depth,
                is_repeat,
            });
            if !is_repeat {
                stack.extend(
                    next.of(node)
                        .iter()
                        .rev()
                        .map(|target| (*target as usize, depth + 1)),
                );
            }
        }
    }
    items
}
