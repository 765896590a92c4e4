//! The whole way from a graph to a picture.

use super::acyclic::acyclic_edges;
use super::columns::columns;
use super::order::ordered_columns;
use super::place::rows_px;
use super::proper::Proper;
use super::route::EdgeRoute;
use super::{Graph, NodeSize};

/// Distances of the picture, in the units of the nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spacing {
    /// Between the columns.
    pub column_gap: f64,
    /// Between nodes of a column, and between a node and an edge.
    pub row_gap: f64,
    /// Between edges that run side by side.
    pub lane_gap: f64,
}

impl Default for Spacing {
    fn default() -> Self {
        Self {
            column_gap: 60.0,
            row_gap: 20.0,
            lane_gap: 10.0,
        }
    }
}

/// A rectangle that holds the picture.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bounds {
    /// Left.
    pub min_x: f64,
    /// Top.
    pub min_y: f64,
    /// Right.
    pub max_x: f64,
    /// Bottom.
    pub max_y: f64,
}

impl Bounds {
    /// Right minus left.
    pub fn width(&self) -> f64 {
        self.max_x - self.min_x
    }

    /// Bottom minus top.
    pub fn height(&self) -> f64 {
        self.max_y - self.min_y
    }

    /// What both cover, `None` when they are apart.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let both = Self {
            min_x: self.min_x.max(other.min_x),
            min_y: self.min_y.max(other.min_y),
            max_x: self.max_x.min(other.max_x),
            max_y: self.max_y.min(other.max_y),
        };
        (both.width() > 0.0 && both.height() > 0.0).then_some(both)
    }
}

/// A graph on the plane, read from left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// The middle of each node.
    pub centers: Vec<(f64, f64)>,
    /// The column of each node, from the left.
    pub columns: Vec<usize>,
    /// The line of each edge, from its source to its target.
    pub routes: Vec<EdgeRoute>,
    /// What the nodes and lines cover.
    pub bounds: Bounds,
}

/// Lays a graph out.
pub fn layout(graph: &Graph, spacing: &Spacing) -> Layout {
    let edges = acyclic_edges(graph);
    let straight: Vec<(u32, u32)> = edges.iter().flatten().copied().collect();
    let proper = Proper::new(columns(graph.node_count(), &straight), &edges);
    let order = ordered_columns(&proper);
    let y = rows_px(&proper, &order, graph.sizes(), spacing);
    let spans = column_spans(&proper, graph.sizes(), spacing);
    let centers: Vec<(f64, f64)> = (0..graph.node_count())
        .map(|node| {
            let (left, right) = spans[proper.column[node] as usize];
            (left.midpoint(right), y[node])
        })
        .collect();
    let routes = graph
        .edges()
        .iter()
        .zip(edges.iter().zip(&proper.bends))
        .map(|(&(from, _), (edge, bends))| {
            let Some((left, right)) = *edge else {
                return EdgeRoute::default();
            };
            let ends = [left as usize, right as usize].map(|node| (node, centers[node]));
            let mut points = corner_points(ends, bends.clone(), &proper, &spans, graph.sizes(), &y);
            if left as usize != from {
                points.reverse();
            }
            EdgeRoute { points }
        })
        .collect();
    let mut layout = Layout {
        centers,
        columns: proper
            .column
            .iter()
            .take(graph.node_count())
            .map(|at| *at as usize)
            .collect(),
        routes,
        bounds: Bounds::default(),
    };
    layout.bounds = bounds(&layout, graph.sizes());
    layout
}

/// Left and right of each column, which is as wide as its widest node.
fn column_spans(proper: &Proper, sizes: &[NodeSize], spacing: &Spacing) -> Vec<(f64, f64)> {
    let mut widths = vec![0.0_f64; proper.column_count];
    for (size, column) in sizes.iter().zip(&proper.column) {
        let width = &mut widths[*column as usize];
        *width = width.max(size.width);
    }
    let mut left = 0.0;
    widths
        .into_iter()
        .map(|width| {
            let span = (left, left + width);
            left += width + spacing.column_gap;
            span
        })
        .collect()
}

type End = (usize, (f64, f64));

/// From the right side of the left node through its bends, level across each column, to the left side of the right node.
fn corner_points(
    [(left, left_center), (right, right_center)]: [End; 2],
    bends: std::ops::Range<u32>,
    proper: &Proper,
    spans: &[(f64, f64)],
    sizes: &[NodeSize],
    y: &[f64],
) -> Vec<(f64, f64)> {
    let mut points = vec![(left_center.0 + sizes[left].width / 2.0, left_center.1)];
    for bend in bends {
        let (start, end) = spans[proper.column[bend as usize] as usize];
        points.push((start, y[bend as usize]));
        points.push((end, y[bend as usize]));
    }
    points.push((right_center.0 - sizes[right].width / 2.0, right_center.1));
    points
}

fn bounds(layout: &Layout, sizes: &[NodeSize]) -> Bounds {
    let boxes = layout.centers.iter().zip(sizes).flat_map(|(&(x, y), size)| {
        [
            (x - size.width / 2.0, y - size.height / 2.0),
            (x + size.width / 2.0, y + size.height / 2.0),
        ]
    });
    let corners = layout
        .routes
        .iter()
        .flat_map(|route| route.points.iter().copied());
    boxes
        .chain(corners)
        .fold(None, |found: Option<Bounds>, (x, y)| {
            Some(found.map_or(
                Bounds {
                    min_x: x,
                    min_y: y,
                    max_x: x,
                    max_y: y,
                },
                |bounds| Bounds {
                    min_x: bounds.min_x.min(x),
                    min_y: bounds.min_y.min(y),
                    max_x: bounds.max_x.max(x),
                    max_y: bounds.max_y.max(y),
                },
            ))
        })
        .unwrap_or_default()
}
