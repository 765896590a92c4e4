//! Runs: what a program logged while it worked.

mod artifacts;
mod curve;
mod described;
mod files;
mod history;
mod list;
mod log_line;
mod long_sample;
mod sample;

use async_graphql::{Context, ID, Object};
use serde_json::{Map, Value};

use self::artifacts::RunArtifacts;
use self::curve::RunCurves;
use self::files::RunFiles;
use self::history::RunHistory;
use super::lineage::{self, Key, LineageGraph};
use super::project::Project;
use super::user::User;
use crate::auth;
use crate::fault::Answer;
use crate::graphql::load::{self, UserKey};
use crate::graphql::scalar::{DateTime, JsonString};
use crate::graphql::{actor, api, id, visible};
use crate::store::run::RunRow;

pub use self::files::to_be_sent;
pub use self::list::{RunConnection, RunEdge, connection_of_list, run_of_project, runs_of_project};

/// A run.
pub struct Run(pub RunRow);

#[Object]
impl Run {
    /// Its global id.
    async fn id(&self) -> ID {
        id::global("Run", self.0.id)
    }

    /// The integer of the project's id.
    async fn project_id(&self) -> i32 {
        count(self.0.project_id)
    }

    /// The id in addresses.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The name people read.
    async fn display_name(&self) -> Option<&str> {
        Some(&self.0.display_name)
    }

    /// `pending`, `running`, `finished`, `failed`, `crashed`, `killed`, `preempting` or `preempted`.
    async fn state(&self, ctx: &Context<'_>) -> Answer<Option<&str>> {
        Ok(Some(self.0.state_at(api(ctx)?.store.now()).api_name()))
    }

    /// Whether somebody asked it to stop.
    async fn stopped(&self) -> Option<bool> {
        Some(self.0.is_stop_requested())
    }

    /// The configuration: `{"lr": {"value": 0.1}}`.
    async fn config(&self) -> Option<JsonString> {
        Some(JsonString(self.0.config.clone()))
    }

    /// What the SDK notes about itself in the configuration; only the named entries if names are given.
    async fn wandb_config(&self, keys: Option<Vec<String>>) -> Option<JsonString> {
        let config: Map<String, Value> = serde_json::from_str(&self.0.config).unwrap_or_default();
        let mut notes = config.get("_wandb")?.get("value")?.as_object()?.clone();
        if let Some(keys) = keys {
            notes.retain(|key, _| keys.contains(key));
        }
        Some(JsonString(Value::Object(notes).to_string()))
    }

    /// The last value of each metric.
    async fn summary_metrics(&self) -> Option<JsonString> {
        Some(JsonString(self.0.summary.clone()))
    }

    /// The group of runs that it belongs to.
    async fn group(&self) -> Option<&str> {
        self.0.group_name.as_deref()
    }

    /// What kind of work it does.
    async fn job_type(&self) -> Option<&str> {
        self.0.job_type.as_deref()
    }

    /// The commit of its code.
    async fn commit(&self) -> Option<&str> {
        self.0.commit_hash.as_deref()
    }

    /// The machine it ran on.
    async fn host(&self) -> Option<&str> {
        self.0.host.as_deref()
    }

    /// The exit code of its program, once it has ended.
    async fn exit_code(&self) -> Option<i32> {
        self.0.exit_code.map(count)
    }

    /// Whether the asker may only read it.
    async fn read_only(&self, ctx: &Context<'_>) -> Answer<Option<bool>> {
        let Some(project) = visible::project(ctx, self.0.project_id).await? else {
            return Ok(Some(true));
        };
        let mut db = api(ctx)?.store.read().await?;
        let right = auth::project_right(&mut db, actor(ctx)?, project.entity_id).await?;
        Ok(Some(right < auth::ProjectRight::Write))
    }

    /// When it was started.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When it was last heard of.
    async fn heartbeat_at(&self) -> Option<DateTime> {
        Some(DateTime(self.0.heartbeat_at))
    }

    /// A sentence about it.
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// Notes in Markdown.
    async fn notes(&self) -> Option<&str> {
        self.0.notes.as_deref()
    }

    /// Its tags, in the order given.
    async fn tags(&self) -> Option<Vec<String>> {
        Some(self.0.tags())
    }

    /// The sweep that it belongs to.
    async fn sweep_name(&self) -> Option<&str> {
        self.0.sweep.as_deref()
    }

    /// Who ran it.
    async fn user(&self, ctx: &Context<'_>) -> Answer<Option<User>> {
        Ok(load::one(ctx, UserKey(self.0.user_id)).await?.map(User))
    }

    /// The project it was logged to, if the asker may see it; none for a run that was deleted, which is still shown as what logged a version.
    async fn project(&self, ctx: &Context<'_>) -> Answer<Option<Project>> {
        if self.0.is_deleted() {
            return Ok(None);
        }
        Ok(visible::project(ctx, self.0.project_id).await?.map(Project))
    }

    /// The runs and versions around it; `extended` goes on both ways from each of them, as far as the hops allow.
    async fn lineage(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 1)] hops_up: i32,
        #[graphql(default = 1)] hops_down: i32,
        #[graphql(default = false)] extended: bool,
        #[graphql(default = 2_000)] limit: i32,
    ) -> Answer<LineageGraph> {
        let reach = lineage::reach(hops_up, hops_down, extended, limit)?;
        lineage::around(ctx, Key::Run(self.0.id), reach).await
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_async, reason = "fields are asynchronous by contract")]
    async fn history_fields(&self) -> RunHistory {
        RunHistory { run_id: self.0.id }
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_async, reason = "fields are asynchronous by contract")]
    async fn curve_fields(&self) -> RunCurves {
        RunCurves { run_id: self.0.id }
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_async, reason = "fields are asynchronous by contract")]
    async fn file_fields(&self) -> RunFiles {
        RunFiles {
            run_id: self.0.id,
            project_id: self.0.project_id,
        }
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_async, reason = "fields are asynchronous by contract")]
    async fn artifact_fields(&self) -> RunArtifacts {
        RunArtifacts { run_id: self.0.id }
    }
}

/// A number of the database as a number of the API.
fn count(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
