//! Taking versions away: their deletion, by a person or when their time to live is over, and what stays in order after it.

use domain::event::EventKind;
use serde_json::json;

use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::alias::AliasChange;
use crate::store::artifact::ArtifactRow;
use crate::store::event::NewEvent;
use crate::store::hold::LinkRow;
use crate::store::membership::{MembershipRow, VersionOrder};
use crate::store::{self, Db};

/// Whose act it is, and when.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    /// The person; none for the server itself.
    pub actor_id: Option<i64>,
    /// The instant.
    pub now: Micros,
}

/// Why a version goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Somebody deleted it.
    Deleted,
    /// Its time to live is over.
    Expired,
    /// Somebody deleted the source artifact that it belongs to.
    SourceDeleted,
}

impl Reason {
    /// The words in the log.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Deleted => "it was deleted",
            Self::Expired => "its time to live is over",
            Self::SourceDeleted => "its source artifact was deleted",
        }
    }

    const fn kind(self) -> EventKind {
        match self {
            Self::Expired => EventKind::VersionExpired,
            Self::Deleted | Self::SourceDeleted => EventKind::VersionDeleted,
        }
    }
}

/// Deletes a version: out of every collection, never to be seen again. Its bytes stay while other versions share them.
///
/// # Errors
/// When the database fails.
pub async fn delete_version(db: &mut Db, act: Act, artifact: &ArtifactRow, reason: Reason) -> Answer<()> {
    let links = store::hold::links_of_artifact(&mut *db, artifact.id).await?;
    for link in &links {
        unlink(&mut *db, act, link, reason).await?;
    }
    let place = store::membership::of_artifact_in(&mut *db, artifact.sequence_id, artifact.id).await?;
    let aliases = match &place {
        Some(place) => take_out(&mut *db, act, place).await?,
        None => Vec::new(),
    };
    store::membership::remove_of_artifact(&mut *db, artifact.id, act.now).await?;
    store::artifact::mark_deleted(&mut *db, artifact.id, act.now).await?;
    let version = artifact.version_index.map(|index| format!("v{index}"));
    let event = NewEvent {
        actor_id: act.actor_id,
        collection_id: Some(artifact.sequence_id),
        artifact_id: Some(artifact.id),
        before: Some(json!({ "version": version, "aliases": aliases, "links": links.len() })),
        after: Some(json!({ "reason": reason.words() })),
        ..NewEvent::of(reason.kind())
    };
    store::event::write(db, event, act.now).await
}

/// Takes a linked version out of a collection because its source goes, and says so in the log of that collection.
///
/// # Errors
/// When the database fails.
pub async fn unlink(db: &mut Db, act: Act, link: &LinkRow, reason: Reason) -> Answer<()> {
    let Some(place) = store::membership::by_id(&mut *db, link.membership_id).await? else {
        return Ok(());
    };
    let aliases = take_out(&mut *db, act, &place).await?;
    let event = NewEvent {
        actor_id: act.actor_id,
        collection_id: Some(link.collection_id),
        artifact_id: Some(link.artifact_id),
        before: Some(json!({ "version": format!("v{}", link.version_index), "aliases": aliases })),
        after: Some(json!({ "reason": reason.words() })),
        ..NewEvent::of(EventKind::VersionUnlinked)
    };
    store::event::write(db, event, act.now).await
}

/// Takes a version out of a collection; gives the aliases that it had. Where it was the latest, the newest one that is left becomes it.
///
/// # Errors
/// When the database fails.
pub async fn take_out(db: &mut Db, act: Act, place: &MembershipRow) -> Answer<Vec<String>> {
    let rows = store::alias::of_memberships(&mut *db, &[place.id]).await?;
    let aliases: Vec<String> = rows.into_iter().map(|row| row.alias).collect();
    let change = |alias, membership_id| AliasChange {
        collection_id: place.collection_id,
        alias,
        membership_id,
        actor_id: act.actor_id,
    };
    for alias in &aliases {
        store::alias::take_off(&mut *db, change(alias, place.id), act.now).await?;
    }
    store::membership::remove(&mut *db, place.id, act.now).await?;
    if aliases.iter().any(|alias| alias == "latest") {
        let order = VersionOrder::Descending;
        let newest = store::membership::page(&mut *db, place.collection_id, order, None, 0).await?;
        if let Some(newest) = newest.first() {
            store::alias::put(db, change("latest", newest.id), act.now).await?;
        }
    }
    Ok(aliases)
}
