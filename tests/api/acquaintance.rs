//! Who may know of which people, entities, teams and organizations.

use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server};

const EVERYBODY: &str = "{ users(query: \"@\") { edges { node { username email } } } }";

async fn known(server: &Server, key: &str) -> Vec<String> {
    let found = server.data(key, EVERYBODY, json!({})).await;
    let edges = found["users"]["edges"].as_array().unwrap().clone();
    let name = |edge: &Value| {
        let node = &edge["node"];
        assert!(
            node["email"].is_string(),
            "who is listed is shown with an address: {node}"
        );
        node["username"].as_str().unwrap().to_owned()
    };
    edges.iter().map(name).collect()
}

#[tokio::test]
async fn people_know_themselves_and_those_of_a_common_organization() {
    let server = Server::start();
    let otto = server.person("otto", None);
    let olga = server.person("olga", None);
    server.facts(&["org", "create", "other-org"]);
    server.facts(&["org", "add-member", "other-org", "olga", "admin"]);
    let vera = server.person("vera", Some("viewer"));
    let wanda = server.person("wanda", Some("admin"));
    assert_eq!(known(&server, &otto).await, ["otto"], "in no organization");
    assert_eq!(
        known(&server, &olga).await,
        ["olga"],
        "admin of another organization"
    );
    for key in [&vera, &wanda] {
        assert_eq!(known(&server, key).await, ["ada", "vera", "wanda"]);
    }
    assert_eq!(
        known(&server, ADMIN_KEY).await,
        ["ada", "olga", "otto", "vera", "wanda"],
        "an administrator of the server knows everybody"
    );
}

#[tokio::test]
async fn who_is_in_no_organization_has_an_entity_and_sees_no_other() {
    let server = Server::start();
    let otto = server.person("otto", None);
    let me = "{ viewer { email entity userEntity { name } } }";
    assert_eq!(
        server.data(&otto, me, json!({})).await["viewer"],
        json!({ "email": "otto@example.org", "entity": "otto", "userEntity": { "name": "otto" } })
    );
    let entity = "query($n: String) { entity(name: $n) { name } }";
    for (name, is_seen) in [
        ("otto", true),
        ("ada", false),
        ("my-team", false),
        ("my-org", false),
        ("nobody", false),
    ] {
        let found = server.data(&otto, entity, json!({ "n": name })).await;
        assert_eq!(found["entity"].is_object(), is_seen, "{name}");
    }
}

#[tokio::test]
async fn a_foreign_organization_and_its_teams_answer_like_absent_ones() {
    let server = Server::start();
    let otto = server.person("otto", None);
    let org =
        server.data(ADMIN_KEY, "{ organization { id } }", json!({})).await["organization"]["id"].clone();
    let real = json!({ "org": org, "name": "my-org", "team": "my-team" });
    let absent = json!({ "org": "T3JnYW5pemF0aW9uOjk4NzY1NA==", "name": "no-org", "team": "no-team" });
    for (query, status) in [
        (
            "query($name: String!) { organization(name: $name) { name } }",
            200,
        ),
        ("query($team: String!) { entity(name: $team) { name } }", 200),
        (
            "mutation($name: String!) { createTeam(input: { teamName: \"new\", organizationName: $name }) { entity { id } } }",
            404,
        ),
        (
            "mutation($org: ID!) { addUserToOrganization(input: { organizationId: $org, userName: \"ada\", userOrgRole: \"member\" }) \
             { success } }",
            404,
        ),
        (
            "mutation($org: ID!) { updateOrganizationUser(input: { organizationId: $org, userName: \"ada\", userOrgRole: \"member\" }) \
             { success } }",
            404,
        ),
        (
            "mutation($org: ID!) { removeUserFromOrganization(input: { organizationId: $org, userName: \"otto\" }) { success } }",
            404,
        ),
        (
            "mutation($team: String!) { addTeamMember(input: { entityName: $team, username: \"ada\", role: \"viewer\" }) { success } }",
            404,
        ),
        (
            "mutation($team: String!) { createInvite(input: { entityName: $team, email: \"a@example.org\" }) { success } }",
            404,
        ),
        (
            "mutation($team: String!) { createServiceAccount(input: { entityName: $team, description: \"bot\" }) { user { id } } }",
            404,
        ),
    ] {
        let there = server.ask(&otto, query, only_used(query, &real)).await;
        let nowhere = server.ask(&otto, query, only_used(query, &absent)).await;
        assert_eq!(there.0, status, "{query}: {}", there.1);
        let anonymous = |answer: &(u16, Value), team: &str| answer.1.to_string().replace(team, "TEAM");
        assert_eq!(
            anonymous(&there, "my-team"),
            anonymous(&nowhere, "no-team"),
            "{query}"
        );
        assert_eq!(there.0, nowhere.0, "{query}");
    }
}

/// The variables that a document declares.
fn only_used(query: &str, variables: &Value) -> Value {
    let all = variables.as_object().unwrap().clone();
    let is_used = |name: &String| query.contains(&format!("${name}:"));
    Value::Object(all.into_iter().filter(|(name, _)| is_used(name)).collect())
}

#[tokio::test]
async fn a_team_is_made_in_an_organization_by_its_admins_with_somebody_of_it() {
    let server = Server::start();
    let mo = server.person("mo", Some("member"));
    server.person("otto", None);
    let query = "mutation($t: String!, $o: String, $a: String) { createTeam(input: { teamName: $t, organizationName: $o, teamAdminUserName: $a }) \
         { entity { name members { username } } } }";
    let (status, ..) = server.refusal(&mo, query, json!({ "t": "one" })).await;
    assert_eq!(
        status, 403,
        "not even in the first organization, which goes without saying"
    );
    let (status, _, message) = server
        .refusal(ADMIN_KEY, query, json!({ "t": "one", "a": "otto" }))
        .await;
    assert_eq!(
        (status, message.as_str()),
        (404, "There is no person “otto” in my-org.")
    );
    let (status, _, message) = server
        .refusal(ADMIN_KEY, query, json!({ "t": "one", "a": "nobody" }))
        .await;
    assert_eq!(
        (status, message.as_str()),
        (404, "There is no person “nobody” in my-org."),
        "who is here is not told"
    );
    let made = server
        .data(ADMIN_KEY, query, json!({ "t": "one", "a": "mo" }))
        .await;
    assert_eq!(
        made["createTeam"]["entity"],
        json!({ "name": "one", "members": [{ "username": "mo" }] })
    );
}
