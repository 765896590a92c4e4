//! Versions by the page, and the places of a version.

use async_graphql::{Context, SimpleObject};

use super::super::alias::ArtifactAlias;
use super::Artifact;
use crate::fault::Answer;
use crate::graphql::load::{self, ArtifactKey, CollectionKey, PlacesKey};
use crate::graphql::page::PageInfo;
use crate::graphql::visible;
use crate::store::alias::AliasRow;
use crate::store::artifact::ArtifactRow;
use crate::store::membership::MembershipRow;

/// A page of the versions of a collection.
#[derive(SimpleObject)]
pub struct VersionedArtifactConnection {
    /// The number of versions.
    pub total_count: i32,
    /// Where the page stands.
    pub page_info: PageInfo,
    /// The versions.
    pub edges: Vec<VersionedArtifactEdge>,
}

/// One entry of `VersionedArtifactConnection`.
#[derive(SimpleObject)]
pub struct VersionedArtifactEdge {
    /// `vN` in the collection.
    pub version: String,
    /// The position of the entry.
    pub cursor: String,
    /// The version.
    pub node: Artifact,
}

/// The version at a place; the place was reached through its collection, which the asker may see.
///
/// # Errors
/// When the database fails.
pub async fn of_membership(ctx: &Context<'_>, membership: &MembershipRow) -> Answer<Option<Artifact>> {
    let found = load::one(ctx, ArtifactKey(membership.artifact_id)).await?;
    Ok(found.map(|mut row| {
        row.reached_through = Some(membership.collection_id);
        Artifact(row)
    }))
}

/// The same, for answers that show the version without its place: there the SDK reads the version in the collection from an alias `vN`.
///
/// # Errors
/// When the database fails.
pub async fn with_place(ctx: &Context<'_>, membership: &MembershipRow) -> Answer<Option<Artifact>> {
    let found = of_membership(ctx, membership).await?;
    Ok(found.map(|Artifact(mut row)| {
        row.reached_at = Some(membership.clone());
        Artifact(row)
    }))
}

/// The alias `vN` of a place, which is no alias that anybody put on.
pub fn version_alias(place: &MembershipRow) -> ArtifactAlias {
    ArtifactAlias(AliasRow {
        // No stored alias has a negative id.
        id: -place.id,
        collection_id: place.collection_id,
        alias: format!("v{}", place.version_index),
        membership_id: place.id,
    })
}

/// The places of a version that the asker may see.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn visible_places(ctx: &Context<'_>, artifact_id: i64) -> Answer<Vec<MembershipRow>> {
    let rows = load::one(ctx, PlacesKey(artifact_id)).await?.unwrap_or_default();
    let mut places = Vec::new();
    for row in rows {
        let Some(collection) = load::one(ctx, CollectionKey(row.collection_id)).await? else {
            continue;
        };
        if visible::project(ctx, collection.project_id).await?.is_some() {
            places.push(row);
        }
    }
    Ok(places)
}

/// `entity/project/artifact:vN` of the source; empty when the source may not be seen.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn qualified_name(ctx: &Context<'_>, row: &ArtifactRow) -> Answer<String> {
    let Some(sequence) = load::one(ctx, CollectionKey(row.sequence_id)).await? else {
        return Ok(String::new());
    };
    let Some(project) = visible::project(ctx, sequence.project_id).await? else {
        return Ok(String::new());
    };
    let version = row
        .version_index
        .map_or_else(String::new, |index| format!(":v{index}"));
    let (entity, project) = (project.entity_name, project.name);
    Ok(format!("{entity}/{project}/{}{version}", sequence.name))
}
