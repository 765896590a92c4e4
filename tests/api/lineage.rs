//! The graph around a version.

use serde_json::json;

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
    for hops in [-1, 21] {
        let (status, _, message) = server
            .refusal(ADMIN_KEY, LINEAGE, json!({ "id": source, "up": hops, "down": 0 }))
            .await;
        assert_eq!((status, message.as_str()), (400, "Hops must be from 0 to 20."));
    }
}
