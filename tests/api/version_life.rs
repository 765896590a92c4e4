//! Deleting versions: what holds them, what goes with them, and who may.

use serde_json::{Value, json};

use crate::life::{DELETE_PORTFOLIO, DELETE_SEQUENCE, STATE, collection, logged, registry};
use crate::server::{ADMIN_KEY, Server};
use crate::upload::{contents, link};

const DELETE_VERSION: &str = "mutation($id: ID!, $all: Boolean) { deleteArtifact(input: { artifactID: $id, deleteAliases: $all }) { artifact { id } } }";
const PROTECT: &str = "mutation($id: ID!) { protectAlias(input: { projectID: $id, alias: \"production\" }) { project { id } } }";

#[tokio::test]
async fn a_version_with_aliases_is_deleted_only_with_them_and_the_latest_one_left_becomes_latest() {
    let server = Server::start();
    let first = logged(&server, "gemma", b"1").await;
    let second = logged(&server, "gemma", b"2").await;
    link(&server, ADMIN_KEY, &second, "model", "c", &["staging"]).await;
    let (status, code, message) = server
        .refusal(ADMIN_KEY, DELETE_VERSION, json!({ "id": second }))
        .await;
    assert_eq!((status, code.as_str()), (409, "CONFLICT"));
    assert_eq!(
        message,
        "This version has the aliases “latest”, “staging”; take them off first, or delete it with delete_aliases=True."
    );
    let done = server
        .data(ADMIN_KEY, DELETE_VERSION, json!({ "id": second, "all": true }))
        .await;
    assert_eq!(done["deleteArtifact"]["artifact"]["id"], json!(second));
    let gone = server.data(ADMIN_KEY, STATE, json!({ "id": second })).await;
    assert_eq!(gone["artifact"], Value::Null);
    let left = server.data(ADMIN_KEY, STATE, json!({ "id": first })).await;
    assert_eq!(left["artifact"]["aliases"], json!([{ "alias": "latest" }]));
    assert!(!contents(&server, ADMIN_KEY, "model").await.contains("v0"));
    let (status, ..) = server
        .refusal(ADMIN_KEY, DELETE_VERSION, json!({ "id": second, "all": true }))
        .await;
    assert_eq!(status, 404);
    let third = logged(&server, "gemma", b"2").await;
    assert_ne!(
        third, second,
        "deleted content that is logged again is a new version"
    );
}

#[tokio::test]
async fn what_a_registry_holds_under_a_protected_alias_cannot_be_deleted_at_its_source() {
    let server = Server::start();
    let id = registry(&server, "risk").await;
    let artifact = logged(&server, "gemma", b"1").await;
    link(&server, ADMIN_KEY, &artifact, "risk", "c", &["production"]).await;
    server.data(ADMIN_KEY, PROTECT, json!({ "id": id })).await;
    let wanted = "The registry “risk” holds c:v0 under the protected alias “production”; an admin of the registry must take the alias off \
         first.";
    let before = contents(&server, ADMIN_KEY, "risk").await;
    let gemma = collection(&server, "my-team", "quickstart", "gemma").await;
    for (query, variables) in [
        (DELETE_VERSION, json!({ "id": artifact, "all": true })),
        (DELETE_SEQUENCE, json!({ "id": gemma })),
    ] {
        let (status, _, message) = server.refusal(ADMIN_KEY, query, variables).await;
        assert_eq!((status, message.as_str()), (409, wanted));
    }
    assert_eq!(contents(&server, ADMIN_KEY, "risk").await, before);
    let member = server.person("meg", Some("member"));
    server.facts(&["team", "add-member", "my-team", "meg", "member"]);
    let c = collection(&server, "my-org", "wandb-registry-risk", "c").await;
    let (status, ..) = server
        .refusal(&member, DELETE_PORTFOLIO, json!({ "id": c }))
        .await;
    assert_eq!(
        status, 403,
        "only admins delete a collection with a protected alias"
    );
    server.data(ADMIN_KEY, DELETE_PORTFOLIO, json!({ "id": c })).await;
    server
        .data(&member, DELETE_VERSION, json!({ "id": artifact, "all": true }))
        .await;
}

#[tokio::test]
async fn who_sees_a_version_only_through_a_link_does_not_delete_it() {
    let server = Server::start();
    let artifact = logged(&server, "gemma", b"1").await;
    let colleague = server.person("cleo", Some("member"));
    let variables = json!({ "id": artifact, "all": true });
    let hidden = server.ask(&colleague, DELETE_VERSION, variables.clone()).await;
    let nowhere = json!({ "id": "QXJ0aWZhY3Q6OTk5OTk=", "all": true });
    assert_eq!(hidden, server.ask(&colleague, DELETE_VERSION, nowhere).await);
    link(&server, ADMIN_KEY, &artifact, "model", "c", &[]).await;
    let (status, _, message) = server.refusal(&colleague, DELETE_VERSION, variables).await;
    assert!(
        status == 403 && message.contains("the team that logged this version"),
        "{message}"
    );
}
