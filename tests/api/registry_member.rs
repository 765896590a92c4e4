//! Who is listed in a registry, with which role.

use serde_json::{Value, json};

use crate::in_registry::registry;
use crate::server::{ADMIN_KEY, Server};

const SERVICE: &str = "mutation { createServiceAccount(input: { entityName: \"my-team\", description: \"CI\" }) { user { id } } }";

#[tokio::test]
async fn a_service_account_is_member_or_admin_of_a_registry() {
    let server = Server::start();
    let risk = registry(&server, "RESTRICTED", "risk").await;
    let person = server.person("cleo", Some("viewer"));
    let person = server.data(&person, "{ viewer { id } }", json!({})).await["viewer"]["id"].clone();
    let made = server.data(ADMIN_KEY, SERVICE, json!({})).await;
    let service = made["createServiceAccount"]["user"]["id"].clone();
    let list = "mutation($p: ID!, $u: [ID!]) { createProjectMembers(input: { projectId: $p, userIds: $u }) { success } }";
    let set = "mutation($p: ID!, $u: ID!, $r: String!) { updateProjectMember(input: { projectId: $p, userId: $u, userProjectRole: $r }) \
         { success } }";
    let both = json!({ "p": risk, "u": [person, service] });
    server.data(ADMIN_KEY, list, both).await;
    let roles = async || {
        let query = "{ project(entityName: \"my-org\", name: \"wandb-registry-risk\") { members { id role { name } } } }";
        let found = server.data(ADMIN_KEY, query, json!({})).await;
        let role_of = |id: &Value| {
            let members = found["project"]["members"].as_array().unwrap();
            let member = members.iter().find(|member| &member["id"] == id).unwrap();
            member["role"]["name"].as_str().unwrap().to_owned()
        };
        [role_of(&person), role_of(&service)]
    };
    assert_eq!(roles().await, ["viewer", "member"], "as they are listed");
    for role in ["restricted_viewer", "viewer", "member", "admin"] {
        let before = roles().await;
        let change = |who: &Value| json!({ "p": risk, "u": who, "r": role });
        server.data(ADMIN_KEY, set, change(&person)).await;
        if role.ends_with("viewer") {
            let (status, _, message) = server.refusal(ADMIN_KEY, set, change(&service)).await;
            assert_eq!(
                (status, message.as_str()),
                (400, "A service account is member or admin of a registry.")
            );
            assert_eq!(roles().await, [role, before[1].as_str()]);
        } else {
            server.data(ADMIN_KEY, set, change(&service)).await;
            assert_eq!(roles().await, [role, role]);
        }
    }
}
