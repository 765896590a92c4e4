//! Which of many projects of one owner may be seen, with a few queries for all of them.

use domain::permission::Capability;

use super::{Actor, RegistryStanding, may};
use crate::fault::Fault;
use crate::store::project::ProjectRow;
use crate::store::{self, Db};

/// Those of the projects of an entity that the actor may see, in their order. The rules are those of [`may`].
///
/// # Errors
/// When the database fails.
pub async fn visible_among(
    db: &mut Db,
    actor: &Actor,
    entity_id: i64,
    mut projects: Vec<ProjectRow>,
) -> Result<Vec<ProjectRow>, Fault> {
    let org = store::organization::of_entity(&mut *db, entity_id).await?;
    let org = org.filter(|org| org.entity_id == entity_id);
    let is_registry = |project: &ProjectRow| org.is_some() && project.registry_name().is_some();
    let mut visible = Vec::new();
    if let Some(org) = &org {
        let registries: Vec<&ProjectRow> = projects.iter().filter(|project| is_registry(project)).collect();
        let standings = store::access::standings(&mut *db, org, &registries, actor.user.id).await?;
        for (registry, standing) in registries.into_iter().zip(standings) {
            let standing = RegistryStanding {
                org: org.clone(),
                standing,
            };
            if standing.decide(Capability::SeeRegistry).is_allowed {
                visible.push(registry.id);
            }
        }
    }
    // What is no registry is decided by its owner, which is the same for all.
    if let Some(other) = projects.iter().find(|project| !is_registry(project)) {
        let decision = may(db, actor, other, Capability::SeeRegistry).await?;
        if decision.is_allowed {
            let others = projects.iter().filter(|project| !is_registry(project));
            visible.extend(others.map(|project| project.id));
        }
    }
    projects.retain(|project| visible.contains(&project.id));
    Ok(projects)
}
