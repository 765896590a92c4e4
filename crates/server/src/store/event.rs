//! What happened: every change writes its event in its own transaction, as the next one of its organization's chain.
//!
//! Events are only ever inserted. `tests/checks` holds that no source changes or deletes one.

pub mod chain;
mod list;
mod place;

use domain::event::{EventKind, EventRecord};
use serde_json::Value;

pub use self::list::{EventFilter, EventRow, EventScope, count, newest_id, page, projects_of_artifact};
use super::Db;
use crate::clock::{Micros, rfc3339_exact};
use crate::fault::Answer;
use crate::origin::Origin;

/// A change that is about to be committed. What follows from what is said need not be said: the project of a collection, the organization
/// of a project.
#[derive(Debug)]
pub struct NewEvent {
    /// What was done.
    pub kind: EventKind,
    /// The organization in whose log it stands; without one, that of the project; where there is none, the server's log.
    pub org_id: Option<i64>,
    /// Who did it; `None` for a command or the server itself.
    pub actor_id: Option<i64>,
    /// The project or registry.
    pub project_id: Option<i64>,
    /// The collection.
    pub collection_id: Option<i64>,
    /// The version.
    pub artifact_id: Option<i64>,
    /// What was there before.
    pub before: Option<Value>,
    /// What is there now.
    pub after: Option<Value>,
}

impl NewEvent {
    /// An event of that kind, about nothing yet: for `NewEvent { …, ..NewEvent::of(kind) }`.
    pub const fn of(kind: EventKind) -> Self {
        Self {
            kind,
            org_id: None,
            actor_id: None,
            project_id: None,
            collection_id: None,
            artifact_id: None,
            before: None,
            after: None,
        }
    }
}

/// Writes an event, from the origin of the request that it belongs to.
///
/// # Errors
/// When the database fails.
pub async fn write(db: &mut Db, event: NewEvent, now: Micros) -> Answer<()> {
    let about = place::About {
        org: event.org_id,
        actor: event.actor_id,
        project: event.project_id,
        collection: event.collection_id,
        artifact: event.artifact_id,
    };
    let place = place::of(&mut *db, &about).await?;
    let origin = Origin::current();
    let record = EventRecord {
        chain: chain::name(place.chain_id),
        seq: 0,
        at: rfc3339_exact(now),
        kind: event.kind.name().to_owned(),
        actor_id: event.actor_id,
        actor: place.actor,
        via: origin.via.name().to_owned(),
        request_id: origin.request_id,
        address: origin.address,
        user_agent: origin.user_agent,
        project_id: place.project_id,
        collection_id: place.collection_id,
        artifact_id: event.artifact_id,
        subject: place.subject,
        before: event.before.map(|value| value.to_string()),
        after: event.after.map(|value| value.to_string()),
        previous_hash: String::new(),
        hash: String::new(),
    };
    chain::append(db, place.chain_id, record, now).await
}
