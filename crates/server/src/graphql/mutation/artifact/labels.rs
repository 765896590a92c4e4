//! Changing the tags, the description and the metadata of a version, each change with its event.

use domain::event::EventKind;
use serde_json::json;

use super::input::TagInput;
use crate::auth::Actor;
use crate::clock::Micros;
use crate::fault::Answer;
use crate::graphql::visible;
use crate::store::event::NewEvent;
use crate::store::{self, Db};

/// The names of tags; none where none were given.
pub fn tag_names(tags: Option<&[TagInput]>) -> Vec<String> {
    tags.unwrap_or_default()
        .iter()
        .map(|tag| tag.tag_name.clone())
        .collect()
}

/// Takes tags off a version, then puts tags on it.
///
/// # Errors
/// When a tag breaks a rule.
pub async fn change_tags(
    db: &mut Db,
    actor: &Actor,
    artifact_id: i64,
    (removed, added): (&[String], &[String]),
    now: Micros,
) -> Answer<()> {
    for (tags, kind) in [
        (removed, EventKind::VersionTagRemoved),
        (added, EventKind::VersionTagAdded),
    ] {
        let before = store::artifact::tags(&mut *db, artifact_id).await?;
        for tag in tags {
            if kind == EventKind::VersionTagAdded {
                store::artifact::add_tag(&mut *db, artifact_id, tag).await?;
            } else {
                store::artifact::remove_tag(&mut *db, artifact_id, tag).await?;
            }
        }
        let after = store::artifact::tags(&mut *db, artifact_id).await?;
        if before != after {
            let event = NewEvent {
                actor_id: Some(actor.user.id),
                artifact_id: Some(artifact_id),
                before: Some(json!({ "tags": before })),
                after: Some(json!({ "tags": after })),
                ..NewEvent::of(kind)
            };
            store::event::write(&mut *db, event, now).await?;
        }
    }
    Ok(())
}

/// Sets description and metadata of a version, where they are given.
///
/// # Errors
/// `NotFound` when the version is gone.
pub async fn describe(
    db: &mut Db,
    actor: &Actor,
    artifact_id: i64,
    (description, metadata): (Option<&str>, Option<&str>),
    now: Micros,
) -> Answer<()> {
    let found = store::artifact::by_id(&mut *db, artifact_id).await?;
    let before = found.ok_or_else(visible::absent_artifact)?;
    let description = description.filter(|text| before.description.as_deref() != Some(*text));
    let metadata = metadata.filter(|text| before.metadata.as_deref() != Some(*text));
    store::artifact::describe(&mut *db, artifact_id, description.map(Some), metadata, now).await?;
    let (mut old, mut new) = (serde_json::Map::new(), serde_json::Map::new());
    if let Some(text) = description {
        old.insert("description".to_owned(), json!(before.description));
        new.insert("description".to_owned(), json!(text));
    }
    if let Some(text) = metadata {
        old.insert("metadata".to_owned(), parsed(before.metadata.as_deref()));
        new.insert("metadata".to_owned(), parsed(Some(text)));
    }
    if new.is_empty() {
        return Ok(());
    }
    let event = NewEvent {
        actor_id: Some(actor.user.id),
        artifact_id: Some(artifact_id),
        before: Some(old.into()),
        after: Some(new.into()),
        ..NewEvent::of(EventKind::VersionEdited)
    };
    store::event::write(db, event, now).await
}

/// Metadata as JSON; text that is none, which older versions may have, as text.
fn parsed(metadata: Option<&str>) -> serde_json::Value {
    metadata.map_or(serde_json::Value::Null, |text| {
        serde_json::from_str(text).unwrap_or_else(|_not_json| json!(text))
    })
}
