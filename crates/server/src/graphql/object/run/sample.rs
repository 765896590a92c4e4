//! Samples of a history: few enough rows to draw, with the peaks that are in it.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::fault::{Answer, Fault};
use crate::store::run_line::StepRange;
use crate::store::run_line::lenient_json::{number, value_at};

/// The number of samples unless said otherwise.
pub const SAMPLES: i64 = 500;
/// The greatest number of samples of one request.
pub const SAMPLES_MAX: i64 = 100_000;

/// What is to be sampled.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Spec {
    /// The metrics that each row must have; none means whole rows.
    #[serde(default)]
    keys: Option<Vec<String>>,
    samples: Option<i64>,
    min_step: Option<i64>,
    max_step: Option<i64>,
}

impl Spec {
    /// Reads a spec.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(text: &str) -> Answer<Self> {
        serde_json::from_str(text)
            .map_err(|cause| Fault::BadRequest(format!("A spec of sampledHistory cannot be read: {cause}.")))
    }

    /// The steps to sample, both ends included; `None` for all.
    pub fn range(&self) -> Option<StepRange> {
        let is_bounded = self.min_step.is_some() || self.max_step.is_some();
        is_bounded.then(|| StepRange {
            min: self.min_step.unwrap_or(0),
            max: self.max_step.unwrap_or(i64::MAX),
        })
    }

    /// The greatest number of rows to answer with. Who asks for as many rows as the range has steps reads all of it, page by page:
    /// nothing may be missing then, even where a step was logged twice.
    pub fn samples(&self) -> usize {
        let samples = self.samples.unwrap_or(SAMPLES).clamp(0, SAMPLES_MAX);
        let is_scan = self
            .min_step
            .zip(self.max_step)
            .is_some_and(|(min, max)| max.saturating_sub(min) <= samples);
        if is_scan {
            usize::MAX
        } else {
            usize::try_from(samples).unwrap_or(0)
        }
    }

    /// The metrics whose peaks are to survive: not what begins with `_`, which are the SDK's own.
    pub fn metrics(&self) -> BTreeSet<String> {
        let keys = self.keys.iter().flatten();
        keys.filter(|key| !key.starts_with('_')).cloned().collect()
    }

    /// The row with only the keys asked for; `None` when it lacks one.
    pub fn project(&self, row: Map<String, Value>) -> Option<Map<String, Value>> {
        let Some(keys) = self.keys.as_ref().filter(|keys| !keys.is_empty()) else {
            return Some(row);
        };
        keys.iter()
            .map(|key| Some((key.clone(), value_at(&row, key)?.clone())))
            .collect()
    }
}

/// Gathers what decides which rows of a history are kept.
pub struct Sampler {
    /// What is to be sampled.
    pub spec: Spec,
    lines: Vec<i64>,
    /// One column for each metric whose peaks are to survive.
    columns: Vec<(String, Vec<f64>)>,
}

impl Sampler {
    /// A sampler of the spec.
    pub fn new(spec: Spec) -> Self {
        let metrics = spec.metrics();
        Self {
            spec,
            lines: Vec::new(),
            columns: metrics.into_iter().map(|key| (key, Vec::new())).collect(),
        }
    }

    /// Looks at a row.
    pub fn look_at(&mut self, line: i64, row: &Map<String, Value>) {
        let has_all = self
            .spec
            .keys
            .iter()
            .flatten()
            .all(|key| row.contains_key(key) || value_at(row, key).is_some());
        if !has_all {
            return;
        }
        self.lines.push(line);
        for (key, values) in &mut self.columns {
            values.push(value_at(row, key).map_or(f64::NAN, number));
        }
    }

    /// The lines to answer with, in the order of the history.
    pub fn chosen_lines(&self) -> Vec<i64> {
        // Texts have no peaks: rows that have nothing else are spread.
        let columns: Vec<&[f64]> = self
            .columns
            .iter()
            .map(|(_, values)| values.as_slice())
            .filter(|values| values.iter().any(|value| !value.is_nan()))
            .collect();
        choose(&columns, self.lines.len(), self.spec.samples())
            .into_iter()
            .map(|index| self.lines[index])
            .collect()
    }
}

/// Chooses at most `samples` of `rows` rows: the first, the last, and of each bucket the least and the greatest value of each column.
pub fn choose(columns: &[&[f64]], rows: usize, samples: usize) -> Vec<usize> {
    if rows <= samples {
        return (0..rows).collect();
    }
    let buckets = samples.saturating_sub(2) / (2 * columns.len()).max(1);
    if columns.is_empty() || buckets == 0 {
        return spread(rows, samples);
    }
    let mut chosen = BTreeSet::from([0, rows - 1]);
    for bucket in 0..buckets {
        let range = bucket * rows / buckets..(bucket + 1) * rows / buckets;
        for column in columns {
            let order = |a: &usize, b: &usize| column[*a].total_cmp(&column[*b]);
            let numbers = || range.clone().filter(|index| !column[*index].is_nan());
            chosen.extend(numbers().min_by(order));
            chosen.extend(numbers().max_by(order));
        }
    }
    chosen.into_iter().collect()
}

/// Chooses `samples` of `rows` rows, evenly, the first and the last among them.
pub fn spread(rows: usize, samples: usize) -> Vec<usize> {
    match samples {
        0 => Vec::new(),
        _ if rows <= samples => (0..rows).collect(),
        1 => vec![rows - 1],
        _ => (0..samples)
            .map(|sample| sample * (rows - 1) / (samples - 1))
            .collect(),
    }
}

#[cfg(test)]
#[path = "sample_tests.rs"]
mod tests;
