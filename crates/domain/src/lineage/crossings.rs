//! Counting of crossings between neighbouring columns.

use super::proper::Proper;

/// Buffers that are kept between counts.
#[derive(Default)]
pub(crate) struct CrossingCounter {
    tree: Vec<u32>,
    targets: Vec<u32>,
}

impl CrossingCounter {
    /// Crossings of all columns; `rows` is the place of each vertex in its column.
    pub(crate) fn total(&mut self, proper: &Proper, order: &[Vec<u32>], rows: &[u32]) -> u64 {
        order
            .windows(2)
            .map(|pair| self.between(proper, &pair[0], pair[1].len(), rows))
            .sum()
    }

    /// Crossings of the edges that leave `column` to the right (Barth, Mutzel, Jünger 2004: inversions by a tree of sums).
    fn between(&mut self, proper: &Proper, column: &[u32], right_count: usize, rows: &[u32]) -> u64 {
        self.tree.clear();
        self.tree.resize(right_count + 1, 0);
        let mut crossings = 0_u64;
        let mut seen = 0_u32;
        for vertex in column {
            self.targets.clear();
            self.targets.extend(
                proper
                    .right
                    .of(*vertex as usize)
                    .iter()
                    .map(|to| rows[*to as usize]),
            );
            // Edges of one vertex do not cross each other: all are counted before any is entered.
            for row in &self.targets {
                crossings += u64::from(seen - prefix(&self.tree, *row as usize + 1));
            }
            for row in &self.targets {
                enter(&mut self.tree, *row as usize + 1);
                seen += 1;
            }
        }
        crossings
    }
}

/// How many were entered at places up to `place`, which counts from 1.
fn prefix(tree: &[u32], mut place: usize) -> u32 {
    let mut sum = 0;
    while place > 0 {
        sum += tree[place];
        place &= place - 1;
    }
    sum
}

fn enter(tree: &mut [u32], mut place: usize) {
    while place < tree.len() {
        tree[place] += 1;
        place += place & place.wrapping_neg();
    }
}
