//! Which column each node stands in.

use super::{Adjacency, narrow};

/// Passes over all nodes that shorten edges; the picture settles long before.
const PASSES: usize = 12;

/// A column per node, from 0, so that every edge goes to the right and edges are short.
pub(crate) fn columns(node_count: usize, edges: &[(u32, u32)]) -> Vec<u32> {
    let successors = Adjacency::new(node_count, edges.iter().copied());
    let predecessors = Adjacency::new(node_count, edges.iter().map(|&(from, to)| (to, from)));
    let order = topological_order(&successors, &predecessors, node_count);
    let mut column = longest_paths(&order, &predecessors, node_count);
    for _ in 0..PASSES {
        if !shorten(&order, &successors, &predecessors, &mut column) {
            break;
        }
    }
    let least = column.iter().copied().min().unwrap_or(0);
    for value in &mut column {
        *value -= least;
    }
    column
}

fn topological_order(successors: &Adjacency, predecessors: &Adjacency, node_count: usize) -> Vec<u32> {
    let mut missing: Vec<usize> = (0..node_count).map(|node| predecessors.of(node).len()).collect();
    let mut order: Vec<u32> = (0..node_count)
        .filter(|node| missing[*node] == 0)
        .map(narrow)
        .collect();
    let mut at = 0;
    while let Some(node) = order.get(at).copied() {
        at += 1;
        for target in successors.of(node as usize) {
            let left = &mut missing[*target as usize];
            *left -= 1;
            if *left == 0 {
                order.push(*target);
            }
        }
    }
    order
}

fn longest_paths(order: &[u32], predecessors: &Adjacency, node_count: usize) -> Vec<u32> {
    let mut column = vec![0; node_count];
    for node in order {
        let node = *node as usize;
        column[node] = predecessors
            .of(node)
            .iter()
            .map(|from| column[*from as usize] + 1)
            .max()
            .unwrap_or(0);
    }
    column
}

/// Moves nodes with more edges on one side as far to that side as they may go: the sum of lengths falls by the difference
/// for each column. Returns whether anything moved.
fn shorten(order: &[u32], successors: &Adjacency, predecessors: &Adjacency, column: &mut [u32]) -> bool {
    let mut moved = false;
    for node in order.iter().rev().chain(order) {
        let node = *node as usize;
        let (before, after) = (predecessors.of(node), successors.of(node));
        let first = before.iter().map(|from| column[*from as usize] + 1).max();
        let last = after
            .iter()
            .map(|to| column[*to as usize].saturating_sub(1))
            .min();
        let wanted = match (first, last) {
            (None, Some(last)) => last,
            (Some(first), None) => first,
            (Some(_), Some(last)) if after.len() > before.len() => last,
            (Some(first), Some(_)) if before.len() > after.len() => first,
            _ => continue,
        };
        moved |= wanted != column[node];
        column[node] = wanted;
    }
    moved
}
