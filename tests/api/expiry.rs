//! Versions with a time to live end when it is over, unless others rely on them.

use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, link};

const SET: &str = "mutation($id: ID!, $ttl: Int64) { updateArtifact(input: { artifactID: $id, ttlDurationSeconds: $ttl }) { artifact { \
     ttlDurationSeconds ttlIsInherited } } }";
const STATE: &str = "query($id: ID!) { artifact(id: $id) { state } }";

async fn logged(server: &Server, name: &str) -> String {
    Upload::announce(server, ADMIN_KEY, name, "model", &[("a", name.as_bytes())])
        .await
        .finish()
        .await
}

async fn state(server: &Server, id: &str) -> Value {
    server.data(ADMIN_KEY, STATE, json!({ "id": id })).await["artifact"]["state"].clone()
}

#[tokio::test]
async fn a_time_to_live_is_set_switched_off_and_inherited_again() {
    let server = Server::start();
    let id = logged(&server, "gemma").await;
    for (given, seconds, is_inherited) in [(60, 60, false), (-2, -2, false), (-1, -2, true), (7, 7, false)] {
        let done = server
            .data(ADMIN_KEY, SET, json!({ "id": id, "ttl": given }))
            .await;
        assert_eq!(
            done["updateArtifact"]["artifact"],
            json!({ "ttlDurationSeconds": seconds, "ttlIsInherited": is_inherited }),
            "{given}"
        );
    }
    for wrong in [0, -3, i64::MAX] {
        let (status, _, message) = server
            .refusal(ADMIN_KEY, SET, json!({ "id": id, "ttl": wrong }))
            .await;
        assert!(
            status == 400 && message.starts_with("A time to live is"),
            "{wrong}: {message}"
        );
    }
    let done = server
        .data(ADMIN_KEY, SET, json!({ "id": id, "ttl": null }))
        .await;
    assert_eq!(
        done["updateArtifact"]["artifact"]["ttlDurationSeconds"],
        json!(7),
        "nothing named changes nothing"
    );
}

#[tokio::test]
async fn a_version_ends_with_its_time_to_live_unless_it_is_linked() {
    let server = Server::start();
    let (short, linked, long, endless) = (
        logged(&server, "short").await,
        logged(&server, "linked").await,
        logged(&server, "long").await,
        logged(&server, "endless").await,
    );
    link(&server, ADMIN_KEY, &linked, "model", "c", &[]).await;
    for (id, seconds) in [(&short, 1), (&linked, 1), (&long, 3_600)] {
        server
            .data(ADMIN_KEY, SET, json!({ "id": id, "ttl": seconds }))
            .await;
    }
    let soon = server.facts(&["expire", "--dry-run", "--in-seconds", "10"]);
    assert_eq!(
        soon["wouldDelete"],
        json!(["my-team/quickstart/short:v0"]),
        "a link keeps a version"
    );
    let later = server.facts(&["expire", "--dry-run", "--in-seconds", "7200"]);
    assert_eq!(
        later["wouldDelete"],
        json!(["my-team/quickstart/short:v0", "my-team/quickstart/long:v0"])
    );
    assert_eq!(
        state(&server, &short).await,
        json!("COMMITTED"),
        "looking deletes nothing"
    );
    // The second that it lives passes while the command starts, a few times at most.
    while state(&server, &short).await != Value::Null {
        server.facts(&["expire"]);
    }
    for id in [&linked, &long, &endless] {
        assert_eq!(state(&server, id).await, json!("COMMITTED"));
    }
}

#[tokio::test]
async fn only_those_who_log_to_the_project_set_a_time_to_live() {
    let server = Server::start();
    let id = logged(&server, "gemma").await;
    link(&server, ADMIN_KEY, &id, "model", "c", &[]).await;
    let colleague = server.person("cleo", Some("member"));
    let registry = "{ project(entityName: \"my-org\", name: \"wandb-registry-model\") { id } viewer { id } }";
    let ids = server.data(&colleague, registry, json!({})).await;
    let variables = json!({ "p": ids["project"]["id"], "u": ids["viewer"]["id"] });
    for query in [
        "mutation($p: ID!, $u: ID!) { createProjectMembers(input: { projectId: $p, userIds: [$u] }) { success } }",
        "mutation($p: ID!, $u: ID!) { updateProjectMember(input: { projectId: $p, userId: $u, userProjectRole: \"member\" }) { success } }",
    ] {
        server.data(ADMIN_KEY, query, variables.clone()).await;
    }
    let describe = "mutation($id: ID!) { updateArtifact(input: { artifactID: $id, description: \"from the registry\" }) { artifact { description } } }";
    server.data(&colleague, describe, json!({ "id": id })).await;
    let (status, _, message) = server
        .refusal(&colleague, SET, json!({ "id": id, "ttl": 5 }))
        .await;
    assert!(
        status == 403 && message.contains("the team that logged this version"),
        "{message}"
    );
}
