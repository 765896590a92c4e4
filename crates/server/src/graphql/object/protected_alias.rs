//! Protected aliases of a registry, with the versions that hold them.

use async_graphql::{Context, Object};

use super::membership::ArtifactCollectionMembership;
use crate::fault::Answer;
use crate::graphql::api;
use crate::store::membership::MembershipRow;
use crate::store::{self};

/// An alias that only admins of the registry put on and take off.
pub struct ProtectedAlias {
    alias: String,
    holders: Vec<MembershipRow>,
}

#[Object]
impl ProtectedAlias {
    /// The alias.
    async fn alias(&self) -> &str {
        &self.alias
    }

    /// The number of versions that hold it: at most one a collection.
    async fn holder_count(&self) -> i32 {
        i32::try_from(self.holders.len()).unwrap_or(i32::MAX)
    }

    /// The versions that hold it, by collection.
    async fn holders(&self, #[graphql(default = 100)] first: i32) -> Vec<ArtifactCollectionMembership> {
        let limit = usize::try_from(first.clamp(0, 1_000)).unwrap_or_default();
        let rows = self.holders.iter().take(limit).cloned();
        rows.map(ArtifactCollectionMembership).collect()
    }
}

/// The protected aliases of a registry, by name.
///
/// # Errors
/// When the database fails.
pub async fn of_registry(ctx: &Context<'_>, project_id: i64) -> Answer<Vec<ProtectedAlias>> {
    let mut db = api(ctx)?.store.read().await?;
    let mut found = Vec::new();
    for alias in store::project::protected_aliases(&mut db, project_id).await? {
        let holders = store::membership::holding_alias(&mut db, project_id, &alias).await?;
        found.push(ProtectedAlias { alias, holders });
    }
    Ok(found)
}
