//! Versions whose time to live is over are deleted, a few at a time, by the server itself.

use crate::clock::Micros;
use crate::fault::Answer;
use crate::removal::{Act, Reason, delete_version};
use crate::store::{self, Store};

/// The greatest number of versions of one transaction, so that other writers need not wait long.
const BATCH: i64 = 50;

/// The versions whose time to live is over at an instant and that nothing holds, as `entity/project/artifact:vN`.
///
/// # Errors
/// When the database fails.
pub async fn due(store: &Store, at: Micros) -> Answer<Vec<String>> {
    let mut db = store.read().await?;
    let mut names = Vec::new();
    for id in store::artifact::expired(&mut db, at, i64::MAX).await? {
        let Some(artifact) = store::artifact::by_id(&mut db, id).await? else {
            continue;
        };
        let Some(sequence) = store::collection::by_id(&mut db, artifact.sequence_id).await? else {
            continue;
        };
        let Some(project) = store::project::by_id(&mut db, sequence.project_id).await? else {
            continue;
        };
        let version = artifact.version_index.unwrap_or_default();
        names.push(format!(
            "{}/{}/{}:v{version}",
            project.entity_name, project.name, sequence.name
        ));
    }
    Ok(names)
}

/// Deletes the versions whose time to live is over now; gives their number.
///
/// # Errors
/// When the database fails; what was deleted before stays deleted.
pub async fn sweep(store: &Store) -> Answer<u64> {
    let mut deleted = 0;
    loop {
        let now = store.now();
        // Looking needs no turn as the writer.
        let mut db = store.read().await?;
        let found = store::artifact::expired(&mut db, now, 1).await?;
        drop(db);
        if found.is_empty() {
            return Ok(deleted);
        }
        let mut tx = store.write().await?;
        let ids = store::artifact::expired(&mut tx, now, BATCH).await?;
        let act = Act { actor_id: None, now };
        for id in &ids {
            let Some(artifact) = store::artifact::by_id(&mut tx, *id).await? else {
                continue;
            };
            delete_version(&mut tx, act, &artifact, Reason::Expired).await?;
            deleted += 1;
        }
        tx.commit().await?;
    }
}
