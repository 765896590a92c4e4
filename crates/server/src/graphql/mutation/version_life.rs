//! Deleting versions.

use async_graphql::{Context, ID, InputObject, Object};

use super::artifact::input::ArtifactPayload;
use super::artifact::owned_artifact;
use super::hold::refuse_held;
use crate::fault::{Answer, Fault};
use crate::graphql::object::artifact::Artifact;
use crate::graphql::{actor, api, id, visible};
use crate::removal::{Act, Reason, delete_version};
use crate::store::artifact::ArtifactState;
use crate::store::{self};

/// Deleting versions.
#[derive(Default)]
pub struct VersionLifeMutation;

/// Which version to delete.
#[derive(InputObject)]
pub struct DeleteArtifactInput {
    /// The version.
    #[graphql(name = "artifactID")]
    pub artifact_id: ID,
    /// Whether to delete it although it has aliases.
    pub delete_aliases: Option<bool>,
    /// Sent along and ignored.
    pub client_mutation_id: Option<String>,
}

#[Object]
impl VersionLifeMutation {
    /// Deletes a version, also from the collections that it is linked into. Refused while it has aliases, unless they are to go too, and
    /// while a registry holds it under a protected alias.
    async fn delete_artifact(
        &self,
        ctx: &Context<'_>,
        input: DeleteArtifactInput,
    ) -> Answer<Option<ArtifactPayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let now = api.store.now();
        let artifact_id = id::local("Artifact", &input.artifact_id)?;
        let mut tx = api.store.write().await?;
        let artifact = owned_artifact(&mut tx, actor, artifact_id).await?;
        if artifact.state() == ArtifactState::Deleted {
            return Err(visible::absent_artifact());
        }
        let held = store::hold::of_artifact(&mut tx, artifact_id).await?;
        refuse_held(&mut tx, actor, &held).await?;
        let aliases = store::alias::of_artifact(&mut tx, artifact_id).await?;
        if !aliases.is_empty() && input.delete_aliases != Some(true) {
            return Err(Fault::Conflict(format!(
                "This version has {}; take them off first, or delete it with delete_aliases=True.",
                counted(aliases.iter().map(|row| row.alias.as_str()).collect())
            )));
        }
        let act = Act {
            actor_id: Some(actor.user.id),
            now,
        };
        delete_version(&mut tx, act, &artifact, Reason::Deleted).await?;
        let artifact = store::artifact::by_id(&mut tx, artifact_id)
            .await?
            .ok_or_else(visible::absent_artifact)?;
        tx.commit().await?;
        Ok(Some(ArtifactPayload {
            artifact: Artifact(artifact),
        }))
    }
}

/// `the alias “a”`, or `the aliases “a”, “b”`.
fn counted(mut names: Vec<&str>) -> String {
    names.sort_unstable();
    names.dedup();
    let list: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    let noun = if list.len() == 1 {
        "the alias"
    } else {
        "the aliases"
    };
    format!("{noun} {}", list.join(", "))
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn aliases_are_named_once_and_in_order() {
        assert_eq!(counted(vec!["latest"]), "the alias “latest”");
        assert_eq!(
            counted(vec!["prod", "latest", "prod"]),
            "the aliases “latest”, “prod”"
        );
    }
}
