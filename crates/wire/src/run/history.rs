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

/// Curves of the history of a run: all metrics of a page in one request.
pub struct RunHistory;

impl Document for RunHistory {
    const TEXT: &'static str = "query RunHistory($entity: String!, $project: String!, $run: String!, $keys: [String!]!, $axis: HistoryAxis!, $samplesMax: Int!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) { historyCurves(keys: $keys, axis: $axis, samplesMax: $samplesMax) { key steps places values } }
  }
}";
    type Variables = HistoryVariables;
    type Data = InProject<RunSamples>;
}

/// What curves are drawn over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum HistoryAxis {
    /// Steps.
    Step,
    /// Seconds since the epoch.
    Time,
    /// Seconds since the run began.
    Runtime,
}

impl HistoryAxis {
    /// The most samples of an answer that stays below 200 KB: one of a step and a value takes up to 24 bytes, a place 15 more.
    const fn samples_max(self) -> u32 {
        match self {
            Self::Step => 8_000,
            Self::Time | Self::Runtime => 5_000,
        }
    }
}

/// Names the metrics to draw, and over what.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Curves {
    keys: Vec<String>,
    axis: HistoryAxis,
    samples_max: u32,
}

impl Curves {
    /// Asks for curves of metrics over an axis.
    pub fn new(keys: Vec<String>, axis: HistoryAxis) -> Self {
        Self {
            keys,
            axis,
            samples_max: axis.samples_max(),
        }
    }
}

/// Names a run and the metrics to draw.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryVariables {
    #[serde(flatten)]
    run: RunVariables,
    #[serde(flatten)]
    curves: Curves,
}

impl HistoryVariables {
    /// Asks for curves of a run.
    pub fn new(address: RunAddress, curves: Curves) -> Self {
        Self {
            run: address.into(),
            curves,
        }
    }
}

/// The curves of a run, in the order in which they were asked for.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RunSamples {
    history_curves: Vec<Curve>,
}

#[derive(Debug, Clone, PartialEq, FromJson)]
struct Curve {
    key: String,
    steps: Vec<Value>,
    places: Option<Vec<Value>>,
    values: Vec<Value>,
}

impl RunSamples {
    /// The samples of the metrics, in the order in which they were asked for.
    pub fn into_samples(self) -> Vec<MetricSamples> {
        self.history_curves.into_iter().map(MetricSamples::from).collect()
    }
}

/// The samples of one metric.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricSamples {
    /// The name of the metric.
    pub key: String,
    /// In the order in which they were logged.
    pub rows: Vec<MetricRow>,
}

/// One sampled value and where it is drawn; NaN where the history does not say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MetricRow {
    /// The step.
    pub step: f64,
    /// The place on the axis that was asked for.
    pub place: f64,
    /// The value.
    pub value: f64,
}

impl From<Curve> for MetricSamples {
    fn from(curve: Curve) -> Self {
        let places = curve.places.as_ref().unwrap_or(&curve.steps);
        let rows = curve.steps.iter().zip(places).zip(&curve.values);
        Self {
            rows: rows
                .map(|((step, place), value)| MetricRow {
                    step: number(step),
                    place: number(place),
                    value: number(value),
                })
                .collect(),
            key: curve.key,
        }
    }
}

impl MetricSamples {
    /// The series over the axis, in its order.
    pub fn points(&self) -> Vec<Point> {
        domain::series::ordered(
            self.rows
                .iter()
                .map(|row| Point::new(row.place, row.value))
                .collect(),
        )
    }

    /// Where a step is on the axis: at the sample nearest to it.
    pub fn place_of_step(&self, step: f64) -> Option<f64> {
        let distance = |row: &&MetricRow| (row.step - step).abs();
        let nearest = self
            .rows
            .iter()
            .min_by(|one, other| distance(one).total_cmp(&distance(other)));
        nearest.map(|row| row.place)
    }
}

/// Numbers come as numbers; what JSON cannot say comes as the texts `NaN`, `Infinity` and `-Infinity`.
fn number(value: &Value) -> f64 {
    match value {
        Value::Number(number) => number.as_f64().unwrap_or(f64::NAN),
        Value::String(text) => match text.as_str() {
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
