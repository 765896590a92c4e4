//! A chart in one sentence, for those who do not see it.

use domain::format::{count_of, metric};

use super::axis::ChartAxis;
use super::line::{Line, x_extent, y_extent};

/// How many values there are, over what, and the first, last, least and greatest of them.
pub fn in_words(title: &str, lines: &[Line], axis: ChartAxis) -> String {
    let (Some(x), Some(_)) = (x_extent(lines), y_extent(lines)) else {
        return format!("{title}: no values.");
    };
    let each: Vec<String> = lines
        .iter()
        .filter_map(|line| line_in_words(line, lines.len() > 1))
        .collect();
    format!(
        "{title}, from {} to {}: {}",
        axis.describe(x.min),
        axis.describe(x.max),
        each.join(" ")
    )
}

fn line_in_words(line: &Line, is_named: bool) -> Option<String> {
    let values: Vec<f64> = line
        .raw
        .iter()
        .map(|point| point.y)
        .filter(|y| y.is_finite())
        .collect();
    let (first, last) = (values.first()?, values.last()?);
    let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total = i64::try_from(values.len()).unwrap_or(i64::MAX);
    let name = if is_named {
        format!("{}: ", line.name)
    } else {
        String::new()
    };
    Some(format!(
        "{name}{}, first {}, last {}, least {}, greatest {}.",
        count_of(total, "value", "values"),
        metric(*first),
        metric(*last),
        metric(lowest),
        metric(highest),
    ))
}
