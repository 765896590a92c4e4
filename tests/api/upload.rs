//! Logs versions as the SDK does: announce, send, commit.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use serde_json::{Value, json};

use crate::server::{Server, status_and_json};

/// The Base64 MD5 of bytes, as manifests have it.
pub fn md5_of(bytes: &[u8]) -> String {
    STANDARD.encode(Md5::digest(bytes))
}

/// A version that is being logged.
pub struct Upload<'a> {
    /// The server.
    pub server: &'a Server,
    /// Whose key.
    pub key: &'a str,
    /// The version's id.
    pub artifact: String,
    files: Vec<(String, Vec<u8>)>,
    digest: String,
}

/// The digest of a manifest, as the SDK computes it.
pub fn digest_of(files: &[(String, Vec<u8>)]) -> String {
    let mut sorted: Vec<_> = files.iter().collect();
    sorted.sort();
    let mut hash = Md5::new();
    hash.update("wandb-artifact-manifest-v1\n");
    for (path, bytes) in sorted {
        hash.update(format!("{path}:{}\n", md5_of(bytes)));
    }
    hex::encode(hash.finalize())
}

/// Makes sure that a run is there, and its project with it.
pub async fn run(server: &Server, key: &str, project: &str, name: &str) -> Value {
    let query = "mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted bucket { id name project { entityName name } } } }";
    let input = json!({ "entityName": "my-team", "modelName": project, "name": name, "displayName": name, "state": "running" });
    server.data(key, query, json!({ "input": input })).await["upsertBucket"]["bucket"].clone()
}

impl<'a> Upload<'a> {
    /// What is announced of a version.
    pub fn input(name: &str, type_name: &str, digest: &str) -> Value {
        json!({
            "entityName": "my-team", "projectName": "quickstart", "runName": "run-1", "artifactTypeName": type_name,
            "artifactCollectionName": name, "digest": digest, "digestAlgorithm": "MANIFEST_MD5",
            "aliases": [{ "artifactCollectionName": name, "alias": "latest" }], "enableDigestDeduplication": true,
        })
    }

    /// Announces a version of `my-team/quickstart` by the run `run-1`.
    pub async fn announce(
        server: &'a Server,
        key: &'a str,
        name: &str,
        type_name: &str,
        files: &[(&str, &[u8])],
    ) -> Self {
        let more = json!({});
        Self::announce_with(server, key, (name, type_name), files, &more).await
    }

    /// The same, by another run of `my-team/quickstart`.
    pub async fn announce_from(
        server: &'a Server,
        key: &'a str,
        run_name: &str,
        (name, type_name): (&str, &str),
        files: &[(&str, &[u8])],
    ) -> Self {
        run(server, key, "quickstart", run_name).await;
        let more = json!({ "runName": run_name });
        Self::announce_with(server, key, (name, type_name), files, &more).await
    }

    /// The same, with more or other things in what is announced, such as the run.
    pub async fn announce_with(
        server: &'a Server,
        key: &'a str,
        (name, type_name): (&str, &str),
        files: &[(&str, &[u8])],
        more: &Value,
    ) -> Self {
        run(server, key, "quickstart", "run-1").await;
        let files: Vec<_> = files
            .iter()
            .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()))
            .collect();
        let digest = digest_of(&files);
        let query = "mutation($input: CreateArtifactInput!) { createArtifact(input: $input) { artifact { id state } } }";
        let mut input = Self::input(name, type_name, &digest);
        for (field, value) in more.as_object().unwrap() {
            input[field] = value.clone();
        }
        let made = server.data(key, query, json!({ "input": input })).await;
        let artifact = made["createArtifact"]["artifact"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        Self {
            server,
            key,
            artifact,
            files,
            digest,
        }
    }

    /// Announces the files; the addresses to send them to, null where the bytes are here.
    pub async fn addresses(&self) -> Vec<Value> {
        let query = "mutation($input: CreateArtifactFilesInput!) { createArtifactFiles(input: $input) { files { edges { node { \
             name uploadUrl storagePath artifact { id } } } } } }";
        let specs: Vec<Value> = self
            .files
            .iter()
            .map(|(path, bytes)| json!({ "artifactID": self.artifact, "name": path, "md5": md5_of(bytes) }))
            .collect();
        let input = json!({ "artifactFiles": specs, "storageLayout": "V2" });
        let made = self.server.data(self.key, query, json!({ "input": input })).await;
        let edges = made["createArtifactFiles"]["files"]["edges"]
            .as_array()
            .unwrap()
            .clone();
        edges.into_iter().map(|edge| edge["node"].clone()).collect()
    }

    /// Sends all files.
    pub async fn send(&self) {
        for (node, (_, bytes)) in self.addresses().await.iter().zip(&self.files) {
            if let Some(url) = node["uploadUrl"].as_str() {
                let response = self.server.put(url).body(bytes.clone()).send().await.unwrap();
                assert_eq!(response.status(), 200);
            }
        }
    }

    /// The manifest.
    pub fn manifest(&self) -> Vec<u8> {
        let contents: serde_json::Map<String, Value> = self
            .files
            .iter()
            .map(|(path, bytes)| {
                (
                    path.clone(),
                    json!({ "digest": md5_of(bytes), "size": bytes.len() }),
                )
            })
            .collect();
        let manifest = json!({ "version": 1, "storagePolicy": "wandb-storage-policy-v1", "storagePolicyConfig": { "storageLayout": "V2" },
            "contents": contents });
        serde_json::to_vec(&manifest).unwrap()
    }

    /// Announces and sends a manifest.
    pub async fn send_manifest(&self, bytes: Vec<u8>) {
        let query = "mutation($input: CreateArtifactManifestInput!) { createArtifactManifest(input: $input) { artifactManifest { \
             id file { uploadUrl } } } }";
        let input = json!({ "artifactID": self.artifact, "name": "wandb_manifest.json", "digest": md5_of(&bytes), "type": "FULL",
            "entityName": "my-team", "projectName": "quickstart", "runName": "run-1" });
        let made = self.server.data(self.key, query, json!({ "input": input })).await;
        let url = made["createArtifactManifest"]["artifactManifest"]["file"]["uploadUrl"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(url.contains("wandb_manifest.json"));
        let response = self.server.put(&url).body(bytes).send().await.unwrap();
        assert_eq!(response.status(), 200);
    }

    /// Commits: status and body.
    pub async fn commit(&self) -> (u16, Value) {
        let query = "mutation($id: ID!) { commitArtifact(input: { artifactID: $id }) { artifact { id state digest versionIndex } } }";
        let body = json!({ "query": query, "variables": { "id": self.artifact } });
        let request = self
            .server
            .post("/graphql")
            .basic_auth("api", Some(self.key))
            .json(&body);
        status_and_json(request.send().await.unwrap()).await
    }

    /// Sends everything and commits; the version's id.
    pub async fn finish(self) -> String {
        self.send().await;
        self.send_manifest(self.manifest()).await;
        let (status, body) = self.commit().await;
        assert_eq!(status, 200, "{body}");
        assert_eq!(
            body["data"]["commitArtifact"]["artifact"]["digest"],
            json!(self.digest)
        );
        self.artifact
    }
}

/// Links a version into a collection of a registry: status and body.
pub async fn link(
    server: &Server,
    key: &str,
    artifact: &str,
    registry: &str,
    collection: &str,
    aliases: &[&str],
) -> (u16, Value) {
    let query = "mutation($input: LinkArtifactInput!) { linkArtifact(input: $input) { versionIndex artifactMembership { id version \
         aliases { alias } } } }";
    let aliases: Vec<Value> = aliases
        .iter()
        .map(|alias| json!({ "artifactCollectionName": collection, "alias": alias }))
        .collect();
    let input = json!({ "artifactID": artifact, "artifactPortfolioName": collection, "entityName": "my-org",
        "projectName": format!("wandb-registry-{registry}"), "aliases": aliases });
    server.ask(key, query, json!({ "input": input })).await
}

/// Everything that a refused request must not change: collections, versions and aliases of a registry, as text.
pub async fn contents(server: &Server, key: &str, registry: &str) -> String {
    let query = "query($name: String!) { project(entityName: \"my-org\", name: $name) { artifactCollections(first: 100) { edges { node { \
         name artifactMemberships(first: 100) { edges { node { version aliases { alias } artifact { digest } } } } } } } } }";
    server
        .data(
            key,
            query,
            json!({ "name": format!("wandb-registry-{registry}") }),
        )
        .await
        .to_string()
}
