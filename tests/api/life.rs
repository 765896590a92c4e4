//! Renaming and deleting registries and collections: what goes, what stays, and who may.

use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, contents, link};

const UPSERT: &str =
    "mutation($input: UpsertModelInput!) { upsertModel(input: $input) { inserted project { id } } }";
const RENAME: &str = "mutation($new: String!, $old: String!) { renameProject(input: { entityName: \"my-org\", oldProjectName: $old, \
     newProjectName: $new }) { inserted project { name description } } }";
const DELETE_REGISTRY: &str = "mutation($id: String!) { deleteModel(input: { id: $id }) { success } }";
/// The document.
pub const DELETE_PORTFOLIO: &str = "mutation($id: ID!) { deleteArtifactPortfolio(input: { artifactPortfolioID: $id }) { artifactCollection { \
     __typename state } } }";
/// The document.
pub const DELETE_SEQUENCE: &str = "mutation($id: ID!) { deleteArtifactSequence(input: { artifactSequenceID: $id }) { artifactCollection { \
     __typename state } } }";
/// The document.
pub const STATE: &str = "query($id: ID!) { artifact(id: $id) { state aliases { alias } } }";

/// Makes a registry; gives its id.
pub async fn registry(server: &Server, name: &str) -> String {
    let input = json!({ "entityName": "my-org", "name": format!("wandb-registry-{name}"), "access": "PRIVATE", "description": "first" });
    let made = server.data(ADMIN_KEY, UPSERT, json!({ "input": input })).await;
    made["upsertModel"]["project"]["id"].as_str().unwrap().to_owned()
}

/// The id of a collection.
pub async fn collection(server: &Server, entity: &str, project: &str, name: &str) -> String {
    let query = "query($e: String!, $p: String!, $n: String!) { project(entityName: $e, name: $p) { artifactCollection(name: $n) { id } } }";
    let found = server
        .data(ADMIN_KEY, query, json!({ "e": entity, "p": project, "n": name }))
        .await;
    found["project"]["artifactCollection"]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// Logs a version of a model.
pub async fn logged(server: &Server, name: &str, bytes: &[u8]) -> String {
    Upload::announce(server, ADMIN_KEY, name, "model", &[("a", bytes)])
        .await
        .finish()
        .await
}

#[tokio::test]
async fn a_renamed_registry_has_its_facts_under_the_new_name_only() {
    let server = Server::start();
    registry(&server, "old").await;
    registry(&server, "taken").await;
    let names = |new: &str| json!({ "old": "wandb-registry-old", "new": new });
    for (new, status, sentence) in [
        (
            "wandb-registry-taken",
            409,
            "The name “wandb-registry-taken” is taken",
        ),
        ("plain", 400, "A registry stays one"),
        ("wandb-registry-a/b", 400, "must not contain “/”"),
        ("wandb-registry-", 400, "A registry stays one"),
    ] {
        let (found, _, message) = server.refusal(ADMIN_KEY, RENAME, names(new)).await;
        assert!(
            found == status && message.contains(sentence),
            "{new}: {found} {message}"
        );
    }
    let renamed = server.data(ADMIN_KEY, RENAME, names("wandb-registry-new")).await;
    assert_eq!(
        renamed["renameProject"],
        json!({ "inserted": false, "project": { "name": "wandb-registry-new", "description": "first" } })
    );
    let (status, ..) = server
        .refusal(ADMIN_KEY, RENAME, names("wandb-registry-newer"))
        .await;
    assert_eq!(status, 404, "the old name leads nowhere");
    let core = json!({ "old": "wandb-registry-model", "new": "wandb-registry-models" });
    let (status, _, message) = server.refusal(ADMIN_KEY, RENAME, core).await;
    assert!(status == 409 && message.contains("core registry"), "{message}");
}

#[tokio::test]
async fn a_deleted_registry_is_absent_its_name_free_and_its_versions_where_they_came_from() {
    let server = Server::start();
    let id = registry(&server, "gone").await;
    let artifact = logged(&server, "gemma", b"1").await;
    link(&server, ADMIN_KEY, &artifact, "gone", "c", &["staging"]).await;
    let member = server.person("meg", Some("member"));
    let (status, code, _) = server
        .refusal(&member, DELETE_REGISTRY, json!({ "id": id }))
        .await;
    assert_eq!((status, code.as_str()), (403, "FORBIDDEN"));
    let done = server.data(ADMIN_KEY, DELETE_REGISTRY, json!({ "id": id })).await;
    assert_eq!(done["deleteModel"]["success"], json!(true));
    let (status, _, message) = server
        .refusal(ADMIN_KEY, DELETE_REGISTRY, json!({ "id": id }))
        .await;
    assert_eq!(
        (status, message.as_str()),
        (404, "There is no such registry that you may see.")
    );
    let version = server.data(ADMIN_KEY, STATE, json!({ "id": artifact })).await;
    assert_eq!(
        version["artifact"],
        json!({ "state": "COMMITTED", "aliases": [{ "alias": "latest" }] }),
        "the aliases of the registry went, the version did not"
    );
    assert_ne!(registry(&server, "gone").await, id, "the name is free again");
    assert!(!contents(&server, ADMIN_KEY, "gone").await.contains("\"c\""));
    let model = server
        .data(
            ADMIN_KEY,
            "{ project(entityName: \"my-org\", name: \"wandb-registry-model\") { id } }",
            json!({}),
        )
        .await;
    let (status, _, message) = server
        .refusal(
            ADMIN_KEY,
            DELETE_REGISTRY,
            json!({ "id": model["project"]["id"] }),
        )
        .await;
    assert!(status == 409 && message.contains("core registry"), "{message}");
}

#[tokio::test]
async fn a_collection_is_renamed_retyped_and_deleted_within_its_rules() {
    let server = Server::start();
    let artifact = logged(&server, "gemma", b"1").await;
    link(&server, ADMIN_KEY, &artifact, "model", "c", &[]).await;
    link(&server, ADMIN_KEY, &artifact, "model", "d", &[]).await;
    let c = collection(&server, "my-org", "wandb-registry-model", "c").await;
    let gemma = collection(&server, "my-team", "quickstart", "gemma").await;
    let rename = "mutation($id: ID!, $name: String) { updateArtifactPortfolio(input: { artifactPortfolioID: $id, name: $name }) { \
         artifactCollection { name } } }";
    let to = |name: &str| json!({ "id": c, "name": name });
    let (status, _, message) = server.refusal(ADMIN_KEY, rename, to("d")).await;
    assert!(
        status == 409 && message.contains("The name “d” is taken"),
        "{message}"
    );
    let (status, ..) = server.refusal(ADMIN_KEY, rename, to("a/b")).await;
    assert_eq!(status, 400);
    let (status, ..) = server
        .refusal(ADMIN_KEY, rename, json!({ "id": gemma, "name": "x" }))
        .await;
    assert_eq!(status, 404, "a source artifact is no portfolio");
    let done = server.data(ADMIN_KEY, rename, to("e")).await;
    assert_eq!(
        done["updateArtifactPortfolio"]["artifactCollection"]["name"],
        json!("e")
    );
    let retype = "mutation($id: ID!, $to: String!) { moveArtifactSequence(input: { artifactSequenceID: $id, destinationArtifactTypeName: $to }) { \
         artifactCollection { defaultArtifactType { name } } } }";
    let weights = json!({ "id": gemma, "to": "weights" });
    let (status, _, message) = server.refusal(ADMIN_KEY, retype, weights.clone()).await;
    assert!(status == 409 && message.contains("(2 links)"), "{message}");
    for name in ["e", "d"] {
        let id = collection(&server, "my-org", "wandb-registry-model", name).await;
        let done = server
            .data(ADMIN_KEY, DELETE_PORTFOLIO, json!({ "id": id }))
            .await;
        assert_eq!(
            done["deleteArtifactPortfolio"]["artifactCollection"],
            json!({ "__typename": "ArtifactPortfolio", "state": "DELETED" })
        );
        let (status, ..) = server
            .refusal(ADMIN_KEY, DELETE_PORTFOLIO, json!({ "id": id }))
            .await;
        assert_eq!(status, 404);
    }
    let done = server.data(ADMIN_KEY, retype, weights).await;
    assert_eq!(
        done["moveArtifactSequence"]["artifactCollection"]["defaultArtifactType"]["name"],
        json!("weights")
    );
    let done = server
        .data(ADMIN_KEY, DELETE_SEQUENCE, json!({ "id": gemma }))
        .await;
    assert_eq!(
        done["deleteArtifactSequence"]["artifactCollection"],
        json!({ "__typename": "ArtifactSequence", "state": "DELETED" })
    );
    let gone = server.data(ADMIN_KEY, STATE, json!({ "id": artifact })).await;
    assert_eq!(gone["artifact"], Value::Null);
    assert_ne!(
        logged(&server, "gemma", b"1").await,
        artifact,
        "what is logged again is a new version of a new artifact"
    );
}

#[tokio::test]
async fn a_registry_says_how_much_it_holds_after_each_change() {
    let server = Server::start();
    let held = async || -> Value {
        let query = "{ project(entityName: \"my-org\", name: \"wandb-registry-model\") { registry { collectionCount versionCount \
             recentLinks(first: 5) { version artifactCollection { name } } } } }";
        server.data(ADMIN_KEY, query, json!({})).await["project"]["registry"].clone()
    };
    let recent = |list: &[(&str, &str)]| -> Value {
        list.iter()
            .map(|(version, name)| json!({ "version": version, "artifactCollection": { "name": name } }))
            .collect()
    };
    assert_eq!(
        held().await,
        json!({ "collectionCount": 0, "versionCount": 0, "recentLinks": [] })
    );
    let mut versions = Vec::new();
    for bytes in ["0", "1", "2"] {
        let version = logged(&server, "gemma", bytes.as_bytes()).await;
        assert_eq!(
            link(&server, ADMIN_KEY, &version, "model", "one", &[]).await.0,
            200
        );
        versions.push(version);
    }
    assert_eq!(
        link(&server, ADMIN_KEY, &versions[2], "model", "two", &[])
            .await
            .0,
        200
    );
    let expected = recent(&[("v0", "two"), ("v2", "one")]);
    assert_eq!(
        held().await,
        json!({ "collectionCount": 2, "versionCount": 4, "recentLinks": expected })
    );
    let one = collection(&server, "my-org", "wandb-registry-model", "one").await;
    let unlink = "mutation($a: ID!, $c: ID!) { unlinkArtifact(input: { artifactID: $a, artifactPortfolioID: $c }) { success } }";
    server
        .data(ADMIN_KEY, unlink, json!({ "a": versions[0], "c": one }))
        .await;
    assert_eq!(held().await["versionCount"], json!(3));
    // The newest version leaves both collections when it is deleted.
    let delete = "mutation($id: ID!) { deleteArtifact(input: { artifactID: $id, deleteAliases: true }) { artifact { id } } }";
    server.data(ADMIN_KEY, delete, json!({ "id": versions[2] })).await;
    let expected = recent(&[("v1", "one")]);
    assert_eq!(
        held().await,
        json!({ "collectionCount": 2, "versionCount": 1, "recentLinks": expected })
    );
    server
        .data(ADMIN_KEY, DELETE_PORTFOLIO, json!({ "id": one }))
        .await;
    assert_eq!(
        held().await,
        json!({ "collectionCount": 1, "versionCount": 0, "recentLinks": [] })
    );
}
