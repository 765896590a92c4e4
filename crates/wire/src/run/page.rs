use domain::route::{Route, SourceVersionAddress, VersionTab};
use serde_json::Value;

use super::{InProject, RunVariables};
use crate::{Connection, Document, FromJson, JsonText, Person};

/// The page of one run.
pub struct RunPage;

impl Document for RunPage {
    const TEXT: &'static str = "query RunPage($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      id name displayName state createdAt heartbeatAt description notes tags jobType group
      config summaryMetrics historyLineCount
      user { id name username }
      inputArtifacts(first: 200) { totalCount edges { node { ...RunArtifact } } }
      outputArtifacts(first: 200) { totalCount edges { node { ...RunArtifact } } }
    }
  }
}
fragment RunArtifact on Artifact {
  id versionIndex size
  artifactType { name }
  artifactSequence { name project { name entity { name } } }
}";
    type Variables = RunVariables;
    type Data = InProject<Run>;
}

/// One run with what its page shows.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// The opaque id.
    pub id: String,
    /// The name in addresses.
    pub name: String,
    /// The name people gave it.
    pub display_name: Option<String>,
    /// `running`, `finished`, `failed`, `crashed`, …
    pub state: Option<String>,
    /// When it began, RFC 3339.
    pub created_at: String,
    /// When it was last heard of, RFC 3339.
    pub heartbeat_at: Option<String>,
    /// A sentence about it.
    pub description: Option<String>,
    /// What people noted.
    pub notes: Option<String>,
    /// Its tags.
    #[serde(default)]
    pub tags: Option<Vec<String>>,
    /// `train`, `evaluate`, …
    pub job_type: Option<String>,
    /// The group it belongs to.
    pub group: Option<String>,
    /// The configuration as the SDK stores it: `{"lr": {"value": 0.1}}`.
    pub config: JsonText,
    /// The last value of each metric.
    pub summary_metrics: JsonText,
    /// How many steps were logged.
    pub history_line_count: Option<i64>,
    /// Who started it.
    pub user: Option<Person>,
    /// What it used.
    pub input_artifacts: Option<Connection<RunArtifact>>,
    /// What it made.
    pub output_artifacts: Option<Connection<RunArtifact>>,
}

impl Run {
    /// The name to show: the display name, or the name of a run without one.
    pub fn shown_name(&self) -> &str {
        self.display_name
            .as_deref()
            .filter(|name| !name.is_empty())
            .unwrap_or(&self.name)
    }

    /// The configuration without the wrapping and the entries of the SDK.
    pub fn plain_config(&self) -> serde_json::Map<String, Value> {
        let Value::Object(entries) = &self.config.0 else {
            return serde_json::Map::new();
        };
        entries
            .iter()
            .filter(|(key, _)| !key.starts_with('_'))
            .map(|(key, entry)| (key.clone(), entry.get("value").unwrap_or(entry).clone()))
            .collect()
    }
}

/// A version that a run used or made.
#[derive(Debug, Clone, PartialEq, FromJson)]
#[serde(rename_all = "camelCase")]
pub struct RunArtifact {
    /// The opaque id.
    pub id: String,
    /// The number of the version.
    pub version_index: Option<i64>,
    /// Its size in bytes.
    pub size: u64,
    /// Its type.
    pub artifact_type: Named,
    /// Where it was logged.
    pub artifact_sequence: SequenceRef,
}

impl RunArtifact {
    /// `name:v3`, as the SDK calls it.
    pub fn shown_name(&self) -> String {
        let name = &self.artifact_sequence.name;
        self.version_index
            .map_or_else(|| name.clone(), |index| format!("{name}:v{index}"))
    }

    /// Its page where it was logged.
    pub fn route(&self) -> Option<Route> {
        self.artifact_sequence
            .version_route(&self.artifact_type.name, self.version_index)
    }
}

/// Something of which only the name is asked for.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct Named {
    /// Its name.
    pub name: String,
}

/// An artifact and the project it lives in.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct SequenceRef {
    /// The name of the artifact.
    pub name: String,
    /// Its project, absent where the viewer may not see it.
    pub project: Option<ProjectRef>,
}

impl SequenceRef {
    /// The page of one version of the artifact, `None` where the viewer may not see its project.
    pub fn version_route(&self, artifact_type: &str, version_index: Option<i64>) -> Option<Route> {
        let project = self.project.as_ref()?;
        let address = SourceVersionAddress {
            entity: project.entity.name.clone(),
            project: project.name.clone(),
            artifact_type: artifact_type.to_owned(),
            artifact: self.name.clone(),
            version: format!("v{}", version_index?),
        };
        Some(Route::SourceVersion(address, VersionTab::Overview))
    }
}

/// A project and who owns it.
#[derive(Debug, Clone, PartialEq, Eq, FromJson)]
pub struct ProjectRef {
    /// The name of the project.
    pub name: String,
    /// The owner.
    pub entity: Named,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_config_loses_its_wrapping() {
        let config = JsonText(
            serde_json::json!({"lr": {"value": 0.1, "desc": null}, "_wandb": {"value": {}}, "odd": 3}),
        );
        let plain = config_of(config).plain_config();
        assert_eq!(Value::Object(plain), serde_json::json!({"lr": 0.1, "odd": 3}));
    }

    fn config_of(config: JsonText) -> Run {
        let answer = r#"{"id":"r","name":"ab12","displayName":"","createdAt":"2026-11-12T14:03:27Z","config":"{}","summaryMetrics":null}"#;
        let run = Run::from_json(serde_json::from_str(answer).unwrap()).unwrap();
        assert_eq!(run.shown_name(), "ab12");
        Run { config, ..run }
    }
}
