//! The commands of the administrator, beside a running server.

use serde_json::json;

use crate::server::{ADMIN_KEY, Server};

#[tokio::test]
async fn what_the_commands_make_is_there_at_once() {
    let server = Server::start();
    let key = server.person("grace", Some("member"));
    let team = server.facts(&[
        "team",
        "create",
        "vision",
        "--org",
        "my-org",
        "--member",
        "grace:admin",
        "--member",
        "ada:member",
    ]);
    assert_eq!(team["team"], json!("vision"));
    let query = "{ viewer { username entity organizations { name myRole } teams { edges { node { name members { username role } } } } } }";
    let viewer = server.data(&key, query, json!({})).await["viewer"].clone();
    assert_eq!(
        viewer["entity"],
        json!("vision"),
        "the first team is where runs go"
    );
    assert_eq!(
        viewer["organizations"],
        json!([{ "name": "my-org", "myRole": "member" }])
    );
    let members = json!([{ "username": "ada", "role": "member" }, { "username": "grace", "role": "admin" }]);
    assert_eq!(
        viewer["teams"]["edges"][0]["node"],
        json!({ "name": "vision", "members": members })
    );
    let second = server.facts(&["key", "create", "grace", "--description", "ci"]);
    let second = second["key"].as_str().unwrap();
    assert_eq!(
        server.data(second, "{ viewer { username } }", json!({})).await["viewer"]["username"],
        json!("grace")
    );
}

#[tokio::test]
async fn an_organization_has_its_core_registries_unless_told_otherwise() {
    let server = Server::start();
    server.facts(&["org", "create", "with"]);
    server.facts(&["org", "create", "without", "--without-core-registries"]);
    for org in ["with", "without"] {
        server.facts(&["org", "add-member", org, "ada", "admin"]);
    }
    let query = "query($name: String!) { organization(name: $name) { registries { totalCount edges { node { registry { title isCore } } } } } }";
    let with = server.data(ADMIN_KEY, query, json!({ "name": "with" })).await;
    assert_eq!(with["organization"]["registries"]["totalCount"], json!(2));
    assert_eq!(
        with["organization"]["registries"]["edges"][1]["node"]["registry"],
        json!({ "title": "Models", "isCore": true })
    );
    let without = server.data(ADMIN_KEY, query, json!({ "name": "without" })).await;
    assert_eq!(without["organization"]["registries"]["totalCount"], json!(0));
}

#[tokio::test]
async fn commands_that_cannot_be_carried_out_say_why_and_change_nothing() {
    let server = Server::start();
    let cases: [(&[&str], &str); 7] = [
        (
            &["user", "create", "ada", "--email", "a@b.org"],
            "The name “ada” is taken",
        ),
        (
            &["user", "create", "a/b", "--email", "a@b.org"],
            "must not contain “/”",
        ),
        (
            &["user", "create", "bob", "--email", "nowhere"],
            "“nowhere” is not an e-mail address",
        ),
        (
            &["user", "create", "bob", "--email", "a@b.org", "--key", "short"],
            "An API key needs 40 characters or more",
        ),
        (
            &["org", "add-member", "my-org", "nobody", "member"],
            "There is no user “nobody”",
        ),
        (
            &["org", "add-member", "my-org", "ada", "owner"],
            "“owner” is not a role",
        ),
        (
            &["team", "create", "t", "--org", "nowhere"],
            "There is no organization “nowhere”",
        ),
    ];
    for (arguments, sentence) in cases {
        let (is_good, text) = server.command(arguments);
        assert!(!is_good && text.contains(sentence), "{arguments:?}: {text}");
    }
    let (is_good, text) = server.command(&["key", "create", "bob"]);
    assert!(
        !is_good && text.contains("There is no user “bob”"),
        "the refused user was not half made: {text}"
    );
}

#[test]
fn a_command_on_a_folder_without_data_says_what_to_do_and_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let typo = folder.path().join("typo");
    let target = folder.path().join("backup");
    let commands: [&[&str]; 5] = [
        &["audit", "verify"],
        &["audit", "export"],
        &["backup", "--to", target.to_str().unwrap()],
        &["sign-in-link", "admin"],
        &["expire"],
    ];
    for words in commands {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_vitrine"))
            .args(words)
            .arg("--data-dir")
            .arg(&typo)
            .env("RUST_BACKTRACE", "1")
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success(), "{words:?}");
        assert!(
            told.contains("There is no database of Vitrine at") && told.contains("--data-dir"),
            "{words:?}: {told}"
        );
        assert_eq!(told.lines().count(), 1, "no backtrace: {told}");
        assert!(!typo.exists() && !target.exists(), "{words:?} made something");
    }
}
