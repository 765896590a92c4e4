//! Nice positions for gridlines, and labels that all have the same decimals.

use super::Extent;
use crate::format::fixed;

/// Gridlines of one axis: their places and what stands beside them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ticks {
    /// Ascending, all inside the range.
    pub positions: Vec<f64>,
    /// One label per position.
    pub labels: Vec<String>,
}

/// More gridlines than this are no help on any screen, and bound the work for any range.
const MOST_TICKS: f64 = 200.0;

/// Multiples of 1, 2 or 5 times a power of ten inside `range`, about `wanted` of them.
pub fn nice_ticks(range: Extent, wanted: usize) -> Ticks {
    numbered(range, nice_step(range.span(), wanted))
}

/// As [`nice_ticks`], at whole numbers only: for steps and epochs.
pub fn whole_ticks(range: Extent, wanted: usize) -> Ticks {
    numbered(range, nice_step(range.span(), wanted).max(1.0))
}

fn numbered(range: Extent, step: f64) -> Ticks {
    let positions = multiples(range, step);
    let labels = labels(&positions, step);
    Ticks { positions, labels }
}

/// The 1-2-5 step nearest (by ratio) to a `wanted`th of the span.
fn nice_step(span: f64, wanted: usize) -> f64 {
    let wanted = f64::from(u32::try_from(wanted.max(1)).unwrap_or(u32::MAX));
    let rough = span / wanted;
    if !(rough.is_finite() && rough > 0.0) {
        return f64::INFINITY;
    }
    let power = rough.log10().floor();
    let magnitude = ten_to(power);
    let factor = match rough / magnitude {
        ..1.414 => 1.0,
        ..3.162 => 2.0,
        ..7.071 => 5.0,
        _ => 10.0,
    };
    // Dividing by a whole power of ten is exact where multiplying by 0.1 is not.
    if power < 0.0 {
        factor / ten_to(-power)
    } else {
        factor * magnitude
    }
}

#[allow(clippy::cast_possible_truncation, reason = "exponents of doubles are small")]
fn ten_to(power: f64) -> f64 {
    10_f64.powi(power as i32)
}

/// The multiples of `step` inside `range`, ascending.
pub(super) fn multiples(range: Extent, step: f64) -> Vec<f64> {
    let is_usable = step.is_finite() && step > 0.0 && range.span() / step <= MOST_TICKS;
    if !is_usable {
        return Vec::new();
    }
    // A bound that is a multiple up to rounding counts as one.
    let tolerance = step * 1e-9;
    let first = ((range.min - tolerance) / step).ceil();
    let mut out = Vec::new();
    let mut number = first;
    while number * step <= range.max + tolerance {
        // `+ 0.0` turns a negative zero into zero.
        let position = if step < 1.0 {
            number / (1.0 / step).round()
        } else {
            number * step
        } + 0.0;
        let position = if step < 1.0 && (position - number * step).abs() > tolerance {
            number * step
        } else {
            position
        };
        out.push(position.clamp(range.min, range.max));
        if number + 1.0 <= number {
            break;
        }
        number += 1.0;
    }
    out
}

/// Labels in one unit and with the same number of decimals, as many as tell neighbours apart.
fn labels(positions: &[f64], step: f64) -> Vec<String> {
    let greatest = positions
        .iter()
        .fold(0.0_f64, |most, position| most.max(position.abs()));
    if greatest > 0.0 && !(1e-3..1e15).contains(&greatest) {
        return positions
            .iter()
            .map(|position| scientific(*position, step))
            .collect();
    }
    let (divisor, suffix) = match greatest {
        ..1e5 => (1.0, ""),
        ..1e6 => (1e3, "k"),
        ..1e9 => (1e6, "M"),
        ..1e12 => (1e9, "G"),
        _ => (1e12, "T"),
    };
    let decimals = decimals_of(step / divisor);
    positions
        .iter()
        .map(|position| match *position {
            0.0 if !suffix.is_empty() => "0".to_owned(),
            position => format!("{}{suffix}", fixed(position / divisor, decimals)),
        })
        .collect()
}

/// Digits after the point of a 1-2-5 step.
fn decimals_of(step: f64) -> usize {
    if !(step.is_finite() && step > 0.0) {
        return 0;
    }
    let mut decimals = 0;
    let mut scaled = step;
    while scaled < 1.0 - 1e-9 && decimals < 15 {
        scaled *= 10.0;
        decimals += 1;
    }
    // A step of 2.5 thousands after division by 1,000.
    if decimals == 0 && (scaled - scaled.round()).abs() > 1e-9 {
        1
    } else {
        decimals
    }
}

fn scientific(value: f64, step: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let digits = (value.abs().log10().floor() - step.log10().floor()).clamp(0.0, 15.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=15"
    )]
    let digits = digits as usize;
    format!("{value:.digits$e}")
}
