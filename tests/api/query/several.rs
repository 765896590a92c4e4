//! Lists of registries, page by page, without what the asker may not see.

use serde_json::{Value, json};

use super::log;
use crate::in_registry::{give, registry};
use crate::server::{ADMIN_KEY, Server};

const REGISTRIES: &str = "query($order: String, $first: Int, $after: String, $filters: JSONString) { organization(name: \"my-org\") { \
     orgEntity { projects(order: $order, first: $first, after: $after, filters: $filters) { totalCount pageInfo { hasNextPage endCursor } \
     edges { node { name } } } } } }";

async fn page(server: &Server, key: &str, query: &str, variables: Value) -> Value {
    let data = server.data(key, query, variables).await;
    data["organization"]["orgEntity"]["projects"].clone()
}

fn names(page: &Value) -> Vec<String> {
    let edges = page["edges"].as_array().unwrap().iter();
    edges
        .map(|edge| edge["node"]["name"].as_str().unwrap().to_owned())
        .collect()
}

/// Everything in pages of two: what it holds, and the count that each page told.
async fn paged(server: &Server, key: &str, query: &str, variables: Value) -> (Vec<String>, Vec<Value>) {
    let (mut all, mut totals, mut after) = (Vec::new(), Vec::new(), Value::Null);
    loop {
        let mut asked = variables.clone();
        (asked["first"], asked["after"]) = (json!(2), after);
        let found = page(server, key, query, asked).await;
        let some = names(&found);
        assert!(
            some.len() == 2 || found["pageInfo"]["hasNextPage"] == json!(false),
            "a page is full while there is more"
        );
        all.extend(some);
        totals.push(found["totalCount"].clone());
        if found["pageInfo"]["hasNextPage"] == json!(false) {
            return (all, totals);
        }
        after = found["pageInfo"]["endCursor"].clone();
    }
}

#[tokio::test]
async fn registries_are_paged_full_without_those_that_may_not_be_seen() {
    let server = Server::start();
    let meg = server.person("meg", Some("viewer"));
    for (access, name) in [
        ("RESTRICTED", "a"),
        ("PRIVATE", "b"),
        ("RESTRICTED", "c"),
        ("RESTRICTED", "d"),
        ("PRIVATE", "e"),
        ("RESTRICTED", "z"),
    ] {
        let id = registry(&server, access, name).await;
        if name == "c" {
            give(&server, &id, &meg, "viewer").await;
        }
    }
    let full = |names: &[&str]| -> Vec<String> {
        names
            .iter()
            .map(|name| format!("wandb-registry-{name}"))
            .collect()
    };
    for (variables, expected) in [
        (json!({}), full(&["b", "c", "dataset", "e", "model"])),
        (
            json!({ "order": "-name" }),
            full(&["model", "e", "dataset", "c", "b"]),
        ),
        (
            json!({ "order": "created_at" }),
            full(&["model", "dataset", "b", "c", "e"]),
        ),
        (
            json!({ "filters": json!({ "name": { "$regex": "^wandb-registry-.$" } }).to_string() }),
            full(&["b", "c", "e"]),
        ),
        (
            json!({ "filters": json!({ "name": { "$in": full(&["a", "c", "z"]) } }).to_string() }),
            full(&["c"]),
        ),
        (
            json!({ "filters": json!({ "$not": { "description": { "$exists": true } } }).to_string() }),
            full(&["b", "c", "e"]),
        ),
    ] {
        let (found, totals) = paged(&server, &meg, REGISTRIES, variables.clone()).await;
        assert_eq!(found, expected, "{variables}");
        assert!(
            totals.iter().all(|total| *total == json!(expected.len())),
            "{totals:?}"
        );
    }
    let all = page(&server, ADMIN_KEY, REGISTRIES, json!({})).await;
    assert_eq!(all["totalCount"], json!(8));
}

#[tokio::test]
async fn a_registry_that_is_made_between_two_pages_moves_no_other() {
    let server = Server::start();
    let facts = json!({ "metadata": {}, "config": {}, "summary": {} });
    log(&server, "r", &facts).await;
    let first = page(&server, ADMIN_KEY, REGISTRIES, json!({ "first": 1 })).await;
    assert_eq!(names(&first), ["wandb-registry-dataset"]);
    registry(&server, "PRIVATE", "aaa").await;
    registry(&server, "PRIVATE", "ddd").await;
    let after = first["pageInfo"]["endCursor"].clone();
    let rest = page(&server, ADMIN_KEY, REGISTRIES, json!({ "after": after })).await;
    assert_eq!(names(&rest), ["wandb-registry-ddd", "wandb-registry-model"]);
}
