//! Who asks, and what they may do: the one layer that turns a request into a person and a capability into an answer.
//!
//! Resolvers and routes name the capability and the object; `domain::permission` decides. Nothing is decided elsewhere:
//! `tests/api/matrix` holds a row for every operation and fails when one is missing.
//!
//! Results are written out here, not as `Answer`: `cargo mutants` lets each of these functions pass everything, and then a test
//! must fail. It knows what passing is by the name `Result`.

mod key;
mod organization;
mod standing;
mod team;
mod visible;

pub use self::key::{administered_service_account, administers, key_holder};
pub use self::organization::{
    absent_organization, colleague, may_see_entity, may_see_user, organization_by_id, organization_named,
    require_in_organization, require_server_admin,
};
pub use self::standing::{RegistryStanding, project_right, registry_standing};
pub use self::team::{TeamStanding, administered_team, team_named};
pub use self::visible::visible_among;
pub use domain::permission::ProjectRight;
use domain::permission::{Capability, Decision, ProjectCapability, decide_in_project};

use crate::fault::Fault;
use crate::store::entity::EntityRow;
use crate::store::project::ProjectRow;
use crate::store::user::UserRow;
use crate::store::{self, Db};

/// The person or service account behind a request.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The account.
    pub user: UserRow,
}

/// A project of either kind as its asker stands in it.
enum Place {
    Registry(Box<RegistryStanding>),
    Project(ProjectRight, String),
}

impl Place {
    async fn find(db: &mut Db, actor: &Actor, project: &ProjectRow) -> Result<Self, Fault> {
        if let Some(registry) = registry_standing(&mut *db, actor, project).await? {
            return Ok(Self::Registry(Box::new(registry)));
        }
        let right = project_right(db, actor, project.entity_id).await?;
        Ok(Self::Project(right, project.entity_name.clone()))
    }

    fn decide(&self, capability: Capability) -> Decision {
        match self {
            Self::Registry(registry) => registry.decide(capability),
            Self::Project(right, entity) => decide_in_project(*right, entity, capability.into()),
        }
    }

    fn is_visible(&self) -> bool {
        self.decide(Capability::SeeRegistry).is_allowed
    }
}

/// Decides on a capability in a project of either kind: registry rules for a registry, team rules otherwise.
///
/// # Errors
/// When the database fails.
pub async fn may(
    db: &mut Db,
    actor: &Actor,
    project: &ProjectRow,
    capability: Capability,
) -> Result<Decision, Fault> {
    Ok(Place::find(db, actor, project).await?.decide(capability))
}

/// Passes when the capability is given. What the actor may not even see answers as absent.
///
/// # Errors
/// `NotFound` when the project may not be seen, `Forbidden` with the reason otherwise.
pub async fn require(
    db: &mut Db,
    actor: &Actor,
    project: &ProjectRow,
    capability: Capability,
) -> Result<(), Fault> {
    let place = Place::find(db, actor, project).await?;
    if !place.is_visible() {
        return Err(absent_project(&project.entity_name, &project.name));
    }
    passed(place.decide(capability))
}

/// As [`require`], for what was found by its id: the refusal must not tell the names of what may not be seen.
///
/// # Errors
/// The fault of the caller when the project may not be seen, `Forbidden` with the reason otherwise.
pub async fn require_or(
    db: &mut Db,
    actor: &Actor,
    project: &ProjectRow,
    capability: Capability,
    absent: impl FnOnce() -> Fault,
) -> Result<(), Fault> {
    match require(db, actor, project, capability).await {
        Err(Fault::NotFound(_)) => Err(absent()),
        other => other,
    }
}

/// Passes when runs and artifacts may be logged to the project, and what was logged may be changed. A registry takes
/// links to versions only, whoever asks.
///
/// # Errors
/// `NotFound` when the project may not be seen, `BadRequest` for a registry, `Forbidden` with the reason otherwise.
pub async fn require_to_log(db: &mut Db, actor: &Actor, project: &ProjectRow) -> Result<(), Fault> {
    match Place::find(db, actor, project).await? {
        place if !place.is_visible() => Err(absent_project(&project.entity_name, &project.name)),
        Place::Registry(_) => Err(Fault::BadRequest(format!(
            "“{}” is a registry, which takes links to versions but no runs. Log to a project of a team and link what it makes.",
            project.name
        ))),
        Place::Project(right, entity) => passed(decide_in_project(right, &entity, ProjectCapability::Log)),
    }
}

/// As [`require_to_log`], for what was found by its id.
///
/// # Errors
/// The fault of the caller when the project may not be seen, else as [`require_to_log`].
pub async fn require_to_log_or(
    db: &mut Db,
    actor: &Actor,
    project: &ProjectRow,
    absent: impl FnOnce() -> Fault,
) -> Result<(), Fault> {
    match require_to_log(db, actor, project).await {
        Err(Fault::NotFound(_)) => Err(absent()),
        other => other,
    }
}

/// Passes when the actor may make projects of an entity, and log to them.
///
/// # Errors
/// The fault of the caller when its projects may not be seen, `Forbidden` with the reason otherwise.
pub async fn require_to_make_project(
    db: &mut Db,
    actor: &Actor,
    entity: &EntityRow,
    absent: impl FnOnce() -> Fault,
) -> Result<(), Fault> {
    match project_right(db, actor, entity.id).await? {
        ProjectRight::None => Err(absent()),
        right => passed(decide_in_project(right, &entity.name, ProjectCapability::Log)),
    }
}

/// A refusal says why, and what would help.
fn passed(decision: Decision) -> Result<(), Fault> {
    if decision.is_allowed {
        return Ok(());
    }
    let advice = decision
        .would_change
        .map(|change| format!(" {change}"))
        .unwrap_or_default();
    Err(Fault::Forbidden(format!("{}{advice}", decision.because)))
}

/// The answer for a project that is absent or may not be seen.
pub fn absent_project(entity: &str, project: &str) -> Fault {
    Fault::NotFound(format!(
        "There is no project “{entity}/{project}” that you may see."
    ))
}

/// The project of that name, if the actor may see it.
///
/// # Errors
/// When the database fails.
pub async fn visible_project(
    db: &mut Db,
    actor: &Actor,
    entity: &str,
    project: &str,
) -> Result<Option<ProjectRow>, Fault> {
    let Some(found) = store::project::by_name(&mut *db, entity, project).await? else {
        return Ok(None);
    };
    let is_visible = Place::find(db, actor, &found).await?.is_visible();
    Ok(is_visible.then_some(found))
}

/// The decision on a capability for a version, through any project that holds it: its own or one it is linked to.
///
/// # Errors
/// When the database fails.
pub async fn may_through_any(
    db: &mut Db,
    actor: &Actor,
    artifact_id: i64,
    capability: Capability,
) -> Result<bool, Fault> {
    for project_id in store::access::projects_holding(&mut *db, artifact_id).await? {
        let Some(project) = store::project::by_id(&mut *db, project_id).await? else {
            continue;
        };
        if may(&mut *db, actor, &project, capability).await?.is_allowed {
            return Ok(true);
        }
    }
    Ok(false)
}
