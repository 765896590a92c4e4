//! Steering runs by hand: stopping them, queueing them again, giving them up.

use domain::event::EventKind;
use serde_json::json;

use super::input::{StopRunInput, UpdateRunStateInput};
use super::writable_by_id;
use crate::auth::Actor;
use crate::fault::{Answer, Fault};
use crate::graphql::Api;
use crate::store::run::{RunState, state};

/// Sets the state of a run, where that makes sense.
pub async fn set_state(api: &Api, actor: &Actor, input: &UpdateRunStateInput) -> Answer<()> {
    let wanted = RunState::parse(&input.state)?;
    let mut tx = api.store.write().await?;
    let found = writable_by_id(&mut tx, actor, &input.id).await?;
    let now = api.store.now();
    let present = found.run.state_at(now);
    if present == wanted {
        return Ok(());
    }
    if !present.may_be_set_to(wanted) {
        return Err(Fault::Conflict(format!(
            "A run that is {} cannot be set to {}: a run becomes pending from running, failed, crashed or preempted, and failed from \
             pending or running.",
            present.api_name(),
            wanted.api_name()
        )));
    }
    state::set(&mut tx, found.run.id, wanted, now).await?;
    let told = |state: RunState| json!({ "run": found.run.name, "state": state.api_name() });
    found
        .write_event(
            &mut tx,
            actor,
            EventKind::RunStateSet,
            Some(told(present)),
            told(wanted),
            now,
        )
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Asks a run to stop. As the SDK promises: asked again, or of a run that is over, it changes nothing.
pub async fn stop(api: &Api, actor: &Actor, input: &StopRunInput) -> Answer<()> {
    let mut tx = api.store.write().await?;
    let found = writable_by_id(&mut tx, actor, &input.id).await?;
    let now = api.store.now();
    if found.run.state_at(now).is_over() || found.run.is_stop_requested() {
        return Ok(());
    }
    state::request_stop(&mut tx, found.run.id).await?;
    let after = json!({ "run": found.run.name });
    found
        .write_event(&mut tx, actor, EventKind::RunStopRequested, None, after, now)
        .await?;
    tx.commit().await?;
    Ok(())
}
