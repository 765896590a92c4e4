//! Registries and the roles that people have in them.

use serde_json::json;

use crate::server::{ADMIN_KEY, Server};

/// Makes a registry of `my-org`; its id.
pub async fn registry(server: &Server, access: &str, name: &str) -> String {
    let query =
        "mutation($input: UpsertModelInput!) { upsertModel(input: $input) { inserted project { id } } }";
    let input = json!({ "entityName": "my-org", "name": format!("wandb-registry-{name}"), "access": access });
    let made = server.data(ADMIN_KEY, query, json!({ "input": input })).await;
    made["upsertModel"]["project"]["id"].as_str().unwrap().to_owned()
}

/// Gives a person, by their key, a role in a registry.
pub async fn give(server: &Server, registry: &str, key: &str, role: &str) {
    let user = server.data(key, "{ viewer { id } }", json!({})).await["viewer"]["id"].clone();
    let add = "mutation($p: ID!, $u: [ID!]) { createProjectMembers(input: { projectId: $p, userIds: $u }) { success } }";
    server
        .data(ADMIN_KEY, add, json!({ "p": registry, "u": [user] }))
        .await;
    let set = "mutation($p: ID!, $u: ID!, $r: String!) { updateProjectMember(input: { projectId: $p, userId: $u, userProjectRole: $r }) { success } }";
    server
        .data(ADMIN_KEY, set, json!({ "p": registry, "u": user, "r": role }))
        .await;
}
