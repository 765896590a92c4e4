//! Orders by keys, and keys that change.

use serde_json::{Value, json};

use super::{linked, log, versions};
use crate::server::{ADMIN_KEY, Server};
use crate::upload::link;

async fn indices(server: &Server, order: &str) -> Vec<i64> {
    versions(server, json!({ "order": order })).await.indices
}

async fn five(server: &Server) -> Vec<String> {
    let mut artifacts = Vec::new();
    for (index, loss) in [json!(0.5), json!("lost"), json!(-2), Value::Null, json!(0.5)]
        .iter()
        .enumerate()
    {
        let facts = json!({ "metadata": { "size": 10 - index }, "config": {}, "summary": { "loss": loss } });
        artifacts.push(linked(server, &format!("r{index}"), &facts).await);
    }
    artifacts
}

#[tokio::test]
async fn versions_are_sorted_by_a_metric_and_those_without_it_come_last() {
    let server = Server::start();
    five(&server).await;
    assert_eq!(indices(&server, "summary.loss").await, [2, 0, 4, 1, 3]);
    assert_eq!(indices(&server, "-summary_metrics.loss").await, [4, 0, 2, 1, 3]);
    assert_eq!(indices(&server, "+metadata.size").await, [4, 3, 2, 1, 0]);
    assert_eq!(indices(&server, "-metadata.nowhere").await, [4, 3, 2, 1, 0]);
    assert_eq!(indices(&server, "artifact_size").await, [0, 1, 2, 3, 4]);
    assert_eq!(indices(&server, "-artifact_created_at").await, [4, 3, 2, 1, 0]);
    assert_eq!(
        indices(&server, "").await,
        [4, 3, 2, 1, 0],
        "newest first unless said otherwise"
    );
}

#[tokio::test]
async fn a_sorted_list_is_filtered_too() {
    let server = Server::start();
    five(&server).await;
    let filter = json!({ "metadata.size": { "$lt": 10 } }).to_string();
    let page = versions(
        &server,
        json!({ "filters": filter, "order": "summary.loss", "first": 3 }),
    )
    .await;
    assert_eq!((page.indices, page.total), (vec![2, 4, 1], 4));
}

#[tokio::test]
async fn a_list_follows_metadata_config_and_summary_as_they_change() {
    let server = Server::start();
    let artifacts = five(&server).await;
    let found = async |field: &str, value: Value| {
        let filter = json!({ field: value }).to_string();
        versions(&server, json!({ "filters": filter, "order": "+version_index" }))
            .await
            .indices
    };
    let describe = "mutation($id: ID!, $m: JSONString) { updateArtifact(input: { artifactID: $id, metadata: $m }) { artifact { id } } }";
    server
        .data(
            ADMIN_KEY,
            describe,
            json!({ "id": artifacts[1], "m": "{\"size\":99}" }),
        )
        .await;
    assert_eq!(found("metadata.size", json!(99)).await, [1]);
    assert_eq!(
        found("metadata.size", json!(9)).await,
        [] as [i64; 0],
        "the old value is gone"
    );

    let input = json!({ "entityName": "my-team", "modelName": "quickstart", "name": "r3", "config": "{\"lr\":{\"value\":7}}",
        "summaryMetrics": "{\"loss\":0.75}" });
    let query = "mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { bucket { id } } }";
    server.data(ADMIN_KEY, query, json!({ "input": input })).await;
    assert_eq!(found("config.lr", json!(7)).await, [3]);
    assert_eq!(indices(&server, "summary.loss").await, [2, 0, 4, 3, 1]);

    let lines = json!({ "files": { "wandb-summary.json": { "offset": 0, "content": ["{\"loss\":-9}"] } } });
    let response = server
        .post("/files/my-team/quickstart/r4/file_stream")
        .basic_auth("api", Some(ADMIN_KEY))
        .json(&lines);
    assert_eq!(response.send().await.unwrap().status(), 200);
    assert_eq!(indices(&server, "summary.loss").await, [4, 2, 0, 3, 1]);
}

#[tokio::test]
async fn a_collection_lists_the_keys_of_its_versions_with_their_kinds() {
    let server = Server::start();
    five(&server).await;
    log(
        &server,
        "elsewhere",
        &json!({ "metadata": { "secret": 1 }, "config": {}, "summary": {} }),
    )
    .await;
    let query = "{ project(entityName: \"my-org\", name: \"wandb-registry-model\") { artifactCollection(name: \"c\") { \
         versionKeys { place path field kinds } } } }";
    let data = server.data(ADMIN_KEY, query, json!({})).await;
    assert_eq!(
        data["project"]["artifactCollection"]["versionKeys"],
        json!([
            { "place": "METADATA", "path": "size", "field": "metadata.size", "kinds": ["NUMBER"] },
            { "place": "SUMMARY", "path": "loss", "field": "summary.loss", "kinds": ["NUMBER", "TEXT"] },
        ])
    );
}

#[tokio::test]
async fn a_version_shows_the_values_of_its_keys_in_the_order_asked_for() {
    let server = Server::start();
    let facts = json!({ "metadata": { "a": { "b": [1, "x"] }, "long": "y".repeat(5_000) }, "config": { "lr": { "value": 0.1 } },
        "summary": { "loss": 2 } });
    linked(&server, "r", &facts).await;
    let query = "query($fields: [String!]!) { project(entityName: \"my-org\", name: \"wandb-registry-model\") { \
         artifactCollectionMembership(name: \"c:v0\") { keyValues(fields: $fields) } } }";
    let fields = json!({ "fields": ["summary.loss", "metadata.a.b", "config.lr.value", "metadata.none", "metadata.long"] });
    let data = server.data(ADMIN_KEY, query, fields).await;
    let long = format!("\"{}\"", "y".repeat(5_000));
    assert_eq!(
        data["project"]["artifactCollectionMembership"]["keyValues"],
        json!(["2", "[1,\"x\"]", "0.1", null, long])
    );
    let (status, _, sentence) = server
        .refusal(ADMIN_KEY, query, json!({ "fields": ["colour"] }))
        .await;
    assert_eq!(status, 400);
    assert!(
        sentence.starts_with("“colour” is no key of versions; use "),
        "{sentence}"
    );
}

#[tokio::test]
async fn aliases_of_a_collection_are_paged_by_name_while_they_come_and_go() {
    let server = Server::start();
    let artifact = linked(
        &server,
        "r",
        &json!({ "metadata": {}, "config": {}, "summary": {} }),
    )
    .await;
    link(&server, ADMIN_KEY, &artifact, "model", "c", &["a", "b", "d"]).await;
    let query = "query($after: String) { project(entityName: \"my-org\", name: \"wandb-registry-model\") { artifactCollection(name: \"c\") \
         { aliases(first: 2, after: $after) { totalCount pageInfo { endCursor } edges { node { alias } } } } } }";
    let page = async |after: Value| {
        let data = server.data(ADMIN_KEY, query, json!({ "after": after })).await;
        let list = data["project"]["artifactCollection"]["aliases"].clone();
        let names = list["edges"].as_array().unwrap().iter();
        let names: Vec<String> = names
            .map(|edge| edge["node"]["alias"].as_str().unwrap().to_owned())
            .collect();
        (names, list["pageInfo"]["endCursor"].clone())
    };
    let (first, next) = page(Value::Null).await;
    assert_eq!(first, ["a", "b"]);
    link(&server, ADMIN_KEY, &artifact, "model", "c", &["aa", "c"]).await;
    assert_eq!(page(next).await.0, ["c", "d"]);
}
