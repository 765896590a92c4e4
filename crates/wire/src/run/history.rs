use domain::route::RunAddress;
use domain::series::Point;
use serde::Serialize;
use serde_json::Value;

use super::{InProject, RunVariables};
use crate::{Document, FromJson, JsonText};

/// Which metrics a run logged, and the last value of each.
pub struct RunHistoryKeys;

impl Document for RunHistoryKeys {
    const TEXT: &'static str = "query RunHistoryKeys($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) { displayName state historyLineCount historyKeys summaryMetrics }
  }
}";
    type Variables = RunVariables;
    type Data = InProject<RunMetrics>;
}

/// The metrics of a run without their values over time.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RunMetrics {
    /// The name people gave the run.
    pub display_name: Option<String>,
    /// `running`, `finished`, …
    pub state: Option<String>,
    /// How many steps were logged.
    pub history_line_count: Option<i64>,
    history_keys: Option<Value>,
    /// The last value of each metric.
    pub summary_metrics: JsonText,
}

impl RunMetrics {
    /// The names of the metrics that have numbers, sorted; names that start with `_` are the SDK's own.
    pub fn numeric_keys(&self) -> Vec<String> {
        let keys = self
            .history_keys
            .as_ref()
            .and_then(|found| found.get("keys"))
            .and_then(Value::as_object);
        let mut names: Vec<String> = keys
            .into_iter()
            .flatten()
            .filter(|(name, facts)| !name.starts_with('_') && has_numbers(facts))
            .map(|(name, _)| name.clone())
            .collect();
        names.sort();
        names
    }
}

fn has_numbers(facts: &Value) -> bool {
    let counts = facts.get("typeCounts").and_then(Value::as_array);
    counts.is_some_and(|counts| {
        counts
            .iter()
            .any(|count| count.get("type").and_then(Value::as_str) == Some("number"))
    })
}

/// Samples of the history of a run.
pub struct RunHistory;

impl Document for RunHistory {
    const TEXT: &'static str =
        "query RunHistory($entity: String!, $project: String!, $run: String!, $specs: [JSONString!]!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) { sampledHistory(specs: $specs) }
  }
}";
    type Variables = HistoryVariables;
    type Data = InProject<RunSamples>;
}

/// Names a run and the metrics to sample.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryVariables {
    entity: String,
    project: String,
    run: String,
    specs: Vec<String>,
}

impl HistoryVariables {
    /// Asks for at most `samples` rows of each of the metrics, in their order.
    pub fn new(address: RunAddress, keys: &[String], samples: u32) -> Self {
        Self {
            entity: address.entity,
            project: address.project,
            run: address.run,
            specs: specs(keys, samples),
        }
    }
}

/// A spec for each metric, which asks for its values at all three axes.
pub(super) fn specs(keys: &[String], samples: u32) -> Vec<String> {
    let spec = |key: &String| {
        let keys = ["_step", "_timestamp", "_runtime", key];
        serde_json::json!({ "keys": keys, "samples": samples }).to_string()
    };
    keys.iter().map(spec).collect()
}

/// The rows of each spec, in the order of the specs.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RunSamples {
    sampled_history: Vec<Option<Vec<Value>>>,
}

impl RunSamples {
    /// The samples of the metrics that were asked for, in the order of `keys`.
    pub fn into_samples(self, keys: &[String]) -> Vec<MetricSamples> {
        let rows = self
            .sampled_history
            .into_iter()
            .map(Option::unwrap_or_default)
            .chain(std::iter::repeat(Vec::new()));
        keys.iter()
            .zip(rows)
            .map(|(key, rows)| MetricSamples::new(key, &rows))
            .collect()
    }
}

/// The samples of one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricSamples {
    /// The name of the metric.
    pub key: String,
    /// One entry per row, in the order of the server.
    pub rows: Vec<MetricRow>,
}

/// One sampled value and the three places it can be drawn at; NaN where the row does not say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MetricRow {
    /// The step.
    pub step: f64,
    /// Seconds since the epoch.
    pub timestamp_s: f64,
    /// Seconds since the run began.
    pub runtime_s: f64,
    /// The value.
    pub value: f64,
}

impl MetricSamples {
    fn new(key: &str, rows: &[Value]) -> Self {
        let rows = rows
            .iter()
            .map(|row| MetricRow {
                step: number(row.get("_step")),
                timestamp_s: number(row.get("_timestamp")),
                runtime_s: number(row.get("_runtime")),
                value: number(row.get(key)),
            })
            .collect();
        Self {
            key: key.to_owned(),
            rows,
        }
    }

    /// The series over one of the three axes, in its order.
    pub fn points(&self, x_of: impl Fn(&MetricRow) -> f64) -> Vec<Point> {
        domain::series::ordered(
            self.rows
                .iter()
                .map(|row| Point::new(x_of(row), row.value))
                .collect(),
        )
    }
}

/// Numbers come as numbers; what JSON cannot say comes as the texts `NaN`, `Infinity` and `-Infinity`.
fn number(value: Option<&Value>) -> f64 {
    match value {
        Some(Value::Number(number)) => number.as_f64().unwrap_or(f64::NAN),
        Some(Value::String(text)) => match text.as_str() {
            "Infinity" => f64::INFINITY,
            "-Infinity" => f64::NEG_INFINITY,
            _ => f64::NAN,
        },
        _ => f64::NAN,
    }
}

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;
