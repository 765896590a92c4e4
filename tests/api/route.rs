//! Routes beside the API: health, headers, pages.

use crate::server::{ADMIN_KEY, Server};

#[tokio::test]
async fn the_server_says_that_it_lives_and_is_ready() {
    let server = Server::start();
    for path in ["/healthz", "/readyz", "/ready"] {
        assert_eq!(server.get(path).send().await.unwrap().status(), 200, "{path}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_a_request_id() {
    let server = Server::start();
    let mut ids = Vec::new();
    for path in [
        "/healthz",
        "/registry",
        "/nothing",
        "/storage/blob/x/y",
        "/artifactsV2/a/b/c/d/e/f/g/h",
        "/graphql",
        "/api/session",
    ] {
        let response = server.get(path).send().await.unwrap();
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .unwrap_or_else(|| panic!("{path} lacks {name}"))
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{path}");
        let policy = header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'")
                && !policy.contains("unsafe-inline")
                && !policy.contains("'unsafe-eval'"),
            "{path}: {policy}"
        );
        ids.push(header("x-request-id"));
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 7, "each answer has an id of its own");
}

#[tokio::test]
async fn files_need_a_signature_and_entries_a_key() {
    let server = Server::start();
    assert_eq!(
        server.get("/storage/blob/abc/x").send().await.unwrap().status(),
        403
    );
    assert_eq!(
        server
            .get("/storage/blob/abc/x?expires=9999999999999999&signature=00")
            .send()
            .await
            .unwrap()
            .status(),
        403
    );
    let entry = "/artifactsV2/default/my-org/wandb-registry-model/c/QXJ0aWZhY3Q6MQ==/QXJ0aWZhY3Q6MQ==/00/x";
    assert_eq!(server.get(entry).send().await.unwrap().status(), 401);
    assert_eq!(
        server
            .get(entry)
            .basic_auth("api", Some(ADMIN_KEY))
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
}

#[tokio::test]
async fn addresses_that_no_page_has_are_not_found_for_machines() {
    let server = Server::start();
    assert_eq!(server.get("/api/nothing").send().await.unwrap().status(), 404);
}
