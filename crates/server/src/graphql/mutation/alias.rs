//! Putting aliases on versions and taking them off.

use async_graphql::{Context, ID, InputObject, Object};
use domain::name;
use domain::permission::Capability;

use super::SuccessPayload;
use super::protected_alias::require_for_aliases;
use crate::auth::{self, Actor};
use crate::clock::Micros;
use crate::fault::{Answer, Fault};
use crate::graphql::{actor, api, id, visible};
use crate::store::alias::AliasChange;
use crate::store::{self, Db};

/// Putting aliases on and taking them off.
#[derive(Default)]
pub struct AliasMutation;

/// An alias of a collection.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct ArtifactCollectionAliasInput {
    pub entity_name: String,
    pub project_name: String,
    pub artifact_collection_name: String,
    pub alias: String,
}

/// Which aliases a version gets.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct AddAliasesInput {
    #[graphql(name = "artifactID")]
    pub artifact_id: ID,
    pub aliases: Vec<ArtifactCollectionAliasInput>,
    pub client_mutation_id: Option<String>,
}

/// Which aliases a version loses.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct DeleteAliasesInput {
    #[graphql(name = "artifactID")]
    pub artifact_id: ID,
    pub aliases: Vec<ArtifactCollectionAliasInput>,
    pub client_mutation_id: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Add,
    Remove,
}

#[Object]
impl AliasMutation {
    /// Puts aliases on a version; each moves from wherever it was in its collection.
    async fn add_aliases(&self, ctx: &Context<'_>, input: AddAliasesInput) -> Answer<Option<SuccessPayload>> {
        change(ctx, &input.artifact_id, &input.aliases, Act::Add).await
    }

    /// Takes aliases off a version.
    async fn delete_aliases(
        &self,
        ctx: &Context<'_>,
        input: DeleteAliasesInput,
    ) -> Answer<Option<SuccessPayload>> {
        change(ctx, &input.artifact_id, &input.aliases, Act::Remove).await
    }
}

async fn change(
    ctx: &Context<'_>,
    artifact: &ID,
    aliases: &[ArtifactCollectionAliasInput],
    act: Act,
) -> Answer<Option<SuccessPayload>> {
    let actor = actor(ctx)?;
    let api = api(ctx)?;
    let artifact_id = id::local("Artifact", artifact)?;
    let now = api.store.now();
    let mut tx = api.store.write().await?;
    for alias in aliases {
        change_one(&mut tx, actor, artifact_id, alias, act, now).await?;
    }
    tx.commit().await?;
    Ok(Some(SuccessPayload::done()))
}

async fn change_one(
    db: &mut Db,
    actor: &Actor,
    artifact_id: i64,
    input: &ArtifactCollectionAliasInput,
    act: Act,
    now: Micros,
) -> Answer<()> {
    let project = store::project::by_name(&mut *db, &input.entity_name, &input.project_name).await?;
    let project = project.ok_or_else(|| auth::absent_project(&input.entity_name, &input.project_name))?;
    auth::require(&mut *db, actor, &project, Capability::MoveAlias).await?;
    let collection =
        store::collection::by_name(&mut *db, project.id, &input.artifact_collection_name).await?;
    let collection = collection.ok_or_else(|| {
        Fault::NotFound(format!(
            "There is no collection “{}” in {}.",
            input.artifact_collection_name, project.name
        ))
    })?;
    let place = store::membership::of_artifact_in(&mut *db, collection.id, artifact_id).await?;
    let place = place.ok_or_else(visible::absent_artifact)?;
    require_for_aliases(&mut *db, actor, &project, std::slice::from_ref(&input.alias)).await?;
    let change = AliasChange {
        collection_id: collection.id,
        alias: &input.alias,
        membership_id: place.id,
        actor_id: Some(actor.user.id),
    };
    match act {
        Act::Add => {
            if input.alias != "latest" {
                name::check_alias(&input.alias)?;
            }
            store::alias::put(db, change, now).await
        }
        Act::Remove => store::alias::take_off(db, change, now).await.map(|_was_on| ()),
    }
}
