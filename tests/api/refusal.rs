//! Each refusal says in one sentence what to do, and changes nothing.

use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, contents, link, run};

const CREATE: &str =
    "mutation($input: CreateArtifactInput!) { createArtifact(input: $input) { artifact { id } } }";

/// What is linked, to which registry and collection, with which aliases; and the status and the sentence of the refusal.
type Refused<'a> = (&'a str, &'a str, &'a str, &'a [&'a str], u16, &'a str);

#[tokio::test]
async fn links_that_do_not_fit_are_refused_with_a_sentence() {
    let server = Server::start();
    let model = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    let data = Upload::announce(&server, ADMIN_KEY, "rows", "dataset", &[("a", b"2")])
        .await
        .finish()
        .await;
    link(&server, ADMIN_KEY, &model, "model", "c", &[]).await;
    let before = contents(&server, ADMIN_KEY, "model").await;
    let too_long = "x".repeat(129);
    let cases: [Refused<'_>; 6] = [
        (
            &data,
            "model",
            "c",
            &[],
            400,
            "The registry “model” accepts artifacts of type “model”; this one is of type “dataset”. Link it elsewhere, or ask an admin to add the type.",
        ),
        (
            &model,
            "nowhere",
            "c",
            &[],
            404,
            "There is no registry “nowhere” in my-org that you may see; create it first, or check the name.",
        ),
        (
            &model,
            "model",
            &too_long,
            &[],
            400,
            "A collection name has 129 characters; at most 128 are allowed.",
        ),
        (
            &model,
            "model",
            "a/b",
            &[],
            400,
            "A collection name must not contain “/”: names become part of paths.",
        ),
        (
            &model,
            "model",
            "c",
            &["v7"],
            400,
            "An alias must not look like a version (v0, v1, …).",
        ),
        (
            "bm9uc2Vuc2U=",
            "model",
            "c",
            &[],
            404,
            "There is no artifact with this id that you may see.",
        ),
    ];
    for (artifact, registry, collection, aliases, expected, sentence) in cases {
        let (status, body) = link(&server, ADMIN_KEY, artifact, registry, collection, aliases).await;
        assert_eq!(
            (status, body["errors"][0]["message"].as_str()),
            (expected, Some(sentence))
        );
    }
    assert_eq!(contents(&server, ADMIN_KEY, "model").await, before);
}

#[tokio::test]
async fn versions_that_do_not_fit_are_refused_with_a_sentence() {
    let server = Server::start();
    Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    let digest = "d41d8cd98f00b204e9800998ecf8427e";
    let with = |changes: &[(&str, Value)]| {
        let mut input = Upload::input("gemma", "model", digest);
        for (field, value) in changes {
            input[*field] = value.clone();
        }
        input
    };
    let cases = [
        (
            with(&[("artifactTypeName", json!("dataset"))]),
            400,
            "The collection “gemma” takes artifacts of type “model”, this one is of type “dataset”; choose another collection or type.",
        ),
        (
            with(&[("projectName", json!("nowhere"))]),
            404,
            "There is no project “my-team/nowhere” that you may see.",
        ),
        (
            with(&[("entityName", json!("nobody"))]),
            404,
            "There is no project “nobody/quickstart” that you may see.",
        ),
        (
            with(&[("digest", json!("abc"))]),
            400,
            "“abc” is not a digest of a manifest: 32 hexadecimal digits.",
        ),
        (
            with(&[("metadata", json!("[1]"))]),
            400,
            "Metadata must be a JSON object.",
        ),
        (
            with(&[("storageRegion", json!("coreweave-us"))]),
            400,
            "There is no storage region “coreweave-us” here; leave it out.",
        ),
        (
            with(&[("artifactCollectionName", json!("a:b"))]),
            400,
            "A collection name must not contain “:”: names become part of paths.",
        ),
    ];
    for (input, expected, sentence) in cases {
        let (status, code, message) = server.refusal(ADMIN_KEY, CREATE, json!({ "input": input })).await;
        assert_eq!((status, message.as_str()), (expected, sentence), "{code}");
    }
}

#[tokio::test]
async fn paths_that_leave_a_version_are_refused() {
    let server = Server::start();
    let upload = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")]).await;
    let query = "mutation($input: CreateArtifactFilesInput!) { createArtifactFiles(input: $input) { files { totalCount } } }";
    for path in ["../a", "/etc/passwd", "a/../../b", "a\\b", "", "a//b", "./a"] {
        let spec = json!({ "artifactID": upload.artifact, "name": path, "md5": "XUFAKrxLKna5cZ2REBfFkg==" });
        let (status, code, message) = server
            .refusal(
                ADMIN_KEY,
                query,
                json!({ "input": { "artifactFiles": [spec], "storageLayout": "V2" } }),
            )
            .await;
        assert_eq!((status, code.as_str()), (400, "BAD_REQUEST"), "{path}: {message}");
    }
}

#[tokio::test]
async fn runs_with_bad_names_are_refused_and_unknown_entities_say_so() {
    let server = Server::start();
    run(&server, ADMIN_KEY, "quickstart", "run-1").await;
    let query = "mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted } }";
    let input = |entity: &str, project: &str| json!({ "input": { "entityName": entity, "modelName": project, "name": "r" } });
    let (status, _, message) = server.refusal(ADMIN_KEY, query, input("nobody", "p")).await;
    assert_eq!(
        (
            status,
            message.contains("entity nobody not found during upsertBucket")
        ),
        (404, true),
        "{message}"
    );
    let (status, _, message) = server.refusal(ADMIN_KEY, query, input("my-team", "a/b")).await;
    assert_eq!(
        (status, message.contains("must not contain “/”")),
        (400, true),
        "{message}"
    );
}

#[tokio::test]
async fn malformed_requests_are_the_askers_mistake_not_the_servers() {
    let server = Server::start();
    let bodies = [
        "",
        "{",
        "[]",
        "null",
        r#"{"query": 1}"#,
        r#"{"query": "{"}"#,
        r#"{"query": "{ nothing }"}"#,
        r#"{"query": "query A { viewer { id } }", "operationName": "B"}"#,
    ];
    for body in bodies {
        let request = server
            .post("/graphql")
            .basic_auth("api", Some(ADMIN_KEY))
            .header("content-type", "application/json")
            .body(body);
        let status = request.send().await.unwrap().status().as_u16();
        assert_eq!(status, 400, "{body:?}");
    }
    let request = server
        .post("/graphql")
        .basic_auth("api", Some(ADMIN_KEY))
        .body("{}");
    assert_eq!(request.send().await.unwrap().status().as_u16(), 400, "not JSON");
    let query =
        r#"{"query": "{ viewer { username } }", "operationName": "", "variables": {"undeclared": 1}}"#;
    let request = server
        .post("/graphql")
        .basic_auth("api", Some(ADMIN_KEY))
        .header("content-type", "application/json")
        .body(query);
    assert_eq!(
        request.send().await.unwrap().status().as_u16(),
        200,
        "an empty operation name and undeclared variables are taken"
    );
}

#[tokio::test]
async fn deep_queries_are_refused() {
    let server = Server::start();
    let deep = format!(
        "{{ viewer {} id {} }}",
        "{ userEntity { user ".repeat(20),
        "} }".repeat(20)
    );
    let (status, _, message) = server.refusal(ADMIN_KEY, &deep, json!({})).await;
    assert_eq!(status, 400, "{message}");
}
