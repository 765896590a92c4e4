//! `kill -9` under load, two hundred times: nothing that was acknowledged is lost, nothing half written can be seen.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::chance::Chance;
use crate::server::{ADMIN_KEY, Server};
use crate::storage::Storage;
use crate::upload::{Upload, digest_of, md5_of};

const KILLS: u64 = 200;
const CLIENTS: u64 = 3;
const COLLECTION: &str = "killed";

/// What the server confirmed.
#[derive(Default)]
struct Confirmed {
    /// Committed versions: id and number of the content.
    committed: BTreeMap<String, u64>,
    /// Links: number in the collection and version.
    linked: BTreeMap<i64, String>,
    /// The last alias move that was confirmed and not followed by one whose answer did not come.
    holder: Option<String>,
}

/// A client of one life of the server: it gives up when the server is gone.
struct Session {
    url: String,
    http: Client,
}

impl Session {
    async fn ask(&self, query: &str, variables: Value) -> Option<Value> {
        let body = json!({ "query": query, "variables": variables });
        let request = self
            .http
            .post(format!("{}/graphql", self.url))
            .basic_auth("api", Some(ADMIN_KEY))
            .json(&body);
        let response = request.send().await.ok()?;
        let status = response.status();
        let answer: Value = response.json().await.ok()?;
        assert!(
            status == 200 && answer["errors"].is_null(),
            "a server that answers does not fail: {status} {answer}"
        );
        Some(answer["data"].clone())
    }

    async fn put(&self, url: &str, bytes: Vec<u8>) -> Option<()> {
        let response = self.http.put(url).body(bytes).send().await.ok()?;
        assert_eq!(response.status(), 200);
        Some(())
    }

    /// Logs a version, as the SDK does; `None` when the server went away meanwhile.
    async fn log(&self, number: u64) -> Option<String> {
        let bytes = content(number);
        let files = [("weights.bin".to_owned(), bytes.clone())];
        let mut input = Upload::input("killed-source", "model", &digest_of(&files));
        input["metadata"] = json!(json!({ "number": number }).to_string());
        let query =
            "mutation($input: CreateArtifactInput!) { createArtifact(input: $input) { artifact { id } } }";
        let made = self.ask(query, json!({ "input": input })).await?;
        let artifact = made["createArtifact"]["artifact"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let query = "mutation($input: CreateArtifactFilesInput!) { createArtifactFiles(input: $input) { files { edges { node { uploadUrl } } } } }";
        let spec = json!({ "artifactID": artifact, "name": "weights.bin", "md5": md5_of(&bytes) });
        let made = self
            .ask(
                query,
                json!({ "input": { "artifactFiles": [spec], "storageLayout": "V2" } }),
            )
            .await?;
        if let Some(url) = made["createArtifactFiles"]["files"]["edges"][0]["node"]["uploadUrl"].as_str() {
            self.put(url, bytes.clone()).await?;
        }
        let contents = json!({ "weights.bin": { "digest": md5_of(&bytes), "size": bytes.len() } });
        let manifest = json!({ "version": 1, "storagePolicy": "wandb-storage-policy-v1", "storagePolicyConfig": { "storageLayout": "V2" }, "contents": contents });
        let manifest = serde_json::to_vec(&manifest).unwrap();
        let query = "mutation($input: CreateArtifactManifestInput!) { createArtifactManifest(input: $input) { artifactManifest { file { uploadUrl } } } }";
        let input = json!({ "artifactID": artifact, "name": "wandb_manifest.json", "digest": md5_of(&manifest), "type": "FULL",
            "entityName": "my-team", "projectName": "quickstart", "runName": "run-1" });
        let made = self.ask(query, json!({ "input": input })).await?;
        let url = made["createArtifactManifest"]["artifactManifest"]["file"]["uploadUrl"]
            .as_str()
            .unwrap();
        self.put(url, manifest).await?;
        let query =
            "mutation($id: ID!) { commitArtifact(input: { artifactID: $id }) { artifact { state } } }";
        self.ask(query, json!({ "id": artifact })).await?;
        Some(artifact)
    }

    async fn link(&self, artifact: &str) -> Option<i64> {
        let query = "mutation($input: LinkArtifactInput!) { linkArtifact(input: $input) { versionIndex } }";
        let input = json!({ "artifactID": artifact, "artifactPortfolioName": COLLECTION, "entityName": "my-org", "projectName": "wandb-registry-model" });
        let made = self.ask(query, json!({ "input": input })).await?;
        made["linkArtifact"]["versionIndex"].as_i64()
    }

    async fn move_alias(&self, artifact: &str) -> Option<()> {
        let query = "mutation($a: ID!, $p: [ArtifactCollectionAliasInput!]!) { addAliases(input: { artifactID: $a, aliases: $p }) { success } }";
        let place = json!([{ "entityName": "my-org", "projectName": "wandb-registry-model", "artifactCollectionName": COLLECTION, "alias": "production" }]);
        self.ask(query, json!({ "a": artifact, "p": place }))
            .await
            .map(drop)
    }
}

/// 64 KiB that no other number has.
fn content(number: u64) -> Vec<u8> {
    let mut chance = Chance::of(number);
    (0..8_192)
        .flat_map(|_| chance.below(u64::MAX).to_le_bytes())
        .collect()
}

async fn work(session: Arc<Session>, confirmed: Arc<Mutex<Confirmed>>, next: Arc<AtomicU64>) {
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Some(artifact) = session.log(number).await else {
            return;
        };
        confirmed.lock().await.committed.insert(artifact.clone(), number);
        let Some(index) = session.link(&artifact).await else {
            return;
        };
        confirmed.lock().await.linked.insert(index, artifact.clone());
        // One move at a time, so that the order of what was confirmed is known.
        let mut known = confirmed.lock().await;
        known.holder = None;
        if session.move_alias(&artifact).await.is_none() {
            return;
        }
        known.holder = Some(artifact);
    }
}

/// Holds the state after a start against what was confirmed before.
async fn check(server: &Server, confirmed: &Confirmed) {
    let query = "{ organization { registry(name: \"model\") { artifactCollection(name: \"killed\") { artifactMemberships(first: 10000) { edges { node { \
         versionIndex aliases { alias } artifact { id state fileCount size metadata } } } } } } } }";
    let data = server.data(ADMIN_KEY, query, json!({})).await;
    let edges = data["organization"]["registry"]["artifactCollection"]["artifactMemberships"]["edges"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let mut there = BTreeMap::new();
    for edge in &edges {
        let node = &edge["node"];
        let artifact = &node["artifact"];
        assert_eq!(artifact["state"], json!("COMMITTED"), "{node}");
        assert_eq!(artifact["fileCount"], json!(1), "{node}");
        assert_eq!(artifact["size"].to_string().trim_matches('"'), "65536", "{node}");
        let index = node["versionIndex"].as_i64().unwrap();
        let before = there.insert(index, artifact["id"].as_str().unwrap().to_owned());
        assert_eq!(before, None, "v{index} stands once");
        let holds = node["aliases"]
            .as_array()
            .unwrap()
            .iter()
            .any(|alias| alias["alias"] == "production");
        if let Some(holder) = &confirmed.holder {
            assert_eq!(
                holds,
                artifact["id"] == json!(holder),
                "the alias is where it was put: {node}"
            );
        }
    }
    for (index, artifact) in &confirmed.linked {
        assert_eq!(
            there.get(index),
            Some(artifact),
            "the link v{index} was confirmed"
        );
    }
    let unconfirmed = there.len().saturating_sub(confirmed.linked.len());
    assert!(
        unconfirmed <= usize::try_from(KILLS * CLIENTS).unwrap(),
        "at most what was under way is there unconfirmed"
    );
}

/// Downloads what was committed and compares each byte.
async fn check_bytes(server: &Server, confirmed: &Confirmed) {
    for (artifact, number) in &confirmed.committed {
        let query = "query($id: ID!) { artifact(id: $id) { state metadata files(first: 5) { edges { node { directUrl } } } } }";
        let data = server.data(ADMIN_KEY, query, json!({ "id": artifact })).await;
        assert_eq!(data["artifact"]["state"], json!("COMMITTED"), "{artifact}");
        let edges = data["artifact"]["files"]["edges"].as_array().unwrap();
        assert_eq!(edges.len(), 1);
        let url = edges[0]["node"]["directUrl"].as_str().unwrap();
        let bytes = reqwest::get(url).await.unwrap().bytes().await.unwrap();
        assert!(
            bytes[..] == content(*number)[..],
            "the bytes of {artifact} are those that were sent"
        );
    }
}

/// Waits until as many more answers have come, so that a slow machine gets work done between two kills as well.
async fn until_more_is_confirmed(confirmed: &Mutex<Confirmed>, more: u64) {
    let count = |known: &Confirmed| known.committed.len() + known.linked.len();
    let wanted = count(&*confirmed.lock().await) + usize::try_from(more).unwrap();
    for _ in 0..5_000 {
        if count(&*confirmed.lock().await) >= wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_kills_lose_nothing_that_was_acknowledged() {
    let mut chance = Chance::new("kill");
    let storage = Arc::new(Storage::new());
    let confirmed = Arc::new(Mutex::new(Confirmed::default()));
    let next = Arc::new(AtomicU64::new(0));
    let mut server = Server::start_on(
        storage.clone(),
        &["--admin-user", "ada", "--admin-key", ADMIN_KEY],
    );
    crate::upload::run(&server, ADMIN_KEY, "quickstart", "run-1").await;
    for _ in 0..KILLS {
        let http = Client::builder()
            .timeout(Duration::from_secs(20))
            .build()
            .unwrap();
        let session = Arc::new(Session {
            url: server.url.clone(),
            http,
        });
        let workers: Vec<_> = (0..CLIENTS)
            .map(|_| tokio::spawn(work(session.clone(), confirmed.clone(), next.clone())))
            .collect();
        until_more_is_confirmed(&confirmed, chance.below(4)).await;
        // The moment itself is by chance: in the middle of an upload, of a commit, of a link, between two.
        tokio::time::sleep(Duration::from_millis(chance.below(40))).await;
        // Dropping it is SIGKILL.
        drop(server);
        for worker in workers {
            worker.await.unwrap();
        }
        server = Server::start_on(storage.clone(), &[]);
        check(&server, &*confirmed.lock().await).await;
    }
    let confirmed = confirmed.lock().await;
    println!(
        "{KILLS} kills: {} versions and {} links were confirmed",
        confirmed.committed.len(),
        confirmed.linked.len()
    );
    assert!(
        confirmed.linked.len() > 30,
        "the kills met work: {} links",
        confirmed.linked.len()
    );
    check_bytes(&server, &confirmed).await;
    let audit = server.facts(&["audit", "verify"]);
    assert!(
        audit
            .as_array()
            .unwrap()
            .iter()
            .all(|chain| chain["isWhole"] == json!(true)),
        "{audit}"
    );
}
