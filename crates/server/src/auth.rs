//! Who asks, and what they may do: the one layer that turns a request into a person and a capability into an answer.
//!
//! Resolvers and routes name the capability and the object; `domain::permission` decides. Nothing is decided elsewhere:
//! `tests/api/matrix` holds a row for every operation and fails when one is missing.

mod organization;
mod visible;

pub use self::organization::{
    absent_organization, colleague, may_see_entity, may_see_user, organization_named,
    require_in_organization, require_server_admin, require_team_admin,
};
pub use self::visible::visible_among;
pub use domain::permission::ProjectRight;
use domain::permission::{
    Capability, Decision, EffectiveRole, ProjectCapability, Standing, decide, decide_in_project,
    effective_role,
};

use crate::fault::{Answer, Fault};
use crate::store::entity::{EntityKind, EntityRow};
use crate::store::organization::OrganizationRow;
use crate::store::project::ProjectRow;
use crate::store::user::UserRow;
use crate::store::{self, Db};

/// The person or service account behind a request.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The account.
    pub user: UserRow,
}

/// A registry as its asker stands in it.
#[derive(Debug, Clone)]
pub struct RegistryStanding {
    /// The organization that owns it.
    pub org: OrganizationRow,
    /// Everything that decides.
    pub standing: Standing,
}

impl RegistryStanding {
    /// The role and the rule that gave it.
    pub fn role(&self) -> Option<EffectiveRole> {
        effective_role(&self.standing)
    }

    /// The decision on a capability.
    pub fn decide(&self, capability: Capability) -> Decision {
        decide(&self.standing, capability)
    }
}

/// A project of either kind as its asker stands in it.
enum Place {
    Registry(Box<RegistryStanding>),
    Project(ProjectRight, String),
}

impl Place {
    async fn find(db: &mut Db, actor: &Actor, project: &ProjectRow) -> Answer<Self> {
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

/// The standing of the actor in a registry; `None` for a project that is no registry.
///
/// # Errors
/// When the database fails.
pub async fn registry_standing(
    db: &mut Db,
    actor: &Actor,
    project: &ProjectRow,
) -> Answer<Option<RegistryStanding>> {
    if project.registry_name().is_none() {
        return Ok(None);
    }
    let Some(org) = store::organization::of_entity(&mut *db, project.entity_id).await? else {
        return Ok(None);
    };
    if org.entity_id != project.entity_id {
        return Ok(None);
    }
    let standing = store::access::standing(db, &org, project, actor.user.id).await?;
    Ok(Some(RegistryStanding { org, standing }))
}

/// What the actor may do in the projects of an entity that are no registries.
///
/// A person's own projects are theirs alone; a team's belong to its members, viewers only read; organization admins read.
///
/// # Errors
/// When the database fails.
pub async fn project_right(db: &mut Db, actor: &Actor, entity_id: i64) -> Answer<ProjectRight> {
    let Some(entity) = store::entity::by_id(&mut *db, entity_id).await? else {
        return Ok(ProjectRight::None);
    };
    match entity.kind() {
        EntityKind::User if actor.user.entity_id == entity_id => Ok(ProjectRight::Write),
        EntityKind::User => Ok(ProjectRight::None),
        EntityKind::Team => {
            let Some(org) = store::organization::of_entity(&mut *db, entity_id).await? else {
                return Ok(ProjectRight::None);
            };
            // A team counts only together with membership of its organization, as in registries.
            let Some(org_role) = store::organization::role(&mut *db, org.id, actor.user.id).await? else {
                return Ok(ProjectRight::None);
            };
            let role = store::team::role(db, entity_id, actor.user.id).await?;
            Ok(match role.as_deref() {
                Some("viewer") => ProjectRight::Read,
                Some(_) => ProjectRight::Write,
                None if org_role == domain::role::OrgRole::Admin => ProjectRight::Read,
                None => ProjectRight::None,
            })
        }
        // Ordinary projects of the organization itself: its members write, its viewers read.
        EntityKind::Organization => {
            let Some(org) = store::organization::of_entity(&mut *db, entity_id).await? else {
                return Ok(ProjectRight::None);
            };
            Ok(
                match store::organization::role(db, org.id, actor.user.id).await? {
                    Some(domain::role::OrgRole::Admin | domain::role::OrgRole::Member) => ProjectRight::Write,
                    Some(domain::role::OrgRole::Viewer) => ProjectRight::Read,
                    None => ProjectRight::None,
                },
            )
        }
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
) -> Answer<Decision> {
    Ok(Place::find(db, actor, project).await?.decide(capability))
}

/// Passes when the capability is given. What the actor may not even see answers as absent.
///
/// # Errors
/// `NotFound` when the project may not be seen, `Forbidden` with the reason otherwise.
pub async fn require(db: &mut Db, actor: &Actor, project: &ProjectRow, capability: Capability) -> Answer<()> {
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
) -> Answer<()> {
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
pub async fn require_to_log(db: &mut Db, actor: &Actor, project: &ProjectRow) -> Answer<()> {
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
) -> Answer<()> {
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
) -> Answer<()> {
    match project_right(db, actor, entity.id).await? {
        ProjectRight::None => Err(absent()),
        right => passed(decide_in_project(right, &entity.name, ProjectCapability::Log)),
    }
}

/// A refusal says why, and what would help.
fn passed(decision: Decision) -> Answer<()> {
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
) -> Answer<Option<ProjectRow>> {
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
) -> Answer<bool> {
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
