//! One run and the history of its metrics.

use wire::ApiError;
use wire::run::{
    Curves, HistoryAxis, HistoryVariables, MetricSamples, Run, RunHistory, RunHistoryKeys, RunMetrics,
    RunPage, RunSamples, VersionHistory, VersionHistoryKeys, VersionHistoryKeysVariables,
    VersionHistoryVariables,
};

use super::client::send;
use crate::routes::RunAddress;

/// A run; `None` when it does not exist or may not be seen.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn run(at: RunAddress) -> Result<Option<Run>, ApiError> {
    Ok(send::<RunPage>(at.into()).await?.into_run())
}

/// How a run is reached whose history is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryOf {
    /// By its own address, for those who may see its project.
    Run(RunAddress),
    /// Through the version that it logged, named by its opaque id: for all who may see the version.
    Version(String),
}

/// Which metrics a run logged; `None` when the run does not exist or may not be seen.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn metrics(of: HistoryOf) -> Result<Option<RunMetrics>, ApiError> {
    Ok(match of {
        HistoryOf::Run(at) => send::<RunHistoryKeys>(at.into()).await?.into_run(),
        HistoryOf::Version(id) => send::<VersionHistoryKeys>(VersionHistoryKeysVariables { id })
            .await?
            .into_run(),
    })
}

/// Curves of some metrics of a run, in the order of the keys; empty when the run is gone.
///
/// # Errors
/// Whatever kept the answer away.
pub async fn curves(
    of: HistoryOf,
    keys: Vec<String>,
    axis: HistoryAxis,
) -> Result<Vec<MetricSamples>, ApiError> {
    let curves = Curves::new(keys, axis);
    let found = match of {
        HistoryOf::Run(at) => send::<RunHistory>(HistoryVariables::new(at, curves))
            .await?
            .into_run(),
        HistoryOf::Version(id) => send::<VersionHistory>(VersionHistoryVariables::new(id, curves))
            .await?
            .into_run(),
    };
    Ok(found.map(RunSamples::into_samples).unwrap_or_default())
}
