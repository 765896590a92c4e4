//! What a person keeps for themselves: stars, saved searches, watches. Nobody else sees or changes them.

use serde_json::{Value, json};

use crate::in_registry::{give, registry};
use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, link};

const SAVE: &str = "mutation($n: String!, $q: String!) { saveSearch(input: { name: $n, query: $q }) { savedSearch { id name query } } }";
const SEARCHES: &str = "{ viewer { savedSearches { id name query } } }";

#[tokio::test]
async fn saved_searches_are_listed_by_name_renamed_and_deleted() {
    let server = Server::start();
    for (name, query) in [("  b  ", "acc>0.9"), ("a", "alias:production")] {
        server
            .data(ADMIN_KEY, SAVE, json!({ "n": name, "q": query }))
            .await;
    }
    let listed = server.data(ADMIN_KEY, SEARCHES, json!({})).await["viewer"]["savedSearches"].clone();
    let facts: Vec<Value> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["name"], one["query"]]))
        .collect();
    assert_eq!(json!(facts), json!([["a", "alias:production"], ["b", "acc>0.9"]]));
    let change = "mutation($id: ID!, $n: String, $q: String) { updateSavedSearch(input: { id: $id, name: $n, query: $q }) { savedSearch { name query } } }";
    let data = server
        .data(ADMIN_KEY, change, json!({ "id": listed[1]["id"], "n": "c" }))
        .await;
    assert_eq!(
        data["updateSavedSearch"]["savedSearch"],
        json!({ "name": "c", "query": "acc>0.9" })
    );
    let taken = json!({ "id": listed[1]["id"], "n": "a" });
    let (status, code, message) = server.refusal(ADMIN_KEY, change, taken).await;
    assert_eq!((status, code.as_str()), (409, "CONFLICT"));
    assert!(
        message.starts_with("You have a saved search “a” already"),
        "{message}"
    );
    let delete = "mutation($id: ID!) { deleteSavedSearch(input: { id: $id }) { success } }";
    let id = json!({ "id": listed[0]["id"] });
    server.data(ADMIN_KEY, delete, id.clone()).await;
    assert_eq!(server.refusal(ADMIN_KEY, delete, id).await.0, 404);
    let left = server.data(ADMIN_KEY, SEARCHES, json!({})).await["viewer"]["savedSearches"].clone();
    assert_eq!(left[0]["name"], json!("c"));
    assert_eq!(left.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_search_that_cannot_be_saved_says_why_and_nothing_is_kept() {
    let server = Server::start();
    for (name, query, status, beginning) in [
        (" ", "x", 400, "The name of a saved search must not be empty"),
        ("a\nb", "x", 400, "The name of a saved search must not contain"),
        ("a", "  ", 400, "There is nothing to save"),
        (
            "a",
            &"x".repeat(4_001),
            400,
            "A saved search has at most 4000 characters",
        ),
    ] {
        let (found, _, message) = server
            .refusal(ADMIN_KEY, SAVE, json!({ "n": name, "q": query }))
            .await;
        assert_eq!(found, status);
        assert!(message.starts_with(beginning), "{message}");
    }
    let listed = server.data(ADMIN_KEY, SEARCHES, json!({})).await;
    assert_eq!(listed["viewer"]["savedSearches"], json!([]));
}

#[tokio::test]
async fn what_one_keeps_answers_to_others_like_what_does_not_exist() {
    let server = Server::start();
    let other = server.person("otto", Some("admin"));
    let made = server
        .data(ADMIN_KEY, SAVE, json!({ "n": "mine", "q": "x" }))
        .await;
    let search = made["saveSearch"]["savedSearch"]["id"].clone();
    let query = "{ organization(name: \"my-org\") { registry(name: \"model\") { id } } }";
    let id = server.data(ADMIN_KEY, query, json!({})).await["organization"]["registry"]["id"].clone();
    let watch = "mutation($p: ID!) { watch(input: { projectID: $p }) { watch { id } } }";
    let watch = server.data(ADMIN_KEY, watch, json!({ "p": id })).await["watch"]["watch"]["id"].clone();
    for (mutation, id, absent) in [
        ("deleteSavedSearch", &search, "U2F2ZWRTZWFyY2g6OTk="),
        ("unwatch", &watch, "V2F0Y2g6OTk="),
        ("markWatchLooked", &watch, "V2F0Y2g6OTk="),
    ] {
        let fields = if mutation == "markWatchLooked" {
            "watch { id }"
        } else {
            "success"
        };
        let query = format!("mutation($id: ID!) {{ {mutation}(input: {{ id: $id }}) {{ {fields} }} }}");
        let there = server.ask(&other, &query, json!({ "id": id })).await;
        let nowhere = server.ask(&other, &query, json!({ "id": absent })).await;
        assert_eq!(there.0, 404);
        assert_eq!(there, nowhere, "{mutation}");
    }
    let users = "{ users(query: \"ada\") { edges { node { savedSearches { name } watches { id } starredRegistries { name } } } } }";
    let data = server.data(&other, users, json!({})).await;
    assert_eq!(
        data["users"]["edges"][0]["node"],
        json!({ "savedSearches": null, "watches": null, "starredRegistries": null })
    );
}

#[tokio::test]
async fn a_watch_counts_what_others_did_since_one_looked() {
    let server = Server::start();
    let id = registry(&server, "PRIVATE", "risk").await;
    let member = server.person("mia", Some("member"));
    give(&server, &id, &member, "member").await;
    let artifact = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    link(&server, ADMIN_KEY, &artifact, "risk", "c", &[]).await;
    let fields = "watch { id changeCount artifactCollection { name } project { name } }";
    let query = format!("mutation($p: ID!) {{ watch(input: {{ projectID: $p }}) {{ {fields} }} }}");
    let on_registry = server.data(&member, &query, json!({ "p": id })).await["watch"]["watch"].clone();
    assert_eq!(
        (&on_registry["changeCount"], &on_registry["project"]["name"]),
        (&json!(0), &json!("wandb-registry-risk"))
    );
    let again = server.data(&member, &query, json!({ "p": id })).await["watch"]["watch"].clone();
    assert_eq!(again["id"], on_registry["id"], "watching twice is watching once");
    let query = "{ project(entityName: \"my-org\", name: \"wandb-registry-risk\") { artifactCollection(name: \"c\") { id } } }";
    let collection =
        server.data(&member, query, json!({})).await["project"]["artifactCollection"]["id"].clone();
    let query =
        format!("mutation($c: ID!) {{ watch(input: {{ artifactCollectionID: $c }}) {{ {fields} }} }}");
    let on_collection =
        server.data(&member, &query, json!({ "c": collection })).await["watch"]["watch"].clone();
    assert_eq!(on_collection["artifactCollection"]["name"], json!("c"));
    // Others link into another collection (collection made, version linked, `latest` put on) and tag the one that is watched.
    link(&server, ADMIN_KEY, &artifact, "risk", "d", &[]).await;
    let tag = "mutation { createArtifactCollectionTagAssignments(input: { entityName: \"my-org\", projectName: \"wandb-registry-risk\", \
         artifactCollectionName: \"c\", tags: [{ tagName: \"TAG\" }] }) { tags { name } } }";
    server
        .data(ADMIN_KEY, &tag.replace("TAG", "one"), json!({}))
        .await;
    // What one does oneself is no news.
    server.data(&member, &tag.replace("TAG", "two"), json!({})).await;
    let watches = "{ viewer { watches { id changeCount changes(first: 1) { totalCount pageInfo { hasNextPage } edges { node { kind } } } } } }";
    let data = server.data(&member, watches, json!({})).await["viewer"]["watches"].clone();
    assert_eq!(
        (&data[0]["changeCount"], &data[1]["changeCount"]),
        (&json!(4), &json!(1))
    );
    assert_eq!(
        data[0]["changes"],
        json!({ "totalCount": 4, "pageInfo": { "hasNextPage": true }, "edges": [{ "node": { "kind": "COLLECTION_TAG_ADDED" } }] })
    );
    let look = "mutation($id: ID!) { markWatchLooked(input: { id: $id }) { watch { changeCount } } }";
    server
        .data(&member, look, json!({ "id": on_registry["id"] }))
        .await;
    let data = server.data(&member, watches, json!({})).await["viewer"]["watches"].clone();
    assert_eq!(
        (&data[0]["changeCount"], &data[1]["changeCount"]),
        (&json!(0), &json!(1))
    );
    let here = "{ project(entityName: \"my-org\", name: \"wandb-registry-risk\") { registry { myWatch { id } } artifactCollection(name: \"c\") { \
         myWatch { id } } } }";
    let data = server.data(&member, here, json!({})).await["project"].clone();
    assert_eq!(data["registry"]["myWatch"]["id"], on_registry["id"]);
    assert_eq!(data["artifactCollection"]["myWatch"]["id"], on_collection["id"]);
    let data = server.data(ADMIN_KEY, here, json!({})).await["project"].clone();
    assert_eq!(data["registry"]["myWatch"], Value::Null, "a watch is one's own");
}

#[tokio::test]
async fn what_may_not_be_seen_cannot_be_watched_and_lost_access_ends_the_news() {
    let server = Server::start();
    let id = registry(&server, "RESTRICTED", "secret").await;
    let artifact = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    link(&server, ADMIN_KEY, &artifact, "secret", "c", &[]).await;
    let member = server.person("mia", Some("member"));
    let watch = "mutation($p: ID!) { watch(input: { projectID: $p }) { watch { id } } }";
    let there = server.ask(&member, watch, json!({ "p": id })).await;
    let nowhere = server
        .ask(&member, watch, json!({ "p": "UHJvamVjdDo5OTk=" }))
        .await;
    assert_eq!(there.0, 404);
    assert_eq!(there, nowhere);
    for input in [json!({}), json!({ "projectID": id, "artifactCollectionID": id })] {
        let query = "mutation($i: WatchInput!) { watch(input: $i) { watch { id } } }";
        let (status, _, message) = server.refusal(&member, query, json!({ "i": input })).await;
        assert!(
            status == 400 && message.starts_with("Say what to watch"),
            "{message}"
        );
    }
    let owner = server.person("olga", Some("admin"));
    server.data(&owner, watch, json!({ "p": id })).await;
    let watches = "{ viewer { watches { changeCount } } }";
    let data = server.data(&owner, watches, json!({})).await;
    assert_eq!(data["viewer"]["watches"], json!([{ "changeCount": 0 }]));
    server.facts(&["org", "add-member", "my-org", "olga", "viewer"]);
    let data = server.data(&owner, watches, json!({})).await;
    assert_eq!(data["viewer"]["watches"], json!([]));
}

#[tokio::test]
async fn starred_registries_are_listed_by_name() {
    let server = Server::start();
    let star =
        "mutation($p: ID!) { starRegistry(input: { projectID: $p, isStarred: true }) { project { id } } }";
    for name in ["zeta", "alpha"] {
        let id = registry(&server, "PRIVATE", name).await;
        server.data(ADMIN_KEY, star, json!({ "p": id })).await;
    }
    let query = "{ viewer { starredRegistries { name } } }";
    let data = server.data(ADMIN_KEY, query, json!({})).await;
    assert_eq!(
        data["viewer"]["starredRegistries"],
        json!([{ "name": "wandb-registry-alpha" }, { "name": "wandb-registry-zeta" }])
    );
}
