//! What is linked, and where to.

use domain::event::EventKind;
use domain::name;
use domain::permission::Capability;
use serde_json::json;

use super::LinkArtifactInput;
use crate::auth::{self, Actor};
use crate::clock::Micros;
use crate::fault::{Answer, Fault};
use crate::graphql::{id, visible};
use crate::store::artifact::{ArtifactRow, ArtifactState};
use crate::store::collection::{CollectionKind, CollectionRow, WantedCollection};
use crate::store::event::NewEvent;
use crate::store::project::ProjectRow;
use crate::store::{self, Db};

/// The version to link: one whose files the actor may read, since linking gives others access to them.
pub async fn source(db: &mut Db, actor: &Actor, input: &LinkArtifactInput) -> Answer<ArtifactRow> {
    let found = match (&input.artifact_id, &input.client_id) {
        (Some(global), _) => store::artifact::by_id(&mut *db, id::local("Artifact", global)?).await?,
        (None, Some(client_id)) => store::artifact::by_client_id(&mut *db, client_id).await?,
        (None, None) => {
            return Err(Fault::BadRequest(
                "Say which artifact version to link.".to_owned(),
            ));
        }
    };
    let artifact = found.ok_or_else(visible::absent_artifact)?;
    if !visible::may_artifact_in(&mut *db, actor, artifact.id, Capability::SeeRegistry).await? {
        return Err(visible::absent_artifact());
    }
    if artifact.state() != ArtifactState::Committed {
        return Err(Fault::BadRequest(
            "This version is not committed yet; wait for its upload before linking it.".to_owned(),
        ));
    }
    if !visible::may_artifact_in(db, actor, artifact.id, Capability::ReadFiles).await? {
        return Err(Fault::Forbidden(
            "Needs viewer to link this version: linking gives others access to its files.".to_owned(),
        ));
    }
    Ok(artifact)
}

/// The collection to link into.
pub async fn target(
    db: &mut Db,
    actor: &Actor,
    input: &LinkArtifactInput,
    artifact: &ArtifactRow,
    now: Micros,
) -> Answer<(ProjectRow, CollectionRow)> {
    let sequence = store::collection::by_id(&mut *db, artifact.sequence_id)
        .await?
        .ok_or_else(visible::absent_artifact)?;
    if let Some(global) = &input.artifact_portfolio_id {
        let absent = || Fault::NotFound("There is no such collection that you may see.".to_owned());
        let row = store::collection::by_id(&mut *db, id::local("ArtifactCollection", global)?)
            .await?
            .filter(|row| row.kind() == CollectionKind::Portfolio)
            .ok_or_else(absent)?;
        let project = store::project::by_id(&mut *db, row.project_id)
            .await?
            .ok_or_else(absent)?;
        auth::require_or(&mut *db, actor, &project, Capability::LinkVersion, absent).await?;
        if row.type_name != sequence.type_name {
            return Err(Fault::BadRequest(format!(
                "The collection “{}” takes artifacts of type “{}”, this one is of type “{}”; choose another collection or type.",
                row.name, row.type_name, sequence.type_name
            )));
        }
        return Ok((project, row));
    }
    let name = input
        .artifact_portfolio_name
        .as_deref()
        .filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| Fault::BadRequest("Say which collection to link into.".to_owned()))?;
    let (entity, project) = (
        input.entity_name.as_deref().unwrap_or_default(),
        input.project_name.as_deref().unwrap_or_default(),
    );
    let project = target_project(&mut *db, actor, entity, project, now).await?;
    auth::require(&mut *db, actor, &project, Capability::LinkVersion).await?;
    check_type(&mut *db, &project, &sequence.type_name).await?;
    let wanted = WantedCollection {
        project_id: project.id,
        kind: CollectionKind::Portfolio,
        name,
        type_name: &sequence.type_name,
        created_by: actor.user.id,
    };
    let (row, is_new) = store::collection::get_or_create(&mut *db, &wanted, now).await?;
    if is_new {
        auth::require(&mut *db, actor, &project, Capability::CreateCollection).await?;
        let event = NewEvent {
            actor_id: Some(actor.user.id),
            collection_id: Some(row.id),
            after: Some(json!({ "name": row.name, "type": row.type_name })),
            ..NewEvent::of(EventKind::CollectionCreated)
        };
        store::event::write(db, event, now).await?;
    }
    Ok((project, row))
}

/// The project to link into. A registry must be there; an ordinary project is made by those who may write to its entity.
async fn target_project(
    db: &mut Db,
    actor: &Actor,
    entity: &str,
    project: &str,
    now: Micros,
) -> Answer<ProjectRow> {
    if let Some(found) = auth::visible_project(&mut *db, actor, entity, project).await? {
        return Ok(found);
    }
    if let Some(registry) = name::registry_of_project(project) {
        return Err(Fault::NotFound(format!(
            "There is no registry “{registry}” in {entity} that you may see; create it first, or check the name."
        )));
    }
    let owner = store::entity::by_name(&mut *db, entity)
        .await?
        .ok_or_else(|| auth::absent_project(entity, project))?;
    auth::require_to_make_project(&mut *db, actor, &owner, || auth::absent_project(entity, project)).await?;
    let id = store::project::create(&mut *db, owner.id, project, actor.user.id, now).await?;
    let made = store::project::by_id(&mut *db, id).await?;
    let made = made.ok_or_else(|| auth::absent_project(entity, project))?;
    let event = NewEvent {
        actor_id: Some(actor.user.id),
        project_id: Some(id),
        after: Some(json!({ "name": made.name, "access": made.access })),
        ..NewEvent::of(EventKind::ProjectCreated)
    };
    store::event::write(db, event, now).await?;
    Ok(made)
}

async fn check_type(db: &mut Db, project: &ProjectRow, type_name: &str) -> Answer<()> {
    let Some(registry) = project.registry_name().filter(|_| !project.accepts_all_types()) else {
        return Ok(());
    };
    let accepted = store::project::types(db, project.id).await?;
    if accepted.iter().any(|name| name == type_name) {
        return Ok(());
    }
    Err(Fault::BadRequest(format!(
        "The registry “{registry}” accepts artifacts of type {}; this one is of type “{type_name}”. Link it elsewhere, or ask an admin to \
         add the type.",
        accepted
            .iter()
            .map(|name| format!("“{name}”"))
            .collect::<Vec<_>>()
            .join(", ")
    )))
}
