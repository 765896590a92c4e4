//! Where on a chart its parts are, in CSS pixels from its top left corner.

use domain::series::{Extent, Ticks, nice_ticks};

use super::axis::ChartAxis;
use super::line::{Line, x_extent, y_extent};

/// Room above the highest gridline.
const TOP_PX: f64 = 6.0;
/// Room for the labels under the plot.
const BOTTOM_PX: f64 = 22.0;
/// Room on the right for half of the last label.
const RIGHT_PX: f64 = 12.0;
/// Between a label of the y axis and the plot.
const LABEL_GAP_PX: f64 = 8.0;
/// The distances at which ticks are asked for.
const X_TICK_PX: f64 = 84.0;
const Y_TICK_PX: f64 = 34.0;
/// Room above and below the line.
const Y_PADDING: f64 = 0.06;

/// The geometry of one chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The whole width.
    pub width_px: f64,
    /// The whole height.
    pub height_px: f64,
    /// The left edge of the plot.
    pub left_px: f64,
    /// What the plot shows across.
    pub x: Extent,
    /// What the plot shows upwards.
    pub y: Extent,
    /// Gridlines across.
    pub x_ticks: Ticks,
    /// Gridlines upwards.
    pub y_ticks: Ticks,
}

impl Frame {
    /// The geometry for some lines; `None` when there is no value to draw. `width_of` measures labels.
    pub fn new(
        width_px: f64,
        height_px: f64,
        lines: &[Line],
        axis: ChartAxis,
        width_of: impl Fn(&str) -> f64,
    ) -> Option<Self> {
        let x = widened(x_extent(lines)?);
        let y = y_extent(lines)?.padded(Y_PADDING);
        let y_ticks = nice_ticks(y, wanted(height_px - TOP_PX - BOTTOM_PX, Y_TICK_PX));
        let widest = y_ticks
            .labels
            .iter()
            .map(|label| width_of(label))
            .fold(0.0, f64::max);
        let left_px = (widest + LABEL_GAP_PX).ceil().min(width_px / 2.0);
        let x_ticks = axis.ticks(x, wanted(width_px - left_px - RIGHT_PX, X_TICK_PX));
        Some(Self {
            width_px,
            height_px,
            left_px,
            x,
            y,
            x_ticks,
            y_ticks,
        })
    }

    /// The right edge of the plot.
    pub fn right_px(&self) -> f64 {
        (self.width_px - RIGHT_PX).max(self.left_px + 1.0)
    }

    /// The upper edge of the plot.
    #[allow(clippy::unused_self, reason = "reads like the other edges")]
    pub fn top_px(&self) -> f64 {
        TOP_PX
    }

    /// The lower edge of the plot.
    pub fn bottom_px(&self) -> f64 {
        (self.height_px - BOTTOM_PX).max(TOP_PX + 1.0)
    }

    /// Across, from the data.
    pub fn px_from_x(&self, x: f64) -> f64 {
        self.left_px + self.x.fraction_of(x) * (self.right_px() - self.left_px)
    }

    /// Downwards, from the data.
    pub fn px_from_y(&self, y: f64) -> f64 {
        self.bottom_px() - self.y.fraction_of(y) * (self.bottom_px() - self.top_px())
    }

    /// The data from a place across.
    pub fn x_from_px(&self, px: f64) -> f64 {
        let fraction = (px - self.left_px) / (self.right_px() - self.left_px);
        self.x.value_at(fraction.clamp(0.0, 1.0))
    }
}

/// A single place gets room on both sides, so that its point stands in the middle.
fn widened(x: Extent) -> Extent {
    if x.span() > 0.0 {
        x
    } else {
        Extent {
            min: x.min - 1.0,
            max: x.max + 1.0,
        }
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small positive number"
)]
fn wanted(length_px: f64, tick_px: f64) -> usize {
    (length_px / tick_px).round().clamp(2.0, 12.0) as usize
}
