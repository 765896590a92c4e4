//! People and teams from outside of an organization cannot be members of its registries.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::in_registry::registry;
use crate::server::{ADMIN_KEY, Server};

const ADD: &str =
    "mutation($input: CreateProjectMembersInput!) { createProjectMembers(input: $input) { success } }";
const UPDATE: &str =
    "mutation($input: UpdateProjectMemberInput!) { updateProjectMember(input: $input) { success } }";
const UPDATE_TEAM: &str =
    "mutation($input: UpdateProjectTeamMemberInput!) { updateProjectTeamMember(input: $input) { success } }";
const REMOVE: &str =
    "mutation($input: DeleteProjectMembersInput!) { deleteProjectMembers(input: $input) { success } }";
const STATE: &str = "{ organization(name: \"my-org\") { auditLog(first: 100) { totalCount } registry(name: \"risk\") { \
     members { username role { name } } teamMembers { team { name } role { name } } } } }";

fn id(kind: &str, number: i64) -> String {
    STANDARD.encode(format!("{kind}:{number}"))
}

#[tokio::test]
async fn who_is_outside_of_the_organization_is_refused_with_what_to_do_and_nothing_changes() {
    let server = Server::start();
    let risk = registry(&server, "RESTRICTED", "risk").await;
    let number = |facts: &Value| facts["id"].as_i64().unwrap();
    let inside = number(&server.facts(&["user", "create", "grace", "--email", "grace@example.org"]));
    server.facts(&["org", "add-member", "my-org", "grace", "member"]);
    let fresh = number(&server.facts(&["user", "create", "nia", "--email", "nia@example.org"]));
    server.facts(&["org", "add-member", "my-org", "nia", "member"]);
    server.facts(&["org", "create", "other"]);
    let outside = number(&server.facts(&["user", "create", "otto", "--email", "otto@example.org"]));
    server.facts(&["org", "add-member", "other", "otto", "member"]);
    let own = number(&server.facts(&["team", "create", "blue", "--org", "my-org"]));
    let theirs = number(&server.facts(&["team", "create", "theirs", "--org", "other"]));
    let listed =
        json!({ "projectId": risk, "userIds": [id("User", inside)], "teamIds": [id("Entity", own)] });
    server.data(ADMIN_KEY, ADD, json!({ "input": listed })).await;
    let before = server.data(ADMIN_KEY, STATE, json!({})).await;

    let both = |user: i64, team: i64| {
        let of_user = |field: &str| json!({ "projectId": risk, field: [id("User", fresh), id("User", inside), id("User", user)] });
        let of_team =
            |field: &str| json!({ "projectId": risk, field: [id("Entity", own), id("Entity", team)] });
        vec![
            (ADD, of_user("userIds")),
            (REMOVE, of_user("userIds")),
            (
                UPDATE,
                json!({ "projectId": risk, "userId": id("User", user), "userProjectRole": "admin" }),
            ),
            (ADD, of_team("teamIds")),
            (REMOVE, of_team("teamIds")),
            (
                UPDATE_TEAM,
                json!({ "projectId": risk, "teamId": id("Entity", team), "teamProjectRole": "admin" }),
            ),
        ]
    };
    let nobody = both(999_999, 999_999);
    for ((query, input), (_, absent)) in both(outside, theirs).into_iter().zip(nobody) {
        let of_team = input.to_string().contains("team");
        let found = server.refusal(ADMIN_KEY, query, json!({ "input": input })).await;
        let expected = server.refusal(ADMIN_KEY, query, json!({ "input": absent })).await;
        assert_eq!(found, expected, "somebody elsewhere is told like nobody");
        let (status, code, message) = found;
        assert_eq!((status, code.as_str()), (404, "NOT_FOUND"));
        let wanted = if of_team {
            "One of these teams is not of the organization “my-org”"
        } else {
            "One of these people is not in the organization “my-org”"
        };
        assert!(
            message.starts_with(wanted) && message.contains("nothing was changed"),
            "{message}"
        );
    }
    assert_eq!(server.data(ADMIN_KEY, STATE, json!({})).await, before);
}

#[tokio::test]
async fn taking_off_who_is_not_listed_changes_nothing_and_is_no_error() {
    let server = Server::start();
    let risk = registry(&server, "RESTRICTED", "risk").await;
    server.person("grace", Some("member"));
    let grace = server
        .data(
            ADMIN_KEY,
            "{ users(query: \"grace\") { edges { node { id } } } }",
            json!({}),
        )
        .await;
    let input = json!({ "projectId": risk, "userIds": [grace["users"]["edges"][0]["node"]["id"]] });
    let before = server.data(ADMIN_KEY, STATE, json!({})).await;
    server.data(ADMIN_KEY, REMOVE, json!({ "input": input })).await;
    assert_eq!(server.data(ADMIN_KEY, STATE, json!({})).await, before);
}
