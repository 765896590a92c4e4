//! Making, listing and revoking API keys.

use domain::event::EventKind;
use serde_json::{Value, json};

use super::{KeyCommand, Report, person, record};
use crate::clock::rfc3339;
use crate::fault::{Answer, Fault};
use crate::store::user::UserRow;
use crate::store::{self, Db, Store};

/// Carries out a command about API keys.
pub async fn run(db: &mut Db, store: &Store, command: KeyCommand) -> Answer<Report> {
    match command {
        KeyCommand::Create { user, description } => {
            let user = person(&mut *db, &user).await?;
            let surroundings = store.surroundings();
            let (id, key) =
                store::api_key::create(&mut *db, user.id, description.as_deref(), surroundings).await?;
            let after = json!({ "user": user.username, "key": id, "description": description });
            record(db, store, EventKind::ApiKeyCreated, None, (None, Some(after))).await?;
            let text = format!("API key of {}, shown this once: {key}", user.username);
            Ok(Report {
                text,
                facts: json!({ "id": id, "user": user.username, "key": key }),
            })
        }
        KeyCommand::List { user } => {
            let user = person(&mut *db, &user).await?;
            list(db, &user).await
        }
        KeyCommand::Revoke { user, id, all: _ } => {
            let user = person(&mut *db, &user).await?;
            revoke(db, store, &user, id).await
        }
    }
}

async fn list(db: &mut Db, user: &UserRow) -> Answer<Report> {
    let keys = store::api_key::of_user(db, user.id).await?;
    let lines: Vec<String> = keys
        .iter()
        .map(|key| {
            let description = key.description.as_deref().unwrap_or_default();
            format!(
                "{}\t{}\t{}\t{description}",
                key.id,
                key.hint(),
                rfc3339(key.created_at)
            )
        })
        .collect();
    let facts: Vec<_> = keys
        .iter()
        .map(|key| {
            json!({
                "id": key.id, "hint": key.hint(), "description": key.description, "createdAt": rfc3339(key.created_at),
            })
        })
        .collect();
    Ok(Report {
        text: lines.join("\n"),
        facts: json!(facts),
    })
}

/// Revokes one key, or all of them where none is named.
async fn revoke(db: &mut Db, store: &Store, user: &UserRow, id: Option<i64>) -> Answer<Report> {
    let ids: Vec<i64> = match id {
        Some(id) => vec![id],
        None => store::api_key::of_user(&mut *db, user.id)
            .await?
            .into_iter()
            .map(|key| key.id)
            .collect(),
    };
    for id in &ids {
        if !store::api_key::revoke(&mut *db, user.id, *id, store.now()).await? {
            return Err(Fault::NotFound(format!(
                "{0} has no live key {id}; see `vitrine key list {0}`.",
                user.username
            )));
        }
        let before = json!({ "user": user.username, "key": id });
        record(
            &mut *db,
            store,
            EventKind::ApiKeyRevoked,
            None,
            (Some(before), None::<Value>),
        )
        .await?;
    }
    Ok(Report {
        text: format!("Revoked {} keys of {}.", ids.len(), user.username),
        facts: json!({ "user": user.username, "revoked": ids }),
    })
}
