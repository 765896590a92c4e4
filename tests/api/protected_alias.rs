//! Protected aliases: admins define them, put them on and take them off; versions that hold one are not unlinked by members.

use serde_json::{Value, json};

use crate::in_registry::{give, registry};
use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, contents, link};

const PROTECT: &str = "mutation($p: ID!, $a: String!) { protectAlias(input: { projectID: $p, alias: $a }) { project { registry { protectedAliases } } } }";
const UNPROTECT: &str = "mutation($p: ID!, $a: String!) { unprotectAlias(input: { projectID: $p, alias: $a }) { project { registry { protectedAliases } } } }";
const UNLINK: &str = "mutation($a: ID!, $c: ID!) { unlinkArtifact(input: { artifactID: $a, artifactPortfolioID: $c }) { success } }";
const PUT_ON: &str = "mutation($a: ID!, $alias: String!) { addAliases(input: { artifactID: $a, aliases: [{ entityName: \"my-org\", \
     projectName: \"wandb-registry-risk\", artifactCollectionName: \"c\", alias: $alias }] }) { success } }";
const TAKE_OFF: &str = "mutation($a: ID!, $alias: String!) { deleteAliases(input: { artifactID: $a, aliases: [{ entityName: \"my-org\", \
     projectName: \"wandb-registry-risk\", artifactCollectionName: \"c\", alias: $alias }] }) { success } }";

/// A registry `risk` whose collection `c` holds two versions, `production` protected and on the first, and a member of it.
struct Risk {
    server: Server,
    registry: String,
    collection: String,
    first: String,
    second: String,
    member: String,
}

impl Risk {
    async fn start() -> Self {
        let server = Server::start();
        let id = registry(&server, "PRIVATE", "risk").await;
        server
            .data(ADMIN_KEY, PROTECT, json!({ "p": id, "a": "production" }))
            .await;
        let mut versions = Vec::new();
        for bytes in [b"1", b"2"] {
            let upload = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", bytes)]).await;
            versions.push(upload.finish().await);
        }
        link(&server, ADMIN_KEY, &versions[0], "risk", "c", &["production"]).await;
        link(&server, ADMIN_KEY, &versions[1], "risk", "c", &["candidate"]).await;
        let member = server.person("mia", Some("member"));
        give(&server, &id, &member, "member").await;
        let query = "{ project(entityName: \"my-org\", name: \"wandb-registry-risk\") { artifactCollection(name: \"c\") { id } } }";
        let data = server.data(ADMIN_KEY, query, json!({})).await;
        let collection = data["project"]["artifactCollection"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let second = versions.pop().unwrap();
        let first = versions.pop().unwrap();
        Self {
            server,
            registry: id,
            collection,
            first,
            second,
            member,
        }
    }

    /// Holds that a member is refused with the sentence, and that nothing changed.
    async fn refuses(&self, query: &str, variables: Value) {
        let before = contents(&self.server, ADMIN_KEY, "risk").await;
        let (status, code, message) = self.server.refusal(&self.member, query, variables).await;
        assert_eq!((status, code.as_str()), (403, "FORBIDDEN"), "{message}");
        let sentence = "The alias “production” is protected. Needs admin. You are member";
        assert!(message.starts_with(sentence), "{message}");
        assert_eq!(contents(&self.server, ADMIN_KEY, "risk").await, before);
    }
}

#[tokio::test]
async fn a_member_cannot_put_on_move_or_take_off_a_protected_alias() {
    let risk = Risk::start().await;
    risk.refuses(PUT_ON, json!({ "a": risk.second, "alias": "production" }))
        .await;
    risk.refuses(TAKE_OFF, json!({ "a": risk.first, "alias": "production" }))
        .await;
    let before = contents(&risk.server, ADMIN_KEY, "risk").await;
    let (status, body) = link(
        &risk.server,
        &risk.member,
        &risk.second,
        "risk",
        "c",
        &["production"],
    )
    .await;
    assert_eq!(status, 403, "{body}");
    assert_eq!(contents(&risk.server, ADMIN_KEY, "risk").await, before);
    let ordinary = json!({ "a": risk.second, "alias": "staging" });
    risk.server.data(&risk.member, PUT_ON, ordinary.clone()).await;
    risk.server.data(&risk.member, TAKE_OFF, ordinary).await;
}

#[tokio::test]
async fn a_member_unlinks_a_version_only_without_a_protected_alias() {
    let risk = Risk::start().await;
    risk.refuses(UNLINK, json!({ "a": risk.first, "c": risk.collection }))
        .await;
    let second = json!({ "a": risk.second, "c": risk.collection });
    risk.server.data(&risk.member, UNLINK, second).await;
    let first = json!({ "a": risk.first, "c": risk.collection });
    risk.server.data(ADMIN_KEY, UNLINK, first).await;
}

#[tokio::test]
async fn an_admin_moves_a_protected_alias_and_the_timeline_shows_it() {
    let risk = Risk::start().await;
    let there = json!({ "a": risk.second, "alias": "production" });
    risk.server.data(ADMIN_KEY, PUT_ON, there.clone()).await;
    risk.server.data(ADMIN_KEY, TAKE_OFF, there).await;
    let query = "query($id: ID!) { artifactCollection(id: $id) { aliasActionHistory(alias: \"production\") { totalCount edges { node { \
         actionType alias sourceVersion targetVersion user { username } sourceArtifact { id } targetArtifact { id } } } } } }";
    let data = risk
        .server
        .data(ADMIN_KEY, query, json!({ "id": risk.collection }))
        .await;
    let history = &data["artifactCollection"]["aliasActionHistory"];
    assert_eq!(history["totalCount"], json!(3));
    let steps: Vec<Value> = history["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| edge["node"].clone())
        .collect();
    let ada = json!({ "username": "ada" });
    let (first, second) = (json!({ "id": risk.first }), json!({ "id": risk.second }));
    assert_eq!(
        json!(steps),
        json!([
            { "actionType": "alias_removed", "alias": "production", "sourceVersion": "v1", "targetVersion": null, "user": ada,
              "sourceArtifact": second, "targetArtifact": null },
            { "actionType": "alias_added", "alias": "production", "sourceVersion": "v0", "targetVersion": "v1", "user": ada,
              "sourceArtifact": first, "targetArtifact": second },
            { "actionType": "alias_added", "alias": "production", "sourceVersion": null, "targetVersion": "v0", "user": ada,
              "sourceArtifact": null, "targetArtifact": first },
        ])
    );
}

#[tokio::test]
async fn protected_aliases_are_listed_with_the_versions_that_hold_them() {
    let risk = Risk::start().await;
    link(
        &risk.server,
        ADMIN_KEY,
        &risk.second,
        "risk",
        "d",
        &["production"],
    )
    .await;
    risk.server
        .data(ADMIN_KEY, PROTECT, json!({ "p": risk.registry, "a": "golden" }))
        .await;
    let query = "{ project(entityName: \"my-org\", name: \"wandb-registry-risk\") { registry { protectedAliasHolders { alias holderCount \
         holders { version artifactCollection { name } } } } } }";
    let data = risk.server.data(&risk.member, query, json!({})).await;
    assert_eq!(
        data["project"]["registry"]["protectedAliasHolders"],
        json!([
            { "alias": "golden", "holderCount": 0, "holders": [] },
            { "alias": "production", "holderCount": 2, "holders": [
                { "version": "v0", "artifactCollection": { "name": "c" } }, { "version": "v0", "artifactCollection": { "name": "d" } }] },
        ])
    );
}

#[tokio::test]
async fn only_admins_define_and_remove_protection_and_removing_it_frees_the_alias() {
    let risk = Risk::start().await;
    let production = json!({ "p": risk.registry, "a": "production" });
    for query in [PROTECT, UNPROTECT] {
        let (status, _, message) = risk.server.refusal(&risk.member, query, production.clone()).await;
        assert_eq!(status, 403, "{message}");
    }
    let data = risk.server.data(ADMIN_KEY, UNPROTECT, production.clone()).await;
    assert_eq!(
        data["unprotectAlias"]["project"]["registry"]["protectedAliases"],
        json!([])
    );
    let (status, _, message) = risk.server.refusal(ADMIN_KEY, UNPROTECT, production).await;
    assert_eq!(
        (status, message.as_str()),
        (404, "The alias “production” is not protected in this registry.")
    );
    let second = json!({ "a": risk.second, "alias": "production" });
    risk.server.data(&risk.member, PUT_ON, second).await;
}

#[tokio::test]
async fn what_moves_by_itself_or_is_a_version_cannot_be_protected() {
    let risk = Risk::start().await;
    for (alias, beginning) in [
        ("latest", "“latest” cannot be protected: it moves by itself"),
        ("v3", "An alias must not look like a version"),
        (" ", "An alias must not be empty"),
        ("a/b", "An alias must not contain “/”"),
    ] {
        let variables = json!({ "p": risk.registry, "a": alias });
        let (status, _, message) = risk.server.refusal(ADMIN_KEY, PROTECT, variables).await;
        assert_eq!(status, 400);
        assert!(message.starts_with(beginning), "{message}");
    }
    let query = "{ project(entityName: \"my-team\", name: \"quickstart\") { id } }";
    let project = risk.server.data(ADMIN_KEY, query, json!({})).await["project"]["id"].clone();
    let variables = json!({ "p": project, "a": "production" });
    let (status, _, message) = risk.server.refusal(ADMIN_KEY, PROTECT, variables).await;
    assert_eq!(status, 400);
    assert!(
        message.starts_with("Only registries have protected aliases"),
        "{message}"
    );
}
