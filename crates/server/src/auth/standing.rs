//! What an actor is in a registry, and in the projects of an entity that are no registries.

use domain::permission::{
    Capability, Decision, EffectiveRole, ProjectRight, Standing, decide, effective_role,
};
use domain::role::OrgRole;

use super::Actor;
use crate::fault::Fault;
use crate::store::entity::EntityKind;
use crate::store::organization::OrganizationRow;
use crate::store::project::ProjectRow;
use crate::store::{self, Db};

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
) -> Result<Option<RegistryStanding>, Fault> {
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
pub async fn project_right(db: &mut Db, actor: &Actor, entity_id: i64) -> Result<ProjectRight, Fault> {
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
                None if org_role == OrgRole::Admin => ProjectRight::Read,
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
                    Some(OrgRole::Admin | OrgRole::Member) => ProjectRight::Write,
                    Some(OrgRole::Viewer) => ProjectRight::Read,
                    None => ProjectRight::None,
                },
            )
        }
    }
}
