//! The event of a change of an organization, or of a team in it.

use domain::event::EventKind;
use serde_json::Value;

use crate::auth::Actor;
use crate::clock::Micros;
use crate::fault::Answer;
use crate::store::event::NewEvent;
use crate::store::{self, Db};

/// Writes an event of an organization.
///
/// # Errors
/// When the database fails.
pub async fn write_event(
    db: &mut Db,
    actor: &Actor,
    org_id: i64,
    kind: EventKind,
    change: (Option<Value>, Option<Value>),
    now: Micros,
) -> Answer<()> {
    let (before, after) = change;
    let event = NewEvent {
        org_id: Some(org_id),
        actor_id: Some(actor.user.id),
        before,
        after,
        ..NewEvent::of(kind)
    };
    store::event::write(db, event, now).await
}
