//! Starting, describing, stopping and ending runs, and their files.

mod delete;
mod file;
mod input;
mod rewind;
mod steer;
mod upsert;

use async_graphql::{Context, ID, Object, SimpleObject};
use domain::event::EventKind;
use serde_json::json;

use self::input::{
    CreateRunFilesInput, DeleteFilesInput, DeleteRunInput, MarkRunFilesUploadedInput,
    NotifyScriptableRunAlertInput, RewindRunInput, StopRunInput, UpdateRunStateInput, UpsertBucketInput,
};
use super::SuccessPayload;
use crate::auth::{self, Actor};
use crate::fault::{Answer, Fault};
use crate::graphql::object::file::File;
use crate::graphql::object::run::Run;
use crate::graphql::{actor, api, id};
use crate::store::event::{self, NewEvent};
use crate::store::project::ProjectRow;
use crate::store::run::RunRow;
use crate::store::{self, Db};

/// Starting, describing, stopping and ending runs, and their files.
#[derive(Default)]
pub struct RunMutation;

/// The run that was made or changed.
#[derive(SimpleObject)]
pub struct UpsertBucketPayload {
    /// The run.
    pub bucket: Option<Run>,
    /// Whether it was made by this.
    pub inserted: Option<bool>,
    /// What the client sent along.
    pub client_mutation_id: Option<String>,
}

/// The run that goes on.
#[derive(SimpleObject)]
pub struct RewindRunPayload {
    /// The run.
    pub rewound_run: Option<Run>,
    /// What the client sent along.
    pub client_mutation_id: Option<String>,
}

/// Where to send files of a run.
#[derive(SimpleObject)]
pub struct CreateRunFilesPayload {
    /// The run.
    #[graphql(name = "runID")]
    pub run_id: ID,
    /// Headers to send along.
    pub upload_headers: Vec<String>,
    /// The files with their addresses, in the order of the names.
    pub files: Vec<File>,
}

#[Object]
impl RunMutation {
    /// Makes a run, or changes the facts of one; what is null stays as it is. Makes the project too.
    async fn upsert_bucket(
        &self,
        ctx: &Context<'_>,
        input: UpsertBucketInput,
    ) -> Answer<Option<UpsertBucketPayload>> {
        let client_mutation_id = input.client_mutation_id.clone();
        let (row, is_new) = upsert::upsert(api(ctx)?, actor(ctx)?, &input).await?;
        Ok(Some(UpsertBucketPayload {
            bucket: Some(Run(row)),
            inserted: Some(is_new),
            client_mutation_id,
        }))
    }

    /// Sets the state of a run by hand: to queue it again, or to give it up.
    async fn update_run_state(
        &self,
        ctx: &Context<'_>,
        input: UpdateRunStateInput,
    ) -> Answer<Option<SuccessPayload>> {
        steer::set_state(api(ctx)?, actor(ctx)?, &input).await?;
        Ok(Some(SuccessPayload::done()))
    }

    /// Asks a run to stop; its program is told with its next message.
    async fn stop_run(&self, ctx: &Context<'_>, input: StopRunInput) -> Answer<Option<SuccessPayload>> {
        steer::stop(api(ctx)?, actor(ctx)?, &input).await?;
        Ok(Some(SuccessPayload::done()))
    }

    /// Takes a run back to a step of its history, from which it goes on under the same name. What it logged before is kept: it stands behind the
    /// versions that were logged after the step.
    async fn rewind_run(&self, ctx: &Context<'_>, input: RewindRunInput) -> Answer<Option<RewindRunPayload>> {
        let row = rewind::rewind(api(ctx)?, actor(ctx)?, &input).await?;
        Ok(Some(RewindRunPayload {
            rewound_run: Some(Run(row)),
            client_mutation_id: input.client_mutation_id,
        }))
    }

    /// Deletes a run from its project, with its files and its console; the versions that it logged too, if that is asked for. What is left of
    /// them goes on showing what the run logged. Refused while a registry holds a version that is to go under a protected alias.
    async fn delete_run(&self, ctx: &Context<'_>, input: DeleteRunInput) -> Answer<Option<SuccessPayload>> {
        delete::delete(api(ctx)?, actor(ctx)?, &input).await?;
        Ok(Some(SuccessPayload {
            client_mutation_id: input.client_mutation_id,
            ..SuccessPayload::done()
        }))
    }

    /// Announces files of a run and says where to send them.
    async fn create_run_files(
        &self,
        ctx: &Context<'_>,
        input: CreateRunFilesInput,
    ) -> Answer<Option<CreateRunFilesPayload>> {
        file::announce(api(ctx)?, actor(ctx)?, &input).await.map(Some)
    }

    /// Says that files have been sent. Their bytes are here since they arrived, so there is nothing left to do.
    async fn mark_run_files_uploaded(
        &self,
        ctx: &Context<'_>,
        input: MarkRunFilesUploadedInput,
    ) -> Answer<Option<SuccessPayload>> {
        let mut db = api(ctx)?.store.read().await?;
        let MarkRunFilesUploadedInput {
            entity_name,
            project_name,
            run_name,
            files: _,
        } = input;
        writable(&mut db, actor(ctx)?, &entity_name, &project_name, &run_name).await?;
        Ok(Some(SuccessPayload::done()))
    }

    /// Deletes files of runs.
    async fn delete_files(
        &self,
        ctx: &Context<'_>,
        input: DeleteFilesInput,
    ) -> Answer<Option<SuccessPayload>> {
        let DeleteFilesInput { files, project_id: _ } = input;
        file::delete(api(ctx)?, actor(ctx)?, &files).await?;
        Ok(Some(SuccessPayload::done()))
    }

    /// Takes in an alert that a program raised: it stands in the log of the organization.
    async fn notify_scriptable_run_alert(
        &self,
        ctx: &Context<'_>,
        input: NotifyScriptableRunAlertInput,
    ) -> Answer<Option<SuccessPayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let mut tx = api.store.write().await?;
        let found = writable(
            &mut tx,
            actor,
            &input.entity_name,
            &input.project_name,
            &input.run_name,
        )
        .await?;
        tracing::info!(run = found.run.name, title = input.title, "a run raised an alert");
        let severity = input.severity.unwrap_or_default().api_name();
        let after =
            json!({ "run": found.run.name, "title": input.title, "text": input.text, "severity": severity });
        found
            .write_event(&mut tx, actor, EventKind::RunAlert, None, after, api.store.now())
            .await?;
        tx.commit().await?;
        Ok(Some(SuccessPayload::done()))
    }
}

/// A run that the actor may write to, and its project.
struct Found {
    project: ProjectRow,
    run: RunRow,
}

impl Found {
    async fn write_event(
        &self,
        db: &mut Db,
        actor: &Actor,
        kind: EventKind,
        before: Option<serde_json::Value>,
        after: serde_json::Value,
        now: i64,
    ) -> Answer<()> {
        let event = NewEvent {
            actor_id: Some(actor.user.id),
            project_id: Some(self.project.id),
            before,
            after: Some(after),
            ..NewEvent::of(kind)
        };
        event::write(db, event, now).await
    }
}

/// The run with that global id, for writing.
async fn writable_by_id(db: &mut Db, actor: &Actor, global_id: &str) -> Answer<Found> {
    let absent = || Fault::NotFound("There is no run with this id that you may see.".to_owned());
    let run_id = id::local("Run", global_id)?;
    let run = store::run::by_id(&mut *db, run_id).await?.ok_or_else(absent)?;
    let project = store::project::by_id(&mut *db, run.project_id)
        .await?
        .ok_or_else(absent)?;
    auth::require_to_log_or(db, actor, &project, absent).await?;
    Ok(Found { project, run })
}

/// The run of that name, for writing.
async fn writable(db: &mut Db, actor: &Actor, entity: &str, project: &str, run: &str) -> Answer<Found> {
    let absent = || {
        Fault::NotFound(format!(
            "There is no run “{entity}/{project}/{run}” that you may see."
        ))
    };
    let project = auth::visible_project(&mut *db, actor, entity, project)
        .await?
        .ok_or_else(absent)?;
    auth::require_to_log(&mut *db, actor, &project).await?;
    let run = store::run::by_name(db, project.id, run)
        .await?
        .ok_or_else(absent)?;
    Ok(Found { project, run })
}
