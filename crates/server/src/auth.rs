//! Who asks, and what they may do: the one layer that turns a request into a person and a capability into an answer.

mod visible;

pub use self::visible::visible_among;
use domain::permission::{Capability, Decision, EffectiveRole, Standing, decide, effective_role};

use crate::fault::{Answer, Fault};
use crate::store::entity::EntityKind;
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

/// What may be done with a project that is no registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProjectRight {
    /// Nothing: it does not exist for this person.
    None,
    /// See it and read its files.
    Read,
    /// Log runs and artifacts to it.
    Write,
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
            let role = store::team::role(&mut *db, entity_id, actor.user.id).await?;
            if let Some(role) = role {
                return Ok(if role == "viewer" {
                    ProjectRight::Read
                } else {
                    ProjectRight::Write
                });
            }
            let Some(org) = store::organization::of_entity(&mut *db, entity_id).await? else {
                return Ok(ProjectRight::None);
            };
            let org_role = store::organization::role(db, org.id, actor.user.id).await?;
            Ok(if org_role == Some(domain::role::OrgRole::Admin) {
                ProjectRight::Read
            } else {
                ProjectRight::None
            })
        }
        // Ordinary projects of the organization itself: its admins write, its members read.
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
    if let Some(registry) = registry_standing(&mut *db, actor, project).await? {
        return Ok(registry.decide(capability));
    }
    let right = project_right(db, actor, project.entity_id).await?;
    let needed = match capability {
        Capability::SeeRegistry | Capability::ReadFiles => ProjectRight::Read,
        Capability::EditCollections | Capability::ManageRegistry => ProjectRight::Write,
    };
    Ok(Decision {
        is_allowed: right >= needed,
        because: match right {
            ProjectRight::None => format!("You are not a member of {}.", project.entity_name),
            ProjectRight::Read => format!(
                "You may read the projects of {}, not write to them.",
                project.entity_name
            ),
            ProjectRight::Write => format!("You are a member of {}.", project.entity_name),
        },
        would_change: (right < needed)
            .then(|| format!("An admin of {} can make you a member.", project.entity_name)),
    })
}

/// Passes when the capability is given. What the actor may not even see answers as absent.
///
/// # Errors
/// `NotFound` when the project may not be seen, `Forbidden` with the reason otherwise.
pub async fn require(db: &mut Db, actor: &Actor, project: &ProjectRow, capability: Capability) -> Answer<()> {
    if !may(&mut *db, actor, project, Capability::SeeRegistry)
        .await?
        .is_allowed
    {
        return Err(absent_project(&project.entity_name, &project.name));
    }
    let decision = may(db, actor, project, capability).await?;
    if decision.is_allowed {
        return Ok(());
    }
    let advice = decision
        .would_change
        .map(|change| format!(" {change}"))
        .unwrap_or_default();
    Err(Fault::Forbidden(format!("{}{advice}", decision.because)))
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
    let decision = may(db, actor, &found, Capability::SeeRegistry).await?;
    Ok(decision.is_allowed.then_some(found))
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
