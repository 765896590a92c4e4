//! Aliases and tags.

use async_graphql::{Context, ID, Object, SimpleObject};

use super::collection::ArtifactCollection;
use crate::connection;
use crate::fault::Answer;
use crate::graphql::load::{self, CollectionKey};
use crate::graphql::{api, id};
use crate::store::alias::AliasRow;
use crate::store::{self};

/// A name for exactly one version of a collection.
pub struct ArtifactAlias(pub AliasRow);

connection!(
    ArtifactAliasConnection,
    ArtifactAliasEdge,
    ArtifactAlias,
    "A page of aliases."
);

#[Object]
impl ArtifactAlias {
    /// `ArtifactAlias:<n>` in Base64.
    async fn id(&self) -> ID {
        id::global("ArtifactAlias", self.0.id)
    }

    /// The name.
    async fn alias(&self) -> &str {
        &self.0.alias
    }

    /// The collection in which it is unique.
    async fn artifact_collection(&self, ctx: &Context<'_>) -> Answer<Option<ArtifactCollection>> {
        Ok(load::one(ctx, CollectionKey(self.0.collection_id))
            .await?
            .map(ArtifactCollection::of))
    }

    /// Whether only registry admins may put it on and take it off.
    async fn is_protected(&self, ctx: &Context<'_>) -> Answer<bool> {
        let Some(collection) = load::one(ctx, CollectionKey(self.0.collection_id)).await? else {
            return Ok(false);
        };
        let mut db = api(ctx)?.store.read().await?;
        let protected = store::project::protected_aliases(&mut db, collection.project_id).await?;
        Ok(protected.contains(&self.0.alias))
    }
}

/// A label that many versions or collections may share.
#[derive(SimpleObject)]
pub struct Tag {
    /// The name, in Base64.
    pub id: ID,
    /// The name.
    pub name: String,
    /// Categories are not kept.
    pub tag_category_name: Option<String>,
}

impl Tag {
    /// The tag of that name.
    pub fn named(name: String) -> Self {
        use base64::Engine as _;
        let id = ID(base64::engine::general_purpose::STANDARD.encode(format!("Tag:{name}")));
        Self {
            id,
            name,
            tag_category_name: None,
        }
    }
}

/// The tags of a collection.
#[derive(SimpleObject)]
pub struct TagConnection {
    /// The tags, by name.
    pub edges: Vec<TagEdge>,
}

/// One entry of `TagConnection`.
#[derive(SimpleObject)]
pub struct TagEdge {
    /// The tag.
    pub node: Tag,
}
