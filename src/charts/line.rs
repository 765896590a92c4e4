//! One line of a chart.

use std::sync::Arc;

use domain::series::{Extent, Point, last_value, nearest_with_value, smoothed};

/// A named series with what is drawn of it.
#[derive(Debug, Clone)]
pub struct Line {
    /// What the series is called beside its values: `v410`.
    pub name: String,
    /// Which of the ten chart colours it has, from 1.
    pub color: u8,
    /// The values as they were logged.
    pub raw: Arc<[Point]>,
    /// The values that are drawn strongly; the same as `raw` without smoothing.
    pub smooth: Arc<[Point]>,
}

impl PartialEq for Line {
    /// Lines are made anew whenever their data are, so the same data are the same allocation.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.color == other.color
            && Arc::ptr_eq(&self.raw, &other.raw)
            && Arc::ptr_eq(&self.smooth, &other.smooth)
    }
}

/// The value of a line under the cursor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// Where the nearest value is.
    pub x: f64,
    /// The value that was logged.
    pub raw: f64,
    /// The value that is drawn.
    pub smooth: f64,
}

impl Line {
    /// A line over some points, smoothed by a weight from 0 to below 1.
    pub fn new(name: String, color: u8, raw: Arc<[Point]>, weight: f64) -> Self {
        let smooth = if weight > 0.0 {
            smoothed(&raw, weight).into()
        } else {
            Arc::clone(&raw)
        };
        Self {
            name,
            color,
            raw,
            smooth,
        }
    }

    /// Whether the line that is drawn strongly is another than the one that was logged.
    pub fn is_smoothed(&self) -> bool {
        !Arc::ptr_eq(&self.raw, &self.smooth)
    }

    /// The last value that was logged.
    pub fn last(&self) -> Option<f64> {
        last_value(&self.raw)
    }

    /// The value nearest to a place.
    pub fn reading(&self, x: f64) -> Option<Reading> {
        let index = nearest_with_value(&self.raw, x)?;
        let (raw, smooth) = (self.raw.get(index)?, self.smooth.get(index)?);
        Some(Reading {
            x: raw.x,
            raw: raw.y,
            smooth: smooth.y,
        })
    }
}

/// The places that have a value in any of the lines; `None` when nothing can be drawn.
pub fn x_extent(lines: &[Line]) -> Option<Extent> {
    let drawn = lines.iter().flat_map(|line| line.raw.iter());
    Extent::of(drawn.filter(|point| point.y.is_finite()).map(|point| point.x))
}

/// The values of all lines.
pub fn y_extent(lines: &[Line]) -> Option<Extent> {
    Extent::of(lines.iter().flat_map(|line| line.raw.iter().map(|point| point.y)))
}
