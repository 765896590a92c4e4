//! Time-weighted exponential moving average.

use super::Point;

/// The weight at which a line would be flat; the slider ends just below it.
const GREATEST_WEIGHT: f64 = 0.999;

/// The series smoothed by an exponential moving average of `weight` (0 keeps it as it is, near 1 flattens it).
///
/// The weight of the past decays with the distance along x, measured in the median distance of neighbours, so that
/// uneven logging does not bend the line; with even distances it is the familiar recursion
/// `s ← weight · s + (1 − weight) · y`. Divided by the sum of the weights so far (the bias correction of Adam, Kingma
/// and Ba 2015), the line starts at the first value instead of at zero. Gaps stay gaps and do not end the memory.
pub fn smoothed(points: &[Point], weight: f64) -> Vec<Point> {
    let weight = if weight.is_finite() {
        weight.clamp(0.0, GREATEST_WEIGHT)
    } else {
        0.0
    };
    let Some(typical_distance) = median_distance(points).filter(|_| weight > 0.0) else {
        return points.to_vec();
    };
    let mut average = 0.0;
    let mut total_weight = 0.0;
    let mut previous_x = None;
    points
        .iter()
        .map(|point| {
            if !point.y.is_finite() {
                return *point;
            }
            let distance = previous_x.map_or(0.0, |x| (point.x - x) / typical_distance);
            previous_x = Some(point.x);
            // Two values at one x still are two values: a decay of 1 would never forget the first.
            let decay = weight.powf(distance.max(f64::MIN_POSITIVE));
            let kept = decay * total_weight;
            let added = 1.0 - weight;
            total_weight = kept + added;
            // The mean is moved rather than summed up, which cannot overflow where the values did not.
            average = average * (kept / total_weight) + point.y * (added / total_weight);
            Point {
                x: point.x,
                y: average,
            }
        })
        .collect()
}

/// The median distance of neighbours at different places, `None` when all points share one x.
fn median_distance(points: &[Point]) -> Option<f64> {
    let mut distances: Vec<f64> = points
        .windows(2)
        .map(|pair| pair[1].x - pair[0].x)
        .filter(|distance| *distance > 0.0)
        .collect();
    let middle = distances.len() / 2;
    (!distances.is_empty()).then(|| *distances.select_nth_unstable_by(middle, f64::total_cmp).1)
}
