//! Roles over real HTTP: what each may do, and that what is not yours answers like what does not exist.

use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, contents, link};

const REGISTRY: &str = "query($name: String!) { organization(name: \"my-org\") { registry(name: $name) { id registry { myAccess { role \
     capabilities { capability isAllowed because } } } } } }";

async fn registry(server: &Server, access: &str, name: &str) -> String {
    let query =
        "mutation($input: UpsertModelInput!) { upsertModel(input: $input) { inserted project { id } } }";
    let input = json!({ "entityName": "my-org", "name": format!("wandb-registry-{name}"), "access": access });
    let made = server.data(ADMIN_KEY, query, json!({ "input": input })).await;
    assert_eq!(made["upsertModel"]["inserted"], json!(true));
    made["upsertModel"]["project"]["id"].as_str().unwrap().to_owned()
}

async fn user_id(server: &Server, key: &str) -> String {
    server.data(key, "{ viewer { id } }", json!({})).await["viewer"]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn give(server: &Server, registry: &str, user: &str, role: &str) {
    let add = "mutation($p: ID!, $u: [ID!]) { createProjectMembers(input: { projectId: $p, userIds: $u }) { success } }";
    server
        .data(ADMIN_KEY, add, json!({ "p": registry, "u": [user] }))
        .await;
    let set = "mutation($p: ID!, $u: ID!, $r: String!) { updateProjectMember(input: { projectId: $p, userId: $u, userProjectRole: $r }) { success } }";
    server
        .data(ADMIN_KEY, set, json!({ "p": registry, "u": user, "r": role }))
        .await;
}

#[tokio::test]
async fn what_may_not_be_seen_answers_exactly_like_what_does_not_exist() {
    let server = Server::start();
    registry(&server, "RESTRICTED", "secret").await;
    let artifact = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    link(&server, ADMIN_KEY, &artifact, "secret", "c", &[]).await;
    let outsider = server.person("otto", None);
    let colleague = server.person("cleo", Some("member"));
    for key in [&outsider, &colleague] {
        let there = server.ask(key, REGISTRY, json!({ "name": "secret" })).await;
        let nowhere = server.ask(key, REGISTRY, json!({ "name": "nowhere" })).await;
        assert_eq!(there, nowhere);
        let by_id = "query($id: ID!) { artifact(id: $id) { digest } }";
        let there = server.ask(key, by_id, json!({ "id": artifact })).await;
        let nowhere = server
            .ask(key, by_id, json!({ "id": "QXJ0aWZhY3Q6OTk5OTk=" }))
            .await;
        assert_eq!(there, nowhere);
        let there = link(&server, key, &artifact, "model", "c", &[]).await;
        let nowhere = link(&server, key, "QXJ0aWZhY3Q6OTk5OTk=", "model", "c", &[]).await;
        assert_eq!(there.0, 404);
        assert_eq!(there, nowhere);
    }
}

#[tokio::test]
async fn each_role_may_what_the_table_says() {
    let server = Server::start();
    let id = registry(&server, "RESTRICTED", "risk").await;
    let artifact = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    let other = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"2")])
        .await
        .finish()
        .await;
    link(&server, ADMIN_KEY, &artifact, "risk", "c", &[]).await;
    link(&server, ADMIN_KEY, &other, "risk", "other", &[]).await;
    let files = "query { project(entityName: \"my-org\", name: \"wandb-registry-risk\") { artifactCollectionMembership(name: \"c:v0\") { \
         artifact { metadata } files { edges { node { name directUrl } } } } } }";
    let describe = "mutation($p: ID!, $a: String!) { protectAlias(input: { projectID: $p, alias: $a }) { project { id } } }";
    for (index, role) in ["restricted_viewer", "viewer", "member", "admin"]
        .into_iter()
        .enumerate()
    {
        let key = server.person(&format!("user-{index}"), Some("viewer"));
        give(&server, &id, &user_id(&server, &key).await, role).await;
        let seen = server.data(&key, REGISTRY, json!({ "name": "risk" })).await;
        assert_eq!(
            seen["organization"]["registry"]["registry"]["myAccess"]["role"],
            json!(role)
        );
        let reads = server.ask(&key, files, json!({})).await.0;
        assert_eq!(reads, if index >= 1 { 200 } else { 403 }, "{role} reads files");
        let links = link(&server, &key, &other, "risk", "c", &[role]).await.0;
        assert_eq!(links, if index >= 2 { 200 } else { 403 }, "{role} links");
        let manages = server
            .ask(&key, describe, json!({ "p": id, "a": format!("guard-{index}") }))
            .await
            .0;
        assert_eq!(manages, if index >= 3 { 200 } else { 403 }, "{role} manages");
    }
}

#[tokio::test]
async fn a_protected_alias_is_for_admins_to_put_on_and_to_take_off() {
    let server = Server::start();
    let id = registry(&server, "PRIVATE", "risk").await;
    let protect = "mutation($p: ID!) { protectAlias(input: { projectID: $p, alias: \"production\" }) { project { id } } }";
    server.data(ADMIN_KEY, protect, json!({ "p": id })).await;
    let artifact = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    link(&server, ADMIN_KEY, &artifact, "risk", "c", &["production"]).await;
    let member = server.person("mia", Some("member"));
    give(&server, &id, &user_id(&server, &member).await, "member").await;
    let before = contents(&server, ADMIN_KEY, "risk").await;
    let (status, body) = link(&server, &member, &artifact, "risk", "c", &["production"]).await;
    let message = body["errors"][0]["message"].as_str().unwrap();
    assert!(
        status == 403 && message.starts_with("The alias “production” is protected. Needs admin."),
        "{body}"
    );
    let take_off = "mutation($a: ID!) { deleteAliases(input: { artifactID: $a, aliases: [{ entityName: \"my-org\", projectName: \
         \"wandb-registry-risk\", artifactCollectionName: \"c\", alias: \"production\" }] }) { success } }";
    assert_eq!(
        server
            .refusal(&member, take_off, json!({ "a": artifact }))
            .await
            .0,
        403
    );
    assert_eq!(contents(&server, ADMIN_KEY, "risk").await, before);
    server.data(ADMIN_KEY, take_off, json!({ "a": artifact })).await;
}

#[tokio::test]
async fn organization_viewers_create_no_registry_and_members_of_no_team_log_nothing() {
    let server = Server::start();
    let viewer = server.person("vera", Some("viewer"));
    let create = "mutation { upsertModel(input: { entityName: \"my-org\", name: \"wandb-registry-mine\" }) { inserted } }";
    let (status, code, _) = server.refusal(&viewer, create, json!({})).await;
    assert_eq!((status, code.as_str()), (403, "FORBIDDEN"));
    let member = server.person("mo", Some("member"));
    server.data(&member, create, json!({})).await;
    let log = "mutation { upsertBucket(input: { entityName: \"my-team\", modelName: \"p\", name: \"r\" }) { inserted } }";
    let (status, _, message) = server.refusal(&member, log, json!({})).await;
    assert_eq!(status, 404, "{message}");
}

#[tokio::test]
async fn the_default_role_of_an_open_registry_sees_but_does_not_read() {
    let server = Server::start();
    let artifact = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    link(&server, ADMIN_KEY, &artifact, "model", "c", &[]).await;
    let member = server.person("mo", Some("member"));
    let query = "query { project(entityName: \"my-org\", name: \"wandb-registry-model\") { artifactCollectionMembership(name: \"c\") { \
         artifact { digest fileContentAllowed artifactSequence { name project { id } } createdBy { ... on Run { name } } } \
         files { edges { node { name downloadUrl } } } } } }";
    let data = server.data(&member, query, json!({})).await;
    let place = &data["project"]["artifactCollectionMembership"];
    assert_eq!(place["artifact"]["fileContentAllowed"], json!(false));
    assert_eq!(
        place["files"]["edges"][0]["node"],
        json!({ "name": "a", "downloadUrl": null })
    );
    assert_eq!(
        place["artifact"]["artifactSequence"]["project"],
        Value::Null,
        "the source project is the team's"
    );
    assert_eq!(place["artifact"]["createdBy"]["name"], json!("run-1"));
}

#[tokio::test]
async fn a_star_is_ones_own_and_starring_twice_is_starring_once() {
    let server = Server::start();
    let member = server.person("mo", Some("member"));
    let id =
        server.data(&member, REGISTRY, json!({ "name": "model" })).await["organization"]["registry"]["id"]
            .clone();
    let star = "mutation($p: ID!, $s: Boolean!) { starRegistry(input: { projectID: $p, isStarred: $s }) { project { registry { isStarred } } } }";
    for (is_starred, _) in [(true, 1), (true, 2), (false, 3)] {
        let data = server
            .data(&member, star, json!({ "p": id, "s": is_starred }))
            .await;
        assert_eq!(
            data["starRegistry"]["project"]["registry"]["isStarred"],
            json!(is_starred)
        );
    }
    let starred = "{ organization { registries { edges { node { registry { isStarred } } } } } }";
    server.data(&member, star, json!({ "p": id, "s": true })).await;
    let others = server.data(ADMIN_KEY, starred, json!({})).await.to_string();
    assert!(!others.contains("true"), "{others}");
}
