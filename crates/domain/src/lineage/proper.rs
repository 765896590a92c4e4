//! The graph with every edge cut into pieces from one column to the next.

use std::ops::Range;

use super::{Adjacency, narrow};

/// Real nodes keep their numbers; behind them come the bends of long edges.
#[derive(Debug, Clone)]
pub(crate) struct Proper {
    /// How many of the vertices are nodes.
    pub(crate) node_count: usize,
    /// The column of each vertex.
    pub(crate) column: Vec<u32>,
    /// Neighbours in the column to the left.
    pub(crate) left: Adjacency,
    /// Neighbours in the column to the right.
    pub(crate) right: Adjacency,
    /// The bends of each edge, from left to right.
    pub(crate) bends: Vec<Range<u32>>,
    /// How many columns there are.
    pub(crate) column_count: usize,
}

impl Proper {
    pub(crate) fn new(column: Vec<u32>, edges: &[Option<(u32, u32)>]) -> Self {
        let node_count = column.len();
        let column_count = column.iter().max().map_or(0, |last| *last as usize + 1);
        let mut all_columns = column;
        let mut pieces = Vec::with_capacity(edges.len() * 2);
        let mut bends = Vec::with_capacity(edges.len());
        for edge in edges {
            let first_bend = narrow(all_columns.len());
            if let Some((from, to)) = *edge {
                let mut previous = from;
                for at in all_columns[from as usize] + 1..all_columns[to as usize] {
                    let bend = narrow(all_columns.len());
                    all_columns.push(at);
                    pieces.push((previous, bend));
                    previous = bend;
                }
                pieces.push((previous, to));
            }
            bends.push(first_bend..narrow(all_columns.len()));
        }
        let left = Adjacency::new(all_columns.len(), pieces.iter().map(|&(from, to)| (to, from)));
        let right = Adjacency::new(all_columns.len(), pieces.iter().copied());
        Self {
            node_count,
            column: all_columns,
            left,
            right,
            bends,
            column_count,
        }
    }

    pub(crate) fn vertex_count(&self) -> usize {
        self.column.len()
    }

    pub(crate) fn is_bend(&self, vertex: usize) -> bool {
        vertex >= self.node_count
    }
}
