//! Performs every mutation once, and looks into the log after each.

use serde_json::{Value, json};

use crate::event::Log;
use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, link, md5_of, run};

/// Performs a mutation.
pub async fn act(server: &Server, mutation: &str, fields: &str, input: Value) -> Value {
    let mut kind = mutation[..1].to_uppercase();
    kind.push_str(&mutation[1..]);
    let query = format!("mutation($input: {kind}Input!) {{ {mutation}(input: $input) {{ {fields} }} }}");
    server.data(ADMIN_KEY, &query, json!({ "input": input })).await[mutation].clone()
}

/// Performs a mutation and checks what it wrote.
macro_rules! step {
    ($server:expr, $log:expr, $mutation:literal, $fields:literal, $input:expr) => {{
        let made = act($server, $mutation, $fields, $input).await;
        $log.check(&[$mutation]).await;
        made
    }};
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Performs every mutation.
pub async fn perform_all(server: &Server, log: &mut Log<'_>) {
    let registry = people(server, log).await;
    let artifact = versions(server, log).await;
    collections(server, log, &artifact).await;
    runs(server, log).await;
    personal(server, log, &registry).await;
}

async fn people(server: &Server, log: &mut Log<'_>) -> String {
    let user = json!({ "email": "grace@example.org", "username": "grace", "name": "Grace" });
    let made = step!(server, log, "createUser", "user { id }", user);
    let user_id = text(&made["user"]["id"]);
    let query = "{ organization(name: \"my-org\") { id } }";
    let org_id = server.data(ADMIN_KEY, query, json!({})).await["organization"]["id"].clone();
    let member = json!({ "userName": "grace", "userOrgRole": "member", "organizationId": org_id });
    step!(server, log, "addUserToOrganization", "success", member);
    let team = json!({ "teamName": "vision", "organizationName": "my-org" });
    let made = step!(server, log, "createTeam", "entity { id }", team);
    let team_id = text(&made["entity"]["id"]);
    for role in ["member", "admin"] {
        let member = json!({ "entityName": "vision", "username": "grace", "role": role });
        step!(server, log, "addTeamMember", "success", member);
    }
    let project = json!({ "entityName": "my-org", "name": "wandb-registry-risk", "access": "PRIVATE" });
    let made = step!(server, log, "upsertModel", "project { id }", project);
    let registry = text(&made["project"]["id"]);
    let project = json!({ "entityName": "my-org", "name": "wandb-registry-risk", "description": "Risk" });
    step!(server, log, "upsertModel", "inserted", project);
    let members = json!({ "projectId": registry, "userIds": [user_id], "teamIds": [team_id] });
    step!(server, log, "createProjectMembers", "success", members);
    let member = json!({ "projectId": registry, "userId": user_id, "userProjectRole": "member" });
    step!(server, log, "updateProjectMember", "success", member);
    let member = json!({ "projectId": registry, "teamId": team_id, "teamProjectRole": "member" });
    step!(server, log, "updateProjectTeamMember", "success", member);
    let made = step!(server, log, "generateApiKey", "apiKey { id }", json!({}));
    step!(
        server,
        log,
        "deleteApiKey",
        "success",
        json!({ "id": made["apiKey"]["id"] })
    );
    step!(
        server,
        log,
        "updateUser",
        "user { name }",
        json!({ "name": "Ada L." })
    );
    registry
}

async fn versions(server: &Server, log: &mut Log<'_>) -> String {
    let upload = Upload::announce(server, ADMIN_KEY, "gemma", "model", &[("a", b"1")]).await;
    log.check(&["upsertBucket", "createArtifact"]).await;
    upload.send().await;
    log.check(&["createArtifactFiles"]).await;
    upload.send_manifest(upload.manifest()).await;
    log.check(&["createArtifactManifest"]).await;
    let manifest = json!({ "artifactID": upload.artifact, "name": "wandb_manifest.json", "digest": md5_of(&upload.manifest()),
        "type": "FULL", "entityName": "my-team", "projectName": "quickstart" });
    let made = act(
        server,
        "createArtifactManifest",
        "artifactManifest { id }",
        manifest,
    )
    .await;
    let manifest =
        json!({ "artifactManifestID": made["artifactManifest"]["id"], "digest": md5_of(&upload.manifest()) });
    step!(
        server,
        log,
        "updateArtifactManifest",
        "artifactManifest { id }",
        manifest
    );
    let artifact = upload.artifact.clone();
    step!(
        server,
        log,
        "commitArtifact",
        "artifact { state }",
        json!({ "artifactID": artifact })
    );
    let change = json!({ "artifactID": artifact, "description": "Better", "metadata": "{\"acc\": 0.9}",
        "tagsToAdd": [{ "tagName": "small" }] });
    step!(server, log, "updateArtifact", "artifact { id }", change.clone());
    act(server, "updateArtifact", "artifact { id }", change).await;
    assert!(log.news().await.is_empty(), "what changes nothing is no event");
    let other = run(server, ADMIN_KEY, "quickstart", "run-2").await;
    assert!(other["id"].is_string());
    log.check(&["upsertBucket"]).await;
    let usage = json!({ "entityName": "my-team", "projectName": "quickstart", "runName": "run-2", "artifactID": artifact });
    step!(server, log, "useArtifact", "artifact { id }", usage);
    artifact
}

async fn collections(server: &Server, log: &mut Log<'_>, artifact: &str) {
    let (status, body) = link(server, ADMIN_KEY, artifact, "risk", "c", &["candidate"]).await;
    assert_eq!(status, 200, "{body}");
    log.check(&["linkArtifact"]).await;
    let place = json!({ "entityName": "my-org", "projectName": "wandb-registry-risk", "artifactCollectionName": "c" });
    let mut alias = place.clone();
    alias["alias"] = json!("staging");
    let change = json!({ "artifactID": artifact, "aliases": [alias] });
    step!(server, log, "addAliases", "success", change.clone());
    act(server, "addAliases", "success", change.clone()).await;
    assert!(
        log.news().await.is_empty(),
        "an alias that is there already is not put on"
    );
    step!(server, log, "deleteAliases", "success", change);
    let mut tags = place;
    tags["tags"] = json!([{ "tagName": "small" }]);
    step!(
        server,
        log,
        "createArtifactCollectionTagAssignments",
        "tags { name }",
        tags.clone()
    );
    step!(
        server,
        log,
        "deleteArtifactCollectionTagAssignments",
        "success",
        tags
    );
    let query = "query($id: ID!) { artifact(id: $id) { artifactSequence { id } } \
         project(entityName: \"my-org\", name: \"wandb-registry-risk\") { artifactCollection(name: \"c\") { id } } }";
    let data = server.data(ADMIN_KEY, query, json!({ "id": artifact })).await;
    let (sequence, portfolio) = (
        &data["artifact"]["artifactSequence"]["id"],
        &data["project"]["artifactCollection"]["id"],
    );
    let change = json!({ "artifactSequenceID": sequence, "description": "All of them" });
    step!(
        server,
        log,
        "updateArtifactSequence",
        "artifactCollection { id }",
        change
    );
    let change = json!({ "artifactPortfolioID": portfolio, "description": "The good ones" });
    step!(
        server,
        log,
        "updateArtifactPortfolio",
        "artifactCollection { id }",
        change
    );
    let change = json!({ "artifactID": artifact, "artifactPortfolioID": portfolio });
    step!(server, log, "unlinkArtifact", "success", change);
}

async fn runs(server: &Server, log: &mut Log<'_>) {
    let change =
        json!({ "entityName": "my-team", "modelName": "quickstart", "name": "run-2", "notes": "Slow" });
    let made = step!(server, log, "upsertBucket", "bucket { id }", change);
    let run_id = text(&made["bucket"]["id"]);
    let place = json!({ "entityName": "my-team", "projectName": "quickstart", "runName": "run-2" });
    let mut files = place.clone();
    files["files"] = json!(["output.log"]);
    let made = step!(server, log, "createRunFiles", "files { id }", files.clone());
    step!(server, log, "markRunFilesUploaded", "success", files);
    let file = &made["files"][0]["id"];
    step!(server, log, "deleteFiles", "success", json!({ "files": [file] }));
    let mut alert = place;
    (alert["title"], alert["text"]) = (json!("Loss"), json!("Loss is NaN"));
    step!(server, log, "notifyScriptableRunAlert", "success", alert);
    step!(server, log, "stopRun", "success", json!({ "id": run_id }));
    let change = json!({ "id": run_id, "state": "failed" });
    step!(server, log, "updateRunState", "success", change);
}

async fn personal(server: &Server, log: &mut Log<'_>, registry: &str) {
    for is_starred in [true, false] {
        let star = json!({ "projectID": registry, "isStarred": is_starred });
        step!(server, log, "starRegistry", "project { id }", star.clone());
        act(server, "starRegistry", "project { id }", star).await;
        assert!(log.news().await.is_empty(), "starring twice is starring once");
    }
    let alias = json!({ "projectID": registry, "alias": "production" });
    step!(server, log, "protectAlias", "project { id }", alias.clone());
    step!(server, log, "unprotectAlias", "project { id }", alias);
    let made = step!(
        server,
        log,
        "saveSearch",
        "savedSearch { id }",
        json!({ "name": "Good", "query": "acc>0.9" })
    );
    let id = &made["savedSearch"]["id"];
    let change = json!({ "id": id, "name": "Better" });
    step!(server, log, "updateSavedSearch", "savedSearch { id }", change);
    step!(server, log, "deleteSavedSearch", "success", json!({ "id": id }));
    let made = act(server, "watch", "watch { id }", json!({ "projectID": registry })).await;
    log.check(&["watch"]).await;
    let id = &made["watch"]["id"];
    let looked =
        format!("mutation {{ markWatchLooked(input: {{ id: {id} }}) {{ watch {{ changeCount }} }} }}");
    server.data(ADMIN_KEY, &looked, json!({})).await;
    log.check(&["markWatchLooked"]).await;
    step!(server, log, "unwatch", "success", json!({ "id": id }));
}
