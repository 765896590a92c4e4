//! What the matrix is asked about: an organization with principals, a registry, a hidden registry full of canaries, another organization.

mod log;

use std::collections::BTreeMap;

use reqwest::RequestBuilder;
use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::{Value, json};

use self::log::{Version, alter, link_as, log_run, log_version, pending, registry, text};
use super::cell::{Ask, Credential};
use super::principal::Principal;
use super::target::Target;
use crate::server::{ADMIN_KEY, Server};

/// Words that must not reach those who may not see the place where they stand.
pub struct Canaries {
    /// Of the hidden registry, and of what its versions come from: the organization's admins see them.
    pub vault: Vec<String>,
    /// Of the other organization: the outsider sees them.
    foreign: Vec<String>,
}

impl Canaries {
    /// What the principal must never see.
    pub fn hidden_from(&self, principal: Principal) -> impl Iterator<Item = &str> {
        let vault = self
            .vault
            .iter()
            .filter(move |_| principal != Principal::OrgAdmin);
        let foreign = self
            .foreign
            .iter()
            .filter(move |_| principal != Principal::Outsider);
        vault.chain(foreign).map(String::as_str)
    }
}

/// A server with all of it.
pub struct World {
    /// The server.
    pub server: Server,
    /// What is there.
    pub real: Target,
    /// What is there and may be seen by organization admins only.
    pub hidden: Target,
    /// What is not there.
    pub absent: Target,
    /// The canaries.
    pub canaries: Canaries,
    keys: BTreeMap<Principal, String>,
    cookies: BTreeMap<Principal, String>,
}

impl World {
    /// Makes it.
    pub async fn make() -> Self {
        let server = Server::start_in_a_folder(
            &[
                "--admin-user",
                "ada",
                "--admin-key",
                ADMIN_KEY,
                // The dead principals' wrong keys are asked for all operations from one address.
                "--wrong-key-limit",
                "0",
                "--rate-limit",
                "0",
            ],
            "off",
        );
        let (mut real, hidden, mut canaries) = open_and_hidden(&server).await;
        let mut keys = BTreeMap::new();
        for principal in Principal::ALL
            .into_iter()
            .filter(|one| *one != Principal::Anonymous)
        {
            keys.insert(principal, principal.make(&server, &real.registry_id).await);
        }
        people(&server, &mut real).await;
        let writer = &keys[&Principal::TeamMember];
        writers(&server, writer, &mut real).await;
        canaries.foreign = foreign(&server, &keys[&Principal::Outsider]).await;
        let mut cookies = BTreeMap::new();
        for (principal, key) in &keys {
            let proof = json!({ "key": key });
            let answer = server.post("/api/session").json(&proof).send().await.unwrap();
            let cookie = answer.headers()[SET_COOKIE].to_str().unwrap();
            cookies.insert(*principal, cookie.split(';').next().unwrap().to_owned());
        }
        revoke(&server, &keys[&Principal::RevokedKey]).await;
        alter(
            &server,
            "UPDATE account SET is_service = 1 WHERE username = 'service'",
        )
        .await;
        alter(
            &server,
            "UPDATE account SET deleted_at = 1 WHERE username = 'deleteduser'",
        )
        .await;
        let absent = absent(&real, &hidden);
        Self {
            server,
            real,
            hidden,
            absent,
            canaries,
            keys,
            cookies,
        }
    }

    /// The key of a principal.
    pub fn key(&self, principal: Principal) -> &str {
        &self.keys[&principal]
    }

    /// Status and body of a request.
    pub async fn send(&self, principal: Principal, credential: Credential, ask: &Ask) -> (u16, String) {
        let request = match ask {
            Ask::Graphql(query, variables) => self
                .server
                .post("/graphql")
                .json(&json!({ "query": query, "variables": variables })),
            Ask::Http(method, path, body) => {
                let request = match *method {
                    "GET" => self.server.get(path),
                    "POST" => self.server.post(path),
                    "DELETE" => self.server.delete(path),
                    "PUT" => self.server.put(&format!("{}{path}", self.server.url)),
                    other => panic!("{other}"),
                };
                match body {
                    Some(body) => request.json(body),
                    None => request,
                }
            }
        };
        let response = self.signed(request, principal, credential).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    fn signed(
        &self,
        request: RequestBuilder,
        principal: Principal,
        credential: Credential,
    ) -> RequestBuilder {
        match credential {
            Credential::Key => match self.keys.get(&principal) {
                Some(key) => request.basic_auth("api", Some(key)),
                None => request,
            },
            Credential::Session => match self.cookies.get(&principal) {
                Some(cookie) => request
                    .header(COOKIE, cookie)
                    .header("x-vitrine-client", "matrix"),
                None => request,
            },
        }
    }

    /// The data of a GraphQL request that works.
    pub async fn done(&self, key: &str, ask: &Ask) -> Value {
        let Ask::Graphql(query, variables) = ask else {
            panic!("what is prepared is a mutation")
        };
        self.server.data(key, query, variables.clone()).await
    }

    /// Everything in the hidden registry that a principal gets to see.
    pub async fn vault_as(&self, principal: Principal, credential: Credential) -> String {
        let query = "query($e: String, $p: String) { project(entityName: $e, name: $p) { description artifactCollections(first: 5) { edges { node { \
             description artifactMemberships(first: 5) { edges { node { aliases { alias } artifact { digest metadata description files(first: 5) { edges { node { name } } } \
             artifactSequence { artifacts(first: 5) { edges { node { metadata } } } } createdBy { ... on Run { config outputArtifacts(first: 5) { edges { \
             node { metadata } } } } } } } } } } } } } }";
        let ask = Ask::query(query, json!({ "e": self.hidden.org, "p": self.hidden.registry }));
        self.send(principal, credential, &ask).await.1
    }
}

fn place(name: &str) -> Version<'_> {
    Version::in_project("my-team", "quickstart", name)
}

/// The open registry and the hidden one, each with a collection; the hidden one and its source carry the canaries.
async fn open_and_hidden(server: &Server) -> (Target, Target, Canaries) {
    let mut real = registry(server, ADMIN_KEY, "my-org", "risk", "PRIVATE", "Open words").await;
    let mut hidden = registry(
        server,
        ADMIN_KEY,
        "my-org",
        "vault",
        "RESTRICTED",
        "CANARY-registry-words",
    )
    .await;
    log_run(server, ADMIN_KEY, "my-team", "quickstart", "shown").await;
    log_run(server, ADMIN_KEY, "my-team", "quickstart", "CANARY-run").await;
    let shown = log_version(
        server,
        ADMIN_KEY,
        &place("gemma")
            .by("shown")
            .with("weights.bin", "1", "{}", "client-shown"),
    )
    .await;
    // An older sibling of the shown version that is linked nowhere: the way to it is through the source artifact.
    let sibling = place("gemma").by("CANARY-run");
    log_version(
        server,
        ADMIN_KEY,
        &sibling.with(
            "CANARY-sibling.bin",
            "2",
            "{\"k\": \"CANARY-sibling\"}",
            "client-s",
        ),
    )
    .await;
    let secret = place("secret").by("CANARY-run");
    let secret = secret.with(
        "CANARY-file.bin",
        "3",
        "{\"k\": \"CANARY-metadata\"}",
        "client-secret",
    );
    let secret = log_version(server, ADMIN_KEY, &secret).await;
    for (target, version, collections) in [
        (&mut real, &shown, ["c", "guarded"]),
        (&mut hidden, &secret, ["hush", "guarded-hush"]),
    ] {
        target.artifact.clone_from(&version.id);
        target.md5_hex.clone_from(&version.md5_hex);
        target.client_id.clone_from(&version.client_id);
        let alias = if target.registry.ends_with("risk") {
            "candidate"
        } else {
            "CANARY-alias"
        };
        target.collection_id = link_as(server, ADMIN_KEY, target, collections[0], alias).await;
        let protect = "mutation($p: ID!) { protectAlias(input: { projectID: $p, alias: \"production\" }) { project { id } } }";
        server
            .data(ADMIN_KEY, protect, json!({ "p": target.registry_id }))
            .await;
        target.guarded_id = link_as(server, ADMIN_KEY, target, collections[1], "production").await;
        target.collection = String::from(collections[0]);
        target.guarded = String::from(collections[1]);
    }
    let describe = "mutation($c: ID!) { updateArtifactPortfolio(input: { artifactPortfolioID: $c, description: \"CANARY-collection\" }) { \
         artifactCollection { id } } }";
    server
        .data(ADMIN_KEY, describe, json!({ "c": hidden.collection_id }))
        .await;
    pending(
        server,
        ADMIN_KEY,
        "my-team",
        "quickstart",
        "CANARY-run",
        &mut hidden,
    )
    .await;
    hidden.logged.clone_from(&secret.id);
    let canaries = [
        "registry-words",
        "collection",
        "metadata",
        "file.bin",
        "sibling",
        "alias",
    ];
    let vault = canaries.iter().map(|word| format!("CANARY-{word}")).collect();
    (
        real,
        hidden,
        Canaries {
            vault,
            foreign: Vec::new(),
        },
    )
}

/// A listed person and teams that nobody asks as.
async fn people(server: &Server, real: &mut Target) {
    let listed = server.person("listed", Some("member"));
    real.user_id = text(
        &server.data(&listed, "{ viewer { id } }", json!({})).await,
        "/viewer/id",
    );
    real.org_id = text(
        &server
            .data(ADMIN_KEY, "{ organization(name: \"my-org\") { id } }", json!({}))
            .await,
        "/organization/id",
    );
    for (team, role, member) in [
        ("bystanders", "viewer", None),
        ("readers", "viewer", Some("teamviewer")),
        ("writers", "member", Some("teammember")),
    ] {
        let make = "mutation($t: String!) { createTeam(input: { teamName: $t, organizationName: \"my-org\" }) { entity { id } } }";
        let made = server.data(ADMIN_KEY, make, json!({ "t": team })).await;
        let id = text(&made, "/createTeam/entity/id");
        if let Some(member) = member {
            let add = "mutation($t: String!, $u: String!) { addTeamMember(input: { entityName: $t, username: $u, role: \"member\" }) { success } }";
            server
                .data(ADMIN_KEY, add, json!({ "t": team, "u": member }))
                .await;
        }
        let list = "mutation($p: ID!, $t: ID!) { createProjectMembers(input: { projectId: $p, teamIds: [$t] }) { success } }";
        server
            .data(ADMIN_KEY, list, json!({ "p": real.registry_id, "t": id }))
            .await;
        let set = "mutation($p: ID!, $t: ID!, $r: String!) { updateProjectTeamMember(input: { projectId: $p, teamId: $t, teamProjectRole: $r }) { success } }";
        server
            .data(
                ADMIN_KEY,
                set,
                json!({ "p": real.registry_id, "t": id, "r": role }),
            )
            .await;
        real.listed_team_id = if team == "bystanders" {
            id
        } else {
            real.listed_team_id.clone()
        };
    }
    let list = "mutation($p: ID!, $u: ID!) { createProjectMembers(input: { projectId: $p, userIds: [$u] }) { success } }";
    server
        .data(
            ADMIN_KEY,
            list,
            json!({ "p": real.registry_id, "u": real.user_id }),
        )
        .await;
}

/// A project of the team `writers` with a run, a committed version and one that is being logged.
async fn writers(server: &Server, key: &str, real: &mut Target) {
    log_run(server, key, "writers", "work", "w1").await;
    let version = Version::in_project("writers", "work", "kept")
        .by("w1")
        .with("a", "4", "{}", "client-kept");
    real.logged = log_version(server, key, &version).await.id;
    pending(server, key, "writers", "work", "w1", real).await;
}

/// The other organization, which belongs to the outsider.
async fn foreign(server: &Server, key: &str) -> Vec<String> {
    server.facts(&["org", "create", "other-org"]);
    server.facts(&["org", "add-member", "other-org", "outsider", "admin"]);
    let make = "mutation { createTeam(input: { teamName: \"other-team\", organizationName: \"other-org\" }) { entity { id } } }";
    server.data(key, make, json!({})).await;
    log_run(server, key, "other-team", "p", "FOREIGN-run").await;
    let version = Version::in_project("other-team", "p", "theirs").by("FOREIGN-run");
    let version = version.with(
        "FOREIGN-file.bin",
        "5",
        "{\"k\": \"FOREIGN-metadata\"}",
        "client-foreign",
    );
    let version = log_version(server, key, &version).await;
    let mut target = registry(
        server,
        key,
        "other-org",
        "theirs",
        "PRIVATE",
        "FOREIGN-registry-words",
    )
    .await;
    target.artifact = version.id;
    link_as(server, key, &target, "theirs", "FOREIGN-alias").await;
    ["run", "file.bin", "metadata", "registry-words", "alias"]
        .iter()
        .map(|word| format!("FOREIGN-{word}"))
        .collect()
}

async fn revoke(server: &Server, key: &str) {
    let keys = "{ viewer { apiKeys { edges { node { id } } } } }";
    let found = server.data(key, keys, json!({})).await;
    let id = text(&found, "/viewer/apiKeys/edges/0/node/id");
    let revoke = "mutation($id: String!) { deleteApiKey(input: { id: $id }) { success } }";
    server.data(key, revoke, json!({ "id": id })).await;
}

/// The same shape as the hidden things, with names and ids that nothing has.
fn absent(real: &Target, hidden: &Target) -> Target {
    let id = |kind: &str| log::global(kind, 987_654);
    Target {
        registry: "wandb-registry-nowhere".to_owned(),
        registry_id: id("Project"),
        collection: "nothing".to_owned(),
        collection_id: id("ArtifactCollection"),
        guarded: "guarded-nothing".to_owned(),
        guarded_id: id("ArtifactCollection"),
        artifact: id("Artifact"),
        client_id: "client-nobody".to_owned(),
        md5_hex: "00000000000000000000000000000000".to_owned(),
        project: "no-project".to_owned(),
        run: "no-run".to_owned(),
        run_id: id("Run"),
        run_file_id: id("RunFile"),
        pending: id("Artifact"),
        manifest_id: id("ArtifactManifest"),
        logged: id("Artifact"),
        sequence_id: id("ArtifactCollection"),
        user_id: real.user_id.clone(),
        listed_team_id: real.listed_team_id.clone(),
        ..hidden.clone()
    }
}
