//! The projects of organizations, teams and people: who sees them, who logs to them, and that a list shows the same as its parts.

use serde_json::{Value, json};

use crate::in_registry::{give, registry};
use crate::server::{ADMIN_KEY, Server};

const ONE: &str = "query($e: String, $p: String) { project(entityName: $e, name: $p) { name } }";
const LIST: &str = "query($e: String) { models(entityName: $e) { edges { node { name } } } }";
const LOG: &str = "mutation($e: String, $p: String) { upsertBucket(input: { entityName: $e, modelName: $p, name: \"r\", state: \"running\" }) \
     { bucket { name } } }";
const READ_ONLY: &str =
    "query($e: String, $p: String) { project(entityName: $e, name: $p) { run(name: \"r\") { readOnly } } }";

async fn project(server: &Server, entity: &str, name: &str, access: &str) {
    let make = "mutation($input: UpsertModelInput!) { upsertModel(input: $input) { inserted } }";
    let input = json!({ "entityName": entity, "name": name, "access": access });
    server.data(ADMIN_KEY, make, json!({ "input": input })).await;
}

/// A person of the organization who is in its team as well.
fn in_team(server: &Server, name: &str, role: &str) -> String {
    let key = server.person(name, Some("viewer"));
    server.facts(&["team", "add-member", "my-team", name, role]);
    key
}

async fn listed(server: &Server, key: &str, entity: &str) -> Vec<String> {
    let found = server.data(key, LIST, json!({ "e": entity })).await;
    let edges = found["models"]["edges"].as_array().cloned().unwrap_or_default();
    let name = |edge: &Value| edge["node"]["name"].as_str().unwrap().to_owned();
    edges.iter().map(name).collect()
}

/// The projects of each entity. Only those of an organization are registries, whatever their names are; an ordinary project is
/// seen by all of its owner, whatever its access says.
const PROJECTS: [(&str, &[&str]); 3] = [
    (
        "my-org",
        &[
            "closed",
            "plain",
            "wandb-registry-dataset",
            "wandb-registry-model",
            "wandb-registry-vault",
        ],
    ),
    ("my-team", &["work", "wandb-registry-look"]),
    ("ada", &["diary", "wandb-registry-own"]),
];

#[tokio::test]
async fn a_list_of_projects_holds_exactly_those_that_may_be_seen_one_by_one() {
    let server = Server::start();
    let vault = registry(&server, "RESTRICTED", "vault").await;
    project(&server, "my-org", "closed", "RESTRICTED").await;
    project(&server, "my-org", "plain", "PRIVATE").await;
    for (entity, projects) in &PROJECTS[1..] {
        for name in *projects {
            project(&server, entity, name, "PRIVATE").await;
        }
    }
    let in_vault = server.person("lea", Some("viewer"));
    give(&server, &vault, &in_vault, "restricted_viewer").await;
    let open: &[usize] = &[0, 1, 2, 3];
    let people: [(&str, String, [&[usize]; 3]); 8] = [
        (
            "the first admin",
            ADMIN_KEY.to_owned(),
            [&[0, 1, 2, 3, 4], &[0, 1], &[0, 1]],
        ),
        ("an outsider", server.person("otto", None), [&[], &[], &[]]),
        (
            "an organization viewer",
            server.person("vera", Some("viewer")),
            [open, &[], &[]],
        ),
        (
            "an organization member",
            server.person("mo", Some("member")),
            [open, &[], &[]],
        ),
        (
            "an organization admin",
            server.person("wanda", Some("admin")),
            [&[0, 1, 2, 3, 4], &[0, 1], &[]],
        ),
        (
            "somebody listed in the registry",
            in_vault,
            [&[0, 1, 2, 3, 4], &[], &[]],
        ),
        (
            "a viewer of the team",
            in_team(&server, "tim", "viewer"),
            [open, &[0, 1], &[]],
        ),
        (
            "a member of the team",
            in_team(&server, "tess", "member"),
            [open, &[0, 1], &[]],
        ),
    ];
    for (who, key, seen) in &people {
        for ((entity, projects), seen) in PROJECTS.iter().zip(seen) {
            let mut expected: Vec<&str> = seen.iter().map(|index| projects[*index]).collect();
            for name in *projects {
                let found = server.data(key, ONE, json!({ "e": entity, "p": name })).await;
                let is_expected = expected.contains(name);
                assert_eq!(found["project"].is_null(), !is_expected, "{who}: {entity}/{name}");
            }
            expected.sort_unstable();
            assert_eq!(listed(&server, key, entity).await, expected, "{who}: {entity}");
        }
    }
}

#[tokio::test]
async fn runs_are_logged_by_members_of_the_owner_and_by_nobody_else() {
    let server = Server::start();
    let people = [
        ("ada", ADMIN_KEY.to_owned()),
        ("otto", server.person("otto", None)),
        ("vera", server.person("vera", Some("viewer"))),
        ("mo", server.person("mo", Some("member"))),
        ("wanda", server.person("wanda", Some("admin"))),
        ("tim", in_team(&server, "tim", "viewer")),
        ("tess", in_team(&server, "tess", "member")),
        ("theo", in_team(&server, "theo", "admin")),
    ];
    // One column a person: what is absent to them answers 404, what they only see 403.
    let table = [
        ("my-org", [200, 404, 403, 200, 200, 403, 403, 403]),
        ("my-team", [200, 404, 404, 404, 403, 403, 200, 200]),
        ("ada", [200, 404, 404, 404, 404, 404, 404, 404]),
        ("mo", [404, 404, 404, 200, 404, 404, 404, 404]),
    ];
    for (entity, row) in table {
        // Twice: where the project is not there yet, and where it is.
        for round in 0..2 {
            for ((who, key), expected) in people.iter().zip(row) {
                let place = json!({ "e": entity, "p": "work" });
                let (status, body) = server.ask(key, LOG, place.clone()).await;
                assert_eq!(status, expected, "{who} logs to {entity}, round {round}: {body}");
                if round == 0 {
                    continue;
                }
                let (_, body) = server.ask(key, READ_ONLY, place).await;
                let read_only = &body["data"]["project"]["run"]["readOnly"];
                let expected = match expected {
                    200 => json!(false),
                    403 => json!(true),
                    _ => Value::Null,
                };
                assert_eq!(read_only, &expected, "{who} reads {entity}");
            }
        }
    }
    let (_, _, message) = server
        .refusal(&people[5].1, LOG, json!({ "e": "my-team", "p": "work" }))
        .await;
    assert_eq!(
        message,
        "You may read the projects of my-team, not write to them. An admin of my-team can make you a member."
    );
}

#[tokio::test]
async fn a_team_counts_only_together_with_its_organization() {
    let server = Server::start();
    let theo = in_team(&server, "theo", "admin");
    let place = json!({ "e": "my-team", "p": "work" });
    server.data(&theo, LOG, place.clone()).await;
    let invite = "mutation { createInvite(input: { entityName: \"my-team\", email: \"new@example.org\" }) { success } }";
    let leave =
        "mutation($u: String) { deleteInvite(input: { id: $u, entityName: \"my-team\" }) { success } }";
    let me = server.data(&theo, "{ viewer { id } }", json!({})).await["viewer"]["id"].clone();
    // Whoever leaves through the API leaves the teams too; the rule must hold whatever the tables say.
    let gone = server
        .sql("DELETE FROM org_member WHERE user_id = (SELECT id FROM account WHERE username = 'theo')")
        .await;
    assert_eq!(gone, 1);
    assert_eq!(server.refusal(&theo, LOG, place.clone()).await.0, 404);
    assert_eq!(server.data(&theo, ONE, place).await["project"], Value::Null);
    let (status, _, message) = server.refusal(&theo, invite, json!({})).await;
    assert_eq!(
        (status, message.as_str()),
        (404, "There is no team “my-team” that you may see.")
    );
    assert_eq!(server.refusal(&theo, leave, json!({ "u": me })).await.0, 404);
}

#[tokio::test]
async fn nothing_is_logged_to_a_registry_and_a_hidden_one_answers_like_an_absent_one() {
    let server = Server::start();
    registry(&server, "RESTRICTED", "vault").await;
    let mo = server.person("mo", Some("member"));
    let announce = "mutation($p: String!) { createArtifact(input: { entityName: \"my-org\", projectName: $p, runName: \"r\", artifactTypeName: \
         \"model\", artifactCollectionName: \"c\", digest: \"d41d8cd98f00b204e9800998ecf8427e\" }) { artifact { id } } }";
    let place = |registry: &str| json!({ "p": format!("wandb-registry-{registry}") });
    let sentence = |registry: &str| {
        format!(
            "“wandb-registry-{registry}” is a registry, which takes links to versions but no runs. Log to a project of a team and link \
             what it makes."
        )
    };
    for (key, registry) in [(ADMIN_KEY, "model"), (ADMIN_KEY, "vault"), (&mo, "model")] {
        let (status, _, message) = server.refusal(key, announce, place(registry)).await;
        assert_eq!((status, message), (400, sentence(registry)));
    }
    let (status, _, hidden) = server.refusal(&mo, announce, place("vault")).await;
    let (_, _, absent) = server.refusal(&mo, announce, place("nowhere")).await;
    assert_eq!((status, hidden), (404, absent.replace("nowhere", "vault")));
}
