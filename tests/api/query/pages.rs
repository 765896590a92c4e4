//! Pages of lists that grow and shrink between them.

use serde_json::{Value, json};

use super::{linked, versions};
use crate::server::{ADMIN_KEY, Server};
use crate::upload::link;

async fn unlink(server: &Server, artifact: &str) {
    let query = "query { project(entityName: \"my-org\", name: \"wandb-registry-model\") { artifactCollection(name: \"c\") { id } } }";
    let data = server.data(ADMIN_KEY, query, json!({})).await;
    let input =
        json!({ "artifactID": artifact, "artifactPortfolioID": data["project"]["artifactCollection"]["id"] });
    let query = "mutation($input: UnlinkArtifactInput!) { unlinkArtifact(input: $input) { success } }";
    server.data(ADMIN_KEY, query, json!({ "input": input })).await;
}

fn scored(score: i64) -> Value {
    json!({ "metadata": { "score": score }, "config": {}, "summary": {} })
}

#[tokio::test]
async fn pages_of_versions_neither_repeat_nor_skip_while_versions_come_and_go() {
    for (order, first, second) in [
        ("-version_index", [4, 3], [2, 0]),
        ("+metadata.score", [0, 1], [3, 4]),
        ("-metadata.score", [4, 3], [2, 0]),
    ] {
        let server = Server::start();
        let mut artifacts = Vec::new();
        for index in 0..5 {
            artifacts.push(linked(&server, &format!("r{index}"), &scored(index)).await);
        }
        let page = versions(&server, json!({ "order": order, "first": 2 })).await;
        assert_eq!((page.indices, page.total), (first.to_vec(), 5), "{order}");
        // The entry of the cursor goes, one of the next page goes, and one comes at the beginning.
        let at_cursor = usize::try_from(first[1]).unwrap();
        unlink(&server, &artifacts[at_cursor]).await;
        let next = if order.starts_with('+') { 2 } else { 1 };
        unlink(&server, &artifacts[next]).await;
        let beginning = if order.starts_with('+') { -1 } else { 99 };
        linked(&server, "new", &scored(beginning)).await;
        let page = versions(&server, json!({ "order": order, "first": 2, "after": page.next })).await;
        assert_eq!((page.indices, page.total), (second.to_vec(), 4), "{order}");
        assert_eq!(page.next, None, "{order}");
    }
}

const COLLECTIONS: &str = "query($after: String, $order: String) { organization(name: \"my-org\") { orgEntity { artifactCollections( \
     first: 2, after: $after, order: $order) { totalCount pageInfo { hasNextPage endCursor } edges { node { name } } } } } }";

async fn names(server: &Server, variables: Value) -> (Vec<String>, i64, Option<String>) {
    let data = server.data(ADMIN_KEY, COLLECTIONS, variables).await;
    let list = &data["organization"]["orgEntity"]["artifactCollections"];
    let names = list["edges"].as_array().unwrap().iter();
    let names = names.map(|edge| edge["node"]["name"].as_str().unwrap().to_owned());
    let next = list["pageInfo"]["endCursor"].as_str().map(str::to_owned);
    (names.collect(), list["totalCount"].as_i64().unwrap(), next)
}

#[tokio::test]
async fn pages_of_collections_go_on_after_their_place_while_collections_are_made() {
    let server = Server::start();
    let artifact = super::log(&server, "r", &scored(1)).await;
    for name in ["b", "d", "e", "g"] {
        link(&server, ADMIN_KEY, &artifact, "model", name, &[]).await;
    }
    let (first, total, next) = names(&server, json!({})).await;
    assert_eq!((first, total), (vec!["b".to_owned(), "d".to_owned()], 4));
    for name in ["a", "f"] {
        link(&server, ADMIN_KEY, &artifact, "model", name, &[]).await;
    }
    let (second, total, _) = names(&server, json!({ "after": next })).await;
    assert_eq!((second, total), (vec!["e".to_owned(), "f".to_owned()], 6));
    let (newest, _, next) = names(&server, json!({ "order": "-created_at" })).await;
    assert_eq!(newest, ["f", "a"]);
    let (older, _, _) = names(&server, json!({ "order": "-created_at", "after": next })).await;
    assert_eq!(older, ["g", "e"]);
}

#[tokio::test]
async fn pages_over_collections_list_each_version_once() {
    let server = Server::start();
    let mut artifacts = Vec::new();
    for index in 0..3 {
        artifacts.push(super::log(&server, &format!("r{index}"), &scored(index)).await);
    }
    for collection in ["one", "two", "three"] {
        for artifact in &artifacts {
            link(&server, ADMIN_KEY, artifact, "model", collection, &[]).await;
        }
    }
    let query = "query($after: String, $filters: JSONString) { organization(name: \"my-org\") { orgEntity { artifactMemberships(first: 2, \
         after: $after, filters: $filters) { totalCount pageInfo { hasNextPage endCursor } edges { node { versionIndex \
         artifactCollection { name } } } } } } }";
    for (filters, expected) in [
        (json!({}), 9),
        (json!({ "metadata.score": { "$gte": 1 } }), 6),
        (json!({ "metadata.score": 1 }), 3),
    ] {
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        loop {
            let variables = json!({ "after": after, "filters": filters.to_string() });
            let data = server.data(ADMIN_KEY, query, variables).await;
            let list = &data["organization"]["orgEntity"]["artifactMemberships"];
            assert_eq!(list["totalCount"], json!(expected));
            seen.extend(
                list["edges"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|edge| edge["node"].to_string()),
            );
            if list["pageInfo"]["hasNextPage"] == json!(false) {
                break;
            }
            after = list["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(seen.len(), expected);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), expected, "none twice");
    }
}
