//! Batching: what a list asks for one by one is read in one query. Nothing is cached, so every answer is fresh.

mod batch;

use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;

use async_graphql::Context;

pub use self::batch::Batches;
use super::api;
use crate::fault::{Answer, Fault};
use crate::store;
use crate::store::alias::AliasRow;
use crate::store::artifact::ArtifactRow;
use crate::store::collection::CollectionRow;
use crate::store::entity::EntityRow;
use crate::store::membership::MembershipRow;
use crate::store::organization::OrganizationRow;
use crate::store::project::Holdings;
use crate::store::run::RunRow;
use crate::store::user::UserRow;

/// What can be asked for one by one and is read many at a time.
pub trait Key: Copy + Eq + Hash + Send + Sync + 'static {
    /// What stands behind a key.
    type Value: Clone + Send + 'static;

    /// Reads what stands behind distinct keys; what is absent is left out.
    ///
    /// # Errors
    /// When the database fails.
    fn read(
        ctx: &Context<'_>,
        keys: Vec<Self>,
    ) -> impl Future<Output = Answer<HashMap<Self, Self::Value>>> + Send;
}

macro_rules! key {
    ($key:ident, $what:literal) => {
        #[doc = $what]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $key(pub i64);
    };
}

key!(ArtifactKey, "The id of a version.");
key!(CollectionKey, "The id of a collection.");
key!(RunKey, "The id of a run.");
key!(UserKey, "The id of a user.");
key!(AliasesKey, "The id of a membership whose aliases are wanted.");
key!(TagsKey, "The id of a version whose tags are wanted.");
key!(EntityKey, "The id of an entity.");
key!(
    OwnerKey,
    "The id of an entity whose organization is wanted: its own, or that of a team."
);
key!(PlacesKey, "The id of a version whose memberships are wanted.");
key!(
    HoldingsKey,
    "The id of a registry of which is wanted how much it holds."
);
key!(CollectionTagsKey, "The id of a collection whose tags are wanted.");
key!(
    CollectionAliasesKey,
    "The id of a collection whose aliases are wanted."
);
key!(
    VersionCountKey,
    "The id of a collection whose number of versions is wanted."
);
key!(
    NewestKey,
    "The id of a collection whose newest membership is wanted."
);
key!(
    AllAliasesKey,
    "The id of a version whose aliases in all collections are wanted."
);

macro_rules! loader {
    ($key:ident, $value:ty, $read:path, $id:expr) => {
        impl Key for $key {
            type Value = $value;

            async fn read(ctx: &Context<'_>, keys: Vec<Self>) -> Answer<HashMap<Self, Self::Value>> {
                let ids: Vec<i64> = keys.iter().map(|key| key.0).collect();
                let mut db = api(ctx)?.store.read().await?;
                let mut found: HashMap<Self, Self::Value> = HashMap::new();
                for row in $read(&mut db, &ids).await? {
                    $id(&mut found, row);
                }
                Ok(found)
            }
        }
    };
}

loader!(
    ArtifactKey,
    ArtifactRow,
    store::artifact::by_ids_unsorted,
    |found: &mut HashMap<_, _>, row: ArtifactRow| {
        found.insert(ArtifactKey(row.id), row);
    }
);
loader!(
    CollectionKey,
    CollectionRow,
    store::collection::by_ids_unsorted,
    |found: &mut HashMap<_, _>, row: CollectionRow| {
        found.insert(CollectionKey(row.id), row);
    }
);
loader!(
    RunKey,
    RunRow,
    store::run::by_ids_unsorted,
    |found: &mut HashMap<_, _>, row: RunRow| {
        found.insert(RunKey(row.id), row);
    }
);
loader!(
    UserKey,
    UserRow,
    store::user::by_ids_unsorted,
    |found: &mut HashMap<_, _>, row: UserRow| {
        found.insert(UserKey(row.id), row);
    }
);
loader!(
    AliasesKey,
    Vec<AliasRow>,
    store::alias::of_memberships,
    |found: &mut HashMap<_, Vec<AliasRow>>, row: AliasRow| {
        found.entry(AliasesKey(row.membership_id)).or_default().push(row);
    }
);
loader!(
    TagsKey,
    Vec<String>,
    store::artifact::tags_of_many,
    |found: &mut HashMap<_, Vec<String>>, row: (i64, String)| {
        found.entry(TagsKey(row.0)).or_default().push(row.1);
    }
);

loader!(
    EntityKey,
    EntityRow,
    store::entity::by_ids_unsorted,
    |found: &mut HashMap<_, _>, row: EntityRow| {
        found.insert(EntityKey(row.id), row);
    }
);
loader!(
    PlacesKey,
    Vec<MembershipRow>,
    store::membership::of_artifacts,
    |found: &mut HashMap<_, Vec<MembershipRow>>, row: MembershipRow| {
        found.entry(PlacesKey(row.artifact_id)).or_default().push(row);
    }
);
loader!(
    AllAliasesKey,
    Vec<AliasRow>,
    store::alias::of_artifacts,
    |found: &mut HashMap<_, Vec<AliasRow>>, row: (i64, AliasRow)| {
        found.entry(AllAliasesKey(row.0)).or_default().push(row.1);
    }
);

loader!(
    OwnerKey,
    OrganizationRow,
    store::organization::of_entities,
    |found: &mut HashMap<_, _>, row: (i64, OrganizationRow)| {
        found.insert(OwnerKey(row.0), row.1);
    }
);

loader!(
    HoldingsKey,
    Holdings,
    store::project::holdings,
    |found: &mut HashMap<_, _>, row: Holdings| {
        found.insert(HoldingsKey(row.project_id), row);
    }
);
loader!(
    CollectionTagsKey,
    Vec<String>,
    store::collection::tags_of_many,
    |found: &mut HashMap<_, Vec<String>>, row: (i64, String)| {
        found.entry(CollectionTagsKey(row.0)).or_default().push(row.1);
    }
);
loader!(
    CollectionAliasesKey,
    Vec<AliasRow>,
    store::alias::of_collections,
    |found: &mut HashMap<_, Vec<AliasRow>>, row: AliasRow| {
        found
            .entry(CollectionAliasesKey(row.collection_id))
            .or_default()
            .push(row);
    }
);
loader!(
    VersionCountKey,
    i64,
    store::membership::counts,
    |found: &mut HashMap<_, _>, row: (i64, i64)| {
        found.insert(VersionCountKey(row.0), row.1);
    }
);
loader!(
    NewestKey,
    MembershipRow,
    store::membership::newest,
    |found: &mut HashMap<_, _>, row: MembershipRow| {
        found.insert(NewestKey(row.collection_id), row);
    }
);

/// The row behind a key, read together with the rows that its neighbours in a list ask for.
///
/// # Errors
/// When the database fails.
pub async fn one<K: Key>(ctx: &Context<'_>, key: K) -> Answer<Option<K::Value>> {
    let batches = ctx
        .data::<Batches>()
        .map_err(|cause| Fault::internal(anyhow::anyhow!(cause.message)))?;
    batches.one(key, |keys| K::read(ctx, keys)).await
}
