//! The order of a list as indices.

use std::cmp::Ordering;

/// The indices of a list of `length` items, in the order that `compare` gives; equals stay as they are.
///
/// All lists share this one sort: a sort for each type of item would be four kilobytes of WebAssembly each.
pub fn order_of(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order = (0..length).collect::<Vec<_>>();
    order.sort_by(|&one, &other| compare(one, other));
    order
}

/// A list in the order that `compare` gives; equals stay as they are.
pub fn sorted_by<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = order_of(items.len(), &|one, other| compare(&items[one], &items[other]));
    let mut items = items.into_iter().map(Some).collect::<Vec<_>>();
    order.into_iter().filter_map(|at| items[at].take()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_stay_in_their_order() {
        let sorted = sorted_by(vec!["b1", "a1", "b2", "a2"], |one, other| {
            one[..1].cmp(&other[..1])
        });
        assert_eq!(sorted, ["a1", "a2", "b1", "b2"]);
    }
}
