//! Rewinding runs.

use domain::event::EventKind;
use serde_json::json;

use super::input::RewindRunInput;
use super::upsert::PROJECT;
use super::{Found, writable};
use crate::auth::Actor;
use crate::fault::{Answer, Fault};
use crate::graphql::Api;
use crate::store::run::{RunRow, history_facts, rewind};
use crate::store::{self, Db};

/// Rewinds a run to a step of its history; gives the run that goes on after it.
pub async fn rewind(api: &Api, actor: &Actor, input: &RewindRunInput) -> Answer<RunRow> {
    let now = api.store.now();
    let mut tx = api.store.write().await?;
    let found = named(&mut tx, actor, input).await?;
    let step = step_of(input)?;
    let last = history_facts::of_run(&mut tx, found.run.id).await?.last_step();
    match last {
        Some(last) if step <= last => {}
        Some(last) => {
            return Err(Fault::BadRequest(format!(
                "The run “{}” has no step {step}; its last one is {last}. Rewind it to one that it has.",
                found.run.name
            )));
        }
        None => {
            return Err(Fault::BadRequest(format!(
                "The run “{}” has no history to rewind; start it with resume=\"allow\" instead.",
                found.run.name
            )));
        }
    }
    let run_id = rewind::rewind(&mut tx, &found.run, step, now).await?;
    let told = |step: Option<i64>| json!({ "run": found.run.name, "last_step": step });
    found
        .write_event(
            &mut tx,
            actor,
            EventKind::RunRewound,
            Some(told(last)),
            told(Some(step)),
            now,
        )
        .await?;
    let row = store::run::by_id(&mut tx, run_id).await?;
    let row = row.ok_or_else(|| Fault::internal(anyhow::anyhow!("the run {run_id} vanished")))?;
    tx.commit().await?;
    Ok(row)
}

/// The run that is named; without a name of entity or project, in the default ones of the actor.
async fn named(db: &mut Db, actor: &Actor, input: &RewindRunInput) -> Answer<Found> {
    let given = |name: &Option<String>| name.clone().filter(|name| !name.is_empty());
    let entity = if let Some(name) = given(&input.entity_name) {
        name
    } else {
        let id = actor.user.default_entity_id.unwrap_or(actor.user.entity_id);
        let row = store::entity::by_id(&mut *db, id).await?;
        row.map(|row| row.name).unwrap_or_default()
    };
    let project = given(&input.project_name).unwrap_or_else(|| PROJECT.to_owned());
    writable(db, actor, &entity, &project, &input.run_name).await
}

fn step_of(input: &RewindRunInput) -> Answer<i64> {
    if input.metric_name != "_step" {
        return Err(Fault::BadRequest(format!(
            "A run is rewound to a step; name “_step” instead of “{}”.",
            input.metric_name
        )));
    }
    let value = input.metric_value;
    let step: Option<i64> = format!("{value:.0}").parse().ok();
    step.filter(|step| *step >= 0 && value.fract() == 0.0)
        .ok_or_else(|| {
            Fault::BadRequest(format!(
                "“{value}” is no step; a step is a whole number from 0 on."
            ))
        })
}
