//! One run and the history of its metrics.

use wire::ApiError;
use wire::run::{HistoryVariables, MetricSamples, Run, RunHistory, RunHistoryKeys, RunMetrics, RunPage};

use super::client::send;
use crate::routes::RunAddress;

/// How many rows of a metric are asked for: about one for each pixel of a chart.
const SAMPLES: u32 = 600;

/// A run; `None` when it does not exist or may not be seen.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn run(at: RunAddress) -> Result<Option<Run>, ApiError> {
    Ok(send::<RunPage>(at.into()).await?.into_run())
}

/// Which metrics a run logged; `None` when the run does not exist or may not be seen.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn metrics(at: RunAddress) -> Result<Option<RunMetrics>, ApiError> {
    Ok(send::<RunHistoryKeys>(at.into()).await?.into_run())
}

/// Samples of some metrics of a run, in the order of the keys; empty when the run is gone.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn samples(at: RunAddress, keys: Vec<String>) -> Result<Vec<MetricSamples>, ApiError> {
    let variables = HistoryVariables::new(at, &keys, SAMPLES);
    let found = send::<RunHistory>(variables).await?.into_run();
    Ok(found.map(|found| found.into_samples(&keys)).unwrap_or_default())
}
