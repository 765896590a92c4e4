//! Truncated, doubled, reordered and malformed requests of each kind: never a 5xx, always a sentence, and a refusal changes nothing.
//!
//! The documents come from the schema, so a new operation is tried without being told. `VITRINE_FUZZ_SEED` repeats a run.

mod documents;
mod random;

use std::time::{Duration, Instant};

use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};
use sqlx::{Connection as _, Row as _, SqliteConnection};

use self::random::Random;
use crate::matrix::schema::Sdl;
use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, link, md5_of, run};

/// Each kind of request gets as much time at most.
const TIME_MAX: Duration = Duration::from_secs(12);

/// A server, and what watches whether somebody writes to its database.
struct Fuzz {
    server: Server,
    watcher: SqliteConnection,
    random: Random,
    asked: usize,
    refused: usize,
}

impl Fuzz {
    async fn start(what: &str) -> Self {
        let server = Server::start_in_a_folder(
            &[
                "--admin-user",
                "ada",
                "--admin-key",
                ADMIN_KEY,
                "--wrong-key-limit",
                "0",
                "--rate-limit",
                "0",
            ],
            "off",
        );
        let url = format!("sqlite://{}?mode=ro", server.database_file().display());
        let watcher = SqliteConnection::connect(&url).await.unwrap();
        let random = Random::seeded();
        println!("fuzz {what}: VITRINE_FUZZ_SEED={}", random.seed);
        Self {
            server,
            watcher,
            random,
            asked: 0,
            refused: 0,
        }
    }

    /// A number that changes whenever somebody else commits a change.
    async fn version(&mut self) -> i64 {
        let row = sqlx::query("PRAGMA data_version")
            .fetch_one(&mut self.watcher)
            .await
            .unwrap();
        row.get(0)
    }

    /// Sends a request and judges the answer; its status.
    async fn send(&mut self, request: RequestBuilder, what: &str) -> u16 {
        let before = self.version().await;
        let response = request
            .send()
            .await
            .unwrap_or_else(|cause| panic!("{what}: {cause:?}"));
        let (status, is_sound, body) = judge(response).await;
        self.asked += 1;
        assert!(
            status < 500,
            "{what}: {status} {body}\nVITRINE_FUZZ_SEED={}",
            self.random.seed
        );
        if status >= 400 {
            self.refused += 1;
            assert!(
                is_sound,
                "{what}: no sentence: {status} {body}\nVITRINE_FUZZ_SEED={}",
                self.random.seed
            );
            let after = self.version().await;
            assert_eq!(
                before, after,
                "{what}: refused, and yet it changed something: {body}"
            );
        }
        status
    }

    fn is_over(&self, start: Instant, count: usize) -> bool {
        self.asked >= count || start.elapsed() > TIME_MAX
    }
}

/// Status, whether a refusal has a code and a sentence, and the beginning of the body.
async fn judge(response: Response) -> (u16, bool, String) {
    let status = response.status().as_u16();
    let body = response.text().await.unwrap_or_default();
    let json: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
    let error = &json["errors"][0];
    let has_code = error["extensions"]["code"]
        .as_str()
        .is_some_and(|code| !code.is_empty());
    let has_sentence = error["message"].as_str().is_some_and(|text| text.len() > 10);
    (status, has_code && has_sentence, body.chars().take(400).collect())
}

#[tokio::test]
async fn documents_with_wrong_values_are_refused_with_a_sentence() {
    let mut fuzz = Fuzz::start("documents").await;
    let artifact = Upload::announce(&fuzz.server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    link(&fuzz.server, ADMIN_KEY, &artifact, "model", "c", &[]).await;
    let sdl = Sdl::read();
    let operations: Vec<String> = sdl.operations().into_iter().collect();
    let start = Instant::now();
    let mut index = 0;
    while !fuzz.is_over(start, 1_500) {
        let operation = &operations[index % operations.len()];
        index += 1;
        let (document, variables) = documents::make(&sdl, operation, &mut fuzz.random);
        let request = fuzz.server.post("/graphql").basic_auth("api", Some(ADMIN_KEY));
        let request = request.json(&json!({ "query": document, "variables": variables }));
        fuzz.send(request, &format!("{operation} with {variables}")).await;
    }
    println!("fuzz documents: {} asked, {} refused", fuzz.asked, fuzz.refused);
    assert!(index >= operations.len(), "each operation was tried: {index}");
    assert!(fuzz.refused > fuzz.asked / 4);
}

#[tokio::test]
async fn broken_texts_of_requests_are_refused_with_a_sentence() {
    let mut fuzz = Fuzz::start("texts").await;
    let document = "query Q($n: String = \"x\", $first: Int) { organization(name: $n) { ...F registries(first: $first) { edges { node { id } } } } } \
         fragment F on Organization { id name @include(if: true) }";
    let body = json!({ "query": document, "variables": { "n": "my-org", "first": 5 }, "operationName": "Q" })
        .to_string();
    let start = Instant::now();
    while !fuzz.is_over(start, 800) {
        let broken = fuzz.random.broken(body.as_bytes());
        let request = fuzz.server.post("/graphql").basic_auth("api", Some(ADMIN_KEY));
        let request = request
            .header("content-type", "application/json")
            .body(broken.clone());
        let shown = String::from_utf8_lossy(&broken).into_owned();
        fuzz.send(request, &shown).await;
    }
    println!("fuzz texts: {} asked, {} refused", fuzz.asked, fuzz.refused);
    assert!(fuzz.refused > fuzz.asked / 2);
}

#[tokio::test]
async fn broken_messages_of_runs_are_refused_with_a_sentence() {
    let mut fuzz = Fuzz::start("file streams").await;
    run(&fuzz.server, ADMIN_KEY, "quickstart", "run-1").await;
    let lines = ["{\"_step\": 0, \"loss\": 0.5}", "{\"_step\": 1, \"loss\": NaN}"];
    let whole = json!({
        "files": {
            "wandb-history.jsonl": { "offset": 0, "content": lines },
            "wandb-summary.json": { "offset": 0, "content": ["{\"loss\": 0.5}"] },
            "output.log": { "offset": 0, "content": ["2026-01-01T00:00:00 hello"] },
        },
        "complete": false, "exitcode": null, "uploaded": ["a"],
    });
    let start = Instant::now();
    while !fuzz.is_over(start, 600) {
        let body = if fuzz.random.one_in(2) {
            fuzz.random.broken(whole.to_string().as_bytes())
        } else {
            documents::twisted(&whole, &mut fuzz.random)
                .to_string()
                .into_bytes()
        };
        let path = "/files/my-team/quickstart/run-1/file_stream";
        let request = fuzz.server.post(path).basic_auth("api", Some(ADMIN_KEY));
        let request = request
            .header("content-type", "application/json")
            .body(body.clone());
        let shown = String::from_utf8_lossy(&body).into_owned();
        fuzz.send(request, &shown).await;
    }
    println!(
        "fuzz file streams: {} asked, {} refused",
        fuzz.asked, fuzz.refused
    );
    assert!(fuzz.refused > fuzz.asked / 4);
}

#[tokio::test]
async fn broken_uploads_and_paths_are_refused_with_a_sentence() {
    let mut fuzz = Fuzz::start("uploads and paths").await;
    let bytes = b"the bytes of a file";
    let upload = Upload::announce(
        &fuzz.server,
        ADMIN_KEY,
        "gemma",
        "model",
        &[("dir/weights.bin", bytes)],
    )
    .await;
    let (artifact, address) = (upload.artifact.clone(), upload.addresses().await);
    drop(upload);
    let address = address[0]["uploadUrl"].as_str().unwrap().to_owned();
    let origin = fuzz.server.url.clone();
    let start = Instant::now();
    while !fuzz.is_over(start, 300) {
        let body = fuzz.random.broken(bytes);
        if md5_of(&body) != md5_of(bytes) {
            let request = fuzz.server.put(&address).body(body);
            assert!(fuzz.send(request, "an upload of other bytes").await >= 400);
        }
        let twisted = fuzz.random.broken_path(address.strip_prefix(&origin).unwrap());
        // The client takes dots out of a path before it sends it.
        let sent = reqwest::Url::parse(&format!("{origin}{twisted}")).unwrap();
        if sent.as_str() != address {
            let request = fuzz
                .server
                .put(&format!("{origin}{twisted}"))
                .body(bytes.to_vec());
            assert!(fuzz.send(request, &twisted).await >= 400, "{twisted}");
        }
        let entry = format!(
            "/artifactsV2/default/my-org/wandb-registry-model/c/{artifact}/{artifact}/00ff/weights.bin"
        );
        let twisted = fuzz.random.broken_path(&entry);
        let request = fuzz.server.get(&twisted).basic_auth("api", Some(ADMIN_KEY));
        assert!(fuzz.send(request, &twisted).await >= 400, "{twisted}");
    }
    println!(
        "fuzz uploads and paths: {} asked, {} refused",
        fuzz.asked, fuzz.refused
    );
}

#[tokio::test]
async fn ranges_that_make_no_sense_are_answered_without_a_5xx() {
    let mut fuzz = Fuzz::start("ranges").await;
    let artifact = Upload::announce(&fuzz.server, ADMIN_KEY, "gemma", "model", &[("a", b"0123456789")])
        .await
        .finish()
        .await;
    let query = "query($id: ID!) { artifact(id: $id) { files { edges { node { directUrl } } } } }";
    let data = fuzz
        .server
        .data(ADMIN_KEY, query, json!({ "id": artifact }))
        .await;
    let url = data["artifact"]["files"]["edges"][0]["node"]["directUrl"]
        .as_str()
        .unwrap();
    let path = url.strip_prefix(&fuzz.server.url).unwrap().to_owned();
    for range in [
        "bytes=0-3",
        "bytes=9-9",
        "bytes=10-",
        "bytes=10-20",
        "bytes=5-99",
        "bytes=-3",
        "bytes=-99",
        "bytes=-0",
        "bytes=3-1",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=0-1,3-4",
        "chunks=0-1",
        "bytes=18446744073709551615-",
        "bytes=0-18446744073709551615",
        "bytes=99999999999999999999-",
        "bytes= 0-1",
        "",
    ] {
        let request = fuzz.server.get(&path).header("range", range);
        fuzz.send(request, &format!("range {range:?}")).await;
    }
    assert_eq!(fuzz.asked, 19);
    assert!(fuzz.refused >= 3, "ranges outside of the file");
}
