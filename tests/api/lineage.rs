//! The graph around a version.

use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, link, run};

const LINEAGE: &str = "query($id: ID!, $up: Int!, $down: Int!) { artifact(id: $id) { lineage(hopsUp: $up, hopsDown: $down) { hitLimit \
     nodes { id kind title subtitle isFocus hop hiddenUpstream hiddenDownstream } edges { from to } } } }";

#[tokio::test]
async fn the_neighbourhood_has_the_run_that_made_it_and_the_runs_that_used_it() {
    let server = Server::start();
    let source = Upload::announce(&server, ADMIN_KEY, "rows", "dataset", &[("a", b"1")])
        .await
        .finish()
        .await;
    run(&server, ADMIN_KEY, "quickstart", "train").await;
    let used = "mutation($a: ID!) { useArtifact(input: { entityName: \"my-team\", projectName: \"quickstart\", runName: \"train\", \
         artifactID: $a }) { artifact { id } } }";
    server.data(ADMIN_KEY, used, json!({ "a": source })).await;
    server.data(ADMIN_KEY, used, json!({ "a": source })).await;
    let data = server
        .data(ADMIN_KEY, LINEAGE, json!({ "id": source, "up": 1, "down": 1 }))
        .await;
    let graph = &data["artifact"]["lineage"];
    let hops: Vec<_> = graph["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node["kind"].clone(), node["hop"].clone()))
        .collect();
    assert_eq!(
        hops,
        [
            (json!("ARTIFACT"), json!(0)),
            (json!("RUN"), json!(-1)),
            (json!("RUN"), json!(1))
        ]
    );
    assert_eq!(graph["edges"].as_array().unwrap().len(), 2);
    assert_eq!(graph["hitLimit"], json!(false));
    let alone = server
        .data(ADMIN_KEY, LINEAGE, json!({ "id": source, "up": 0, "down": 0 }))
        .await;
    let focus = &alone["artifact"]["lineage"]["nodes"][0];
    assert_eq!(
        (&focus["hiddenUpstream"], &focus["hiddenDownstream"]),
        (&json!(1), &json!(1))
    );
}

#[tokio::test]
async fn who_sees_a_version_through_a_registry_sees_what_made_it_but_not_foreign_runs_that_used_it() {
    let server = Server::start();
    let source = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    link(&server, ADMIN_KEY, &source, "model", "c", &[]).await;
    run(&server, ADMIN_KEY, "quickstart", "secret-run").await;
    let used = "mutation($a: ID!) { useArtifact(input: { entityName: \"my-team\", projectName: \"quickstart\", runName: \"secret-run\", \
         artifactID: $a }) { artifact { id } } }";
    server.data(ADMIN_KEY, used, json!({ "a": source })).await;
    let member = server.person("mo", Some("member"));
    let data = server
        .data(&member, LINEAGE, json!({ "id": source, "up": 1, "down": 1 }))
        .await;
    let nodes = data["artifact"]["lineage"]["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 2, "{data}");
    assert!(!data.to_string().contains("secret-run"), "{data}");
    assert_eq!(
        nodes[0]["hiddenDownstream"],
        json!(0),
        "what may not be seen is not counted either"
    );
}

#[tokio::test]
async fn hops_out_of_range_are_refused() {
    let server = Server::start();
    let source = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    for hops in [-1, 1_001] {
        let (status, _, message) = server
            .refusal(ADMIN_KEY, LINEAGE, json!({ "id": source, "up": hops, "down": 0 }))
            .await;
        assert_eq!((status, message.as_str()), (400, "Hops must be from 0 to 1000."));
    }
    let limited = "query($id: ID!) { artifact(id: $id) { lineage(limit: 0) { hitLimit } } }";
    let (status, _, message) = server.refusal(ADMIN_KEY, limited, json!({ "id": source })).await;
    assert_eq!(
        (status, message.as_str()),
        (400, "The limit must be from 1 to 20000.")
    );
}

/// Makes a run of `my-team/quickstart` use a version.
async fn use_in(server: &Server, run_name: &str, artifact: &str) {
    run(server, ADMIN_KEY, "quickstart", run_name).await;
    let used = "mutation($a: ID!, $r: String!) { useArtifact(input: { entityName: \"my-team\", projectName: \"quickstart\", \
         runName: $r, artifactID: $a }) { artifact { id } } }";
    server
        .data(ADMIN_KEY, used, json!({ "a": artifact, "r": run_name }))
        .await;
}

/// `rows:v0 → train → weights:v0 → evaluate`, and `train → report:v0`, which is also what `evaluate` used.
async fn chain(server: &Server) -> [String; 3] {
    let rows = Upload::announce(server, ADMIN_KEY, "rows", "dataset", &[("a", b"1")])
        .await
        .finish()
        .await;
    use_in(server, "train", &rows).await;
    let mut made = Vec::new();
    for name in ["weights", "report"] {
        let upload = Upload::announce_from(
            server,
            ADMIN_KEY,
            "train",
            (name, "model"),
            &[("a", name.as_bytes())],
        )
        .await;
        made.push(upload.finish().await);
        use_in(server, "evaluate", &made[made.len() - 1]).await;
    }
    let report = made.pop().unwrap();
    [rows, made.pop().unwrap(), report]
}

fn titles(graph: &Value) -> Vec<(String, i64)> {
    let mut titles: Vec<(String, i64)> = graph["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| {
            (
                node["title"].as_str().unwrap().to_owned(),
                node["hop"].as_i64().unwrap(),
            )
        })
        .collect();
    titles.sort();
    titles
}

#[tokio::test]
async fn extended_lineage_finds_siblings_and_only_then() {
    let server = Server::start();
    let [_, weights, _] = chain(&server).await;
    let ask = "query($id: ID!, $extended: Boolean!) { artifact(id: $id) { lineage(hopsUp: 2, hopsDown: 1, extended: $extended) { hitLimit \
         nodes { title hop hiddenUpstream hiddenDownstream } edges { from to } } } }";
    let direct = server
        .data(ADMIN_KEY, ask, json!({ "id": weights, "extended": false }))
        .await;
    let direct = &direct["artifact"]["lineage"];
    let named = |list: &[(&str, i64)]| -> Vec<(String, i64)> {
        list.iter()
            .map(|(name, hop)| ((*name).to_owned(), *hop))
            .collect()
    };
    assert_eq!(
        titles(direct),
        named(&[("evaluate", 1), ("rows", -2), ("train", -1), ("weights", 0)])
    );
    let hidden: Vec<(&Value, &Value, &Value)> = direct["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (&node["title"], &node["hiddenUpstream"], &node["hiddenDownstream"]))
        .collect();
    assert!(
        hidden.contains(&(&json!("train"), &json!(0), &json!(1))),
        "the report is beyond: {hidden:?}"
    );
    assert!(
        hidden.contains(&(&json!("evaluate"), &json!(1), &json!(0))),
        "and from the other side: {hidden:?}"
    );
    let extended = server
        .data(ADMIN_KEY, ask, json!({ "id": weights, "extended": true }))
        .await;
    let extended = &extended["artifact"]["lineage"];
    assert_eq!(
        titles(extended),
        named(&[
            ("evaluate", 1),
            ("report", 0),
            ("rows", -2),
            ("train", -1),
            ("weights", 0)
        ])
    );
    assert_eq!(extended["edges"].as_array().unwrap().len(), 5, "{extended}");
}

#[tokio::test]
async fn a_limit_is_kept_and_said() {
    let server = Server::start();
    let [rows, ..] = chain(&server).await;
    let ask = "query($id: ID!, $limit: Int!) { artifact(id: $id) { lineage(hopsUp: 9, hopsDown: 9, limit: $limit) { hitLimit \
         nodes { id } edges { from to } } } }";
    for (limit, nodes, hits) in [(1, 1, true), (3, 3, true), (6, 6, false), (20_000, 6, false)] {
        let data = server
            .data(ADMIN_KEY, ask, json!({ "id": rows, "limit": limit }))
            .await;
        let graph = &data["artifact"]["lineage"];
        assert_eq!(graph["nodes"].as_array().unwrap().len(), nodes, "limit {limit}");
        assert_eq!(graph["hitLimit"], json!(hits), "limit {limit}");
    }
}

#[tokio::test]
async fn a_run_is_a_focus_too() {
    let server = Server::start();
    chain(&server).await;
    let ask = "{ project(entityName: \"my-team\", name: \"quickstart\") { run(name: \"train\") { lineage { nodes { title hop isFocus } } } } }";
    let data = server.data(ADMIN_KEY, ask, json!({})).await;
    let graph = &data["project"]["run"]["lineage"];
    assert_eq!(
        graph["nodes"][0],
        json!({ "title": "train", "hop": 0, "isFocus": true })
    );
    assert_eq!(graph["nodes"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_run_of_a_hidden_project_is_shown_without_its_place() {
    let server = Server::start();
    let [_, weights, report] = chain(&server).await;
    link(&server, ADMIN_KEY, &weights, "model", "c", &[]).await;
    let member = server.person("mo", Some("member"));
    let all = "query($id: ID!) { artifact(id: $id) { lineage(hopsUp: 9, hopsDown: 9, extended: true) { nodes { id title hiddenUpstream \
         hiddenDownstream run { project { name } } } } artifactLineageDag(limit: 100, filterGeneratedArtifacts: false) { \
         artifacts { entityName projectName artifactSequenceName } runs { entityName projectName runName } edges { direction } } } }";
    let data = server.data(&member, all, json!({ "id": weights })).await;
    let graph = &data["artifact"]["lineage"];
    let names: Vec<&Value> = graph["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| &node["title"])
        .collect();
    assert_eq!(names, [&json!("weights"), &json!("train")], "{data}");
    let train = &graph["nodes"][1];
    assert_eq!(
        (
            &train["hiddenUpstream"],
            &train["hiddenDownstream"],
            &train["run"]["project"]
        ),
        (&json!(0), &json!(0), &Value::Null)
    );
    for secret in ["quickstart", "my-team", "rows", "report", "evaluate"] {
        assert!(!data.to_string().contains(secret), "“{secret}” leaks: {data}");
    }
    // Once the other version is in a registry too, both are siblings of one run, from either side.
    link(&server, ADMIN_KEY, &report, "model", "d", &[]).await;
    for focus in [&weights, &report] {
        let data = server.data(&member, all, json!({ "id": focus })).await;
        assert_eq!(
            data["artifact"]["lineage"]["nodes"].as_array().unwrap().len(),
            3,
            "{data}"
        );
    }
}

#[tokio::test]
async fn the_dag_has_the_names_and_directions_of_the_sdks_world() {
    let server = Server::start();
    let [_, weights, _] = chain(&server).await;
    let table = Upload::announce_from(
        &server,
        ADMIN_KEY,
        "train",
        ("run-train-rows", "run_table"),
        &[("t", b"1")],
    )
    .await
    .finish()
    .await;
    let ask = "query($id: ID!, $filter: Boolean!, $limit: Int!) { artifact(id: $id) { artifactLineageDag(limit: $limit, filterGeneratedArtifacts: $filter) { \
         hitLimit artifacts { artifactNodeID entityName projectName artifactTypeName artifactSequenceName artifactCommitHash versionIndex } \
         runs { runNodeID entityName projectName runName displayName jobType } edges { edgeID artifactNodeID runNodeID direction } } } }";
    let data = server
        .data(
            ADMIN_KEY,
            ask,
            json!({ "id": weights, "filter": true, "limit": 10_000 }),
        )
        .await;
    let dag = &data["artifact"]["artifactLineageDag"];
    let count = |dag: &Value, list: &str| dag[list].as_array().unwrap().len();
    assert_eq!(
        (count(dag, "artifacts"), count(dag, "runs"), count(dag, "edges")),
        (3, 3, 6),
        "{dag}"
    );
    let focus = &dag["artifacts"][0];
    assert_eq!(
        (
            &focus["artifactNodeID"],
            &focus["entityName"],
            &focus["projectName"],
            &focus["versionIndex"]
        ),
        (
            &json!(weights),
            &json!("my-team"),
            &json!("quickstart"),
            &json!(0)
        )
    );
    let train = dag["runs"]
        .as_array()
        .unwrap()
        .iter()
        .find(|run| run["runName"] == "train")
        .unwrap();
    let directions: Vec<&Value> = dag["edges"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|edge| edge["runNodeID"] == train["runNodeID"])
        .map(|edge| &edge["direction"])
        .collect();
    assert_eq!(
        directions
            .iter()
            .filter(|direction| **direction == "TowardArtifact")
            .count(),
        2,
        "{dag}"
    );
    assert!(directions.contains(&&json!("AwayFromArtifact")));
    let everything = server
        .data(
            ADMIN_KEY,
            ask,
            json!({ "id": weights, "filter": false, "limit": 10_000 }),
        )
        .await;
    let everything = &everything["artifact"]["artifactLineageDag"];
    assert_eq!(
        count(everything, "artifacts"),
        4,
        "the table that was left out is {table}"
    );
    let limited = server
        .data(
            ADMIN_KEY,
            ask,
            json!({ "id": weights, "filter": false, "limit": 2 }),
        )
        .await;
    assert_eq!(limited["artifact"]["artifactLineageDag"]["hitLimit"], json!(true));
}
