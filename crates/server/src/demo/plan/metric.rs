//! What runs measure: one curve a metric, and what is known at the end.

use serde_json::{Map, Number, Value, json};

use super::curve::{
    Curve, EVALUATION, EXPORT, INGEST, LANGUAGE, PREPARATION, SCORECARD, SPEECH, SYSTEM, TABULAR, VISION,
};
use crate::demo::random::{Random, rounded};

/// A kind of work, with its metrics and settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Taking raw material in.
    Ingest,
    /// Making a data set of it.
    Preparation,
    /// Boosted trees.
    Tabular,
    /// Scorecards.
    Scorecard,
    /// Language models and embeddings.
    Language,
    /// Recognition of speech.
    Speech,
    /// Detection and reading of images.
    Vision,
    /// Exporting a model.
    Export,
    /// Evaluating a model.
    Evaluation,
}

impl Family {
    /// The metrics that are logged step by step.
    pub fn curves(self) -> impl Iterator<Item = &'static Curve> {
        let own: &[Curve] = match self {
            Self::Ingest => &INGEST,
            Self::Preparation => &PREPARATION,
            Self::Tabular => &TABULAR,
            Self::Scorecard => &SCORECARD,
            Self::Language => &LANGUAGE,
            Self::Speech => &SPEECH,
            Self::Vision => &VISION,
            Self::Export => &EXPORT,
            Self::Evaluation => &EVALUATION,
        };
        own.iter().chain(&SYSTEM)
    }

    /// What the work is called.
    pub const fn job_type(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Preparation => "data-prep",
            Self::Tabular | Self::Scorecard | Self::Language | Self::Speech | Self::Vision => "train",
            Self::Export => "export",
            Self::Evaluation => "evaluate",
        }
    }

    /// What is measured once, at the end: key, usual value, spread.
    const fn finals(self) -> &'static [(&'static str, f64, f64)] {
        match self {
            Self::Ingest | Self::Preparation => &[("size_gb", 3.2, 1.4), ("duration_s", 640.0, 210.0)],
            Self::Tabular => &[
                ("latency_p99_ms", 30.6, 3.2),
                ("model_size_mb", 47.4, 3.1),
                ("duration_s", 1_870.0, 240.0),
            ],
            Self::Scorecard => &[
                ("latency_p99_ms", 4.1, 0.6),
                ("model_size_mb", 1.2, 0.2),
                ("fairness/gap", 0.031, 0.012),
            ],
            Self::Language => &[
                ("latency_p99_ms", 212.0, 34.0),
                ("model_size_mb", 5_240.0, 90.0),
                ("tokens", 1.9e9, 2.0e8),
            ],
            Self::Speech | Self::Vision => &[
                ("latency_p99_ms", 88.0, 12.0),
                ("model_size_mb", 121.0, 9.0),
                ("duration_s", 9_400.0, 800.0),
            ],
            Self::Export => &[("latency_p99_ms", 11.8, 1.1), ("model_size_mb", 12.6, 0.8)],
            Self::Evaluation => &[("rows", 412_000.0, 9_000.0), ("duration_s", 252.0, 30.0)],
        }
    }

    /// What is known at the end of a run of that quality (1 is the best, -1 the worst).
    pub fn summary(self, steps: u32, quality: f64, random: &mut Random) -> Map<String, Value> {
        let mut summary: Map<String, Value> = self
            .curves()
            .map(|curve| {
                (
                    curve.key.to_owned(),
                    json_number(curve.last(quality), curve.decimals),
                )
            })
            .collect();
        for (key, usual, spread) in self.finals() {
            summary.insert(
                (*key).to_owned(),
                json_number(spread.mul_add(random.swing(), *usual), 3),
            );
        }
        summary.insert("_step".to_owned(), json!(steps.saturating_sub(1)));
        summary
    }

    /// The lines of the history. `started_at` is in seconds since 1970.
    pub fn history(self, steps: u32, quality: f64, started_at: f64, random: &mut Random) -> Vec<String> {
        let seconds_per_step = 2.0 + random.fraction() * 4.0;
        (0..steps)
            .map(|step| {
                let runtime = rounded(f64::from(step + 1) * seconds_per_step, 2);
                let mut row = Map::new();
                for curve in self
                    .curves()
                    .filter(|curve| step % curve.every == 0 || step + 1 == steps)
                {
                    row.insert(
                        curve.key.to_owned(),
                        json_number(curve.at(step, steps, quality, random), curve.decimals),
                    );
                }
                row.insert("_step".to_owned(), json!(step));
                row.insert("_runtime".to_owned(), json_number(runtime, 2));
                row.insert("_timestamp".to_owned(), json_number(started_at + runtime, 2));
                Value::Object(row).to_string()
            })
            .collect()
    }
}

fn json_number(value: f64, decimals: i32) -> Value {
    Number::from_f64(rounded(value, decimals)).map_or(Value::Null, Value::Number)
}
