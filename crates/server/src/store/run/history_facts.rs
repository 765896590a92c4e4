//! What is known of the metrics of a run without reading its history again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::fault::Answer;
use crate::store::Db;
use crate::store::run_line::lenient_json::{is_number, object, step_of};
use crate::store::run_line::{self, LineStream};

/// The facts of all metrics of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HistoryFacts {
    last_step: Option<i64>,
    keys: BTreeMap<String, KeyFacts>,
}

/// The facts of one metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct KeyFacts {
    counts: BTreeMap<String, i64>,
    is_monotonic: bool,
    last: Value,
}

/// Values with longer texts are not kept as the last one: they would be read with every list of runs.
const LAST_VALUE_BYTES_MAX: usize = 256;

impl HistoryFacts {
    /// Takes in a row of the history.
    pub fn add(&mut self, row: &Map<String, Value>) {
        self.last_step = self.last_step.max(step_of(row));
        self.add_entries("", row);
    }

    /// The greatest step of the rows.
    pub const fn last_step(&self) -> Option<i64> {
        self.last_step
    }

    fn add_entries(&mut self, prefix: &str, entries: &Map<String, Value>) {
        for (name, value) in entries {
            match value {
                Value::Object(inner) if !inner.contains_key("_type") => {
                    self.add_entries(&format!("{prefix}{name}."), inner);
                }
                other if prefix.is_empty() => self.add_value(name, other),
                other => self.add_value(&format!("{prefix}{name}"), other),
            }
        }
    }

    /// Makes new texts for new metrics and new kinds of values only: this is done for each value of each line that arrives.
    fn add_value(&mut self, key: &str, value: &Value) {
        let is_small = value
            .as_str()
            .is_none_or(|text| text.len() <= LAST_VALUE_BYTES_MAX)
            && !value.is_object()
            && !value.is_array();
        let last = if is_small { value.clone() } else { Value::Null };
        if !self.keys.contains_key(key) {
            self.keys.insert(key.to_owned(), KeyFacts::default());
        }
        let Some(facts) = self.keys.get_mut(key) else {
            return;
        };
        facts.is_monotonic &= follows(&facts.last, value);
        let kind = type_of(value);
        match facts.counts.get_mut(kind) {
            Some(count) => *count += 1,
            None => {
                facts.counts.insert(kind.to_owned(), 1);
            }
        }
        facts.last = last;
    }

    /// As the API shows it; null when there is no history.
    pub fn to_api(&self) -> Value {
        if self.keys.is_empty() {
            return Value::Null;
        }
        let keys: Map<String, Value> = self
            .keys
            .iter()
            .map(|(key, facts)| (key.clone(), facts.to_api()))
            .collect();
        json!({ "keys": keys, "sets": [], "lastStep": self.last_step })
    }
}

impl Default for KeyFacts {
    fn default() -> Self {
        Self {
            counts: BTreeMap::new(),
            is_monotonic: true,
            last: Value::Null,
        }
    }
}

impl KeyFacts {
    fn to_api(&self) -> Value {
        let counts: Vec<Value> = self
            .counts
            .iter()
            .map(|(kind, count)| json!({ "type": kind, "count": count }))
            .collect();
        json!({ "typeCounts": counts, "monotonic": self.is_monotonic, "previousValue": self.last })
    }
}

/// Whether a number is at least the one before it; the first of all is.
fn follows(before: &Value, value: &Value) -> bool {
    match (before.as_f64(), value.as_f64()) {
        (Some(before), Some(value)) => value >= before,
        (None, Some(_)) => before.is_null(),
        (_, None) => false,
    }
}

fn type_of(value: &Value) -> &str {
    match value {
        _ if is_number(value) => "number",
        Value::Bool(_) => "boolean",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(media) => media.get("_type").and_then(Value::as_str).unwrap_or("map"),
        Value::Null | Value::Number(_) => "nil",
    }
}

/// The facts of a run.
///
/// # Errors
/// When the database fails.
pub async fn of_run(db: &mut Db, run_id: i64) -> Answer<HistoryFacts> {
    Ok(load(db, run_id).await?.1)
}

async fn load(db: &mut Db, run_id: i64) -> Answer<(i64, HistoryFacts)> {
    let query = sqlx::query_as("SELECT line_count, content FROM run_history_facts WHERE run_id = $1");
    let found: Option<(i64, String)> = query.bind(run_id).fetch_optional(db).await?;
    Ok(match found {
        Some((line_count, content)) => (line_count, serde_json::from_str(&content)?),
        None => (0, HistoryFacts::default()),
    })
}

/// Brings the facts up to date after lines were written from the index `offset` on.
///
/// # Errors
/// When the database fails.
pub async fn take_in(db: &mut Db, run_id: i64, offset: i64, rows: &[Map<String, Value>]) -> Answer<()> {
    let (line_count, mut facts) = load(&mut *db, run_id).await?;
    if line_count == offset {
        for row in rows {
            facts.add(row);
        }
    } else {
        // Lines were sent anew or left out: what is stored decides.
        facts = HistoryFacts::default();
        run_line::each(&mut *db, run_id, None, |line| {
            if let Some(row) = object(&line.content) {
                facts.add(&row);
            }
        })
        .await?;
    }
    let line_count = run_line::count(&mut *db, run_id, LineStream::History).await?;
    let query = sqlx::query(
        "INSERT INTO run_history_facts (run_id, line_count, content) VALUES ($1, $2, $3) \
         ON CONFLICT (run_id) DO UPDATE SET line_count = excluded.line_count, content = excluded.content",
    );
    query
        .bind(run_id)
        .bind(line_count)
        .bind(serde_json::to_string(&facts)?)
        .execute(db)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(rows: &[&str]) -> Value {
        let mut facts = HistoryFacts::default();
        for row in rows {
            facts.add(&object(row).unwrap());
        }
        facts.to_api()
    }

    #[test]
    fn a_metric_counts_its_types_and_knows_whether_it_ever_fell() {
        let found = facts(&[
            r#"{"_step":0,"loss":1.5}"#,
            r#"{"_step":1,"loss":NaN}"#,
            r#"{"_step":2,"loss":"high"}"#,
        ]);
        assert_eq!(found["lastStep"], 2);
        assert_eq!(
            found["keys"]["loss"],
            json!({ "typeCounts": [{ "type": "number", "count": 2 }, { "type": "string", "count": 1 }], "monotonic": false, "previousValue": "high" })
        );
        assert_eq!(found["keys"]["_step"]["monotonic"], true);
    }

    #[test]
    fn nested_values_have_keys_with_dots_and_media_their_type() {
        let found = facts(&[r#"{"a":{"b":1},"picture":{"_type":"image-file","path":"x.png"},"n":[1]}"#]);
        assert_eq!(found["keys"]["a.b"]["typeCounts"][0]["type"], "number");
        assert_eq!(found["keys"]["picture"]["typeCounts"][0]["type"], "image-file");
        assert_eq!(found["keys"]["n"]["typeCounts"][0]["type"], "list");
        assert_eq!(found["lastStep"], Value::Null);
    }

    #[test]
    fn without_history_there_are_no_keys() {
        assert_eq!(facts(&[]), Value::Null);
    }
}
