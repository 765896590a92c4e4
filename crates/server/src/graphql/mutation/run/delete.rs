//! Deleting runs, alone or with the versions that they logged.

use domain::event::EventKind;
use serde_json::json;

use super::input::DeleteRunInput;
use super::writable_by_id;
use crate::auth::Actor;
use crate::fault::Answer;
use crate::graphql::Api;
use crate::graphql::mutation::hold::refuse_held;
use crate::removal::{Act, Reason, delete_version};
use crate::store;

/// Deletes a run; its versions go with it or stay where they are, all of this or nothing.
pub async fn delete(api: &Api, actor: &Actor, input: &DeleteRunInput) -> Answer<()> {
    let now = api.store.now();
    let mut tx = api.store.write().await?;
    let found = writable_by_id(&mut tx, actor, &input.id).await?;
    let mut versions = store::artifact::logged_by(&mut tx, found.run.id).await?;
    if input.delete_artifacts != Some(true) {
        versions.clear();
    }
    for version in &versions {
        let held = store::hold::of_artifact(&mut tx, version.id).await?;
        refuse_held(&mut tx, actor, &held).await?;
    }
    let act = Act {
        actor_id: Some(actor.user.id),
        now,
    };
    for version in &versions {
        delete_version(&mut tx, act, version, Reason::Deleted).await?;
    }
    store::run::life::delete(&mut tx, found.run.id, now).await?;
    let state = found.run.state_at(now).api_name();
    let before = json!({ "run": found.run.name, "name": found.run.display_name, "state": state });
    let after = json!({ "run": found.run.name, "versions_deleted": versions.len() });
    found
        .write_event(&mut tx, actor, EventKind::RunDeleted, Some(before), after, now)
        .await?;
    tx.commit().await?;
    Ok(())
}
