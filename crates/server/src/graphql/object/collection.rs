//! Collections: an interface with two types, because the SDK tells them apart by `__typename`.

use async_graphql::{Context, Enum, ID, Interface, Object};
use domain::filter::Fields;
use serde_json::{Value, json};

use super::alias::{ArtifactAlias, ArtifactAliasConnection, Tag, TagConnection, TagEdge};
use super::artifact::{Artifact, VersionedArtifactConnection, VersionedArtifactEdge};
use super::artifact_type::ArtifactType;
use super::membership::{self, ArtifactCollectionMembership, ArtifactCollectionMembershipConnection};
use super::project::{Project, read_filter, read_order};
use super::user::User;
use crate::clock::rfc3339;
use crate::connection;
use crate::fault::{Answer, Fault};
use crate::graphql::load::{self, UserKey};
use crate::graphql::page::Page;
use crate::graphql::scalar::{DateTime, JsonString};
use crate::graphql::{api, id, visible};
use crate::store::collection::{CollectionKind, CollectionRow};
use crate::store::membership::VersionOrder;
use crate::store::project::ProjectRow;
use crate::store::{self};

/// Which kind of collections are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ArtifactCollectionType {
    /// Source artifacts.
    Sequence,
    /// Collections that versions are linked to.
    Portfolio,
}

/// Whether a collection is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ArtifactCollectionState {
    /// It is.
    Ready,
    /// It was.
    Deleted,
}

/// How versions are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ArtifactDigestAlgorithm {
    /// MD5 over the manifest.
    #[graphql(name = "MANIFEST_MD5")]
    ManifestMd5,
    /// XXH128 over the manifest; not offered.
    #[graphql(name = "MANIFEST_XXH128")]
    ManifestXxh128,
}

/// A named set of versions.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "ID"),
    field(name = "name", ty = "String"),
    field(name = "description", ty = "Option<String>"),
    field(name = "description_html", ty = "Option<String>"),
    field(name = "state", ty = "ArtifactCollectionState"),
    field(name = "created_at", ty = "DateTime"),
    field(name = "updated_at", ty = "Option<DateTime>"),
    field(name = "created_by", ty = "Answer<Option<User>>"),
    field(name = "project", ty = "Answer<Option<Project>>"),
    field(name = "default_artifact_type", ty = "ArtifactType"),
    field(name = "tags", ty = "Answer<TagConnection>"),
    field(name = "version_count", ty = "Answer<i32>"),
    field(name = "newest_membership", ty = "Answer<Option<ArtifactCollectionMembership>>"),
    field(
        name = "aliases",
        ty = "Answer<ArtifactAliasConnection>",
        arg(name = "after", ty = "Option<String>"),
        arg(name = "first", ty = "Option<i32>")
    ),
    field(
        name = "artifact_membership",
        ty = "Answer<Option<ArtifactCollectionMembership>>",
        arg(name = "alias_name", ty = "String")
    ),
    field(
        name = "artifact_memberships",
        ty = "Answer<ArtifactCollectionMembershipConnection>",
        arg(name = "filters", ty = "Option<JsonString>"),
        arg(name = "order", ty = "Option<String>"),
        arg(name = "first", ty = "Option<i32>"),
        arg(name = "after", ty = "Option<String>")
    ),
    field(
        name = "artifacts",
        ty = "Answer<Option<VersionedArtifactConnection>>",
        arg(name = "filters", ty = "Option<JsonString>"),
        arg(name = "order", ty = "Option<String>"),
        arg(name = "after", ty = "Option<String>"),
        arg(name = "first", ty = "Option<i32>")
    )
)]
pub enum ArtifactCollection {
    /// A source artifact.
    Sequence(ArtifactSequence),
    /// A collection that versions are linked to.
    Portfolio(ArtifactPortfolio),
}

connection!(ArtifactCollectionConnection, ArtifactCollectionEdge, ArtifactCollection, "A page of collections.");

impl ArtifactCollection {
    /// The collection of a row.
    pub fn of(row: CollectionRow) -> Self {
        match row.kind() {
            CollectionKind::Sequence => Self::Sequence(ArtifactSequence(row)),
            CollectionKind::Portfolio => Self::Portfolio(ArtifactPortfolio(row)),
        }
    }

    /// Its row.
    pub fn row(&self) -> &CollectionRow {
        match self {
            Self::Sequence(ArtifactSequence(row)) | Self::Portfolio(ArtifactPortfolio(row)) => row,
        }
    }
}

/// The source collection of a project: the versions of one artifact.
pub struct ArtifactSequence(pub CollectionRow);

/// A collection that versions are linked to.
pub struct ArtifactPortfolio(pub CollectionRow);

/// The fields that both kinds share.
macro_rules! collection_object {
    ($name:ident { $($more:tt)* }) => {
        #[Object]
        impl $name {
            /// `ArtifactCollection:<n>` in Base64.
            async fn id(&self) -> ID {
                id::global("ArtifactCollection", self.0.id)
            }

            /// The name.
            async fn name(&self) -> String {
                self.0.name.clone()
            }

            /// Markdown.
            async fn description(&self) -> Option<String> {
                self.0.description.clone()
            }

            /// The description, rendered and sanitized.
            async fn description_html(&self) -> Option<String> {
                self.0.description.as_deref().map(crate::markdown::safe_html)
            }

            /// Whether it is there.
            async fn state(&self) -> ArtifactCollectionState {
                ArtifactCollectionState::Ready
            }

            /// When it was made.
            async fn created_at(&self) -> DateTime {
                DateTime(self.0.created_at)
            }

            /// When its facts last changed.
            async fn updated_at(&self) -> Option<DateTime> {
                Some(DateTime(self.0.updated_at))
            }

            /// Who made it.
            async fn created_by(&self, ctx: &Context<'_>) -> Answer<Option<User>> {
                let Some(made_by) = self.0.created_by else { return Ok(None) };
                Ok(load::one(ctx, UserKey(made_by)).await?.map(User))
            }

            /// The project or registry; none when it may not be seen.
            async fn project(&self, ctx: &Context<'_>) -> Answer<Option<Project>> {
                Ok(visible::project(ctx, self.0.project_id).await?.map(Project))
            }

            /// The one type that it takes.
            async fn default_artifact_type(&self) -> ArtifactType {
                ArtifactType {
                    name: self.0.type_name.clone(),
                    project_id: self.0.project_id,
                    created_at: self.0.created_at,
                }
            }

            /// Its tags, by name.
            async fn tags(&self, ctx: &Context<'_>) -> Answer<TagConnection> {
                let mut db = api(ctx)?.store.read().await?;
                let names = store::collection::tags(&mut db, self.0.id).await?;
                Ok(TagConnection { edges: names.into_iter().map(|name| TagEdge { node: Tag::named(name) }).collect() })
            }

            /// The number of versions in it.
            async fn version_count(&self, ctx: &Context<'_>) -> Answer<i32> {
                let mut db = api(ctx)?.store.read().await?;
                Ok(i32::try_from(store::membership::count(&mut db, self.0.id).await?).unwrap_or(i32::MAX))
            }

            /// The place of its newest version.
            async fn newest_membership(&self, ctx: &Context<'_>) -> Answer<Option<ArtifactCollectionMembership>> {
                let mut db = api(ctx)?.store.read().await?;
                let page = store::membership::page(&mut db, self.0.id, VersionOrder::Descending, None, 1).await?;
                Ok(page.into_iter().next().map(ArtifactCollectionMembership))
            }

            /// Its aliases, by name.
            async fn aliases(
                &self,
                ctx: &Context<'_>,
                after: Option<String>,
                first: Option<i32>,
            ) -> Answer<ArtifactAliasConnection> {
                let mut db = api(ctx)?.store.read().await?;
                let rows = store::alias::of_collection(&mut db, self.0.id).await?;
                let total = rows.len();
                let list = rows.into_iter().map(ArtifactAlias).collect();
                Ok(ArtifactAliasConnection::new(Page::of_list(list, first, after.as_deref(), 1_000)?, total))
            }

            /// The place that a reference means: `vN`, an alias or a digest.
            async fn artifact_membership(
                &self,
                ctx: &Context<'_>,
                alias_name: String,
            ) -> Answer<Option<ArtifactCollectionMembership>> {
                let mut db = api(ctx)?.store.read().await?;
                let found = store::membership::by_reference(&mut db, self.0.id, &alias_name).await?;
                Ok(found.map(ArtifactCollectionMembership))
            }

            /// The places of its versions, newest first unless ordered otherwise.
            async fn artifact_memberships(
                &self,
                ctx: &Context<'_>,
                filters: Option<JsonString>,
                order: Option<String>,
                first: Option<i32>,
                after: Option<String>,
            ) -> Answer<ArtifactCollectionMembershipConnection> {
                membership::of_collection(ctx, &self.0, filters.as_ref(), order.as_deref(), first, after.as_deref()).await
            }

            /// Its versions, newest first unless ordered otherwise.
            async fn artifacts(
                &self,
                ctx: &Context<'_>,
                filters: Option<JsonString>,
                order: Option<String>,
                after: Option<String>,
                first: Option<i32>,
            ) -> Answer<Option<VersionedArtifactConnection>> {
                let page =
                    membership::of_collection(ctx, &self.0, filters.as_ref(), order.as_deref(), first, after.as_deref()).await?;
                let mut edges = Vec::new();
                for edge in page.edges {
                    if let Some(node) = super::artifact::of_membership(ctx, &edge.node.0).await? {
                        let version = edge.node.0.version_index.to_string();
                        edges.push(VersionedArtifactEdge { version, cursor: edge.cursor, node });
                    }
                }
                Ok(Some(VersionedArtifactConnection { total_count: page.total_count, page_info: page.page_info, edges }))
            }

            $($more)*
        }
    };
}

collection_object!(ArtifactSequence {
    /// The newest committed version.
    async fn latest_artifact(&self, ctx: &Context<'_>) -> Answer<Option<Artifact>> {
        let mut db = api(ctx)?.store.read().await?;
        Ok(store::artifact::latest_of(&mut db, self.0.id).await?.map(Artifact))
    }

    /// Versions are told apart by MD5.
    async fn digest_algorithm(&self) -> ArtifactDigestAlgorithm {
        ArtifactDigestAlgorithm::ManifestMd5
    }
});

collection_object!(ArtifactPortfolio {});

/// A collection with what filters ask of it.
struct Described<'a> {
    row: &'a CollectionRow,
    tags: Vec<String>,
}

impl Fields for Described<'_> {
    fn values(&self, field: &str) -> Vec<Value> {
        match field {
            "name" => vec![json!(self.row.name)],
            "artifact_collection_id" | "id" => vec![json!(self.row.id)],
            "tag" => self.tags.iter().map(|tag| json!(tag)).collect(),
            "description" => self.row.description.iter().map(|text| json!(text)).collect(),
            "created_at" => vec![json!(rfc3339(self.row.created_at))],
            "updated_at" => vec![json!(rfc3339(self.row.updated_at))],
            _ => Vec::new(),
        }
    }
}

/// The collections of a project that pass the filter, ordered; of one type if one is named.
///
/// # Errors
/// When the filter or the order is not legal or the database fails.
pub async fn of_project(
    ctx: &Context<'_>,
    project: &ProjectRow,
    type_name: Option<&str>,
    filters: Option<&JsonString>,
    order: Option<&str>,
) -> Answer<Vec<ArtifactCollection>> {
    let filter = read_filter(filters)?;
    let mut db = api(ctx)?.store.read().await?;
    let mut rows = Vec::new();
    for row in store::collection::of_project(&mut db, project.id, type_name).await? {
        let tags = store::collection::tags(&mut db, row.id).await?;
        if filter.holds(&Described { row: &row, tags }) {
            rows.push(row);
        }
    }
    sort(&mut rows, order)?;
    Ok(rows.into_iter().map(ArtifactCollection::of).collect())
}

fn sort(rows: &mut [CollectionRow], order: Option<&str>) -> Answer<()> {
    let (field, is_descending) = read_order(order)?;
    match field {
        "name" => rows.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id))),
        "created_at" => rows.sort_by_key(|row| (row.created_at, row.id)),
        "updated_at" => rows.sort_by_key(|row| (row.updated_at, row.id)),
        other => return Err(Fault::BadRequest(format!("Cannot order by “{other}”; use name, created_at or updated_at."))),
    }
    if is_descending {
        rows.reverse();
    }
    Ok(())
}

/// The collections of several projects that pass the filter, ordered.
///
/// # Errors
/// When the filter or the order is not legal or the database fails.
pub async fn of_projects(
    ctx: &Context<'_>,
    projects: &[ProjectRow],
    filters: Option<&JsonString>,
    order: Option<&str>,
    kinds: &[ArtifactCollectionType],
) -> Answer<Vec<ArtifactCollection>> {
    let mut rows: Vec<CollectionRow> = Vec::new();
    for project in projects {
        let list = of_project(ctx, project, None, filters, None).await?;
        rows.extend(list.iter().map(|collection| collection.row().clone()));
    }
    let wanted = |row: &CollectionRow| match row.kind() {
        CollectionKind::Sequence => kinds.contains(&ArtifactCollectionType::Sequence),
        CollectionKind::Portfolio => kinds.contains(&ArtifactCollectionType::Portfolio),
    };
    rows.retain(wanted);
    sort(&mut rows, order)?;
    Ok(rows.into_iter().map(ArtifactCollection::of).collect())
}
