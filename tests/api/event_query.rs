//! Reading the log: who may read which part of it, filters, pages.

use serde_json::{Value, json};

use crate::in_registry::{give, registry};
use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, link, run};

const AUDIT: &str = "query($f: EventFilterInput, $first: Int, $after: String) { organization(name: \"my-org\") { auditLog(filter: $f, first: $first, \
     after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id kind username createdAt } } } } }";
const OF_REGISTRY: &str = "query { project(entityName: \"my-org\", name: \"wandb-registry-risk\") { events { totalCount edges { node { kind \
     subject before after username address userAgent requestId seq hash previousHash } } } } }";

fn nodes(connection: &Value) -> Vec<Value> {
    let edges = connection["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"].clone()).collect()
}

fn kinds(connection: &Value) -> Vec<String> {
    let name = |node: &Value| node["kind"].as_str().unwrap().to_owned();
    nodes(connection).iter().map(name).collect()
}

#[tokio::test]
async fn the_whole_log_is_for_admins_and_the_refusal_says_so() {
    let server = Server::start();
    let member = server.person("mia", Some("member"));
    let (status, code, message) = server.refusal(&member, AUDIT, json!({})).await;
    assert_eq!((status, code.as_str()), (403, "FORBIDDEN"));
    assert_eq!(
        message,
        "Needs admin of the organization. You are member. An admin of the organization can make you admin."
    );
    let outsider = server.person("otto", None);
    let data = server.data(&outsider, AUDIT, json!({})).await;
    assert_eq!(data["organization"], Value::Null);
    let admin = server.person("olga", Some("admin"));
    server.data(&admin, AUDIT, json!({})).await;
    let query = "{ serverAuditLog { totalCount } }";
    assert_eq!(server.refusal(&admin, query, json!({})).await.0, 403);
    server.data(ADMIN_KEY, query, json!({})).await;
}

#[tokio::test]
async fn the_activity_of_a_registry_is_for_who_sees_it_without_saying_from_where() {
    let server = Server::start();
    let id = registry(&server, "RESTRICTED", "risk").await;
    let viewer = server.person("vera", Some("viewer"));
    assert_eq!(
        server.data(&viewer, OF_REGISTRY, json!({})).await["project"],
        Value::Null
    );
    give(&server, &id, &viewer, "restricted_viewer").await;
    let data = server.data(&viewer, OF_REGISTRY, json!({})).await;
    let events = &data["project"]["events"];
    assert_eq!(
        kinds(events),
        ["MEMBER_ROLE_CHANGED", "MEMBERS_ADDED", "PROJECT_CREATED"]
    );
    assert_eq!(events["totalCount"], json!(3));
    for event in nodes(events) {
        assert_eq!(event["username"], json!("ada"));
        for private in ["address", "userAgent", "requestId", "seq", "hash", "previousHash"] {
            assert_eq!(event[private], Value::Null, "{private}");
        }
    }
}

#[tokio::test]
async fn stars_of_others_are_no_activity() {
    let server = Server::start();
    let id = registry(&server, "PRIVATE", "risk").await;
    let viewer = server.person("vera", Some("viewer"));
    let star =
        "mutation($p: ID!) { starRegistry(input: { projectID: $p, isStarred: true }) { project { id } } }";
    server.data(&viewer, star, json!({ "p": id })).await;
    let own = server.data(&viewer, OF_REGISTRY, json!({})).await;
    assert_eq!(
        kinds(&own["project"]["events"]),
        ["REGISTRY_STARRED", "PROJECT_CREATED"]
    );
    let others = server.data(ADMIN_KEY, OF_REGISTRY, json!({})).await;
    assert_eq!(kinds(&others["project"]["events"]), ["PROJECT_CREATED"]);
    assert_eq!(others["project"]["events"]["totalCount"], json!(1));
}

#[tokio::test]
async fn the_activity_of_a_version_leaves_out_places_that_may_not_be_seen() {
    let server = Server::start();
    registry(&server, "PRIVATE", "risk").await;
    let hidden = registry(&server, "RESTRICTED", "canary").await;
    let artifact = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    link(&server, ADMIN_KEY, &artifact, "risk", "c", &[]).await;
    link(&server, ADMIN_KEY, &artifact, "canary", "canary", &["canary"]).await;
    run(&server, ADMIN_KEY, "quickstart", "canary-run").await;
    let usage = "mutation($a: ID!) { useArtifact(input: { entityName: \"my-team\", projectName: \"quickstart\", runName: \"canary-run\", \
         artifactID: $a }) { artifact { id } } }";
    server.data(ADMIN_KEY, usage, json!({ "a": artifact })).await;
    let describe = "mutation($a: ID!) { updateArtifact(input: { artifactID: $a, description: \"Better\" }) { artifact { id } } }";
    server.data(ADMIN_KEY, describe, json!({ "a": artifact })).await;
    let query = "query($a: ID!) { artifact(id: $a) { artifactActions { totalCount edges { node { kind subject before after project { name } \
         artifactCollection { name } } } } } }";
    let member = server.person("mia", Some("member"));
    let data = server.data(&member, query, json!({ "a": artifact })).await;
    let seen = &data["artifact"]["artifactActions"];
    assert_eq!(
        kinds(seen),
        [
            "VERSION_EDITED",
            "ALIAS_ADDED",
            "VERSION_LINKED",
            "VERSION_LOGGED"
        ]
    );
    assert_eq!(seen["totalCount"], json!(4));
    let text = seen.to_string();
    for secret in ["canary", "my-team", "quickstart"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let linked = &nodes(seen)[2];
    assert_eq!(linked["subject"], json!("my-org/wandb-registry-risk/c:v0"));
    give(&server, &hidden, &member, "restricted_viewer").await;
    let data = server.data(&member, query, json!({ "a": artifact })).await;
    assert_eq!(
        data["artifact"]["artifactActions"]["totalCount"],
        json!(7),
        "the link and its two aliases are there now"
    );
    let all = server.data(ADMIN_KEY, query, json!({ "a": artifact })).await;
    assert_eq!(all["artifact"]["artifactActions"]["totalCount"], json!(9));
}

#[tokio::test]
async fn pages_stay_right_while_events_are_added() {
    let server = Server::start();
    for number in 0..7 {
        registry(&server, "PRIVATE", &format!("r{number}")).await;
    }
    let whole = server.data(ADMIN_KEY, AUDIT, json!({})).await["organization"]["auditLog"].clone();
    let (mut ids, mut after) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "first": 3, "after": after });
        let page = server.data(ADMIN_KEY, AUDIT, variables).await["organization"]["auditLog"].clone();
        ids.extend(nodes(&page).into_iter().map(|node| node["id"].clone()));
        registry(&server, "PRIVATE", &format!("late-{}", ids.len())).await;
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    let expected: Vec<Value> = nodes(&whole).into_iter().map(|node| node["id"].clone()).collect();
    assert_eq!(ids, expected);
    assert_eq!(whole["totalCount"], json!(10));
    let (status, _, message) = server
        .refusal(ADMIN_KEY, AUDIT, json!({ "after": "garbage" }))
        .await;
    assert_eq!(status, 400, "{message}");
    assert_eq!(
        server.refusal(ADMIN_KEY, AUDIT, json!({ "first": -1 })).await.0,
        400
    );
}

#[tokio::test]
async fn events_are_found_by_kind_person_and_time() {
    let server = Server::start();
    let id = registry(&server, "PRIVATE", "risk").await;
    let olga = server.person("olga", Some("admin"));
    let protect = "mutation($p: ID!) { protectAlias(input: { projectID: $p, alias: \"production\" }) { project { id } } }";
    server.data(&olga, protect, json!({ "p": id })).await;
    let find = async |filter: Value| {
        let data = server.data(ADMIN_KEY, AUDIT, json!({ "f": filter })).await;
        data["organization"]["auditLog"].clone()
    };
    let by_person = find(json!({ "username": "olga" })).await;
    assert_eq!(kinds(&by_person), ["ALIAS_PROTECTED"]);
    assert_eq!(
        find(json!({ "username": "nobody" })).await["totalCount"],
        json!(0)
    );
    let by_kind = find(json!({ "kinds": ["PROJECT_CREATED", "ALIAS_PROTECTED"] })).await;
    assert_eq!(kinds(&by_kind), ["ALIAS_PROTECTED", "PROJECT_CREATED"]);
    assert_eq!(by_kind["totalCount"], json!(2));
    let both = find(json!({ "kinds": ["PROJECT_CREATED"], "username": "olga" })).await;
    assert_eq!(both["totalCount"], json!(0));
    let at = nodes(&by_person)[0]["createdAt"].clone();
    let since = find(json!({ "from": at })).await;
    assert_eq!(kinds(&since), ["ALIAS_PROTECTED"], "from is inside");
    let before = find(json!({ "to": at })).await;
    assert!(
        !kinds(&before).contains(&"ALIAS_PROTECTED".to_owned()),
        "to is outside"
    );
}
