//! Deleting runs: what goes, what stays behind the versions that they logged, and what is refused.

use serde_json::{Value, json};

use crate::in_registry::registry;
use crate::server::{ADMIN_KEY, Server, status_and_json};
use crate::upload::{Upload, link, run};

const DELETE: &str = "mutation($id: ID!, $all: Boolean) { deleteRun(input: { id: $id, deleteArtifacts: $all, clientMutationId: \"c\" }) { \
     success clientMutationId } }";
const RUN: &str = "query($run: String!) { project(entityName: \"my-team\", name: \"quickstart\") { runCount run(name: $run) { id state \
     historyLineCount logLineCount summaryMetrics history(minStep: 0, maxStep: 100) files { edges { node { name } } } \
     outputArtifacts { edges { node { id } } } inputArtifacts { edges { node { id } } } \
     historyCurves(keys: [\"loss\"], axis: STEP, samplesMax: 100) { steps values } } } }";
const MAKER: &str = "query($id: ID!) { artifact(id: $id) { state createdBy { ... on Run { id name summaryMetrics project { name } historyLineCount \
     files { totalCount } logLineCount historyCurves(keys: [\"loss\"], axis: STEP, samplesMax: 100) { values } } } \
     usedBy { edges { node { name } } } } }";

/// Sends lines of the history of a run of `my-team/quickstart`.
pub async fn send_history(server: &Server, name: &str, offset: usize, lines: &[&str]) {
    send(
        server,
        name,
        json!({ "wandb-history.jsonl": { "offset": offset, "content": lines } }),
    )
    .await;
}

async fn send(server: &Server, name: &str, files: Value) {
    let request = server
        .post(&format!("/files/my-team/quickstart/{name}/file_stream"))
        .basic_auth("api", Some(ADMIN_KEY))
        .json(&json!({ "files": files }));
    let (status, answer) = status_and_json(request.send().await.unwrap()).await;
    assert_eq!(status, 200, "{answer}");
}

/// A run with a history, a console and a file.
pub async fn run_with_history(server: &Server, name: &str, lines: usize) -> String {
    let made = run(server, ADMIN_KEY, "quickstart", name).await;
    let lines: Vec<String> = (0..lines)
        .map(|step| json!({ "_step": step, "loss": 10 - step, "val": { "acc": step } }).to_string())
        .collect();
    let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
    send_history(server, name, 0, &texts).await;
    send(
        server,
        name,
        json!({ "output.log": { "offset": 0, "content": ["one", "two"] }, "wandb-summary.json": { "offset": 0, "content": ["{\"loss\":-1,\"best\":7}"] } }),
    )
    .await;
    let announce = "mutation($run: String!) { createRunFiles(input: { entityName: \"my-team\", projectName: \"quickstart\", runName: $run, \
         files: [\"media/a.txt\"] }) { files { uploadUrl } } }";
    let data = server.data(ADMIN_KEY, announce, json!({ "run": name })).await;
    let url = data["createRunFiles"]["files"][0]["uploadUrl"].as_str().unwrap();
    let response = server.put(url).body("bytes").send().await.unwrap();
    assert_eq!(response.status(), 200);
    made["id"].as_str().unwrap().to_owned()
}

/// A version that a run logged when its next step was the given one.
pub async fn logged(server: &Server, run_name: &str, name: &str, history_step: usize) -> String {
    let more = json!({ "runName": run_name, "historyStep": history_step });
    let file = [("a", name.as_bytes())];
    Upload::announce_with(server, ADMIN_KEY, (name, "model"), &file, &more)
        .await
        .finish()
        .await
}

/// What can be seen of a run of `my-team/quickstart`.
pub async fn shown(server: &Server, name: &str) -> Value {
    server.data(ADMIN_KEY, RUN, json!({ "run": name })).await["project"].clone()
}

/// A version, the run that logged it, and the runs that used it.
pub async fn maker(server: &Server, artifact: &str) -> Value {
    server.data(ADMIN_KEY, MAKER, json!({ "id": artifact })).await["artifact"].clone()
}

#[tokio::test]
async fn a_deleted_run_is_absent_and_what_it_logged_stays_with_its_metrics() {
    let server = Server::start();
    let id = run_with_history(&server, "r", 5).await;
    let artifact = logged(&server, "r", "gemma", 5).await;
    link(&server, ADMIN_KEY, &artifact, "model", "c", &[]).await;
    let user = run(&server, ADMIN_KEY, "quickstart", "user").await;
    let usage = "mutation($id: ID!) { useArtifact(input: { entityName: \"my-team\", projectName: \"quickstart\", runName: \"user\", \
         artifactID: $id }) { artifact { id } } }";
    server.data(ADMIN_KEY, usage, json!({ "id": artifact })).await;
    let before = maker(&server, &artifact).await;
    assert_eq!(before["usedBy"]["edges"][0]["node"]["name"], json!("user"));
    assert_eq!(before["createdBy"]["project"], json!({ "name": "quickstart" }));

    let done = server.data(ADMIN_KEY, DELETE, json!({ "id": id })).await;
    assert_eq!(
        done["deleteRun"],
        json!({ "success": true, "clientMutationId": "c" })
    );
    server.data(ADMIN_KEY, DELETE, json!({ "id": user["id"] })).await;
    let gone = shown(&server, "r").await;
    // `run-1` is the one that every upload of these tests makes sure of.
    assert_eq!((&gone["run"], &gone["runCount"]), (&Value::Null, &json!(1)));
    for name in ["deleted/1/r", "deleted/2/r"] {
        assert_eq!(shown(&server, name).await["run"], Value::Null);
    }
    let after = maker(&server, &artifact).await;
    assert_eq!(after["state"], json!("COMMITTED"));
    let run_of = &after["createdBy"];
    assert_eq!(
        (&run_of["id"], &run_of["name"], &run_of["project"]),
        (&json!(id), &json!("r"), &Value::Null),
        "it is in no project any more"
    );
    assert_eq!(run_of["historyCurves"], before["createdBy"]["historyCurves"]);
    assert_eq!(run_of["summaryMetrics"], before["createdBy"]["summaryMetrics"]);
    assert_eq!(
        (&run_of["files"]["totalCount"], &run_of["logLineCount"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(after["usedBy"]["edges"], json!([]));

    let (status, code, _) = server.refusal(ADMIN_KEY, DELETE, json!({ "id": id })).await;
    assert_eq!((status, code.as_str()), (404, "NOT_FOUND"));
    let request = server
        .post("/files/my-team/quickstart/r/file_stream")
        .basic_auth("api", Some(ADMIN_KEY))
        .json(&json!({}));
    assert_eq!(request.send().await.unwrap().status(), 404);
    let again = run(&server, ADMIN_KEY, "quickstart", "r").await;
    assert_ne!(again["id"], json!(id), "the name is free again");
    assert_eq!(shown(&server, "r").await["run"]["historyLineCount"], json!(0));
}

#[tokio::test]
async fn a_deleted_run_without_versions_leaves_no_lines() {
    let server = Server::start();
    let id = run_with_history(&server, "r", 5).await;
    server.data(ADMIN_KEY, DELETE, json!({ "id": id })).await;
    assert_eq!(server.sql("DELETE FROM run_line").await, 0);
    assert_eq!(server.sql("DELETE FROM run_file").await, 0);
}

#[tokio::test]
async fn a_run_is_deleted_with_all_its_versions_or_not_at_all() {
    let server = Server::start();
    let risk = registry(&server, "PRIVATE", "risk").await;
    let id = run_with_history(&server, "r", 2).await;
    let (first, second) = (
        logged(&server, "r", "gemma", 1).await,
        logged(&server, "r", "llama", 2).await,
    );
    let other = logged(&server, "run-1", "falcon", 0).await;
    link(&server, ADMIN_KEY, &second, "risk", "c", &["production"]).await;
    let protect = "mutation($id: ID!) { protectAlias(input: { projectID: $id, alias: \"production\" }) { project { id } } }";
    server.data(ADMIN_KEY, protect, json!({ "id": risk })).await;
    let all = json!({ "id": id, "all": true });
    let (status, code, message) = server.refusal(ADMIN_KEY, DELETE, all.clone()).await;
    assert_eq!((status, code.as_str()), (409, "CONFLICT"));
    assert!(
        message.starts_with("The registry “risk” holds c:v0 under the protected alias “production”"),
        "{message}"
    );
    assert_eq!(maker(&server, &first).await["state"], json!("COMMITTED"));
    assert_eq!(shown(&server, "r").await["run"]["id"], json!(id));

    let unprotect = protect.replace("protectAlias", "unprotectAlias");
    server.data(ADMIN_KEY, &unprotect, json!({ "id": risk })).await;
    server.data(ADMIN_KEY, DELETE, all).await;
    assert_eq!(maker(&server, &first).await, Value::Null);
    assert_eq!(maker(&server, &second).await, Value::Null);
    assert_eq!(
        maker(&server, &other).await["state"],
        json!("COMMITTED"),
        "another run logged it"
    );
}
