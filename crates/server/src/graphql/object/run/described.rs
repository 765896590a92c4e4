//! What filters and orders ask of a run.

use domain::filter::Fields;
use serde_json::{Map, Value, json};

use crate::clock::{Micros, rfc3339};
use crate::store::run::RunRow;
use crate::store::run_line::lenient_json::value_at;

/// A run with what filters ask of it.
pub struct Described<'a> {
    row: &'a RunRow,
    now: Micros,
    config: Map<String, Value>,
    summary: Map<String, Value>,
}

impl<'a> Described<'a> {
    /// A run as it stands at an instant.
    pub fn new(row: &'a RunRow, now: Micros) -> Self {
        let read = |text: &str| serde_json::from_str(text).unwrap_or_default();
        Self {
            row,
            now,
            config: read(&row.config),
            summary: read(&row.summary),
        }
    }

    /// A value of the config, with or without the `.value` that the SDK wraps it in.
    fn configured(&self, key: &str) -> Option<&Value> {
        let found = value_at(&self.config, key)?;
        Some(found.get("value").unwrap_or(found))
    }
}

/// Whether runs can be ordered by a field.
pub fn is_field(field: &str) -> bool {
    const FIELDS: [&str; 13] = [
        "state",
        "name",
        "display_name",
        "displayName",
        "group",
        "job_type",
        "jobType",
        "sweep",
        "tags",
        "created_at",
        "createdAt",
        "heartbeat_at",
        "heartbeatAt",
    ];
    let is_value = field
        .split_once('.')
        .is_some_and(|(of, _)| matches!(of, "config" | "summary_metrics" | "summaryMetrics"));
    is_value || FIELDS.contains(&field)
}

impl Fields for Described<'_> {
    fn values(&self, field: &str) -> Vec<Value> {
        let text = |text: &Option<String>| text.iter().map(|text| json!(text)).collect();
        match field {
            "state" => vec![json!(self.row.state_at(self.now).api_name())],
            "name" => vec![json!(self.row.name)],
            "display_name" | "displayName" => vec![json!(self.row.display_name)],
            "group" => text(&self.row.group_name),
            "job_type" | "jobType" => text(&self.row.job_type),
            "sweep" => text(&self.row.sweep),
            "tags" => self.row.tags().into_iter().map(Value::String).collect(),
            "created_at" | "createdAt" => vec![json!(rfc3339(self.row.created_at))],
            "heartbeat_at" | "heartbeatAt" => vec![json!(rfc3339(self.row.heartbeat_at))],
            other => match other.split_once('.') {
                Some(("config", key)) => self.configured(key).into_iter().cloned().collect(),
                Some(("summary_metrics" | "summaryMetrics", key)) => {
                    value_at(&self.summary, key).into_iter().cloned().collect()
                }
                _ => Vec::new(),
            },
        }
    }
}
