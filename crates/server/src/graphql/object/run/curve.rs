//! The metrics of a run as curves to draw: many in one answer that stays small, however long the run is.

use async_graphql::{Context, Enum, Object, SimpleObject};
use domain::series::Sample;
use serde_json::Value;

use crate::fault::{Answer, Fault};
use crate::graphql::api;
use crate::graphql::scalar::Json;
use crate::store::history::{Axis, Question, samples};

/// The greatest number of metrics of one request.
const KEYS_MAX: usize = 500;
/// The greatest number of samples of one request.
const SAMPLES_MAX: i32 = 20_000;

/// What curves are drawn over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::store::history::Axis")]
pub enum HistoryAxis {
    /// Steps.
    Step,
    /// Seconds since the epoch.
    Time,
    /// Seconds since the run began.
    Runtime,
}

/// Samples of one metric, in the order in which they were logged: lists of one length. What is no number in JSON is the text `NaN`,
/// `Infinity` or `-Infinity`; a place that a line does not say is null.
#[derive(SimpleObject)]
pub struct HistoryCurve {
    /// The name of the metric.
    pub key: String,
    /// The steps.
    pub steps: Json,
    /// The places on the axis, where that is not the step.
    pub places: Option<Json>,
    /// The values, to nine significant digits; `history` has them exactly.
    pub values: Json,
}

/// The fields of a run about its curves.
pub struct RunCurves {
    /// The id of the run.
    pub run_id: i64,
}

#[Object]
impl RunCurves {
    /// Curves of metrics over a part of an axis: few enough samples to draw, with every peak in them. The history is cut into buckets of
    /// equally many lines; of each the least and the greatest value are kept, and one that is no number, and the first and the last of all.
    /// Names that begin with `_` are places, not metrics.
    async fn history_curves(
        &self,
        ctx: &Context<'_>,
        keys: Vec<String>,
        #[graphql(default_with = "HistoryAxis::Step")] axis: HistoryAxis,
        from: Option<f64>,
        to: Option<f64>,
        #[graphql(default = 8_000)] samples_max: i32,
    ) -> Answer<Vec<HistoryCurve>> {
        if keys.len() > KEYS_MAX {
            return Err(Fault::BadRequest(format!(
                "Ask for at most {KEYS_MAX} metrics at once."
            )));
        }
        let samples_max = u32::try_from(samples_max)
            .ok()
            .filter(|_| (1..=SAMPLES_MAX).contains(&samples_max))
            .ok_or_else(|| Fault::BadRequest(format!("samplesMax must be from 1 to {SAMPLES_MAX}.")))?;
        let range = (from.is_some() || to.is_some())
            .then(|| (from.unwrap_or(f64::NEG_INFINITY), to.unwrap_or(f64::INFINITY)));
        let question = Question {
            keys,
            axis: axis.into(),
            range: range.map(|(from, to)| (from.max(f64::MIN), to.min(f64::MAX))),
            samples_max,
        };
        let found = samples(&mut *api(ctx)?.store.read().await?, self.run_id, &question).await?;
        Ok(question
            .keys
            .into_iter()
            .zip(found)
            .map(|(key, samples)| curve(key, question.axis, &samples))
            .collect())
    }
}

fn curve(key: String, axis: Axis, samples: &[Sample]) -> HistoryCurve {
    let list = |of: &dyn Fn(&Sample) -> Value| Json(Value::Array(samples.iter().map(of).collect()));
    HistoryCurve {
        key,
        steps: list(&|sample| place(sample.step)),
        places: (axis != Axis::Step).then(|| list(&|sample| place(axis.of(sample)))),
        values: list(&|sample| value(sample.value)),
    }
}

/// A place: whole where it is, else to a thousandth, which is as fine as clocks are.
fn place(x: f64) -> Value {
    if !x.is_finite() {
        return Value::Null;
    }
    let rounded = (x * 1e3).round() / 1e3;
    short(if rounded.is_finite() { rounded } else { x })
}

/// A value to nine significant digits.
fn value(value: f64) -> Value {
    if value.is_nan() {
        Value::from("NaN")
    } else if value.is_infinite() {
        Value::from(if value > 0.0 { "Infinity" } else { "-Infinity" })
    } else {
        short(format!("{value:.8e}").parse().unwrap_or(value))
    }
}

/// Without `.0` where that says the same.
fn short(number: f64) -> Value {
    /// Whole numbers up to this are exact.
    const WHOLE_MAX: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= WHOLE_MAX {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and of at most 53 bits")]
        let whole = number as i64;
        return Value::from(whole);
    }
    Value::from(number)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_as_short_as_they_may_be_and_never_lost() {
        assert_eq!(value(0.123_456_789_012_345_6), json!(0.123_456_789));
        assert_eq!(value(-12.0), json!(-12));
        assert_eq!(value(1e300), json!(1e300));
        assert_eq!(value(f64::MAX).as_f64().map(f64::is_finite), Some(true));
        assert_eq!(value(5e-324).as_f64(), Some(5e-324));
        assert_eq!(
            [value(f64::NAN), value(f64::INFINITY), value(f64::NEG_INFINITY)],
            [json!("NaN"), json!("Infinity"), json!("-Infinity")]
        );
    }

    #[test]
    fn places_are_whole_or_to_a_thousandth() {
        assert_eq!(place(7.0), json!(7));
        assert_eq!(place(1_764_180_000.123_456), json!(1_764_180_000.123));
        assert_eq!(place(f64::NAN), Value::Null);
        assert_eq!(place(f64::MAX).as_f64(), Some(f64::MAX));
    }
}
