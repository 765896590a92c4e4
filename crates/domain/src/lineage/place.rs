//! Where on the plane the ordered vertices stand.

use super::NodeSize;
use super::layout::Spacing;
use super::proper::Proper;

/// Passes to the right and back; each is an exact least-squares fit of one column to its neighbours.
const PASSES: usize = 14;

/// The y of the middle of each vertex: near the middle of its neighbours, in order and without overlap.
pub(crate) fn rows_px(
    proper: &Proper,
    order: &[Vec<u32>],
    sizes: &[NodeSize],
    spacing: &Spacing,
) -> Vec<f64> {
    let mut y = vec![0.0; proper.vertex_count()];
    let offsets: Vec<Vec<f64>> = order
        .iter()
        .map(|column| stacked(proper, column, sizes, spacing))
        .collect();
    for (column, offset) in order.iter().zip(&offsets) {
        let half = offset.last().copied().unwrap_or(0.0) / 2.0;
        for (vertex, at) in column.iter().zip(offset) {
            y[*vertex as usize] = at - half;
        }
    }
    let mut fit = Fit::default();
    for pass in 0..PASSES {
        let count = order.len();
        for step in 0..count {
            let at = if pass.is_multiple_of(2) {
                step
            } else {
                count - 1 - step
            };
            // The last passes look at both sides, so that no side wins because it came last.
            let side = if pass + 4 >= PASSES {
                Side::Both
            } else if pass.is_multiple_of(2) {
                Side::Left
            } else {
                Side::Right
            };
            fit.column(proper, &order[at], &offsets[at], side, &mut y);
        }
    }
    y
}

/// The least distance of each vertex of a column from the first one.
fn stacked(proper: &Proper, column: &[u32], sizes: &[NodeSize], spacing: &Spacing) -> Vec<f64> {
    let mut out = Vec::with_capacity(column.len());
    let mut at = 0.0;
    let mut previous: Option<u32> = None;
    for vertex in column {
        if let Some(above) = previous {
            let half = |vertex: u32| sizes.get(vertex as usize).map_or(0.0, |size| size.height / 2.0);
            let both_bends = proper.is_bend(above as usize) && proper.is_bend(*vertex as usize);
            at += half(above)
                + half(*vertex)
                + if both_bends {
                    spacing.lane_gap
                } else {
                    spacing.row_gap
                };
        }
        out.push(at);
        previous = Some(*vertex);
    }
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
    Both,
}

/// Isotonic regression by pooling adjacent violators: with the stacking taken off, the order only says that the values
/// may not fall.
#[derive(Default)]
struct Fit {
    blocks: Vec<Block>,
}

struct Block {
    weighted_sum: f64,
    weight: f64,
    count: usize,
}

impl Block {
    fn mean(&self) -> f64 {
        self.weighted_sum / self.weight
    }
}

impl Fit {
    fn column(&mut self, proper: &Proper, column: &[u32], offsets: &[f64], side: Side, y: &mut [f64]) {
        self.blocks.clear();
        for (vertex, offset) in column.iter().zip(offsets) {
            let (wanted, weight) = wish(proper, *vertex as usize, side, y);
            let mut block = Block {
                weighted_sum: (wanted - offset) * weight,
                weight,
                count: 1,
            };
            while let Some(above) = self.blocks.pop_if(|above| above.mean() > block.mean()) {
                block.weighted_sum += above.weighted_sum;
                block.weight += above.weight;
                block.count += above.count;
            }
            self.blocks.push(block);
        }
        let mut at = 0;
        for block in &self.blocks {
            let mean = block.mean();
            for _ in 0..block.count {
                y[column[at] as usize] = mean + offsets[at];
                at += 1;
            }
        }
    }
}

/// Where a vertex would like to be, and how much that counts. Long edges want to be straight most of all.
fn wish(proper: &Proper, vertex: usize, side: Side, y: &[f64]) -> (f64, f64) {
    let mut sum = 0.0;
    let mut weight = 0.0;
    let mut add = |near: &[u32]| {
        for other in near {
            let pull = match (proper.is_bend(vertex), proper.is_bend(*other as usize)) {
                (true, true) => 8.0,
                (true, false) | (false, true) => 2.0,
                (false, false) => 1.0,
            };
            sum += y[*other as usize] * pull;
            weight += pull;
        }
    };
    if side != Side::Right {
        add(proper.left.of(vertex));
    }
    if side != Side::Left {
        add(proper.right.of(vertex));
    }
    if weight > 0.0 {
        (sum / weight, weight)
    } else {
        (y[vertex], 0.05)
    }
}
