//! The place of a version in a collection.

mod list;
mod value;

use async_graphql::{Context, ID, Object};
use domain::name::split_version_name;

pub use self::list::{of_collection, of_projects};
use super::alias::ArtifactAlias;
use super::artifact::Artifact;
use super::collection::ArtifactCollection;
use super::file::{self, FileConnection};
use super::user::User;
use crate::connection;
use crate::fault::Answer;
use crate::graphql::load::{self, AliasesKey, CollectionKey, UserKey};
use crate::graphql::scalar::{DateTime, JsonString};
use crate::graphql::{api, id};
use crate::store::membership::MembershipRow;
use crate::store::{self};

/// The place of a version in a collection, with its own index, aliases and time.
pub struct ArtifactCollectionMembership(pub MembershipRow);

connection!(
    ArtifactCollectionMembershipConnection,
    ArtifactCollectionMembershipEdge,
    ArtifactCollectionMembership,
    "A page of the versions of collections."
);

#[Object]
impl ArtifactCollectionMembership {
    /// `ArtifactCollectionMembership:<n>` in Base64.
    async fn id(&self) -> ID {
        id::global("ArtifactCollectionMembership", self.0.id)
    }

    /// The `N` of `vN`.
    async fn version_index(&self) -> Option<i32> {
        i32::try_from(self.0.version_index).ok()
    }

    /// `vN`.
    async fn version(&self) -> String {
        format!("v{}", self.0.version_index)
    }

    /// When it was linked or logged.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// Who linked or logged it.
    async fn linked_by(&self, ctx: &Context<'_>) -> Answer<Option<User>> {
        Ok(load::one(ctx, UserKey(self.0.linked_by)).await?.map(User))
    }

    /// Its aliases in this collection, by name.
    async fn aliases(&self, ctx: &Context<'_>) -> Answer<Vec<ArtifactAlias>> {
        let rows = load::one(ctx, AliasesKey(self.0.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(ArtifactAlias).collect())
    }

    /// The collection.
    async fn artifact_collection(&self, ctx: &Context<'_>) -> Answer<Option<ArtifactCollection>> {
        Ok(load::one(ctx, CollectionKey(self.0.collection_id))
            .await?
            .map(ArtifactCollection::of))
    }

    /// The version.
    async fn artifact(&self, ctx: &Context<'_>) -> Answer<Option<Artifact>> {
        super::artifact::of_membership(ctx, &self.0).await
    }

    /// The values of keys such as `metadata.a.b`, `config.lr` or `summary.loss`, in the order of the fields; null where it has none.
    async fn key_values(&self, ctx: &Context<'_>, fields: Vec<String>) -> Answer<Vec<Option<JsonString>>> {
        value::of_keys(ctx, self.0.artifact_id, &fields).await
    }

    /// The version before it in the collection.
    async fn previous_version(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        let mut db = api(ctx)?.store.read().await?;
        let (before, _) =
            store::membership::neighbours(&mut db, self.0.collection_id, self.0.version_index).await?;
        Ok(before.map(|index| format!("v{index}")))
    }

    /// The version after it in the collection.
    async fn next_version(&self, ctx: &Context<'_>) -> Answer<Option<String>> {
        let mut db = api(ctx)?.store.read().await?;
        let (_, after) =
            store::membership::neighbours(&mut db, self.0.collection_id, self.0.version_index).await?;
        Ok(after.map(|index| format!("v{index}")))
    }

    /// The files of the version, as this collection's registry allows them.
    async fn files(
        &self,
        ctx: &Context<'_>,
        names: Option<Vec<String>>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<Option<FileConnection>> {
        let is_readable = super::artifact::may_read_through(ctx, self.0.collection_id).await?;
        file::of_artifact(
            ctx,
            self.0.artifact_id,
            is_readable,
            names,
            first,
            after.as_deref(),
        )
        .await
        .map(Some)
    }
}

/// The place that `collection:reference` means in a project that the asker may see.
///
/// # Errors
/// When the database fails.
pub async fn by_name(ctx: &Context<'_>, project_id: i64, name: &str) -> Answer<Option<MembershipRow>> {
    let (collection, reference) = split_version_name(name);
    let mut db = api(ctx)?.store.read().await?;
    let Some(collection) = store::collection::by_name(&mut db, project_id, collection).await? else {
        return Ok(None);
    };
    store::membership::by_reference(&mut db, collection.id, reference).await
}
