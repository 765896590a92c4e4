//! Teams, invitations, service accounts, organizations and keys: who may change what, and what follows.

use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server};

const INVITE: &str = "mutation($team: String!, $user: String, $email: String) { createInvite(input: { entityName: $team, username: $user, \
     email: $email }) { success invite { id email accepted toUser { name } } } }";
const UNINVITE: &str = "mutation($id: String, $team: String) { deleteInvite(input: { id: $id, entityName: $team }) { success } }";
const MEMBERS: &str = "{ entity(name: \"my-team\") { members { id username email pending role accountType photoUrl apiKey } } }";
const SERVICE: &str = "mutation($name: String!) { createServiceAccount(input: { entityName: \"my-team\", description: $name }) { user { id \
     username accountType } apiKey { id name } } }";

async fn members(server: &Server) -> Vec<Value> {
    server.data(ADMIN_KEY, MEMBERS, json!({})).await["entity"]["members"]
        .as_array()
        .unwrap()
        .clone()
}

async fn viewer(server: &Server, key: &str) -> Value {
    let query = "{ viewer { id username entity teams { edges { node { name } } } organizations { id name myRole } } }";
    server.data(key, query, json!({})).await["viewer"].clone()
}

#[tokio::test]
async fn who_has_an_account_is_in_the_team_at_once_and_out_again() {
    let server = Server::start();
    let grace = server.person("grace", Some("member"));
    let variables = json!({ "team": "my-team", "user": "grace" });
    let (status, _, message) = server.refusal(&grace, INVITE, variables.clone()).await;
    assert_eq!(
        (status, message.as_str()),
        (403, "Needs admin of the team or the organization.")
    );
    let done = server.data(ADMIN_KEY, INVITE, variables.clone()).await;
    assert_eq!(done["createInvite"]["invite"]["accepted"], json!(true));
    let me = viewer(&server, &grace).await;
    assert_eq!(me["entity"], json!("my-team"), "the first team is where runs go");
    let (status, _, message) = server.refusal(ADMIN_KEY, INVITE, variables).await;
    assert!(
        status == 409 && message.contains("is in my-team already"),
        "{message}"
    );
    let by_address = json!({ "team": "my-team", "email": "Grace@Example.org" });
    let (status, ..) = server.refusal(ADMIN_KEY, INVITE, by_address).await;
    assert_eq!(status, 409, "an address means the person who has it");
    let out = json!({ "id": me["id"], "team": "my-team" });
    server.data(ADMIN_KEY, UNINVITE, out.clone()).await;
    assert_eq!(viewer(&server, &grace).await["entity"], json!("grace"));
    let (status, ..) = server.refusal(ADMIN_KEY, UNINVITE, out).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn an_invited_address_waits_for_somebody_who_is_made_with_it() {
    let server = Server::start();
    let variables = json!({ "team": "my-team", "email": "New@Example.org" });
    let made = server.data(ADMIN_KEY, INVITE, variables.clone()).await;
    let invite = &made["createInvite"]["invite"];
    assert_eq!(
        (&invite["email"], &invite["accepted"]),
        (&json!("new@example.org"), &json!(false))
    );
    let (status, ..) = server.refusal(ADMIN_KEY, INVITE, variables.clone()).await;
    assert_eq!(status, 409);
    let waiting = members(&server).await.pop().unwrap();
    assert_eq!(
        (&waiting["pending"], &waiting["email"], &waiting["id"]),
        (&json!(true), &json!("new@example.org"), &invite["id"])
    );
    let pending = "{ organization(name: \"my-org\") { pendingInvites { email entity { name } fromUser { username } } } }";
    let seen = server.data(ADMIN_KEY, pending, json!({})).await;
    assert_eq!(
        seen["organization"]["pendingInvites"],
        json!([{ "email": "new@example.org", "entity": { "name": "my-team" }, "fromUser": { "username": "ada" } }])
    );
    let withdrawn = json!({ "id": invite["id"], "team": "my-team" });
    server.data(ADMIN_KEY, UNINVITE, withdrawn.clone()).await;
    let (status, ..) = server.refusal(ADMIN_KEY, UNINVITE, withdrawn).await;
    assert_eq!(status, 404);
    server.data(ADMIN_KEY, INVITE, variables).await;
    let key = server.facts(&["user", "create", "new", "--email", "new@example.org"])["key"].clone();
    let me = viewer(&server, key.as_str().unwrap()).await;
    assert_eq!(me["teams"]["edges"], json!([{ "node": { "name": "my-team" } }]));
    assert_eq!(me["organizations"][0]["myRole"], json!("member"));
    assert!(
        members(&server)
            .await
            .iter()
            .all(|member| member["pending"] == json!(false))
    );
}

#[tokio::test]
async fn a_team_admin_brings_in_colleagues_but_nobody_from_outside() {
    let server = Server::start();
    let lead = server.person("lead", Some("member"));
    server.facts(&["team", "add-member", "my-team", "lead", "admin"]);
    server.person("cleo", Some("viewer"));
    server.person("otto", None);
    server
        .data(&lead, INVITE, json!({ "team": "my-team", "user": "cleo" }))
        .await;
    for whom in ["otto", "nobody"] {
        let (status, _, message) = server
            .refusal(&lead, INVITE, json!({ "team": "my-team", "user": whom }))
            .await;
        assert_eq!(status, 403);
        assert_eq!(
            message.replace(whom, "WHO"),
            "“WHO” is not in my-org; an admin of my-org can invite them.",
            "who is here is not told"
        );
    }
    let role = "mutation($u: ID!, $role: String) { updateMember(input: { user: $u, entityName: \"my-team\", role: $role }) { member { role \
         admin } } }";
    let cleo = members(&server).await;
    let cleo = cleo
        .iter()
        .find(|member| member["username"] == json!("cleo"))
        .unwrap();
    let done = server
        .data(&lead, role, json!({ "u": cleo["id"], "role": "viewer" }))
        .await;
    assert_eq!(
        done["updateMember"]["member"],
        json!({ "role": "viewer", "admin": false })
    );
    let (status, _, message) = server
        .refusal(&lead, role, json!({ "u": cleo["id"], "role": "owner" }))
        .await;
    assert!(
        status == 400 && message.contains("is not a role in a team"),
        "{message}"
    );
}

#[tokio::test]
async fn a_service_account_works_with_its_key_and_its_admins_change_the_key() {
    let server = Server::start();
    let made = server
        .data(ADMIN_KEY, SERVICE, json!({ "name": "CI builds" }))
        .await["createServiceAccount"]
        .clone();
    assert_eq!(made["user"]["accountType"], json!("SERVICE"));
    let name = made["user"]["username"].as_str().unwrap();
    assert!(name.starts_with("ci-builds-"), "{name}");
    let key = made["apiKey"]["name"].as_str().unwrap();
    assert_eq!(viewer(&server, key).await["entity"], json!("my-team"));
    let second = server
        .data(ADMIN_KEY, SERVICE, json!({ "name": "Another" }))
        .await;
    let last = members(&server).await.pop().unwrap();
    assert_eq!(
        last["id"], second["createServiceAccount"]["user"]["id"],
        "the newest service account is the last member, where the SDK looks for it"
    );
    assert_eq!(
        (&last["accountType"], &last["apiKey"]),
        (&json!("SERVICE"), &Value::Null)
    );
    let generate = "mutation($u: String) { generateApiKey(input: { username: $u, description: \"again\" }) { apiKey { name } } }";
    let colleague = server.person("cleo", Some("member"));
    let (status, ..) = server.refusal(&colleague, generate, json!({ "u": name })).await;
    assert_eq!(status, 404);
    let (status, ..) = server.refusal(ADMIN_KEY, generate, json!({ "u": "cleo" })).await;
    assert_eq!(status, 404, "people make their own keys");
    server.data(ADMIN_KEY, generate, json!({ "u": name })).await;
    let delete = "mutation($id: String!) { deleteApiKey(input: { id: $id }) { success } }";
    let variables = json!({ "id": made["apiKey"]["id"] });
    let (status, ..) = server.refusal(&colleague, delete, variables.clone()).await;
    assert_eq!(status, 404);
    server.data(ADMIN_KEY, delete, variables).await;
    let (status, ..) = server.refusal(key, "{ viewer { id } }", json!({})).await;
    assert_eq!(status, 401);
}

#[tokio::test]
async fn a_key_is_listed_by_its_last_four_characters_only() {
    let server = Server::start();
    let generate =
        "mutation { generateApiKey(input: { description: \"laptop\" }) { apiKey { id name description } } }";
    let made = server.data(ADMIN_KEY, generate, json!({})).await["generateApiKey"]["apiKey"].clone();
    let secret = made["name"].as_str().unwrap();
    let list = server
        .data(
            ADMIN_KEY,
            "{ viewer { apiKeys { edges { node { id name description } } } } }",
            json!({}),
        )
        .await;
    let listed = list["viewer"]["apiKeys"]["edges"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()["node"]
        .clone();
    assert_eq!(
        listed,
        json!({ "id": made["id"], "name": format!("…{}", &secret[36..]), "description": "laptop" })
    );
    assert!(!list.to_string().contains(&secret[..36]));
}

#[tokio::test]
async fn an_organization_keeps_an_admin_and_who_leaves_loses_everything_in_it() {
    let server = Server::start();
    let grace = server.person("grace", Some("member"));
    server.facts(&["team", "add-member", "my-team", "grace", "member"]);
    let org = viewer(&server, ADMIN_KEY).await["organizations"][0]["id"].clone();
    let set = "mutation($org: ID!, $user: String!, $role: String!) { updateOrganizationUser(input: { organizationId: $org, userName: $user, \
         userOrgRole: $role }) { success } }";
    let remove = "mutation($org: ID!, $user: String!) { removeUserFromOrganization(input: { organizationId: $org, userName: $user }) { success } }";
    let change = |user: &str, role: &str| json!({ "org": org, "user": user, "role": role });
    let (status, ..) = server.refusal(&grace, set, change("ada", "viewer")).await;
    assert_eq!(status, 403);
    for (query, variables) in [(set, change("ada", "viewer")), (remove, change("ada", ""))] {
        let (status, _, message) = server.refusal(ADMIN_KEY, query, variables).await;
        assert_eq!(
            (status, message.as_str()),
            (
                409,
                "This person is the only admin of my-org; make somebody else admin first."
            )
        );
    }
    server.data(ADMIN_KEY, set, change("grace", "viewer")).await;
    let people = "{ organization(name: \"my-org\") { members { username role admin } teams { name } } }";
    let seen = server.data(&grace, people, json!({})).await;
    assert_eq!(
        seen["organization"],
        json!({ "members": [{ "username": "ada", "role": "admin", "admin": true }, { "username": "grace", "role": "viewer", "admin": false }],
            "teams": [{ "name": "my-team" }] })
    );
    server.data(ADMIN_KEY, remove, change("grace", "")).await;
    let me = viewer(&server, &grace).await;
    assert_eq!(
        (&me["organizations"], &me["teams"]["edges"], &me["entity"]),
        (&json!([]), &json!([]), &json!("grace"))
    );
    let (status, ..) = server.refusal(ADMIN_KEY, remove, change("grace", "")).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn people_are_found_by_a_part_of_their_name_whatever_its_signs() {
    let server = Server::start();
    for name in ["a_b", "axb", "mo"] {
        server.person(name, Some("member"));
    }
    let found = async |text: &str| -> Vec<String> {
        let query = "query($text: String!) { users(query: $text) { edges { node { username } } } }";
        let data = server.data(ADMIN_KEY, query, json!({ "text": text })).await;
        let edges = data["users"]["edges"].as_array().unwrap().clone();
        edges
            .iter()
            .map(|edge| edge["node"]["username"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        found("A_B").await,
        ["a_b"],
        "in capitals or not; _ is no wildcard"
    );
    assert_eq!(found("%").await, Vec::<String>::new());
    assert_eq!(found("mo@").await, ["mo"], "by e-mail");
    assert_eq!(found(&"x".repeat(100_000)).await, Vec::<String>::new());
    assert_eq!(found("m\0o").await, Vec::<String>::new());
}
