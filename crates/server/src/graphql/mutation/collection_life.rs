//! Deleting collections, and giving source artifacts another type.

use async_graphql::{Context, ID, InputObject, Object};
use domain::event::EventKind;
use domain::name;
use domain::permission::Capability;
use serde_json::json;
use sqlx::{Any, Transaction};

use super::collection::ArtifactCollectionPayload;
use super::collection::change::{absent, editable_by_id, write_event};
use super::hold::refuse_held;
use super::protected_alias::require_for_aliases;
use crate::fault::{Answer, Fault};
use crate::graphql::object::collection::ArtifactCollection;
use crate::graphql::{actor, api};
use crate::removal::{Act, Reason, unlink};
use crate::store::collection::CollectionKind;
use crate::store::{self};

/// Deleting collections, and giving source artifacts another type.
#[derive(Default)]
pub struct CollectionLifeMutation;

/// Which collection to delete.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct DeleteArtifactPortfolioInput {
    #[graphql(name = "artifactPortfolioID")]
    pub artifact_portfolio_id: ID,
    pub client_mutation_id: Option<String>,
}

/// Which source artifact to delete.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct DeleteArtifactSequenceInput {
    #[graphql(name = "artifactSequenceID")]
    pub artifact_sequence_id: ID,
    pub client_mutation_id: Option<String>,
}

/// Which source artifact gets which type.
#[derive(InputObject)]
#[expect(missing_docs, reason = "the names are those of the SDK")]
pub struct MoveArtifactSequenceInput {
    #[graphql(name = "artifactSequenceID")]
    pub artifact_sequence_id: ID,
    pub destination_artifact_type_name: String,
    pub client_mutation_id: Option<String>,
}

#[Object]
impl CollectionLifeMutation {
    /// Deletes a collection; the versions that were linked stay where they come from. While it has a protected alias, only
    /// admins of the registry delete it.
    async fn delete_artifact_portfolio(
        &self,
        ctx: &Context<'_>,
        input: DeleteArtifactPortfolioInput,
    ) -> Answer<Option<ArtifactCollectionPayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let kind = CollectionKind::Portfolio;
        let (project, row) = editable_by_id(
            &mut tx,
            actor,
            &input.artifact_portfolio_id,
            kind,
            Capability::DeleteCollection,
        )
        .await?;
        let held = store::hold::in_collection(&mut tx, row.id).await?;
        let aliases: Vec<String> = held.into_iter().map(|hold| hold.alias).collect();
        require_for_aliases(&mut tx, actor, &project, &aliases).await?;
        let removed = store::collection::remove(&mut tx, &row, now).await?;
        let before = json!({ "name": row.name, "type": row.type_name, "versions": removed.places });
        let place = (&project, &row);
        write_event(
            &mut tx,
            actor,
            place,
            EventKind::CollectionDeleted,
            before,
            None,
            now,
        )
        .await?;
        answer(tx, row.id).await
    }

    /// Deletes a source artifact with all its versions, also from the collections that they are linked into. Refused while a registry
    /// holds one of them under a protected alias.
    async fn delete_artifact_sequence(
        &self,
        ctx: &Context<'_>,
        input: DeleteArtifactSequenceInput,
    ) -> Answer<Option<ArtifactCollectionPayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let now = api.store.now();
        let mut tx = api.store.write().await?;
        let kind = CollectionKind::Sequence;
        let (project, row) = editable_by_id(
            &mut tx,
            actor,
            &input.artifact_sequence_id,
            kind,
            Capability::DeleteCollection,
        )
        .await?;
        let held = store::hold::of_sequence(&mut tx, row.id).await?;
        refuse_held(&mut tx, actor, &held).await?;
        let act = Act {
            actor_id: Some(actor.user.id),
            now,
        };
        let links = store::hold::links_of_sequence(&mut tx, row.id).await?;
        for link in &links {
            unlink(&mut tx, act, link, Reason::SourceDeleted).await?;
        }
        let removed = store::collection::remove(&mut tx, &row, now).await?;
        let before = json!({
            "name": row.name, "type": row.type_name, "versions": removed.places, "links": links.len()
        });
        let place = (&project, &row);
        write_event(
            &mut tx,
            actor,
            place,
            EventKind::CollectionDeleted,
            before,
            None,
            now,
        )
        .await?;
        answer(tx, row.id).await
    }

    /// Gives a source artifact another type; refused while its versions are linked, since a collection has exactly one type.
    async fn move_artifact_sequence(
        &self,
        ctx: &Context<'_>,
        input: MoveArtifactSequenceInput,
    ) -> Answer<Option<ArtifactCollectionPayload>> {
        let (api, actor) = (api(ctx)?, actor(ctx)?);
        let now = api.store.now();
        let new_type = &input.destination_artifact_type_name;
        name::check_artifact_type(new_type)?;
        let mut tx = api.store.write().await?;
        let kind = CollectionKind::Sequence;
        let (project, row) = editable_by_id(
            &mut tx,
            actor,
            &input.artifact_sequence_id,
            kind,
            Capability::RenameCollection,
        )
        .await?;
        if row.type_name != *new_type {
            let links = store::hold::links_of_sequence(&mut tx, row.id).await?;
            if !links.is_empty() {
                return Err(Fault::Conflict(format!(
                    "Versions of “{}” are linked into collections of type “{}” ({} links); unlink them before changing the type.",
                    row.name,
                    row.type_name,
                    links.len()
                )));
            }
            store::collection::retype(&mut tx, row.id, new_type, now).await?;
            let (before, after) = (json!({ "type": row.type_name }), json!({ "type": new_type }));
            write_event(
                &mut tx,
                actor,
                (&project, &row),
                EventKind::CollectionTypeChanged,
                before,
                Some(after),
                now,
            )
            .await?;
        }
        answer(tx, row.id).await
    }
}

/// Makes the change last and shows the collection, also when it was deleted.
async fn answer(mut tx: Transaction<'static, Any>, id: i64) -> Answer<Option<ArtifactCollectionPayload>> {
    let row = store::collection::by_id_removed_too(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Some(ArtifactCollectionPayload {
        artifact_collection: ArtifactCollection::of(row.ok_or_else(absent)?),
    }))
}
