//! Keys of service accounts are kept by the admins of their organization; those of people by themselves.

use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server};

const GENERATE: &str = "mutation($u: String) { generateApiKey(input: { username: $u }) { apiKey { id } } }";
const REVOKE: &str = "mutation($id: String!) { deleteApiKey(input: { id: $id }) { success } }";
const KEYS: &str = "query($u: String) { users(query: $u) { edges { node { username apiKeys { edges { node { id } } } } } } }";
const OWN_KEY: &str = "{ viewer { apiKeys { edges { node { id } } } } }";

async fn own_key(server: &Server, key: &str) -> Value {
    server.data(key, OWN_KEY, json!({})).await["viewer"]["apiKeys"]["edges"][0]["node"]["id"].clone()
}

/// Whether the keys of the user of that name are shown.
async fn are_listed(server: &Server, key: &str, username: &str) -> bool {
    let found = server.data(key, KEYS, json!({ "u": username })).await;
    found["users"]["edges"][0]["node"]["apiKeys"].is_object()
}

#[tokio::test]
async fn keys_of_a_service_account_are_for_admins_of_its_organization() {
    let server = Server::start();
    let query = "mutation { createServiceAccount(input: { entityName: \"my-team\", description: \"CI\" }) { user { username } \
         apiKey { id name } } }";
    let made = server.data(ADMIN_KEY, query, json!({})).await["createServiceAccount"].clone();
    let service = made["user"]["username"].as_str().unwrap();
    let wanda = server.person("wanda", Some("admin"));
    let mo = server.person("mo", Some("member"));
    let theo = server.person("theo", Some("member"));
    server.facts(&["team", "add-member", "my-team", "theo", "admin"]);
    let olga = server.person("olga", None);
    server.facts(&["org", "create", "other-org"]);
    server.facts(&["org", "add-member", "other-org", "olga", "admin"]);
    for (who, key) in [
        ("a member", &mo),
        ("an admin of the team", &theo),
        ("a foreign admin", &olga),
    ] {
        let (status, _, message) = server.refusal(key, GENERATE, json!({ "u": service })).await;
        let absent = message.replace(service, "nobody");
        assert_eq!(status, 404, "{who}: {message}");
        let (_, _, message) = server.refusal(key, GENERATE, json!({ "u": "nobody" })).await;
        assert_eq!(absent, message, "{who}");
        let (status, ..) = server
            .refusal(key, REVOKE, json!({ "id": made["apiKey"]["id"] }))
            .await;
        assert_eq!(status, 404, "{who}");
        assert!(!are_listed(&server, key, service).await, "{who}");
    }
    assert!(are_listed(&server, &wanda, service).await);
    server.data(&wanda, GENERATE, json!({ "u": service })).await;
    server
        .data(&wanda, REVOKE, json!({ "id": made["apiKey"]["id"] }))
        .await;
    let old = made["apiKey"]["name"].as_str().unwrap();
    assert_eq!(server.refusal(old, OWN_KEY, json!({})).await.0, 401);
}

#[tokio::test]
async fn a_key_of_a_person_is_revoked_by_themselves_and_by_administrators_of_the_server() {
    let server = Server::start();
    let wanda = server.person("wanda", Some("admin"));
    let mo = server.person("mo", Some("member"));
    let key = own_key(&server, &mo).await;
    assert!(!are_listed(&server, &wanda, "mo").await);
    assert!(are_listed(&server, &mo, "mo").await);
    assert_eq!(
        server.refusal(&wanda, GENERATE, json!({ "u": "mo" })).await.0,
        404
    );
    assert_eq!(server.refusal(&wanda, REVOKE, json!({ "id": key })).await.0, 404);
    server.data(ADMIN_KEY, REVOKE, json!({ "id": key })).await;
    assert_eq!(server.refusal(&mo, OWN_KEY, json!({})).await.0, 401);
    let own = own_key(&server, &wanda).await;
    server.data(&wanda, REVOKE, json!({ "id": own })).await;
    assert_eq!(server.refusal(&wanda, OWN_KEY, json!({})).await.0, 401);
}
