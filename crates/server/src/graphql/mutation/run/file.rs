//! Announcing and deleting files of runs.

use async_graphql::ID;
use domain::event::EventKind;
use serde_json::json;

use super::input::CreateRunFilesInput;
use super::{CreateRunFilesPayload, writable, writable_by_id};
use crate::auth::Actor;
use crate::fault::{Answer, Fault};
use crate::graphql::object::run::to_be_sent;
use crate::graphql::{Api, id};
use crate::store;

/// Announces files of a run.
pub async fn announce(
    api: &Api,
    actor: &Actor,
    input: &CreateRunFilesInput,
) -> Answer<CreateRunFilesPayload> {
    let mut tx = api.store.write().await?;
    let found = writable(
        &mut tx,
        actor,
        &input.entity_name,
        &input.project_name,
        &input.run_name,
    )
    .await?;
    let now = api.store.now();
    let mut files = Vec::with_capacity(input.files.len());
    for name in &input.files {
        let row = store::run::file::announce(&mut tx, found.run.id, name, now).await?;
        files.push(to_be_sent(api, row));
    }
    tx.commit().await?;
    Ok(CreateRunFilesPayload {
        run_id: id::global("Run", found.run.id),
        upload_headers: Vec::new(),
        files,
    })
}

/// Deletes files, all of them or none.
pub async fn delete(api: &Api, actor: &Actor, files: &[ID]) -> Answer<()> {
    let mut tx = api.store.write().await?;
    for file in files {
        let absent =
            || Fault::NotFound("There is no file of a run with this id that you may see.".to_owned());
        let file_id = id::optional("RunFile", file).ok_or_else(absent)?;
        let row = store::run::file::by_id(&mut tx, file_id)
            .await?
            .ok_or_else(absent)?;
        let found = match writable_by_id(&mut tx, actor, &id::global("Run", row.run_id)).await {
            Err(Fault::NotFound(_)) => return Err(absent()),
            other => other?,
        };
        store::run::file::delete(&mut tx, file_id).await?;
        let before = json!({ "run": found.run.name, "file": row.name, "size_bytes": row.size_bytes });
        let after = json!({ "run": found.run.name });
        let kind = EventKind::RunFilesDeleted;
        found
            .write_event(&mut tx, actor, kind, Some(before), after, api.store.now())
            .await?;
    }
    tx.commit().await?;
    Ok(())
}
