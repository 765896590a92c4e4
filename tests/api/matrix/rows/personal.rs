//! Rows of what a person keeps for themselves, and of the logs.

use serde_json::json;

use super::{Prepare, Row, prepared_or};
use crate::matrix::cell::Ask;
use crate::matrix::column::{MANAGE, SEE_OR_ABSENT, SELF, SERVER_ADMIN};

fn save_search(n: usize) -> Ask {
    let input = json!({ "name": format!("search {n}"), "query": "alias:production" });
    Ask::mutation("saveSearch", "SaveSearchInput", input, "savedSearch { id }")
}

const SAVED: &str = "/saveSearch/savedSearch/id";
const WATCHED: &str = "/watch/watch/id";
/// The id of the first search that anybody saved, and of a watch: not the asker's.
const SOMEBODY_ELSES: &str = "U2F2ZWRTZWFyY2g6MQ==";

pub fn rows() -> Vec<Row> {
    vec![
        Row::new("Query.serverAuditLog", SERVER_ADMIN, |_, _, _| {
            Ask::query("{ serverAuditLog { edges { node { subject after } } } }", json!({}))
        })
        .not_compared(),
        Row::new("Query.organization (audit log)", "UXFFYFFFFFFFUU", |t, _, _| {
            Ask::query(
                "query($n: String) { organization(name: $n) { auditLog(first: 5) { edges { node { kind } } } } }",
                json!({ "n": t.org }),
            )
        })
        .not_compared(),
        Row::new("Mutation.saveSearch", SELF, |_, n, _| save_search(n)).not_compared(),
        Row::new("Mutation.updateSavedSearch", SELF, |_, n, made| {
            let input = json!({ "id": prepared_or(made, SAVED, SOMEBODY_ELSES), "name": format!("renamed {n}") });
            Ask::mutation("updateSavedSearch", "UpdateSavedSearchInput", input, "savedSearch { id }")
        })
        .prepared(Prepare::Asker(|_, n| save_search(n)))
        .not_compared(),
        Row::new("Mutation.deleteSavedSearch", SELF, |_, _, made| {
            let input = json!({ "id": prepared_or(made, SAVED, SOMEBODY_ELSES) });
            Ask::mutation("deleteSavedSearch", "DeleteSavedSearchInput", input, "success")
        })
        .prepared(Prepare::Asker(|_, n| save_search(n)))
        .not_compared(),
        Row::new("Mutation.watch", SEE_OR_ABSENT, |t, _, _| {
            let input = json!({ "projectID": t.registry_id });
            Ask::mutation("watch", "WatchInput", input, "watch { id }")
        }),
        Row::new("Mutation.watch (a collection)", SEE_OR_ABSENT, |t, _, _| {
            let input = json!({ "artifactCollectionID": t.collection_id });
            Ask::mutation("watch", "WatchInput", input, "watch { id }")
        }),
        // By key only: the watch of one person on one collection is one, whichever credential asks.
        Row::new("Mutation.unwatch", SEE_OR_ABSENT, |_, _, made| {
            let input = json!({ "id": prepared_or(made, WATCHED, SOMEBODY_ELSES) });
            Ask::mutation("unwatch", "UnwatchInput", input, "success")
        })
        .prepared(Prepare::Asker(|t, _| {
            let input = json!({ "artifactCollectionID": t.guarded_id });
            Ask::mutation("watch", "WatchInput", input, "watch { id }")
        }))
        .by_key_only()
        .not_compared(),
        Row::new("Mutation.markWatchLooked", SEE_OR_ABSENT, |_, _, made| {
            let input = json!({ "id": prepared_or(made, WATCHED, SOMEBODY_ELSES) });
            Ask::mutation("markWatchLooked", "WatchLookedInput", input, "watch { id }")
        })
        .prepared(Prepare::Asker(|t, _| {
            let input = json!({ "projectID": t.registry_id });
            Ask::mutation("watch", "WatchInput", input, "watch { id }")
        }))
        .not_compared(),
        Row::new("Mutation.unprotectAlias", MANAGE, |t, n, made| {
            let alias = if made.is_null() { "production".to_owned() } else { format!("unguard-{n}") };
            let input = json!({ "projectID": t.registry_id, "alias": alias });
            Ask::mutation("unprotectAlias", "UnprotectAliasInput", input, "project { id }")
        })
        .prepared(Prepare::Admin(|t, n| {
            let input = json!({ "projectID": t.registry_id, "alias": format!("unguard-{n}") });
            Ask::mutation("protectAlias", "ProtectAliasInput", input, "project { id }")
        })),
    ]
}
