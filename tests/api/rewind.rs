//! Rewinding runs: what they go on from, what is kept of what they were, and what is refused.

use serde_json::{Value, json};

use crate::run_life::{logged, maker, run_with_history, send_history, shown};
use crate::server::{ADMIN_KEY, Server};
use crate::upload::{link, run};

const REWIND: &str = "mutation($run: String!, $metric: String!, $value: Float!) { rewindRun(input: { runName: $run, entityName: \"my-team\", \
     projectName: \"quickstart\", metricName: $metric, metricValue: $value }) { rewoundRun { id name displayName config historyLineCount \
     project { name entity { name } } } } }";

#[tokio::test]
async fn a_rewound_run_has_its_history_up_to_the_step_and_what_it_was_is_kept() {
    let server = Server::start();
    let id = run_with_history(&server, "r", 10).await;
    let (early, late) = (
        logged(&server, "r", "early", 4).await,
        logged(&server, "r", "late", 10).await,
    );
    let done = server
        .data(
            ADMIN_KEY,
            REWIND,
            json!({ "run": "r", "metric": "_step", "value": 3 }),
        )
        .await;
    let rewound = &done["rewindRun"]["rewoundRun"];
    assert_ne!(rewound["id"], json!(id));
    assert_eq!(
        (
            &rewound["name"],
            &rewound["displayName"],
            &rewound["historyLineCount"]
        ),
        (&json!("r"), &json!("r"), &json!(4))
    );
    assert_eq!(rewound["project"]["entity"]["name"], json!("my-team"));

    let now = shown(&server, "r").await["run"].clone();
    assert_eq!(
        now["historyCurves"][0],
        json!({ "steps": [0, 1, 2, 3], "values": [10, 9, 8, 7] })
    );
    let summary: Value = serde_json::from_str(now["summaryMetrics"].as_str().unwrap()).unwrap();
    assert_eq!(summary, json!({ "_step": 3, "loss": 7, "val": { "acc": 3 } }));
    assert_eq!(now["state"], json!("running"));
    assert_eq!(now["logLineCount"], json!(0), "the console begins anew");
    assert_eq!(
        now["files"]["edges"],
        json!([{ "node": { "name": "media/a.txt" } }])
    );
    assert_eq!(
        now["outputArtifacts"]["edges"],
        json!([{ "node": { "id": early } }])
    );
    let (of_early, of_late) = (maker(&server, &early).await, maker(&server, &late).await);
    assert_eq!(of_early["createdBy"]["id"], rewound["id"]);
    let old = &of_late["createdBy"];
    assert_eq!(
        (
            &old["id"],
            &old["name"],
            &old["project"],
            &old["historyLineCount"]
        ),
        (&json!(id), &json!("r"), &Value::Null, &json!(10))
    );
    assert_eq!(
        old["historyCurves"][0]["values"],
        json!([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    );
    assert_eq!(
        (&old["files"]["totalCount"], &old["logLineCount"]),
        (&json!(1), &json!(2))
    );

    send_history(&server, "r", 4, &["{\"_step\":4,\"loss\":99}"]).await;
    let now = shown(&server, "r").await["run"].clone();
    assert_eq!(now["historyCurves"][0]["values"], json!([10, 9, 8, 7, 99]));
    assert_eq!(
        maker(&server, &late).await["createdBy"],
        *old,
        "what it was stays as it was"
    );
}

#[tokio::test]
async fn versions_are_found_by_the_summary_of_the_run_that_they_are_of_after_rewinding() {
    let server = Server::start();
    run_with_history(&server, "r", 10).await;
    for (name, step) in [("early", 4), ("late", 10)] {
        let artifact = logged(&server, "r", name, step).await;
        link(&server, ADMIN_KEY, &artifact, "model", name, &[]).await;
    }
    let variables = json!({ "run": "r", "metric": "_step", "value": 3 });
    server.data(ADMIN_KEY, REWIND, variables).await;
    let query = "query($f: JSONString) { organization(name: \"my-org\") { orgEntity { artifactMemberships(filters: $f) { edges { node { \
         artifactCollection { name } } } } } } }";
    for (filter, names) in [
        (json!({ "summary.loss": 7 }), vec!["early"]),
        (json!({ "summary.best": 7 }), vec!["late"]),
        (json!({ "summary.loss": -1 }), vec!["late"]),
    ] {
        let data = server
            .data(ADMIN_KEY, query, json!({ "f": filter.to_string() }))
            .await;
        let edges = data["organization"]["orgEntity"]["artifactMemberships"]["edges"].clone();
        let found: Vec<&str> = edges
            .as_array()
            .unwrap()
            .iter()
            .map(|edge| edge["node"]["artifactCollection"]["name"].as_str().unwrap())
            .collect();
        assert_eq!(found, names, "{filter}");
    }
}

#[tokio::test]
async fn a_long_history_is_drawn_the_same_after_rewinding() {
    let server = Server::start();
    run(&server, ADMIN_KEY, "quickstart", "r").await;
    let lines: Vec<String> = (0..9_000)
        .map(|step| format!("{{\"_step\":{step},\"loss\":{}}}", step % 97))
        .collect();
    for (index, chunk) in lines.chunks(3_000).enumerate() {
        let texts: Vec<&str> = chunk.iter().map(String::as_str).collect();
        send_history(&server, "r", index * 3_000, &texts).await;
    }
    let query = "{ project(entityName: \"my-team\", name: \"quickstart\") { run(name: \"r\") { historyLineCount historyKeys \
         historyCurves(keys: [\"loss\"], axis: STEP, to: 8500, samplesMax: 500) { steps values } } } }";
    let before = server.data(ADMIN_KEY, query, json!({})).await;
    let variables = json!({ "run": "r", "metric": "_step", "value": 8_500 });
    server.data(ADMIN_KEY, REWIND, variables).await;
    let after = server.data(ADMIN_KEY, query, json!({})).await;
    let of = |data: &Value, field: &str| data["project"]["run"][field].clone();
    assert_eq!(of(&after, "historyLineCount"), json!(8_501));
    assert_eq!(of(&after, "historyKeys")["lastStep"], json!(8_500));
    assert_eq!(of(&after, "historyCurves"), of(&before, "historyCurves"));
}

#[tokio::test]
async fn a_run_is_rewound_to_a_step_that_it_has_only() {
    let server = Server::start();
    run_with_history(&server, "r", 5).await;
    run(&server, ADMIN_KEY, "quickstart", "empty").await;
    for (name, metric, value, status, sentence) in [
        (
            "r",
            "_step",
            json!(5),
            400,
            "The run “r” has no step 5; its last one is 4. Rewind it to one that it has.",
        ),
        (
            "r",
            "_step",
            json!(-1),
            400,
            "“-1” is no step; a step is a whole number from 0 on.",
        ),
        (
            "r",
            "_step",
            json!(1.5),
            400,
            "“1.5” is no step; a step is a whole number from 0 on.",
        ),
        (
            "r",
            "loss",
            json!(1),
            400,
            "A run is rewound to a step; name “_step” instead of “loss”.",
        ),
        (
            "empty",
            "_step",
            json!(0),
            400,
            "The run “empty” has no history to rewind",
        ),
        (
            "none",
            "_step",
            json!(0),
            404,
            "There is no run “my-team/quickstart/none” that you may see.",
        ),
    ] {
        let variables = json!({ "run": name, "metric": metric, "value": value });
        let (found, _, message) = server.refusal(ADMIN_KEY, REWIND, variables).await;
        assert_eq!(found, status, "{message}");
        assert!(message.starts_with(sentence), "{message}");
    }
    assert_eq!(shown(&server, "r").await["run"]["historyLineCount"], json!(5));
    let cleo = server.person("cleo", Some("member"));
    let variables = json!({ "run": "r", "metric": "_step", "value": 1 });
    let (status, ..) = server.refusal(&cleo, REWIND, variables).await;
    assert_eq!(status, 404, "who may not see the project rewinds nothing");
}
