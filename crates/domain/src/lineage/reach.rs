//! What lies upstream and downstream of a node.

use std::collections::VecDeque;

use super::{Adjacency, Graph, narrow};

/// Part of a graph: a flag for each node and each edge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Whether the node belongs to it.
    pub nodes: Vec<bool>,
    /// Whether the edge belongs to it.
    pub edges: Vec<bool>,
}

impl Reach {
    /// How many nodes belong to it.
    pub fn node_count(&self) -> usize {
        self.nodes.iter().filter(|belongs| **belongs).count()
    }
}

/// Everything the node came from, the node itself included.
pub fn upstream(graph: &Graph, node: usize) -> Reach {
    reach(graph, node, graph.edges().iter().map(|&(from, to)| (to, from)))
}

/// Everything that came from the node, the node itself included.
pub fn downstream(graph: &Graph, node: usize) -> Reach {
    reach(graph, node, graph.edges().iter().copied())
}

/// All paths through the node: its upstream and its downstream.
pub fn through(graph: &Graph, node: usize) -> Reach {
    let (up, down) = (upstream(graph, node), downstream(graph, node));
    let either = |a: Vec<bool>, b: Vec<bool>| a.into_iter().zip(b).map(|(a, b)| a || b).collect();
    Reach {
        nodes: either(up.nodes, down.nodes),
        edges: either(up.edges, down.edges),
    }
}

fn reach(graph: &Graph, node: usize, directed: impl Iterator<Item = (usize, usize)> + Clone) -> Reach {
    let mut nodes = vec![false; graph.node_count()];
    let Some(first) = nodes.get_mut(node) else {
        return Reach {
            nodes,
            edges: vec![false; graph.edges().len()],
        };
    };
    *first = true;
    let next = Adjacency::new(
        nodes.len(),
        directed.clone().map(|(from, to)| (narrow(from), narrow(to))),
    );
    let mut stack = vec![node];
    while let Some(at) = stack.pop() {
        for target in next.of(at) {
            if !std::mem::replace(&mut nodes[*target as usize], true) {
                stack.push(*target as usize);
            }
        }
    }
    // An edge is walked exactly when its beginning is reached.
    let edges = directed.map(|(from, _)| nodes[from]).collect();
    Reach { nodes, edges }
}

/// A shortest path along the edges from one node to another, both included; `None` when there is none.
pub fn path_between(graph: &Graph, from: usize, to: usize) -> Option<Vec<usize>> {
    let count = graph.node_count();
    if from >= count || to >= count {
        return None;
    }
    let next = Adjacency::new(
        count,
        graph.edges().iter().map(|&(from, to)| (narrow(from), narrow(to))),
    );
    let mut came_from = vec![usize::MAX; count];
    came_from[from] = from;
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        if at == to {
            break;
        }
        for target in next.of(at) {
            let target = *target as usize;
            if came_from[target] == usize::MAX {
                came_from[target] = at;
                queue.push_back(target);
            }
        }
    }
    if came_from[to] == usize::MAX {
        return None;
    }
    let mut path = vec![to];
    let mut at = to;
    while at != from {
        at = came_from[at];
        path.push(at);
    }
    path.reverse();
    Some(path)
}
