//! Breaking of cycles, which lineage should not have and data may.

use super::{Adjacency, Graph, narrow};

/// The edges with a direction that has no cycle: those that close one on a walk in the order of the nodes are turned
/// around, loops are left out. One entry per edge of the graph.
pub(crate) fn acyclic_edges(graph: &Graph) -> Vec<Option<(u32, u32)>> {
    let edges = graph.edges();
    let finish = finishing_order(graph);
    edges
        .iter()
        .map(|&(from, to)| match finish[from].cmp(&finish[to]) {
            std::cmp::Ordering::Greater => Some((narrow(from), narrow(to))),
            std::cmp::Ordering::Less => Some((narrow(to), narrow(from))),
            std::cmp::Ordering::Equal => None,
        })
        .collect()
}

/// When a depth-first walk leaves each node. In a graph without cycles every edge goes from later to earlier.
fn finishing_order(graph: &Graph) -> Vec<u32> {
    let count = graph.node_count();
    let successors = Adjacency::new(
        count,
        graph.edges().iter().map(|&(from, to)| (narrow(from), narrow(to))),
    );
    let mut has_source = vec![false; count];
    for &(from, to) in graph.edges() {
        has_source[to] |= from != to;
    }
    let mut finish = vec![0; count];
    let mut seen = vec![false; count];
    let mut clock = 0;
    let mut stack: Vec<(u32, u32)> = Vec::new();
    // Sources first, so that a cycle is cut where it comes back to what was entered first.
    let (sources, others): (Vec<usize>, Vec<usize>) = (0..count).partition(|node| !has_source[*node]);
    for root in sources.into_iter().chain(others) {
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        stack.push((narrow(root), 0));
        while let Some((node, next)) = stack.last_mut() {
            let node = *node as usize;
            if let Some(target) = successors.of(node).get(*next as usize).copied() {
                *next += 1;
                if !std::mem::replace(&mut seen[target as usize], true) {
                    stack.push((target, 0));
                }
            } else {
                clock += 1;
                finish[node] = clock;
                stack.pop();
            }
        }
    }
    finish
}
