//! Performs the mutations that rename, invite, take away and delete, after the others, and looks into the log after each.

use serde_json::{Value, json};

use crate::event::Log;
use crate::event_steps::act;
use crate::life::{collection, logged, registry};
use crate::run_life::send_history;
use crate::server::{ADMIN_KEY, Server};
use crate::upload::{link, run};

/// A mutation, what is asked of it and what it is given.
type Step<'a> = (&'static str, &'a str, Value);

async fn each(server: &Server, log: &mut Log<'_>, steps: Vec<Step<'_>>) {
    for (mutation, fields, input) in steps {
        act(server, mutation, fields, input).await;
        log.check(&[mutation]).await;
    }
}

/// Performs them.
pub async fn perform_ends(server: &Server, log: &mut Log<'_>) {
    people(server, log).await;
    versions(server, log).await;
    runs(server, log).await;
}

async fn runs(server: &Server, log: &mut Log<'_>) {
    run(server, ADMIN_KEY, "quickstart", "run-3").await;
    send_history(server, "run-3", 0, &["{\"_step\":0}", "{\"_step\":1}"]).await;
    log.news().await;
    let place = json!({ "entityName": "my-team", "projectName": "quickstart", "runName": "run-3", "metricName": "_step", "metricValue": 0 });
    let made = act(server, "rewindRun", "rewoundRun { id }", place).await;
    log.check(&["rewindRun"]).await;
    let input = json!({ "id": made["rewoundRun"]["id"] });
    each(server, log, vec![("deleteRun", "success", input)]).await;
}

async fn people(server: &Server, log: &mut Log<'_>) {
    let query = "{ organization(name: \"my-org\") { id } users(query: \"grace\") { edges { node { id } } } \
         project(entityName: \"my-org\", name: \"wandb-registry-risk\") { id } }";
    let data = server.data(ADMIN_KEY, query, json!({})).await;
    let (org, grace) = (
        &data["organization"]["id"],
        &data["users"]["edges"][0]["node"]["id"],
    );
    let invite = json!({ "entityName": "vision", "email": "new@example.org" });
    let made = act(server, "createInvite", "invite { id }", invite).await;
    log.check(&["createInvite"]).await;
    let role = |role: &str| json!({ "userName": "grace", "userOrgRole": role, "organizationId": org });
    let steps = vec![
        (
            "deleteInvite",
            "success",
            json!({ "id": made["invite"]["id"], "entityName": "vision" }),
        ),
        (
            "updateMember",
            "member { role }",
            json!({ "user": grace, "entityName": "vision", "role": "viewer" }),
        ),
        (
            "deleteInvite",
            "success",
            json!({ "id": grace, "entityName": "vision" }),
        ),
        (
            "createInvite",
            "success",
            json!({ "entityName": "vision", "username": "grace" }),
        ),
        (
            "createServiceAccount",
            "user { id }",
            json!({ "entityName": "vision", "description": "CI" }),
        ),
        ("updateOrganizationUser", "success", role("viewer")),
        (
            "deleteProjectMembers",
            "success",
            json!({ "projectId": data["project"]["id"], "userIds": [grace] }),
        ),
        (
            "removeUserFromOrganization",
            "success",
            json!({ "userName": "grace", "organizationId": org }),
        ),
    ];
    each(server, log, steps).await;
}

async fn versions(server: &Server, log: &mut Log<'_>) {
    let id = registry(server, "ends").await;
    let first = logged(server, "end", b"1").await;
    let second = logged(server, "end", b"2").await;
    for version in [&first, &second] {
        link(server, ADMIN_KEY, version, "ends", "c", &[]).await;
    }
    log.news().await;
    let (source, links) = (
        collection(server, "my-team", "quickstart", "end").await,
        collection(server, "my-org", "wandb-registry-ends", "c").await,
    );
    let steps = vec![
        (
            "updateArtifactPortfolio",
            "artifactCollection { name }",
            json!({ "artifactPortfolioID": links, "name": "d" }),
        ),
        (
            "deleteArtifact",
            "artifact { id }",
            json!({ "artifactID": second, "deleteAliases": true }),
        ),
        (
            "deleteArtifactPortfolio",
            "artifactCollection { state }",
            json!({ "artifactPortfolioID": links }),
        ),
        (
            "moveArtifactSequence",
            "artifactCollection { id }",
            json!({ "artifactSequenceID": source, "destinationArtifactTypeName": "weights" }),
        ),
        (
            "deleteArtifactSequence",
            "artifactCollection { state }",
            json!({ "artifactSequenceID": source }),
        ),
        (
            "renameProject",
            "inserted",
            json!({ "entityName": "my-org", "oldProjectName": "wandb-registry-ends", "newProjectName": "wandb-registry-end" }),
        ),
        ("deleteModel", "success", json!({ "id": id })),
    ];
    each(server, log, steps).await;
}
