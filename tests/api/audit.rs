//! The chain of hashes: whoever changes the log without the server is found out by `vitrine audit verify`.

use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server};

const VERIFY: [&str; 4] = ["audit", "verify", "--org", "my-org"];

/// A server whose organization has a few events.
async fn server_with_events() -> Server {
    let server = Server::start();
    for name in ["one", "two", "three"] {
        let query =
            "mutation($n: String!) { upsertModel(input: { entityName: \"my-org\", name: $n }) { inserted } }";
        let name = format!("wandb-registry-{name}");
        server.data(ADMIN_KEY, query, json!({ "n": name })).await;
    }
    server
}

/// Holds that the chain of the organization is whole; its head as POSITION:HASH.
fn whole(server: &Server) -> String {
    let facts = server.facts(&VERIFY);
    assert_eq!(facts[0]["isWhole"], json!(true), "{facts}");
    format!("{}:{}", facts[0]["events"], facts[0]["hash"].as_str().unwrap())
}

/// Holds that the chain is broken, and how.
fn broken(server: &Server, sentence: &str) {
    let (is_whole, text) = server.command(&VERIFY);
    assert!(!is_whole, "{text}");
    assert!(text.contains("BROKEN") && text.contains(sentence), "{text}");
    let (is_whole, _) = server.command(&["audit", "verify"]);
    assert!(!is_whole, "one broken chain is enough");
}

#[tokio::test]
async fn a_log_that_nobody_touched_is_whole_and_dense() {
    let server = server_with_events().await;
    whole(&server);
    let facts = server.facts(&["audit", "verify"]);
    let chains: Vec<&Value> = facts
        .as_array()
        .unwrap()
        .iter()
        .map(|found| &found["name"])
        .collect();
    assert_eq!(json!(chains), json!(["the server", "my-org"]));
    let (_, export) = server.command(&["audit", "export", "--org", "my-org"]);
    let events: Vec<Value> = export
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for (index, event) in events.iter().enumerate() {
        assert_eq!(event["seq"], json!(index + 1));
    }
    let kinds: Vec<&str> = events
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "organization_created",
            "org_member_set",
            "team_created",
            "project_created",
            "project_created",
            "project_created"
        ]
    );
    assert_eq!(events[5]["subject"], json!("my-org/wandb-registry-three"));
}

#[tokio::test]
async fn a_changed_event_is_found() {
    let server = server_with_events().await;
    for (forge, restore) in [
        (
            "UPDATE event SET after_json = '{}' WHERE chain_id = 1 AND seq = 4",
            "UPDATE event SET after_json = '{\"access\":\"PRIVATE\",\"name\":\"wandb-registry-one\"}' WHERE chain_id = 1 AND seq = 4",
        ),
        (
            "UPDATE event SET actor = 'eve' WHERE chain_id = 1 AND seq = 4",
            "UPDATE event SET actor = 'ada' WHERE chain_id = 1 AND seq = 4",
        ),
        (
            "UPDATE event SET at = at + 1 WHERE chain_id = 1 AND seq = 4",
            "UPDATE event SET at = at - 1 WHERE chain_id = 1 AND seq = 4",
        ),
    ] {
        assert_eq!(server.sql(forge).await, 1);
        broken(&server, "event 4 was changed: its contents do not have its hash");
        assert_eq!(server.sql(restore).await, 1);
        whole(&server);
    }
}

#[tokio::test]
async fn an_event_removed_from_the_middle_is_found() {
    let server = server_with_events().await;
    assert_eq!(
        server
            .sql("DELETE FROM event WHERE chain_id = 1 AND seq = 3")
            .await,
        1
    );
    broken(
        &server,
        "an event is missing or was moved: 3 should come next, 4 does",
    );
}

#[tokio::test]
async fn events_removed_from_the_end_are_found_and_stay_found_when_the_log_goes_on() {
    let server = server_with_events().await;
    assert_eq!(
        server
            .sql("DELETE FROM event WHERE chain_id = 1 AND seq = 6")
            .await,
        1
    );
    broken(&server, "the chain ends with event 5, its head is event 6");
    server.facts(&["team", "create", "vision", "--org", "my-org"]);
    broken(
        &server,
        "an event is missing or was moved: 6 should come next, 7 does",
    );
}

#[tokio::test]
async fn a_whole_new_chain_does_not_meet_a_head_that_was_noted() {
    let server = server_with_events().await;
    let noted = whole(&server);
    let with_noted = [&VERIFY[..], &["--noted", &noted]].concat();
    server.facts(&["team", "create", "vision", "--org", "my-org"]);
    server.facts(&with_noted);
    // Somebody who can write the head too takes events off the end and leaves a chain that is whole by itself.
    server
        .sql("DELETE FROM event WHERE chain_id = 1 AND seq > 5")
        .await;
    server
        .sql("UPDATE event_chain SET seq = 5, hash = (SELECT hash FROM event WHERE chain_id = 1 AND seq = 5) WHERE chain_id = 1")
        .await;
    whole(&server);
    let (is_whole, text) = server.command(&with_noted);
    assert!(
        !is_whole && text.contains("event 6 is not the one that was noted: the chain was rewritten"),
        "{text}"
    );
}

#[tokio::test]
async fn an_export_is_verified_without_the_database() {
    let server = server_with_events().await;
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("log.jsonl");
    let path_text = path.to_str().unwrap();
    let (_, export) = server.command(&["audit", "export"]);
    std::fs::write(&path, &export).unwrap();
    let facts = server.facts(&["audit", "verify", "--file", path_text]);
    assert_eq!(
        (&facts[0]["isWhole"], &facts[1]["isWhole"]),
        (&json!(true), &json!(true))
    );
    std::fs::write(&path, export.replace("wandb-registry-two", "wandb-registry-2")).unwrap();
    let (is_whole, text) = server.command(&["audit", "verify", "--file", path_text]);
    assert!(
        !is_whole && text.contains("organization:1: BROKEN: event 5 was changed"),
        "{text}"
    );
    std::fs::write(&path, "{}\n").unwrap();
    let (is_whole, text) = server.command(&["audit", "verify", "--file", path_text]);
    assert!(!is_whole && text.contains("line 1 is no event"), "{text}");
}

#[tokio::test]
async fn what_was_logged_before_there_were_chains_is_moved_into_them_once() {
    let server = server_with_events().await;
    for statement in [
        "INSERT INTO event_before_chain (org_id, at, actor_id, kind, project_id, after_json) \
         VALUES (1, 1000000, 1, 'project_changed', 1, '{\"access\":\"PRIVATE\"}')",
        "INSERT INTO event_before_chain (at, actor_id, kind) VALUES (2000000, 1, 'api_key_created')",
    ] {
        assert_eq!(server.sql(statement).await, 1);
    }
    whole(&server);
    let export = server.command(&["audit", "export"]).1;
    let old: Vec<Value> = export
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|event: &Value| event["via"] == json!("unknown"))
        .collect();
    let facts: Vec<Value> = old
        .iter()
        .map(|event| {
            json!([
                event["chain"],
                event["at"],
                event["actor"],
                event["kind"],
                event["subject"]
            ])
        })
        .collect();
    assert_eq!(
        json!(facts),
        json!([
            [
                "server",
                "1970-01-01T00:00:02.000000Z",
                "ada",
                "api_key_created",
                null
            ],
            [
                "organization:1",
                "1970-01-01T00:00:01.000000Z",
                "ada",
                "project_changed",
                "my-org/wandb-registry-model"
            ],
        ])
    );
    assert_eq!(server.command(&["audit", "export"]).1, export, "moved once");
}

#[tokio::test]
async fn the_chain_stays_whole_while_many_write_and_one_verifies() {
    let server = std::sync::Arc::new(Server::start());
    let query = "{ organization(name: \"my-org\") { registry(name: \"model\") { id } } }";
    let data = server.data(ADMIN_KEY, query, json!({})).await;
    let id = data["organization"]["registry"]["id"].clone();
    let mut writers = Vec::new();
    for writer in 0..8 {
        let (server, id) = (std::sync::Arc::clone(&server), id.clone());
        writers.push(tokio::spawn(async move {
            let query = "mutation($p: ID!, $a: String!) { protectAlias(input: { projectID: $p, alias: $a }) { project { id } } }";
            for number in 0..10 {
                let alias = format!("alias-{writer}-{number}");
                server.data(ADMIN_KEY, query, json!({ "p": id, "a": alias })).await;
            }
        }));
    }
    let verifying = std::sync::Arc::clone(&server);
    let verified = tokio::task::spawn_blocking(move || {
        for _ in 0..5 {
            whole(&verifying);
        }
    });
    for writer in writers {
        writer.await.unwrap();
    }
    verified.await.unwrap();
    let head = whole(&server);
    assert!(
        head.starts_with("83:"),
        "3 of the first start and 80 written: {head}"
    );
}

#[tokio::test]
async fn a_command_that_cannot_verify_says_what_to_do() {
    let server = Server::start();
    for (arguments, sentence) in [
        (
            &["audit", "verify", "--org", "nowhere"] as &[&str],
            "there is no organization “nowhere”",
        ),
        (&["audit", "verify", "--noted", "1:00"], "say which with --org"),
        (&["audit", "verify", "--noted", "x"], "write it as POSITION:HASH"),
        (
            &["audit", "verify", "--file", "/nowhere/log"],
            "cannot open /nowhere/log",
        ),
    ] {
        let (is_good, text) = server.command(arguments);
        assert!(!is_good && text.contains(sentence), "{text}");
    }
}
