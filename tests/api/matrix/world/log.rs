//! Logs versions and links them, as the SDK does, with names of one's own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use serde_json::{Value, json};
use sqlx::{Connection as _, SqliteConnection};

use crate::matrix::target::Target;
use crate::server::Server;
use crate::upload::md5_of;

/// A version to log.
#[derive(Clone)]
pub struct Version<'a> {
    entity: &'a str,
    project: &'a str,
    name: &'a str,
    run: &'a str,
    file: &'a str,
    bytes: &'a str,
    metadata: &'a str,
    client_id: &'a str,
}

impl<'a> Version<'a> {
    /// A version of that name in a project.
    pub fn in_project(entity: &'a str, project: &'a str, name: &'a str) -> Self {
        Self {
            entity,
            project,
            name,
            run: "",
            file: "a",
            bytes: "",
            metadata: "{}",
            client_id: "",
        }
    }

    /// Logged by that run.
    pub fn by(mut self, run: &'a str) -> Self {
        self.run = run;
        self
    }

    /// With one file, metadata, and the id that its client gave it.
    pub fn with(mut self, file: &'a str, bytes: &'a str, metadata: &'a str, client_id: &'a str) -> Self {
        (self.file, self.bytes, self.metadata, self.client_id) = (file, bytes, metadata, client_id);
        self
    }
}

/// A version that was logged.
pub struct Logged {
    pub id: String,
    pub client_id: String,
    pub md5_hex: String,
}

/// The text at a pointer.
pub fn text(value: &Value, pointer: &str) -> String {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found
        .unwrap_or_else(|| panic!("no text at {pointer} of {value}"))
        .to_owned()
}

/// The global id of a number.
pub fn global(kind: &str, id: i64) -> String {
    STANDARD.encode(format!("{kind}:{id}"))
}

/// Changes the database by hand, where no operation is needed for the test.
pub async fn alter(server: &Server, sql: &'static str) {
    let url = format!("sqlite://{}", server.database_file().display());
    let mut db = SqliteConnection::connect(&url).await.unwrap();
    sqlx::query("PRAGMA busy_timeout = 15000")
        .execute(&mut db)
        .await
        .unwrap();
    let done = sqlx::query(sql).execute(&mut db).await.unwrap();
    assert_eq!(done.rows_affected(), 1, "{sql}");
    db.close().await.unwrap();
}

/// Makes a registry with a description.
pub async fn registry(
    server: &Server,
    key: &str,
    org: &str,
    name: &str,
    access: &str,
    words: &str,
) -> Target {
    let project = format!("wandb-registry-{name}");
    let make = "mutation($input: UpsertModelInput!) { upsertModel(input: $input) { project { id } } }";
    let input = json!({ "entityName": org, "name": project, "access": access, "description": words });
    let made = server.data(key, make, json!({ "input": input })).await;
    Target {
        org: org.to_owned(),
        registry: project,
        registry_id: text(&made, "/upsertModel/project/id"),
        ..Target::default()
    }
}

/// Makes a run with a configuration that names it; returns its id.
pub async fn log_run(server: &Server, key: &str, entity: &str, project: &str, run: &str) -> String {
    let make = "mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { bucket { id } } }";
    let input = json!({ "entityName": entity, "modelName": project, "name": run, "state": "running" });
    text(
        &server.data(key, make, json!({ "input": input })).await,
        "/upsertBucket/bucket/id",
    )
}

async fn announce(server: &Server, key: &str, version: &Version<'_>) -> String {
    let mut hash = Md5::new();
    hash.update("wandb-artifact-manifest-v1\n");
    hash.update(format!("{}:{}\n", version.file, md5_of(version.bytes.as_bytes())));
    let input = json!({
        "entityName": version.entity, "projectName": version.project, "runName": version.run, "artifactTypeName": "model",
        "artifactCollectionName": version.name, "digest": hex::encode(hash.finalize()), "metadata": version.metadata,
        "clientID": version.client_id,
    });
    let make = "mutation($input: CreateArtifactInput!) { createArtifact(input: $input) { artifact { id } } }";
    text(
        &server.data(key, make, json!({ "input": input })).await,
        "/createArtifact/artifact/id",
    )
}

/// Logs a version and commits it.
pub async fn log_version(server: &Server, key: &str, version: &Version<'_>) -> Logged {
    let id = announce(server, key, version).await;
    let md5 = md5_of(version.bytes.as_bytes());
    let files = "mutation($a: ID!, $n: String!, $m: String!) { createArtifactFiles(input: { artifactFiles: [{ artifactID: $a, name: $n, \
         md5: $m }] }) { files { edges { node { uploadUrl } } } } }";
    let made = server
        .data(key, files, json!({ "a": id, "n": version.file, "m": md5 }))
        .await;
    let url = text(&made, "/createArtifactFiles/files/edges/0/node/uploadUrl");
    let sent = server
        .put(&url)
        .body(version.bytes.to_owned())
        .send()
        .await
        .unwrap();
    assert_eq!(sent.status(), 200);
    let manifest = json!({ "version": 1, "storagePolicy": "wandb-storage-policy-v1", "storagePolicyConfig": {},
        "contents": { version.file: { "digest": md5, "size": version.bytes.len() } } });
    let manifest = serde_json::to_vec(&manifest).unwrap();
    let url = announce_manifest(server, key, &id, version, &md5_of(&manifest))
        .await
        .1;
    let sent = server.put(&url).body(manifest).send().await.unwrap();
    assert_eq!(sent.status(), 200);
    let commit = "mutation($a: ID!) { commitArtifact(input: { artifactID: $a }) { artifact { id } } }";
    server.data(key, commit, json!({ "a": id })).await;
    Logged {
        id,
        client_id: version.client_id.to_owned(),
        md5_hex: hex::encode(Md5::digest(version.bytes)),
    }
}

/// The id and the address of the manifest of a version.
async fn announce_manifest(
    server: &Server,
    key: &str,
    id: &str,
    version: &Version<'_>,
    md5: &str,
) -> (String, String) {
    let make = "mutation($input: CreateArtifactManifestInput!) { createArtifactManifest(input: $input) { artifactManifest { id file { uploadUrl } } } }";
    let input = json!({ "artifactID": id, "name": "wandb_manifest.json", "digest": md5, "type": "FULL",
        "entityName": version.entity, "projectName": version.project });
    let made = server.data(key, make, json!({ "input": input })).await;
    let manifest = &made["createArtifactManifest"]["artifactManifest"];
    (text(manifest, "/id"), text(manifest, "/file/uploadUrl"))
}

/// Links the version of the target into a collection of its registry, with an alias; the id of the collection.
pub async fn link_as(server: &Server, key: &str, target: &Target, collection: &str, alias: &str) -> String {
    let make = "mutation($input: LinkArtifactInput!) { linkArtifact(input: $input) { artifactMembership { artifactCollection { id } } } }";
    let input = json!({ "artifactID": target.artifact, "artifactPortfolioName": collection, "entityName": target.org,
        "projectName": target.registry, "aliases": [{ "artifactCollectionName": collection, "alias": alias }] });
    let made = server.data(key, make, json!({ "input": input })).await;
    text(&made, "/linkArtifact/artifactMembership/artifactCollection/id")
}

/// Fills in the names and ids of a project: a run with a file, a version that is being logged, its manifest, its sequence.
pub async fn pending(
    server: &Server,
    key: &str,
    entity: &str,
    project: &str,
    run: &str,
    target: &mut Target,
) {
    (target.team, target.project, target.run) = (entity.to_owned(), project.to_owned(), run.to_owned());
    target.run_id = log_run(server, key, entity, project, run).await;
    let version = Version::in_project(entity, project, "begun")
        .by(run)
        .with("CANARY-begun", "6", "{}", "");
    let version = Version {
        client_id: if entity == "writers" {
            "client-w"
        } else {
            "client-h"
        },
        ..version
    };
    target.pending = announce(server, key, &version).await;
    target.manifest_id = announce_manifest(server, key, &target.pending, &version, "")
        .await
        .0;
    let ask = "query($a: ID!) { artifact(id: $a) { artifactSequence { id } } }";
    let found = server.data(key, ask, json!({ "a": target.pending })).await;
    target.sequence_id = text(&found, "/artifact/artifactSequence/id");
    let make = "mutation($input: CreateRunFilesInput!) { createRunFiles(input: $input) { files { id } } }";
    let input =
        json!({ "entityName": entity, "projectName": project, "runName": run, "files": ["config.yaml"] });
    let made = server.data(key, make, json!({ "input": input })).await;
    target.run_file_id = text(&made, "/createRunFiles/files/0/id");
}
