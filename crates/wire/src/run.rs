//! Documents about one run: its header, the keys of its history, and samples of it.

mod history;
mod logged;
mod page;

use domain::route::RunAddress;
use serde::Serialize;

use crate::FromJson;

pub use history::{
    Curves, HistoryAxis, HistoryVariables, MetricRow, MetricSamples, RunHistory, RunHistoryKeys, RunMetrics,
    RunSamples,
};
pub use logged::{
    OfVersion, VersionHistory, VersionHistoryKeys, VersionHistoryKeysVariables, VersionHistoryVariables,
};
pub use page::{Named, ProjectRef, Run, RunArtifact, RunPage, SequenceRef};

/// Names one run.
#[derive(Debug, Clone, Serialize)]
pub struct RunVariables {
    entity: String,
    project: String,
    run: String,
}

impl From<RunAddress> for RunVariables {
    fn from(address: RunAddress) -> Self {
        Self {
            entity: address.entity,
            project: address.project,
            run: address.run,
        }
    }
}

/// What stands around a run in each answer.
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct InProject<R> {
    project: Option<ProjectWith<R>>,
}

#[derive(Debug, Clone, PartialEq, FromJson)]
struct ProjectWith<R> {
    run: Option<R>,
}

impl<R> InProject<R> {
    /// The run, `None` when there is no such run or none that the viewer may see.
    pub fn into_run(self) -> Option<R> {
        self.project?.run
    }
}
