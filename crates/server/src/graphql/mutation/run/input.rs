//! What the changes of runs take.

use async_graphql::{Enum, ID, InputObject, InputValueError, InputValueResult, Scalar, ScalarType, Value};

use crate::graphql::scalar::JsonString;

/// What a run is made or changed with.
#[derive(Default, InputObject)]
pub struct UpsertBucketInput {
    pub id: Option<String>,
    pub name: Option<String>,
    pub model_name: Option<String>,
    pub entity_name: Option<String>,
    pub display_name: Option<String>,
    pub description: Option<String>,
    pub notes: Option<String>,
    pub tags: Option<Vec<String>>,
    pub group_name: Option<String>,
    pub job_type: Option<String>,
    pub sweep: Option<String>,
    pub state: Option<String>,
    pub config: Option<JsonString>,
    pub summary_metrics: Option<JsonString>,
    pub commit: Option<String>,
    pub host: Option<String>,
    pub debug: Option<bool>,
    pub job_program: Option<String>,
    pub job_repo: Option<String>,
    pub client_mutation_id: Option<String>,
}

/// A run and the state that it gets.
#[derive(InputObject)]
pub struct UpdateRunStateInput {
    pub id: ID,
    pub state: String,
}

/// A run that is to stop.
#[derive(InputObject)]
pub struct StopRunInput {
    pub id: ID,
}

/// A run and the step to which it is taken back.
#[derive(InputObject)]
pub struct RewindRunInput {
    pub run_name: String,
    pub entity_name: Option<String>,
    pub project_name: Option<String>,
    pub metric_name: String,
    pub metric_value: f64,
    pub client_mutation_id: Option<String>,
}

/// A run to delete.
#[derive(InputObject)]
pub struct DeleteRunInput {
    pub id: ID,
    pub delete_artifacts: Option<bool>,
    pub client_mutation_id: Option<String>,
}

/// Files that a run is about to send.
#[derive(InputObject)]
pub struct CreateRunFilesInput {
    pub entity_name: String,
    pub project_name: String,
    pub run_name: String,
    pub files: Vec<String>,
}

/// Files that a run has sent.
#[derive(InputObject)]
pub struct MarkRunFilesUploadedInput {
    pub entity_name: String,
    pub project_name: String,
    pub run_name: String,
    pub files: Vec<String>,
}

/// Files to delete.
#[derive(InputObject)]
pub struct DeleteFilesInput {
    pub files: Vec<ID>,
    pub project_id: Option<i32>,
}

/// An alert that a program raised.
#[derive(InputObject)]
pub struct NotifyScriptableRunAlertInput {
    pub entity_name: String,
    pub project_name: String,
    pub run_name: String,
    pub title: String,
    pub text: String,
    pub severity: Option<AlertSeverity>,
    pub wait_duration: Option<Duration>,
}

/// How grave an alert is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum)]
pub enum AlertSeverity {
    #[default]
    Info,
    Warn,
    Error,
}

impl AlertSeverity {
    /// The API's name.
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::Info => "INFO",
            Self::Warn => "WARN",
            Self::Error => "ERROR",
        }
    }
}

/// A length of time: whole milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration(pub i64);

/// A length of time: whole milliseconds.
#[Scalar(name = "Duration")]
impl ScalarType for Duration {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::Number(number) => number
                .as_i64()
                .map(Self)
                .ok_or_else(|| InputValueError::custom("not a whole number of milliseconds")),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::Number(self.0.into())
    }
}
