use serde::Serialize;

use super::{Curves, RunMetrics, RunSamples};
use crate::{Document, FromJson};

/// Which metrics the run logged that logged a version. Whoever may see the version may see them, though not the run's project.
pub struct VersionHistoryKeys;

impl Document for VersionHistoryKeys {
    const TEXT: &'static str = "query VersionHistoryKeys($id: ID!) {
  artifact(id: $id) {
    createdBy {
      __typename
      ... on Run { displayName state historyLineCount historyKeys summaryMetrics }
    }
  }
}";
    type Variables = VersionHistoryKeysVariables;
    type Data = OfVersion<RunMetrics>;
}

/// Names a version.
#[derive(Debug, Clone, Serialize)]
pub struct VersionHistoryKeysVariables {
    /// The opaque id of the version.
    pub id: String,
}

/// Curves of the history of the run that logged a version.
pub struct VersionHistory;

impl Document for VersionHistory {
    const TEXT: &'static str = "query VersionHistory($id: ID!, $keys: [String!]!, $axis: HistoryAxis!, $samplesMax: Int!) {
  artifact(id: $id) {
    createdBy {
      __typename
      ... on Run { historyCurves(keys: $keys, axis: $axis, samplesMax: $samplesMax) { key steps places values } }
    }
  }
}";
    type Variables = VersionHistoryVariables;
    type Data = OfVersion<RunSamples>;
}

/// Names a version and the metrics to draw.
#[derive(Debug, Clone, Serialize)]
pub struct VersionHistoryVariables {
    id: String,
    #[serde(flatten)]
    curves: Curves,
}

impl VersionHistoryVariables {
    /// Asks for curves of the run that logged a version.
    pub fn new(id: String, curves: Curves) -> Self {
        Self { id, curves }
    }
}

/// What stands around the run that logged a version.
#[derive(Debug, Clone, PartialEq, FromJson)]
pub struct OfVersion<R> {
    artifact: Option<LoggedVersion<R>>,
}

#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
struct LoggedVersion<R> {
    created_by: Option<LoggedBy<R>>,
}

#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(tag = "__typename")]
enum LoggedBy<R> {
    Run(R),
    User(()),
}

impl<R> OfVersion<R> {
    /// The run, `None` when no run logged the version or the version may not be seen.
    pub fn into_run(self) -> Option<R> {
        match self.artifact?.created_by? {
            LoggedBy::Run(run) => Some(run),
            LoggedBy::User(()) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_of(answer: &str) -> Option<RunSamples> {
        OfVersion::from_json(serde_json::from_str(answer).unwrap())
            .unwrap()
            .into_run()
    }

    #[test]
    fn the_run_behind_a_version_is_found() {
        let answer = r#"{"artifact":{"createdBy":{"__typename":"Run","historyCurves":[{"key":"loss","steps":[0],"places":null,"values":[1]}]}}}"#;
        let samples = run_of(answer).unwrap().into_samples();
        assert_eq!(samples[0].rows.len(), 1);
    }

    #[test]
    fn a_version_without_a_run_has_no_history() {
        for answer in [
            r#"{"artifact":null}"#,
            r#"{"artifact":{"createdBy":null}}"#,
            r#"{"artifact":{"createdBy":{"__typename":"User"}}}"#,
        ] {
            assert!(run_of(answer).is_none(), "{answer}");
        }
    }
}
