//! Every change leaves its event: each mutation says which kinds it writes, and a real server must write those and no others.
//!
//! Whoever adds a mutation adds a row to `DECLARED` and a step to the test that performs them all.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::{Value, json};

use crate::event_ends::perform_ends;
use crate::event_steps::perform_all;
use crate::server::{ADMIN_KEY, Server};

/// What a mutation writes into the log.
#[derive(Debug, Clone, Copy)]
pub enum Declared {
    /// Events of these kinds, at least one of them.
    Events(&'static [&'static str]),
    /// Nothing, and why not.
    Nothing(&'static str),
}

use Declared::{Events, Nothing};

/// Why the steps of an upload write nothing.
const STEP: &str =
    "a step of an upload: nobody sees anything of it before the version is committed, which writes its event";
/// Why what a run sends writes nothing.
const STREAM: &str = "what a run sends while it runs is its content; its start and its end are events";

/// Every mutation of the schema, by name.
pub const DECLARED: &[(&str, Declared)] = &[
    ("addAliases", Events(&["ALIAS_ADDED"])),
    (
        "addTeamMember",
        Events(&["TEAM_MEMBER_ADDED", "TEAM_MEMBER_ROLE_CHANGED"]),
    ),
    ("addUserToOrganization", Events(&["ORG_MEMBER_SET"])),
    ("commitArtifact", Events(&["VERSION_LOGGED", "ALIAS_ADDED"])),
    (
        "createArtifact",
        Events(&["COLLECTION_CREATED", "ALIAS_ADDED", "VERSION_TAG_ADDED"]),
    ),
    (
        "createArtifactCollectionTagAssignments",
        Events(&["COLLECTION_TAG_ADDED"]),
    ),
    ("createArtifactFiles", Nothing(STEP)),
    ("createArtifactManifest", Nothing(STEP)),
    ("createProjectMembers", Events(&["MEMBERS_ADDED"])),
    ("createRunFiles", Nothing(STREAM)),
    ("createTeam", Events(&["TEAM_CREATED"])),
    ("createUser", Events(&["USER_CREATED", "API_KEY_CREATED"])),
    ("deleteAliases", Events(&["ALIAS_REMOVED"])),
    ("deleteApiKey", Events(&["API_KEY_REVOKED"])),
    (
        "deleteArtifactCollectionTagAssignments",
        Events(&["COLLECTION_TAG_REMOVED"]),
    ),
    ("deleteFiles", Events(&["RUN_FILES_DELETED"])),
    ("deleteSavedSearch", Events(&["SEARCH_DELETED"])),
    ("generateApiKey", Events(&["API_KEY_CREATED"])),
    (
        "linkArtifact",
        Events(&[
            "PROJECT_CREATED",
            "COLLECTION_CREATED",
            "VERSION_LINKED",
            "ALIAS_ADDED",
        ]),
    ),
    (
        "markRunFilesUploaded",
        Nothing("it changes nothing: the bytes are here since they arrived"),
    ),
    (
        "markWatchLooked",
        Nothing("where somebody stopped reading is theirs alone, and is not kept but as a position"),
    ),
    ("notifyScriptableRunAlert", Events(&["RUN_ALERT"])),
    ("protectAlias", Events(&["ALIAS_PROTECTED"])),
    ("saveSearch", Events(&["SEARCH_SAVED"])),
    (
        "starRegistry",
        Events(&["REGISTRY_STARRED", "REGISTRY_UNSTARRED"]),
    ),
    ("deleteRun", Events(&["RUN_DELETED"])),
    ("rewindRun", Events(&["RUN_REWOUND"])),
    ("stopRun", Events(&["RUN_STOP_REQUESTED"])),
    (
        "unlinkArtifact",
        Events(&["VERSION_UNLINKED", "ALIAS_REMOVED", "ALIAS_ADDED"]),
    ),
    ("unprotectAlias", Events(&["ALIAS_UNPROTECTED"])),
    ("unwatch", Events(&["WATCH_ENDED"])),
    (
        "updateArtifact",
        Events(&["VERSION_EDITED", "VERSION_TAG_ADDED", "VERSION_TAG_REMOVED"]),
    ),
    ("updateArtifactManifest", Nothing(STEP)),
    (
        "updateArtifactPortfolio",
        Events(&["COLLECTION_DESCRIBED", "COLLECTION_RENAMED"]),
    ),
    (
        "updateArtifactSequence",
        Events(&["COLLECTION_DESCRIBED", "COLLECTION_RENAMED"]),
    ),
    ("updateProjectMember", Events(&["MEMBER_ROLE_CHANGED"])),
    ("updateProjectTeamMember", Events(&["MEMBER_ROLE_CHANGED"])),
    ("updateRunState", Events(&["RUN_STATE_SET"])),
    ("updateSavedSearch", Events(&["SEARCH_CHANGED"])),
    ("updateUser", Events(&["USER_CHANGED"])),
    (
        "upsertBucket",
        Events(&["PROJECT_CREATED", "RUN_CREATED", "RUN_CHANGED"]),
    ),
    ("upsertModel", Events(&["PROJECT_CREATED", "PROJECT_CHANGED"])),
    ("useArtifact", Events(&["VERSION_USED"])),
    ("watch", Events(&["WATCH_STARTED"])),
    (
        "createInvite",
        Events(&["INVITATION_CREATED", "TEAM_MEMBER_ADDED", "ORG_MEMBER_SET"]),
    ),
    (
        "createServiceAccount",
        Events(&["SERVICE_ACCOUNT_CREATED", "API_KEY_CREATED"]),
    ),
    (
        "deleteArtifact",
        Events(&[
            "VERSION_DELETED",
            "VERSION_UNLINKED",
            "ALIAS_REMOVED",
            "ALIAS_ADDED",
        ]),
    ),
    ("deleteArtifactPortfolio", Events(&["COLLECTION_DELETED"])),
    (
        "deleteArtifactSequence",
        Events(&["COLLECTION_DELETED", "VERSION_UNLINKED", "ALIAS_REMOVED"]),
    ),
    (
        "deleteInvite",
        Events(&["INVITATION_WITHDRAWN", "TEAM_MEMBER_REMOVED"]),
    ),
    ("deleteModel", Events(&["PROJECT_DELETED"])),
    ("deleteProjectMembers", Events(&["MEMBER_REMOVED"])),
    ("moveArtifactSequence", Events(&["COLLECTION_TYPE_CHANGED"])),
    ("removeUserFromOrganization", Events(&["ORG_MEMBER_REMOVED"])),
    ("renameProject", Events(&["PROJECT_RENAMED"])),
    ("updateMember", Events(&["TEAM_MEMBER_ROLE_CHANGED"])),
    ("updateOrganizationUser", Events(&["ORG_MEMBER_SET"])),
];

/// Mutations that landed together with this test and get their step in `event_steps.rs` next. A ratchet: it only gets shorter.
const WITHOUT_STEP: &[&str] = &[];

fn declared(name: &str) -> Declared {
    let found = DECLARED.iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("{name} is not declared")).1
}

/// The number at the end of a global id.
fn number(id: &Value) -> i64 {
    let text = STANDARD.decode(id.as_str().unwrap()).unwrap();
    let text = String::from_utf8(text).unwrap();
    text.rsplit(':').next().unwrap().parse().unwrap()
}

/// The log of the organization and that of the server, as an admin of both reads on in them.
pub struct Log<'a> {
    server: &'a Server,
    last_id: i64,
    performed: BTreeSet<&'static str>,
}

impl<'a> Log<'a> {
    pub async fn open(server: &'a Server) -> Self {
        let performed = BTreeSet::new();
        let mut log = Self {
            server,
            last_id: 0,
            performed,
        };
        log.news().await;
        log
    }

    /// The events that were written since the last look, oldest first.
    pub async fn news(&mut self) -> Vec<Value> {
        let query = "{ organization(name: \"my-org\") { auditLog(first: 100) { edges { node { ...e } } } } \
             serverAuditLog(first: 100) { edges { node { ...e } } } } \
             fragment e on Event { id kind subject before after username via address userAgent requestId }";
        let data = self.server.data(ADMIN_KEY, query, json!({})).await;
        let mut news: Vec<Value> = Vec::new();
        for log in [&data["organization"]["auditLog"], &data["serverAuditLog"]] {
            news.extend(
                log["edges"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|edge| edge["node"].clone()),
            );
        }
        news.retain(|event| number(&event["id"]) > self.last_id);
        news.sort_by_key(|event| number(&event["id"]));
        self.last_id = news.last().map_or(self.last_id, |event| number(&event["id"]));
        news
    }

    /// Holds that what was just performed wrote what is declared for it, and no more.
    pub async fn check(&mut self, mutations: &[&'static str]) {
        let kinds: BTreeSet<String> = self
            .news()
            .await
            .iter()
            .map(|event| event["kind"].as_str().unwrap().to_owned())
            .collect();
        let mut allowed = BTreeSet::new();
        for name in mutations {
            self.performed.insert(*name);
            if let Events(list) = declared(name) {
                assert!(
                    list.iter().any(|kind| kinds.contains(*kind)),
                    "{name} left none of {list:?}, only {kinds:?}"
                );
                allowed.extend(list.iter().map(|kind| (*kind).to_owned()));
            }
        }
        assert!(kinds.is_subset(&allowed), "{mutations:?} left {kinds:?}");
    }
}

#[tokio::test]
async fn every_mutation_says_what_it_writes_into_the_log() {
    let server = Server::start();
    let query = "{ __schema { mutationType { fields { name } } } }";
    let data = server.data(ADMIN_KEY, query, json!({})).await;
    let schema: BTreeSet<&str> = data["__schema"]["mutationType"]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["name"].as_str().unwrap())
        .collect();
    assert!(schema.len() > 30, "{schema:?}");
    let declared: BTreeSet<&str> = DECLARED.iter().map(|(name, _)| *name).collect();
    let missing: Vec<_> = schema.difference(&declared).collect();
    assert!(
        missing.is_empty(),
        "say in DECLARED which events these write: {missing:?}"
    );
    let gone: Vec<_> = declared.difference(&schema).collect();
    assert!(gone.is_empty(), "no mutation any more: {gone:?}");
    for (name, declared) in DECLARED {
        if let Nothing(because) = declared {
            assert!(because.len() > 20, "{name} says why it writes nothing");
        }
    }
}

#[tokio::test]
async fn every_mutation_writes_its_event_and_no_other() {
    let server = Server::start();
    let mut log = Log::open(&server).await;
    perform_all(&server, &mut log).await;
    perform_ends(&server, &mut log).await;
    let mut declared: BTreeSet<&str> = DECLARED.iter().map(|(name, _)| *name).collect();
    declared.retain(|name| !WITHOUT_STEP.contains(name));
    let left_out: Vec<_> = declared.difference(&log.performed).collect();
    assert!(
        left_out.is_empty(),
        "add a step that performs these: {left_out:?}"
    );
    let (is_whole, text) = server.command(&["audit", "verify"]);
    assert!(is_whole, "{text}");
}

#[tokio::test]
async fn an_event_says_who_from_where_and_how() {
    let server = Server::start();
    let mut log = Log::open(&server).await;
    let response = server
        .post("/graphql")
        .basic_auth("api", Some(ADMIN_KEY))
        .header("user-agent", "W&B Internal Client 0.31.0")
        .json(&json!({ "query": "mutation { generateApiKey(input: {}) { apiKey { id } } }" }))
        .send()
        .await
        .unwrap();
    let request_id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    let event = log.news().await.pop().unwrap();
    assert_eq!(
        (
            &event["via"],
            &event["username"],
            &event["userAgent"],
            &event["address"]
        ),
        (
            &json!("SDK"),
            &json!("ada"),
            &json!("W&B Internal Client 0.31.0"),
            &json!("127.0.0.1")
        )
    );
    assert_eq!(event["requestId"], json!(request_id));
    server.facts(&["key", "create", "ada"]);
    let event = log.news().await.pop().unwrap();
    assert_eq!(
        (&event["kind"], &event["via"], &event["username"]),
        (&json!("API_KEY_CREATED"), &json!("COMMAND"), &Value::Null)
    );
}

#[tokio::test]
async fn signing_in_and_out_are_events_and_keys_are_never_in_the_log() {
    let server = Server::start();
    let mut log = Log::open(&server).await;
    let proof = json!({ "key": ADMIN_KEY });
    let response = server.post("/api/session").json(&proof).send().await.unwrap();
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let event = log.news().await.pop().unwrap();
    assert_eq!(
        (&event["kind"], &event["via"], &event["username"]),
        (&json!("SIGNED_IN"), &json!("BROWSER"), &json!("ada"))
    );
    for expected in [&["SIGNED_OUT"] as &[&str], &[]] {
        let request = server.delete("/api/session").header(COOKIE, &cookie);
        request.send().await.unwrap();
        let kinds: Vec<Value> = log
            .news()
            .await
            .iter()
            .map(|event| event["kind"].clone())
            .collect();
        assert_eq!(
            json!(kinds),
            json!(expected),
            "signing out twice is signing out once"
        );
    }
    let refused = server
        .post("/api/session")
        .json(&json!({ "key": "f".repeat(40) }));
    assert_eq!(refused.send().await.unwrap().status(), 401);
    assert!(log.news().await.is_empty());
    let (_, export) = server.command(&["audit", "export"]);
    let token = cookie.split_once('=').unwrap().1;
    assert!(export.contains("signed_in") && !export.contains(ADMIN_KEY) && !export.contains(token));
}

#[tokio::test]
async fn what_the_commands_do_is_in_the_log() {
    let server = Server::start();
    let mut log = Log::open(&server).await;
    server.person("grace", Some("member"));
    server.facts(&[
        "team",
        "create",
        "vision",
        "--org",
        "my-org",
        "--member",
        "grace:admin",
    ]);
    server.facts(&["sign-in-link", "grace"]);
    server.facts(&["org", "create", "other"]);
    let news = log.news().await;
    let kinds: Vec<&str> = news.iter().map(|event| event["kind"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            "USER_CREATED",
            "API_KEY_CREATED",
            "ORG_MEMBER_SET",
            "TEAM_CREATED",
            "TEAM_MEMBER_ADDED",
            "SIGN_IN_LINK_CREATED"
        ],
        "the event of the other organization is in its own log"
    );
    assert!(news.iter().all(|event| event["via"] == json!("COMMAND")));
    let (_, refused) = server.command(&["team", "create", "vision", "--org", "my-org"]);
    assert!(refused.contains("vision"), "{refused}");
    assert!(log.news().await.is_empty(), "what is refused is not in the log");
}
