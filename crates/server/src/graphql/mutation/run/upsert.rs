//! Making a run, or changing one.

use domain::event::EventKind;
use serde_json::{Map, Value, json};

use super::input::UpsertBucketInput;
use super::{Found, writable_by_id};
use crate::auth::{self, Actor};
use crate::clock::{Micros, hex_token};
use crate::fault::{Answer, Fault};
use crate::graphql::Api;
use crate::graphql::scalar::JsonString;
use crate::store::entity::EntityRow;
use crate::store::event::NewEvent;
use crate::store::project::ProjectRow;
use crate::store::run::upsert::{NewRun, RunChange, change, create, merged_config};
use crate::store::run::{RunRow, RunState, display_name, state};
use crate::store::run_line::lenient_json::object;
use crate::store::{self, Db};

/// The project of runs that name none.
pub(super) const PROJECT: &str = "uncategorized";

/// The number of characters of the id of a run that brought none.
const ID_CHARS: usize = 8;

/// Makes or changes a run; returns it and whether it is new.
pub async fn upsert(api: &Api, actor: &Actor, input: &UpsertBucketInput) -> Answer<(RunRow, bool)> {
    let config = parse("config", input.config.as_ref())?;
    let summary = parse("summaryMetrics", input.summary_metrics.as_ref())?;
    let state = input
        .state
        .as_deref()
        .filter(|text| !text.is_empty())
        .map(RunState::parse)
        .transpose()?;
    let mut tx = api.store.write().await?;
    let now = api.store.now();
    let (found, is_new) = match input.id.as_deref().filter(|id| !id.is_empty()) {
        Some(id) => (writable_by_id(&mut tx, actor, id).await?, false),
        None => by_name(&mut tx, api, actor, input, state).await?,
    };
    let is_whole = input.id.is_some();
    let config = config.map(|newer| {
        if is_whole {
            Value::Object(newer).to_string()
        } else {
            merged_config(&found.run.config, newer)
        }
    });
    change(
        &mut tx,
        found.run.id,
        &changes(input, config, summary.map(|map| Value::Object(map).to_string())),
    )
    .await?;
    match state {
        Some(wanted) if !is_new => state::set(&mut tx, found.run.id, wanted, now).await?,
        // A program that goes on describing its run is alive. One that is over comes to life with its first lines, not before.
        None if !is_whole && !found.run.state_at(now).is_over() => {
            state::hear_of(&mut tx, &found.run, false, now).await?;
        }
        _ => {}
    }
    let row = store::run::by_id(&mut tx, found.run.id).await?;
    let row = row.ok_or_else(|| Fault::internal(anyhow::anyhow!("the run {} vanished", found.run.id)))?;
    if !is_new {
        write_changes(&mut tx, actor, &found, &row, now).await?;
    }
    tx.commit().await?;
    Ok((row, is_new))
}

/// Writes which facts of a run changed, if any did: names with values, but config and summary, which may be long, by name alone.
async fn write_changes(db: &mut Db, actor: &Actor, found: &Found, after: &RunRow, now: Micros) -> Answer<()> {
    let facts = |run: &RunRow| {
        json!({
            "name": run.display_name, "group": run.group_name, "job_type": run.job_type, "notes": run.notes,
            "description": run.description, "tags": run.tags(), "state": run.state_at(now).api_name(),
        })
    };
    let (mut old, mut new) = (facts(&found.run), facts(after));
    if let (Some(old), Some(new)) = (old.as_object_mut(), new.as_object_mut()) {
        let unchanged: Vec<String> = old
            .iter()
            .filter(|(name, value)| new.get(*name) == Some(value))
            .map(|(name, _)| name.clone())
            .collect();
        for name in unchanged {
            old.remove(&name);
            new.remove(&name);
        }
        let mut long = Vec::new();
        if found.run.config != after.config {
            long.push("config");
        }
        if found.run.summary != after.summary {
            long.push("summary");
        }
        if old.is_empty() && long.is_empty() {
            return Ok(());
        }
        old.insert("run".to_owned(), json!(found.run.name));
        new.insert("run".to_owned(), json!(found.run.name));
        if !long.is_empty() {
            new.insert("changed".to_owned(), json!(long));
        }
    }
    found
        .write_event(db, actor, EventKind::RunChanged, Some(old), new, now)
        .await
}

fn parse(what: &str, text: Option<&JsonString>) -> Answer<Option<Map<String, Value>>> {
    let Some(text) = text.filter(|text| !text.0.is_empty()) else {
        return Ok(None);
    };
    object(&text.0)
        .map(Some)
        .ok_or_else(|| Fault::BadRequest(format!("“{what}” must be the text of a JSON object.")))
}

fn changes(input: &UpsertBucketInput, config: Option<String>, summary: Option<String>) -> RunChange<'_> {
    RunChange {
        display_name: input.display_name.as_deref().filter(|name| !name.is_empty()),
        config,
        summary,
        tags: input.tags.as_ref().map(|tags| json!(tags).to_string()),
        group_name: input.group_name.as_deref(),
        job_type: input.job_type.as_deref(),
        notes: input.notes.as_deref(),
        description: input.description.as_deref(),
        commit_hash: input.commit.as_deref(),
        host: input.host.as_deref(),
        program: input.job_program.as_deref(),
        repo: input.job_repo.as_deref(),
        sweep: input.sweep.as_deref(),
    }
}

/// The run of that name, made when it is not there.
async fn by_name(
    db: &mut Db,
    api: &Api,
    actor: &Actor,
    input: &UpsertBucketInput,
    state: Option<RunState>,
) -> Answer<(Found, bool)> {
    let surroundings = api.store.surroundings();
    let now = surroundings.now();
    let entity = writable_entity(&mut *db, actor, input.entity_name.as_deref()).await?;
    let project = project(&mut *db, actor, &entity, input.model_name.as_deref(), now).await?;
    let name = match input.name.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => name.to_owned(),
        None => hex_token(surroundings, ID_CHARS).map_err(Fault::internal)?,
    };
    if let Some(run) = store::run::by_name(&mut *db, project.id, &name).await? {
        return Ok((Found { project, run }, false));
    }
    let number = store::run::count_of_project(&mut *db, project.id).await? + 1;
    let new = NewRun {
        project_id: project.id,
        name: &name,
        display_name: &display_name::generate(surroundings, number)?,
        state: state.unwrap_or(RunState::Running),
        user_id: actor.user.id,
    };
    let run_id = create(&mut *db, &new, now).await?;
    let run = store::run::by_id(&mut *db, run_id).await?;
    let run = run.ok_or_else(|| Fault::internal(anyhow::anyhow!("the run {run_id} vanished")))?;
    let found = Found { project, run };
    found
        .write_event(
            db,
            actor,
            EventKind::RunCreated,
            None,
            json!({ "run": name }),
            now,
        )
        .await?;
    Ok((found, true))
}

/// The entity that runs are logged to; without a name, the default one of the actor.
async fn writable_entity(db: &mut Db, actor: &Actor, name: Option<&str>) -> Answer<EntityRow> {
    let found = match name.filter(|name| !name.is_empty()) {
        Some(name) => match store::entity::by_name(&mut *db, name).await? {
            Some(entity) => Some(entity),
            None => match store::organization::by_name(&mut *db, name).await? {
                Some(org) => store::entity::by_id(&mut *db, org.entity_id).await?,
                None => None,
            },
        },
        None => {
            store::entity::by_id(
                &mut *db,
                actor.user.default_entity_id.unwrap_or(actor.user.entity_id),
            )
            .await?
        }
    };
    let absent = || {
        Fault::NotFound(format!(
            "entity {} not found during upsertBucket",
            name.unwrap_or_default()
        ))
    };
    let entity = found.ok_or_else(absent)?;
    auth::require_to_make_project(db, actor, &entity, absent).await?;
    Ok(entity)
}

/// The project of that name in an entity that the actor may write to, made when it is not there.
async fn project(
    db: &mut Db,
    actor: &Actor,
    entity: &EntityRow,
    name: Option<&str>,
    now: Micros,
) -> Answer<ProjectRow> {
    let name = name.filter(|name| !name.is_empty()).unwrap_or(PROJECT);
    if let Some(registry) = domain::name::registry_of_project(name) {
        return Err(Fault::BadRequest(format!(
            "“{registry}” would be a registry, which takes links to versions but no runs. Log the run to a project and link what it makes."
        )));
    }
    if let Some(found) = store::project::by_name(&mut *db, &entity.name, name).await? {
        return Ok(found);
    }
    let project_id = store::project::create(&mut *db, entity.id, name, actor.user.id, now).await?;
    let made = store::project::by_id(&mut *db, project_id).await?;
    let made = made.ok_or_else(|| Fault::internal(anyhow::anyhow!("the project {project_id} vanished")))?;
    let event = NewEvent {
        actor_id: Some(actor.user.id),
        project_id: Some(project_id),
        after: Some(json!({ "name": name, "access": made.access })),
        ..NewEvent::of(EventKind::ProjectCreated)
    };
    store::event::write(db, event, now).await?;
    Ok(made)
}
