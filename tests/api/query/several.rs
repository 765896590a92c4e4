//! Lists over several registries: versions in one order, and registries page by page, both without what the asker may not see.

use serde_json::{Value, json};

use super::log;
use crate::in_registry::{give, registry};
use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, link};

const VERSIONS: &str = "query($order: String, $first: Int, $after: String, $filters: JSONString, $projects: JSONString) { \
     organization(name: \"my-org\") { advancedRegistryFeatures { advancedSearch } orgEntity { artifactMemberships(order: $order, first: $first, \
     after: $after, filters: $filters, projectFilters: $projects) { totalCount pageInfo { hasNextPage endCursor } edges { node { \
     artifactCollection { name } versionIndex } } } } } }";
const REGISTRIES: &str = "query($order: String, $first: Int, $after: String, $filters: JSONString) { organization(name: \"my-org\") { \
     orgEntity { projects(order: $order, first: $first, after: $after, filters: $filters) { totalCount pageInfo { hasNextPage endCursor } \
     edges { node { name } } } } } }";

async fn page(server: &Server, key: &str, query: &str, variables: Value) -> Value {
    let data = server.data(key, query, variables).await;
    let entity = &data["organization"]["orgEntity"];
    let list = if query == VERSIONS {
        "artifactMemberships"
    } else {
        "projects"
    };
    entity[list].clone()
}

fn names(page: &Value) -> Vec<String> {
    let edges = page["edges"].as_array().unwrap().iter();
    let names = edges.map(|edge| match &edge["node"]["artifactCollection"]["name"] {
        Value::String(collection) => format!("{collection}:v{}", edge["node"]["versionIndex"]),
        _ => edge["node"]["name"].as_str().unwrap().to_owned(),
    });
    names.collect()
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

/// Three versions of sizes 1 to 3, the biggest logged first, linked by turns into `model/m`, `open/o` and `secret/s`.
async fn five_links(server: &Server) {
    registry(server, "PRIVATE", "open").await;
    registry(server, "RESTRICTED", "secret").await;
    let mut versions = Vec::new();
    for (name, bytes) in [("big", b"333" as &[u8]), ("middle", b"22"), ("small", b"1")] {
        let upload = Upload::announce(server, ADMIN_KEY, name, "model", &[("a", bytes)]).await;
        versions.push(upload.finish().await);
    }
    for (registry, collection, version) in [
        ("open", "o", 2),
        ("model", "m", 0),
        ("secret", "s", 2),
        ("open", "o", 1),
        ("model", "m", 2),
    ] {
        let (status, body) = link(server, ADMIN_KEY, &versions[version], registry, collection, &[]).await;
        assert_eq!(status, 200, "{body}");
    }
}

#[tokio::test]
async fn versions_of_several_registries_are_in_one_order_in_pages_too() {
    let server = Server::start();
    five_links(&server).await;
    let viewer = server.person("vic", Some("viewer"));
    let expected = [
        // `o` was made first: equal ones are by collection and index.
        ("artifact_size", vec!["o:v0", "m:v1", "s:v0", "o:v1", "m:v0"]),
        ("-artifact_size", vec!["m:v0", "o:v1", "s:v0", "m:v1", "o:v0"]),
        (
            "artifact_created_at",
            vec!["m:v0", "o:v1", "o:v0", "m:v1", "s:v0"],
        ),
        ("acm_created_at", vec!["o:v0", "m:v0", "s:v0", "o:v1", "m:v1"]),
        ("-linked_at", vec!["m:v1", "o:v1", "s:v0", "m:v0", "o:v0"]),
        ("-metadata.nothing", vec!["s:v0", "m:v1", "m:v0", "o:v1", "o:v0"]),
    ];
    for (order, all) in expected {
        let asked = json!({ "order": order });
        assert_eq!(
            names(&page(&server, ADMIN_KEY, VERSIONS, asked.clone()).await),
            all,
            "{order}"
        );
        let (found, totals) = paged(&server, ADMIN_KEY, VERSIONS, asked.clone()).await;
        assert_eq!(
            (found, totals),
            (
                all.iter().map(|name| (*name).to_owned()).collect(),
                vec![json!(5); 3]
            ),
            "{order}"
        );
        let seen: Vec<&str> = all.into_iter().filter(|name| !name.starts_with('s')).collect();
        let (found, totals) = paged(&server, &viewer, VERSIONS, asked).await;
        assert_eq!(
            (found, totals),
            (
                seen.iter().map(|name| (*name).to_owned()).collect(),
                vec![json!(4); 2]
            ),
            "{order}"
        );
    }
}

#[tokio::test]
async fn advanced_search_is_offered_and_filters_by_its_fields() {
    let server = Server::start();
    five_links(&server).await;
    let data = server.data(ADMIN_KEY, VERSIONS, json!({ "first": 1 })).await;
    assert_eq!(
        data["organization"]["advancedRegistryFeatures"],
        json!({ "advancedSearch": true })
    );
    let open = "{ project(entityName: \"my-org\", name: \"wandb-registry-open\") { internalId } }";
    let id = server.data(ADMIN_KEY, open, json!({})).await["project"]["internalId"].clone();
    let id = super::matrix::integer_of(id.as_str().unwrap());
    let after_all = json!({ "acm_created_at": { "$gt": "2100-01-01" } });
    for (filters, projects, expected) in [
        (
            json!({ "artifact_size": { "$gte": 2 } }),
            json!({}),
            vec!["m:v0", "o:v1"],
        ),
        (json!({}), json!({ "project_id": id }), vec!["o:v1", "o:v0"]),
        (
            json!({ "artifact_created_at": { "$gt": "2020-01-01" }, "version": "v1" }),
            json!({}),
            vec!["m:v1", "o:v1"],
        ),
        (after_all, json!({}), vec![]),
    ] {
        let asked = json!({ "order": "-acm_created_at", "filters": filters.to_string(), "projects": projects.to_string() });
        let mut found = names(&page(&server, ADMIN_KEY, VERSIONS, asked).await);
        if filters.get("artifact_size").is_some() {
            found.sort();
        }
        assert_eq!(found, expected, "{filters} {projects}");
    }
}

#[tokio::test]
async fn a_cursor_of_one_order_is_none_of_another() {
    let server = Server::start();
    five_links(&server).await;
    let first = page(
        &server,
        ADMIN_KEY,
        VERSIONS,
        json!({ "order": "artifact_size", "first": 1 }),
    )
    .await;
    let after = first["pageInfo"]["endCursor"].clone();
    for order in ["-artifact_size", "linked_at", "artifact_created_at"] {
        let (status, _, message) = server
            .refusal(ADMIN_KEY, VERSIONS, json!({ "order": order, "after": after }))
            .await;
        assert_eq!(
            (status, message.as_str()),
            (
                400,
                "This cursor is of another list or another order; start from the first page."
            )
        );
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
