//! Which point of a series lies under the cursor.

use super::Point;

/// The index of the point whose `x` is nearest to `x`, the first of equals; `None` in an empty series.
pub fn nearest(points: &[Point], x: f64) -> Option<usize> {
    let after = points.partition_point(|point| point.x < x);
    let right = points.get(after);
    let left_value = after
        .checked_sub(1)
        .and_then(|index| points.get(index))
        .map(|point| point.x);
    match (left_value, right) {
        (None, None) => None,
        (None, Some(_)) => Some(after),
        (Some(left), Some(right)) if right.x - x < x - left => Some(after),
        (Some(left), _) => Some(points.partition_point(|point| point.x < left)),
    }
}

/// As [`nearest`], among the points that have a value.
pub fn nearest_with_value(points: &[Point], x: f64) -> Option<usize> {
    let start = nearest(points, x)?;
    let has_value = |index: &usize| points.get(*index).is_some_and(|point| point.y.is_finite());
    let distance = |index: usize| {
        points
            .get(index)
            .map_or(f64::INFINITY, |point| (point.x - x).abs())
    };
    let left = (0..start).rev().find(has_value);
    let right = (start..points.len()).find(has_value);
    match (left, right) {
        (Some(left), Some(right)) => Some(if distance(left) < distance(right) {
            left
        } else {
            right
        }),
        (left, right) => left.or(right),
    }
}
