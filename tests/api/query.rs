//! Filters, orders, pages and counts of registries, collections and versions over real HTTP.

mod collections;
mod matrix;
mod pages;
mod refusals;
mod several;
mod sorted;

use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, link, run};

/// Logs a version by a run of its own with config and summary; the id of the artifact.
pub async fn log(server: &Server, name: &str, facts: &Value) -> String {
    run(server, ADMIN_KEY, "quickstart", name).await;
    let query = "mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { bucket { id } } }";
    let input = json!({ "entityName": "my-team", "modelName": "quickstart", "name": name,
        "config": facts["config"].to_string(), "summaryMetrics": facts["summary"].to_string() });
    server.data(ADMIN_KEY, query, json!({ "input": input })).await;
    let more = json!({ "runName": name, "metadata": facts["metadata"].to_string(), "description": facts["description"] });
    Upload::announce_with(
        server,
        ADMIN_KEY,
        ("gemma", "model"),
        &[("a", name.as_bytes())],
        &more,
    )
    .await
    .finish()
    .await
}

/// Logs and links a version into `model/c`; the id of the artifact.
pub async fn linked(server: &Server, name: &str, facts: &Value) -> String {
    let artifact = log(server, name, facts).await;
    let (status, body) = link(server, ADMIN_KEY, &artifact, "model", "c", &[]).await;
    assert_eq!(status, 200, "{body}");
    artifact
}

/// A page of `model/c`: the version indices, the count, the cursor of the next page.
pub struct Page {
    /// In the order of the list.
    pub indices: Vec<i64>,
    /// Of the whole list.
    pub total: i64,
    /// None when there is no more.
    pub next: Option<String>,
}

/// The integers and the rest of a connection of memberships.
pub fn page_of(connection: &Value) -> Page {
    let edges = connection["edges"].as_array().unwrap();
    let info = &connection["pageInfo"];
    let has_more = info["hasNextPage"].as_bool().unwrap();
    Page {
        indices: edges
            .iter()
            .map(|edge| edge["node"]["versionIndex"].as_i64().unwrap())
            .collect(),
        total: connection["totalCount"].as_i64().unwrap(),
        next: has_more.then(|| info["endCursor"].as_str().unwrap().to_owned()),
    }
}

/// The document that asks for versions of `model/c`.
pub const VERSIONS: &str = "query($filters: JSONString, $order: String, $first: Int, $after: String) { project(entityName: \"my-org\", \
     name: \"wandb-registry-model\") { artifactCollection(name: \"c\") { artifactMemberships(filters: $filters, order: $order, \
     first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { versionIndex } } } } } }";

/// A page of the versions of `model/c`.
pub async fn versions(server: &Server, variables: Value) -> Page {
    let data = server.data(ADMIN_KEY, VERSIONS, variables).await;
    page_of(&data["project"]["artifactCollection"]["artifactMemberships"])
}
