//! Why a version cannot be deleted, told without naming what may not be seen.

use domain::permission::Capability;

use crate::auth::{self, Actor};
use crate::fault::{Answer, Fault};
use crate::store::hold::HoldRow;
use crate::store::{self, Db};

/// Passes when no registry holds a version under a protected alias.
///
/// # Errors
/// `Conflict` that names the first registry and alias that the actor may see.
pub async fn refuse_held(db: &mut Db, actor: &Actor, held: &[HoldRow]) -> Answer<()> {
    if held.is_empty() {
        return Ok(());
    }
    for hold in held {
        let Some(project) = store::project::by_id(&mut *db, hold.project_id).await? else {
            continue;
        };
        if auth::may(&mut *db, actor, &project, Capability::SeeRegistry)
            .await?
            .is_allowed
        {
            return Err(Fault::Conflict(format!(
                "The registry “{}” holds {}:v{} under the protected alias “{}”; an admin of the registry must take the alias off first.",
                project.registry_name().unwrap_or(&project.name),
                hold.collection,
                hold.version_index,
                hold.alias
            )));
        }
    }
    Err(Fault::Conflict(
        "A registry that you may not see holds this under a protected alias; ask an admin of your organization.".to_owned(),
    ))
}
