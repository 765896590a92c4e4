//! The order of each column, for few crossings.

use super::crossings::CrossingCounter;
use super::proper::Proper;

/// Sweeps over all columns before the best order is taken.
const SWEEPS: usize = 96;
/// Vertices that are looked at in all sweeps together; it bounds the work for large graphs.
const VERTEX_VISITS: usize = 6_000_000;
/// Every so many sweeps neighbours are swapped and crossings are counted.
const ROUND: usize = 3;
/// From so many vertices on, swapping is done once in a round instead of until it settles.
const LARGE: usize = 20_000;
/// Rounds without a better order after which the search ends.
const PATIENCE: usize = 8;
/// How much the column that a sweep has yet to reach counts beside the one that it comes from. Looking back only, a sweep
/// undoes what the one before it did; looking both ways equally, order spreads slowly.
const FAR_WEIGHT: f32 = 0.7;
/// How far beyond its neighbours' mean a vertex moves. Overshooting lets order spread faster, as in relaxation methods.
const OVERSHOOT: f32 = 1.25;

/// Orders of all columns, top to bottom.
pub(crate) fn ordered_columns(proper: &Proper) -> Vec<Vec<u32>> {
    let is_small = proper.vertex_count() * SWEEPS * 2 <= VERTEX_VISITS / 8;
    // Where it costs nothing, a second start from the other side finds what the first one misses.
    let starts = [false, true].into_iter().take(if is_small { 2 } else { 1 });
    let best = starts
        .map(|from_right| improved(proper, first_order(proper, from_right)))
        .min_by_key(|(crossings, _)| *crossings);
    best.map(|(_, order)| order).unwrap_or_default()
}

/// The order in which a depth-first walk from the left (or from the right) meets the vertices.
fn first_order(proper: &Proper, from_right: bool) -> Vec<Vec<u32>> {
    let mut order: Vec<Vec<u32>> = vec![Vec::new(); proper.column_count];
    let mut seen = vec![false; proper.vertex_count()];
    let mut by_column: Vec<usize> = (0..proper.vertex_count()).collect();
    by_column.sort_by_key(|vertex| {
        let column = proper.column[*vertex];
        (if from_right { u32::MAX - column } else { column }, *vertex)
    });
    let mut stack = Vec::new();
    for root in by_column {
        stack.push(super::narrow(root));
        while let Some(vertex) = stack.pop() {
            let index = vertex as usize;
            if std::mem::replace(&mut seen[index], true) {
                continue;
            }
            order[proper.column[index] as usize].push(vertex);
            let (near, far) = (proper.left.of(index), proper.right.of(index));
            let (later, sooner) = if from_right { (far, near) } else { (near, far) };
            stack.extend(later.iter().rev().filter(|next| !seen[**next as usize]));
            stack.extend(sooner.iter().rev().filter(|next| !seen[**next as usize]));
        }
    }
    order
}

fn improved(proper: &Proper, mut order: Vec<Vec<u32>>) -> (u64, Vec<Vec<u32>>) {
    let mut counter = CrossingCounter::default();
    let mut rows = vec![0; proper.vertex_count()];
    for column in &order {
        number(column, &mut rows);
    }
    let mut best = (counter.total(proper, &order, &rows), order.clone());
    let mut rounds_since_best = 0;
    let mut keyed = Vec::new();
    let sweeps = SWEEPS
        .min(VERTEX_VISITS / proper.vertex_count().max(1))
        .max(2 * ROUND);
    for sweep in 0..sweeps {
        if best.0 == 0 || rounds_since_best >= PATIENCE {
            break;
        }
        sweep_once(proper, &mut order, &mut rows, sweep, &mut keyed);
        if sweep % ROUND != ROUND - 1 {
            continue;
        }
        swap_neighbours(proper, &mut order, &mut rows);
        let crossings = counter.total(proper, &order, &rows);
        if crossings < best.0 {
            best = (crossings, order.clone());
            rounds_since_best = 0;
        } else {
            rounds_since_best += 1;
        }
    }
    best
}

/// Sorts each column by the mean place of its neighbours on both sides, from left to right in even sweeps and back in odd
/// ones. Equals keep their order, or turn it around in every other pair of sweeps.
#[allow(
    clippy::cast_precision_loss,
    reason = "rows are far below 2^24, and equal places only keep their order"
)]
fn sweep_once(
    proper: &Proper,
    order: &mut [Vec<u32>],
    rows: &mut [u32],
    sweep: usize,
    keyed: &mut Vec<(f32, u32)>,
) {
    let count = order.len();
    for step in 0..count {
        let at = if sweep.is_multiple_of(2) {
            step
        } else {
            count - 1 - step
        };
        let (left_weight, right_weight) = if sweep.is_multiple_of(2) {
            (1.0, FAR_WEIGHT)
        } else {
            (FAR_WEIGHT, 1.0)
        };
        let per_row = |column: Option<usize>| {
            let length = column.and_then(|column| order.get(column)).map_or(1, Vec::len);
            1.0 / length.max(1) as f32
        };
        let (left_row, own_row, right_row) = (
            per_row(at.checked_sub(1)),
            per_row(Some(at)),
            per_row(Some(at + 1)),
        );
        keyed.clear();
        for (row, vertex) in order[at].iter().enumerate() {
            let (left, right) = (
                proper.left.of(*vertex as usize),
                proper.right.of(*vertex as usize),
            );
            let weight = left_weight * left.len() as f32 + right_weight * right.len() as f32;
            let place = (row as f32 + 0.5) * own_row;
            let wanted = if weight > 0.0 {
                (left_weight * place_sum(left, rows, left_row)
                    + right_weight * place_sum(right, rows, right_row))
                    / weight
            } else {
                place
            };
            keyed.push((place + (wanted - place) * OVERSHOOT, *vertex));
        }
        if sweep % 4 >= 2 {
            keyed.reverse();
        }
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (slot, (_, vertex)) in order[at].iter_mut().zip(keyed.iter()) {
            *slot = *vertex;
        }
        number(&order[at], rows);
    }
}

/// The sum of places in a column, from 0 at its top to 1 at its bottom, so that columns of all lengths compare.
#[allow(clippy::cast_precision_loss, reason = "rows are far below 2^24")]
fn place_sum(near: &[u32], rows: &[u32], per_row: f32) -> f32 {
    near.iter()
        .map(|vertex| (rows[*vertex as usize] as f32 + 0.5) * per_row)
        .sum()
}

/// Swaps neighbours in a column as long as that takes crossings away.
fn swap_neighbours(proper: &Proper, order: &mut [Vec<u32>], rows: &mut [u32]) {
    let mut scratch = (Vec::new(), Vec::new());
    for _ in 0..if rows.len() > LARGE { 1 } else { 3 } {
        let mut gained = false;
        for column in order.iter_mut() {
            for upper in 1..column.len() {
                let (above, below) = (column[upper - 1] as usize, column[upper] as usize);
                let gain = gain_of_swap(proper.left.of(above), proper.left.of(below), rows, &mut scratch)
                    + gain_of_swap(proper.right.of(above), proper.right.of(below), rows, &mut scratch);
                if gain > 0 {
                    column.swap(upper - 1, upper);
                    rows.swap(above, below);
                    gained = true;
                }
            }
        }
        if !gained {
            break;
        }
    }
}

/// Crossings that go away when `above` and `below` change places, seen from one side.
fn gain_of_swap(above: &[u32], below: &[u32], rows: &[u32], scratch: &mut (Vec<u32>, Vec<u32>)) -> i64 {
    if above.is_empty() || below.is_empty() {
        return 0;
    }
    // Most vertices have one neighbour on a side; these need no sorting.
    if let [one] = above {
        return -balance(below, rows[*one as usize], rows);
    }
    if let [one] = below {
        return balance(above, rows[*one as usize], rows);
    }
    let (a, b) = scratch;
    for (list, near) in [(&mut *a, above), (&mut *b, below)] {
        list.clear();
        list.extend(near.iter().map(|vertex| rows[*vertex as usize]));
        list.sort_unstable();
    }
    count_pairs(a, b) - count_pairs(b, a)
}

/// How many of the neighbours stand below a row, less those above it.
fn balance(near: &[u32], row: u32, rows: &[u32]) -> i64 {
    near.iter()
        .map(|vertex| rows[*vertex as usize].cmp(&row) as i64)
        .sum()
}

/// How many pairs have the first greater than the second; both lists ascend.
fn count_pairs(first: &[u32], second: &[u32]) -> i64 {
    let mut pairs = 0;
    let mut smaller = 0;
    for value in first {
        while second.get(smaller).is_some_and(|other| other < value) {
            smaller += 1;
        }
        pairs += i64::from(super::narrow(smaller));
    }
    pairs
}

fn number(column: &[u32], rows: &mut [u32]) {
    for (row, vertex) in (0_u32..).zip(column) {
        rows[*vertex as usize] = row;
    }
}
