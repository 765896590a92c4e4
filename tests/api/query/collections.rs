//! Filters of collections and registries, and what the asker may not see.

use serde_json::{Value, json};

use super::matrix::integer_of;
use crate::server::{ADMIN_KEY, Server};
use crate::upload::link;

fn cells(low: &Value, middle: &Value, high: &Value) -> Vec<(Value, Vec<usize>)> {
    vec![
        (middle.clone(), vec![1]),
        (json!({ "$eq": low }), vec![0]),
        (json!({ "$ne": middle }), vec![0, 2]),
        (json!({ "$gt": low }), vec![1, 2]),
        (json!({ "$gte": middle }), vec![1, 2]),
        (json!({ "$lt": high }), vec![0, 1]),
        (json!({ "$lte": low }), vec![0]),
        (json!({ "$in": [low, high] }), vec![0, 2]),
        (json!({ "$nin": [low, high] }), vec![1]),
        (json!({ "$exists": true }), vec![0, 1, 2]),
        (json!({ "$not": { "$gt": low } }), vec![0]),
        (Value::Null, vec![]),
    ]
}

fn text_cells(middle: &str, part: &str) -> Vec<(Value, Vec<usize>)> {
    vec![
        (json!({ "$regex": format!("^{middle}$") }), vec![1]),
        (json!({ "$contains": part }), vec![1]),
        (json!({ "$not": { "$regex": middle } }), vec![0, 2]),
    ]
}

const BY_ORGANIZATION: &str = "query($f: JSONString) { organization(name: \"my-org\") { orgEntity { artifactCollections(filters: $f, \
     projectFilters: \"{\\\"name\\\":{\\\"$in\\\":[\\\"wandb-registry-model\\\"]}}\") { totalCount edges { node { name } } } } } }";
const BY_PROJECT: &str = "query($f: JSONString) { project(entityName: \"my-org\", name: \"wandb-registry-model\") { \
     artifactCollections(filters: $f) { totalCount edges { node { name } } } } }";
const BY_TYPE: &str = "query($f: JSONString) { project(entityName: \"my-org\", name: \"wandb-registry-model\") { \
     artifactType(name: \"model\") { artifactCollections(filters: $f) { totalCount edges { node { name } } } } } }";

fn names_of(list: &Value) -> Vec<String> {
    let edges = list["edges"].as_array().unwrap().iter();
    let names: Vec<String> = edges
        .map(|edge| edge["node"]["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(list["totalCount"], json!(names.len()));
    names
}

#[tokio::test]
async fn every_operator_finds_the_same_collections_by_organization_by_project_and_by_type() {
    let server = Server::start();
    let artifact = super::log(
        &server,
        "r",
        &json!({ "metadata": {}, "config": {}, "summary": {} }),
    )
    .await;
    let names = ["aaa", "bbb", "ccc"];
    let tag = "mutation($input: CreateArtifactCollectionTagAssignmentsInput!) { createArtifactCollectionTagAssignments(input: $input) { \
         tags { name } } }";
    let describe = "mutation($input: UpdateArtifactPortfolioInput!) { updateArtifactPortfolio(input: $input) { artifactCollection { id } } }";
    let read = "query($name: String!) { project(entityName: \"my-org\", name: \"wandb-registry-model\") { artifactCollection(name: $name) \
         { id createdAt updatedAt } } }";
    let mut facts = Vec::new();
    for name in names {
        link(&server, ADMIN_KEY, &artifact, "model", name, &[]).await;
        let data = server.data(ADMIN_KEY, read, json!({ "name": name })).await;
        let id = data["project"]["artifactCollection"]["id"].clone();
        let input = json!({ "artifactPortfolioID": id, "description": format!("text {name}") });
        server.data(ADMIN_KEY, describe, json!({ "input": input })).await;
        let input = json!({ "entityName": "my-org", "projectName": "wandb-registry-model", "artifactCollectionName": name,
            "tags": [{ "tagName": format!("t{name}") }] });
        server.data(ADMIN_KEY, tag, json!({ "input": input })).await;
        let data = server.data(ADMIN_KEY, read, json!({ "name": name })).await;
        facts.push(data["project"]["artifactCollection"].clone());
    }
    let of = |field: &str| {
        facts
            .iter()
            .map(|fact| fact[field].clone())
            .collect::<Vec<Value>>()
    };
    let ids: Vec<Value> = facts
        .iter()
        .map(|fact| json!(integer_of(fact["id"].as_str().unwrap())))
        .collect();
    let texts =
        |of: &dyn Fn(&str) -> String| names.iter().map(|name| json!(of(name))).collect::<Vec<Value>>();
    let fields = [
        ("name", texts(&|name| name.to_owned())),
        ("description", texts(&|name| format!("text {name}"))),
        ("tag", texts(&|name| format!("t{name}"))),
        ("artifact_collection_id", ids),
        ("created_at", of("createdAt")),
        ("updated_at", of("updatedAt")),
    ];
    let mut asked = 0;
    for (field, values) in fields {
        let mut rows = cells(&values[0], &values[1], &values[2]);
        if let Some(text) = values[1].as_str() {
            rows.extend(text_cells(text, text.get(1..).unwrap()));
        }
        for (test, expected) in rows {
            let filter = json!({ field: test }).to_string();
            let expected: Vec<&str> = expected.iter().map(|index| names[*index]).collect();
            for query in [BY_ORGANIZATION, BY_PROJECT, BY_TYPE] {
                let data = server.data(ADMIN_KEY, query, json!({ "f": filter })).await;
                let list = [
                    &data["organization"]["orgEntity"],
                    &data["project"],
                    &data["project"]["artifactType"],
                ];
                let list = list
                    .into_iter()
                    .find(|of| !of["artifactCollections"].is_null())
                    .unwrap();
                assert_eq!(
                    names_of(&list["artifactCollections"]),
                    expected,
                    "{filter} {query}"
                );
                asked += 1;
            }
        }
    }
    assert!(asked > 200, "only {asked} cells");
}

const REGISTRIES: &str = "query($f: JSONString, $o: String) { organization(name: \"my-org\") { orgEntity { projects(filters: $f, order: $o) \
     { totalCount edges { node { name internalId description createdAt updatedAt } } } } } }";

#[tokio::test]
async fn every_operator_finds_registries() {
    let server = Server::start_with(&["--admin-user", "ada", "--admin-key", ADMIN_KEY]);
    let make = "mutation($input: UpsertModelInput!) { upsertModel(input: $input) { project { id } } }";
    for name in ["a1", "b2", "c3"] {
        let input = json!({ "entityName": "my-org", "name": format!("wandb-registry-{name}"), "description": format!("text {name}") });
        server.data(ADMIN_KEY, make, json!({ "input": input })).await;
    }
    let only = json!({ "name": { "$regex": "-[abc][123]$" } });
    let data = server
        .data(ADMIN_KEY, REGISTRIES, json!({ "f": only.to_string() }))
        .await;
    let nodes: Vec<Value> = data["organization"]["orgEntity"]["projects"]["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| edge["node"].clone())
        .collect();
    assert_eq!(nodes.len(), 3);
    let of = |field: &str| {
        nodes
            .iter()
            .map(|node| node[field].clone())
            .collect::<Vec<Value>>()
    };
    let ids: Vec<Value> = of("internalId")
        .iter()
        .map(|id| json!(integer_of(id.as_str().unwrap())))
        .collect();
    for (field, values) in [
        ("name", of("name")),
        ("description", of("description")),
        ("created_at", of("createdAt")),
        ("updated_at", of("updatedAt")),
        ("id", ids),
    ] {
        let mut rows = cells(&values[0], &values[1], &values[2]);
        if let Some(text) = values[1].as_str() {
            rows.extend(text_cells(text, text.get(2..).unwrap()));
        }
        for (test, expected) in rows {
            let filter = json!({ "$and": [only, { field: test }] }).to_string();
            let data = server.data(ADMIN_KEY, REGISTRIES, json!({ "f": filter })).await;
            let names = names_of(&data["organization"]["orgEntity"]["projects"]);
            let expected: Vec<&str> = expected
                .iter()
                .map(|index| nodes[*index]["name"].as_str().unwrap())
                .collect();
            assert_eq!(names, expected, "{filter}");
        }
    }
    for (order, expected) in [
        ("-name", "wandb-registry-c3"),
        ("created_at", "wandb-registry-a1"),
        ("-updated_at", "wandb-registry-c3"),
    ] {
        let data = server
            .data(
                ADMIN_KEY,
                REGISTRIES,
                json!({ "f": only.to_string(), "o": order }),
            )
            .await;
        assert_eq!(
            names_of(&data["organization"]["orgEntity"]["projects"])[0],
            expected,
            "{order}"
        );
    }
}

#[tokio::test]
async fn what_the_asker_may_not_see_is_neither_listed_nor_counted() {
    let server = Server::start();
    let make = "mutation($input: UpsertModelInput!) { upsertModel(input: $input) { project { id } } }";
    let input = json!({ "entityName": "my-org", "name": "wandb-registry-secret", "access": "RESTRICTED" });
    server.data(ADMIN_KEY, make, json!({ "input": input })).await;
    let facts = json!({ "metadata": { "code": "x" }, "config": {}, "summary": {} });
    let artifact = super::log(&server, "r", &facts).await;
    link(&server, ADMIN_KEY, &artifact, "secret", "hidden", &["production"]).await;
    link(&server, ADMIN_KEY, &artifact, "model", "open", &["production"]).await;
    let colleague = server.person("cleo", Some("member"));
    let query = "query($f: JSONString, $v: JSONString) { organization(name: \"my-org\") { orgEntity { projects { totalCount } \
         artifactCollections(filters: $f) { totalCount edges { node { name } } } artifactMemberships(filters: $v) { totalCount edges { node { \
         artifactCollection { name } } } } } } }";
    for (collections, versions) in [
        (json!({}), json!({})),
        (
            json!({ "name": { "$regex": "." } }),
            json!({ "metadata.code": { "$regex": "x" } }),
        ),
        (
            json!({ "$nor": [{ "name": "nothing" }] }),
            json!({ "alias": "production" }),
        ),
        (
            json!({ "tag": { "$exists": false } }),
            json!({ "metadata.code": "x" }),
        ),
        (
            json!({ "created_at": { "$gt": "2020-01-01" } }),
            json!({ "$not": { "alias": "nothing" } }),
        ),
    ] {
        let variables = json!({ "f": collections.to_string(), "v": versions.to_string() });
        let of_admin = server.data(ADMIN_KEY, query, variables.clone()).await;
        let of_colleague = server.data(&colleague, query, variables).await;
        let counts = |data: &Value| {
            let entity = data["organization"]["orgEntity"].clone();
            ["projects", "artifactCollections", "artifactMemberships"]
                .map(|list| entity[list]["totalCount"].as_i64().unwrap())
        };
        assert_eq!(counts(&of_admin), [3, 2, 2], "the control: {versions}");
        assert_eq!(counts(&of_colleague), [2, 1, 1], "{versions}");
        assert!(!of_colleague.to_string().contains("hidden"), "{of_colleague}");
    }
}

#[tokio::test]
async fn who_is_given_a_role_in_a_restricted_registry_directly_or_by_a_team_finds_its_versions() {
    let server = Server::start();
    let create = "mutation($input: UpsertModelInput!) { upsertModel(input: $input) { project { id } } }";
    let input = json!({ "entityName": "my-org", "name": "wandb-registry-secret", "access": "RESTRICTED" });
    let made = server.data(ADMIN_KEY, create, json!({ "input": input })).await;
    let registry = made["upsertModel"]["project"]["id"].clone();
    let facts = json!({ "metadata": {}, "config": {}, "summary": {} });
    let artifact = super::log(&server, "r", &facts).await;
    link(&server, ADMIN_KEY, &artifact, "secret", "hidden", &[]).await;
    let (direct, by_team) = (
        server.person("dora", Some("member")),
        server.person("theo", Some("viewer")),
    );
    server.facts(&[
        "team",
        "create",
        "ops",
        "--org",
        "my-org",
        "--member",
        "theo:member",
    ]);
    let query = "{ organization(name: \"my-org\") { orgEntity { artifactMemberships { totalCount } projects { totalCount } } } }";
    let count = async |key: &str| {
        let data = server.data(key, query, json!({})).await;
        let entity = data["organization"]["orgEntity"].clone();
        ["artifactMemberships", "projects"].map(|list| entity[list]["totalCount"].as_i64().unwrap())
    };
    assert_eq!((count(&direct).await, count(&by_team).await), ([0, 2], [0, 2]));
    let viewer = server.data(&direct, "{ viewer { id } }", json!({})).await;
    let team = server
        .data(ADMIN_KEY, "{ entity(name: \"ops\") { id } }", json!({}))
        .await;
    let add =
        "mutation($input: CreateProjectMembersInput!) { createProjectMembers(input: $input) { success } }";
    let input = json!({ "projectId": registry, "userIds": [viewer["viewer"]["id"]], "teamIds": [team["entity"]["id"]] });
    server.data(ADMIN_KEY, add, json!({ "input": input })).await;
    assert_eq!((count(&direct).await, count(&by_team).await), ([1, 3], [1, 3]));
}
