//! Whether the files of a version may be read: the registry through which it is reached decides.

use async_graphql::Context;
use domain::permission::Capability;

use crate::auth;
use crate::fault::Answer;
use crate::graphql::load::{self, CollectionKey};
use crate::graphql::{actor, api, visible};
use crate::store;
use crate::store::artifact::ArtifactRow;

/// Whether the asker may read the files of a version, on the way on which it was reached; by its id alone, any place that holds it may.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn may_read_files(ctx: &Context<'_>, row: &ArtifactRow) -> Answer<bool> {
    match row.reached_through {
        Some(collection_id) => may_read_through(ctx, collection_id).await,
        None => visible::may_artifact(ctx, row.id, Capability::ReadFiles).await,
    }
}

/// Whether the asker may read the files of what a collection holds.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn may_read_through(ctx: &Context<'_>, collection_id: i64) -> Answer<bool> {
    let Some(collection) = load::one(ctx, CollectionKey(collection_id)).await? else {
        return Ok(false);
    };
    let mut db = api(ctx)?.store.read().await?;
    let Some(project) = store::project::by_id(&mut db, collection.project_id).await? else {
        return Ok(false);
    };
    let decision = auth::may(&mut db, actor(ctx)?, &project, Capability::ReadFiles).await?;
    Ok(decision.is_allowed)
}
