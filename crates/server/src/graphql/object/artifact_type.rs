//! Artifact types.

use async_graphql::{Context, ID, Object};

use super::artifact::Artifact;
use super::collection::{ArtifactCollection, ArtifactCollectionConnection, ArtifactSequence};
use crate::clock::Micros;
use crate::connection;
use crate::fault::Answer;
use crate::graphql::load::{self, CollectionKey};
use crate::graphql::scalar::{DateTime, JsonString};
use crate::graphql::{api, visible};
use crate::store::collection::CollectionKind;
use crate::store::project::ProjectRow;
use crate::store::search::collection::Scope;
use crate::store::{self};

/// An artifact type, as a project has it.
#[derive(Debug, Clone)]
pub struct ArtifactType {
    /// Its name.
    pub name: String,
    /// The project in which it was asked for.
    pub project_id: i64,
    /// When that project was made.
    pub created_at: Micros,
}

connection!(
    ArtifactTypeConnection,
    ArtifactTypeEdge,
    ArtifactType,
    "A page of artifact types."
);

#[Object]
impl ArtifactType {
    /// Project and name, in Base64.
    async fn id(&self) -> ID {
        use base64::Engine as _;
        let text = format!("ArtifactType:{}:{}", self.project_id, self.name);
        ID(base64::engine::general_purpose::STANDARD.encode(text))
    }

    /// The name.
    async fn name(&self) -> &str {
        &self.name
    }

    /// Types carry no description.
    async fn description(&self) -> Option<String> {
        None
    }

    /// When its project was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.created_at)
    }

    /// A collection of this type by name.
    async fn artifact_collection(
        &self,
        ctx: &Context<'_>,
        name: String,
    ) -> Answer<Option<ArtifactCollection>> {
        if !visible::is_visible(ctx, self.project_id).await? {
            return Ok(None);
        }
        let mut db = api(ctx)?.store.read().await?;
        let found = store::collection::by_name(&mut db, self.project_id, &name).await?;
        Ok(found
            .filter(|row| row.type_name == self.name)
            .map(ArtifactCollection::of))
    }

    /// A source artifact of this type by name; SDKs before 0.19 ask so whether a collection is one.
    async fn artifact_sequence(&self, ctx: &Context<'_>, name: String) -> Answer<Option<ArtifactSequence>> {
        if !visible::is_visible(ctx, self.project_id).await? {
            return Ok(None);
        }
        let mut db = api(ctx)?.store.read().await?;
        let found = store::collection::by_name(&mut db, self.project_id, &name).await?;
        let found = found.filter(|row| row.type_name == self.name && row.kind() == CollectionKind::Sequence);
        Ok(found.map(ArtifactSequence))
    }

    /// A version of this type by `collection:reference`; SDKs before 0.19 list files this way.
    async fn artifact(&self, ctx: &Context<'_>, name: String) -> Answer<Option<Artifact>> {
        if !visible::is_visible(ctx, self.project_id).await? {
            return Ok(None);
        }
        let Some(place) = super::membership::by_name(ctx, self.project_id, &name).await? else {
            return Ok(None);
        };
        let Some(collection) = load::one(ctx, CollectionKey(place.collection_id)).await? else {
            return Ok(None);
        };
        if collection.type_name != self.name {
            return Ok(None);
        }
        super::artifact::with_place(ctx, &place).await
    }

    /// The collections of this type.
    async fn artifact_collections(
        &self,
        ctx: &Context<'_>,
        filters: Option<JsonString>,
        order: Option<String>,
        after: Option<String>,
        first: Option<i32>,
    ) -> Answer<Option<ArtifactCollectionConnection>> {
        let Some(project) = visible::project(ctx, self.project_id).await? else {
            return Ok(None);
        };
        let scope = Scope {
            project_ids: &[project.id],
            type_name: Some(&self.name),
            kinds: &CollectionKind::ALL,
        };
        let asked = super::collection::Asked {
            filters: filters.as_ref(),
            order: order.as_deref(),
            first,
            after: after.as_deref(),
        };
        super::collection::page(ctx, scope, asked).await.map(Some)
    }
}

/// The types of a project: those of its collections and, if asked for, those that it accepts.
///
/// # Errors
/// When the database fails.
pub async fn of_project(
    ctx: &Context<'_>,
    project: &ProjectRow,
    with_accepted: bool,
) -> Answer<Vec<ArtifactType>> {
    let mut db = api(ctx)?.store.read().await?;
    let mut names = store::project::used_types(&mut db, project.id).await?;
    if with_accepted {
        names.extend(store::project::types(&mut db, project.id).await?);
    }
    names.sort();
    names.dedup();
    let of_name = |name| ArtifactType {
        name,
        project_id: project.id,
        created_at: project.created_at,
    };
    Ok(names.into_iter().map(of_name).collect())
}
