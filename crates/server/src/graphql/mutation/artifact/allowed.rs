//! Which versions and projects an actor may change.

use domain::permission::Capability;

use super::input::UseArtifactInput;
use crate::auth::{self, Actor};
use crate::fault::{Answer, Fault};
use crate::graphql::visible;
use crate::store::artifact::ArtifactRow;
use crate::store::project::ProjectRow;
use crate::store::{self, Db};

/// Whether the use is allowed: by the registry through which the version was reached, where one is named.
///
/// # Errors
/// `Forbidden` when it is not.
pub async fn may_use(db: &mut Db, actor: &Actor, artifact_id: i64, input: &UseArtifactInput) -> Answer<()> {
    if let (Some(entity), Some(project)) = (&input.artifact_entity_name, &input.artifact_project_name)
        && let Some(through) = auth::visible_project(&mut *db, actor, entity, project).await?
        && store::access::projects_holding(&mut *db, artifact_id)
            .await?
            .contains(&through.id)
    {
        return auth::require(db, actor, &through, Capability::ReadFiles).await;
    }
    if visible::may_artifact_in(db, actor, artifact_id, Capability::ReadFiles).await? {
        return Ok(());
    }
    Err(Fault::Forbidden(
        "Needs viewer to use this version. An admin of the registry can make you viewer.".to_owned(),
    ))
}

/// The project that is written to; made when it is not there and the actor may write to the entity.
///
/// # Errors
/// `NotFound` when it may not be seen, `Forbidden` when it may not be written to.
pub async fn writable_project(db: &mut Db, actor: &Actor, entity: &str, project: &str) -> Answer<ProjectRow> {
    let found = store::project::by_name(&mut *db, entity, project).await?;
    let found = found.ok_or_else(|| auth::absent_project(entity, project))?;
    auth::require_to_log(db, actor, &found).await?;
    Ok(found)
}

/// A version that the actor logs: one of a project that they may write to.
///
/// # Errors
/// `NotFound` or `Forbidden`.
pub async fn owned_artifact(db: &mut Db, actor: &Actor, artifact_id: i64) -> Answer<ArtifactRow> {
    let artifact = store::artifact::by_id(&mut *db, artifact_id)
        .await?
        .ok_or_else(visible::absent_artifact)?;
    let sequence = store::collection::by_id(&mut *db, artifact.sequence_id)
        .await?
        .ok_or_else(visible::absent_artifact)?;
    let project = store::project::by_id(&mut *db, sequence.project_id)
        .await?
        .ok_or_else(visible::absent_artifact)?;
    match auth::require_to_log_or(&mut *db, actor, &project, visible::absent_artifact).await {
        Err(Fault::NotFound(_)) => {}
        other => return other.map(|()| artifact),
    }
    if visible::may_artifact_in(db, actor, artifact_id, Capability::SeeRegistry).await? {
        return Err(Fault::Forbidden(
            "Needs member of the team that logged this version; you see it only through a link.".to_owned(),
        ));
    }
    Err(visible::absent_artifact())
}

/// Passes for a version that the actor may describe: through any place that holds it.
///
/// # Errors
/// `NotFound` or `Forbidden`.
pub async fn editable_artifact(
    db: &mut Db,
    actor: &Actor,
    artifact_id: i64,
    capability: Capability,
) -> Answer<()> {
    if !visible::may_artifact_in(&mut *db, actor, artifact_id, Capability::SeeRegistry).await? {
        return Err(visible::absent_artifact());
    }
    if visible::may_artifact_in(db, actor, artifact_id, capability).await? {
        return Ok(());
    }
    Err(Fault::Forbidden(
        "Needs member to edit this version. An admin of the registry can make you member.".to_owned(),
    ))
}
