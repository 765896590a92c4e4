//! What a running program sends every few seconds: metrics, measurements of the machine, console lines, its end.

mod message;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::event::EventKind;
use serde_json::json;

use self::message::Message;
use crate::auth::{self, Actor};
use crate::fault::{Answer, Fault};
use crate::graphql::Api;
use crate::http::credentials::ByCookie;
use crate::state::AppState;
use crate::store::event::{self, NewEvent};
use crate::store::project::ProjectRow;
use crate::store::run::upsert::{self, RunChange};
use crate::store::run::{RunRow, history_facts, state};
use crate::store::run_line::{self, LineStream};
use crate::store::{self, Db};

/// The greatest body, unpacked.
const BODY_BYTES_MAX: usize = 64 * 1024 * 1024;

/// `POST /files/{entity}/{project}/{run}/file_stream`.
pub async fn receive(
    State(state): State<AppState>,
    actor: Option<Extension<Actor>>,
    by_cookie: Option<Extension<ByCookie>>,
    Path((entity, project, run)): Path<(String, String, String)>,
    body: Body,
) -> Response {
    let answer = async {
        // Programs send keys; a cookie means that some page made a browser send this.
        let Some(Extension(actor)) = actor.filter(|_| by_cookie.is_none()) else {
            return Err(Fault::Unauthenticated(
                "You are not signed in: send an API key as the password of the user “api”.".to_owned(),
            ));
        };
        let too_long = |cause| {
            Fault::BadRequest(format!(
                "The message broke off or has more than {BODY_BYTES_MAX} bytes: {cause}."
            ))
        };
        let message = Message::parse(&to_bytes(body, BODY_BYTES_MAX).await.map_err(too_long)?)?;
        let found = find(&state.api, &actor, &entity, &project, &run).await?;
        take_in(&state.api, &actor, &found, message).await
    };
    match answer.await {
        Ok(is_stop_requested) => Json(json!({ "stopped": is_stop_requested })).into_response(),
        Err(fault) => fault.into_response(),
    }
}

/// A run that the actor may write to, and its project.
struct Found {
    project: ProjectRow,
    run_id: i64,
}

async fn find(api: &Api, actor: &Actor, entity: &str, project: &str, run: &str) -> Answer<Found> {
    let absent = || {
        Fault::NotFound(format!(
            "There is no run “{entity}/{project}/{run}” that you may see."
        ))
    };
    let mut db = api.store.read().await?;
    let project = auth::visible_project(&mut db, actor, entity, project)
        .await?
        .ok_or_else(absent)?;
    auth::require_to_log(&mut db, actor, &project).await?;
    let run = store::run::by_name(&mut db, project.id, run)
        .await?
        .ok_or_else(absent)?;
    Ok(Found {
        project,
        run_id: run.id,
    })
}

/// Stores a message, all of it or nothing; returns whether the run is to stop.
async fn take_in(api: &Api, actor: &Actor, found: &Found, message: Message) -> Answer<bool> {
    let now = api.store.now();
    let mut tx = api.store.write().await?;
    let Some(run) = store::run::by_id(&mut tx, found.run_id).await? else {
        return Err(Fault::NotFound("This run was deleted.".to_owned()));
    };
    write_lines(&mut tx, run.id, &message).await?;
    if let Some(summary) = message.summary {
        upsert::change(
            &mut tx,
            run.id,
            &RunChange {
                summary: Some(summary),
                ..RunChange::default()
            },
        )
        .await?;
    }
    match message.exit_code {
        Some(exit_code) => {
            let ended = state::end(&mut tx, &run, exit_code, now).await?;
            write_end(&mut tx, actor, found, &run, ended, now).await?;
        }
        None => state::hear_of(&mut tx, &run, message.is_preempting, now).await?,
    }
    let is_stop_requested = store::run::by_id(&mut tx, run.id)
        .await?
        .is_some_and(|run| run.is_stop_requested());
    tx.commit().await?;
    Ok(is_stop_requested && message.exit_code.is_none())
}

async fn write_lines(db: &mut Db, run_id: i64, message: &Message) -> Answer<()> {
    for chunk in &message.chunks {
        run_line::write(&mut *db, run_id, chunk.stream, chunk.offset, &chunk.lines).await?;
        if chunk.stream == LineStream::History {
            history_facts::take_in(&mut *db, run_id, chunk.offset, &chunk.rows).await?;
            store::history::take_in(&mut *db, run_id, chunk.offset, &chunk.rows).await?;
        }
    }
    Ok(())
}

async fn write_end(
    db: &mut Db,
    actor: &Actor,
    found: &Found,
    run: &RunRow,
    ended: state::RunState,
    now: i64,
) -> Answer<()> {
    let event = NewEvent {
        actor_id: Some(actor.user.id),
        project_id: Some(found.project.id),
        before: Some(json!({ "run": run.name, "state": run.state_at(now).api_name() })),
        after: Some(json!({ "run": run.name, "state": ended.api_name() })),
        ..NewEvent::of(EventKind::RunFinished)
    };
    event::write(db, event, now).await
}
