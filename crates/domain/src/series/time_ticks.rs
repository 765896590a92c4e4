//! Gridlines of time axes: at whole seconds, minutes, hours and days instead of powers of ten.

use super::ticks::multiples;
use super::{Extent, Ticks, nice_ticks};
use crate::format::{Instant, duration};

const MINUTE: f64 = 60.0;
const HOUR: f64 = 3_600.0;
const DAY: f64 = 86_400.0;

/// What people divide time by, in seconds.
const STEPS: [f64; 22] = [
    1.0,
    2.0,
    5.0,
    10.0,
    15.0,
    30.0,
    MINUTE,
    2.0 * MINUTE,
    5.0 * MINUTE,
    10.0 * MINUTE,
    15.0 * MINUTE,
    30.0 * MINUTE,
    HOUR,
    2.0 * HOUR,
    3.0 * HOUR,
    6.0 * HOUR,
    12.0 * HOUR,
    DAY,
    2.0 * DAY,
    7.0 * DAY,
    30.0 * DAY,
    90.0 * DAY,
];

fn step_for(span_s: f64, wanted: usize) -> f64 {
    let rough = span_s / f64::from(u32::try_from(wanted.max(1)).unwrap_or(u32::MAX));
    let longest = 90.0 * DAY;
    STEPS
        .into_iter()
        .find(|step| *step >= rough)
        .unwrap_or_else(|| longest * (rough / longest).max(1.0).log2().ceil().exp2())
}

/// Ticks of an axis in seconds since a start: `0 s`, `30 s`, `1 min`; fractions of a second in a short range.
pub fn elapsed_ticks(range_s: Extent, wanted: usize) -> Ticks {
    if range_s.span() < 4.0 {
        let mut ticks = nice_ticks(range_s, wanted);
        for label in &mut ticks.labels {
            label.push_str(" s");
        }
        return ticks;
    }
    let positions = multiples(range_s, step_for(range_s.span(), wanted));
    let labels = positions
        .iter()
        .map(|position| match *position {
            0.0 => "0".to_owned(),
            position if position < 0.0 => format!("-{}", duration(-position)),
            position => duration(position),
        })
        .collect();
    Ticks { positions, labels }
}

/// Ticks of an axis in seconds since the epoch, at whole units of the reader's zone (`utc_offset_min` east of
/// Greenwich): `14:03`, `14:03:30` where needed, `12 Nov` at midnight and in long ranges.
pub fn clock_ticks(range_unix_s: Extent, wanted: usize, utc_offset_min: i64) -> Ticks {
    let step = step_for(range_unix_s.span(), wanted);
    #[allow(clippy::cast_precision_loss, reason = "offsets are less than a day")]
    let offset_s = (utc_offset_min * 60) as f64;
    let local = Extent {
        min: range_unix_s.min + offset_s,
        max: range_unix_s.max + offset_s,
    };
    let positions: Vec<f64> = multiples(local, step)
        .into_iter()
        .map(|at| at - offset_s)
        .collect();
    let labels = positions
        .iter()
        .map(|position| {
            let at = Instant::from_unix_s(*position);
            if step >= DAY || (position + offset_s).rem_euclid(DAY) == 0.0 {
                at.day_and_month(utc_offset_min)
            } else {
                at.time_of_day(utc_offset_min, step < MINUTE)
            }
        })
        .collect();
    Ticks { positions, labels }
}
