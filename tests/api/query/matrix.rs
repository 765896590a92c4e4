//! Every operator on every documented field of versions, by each way on which the SDK asks.

use serde_json::{Value, json};

use super::{VERSIONS, linked, page_of};
use crate::server::{ADMIN_KEY, Server};
use crate::upload::link;

const EVERYWHERE: &str = "query($filters: JSONString) { organization(name: \"my-org\") { orgEntity { artifactMemberships( \
     projectFilters: \"{\\\"name\\\":\\\"wandb-registry-model\\\"}\", collectionFilters: \"{\\\"name\\\":\\\"c\\\"}\", filters: $filters, \
     first: 50) { totalCount pageInfo { hasNextPage endCursor } edges { node { versionIndex } } } } } }";

const ARTIFACTS: &str = "query($filters: JSONString) { project(entityName: \"my-org\", name: \"wandb-registry-model\") { \
     artifactType(name: \"model\") { artifactCollection(name: \"c\") { artifacts(filters: $filters, order: \"+version_index\", \
     first: 50) { totalCount edges { version } } } } } }";

/// Test and versions for which it holds, of three.
type Row = (Value, &'static [i64]);

fn texts(field: &str, values: [&str; 3]) -> (String, Vec<Row>) {
    let [low, middle, high] = values;
    let rows: Vec<Row> = vec![
        (json!(middle), &[1]),
        (json!({ "$eq": middle }), &[1]),
        (json!({ "$ne": middle }), &[0, 2]),
        (json!({ "$gt": low }), &[1, 2]),
        (json!({ "$gte": middle }), &[1, 2]),
        (json!({ "$lt": high }), &[0, 1]),
        (json!({ "$lte": low }), &[0]),
        (json!({ "$in": [low, high] }), &[0, 2]),
        (json!({ "$nin": [low, high] }), &[1]),
        (json!({ "$all": [high] }), &[2]),
        (json!({ "$size": 1 }), &[0, 1, 2]),
        (json!({ "$exists": true }), &[0, 1, 2]),
        (json!({ "$exists": false }), &[]),
        (json!({ "$regex": format!("^{middle}$") }), &[1]),
        (json!({ "$contains": middle }), &[1]),
        (json!({ "$not": { "$gt": low } }), &[0]),
        (Value::Null, &[]),
    ];
    (field.to_owned(), rows)
}

/// Two of three versions have a number.
fn numbers(field: &str, low: f64, high: f64) -> (String, Vec<Row>) {
    let rows: Vec<Row> = vec![
        (json!(high), &[1]),
        (json!({ "$eq": low }), &[0]),
        (json!({ "$ne": low }), &[1, 2]),
        (json!({ "$gt": low }), &[1]),
        (json!({ "$gte": low }), &[0, 1]),
        (json!({ "$lt": high }), &[0]),
        (json!({ "$lte": high }), &[0, 1]),
        (json!({ "$gt": low, "$lt": high }), &[]),
        (json!({ "$in": [low, high, "x"] }), &[0, 1]),
        (json!({ "$nin": [low] }), &[1, 2]),
        (json!({ "$all": [low] }), &[0]),
        (json!({ "$size": 1 }), &[0, 1]),
        (json!({ "$exists": true }), &[0, 1]),
        (json!({ "$exists": false }), &[2]),
        (json!({ "$regex": "." }), &[]),
        (json!({ "$contains": low }), &[0]),
        (json!({ "$not": { "$lt": high } }), &[1, 2]),
        (Value::Null, &[2]),
        (json!(low.to_string()), &[]),
    ];
    (field.to_owned(), rows)
}

/// The first version has none, the second `vision`, the third `nlp` and `vision`.
fn tags() -> (String, Vec<Row>) {
    let rows: Vec<Row> = vec![
        (json!("vision"), &[1, 2]),
        (json!({ "$eq": "nlp" }), &[2]),
        (json!({ "$ne": "nlp" }), &[0, 1]),
        (json!({ "$gt": "o" }), &[1, 2]),
        (json!({ "$gte": "vision" }), &[1, 2]),
        (json!({ "$lt": "o" }), &[2]),
        (json!({ "$lte": "nlp" }), &[2]),
        (json!({ "$in": ["nlp", "x"] }), &[2]),
        (json!({ "$nin": ["nlp", "x"] }), &[0, 1]),
        (json!({ "$all": ["nlp", "vision"] }), &[2]),
        (json!({ "$size": 2 }), &[2]),
        (json!({ "$exists": true }), &[1, 2]),
        (json!({ "$exists": false }), &[0]),
        (json!({ "$regex": "^(n|x)" }), &[2]),
        (json!({ "$contains": "isi" }), &[1, 2]),
        (json!({ "$not": { "$eq": "vision" } }), &[0]),
        (Value::Null, &[0]),
    ];
    ("tag".to_owned(), rows)
}

/// The first version has none, the second `production`, the third `latest`.
fn aliases() -> (String, Vec<Row>) {
    let rows: Vec<Row> = vec![
        (json!("production"), &[1]),
        (json!({ "$eq": "latest" }), &[2]),
        (json!({ "$ne": "latest" }), &[0, 1]),
        (json!({ "$gt": "m" }), &[1]),
        (json!({ "$gte": "latest" }), &[1, 2]),
        (json!({ "$lt": "m" }), &[2]),
        (json!({ "$lte": "production" }), &[1, 2]),
        (json!({ "$in": ["latest", "production"] }), &[1, 2]),
        (json!({ "$nin": ["latest"] }), &[0, 1]),
        (json!({ "$all": ["latest", "production"] }), &[]),
        (json!({ "$size": 1 }), &[1, 2]),
        (json!({ "$exists": true }), &[1, 2]),
        (json!({ "$exists": false }), &[0]),
        (json!({ "$regex": "tion$" }), &[1]),
        (json!({ "$contains": "t" }), &[1, 2]),
        (json!({ "$not": { "$regex": "^l" } }), &[0, 1]),
        (Value::Null, &[0]),
    ];
    ("alias".to_owned(), rows)
}

/// Every field with rows, as the three versions below have it.
fn rows(facts: &[Value]) -> Vec<(String, Vec<Row>)> {
    let text = |field: &str| [0, 1, 2].map(|index: usize| facts[index][field].as_str().unwrap());
    let mut all = vec![
        texts("version", ["v0", "v1", "v2"]),
        texts("metadata.note", ["alpha", "beta", "gamma"]),
        texts("metadata.deep.er", ["x1", "x2", "x3"]),
        texts("config.model.name", ["a", "b", "c"]),
        texts("description", ["first", "fourth", "second"]),
        texts("created_at", text("createdAt")),
        texts("updated_at", text("updatedAt")),
        texts("artifact_created_at", text("artifactCreatedAt")),
        numbers("metadata.acc", 0.5, 0.9),
        numbers("config.lr", 0.1, 0.2),
        numbers("config.lr.value", 0.1, 0.2),
        numbers("summary.loss", 1.0, 2.5),
        numbers("summary_metrics.loss", 1.0, 2.5),
        tags(),
        aliases(),
    ];
    let ids: Vec<i64> = facts.iter().map(|fact| fact["id"].as_i64().unwrap()).collect();
    all.push((
        "id".to_owned(),
        vec![
            (json!(ids[1]), &[1]),
            (json!({ "$ne": ids[1] }), &[0, 2]),
            (json!({ "$gt": ids[0] }), &[1, 2]),
            (json!({ "$gte": ids[1] }), &[1, 2]),
            (json!({ "$lt": ids[1] }), &[0]),
            (json!({ "$lte": ids[1] }), &[0, 1]),
            (json!({ "$in": [ids[0], ids[2]] }), &[0, 2]),
            (json!({ "$nin": [ids[0]] }), &[1, 2]),
            (json!({ "$regex": format!("^{}$", ids[2]) }), &[2]),
            (json!({ "$contains": ids[0] }), &[0]),
            (json!({ "$exists": true }), &[0, 1, 2]),
            (json!({ "$not": { "$eq": ids[0] } }), &[1, 2]),
        ],
    ));
    all.push((
        "state".to_owned(),
        vec![
            (json!("COMMITTED"), &[0, 1, 2]),
            (json!("PENDING"), &[]),
            (json!({ "$regex": "^COM" }), &[0, 1, 2]),
            (json!({ "$nin": ["COMMITTED"] }), &[]),
        ],
    ));
    all.push((
        "metadata.ok".to_owned(),
        vec![
            (json!(true), &[0]),
            (json!(false), &[1]),
            (json!(1), &[]),
            (json!({ "$in": [true, false] }), &[0, 1]),
            (json!({ "$ne": true }), &[1, 2]),
        ],
    ));
    all.push((
        "metadata.labels".to_owned(),
        vec![
            (json!("a"), &[0, 1]),
            (json!({ "$all": ["a", "b"] }), &[1]),
            (json!({ "$size": 2 }), &[1]),
            (json!({ "$nin": ["b"] }), &[0, 2]),
        ],
    ));
    all
}

/// Three versions in `model/c`, and what of them is only known afterwards.
async fn three(server: &Server) -> Vec<Value> {
    let facts = [
        json!({ "metadata": { "note": "alpha", "acc": 0.5, "ok": true, "labels": ["a"], "deep": { "er": "x1" } }, "description": "first",
            "config": { "lr": { "value": 0.1 }, "model": { "value": { "name": "a" } } }, "summary": { "loss": 1 } }),
        json!({ "metadata": { "note": "beta", "acc": 0.9, "ok": false, "labels": ["a", "b"], "deep.er": "x2" }, "description": "fourth",
            "config": { "lr": { "value": 0.2 }, "model": { "value": { "name": "b" } } }, "summary": { "loss": 2.5 } }),
        json!({ "metadata": { "note": "gamma", "acc": null, "deep": { "er": "x3" } }, "description": "second",
            "config": { "model": { "value": { "name": "c" } } }, "summary": {} }),
    ];
    let mut artifacts = Vec::new();
    for (index, fact) in facts.iter().enumerate() {
        artifacts.push(linked(server, &format!("r{index}"), fact).await);
    }
    link(server, ADMIN_KEY, &artifacts[1], "model", "c", &["production"]).await;
    link(server, ADMIN_KEY, &artifacts[2], "model", "c", &["latest"]).await;
    let tag = "mutation($id: ID!, $tags: [TagInput!]) { updateArtifact(input: { artifactID: $id, tagsToAdd: $tags }) { artifact { id } } }";
    for (artifact, tags) in artifacts
        .iter()
        .zip([vec![], vec!["vision"], vec!["nlp", "vision"]])
    {
        let tags: Vec<Value> = tags.into_iter().map(|tag| json!({ "tagName": tag })).collect();
        server
            .data(ADMIN_KEY, tag, json!({ "id": artifact, "tags": tags }))
            .await;
    }
    let query = "{ project(entityName: \"my-org\", name: \"wandb-registry-model\") { artifactCollection(name: \"c\") { \
         artifactMemberships(order: \"+version_index\") { edges { node { createdAt artifact { id createdAt updatedAt } } } } } } }";
    let data = server.data(ADMIN_KEY, query, json!({})).await;
    let edges = data["project"]["artifactCollection"]["artifactMemberships"]["edges"].clone();
    let fact = |edge: &Value| {
        let node = &edge["node"];
        json!({ "createdAt": node["createdAt"], "updatedAt": node["artifact"]["updatedAt"],
            "artifactCreatedAt": node["artifact"]["createdAt"], "id": integer_of(node["artifact"]["id"].as_str().unwrap()) })
    };
    edges.as_array().unwrap().iter().map(fact).collect()
}

/// The integer of a global id.
pub fn integer_of(id: &str) -> i64 {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.decode(id).unwrap();
    let text = String::from_utf8(text).unwrap();
    text.split(':').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn every_operator_finds_the_same_versions_by_collection_by_organization_and_by_type() {
    let server = Server::start();
    let facts = three(&server).await;
    let mut asked = 0;
    for (field, rows) in rows(&facts) {
        for (test, expected) in rows {
            let filter = json!({ field.clone(): test }).to_string();
            let filters = json!({ "filters": filter, "order": "+version_index", "first": 50 });
            let data = server.data(ADMIN_KEY, VERSIONS, filters.clone()).await;
            let page = page_of(&data["project"]["artifactCollection"]["artifactMemberships"]);
            assert_eq!(page.indices, expected, "{filter}");
            assert_eq!(page.total, i64::try_from(expected.len()).unwrap(), "{filter}");

            let data = server.data(ADMIN_KEY, EVERYWHERE, filters.clone()).await;
            let mut page = page_of(&data["organization"]["orgEntity"]["artifactMemberships"]);
            page.indices.reverse();
            assert_eq!(page.indices, expected, "by organization: {filter}");
            assert_eq!(page.total, i64::try_from(expected.len()).unwrap(), "{filter}");

            let data = server.data(ADMIN_KEY, ARTIFACTS, filters).await;
            let found = &data["project"]["artifactType"]["artifactCollection"]["artifacts"];
            let found: Vec<&str> = found["edges"]
                .as_array()
                .unwrap()
                .iter()
                .map(|edge| edge["version"].as_str().unwrap().trim_start_matches('v'))
                .collect();
            let expected: Vec<String> = expected.iter().map(i64::to_string).collect();
            assert_eq!(found, expected, "by type: {filter}");
            asked += 1;
        }
    }
    assert!(asked > 250, "only {asked} cells");
}

#[tokio::test]
async fn conditions_are_combined() {
    let server = Server::start();
    three(&server).await;
    let acc = |test: Value| json!({ "metadata.acc": test });
    for (filter, expected) in [
        (
            json!({ "$or": [{ "version": "v0" }, { "alias": "latest" }] }),
            vec![0, 2],
        ),
        (
            json!({ "$and": [{ "tag": "vision" }, acc(json!({ "$gt": 0.1 }))] }),
            vec![1],
        ),
        (
            json!({ "$nor": [{ "version": "v0" }, { "alias": "latest" }] }),
            vec![1],
        ),
        (
            json!({ "$not": { "tag": "vision", "alias": "latest" } }),
            vec![0, 1],
        ),
        (json!({ "tag": "vision", "alias": "latest" }), vec![2]),
        (json!({ "$or": [] }), vec![]),
        (json!({ "$and": [] }), vec![0, 1, 2]),
        (json!({}), vec![0, 1, 2]),
    ] {
        let page = super::versions(
            &server,
            json!({ "filters": filter.to_string(), "order": "+version_index" }),
        )
        .await;
        assert_eq!(page.indices, expected, "{filter}");
        assert_eq!(page.total, i64::try_from(expected.len()).unwrap(), "{filter}");
    }
}
