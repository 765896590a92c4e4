//! The metrics of a run over its steps.

use std::collections::HashMap;

use async_graphql::{Context, Object, SimpleObject};
use serde_json::{Map, Value};

use super::count;
use super::long_sample::rows_of_long;
use super::sample::{SAMPLES, SAMPLES_MAX, Sampler, Spec, spread};
use crate::fault::Answer;
use crate::graphql::api;
use crate::graphql::scalar::{Int64, Json, JsonString};
use crate::store::Db;
use crate::store::run::history_facts;
use crate::store::run_line::lenient_json::{object, value_at};
use crate::store::run_line::{self, LineStream, StepRange};

/// The fields of a run about its history.
pub struct RunHistory {
    /// The id of the run.
    pub run_id: i64,
}

/// History in files; there are none here, everything is live.
#[derive(SimpleObject)]
pub struct ParquetHistory {
    /// Addresses of Parquet files.
    pub parquet_urls: Vec<String>,
    /// Rows that are in no file.
    pub live_data: Vec<Json>,
}

/// The number of lines of a tail; a resumed run reads the last one.
const TAIL_LINES: i64 = 10;

/// The number of rows that show where live data begins; clients read the least step.
const LIVE_ROWS_MAX: i64 = 1_000;

#[Object]
impl RunHistory {
    /// The number of lines of the history.
    async fn history_line_count(&self, ctx: &Context<'_>) -> Answer<Option<i32>> {
        self.line_count(ctx, LineStream::History).await
    }

    /// The number of lines of measurements of the machine.
    async fn events_line_count(&self, ctx: &Context<'_>) -> Answer<Option<i32>> {
        self.line_count(ctx, LineStream::Events).await
    }

    /// The last lines of the history: a JSON list of JSON texts.
    async fn history_tail(&self, ctx: &Context<'_>) -> Answer<Option<JsonString>> {
        self.tail(ctx, LineStream::History).await
    }

    /// The last lines of measurements of the machine: a JSON list of JSON texts.
    async fn events_tail(&self, ctx: &Context<'_>) -> Answer<Option<JsonString>> {
        self.tail(ctx, LineStream::Events).await
    }

    /// The last measurements of the machine.
    async fn system_metrics(&self, ctx: &Context<'_>) -> Answer<Option<JsonString>> {
        let rows = run_line::tail(
            &mut *api(ctx)?.store.read().await?,
            self.run_id,
            LineStream::Events,
            1,
        )
        .await?;
        let mut last = rows
            .first()
            .and_then(|row| object(&row.content))
            .unwrap_or_default();
        last.retain(|key, _| key.starts_with("system."));
        Ok(Some(JsonString(Value::Object(last).to_string())))
    }

    /// The metrics with the types of their values; null when nothing was logged.
    async fn history_keys(&self, ctx: &Context<'_>) -> Answer<Option<Json>> {
        let facts = history_facts::of_run(&mut *api(ctx)?.store.read().await?, self.run_id).await?;
        let shown = facts.to_api();
        Ok((!shown.is_null()).then_some(Json(shown)))
    }

    /// Lines of the history: from a step to before a step, or spread over all of it.
    async fn history(
        &self,
        ctx: &Context<'_>,
        min_step: Option<Int64>,
        max_step: Option<Int64>,
        samples: Option<i32>,
    ) -> Answer<Option<Vec<String>>> {
        let samples = samples.map_or(SAMPLES, i64::from).clamp(0, SAMPLES_MAX);
        if min_step.is_none() && max_step.is_none() {
            return self.spread(ctx, LineStream::History, samples).await;
        }
        let max = max_step.map_or(i64::MAX, |step| step.0.saturating_sub(1));
        let range = StepRange {
            min: min_step.map_or(0, |step| step.0),
            max,
        };
        let mut db = api(ctx)?.store.read().await?;
        let mut lines = Vec::new();
        run_line::each(&mut db, self.run_id, Some(range), |row| lines.push(row.content)).await?;
        // Who asks for as many rows as there are steps reads all of them, even where a step was logged twice.
        let is_scan = range.max.saturating_sub(range.min) < samples;
        let limit = if is_scan {
            usize::MAX
        } else {
            usize::try_from(samples).unwrap_or(0)
        };
        let chosen = spread(lines.len(), limit);
        Ok(Some(
            chosen
                .into_iter()
                .map(|index| std::mem::take(&mut lines[index]))
                .collect(),
        ))
    }

    /// Measurements of the machine, spread over all of them.
    async fn events(&self, ctx: &Context<'_>, samples: Option<i32>) -> Answer<Option<Vec<String>>> {
        let samples = samples.map_or(SAMPLES, i64::from).clamp(0, SAMPLES_MAX);
        self.spread(ctx, LineStream::Events, samples).await
    }

    /// For each spec `{"keys", "samples", "minStep", "maxStep"}` the rows that have all its keys, few enough but with the peaks.
    async fn sampled_history(
        &self,
        ctx: &Context<'_>,
        specs: Vec<JsonString>,
    ) -> Answer<Option<Vec<Option<Json>>>> {
        let specs = specs
            .iter()
            .map(|spec| Spec::parse(&spec.0))
            .collect::<Answer<Vec<_>>>()?;
        let mut db = api(ctx)?.store.read().await?;
        let rows = sample(&mut db, self.run_id, specs).await?;
        Ok(Some(
            rows.into_iter()
                .map(|rows| Some(Json(Value::Array(rows))))
                .collect(),
        ))
    }

    /// All history is live: no files, and the first rows to tell where it begins.
    async fn parquet_history(&self, ctx: &Context<'_>, live_keys: Vec<String>) -> Answer<ParquetHistory> {
        let mut db = api(ctx)?.store.read().await?;
        let rows = run_line::from(&mut db, self.run_id, LineStream::History, 0, LIVE_ROWS_MAX).await?;
        let project = |row: Map<String, Value>| {
            live_keys
                .iter()
                .map(|key| Some((key.clone(), value_at(&row, key)?.clone())))
                .collect::<Option<Map<_, _>>>()
        };
        let live_data = rows
            .iter()
            .filter_map(|row| project(object(&row.content)?))
            .map(|row| Json(Value::Object(row)));
        Ok(ParquetHistory {
            parquet_urls: Vec::new(),
            live_data: live_data.collect(),
        })
    }
}

impl RunHistory {
    async fn line_count(&self, ctx: &Context<'_>, stream: LineStream) -> Answer<Option<i32>> {
        let mut db = api(ctx)?.store.read().await?;
        Ok(Some(count(run_line::count(&mut db, self.run_id, stream).await?)))
    }

    async fn tail(&self, ctx: &Context<'_>, stream: LineStream) -> Answer<Option<JsonString>> {
        let rows = run_line::tail(
            &mut *api(ctx)?.store.read().await?,
            self.run_id,
            stream,
            TAIL_LINES,
        )
        .await?;
        let lines: Vec<Value> = rows.into_iter().map(|row| Value::String(row.content)).collect();
        Ok(Some(JsonString(Value::Array(lines).to_string())))
    }

    async fn spread(
        &self,
        ctx: &Context<'_>,
        stream: LineStream,
        samples: i64,
    ) -> Answer<Option<Vec<String>>> {
        let rows =
            run_line::spread(&mut *api(ctx)?.store.read().await?, self.run_id, stream, samples).await?;
        Ok(Some(rows.into_iter().map(|row| row.content).collect()))
    }
}

/// Samples the history of a run for several specs.
async fn sample(db: &mut Db, run_id: i64, specs: Vec<Spec>) -> Answer<Vec<Vec<Value>>> {
    let mut answers = Vec::with_capacity(specs.len());
    let mut others = Vec::new();
    for spec in specs {
        let rows = rows_of_long(&mut *db, run_id, &spec).await?;
        if rows.is_none() {
            others.push(spec);
        }
        answers.push(rows);
    }
    let mut read = sample_all_lines(db, run_id, others).await?.into_iter();
    let whole = answers.into_iter().map(|rows| rows.or_else(|| read.next()));
    Ok(whole.map(Option::unwrap_or_default).collect())
}

/// Samples the history by reading all of it; specs of one range share one reading.
async fn sample_all_lines(db: &mut Db, run_id: i64, specs: Vec<Spec>) -> Answer<Vec<Vec<Value>>> {
    let mut samplers: Vec<Sampler> = specs.into_iter().map(Sampler::new).collect();
    let mut ranges: Vec<Option<StepRange>> = Vec::new();
    for range in samplers.iter().map(|sampler| sampler.spec.range()) {
        if !ranges.contains(&range) {
            ranges.push(range);
        }
    }
    for range in ranges {
        run_line::each(&mut *db, run_id, range, |line| {
            let Some(row) = object(&line.content) else { return };
            for sampler in samplers
                .iter_mut()
                .filter(|sampler| sampler.spec.range() == range)
            {
                sampler.look_at(line.line, &row);
            }
        })
        .await?;
    }
    let mut answers = Vec::with_capacity(samplers.len());
    for sampler in &samplers {
        let chosen = sampler.chosen_lines();
        let found = run_line::at_unsorted(&mut *db, run_id, LineStream::History, &chosen).await?;
        let mut rows: HashMap<i64, Map<String, Value>> = found
            .into_iter()
            .filter_map(|row| Some((row.line, sampler.spec.project(object(&row.content)?)?)))
            .collect();
        answers.push(
            chosen
                .iter()
                .filter_map(|line| rows.remove(line).map(Value::Object))
                .collect(),
        );
    }
    Ok(answers)
}
