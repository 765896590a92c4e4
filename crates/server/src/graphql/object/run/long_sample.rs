//! Samples of a long history, chosen from what was thinned ahead instead of by reading all of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::sample::Spec;
use crate::fault::Answer;
use crate::store::Db;
use crate::store::history::{self, Axis, Question};
use crate::store::run_line::lenient_json::object;
use crate::store::run_line::{self, LineStream};

/// Shorter histories are read whole.
const LINES_MIN: i64 = 16_384;

/// The rows that answer a spec: the exact ones in which a metric has a peak. `None` where the history has to be read: it is short, a part of
/// it is asked for, whole rows are, or so many of the rows lack one of the metrics that those with all of them have to be looked for.
///
/// # Errors
/// When the database fails.
pub async fn rows_of_long(db: &mut Db, run_id: i64, spec: &Spec) -> Answer<Option<Vec<Value>>> {
    let metrics = spec.metrics();
    let samples = spec.samples();
    if spec.range().is_some()
        || metrics.is_empty()
        || run_line::count(&mut *db, run_id, LineStream::History).await? < LINES_MIN
    {
        return Ok(None);
    }
    let question = Question {
        keys: metrics.into_iter().collect(),
        axis: Axis::Step,
        range: None,
        samples_max: u32::try_from(samples).unwrap_or(u32::MAX),
    };
    let found = history::samples(&mut *db, run_id, &question).await?;
    let lines: BTreeSet<i64> = found
        .iter()
        .flatten()
        .map(|sample| i64::from(sample.line))
        .collect();
    if found.iter().any(Vec::is_empty) || lines.len() > samples {
        return Ok(None);
    }
    let chosen: Vec<i64> = lines.into_iter().collect();
    let rows: BTreeMap<i64, Map<String, Value>> =
        run_line::at_unsorted(db, run_id, LineStream::History, &chosen)
            .await?
            .into_iter()
            .filter_map(|row| Some((row.line, spec.project(object(&row.content)?)?)))
            .collect();
    let is_whole = rows.len() * 2 > chosen.len();
    Ok(is_whole.then(|| rows.into_values().map(Value::Object).collect()))
}
