//! Headers on every answer, paths that stay inside, secrets that are nowhere to be read.

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server, status_and_json};
use crate::session::{VIEWER, cookie_of, sign_in, viewer};
use crate::upload::{Upload, link, md5_of};

/// Requests that get each kind of answer.
async fn answers(server: &Server) -> Vec<(String, RequestBuilder)> {
    let artifact = Upload::announce(
        server,
        ADMIN_KEY,
        "gemma",
        "model",
        &[("page.html", b"<script>alert(1)</script>")],
    )
    .await
    .finish()
    .await;
    link(server, ADMIN_KEY, &artifact, "model", "c", &[]).await;
    let query = "query($id: ID!) { artifact(id: $id) { files { edges { node { directUrl md5 } } } } }";
    let data = server.data(ADMIN_KEY, query, json!({ "id": artifact })).await;
    let url = data["artifact"]["files"]["edges"][0]["node"]["directUrl"]
        .as_str()
        .unwrap();
    let signed = url.strip_prefix(&server.url).unwrap();
    let graphql = |body: Value| {
        server
            .post("/graphql")
            .basic_auth("api", Some(ADMIN_KEY))
            .json(&body)
    };
    let named = |name: &str, request: RequestBuilder| (name.to_owned(), request);
    vec![
        named("health", server.get("/healthz")),
        named("ready", server.get("/readyz")),
        named("a page", server.get("/registry").header("accept", "text/html")),
        named("no page", server.get("/no/such/thing")),
        named("a file", server.get(signed)),
        named(
            "a part of a file",
            server.get(signed).header("range", "bytes=0-3"),
        ),
        named("a file, unsigned", server.get("/storage/blob/ab/page.html")),
        named(
            "an upload, unsigned",
            server
                .put(&format!("{}/storage/run_files/1/a", server.url))
                .body("x"),
        ),
        named("data", graphql(json!({ "query": VIEWER }))),
        named("a refusal", graphql(json!({ "query": "{ nothing }" }))),
        named("no JSON", server.post("/graphql").body("x")),
        named(
            "a wrong key",
            server
                .post("/graphql")
                .basic_auth("api", Some("wrong"))
                .json(&json!({ "query": VIEWER })),
        ),
        named("a wrong method", server.get("/graphql")),
        named(
            "an entry without a key",
            server.get("/artifactsV2/a/b/c/d/e/f/g/h"),
        ),
        named(
            "a stream without a key",
            server.post("/files/a/b/c/file_stream").json(&json!({})),
        ),
        named(
            "a session",
            server.post("/api/session").json(&json!({ "key": ADMIN_KEY })),
        ),
        named(
            "no session",
            server.post("/api/session").json(&json!({ "key": "wrong" })),
        ),
        named("a broken proof", server.post("/api/session").body("{")),
        named("a session's end", server.delete("/api/session")),
        named(
            "a foreign site",
            server
                .delete("/api/session")
                .header("sec-fetch-site", "cross-site"),
        ),
        named(
            "a path that is no text",
            server
                .post("/files/%ff/b/c/file_stream")
                .basic_auth("api", Some(ADMIN_KEY)),
        ),
        named(
            "a body too large",
            graphql(json!({ "query": VIEWER, "variables": { "x": "x".repeat(33 << 20) } })),
        ),
    ]
}

#[tokio::test]
async fn every_answer_carries_the_headers_whatever_its_status() {
    let server = Server::start();
    let mut statuses = Vec::new();
    for (name, request) in answers(&server).await {
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        statuses.push(status);
        let header = |wanted: &str| -> String {
            let mut found = response.headers().get_all(wanted).iter();
            let value = found
                .next()
                .unwrap_or_else(|| panic!("{name} ({status}) lacks {wanted}"));
            assert!(found.next().is_none(), "{name} ({status}) has two {wanted}");
            value.to_str().unwrap().to_owned()
        };
        assert_eq!(header("x-content-type-options"), "nosniff", "{name}");
        assert_eq!(header("referrer-policy"), "same-origin", "{name}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{name}");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{name}");
        assert_eq!(header("x-request-id").len(), 16, "{name}");
        header("cache-control");
        let policy = header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{name}: {policy}"
        );
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{name}: {policy}"
        );
        for leaky in ["server", "x-powered-by", "access-control-allow-origin"] {
            assert!(response.headers().get(leaky).is_none(), "{name} has {leaky}");
        }
        if name.contains("of a file") || name == "a file" {
            assert!(policy.starts_with("sandbox;"), "{name}: {policy}");
            assert!(header("content-disposition").starts_with("attachment;"), "{name}");
            assert_ne!(header("content-type"), "text/html", "{name}");
        }
        if status >= 400 && name != "a page" {
            let (_, body) = status_and_json(response).await;
            assert!(
                body["errors"][0]["message"]
                    .as_str()
                    .is_some_and(|text| text.len() > 10),
                "{name}: {body}"
            );
            assert!(
                body["errors"][0]["extensions"]["code"].is_string(),
                "{name}: {body}"
            );
        }
    }
    statuses.sort_unstable();
    statuses.dedup();
    println!("headers: statuses {statuses:?}");
    for expected in [200, 204, 206, 400, 401, 403, 404, 405, 413] {
        assert!(
            statuses.contains(&expected),
            "{expected} was not among {statuses:?}"
        );
    }
}

/// Paths that would leave the folder of who downloads them, on one system or another.
const HOSTILE: [&str; 30] = [
    "../a",
    "..",
    "../../etc/passwd",
    "a/../../b",
    "a/..",
    "/etc/passwd",
    "//server/share",
    "/",
    "a//b",
    "./a",
    "a/./b",
    ".",
    "",
    "a/",
    "..\\a",
    "a\\..\\..\\b",
    "\\\\server\\share",
    "C:\\a",
    "C:/a",
    "c:a",
    "Z:",
    "a\0b",
    "a\nb",
    "a\r\nb",
    "a\u{7f}",
    "\u{1b}[2J",
    ".. /a",
    "../",
    "a/b/../../../c",
    "a/ /b",
];

#[tokio::test]
async fn sixty_hostile_paths_are_refused_and_nothing_is_written_outside() {
    let server = Server::start();
    let mut refused = 0;
    let upload = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")]).await;
    let files = "mutation($input: CreateArtifactFilesInput!) { createArtifactFiles(input: $input) { files { totalCount } } }";
    let run_files =
        "mutation($input: CreateRunFilesInput!) { createRunFiles(input: $input) { files { id } } }";
    let manifest = "mutation($input: CreateArtifactManifestInput!) { createArtifactManifest(input: $input) { artifactManifest { id } } }";
    for path in HOSTILE {
        let place = json!({ "entityName": "my-team", "projectName": "quickstart", "runName": "run-1" });
        let mut of_run = place.clone();
        of_run["files"] = json!([path]);
        let mut of_manifest =
            json!({ "artifactID": upload.artifact, "name": path, "digest": "", "runName": null });
        of_manifest["entityName"] = place["entityName"].clone();
        of_manifest["projectName"] = place["projectName"].clone();
        let spec = json!({ "artifactID": upload.artifact, "name": path, "md5": md5_of(b"1") });
        for (query, input) in [
            (files, json!({ "artifactFiles": [spec] })),
            (run_files, of_run),
            (manifest, of_manifest),
        ] {
            let (status, code, message) = server.refusal(ADMIN_KEY, query, json!({ "input": input })).await;
            assert_eq!(
                (status, code.as_str()),
                (400, "BAD_REQUEST"),
                "{path:?}: {message}"
            );
            refused += 1;
        }
    }
    println!("hostile paths: {refused} refused");
    assert!(refused >= 60);
    let outside = tempfile::tempdir().unwrap();
    let absolute = outside.path().join("escaped");
    for path in ["../../escaped", absolute.to_str().unwrap(), "..\\escaped"] {
        let broken = Upload::announce(
            &server,
            ADMIN_KEY,
            &format!("zip-{}", path.len()),
            "model",
            &[("a", b"1")],
        )
        .await;
        broken.send().await;
        let text = String::from_utf8(broken.manifest()).unwrap();
        let key = serde_json::to_string(path).unwrap();
        broken
            .send_manifest(text.replace("\"a\"", &key).into_bytes())
            .await;
        let (status, body) = broken.commit().await;
        assert_eq!(status, 400, "{path}: {body}");
    }
    let parent = server.data_folder().parent().unwrap();
    assert!(!parent.join("escaped").exists() && !absolute.exists());
}

#[tokio::test]
async fn secrets_are_neither_in_the_log_nor_in_the_database() {
    let server = Server::start_in_a_folder(&["--admin-user", "ada", "--admin-key", ADMIN_KEY], "debug");
    let mut secrets = vec![ADMIN_KEY.to_owned(), server.person("mo", Some("member"))];
    let made = server
        .data(
            ADMIN_KEY,
            "mutation { generateApiKey(input: {}) { apiKey { name } } }",
            json!({}),
        )
        .await;
    secrets.push(
        made["generateApiKey"]["apiKey"]["name"]
            .as_str()
            .unwrap()
            .to_owned(),
    );
    let cookie = cookie_of(&sign_in(&server, json!({ "key": ADMIN_KEY }), None).await);
    secrets.push(cookie.split_once('=').unwrap().1.to_owned());
    assert_eq!(viewer(&server, &cookie).await, json!("ada"));
    let link = server.facts(&["sign-in-link", "ada"])["link"]
        .as_str()
        .unwrap()
        .to_owned();
    let token = link.split_once("#token=").unwrap().1.to_owned();
    assert_eq!(
        sign_in(&server, json!({ "token": token }), None).await.status(),
        204
    );
    secrets.push(token);
    let wrong = "deadbeef".repeat(5);
    assert_eq!(server.refusal(&wrong, VIEWER, json!({})).await.0, 401);
    secrets.push(wrong);
    let upload = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")]).await;
    for node in upload.addresses().await {
        let url = node["uploadUrl"].as_str().unwrap();
        secrets.push(
            url.split_once("signature=")
                .unwrap()
                .1
                .split('&')
                .next()
                .unwrap()
                .to_owned(),
        );
    }
    upload.finish().await;
    let log = server.log();
    assert!(
        log.contains("answered") && log.lines().count() > 10,
        "the log is there"
    );
    for secret in &secrets {
        assert!(
            secret.len() >= 20 && !log.contains(secret.as_str()),
            "{secret} is in the log"
        );
    }
    let mut searched = 0;
    for entry in std::fs::read_dir(server.data_folder()).unwrap() {
        let path = entry.unwrap().path();
        if path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("vitrine.db")
        {
            let bytes = std::fs::read(&path).unwrap();
            searched += bytes.len();
            for secret in &secrets {
                let is_there = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
                assert!(!is_there, "{secret} is in {}", path.display());
            }
        }
    }
    assert!(searched > 100_000, "the database was searched: {searched} bytes");
}
