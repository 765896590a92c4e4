//! What stands along the x axis of a chart.

use domain::format::{Instant, duration, exact_number};
use domain::series::{Extent, Ticks, clock_ticks, elapsed_ticks, whole_ticks};
use domain::url_state::XAxis;

/// An x axis, with the reader's offset from UTC where it is one of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChartAxis {
    /// What is drawn over.
    pub axis: XAxis,
    /// Minutes east of Greenwich.
    pub utc_offset_min: i64,
}

impl ChartAxis {
    /// Where the gridlines are, and what stands under them.
    pub fn ticks(self, range: Extent, wanted: usize) -> Ticks {
        match self.axis {
            XAxis::Step => whole_ticks(range, wanted),
            XAxis::Time => clock_ticks(range, wanted, self.utc_offset_min),
            XAxis::Relative => elapsed_ticks(range, wanted),
        }
    }

    /// One place on the axis in words: `step 7,100`, `12 Nov 2026, 14:03:27`, `18 min 22 s`.
    pub fn describe(self, x: f64) -> String {
        match self.axis {
            XAxis::Step => step_in_words(x),
            XAxis::Time => {
                let at = Instant::from_unix_s(x);
                format!(
                    "{}, {}",
                    at.date(self.utc_offset_min),
                    at.time_of_day(self.utc_offset_min, true)
                )
            }
            XAxis::Relative => duration(x),
        }
    }

    /// The head of the column of places in a table.
    pub fn column_name(self) -> &'static str {
        match self.axis {
            XAxis::Step => "Step",
            XAxis::Time => "Time",
            XAxis::Relative => "Relative time",
        }
    }
}

/// A step, whatever the axis: `step 7,100`.
pub fn step_in_words(step: f64) -> String {
    format!("step {}", exact_number(step))
}
