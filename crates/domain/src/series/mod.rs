//! What a line chart needs to know about its numbers: ranges, ticks, thinning, smoothing, nearest values.

mod decimate;
mod extent;
mod group;
mod nearest;
mod peaks;
mod smooth;
mod ticks;
mod time_ticks;

pub use decimate::decimated;
pub use extent::Extent;
pub use group::{MetricGroup, grouped, name_matches};
pub use nearest::{nearest, nearest_with_value};
pub use peaks::{Sample, peaks};
pub use smooth::smoothed;
pub use ticks::{Ticks, nice_ticks, whole_ticks};
pub use time_ticks::{clock_ticks, elapsed_ticks};

/// One value of a series.
///
/// `x` is finite and does not decrease along a series; a `y` that is not finite is a gap in the line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Step, seconds since the epoch, or seconds since the start.
    pub x: f64,
    /// The metric's value.
    pub y: f64,
}

impl Point {
    /// A point from its coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// Makes a series of arbitrary points: drops those without a place on the x axis, sorts the rest, keeps the order of
/// equals.
pub fn ordered(mut points: Vec<Point>) -> Vec<Point> {
    points.retain(|point| point.x.is_finite());
    if !points.is_sorted_by(|a, b| a.x <= b.x) {
        points.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    points
}

/// The stretches of a series between its gaps, in order; none is empty.
pub fn stretches(points: &[Point]) -> impl Iterator<Item = &[Point]> {
    points
        .split(|point| !point.y.is_finite())
        .filter(|stretch| !stretch.is_empty())
}

/// The last value of a series that is a number.
pub fn last_value(points: &[Point]) -> Option<f64> {
    points.iter().rev().map(|point| point.y).find(|y| y.is_finite())
}

#[cfg(test)]
mod tests;
