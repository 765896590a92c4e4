//! The commands about accounts, keys and memberships, beside a running server.

use serde_json::json;

use crate::server::{ADMIN_KEY, Server};

const VIEWER: &str =
    "{ viewer { username entity teams { edges { node { name } } } organizations { name } } }";

#[tokio::test]
async fn a_deactivated_account_is_shut_out_and_taken_back_without_its_keys() {
    let server = Server::start();
    let key = server.person("grace", Some("member"));
    server.facts(&["user", "deactivate", "grace"]);
    let (status, ..) = server.refusal(&key, VIEWER, json!({})).await;
    assert_eq!(status, 401);
    let (is_good, text) = server.command(&["key", "create", "grace"]);
    assert!(!is_good && text.contains("There is no user “grace”"), "{text}");
    let listed = server.facts(&["user", "list"]);
    let grace = listed
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["user"] == json!("grace"))
        .unwrap();
    assert!(grace["deactivatedAt"].is_string());
    server.facts(&["user", "reactivate", "grace"]);
    let (status, ..) = server.refusal(&key, VIEWER, json!({})).await;
    assert_eq!(status, 401, "a revoked key stays revoked");
    let fresh = server.facts(&["key", "create", "grace"])["key"].clone();
    let me = server.data(fresh.as_str().unwrap(), VIEWER, json!({})).await;
    assert_eq!(me["viewer"]["organizations"], json!([{ "name": "my-org" }]));
    let (is_good, text) = server.command(&["user", "deactivate", "ada"]);
    assert!(!is_good && text.contains("the only admin of my-org"), "{text}");
}

#[tokio::test]
async fn keys_are_listed_by_their_last_four_characters_and_revoked_by_id() {
    let server = Server::start();
    let first = server.person("grace", None);
    let second = server.facts(&["key", "create", "grace", "--description", "ci"]);
    let listed = server.facts(&["key", "list", "grace"]);
    assert_eq!(listed[0]["hint"], json!(format!("…{}", &first[36..])));
    assert_eq!(listed[1]["description"], json!("ci"));
    let id = listed[1]["id"].to_string();
    server.facts(&["key", "revoke", "grace", &id]);
    let (status, ..) = server
        .refusal(second["key"].as_str().unwrap(), VIEWER, json!({}))
        .await;
    assert_eq!(status, 401);
    let (is_good, text) = server.command(&["key", "revoke", "grace", &id]);
    assert!(!is_good && text.contains("grace has no live key"), "{text}");
    let (is_good, _) = server.command(&["key", "revoke", "ada", &id]);
    assert!(!is_good, "a key is revoked by the name of its owner");
    let all = server.facts(&["key", "revoke", "grace", "--all"]);
    assert_eq!(all["revoked"].as_array().unwrap().len(), 1);
    let (status, ..) = server.refusal(&first, VIEWER, json!({})).await;
    assert_eq!(status, 401);
}

#[tokio::test]
async fn people_come_into_teams_and_organizations_and_go_again() {
    let server = Server::start();
    let key = server.person("grace", None);
    server.facts(&["team", "add-member", "my-team", "grace"]);
    let me = server.data(&key, VIEWER, json!({})).await["viewer"].clone();
    assert_eq!(
        (&me["entity"], &me["organizations"]),
        (&json!("my-team"), &json!([{ "name": "my-org" }])),
        "a member of a team is in its organization"
    );
    let people = server.facts(&["org", "members", "my-org"]);
    assert_eq!(
        people,
        json!([{ "user": "ada", "role": "admin" }, { "user": "grace", "role": "member" }])
    );
    server.facts(&["team", "remove-member", "my-team", "grace"]);
    let me = server.data(&key, VIEWER, json!({})).await["viewer"].clone();
    assert_eq!(
        (&me["entity"], &me["teams"]["edges"]),
        (&json!("grace"), &json!([]))
    );
    server.facts(&["org", "remove-member", "my-org", "grace"]);
    let me = server.data(&key, VIEWER, json!({})).await["viewer"].clone();
    assert_eq!(me["organizations"], json!([]));
    let cases: [(&[&str], &str); 5] = [
        (
            &["team", "remove-member", "my-team", "grace"],
            "grace is not in my-team",
        ),
        (
            &["org", "remove-member", "my-org", "grace"],
            "grace is not in my-org",
        ),
        (
            &["org", "remove-member", "my-org", "ada"],
            "the only admin of my-org",
        ),
        (
            &["team", "add-member", "nowhere", "grace"],
            "There is no team “nowhere”",
        ),
        (
            &["team", "add-member", "my-team", "grace", "owner"],
            "is not a role in a team",
        ),
    ];
    for (arguments, sentence) in cases {
        let (is_good, text) = server.command(arguments);
        assert!(!is_good && text.contains(sentence), "{arguments:?}: {text}");
    }
}

#[tokio::test]
async fn a_service_account_is_made_for_a_team() {
    let server = Server::start();
    let made = server.facts(&[
        "service-account",
        "create",
        "ci",
        "--team",
        "my-team",
        "--description",
        "Nightly builds",
    ]);
    let me = server
        .data(
            made["key"].as_str().unwrap(),
            "{ viewer { name accountType entity } }",
            json!({}),
        )
        .await;
    assert_eq!(
        me["viewer"],
        json!({ "name": "Nightly builds", "accountType": "SERVICE", "entity": "my-team" })
    );
    let (is_good, text) = server.command(&["service-account", "create", "ci2", "--team", "nowhere"]);
    assert!(!is_good && text.contains("There is no team “nowhere”"), "{text}");
    let listed = server
        .data(
            ADMIN_KEY,
            "{ users(query: \"ci\") { edges { node { username } } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        listed["users"]["edges"],
        json!([{ "node": { "username": "ci" } }]),
        "the refused one was not half made"
    );
}
