//! Limits: hostile documents, too many requests, wrong keys.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server, status_and_json};

/// Documents that would cost much, by what they do.
fn hostile_documents() -> Vec<(&'static str, String)> {
    let nested = |depth: usize| {
        format!(
            "{{ viewer {} id {} }}",
            "{ userEntity { user ".repeat(depth),
            "} }".repeat(depth)
        )
    };
    let mut bomb = String::from("{ viewer { ...F0 } }");
    for level in 0..50 {
        write!(
            bomb,
            " fragment F{level} on User {{ ...F{0} ...F{0} }}",
            level + 1
        )
        .unwrap();
    }
    bomb.push_str(" fragment F50 on User { id }");
    let aliases: String = (0..2_000).fold(String::from("{"), |mut text, n| {
        write!(text, " a{n}: users(query: \"a\") {{ edges {{ node {{ id }} }} }}").unwrap();
        text
    });
    let directives = "@include(if: true) ".repeat(5_000);
    let pages = "{ organization { registries(first: 10000) { edges { node { artifactCollections(first: 10000) { edges { node { \
         artifactMemberships(first: 10000) { edges { node { version } } } } } } } } } } }";
    let operations: String = (0..5_000).fold(String::new(), |mut text, n| {
        write!(text, "query Q{n} {{ viewer {{ id }} }} ").unwrap();
        text
    });
    vec![
        ("depth", nested(20)),
        ("great depth", nested(20_000)),
        (
            "brackets in a value",
            format!(
                "{{ users(query: {}1{}) {{ __typename }} }}",
                "[".repeat(100_000),
                "]".repeat(100_000)
            ),
        ),
        ("open brackets", "{a".repeat(100_000)),
        ("a fragment bomb", bomb),
        (
            "fragments in a circle",
            "{ viewer { ...A } } fragment A on User { ...B } fragment B on User { ...A }".to_owned(),
        ),
        (
            "a fragment in itself",
            "{ viewer { ...A } } fragment A on User { id ...A }".to_owned(),
        ),
        ("aliases", format!("{aliases} }}")),
        ("fields", format!("{{ viewer {{ {} }} }}", "id ".repeat(50_000))),
        ("directives", format!("{{ viewer {directives} {{ id }} }}")),
        (
            "unknown directives",
            format!("{{ viewer {{ id {} }} }}", "@a ".repeat(5_000)),
        ),
        ("pages within pages", pages.to_owned()),
        ("operations", operations),
        (
            "a long text",
            format!("{{ viewer {{ id }} }} #{}", "x".repeat(1_000_000)),
        ),
        ("a long name", format!("{{ {} }}", "x".repeat(200_000))),
        ("commas", format!("{{ viewer {{ id {} }} }}", ",".repeat(250_000))),
    ]
}

#[tokio::test]
async fn hostile_documents_are_refused_before_they_cost_anything() {
    let server = Server::start();
    for (what, document) in hostile_documents() {
        let asked = server.refusal(ADMIN_KEY, &document, json!({}));
        // Not a measurement: a document that goes off would take minutes.
        let found = tokio::time::timeout(Duration::from_secs(20), asked).await;
        let (status, code, message) = found.unwrap_or_else(|_| panic!("{what} goes off"));
        if what == "commas" {
            assert_eq!(status, 200, "commas are white space: {message}");
            continue;
        }
        assert_eq!((status, code.as_str()), (400, "BAD_REQUEST"), "{what}: {message}");
        assert!(message.len() > 10, "{what}: {message}");
    }
    let alive = server.data(ADMIN_KEY, "{ viewer { username } }", json!({})).await;
    assert_eq!(alive["viewer"]["username"], json!("ada"), "the server lives on");
}

#[tokio::test]
async fn batches_are_not_taken() {
    let server = Server::start();
    let one = json!({ "query": "{ viewer { id } }" });
    let request = server
        .post("/graphql")
        .basic_auth("api", Some(ADMIN_KEY))
        .json(&json!([one, one]));
    let (status, body) = status_and_json(request.send().await.unwrap()).await;
    assert_eq!(
        (status, &body["errors"][0]["extensions"]["code"]),
        (400, &json!("BAD_REQUEST"))
    );
}

#[tokio::test]
async fn introspection_passes_the_limits() {
    let server = Server::start();
    let of_type =
        "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";
    let query = format!(
        "{{ __schema {{ types {{ kind name fields {{ name args {{ name type {{ {of_type} }} }} type {{ {of_type} }} }} \
         inputFields {{ name type {{ {of_type} }} }} }} directives {{ name args {{ name type {{ {of_type} }} }} }} }} }}"
    );
    let data = server.data(ADMIN_KEY, &query, json!({})).await;
    assert!(data["__schema"]["types"].as_array().unwrap().len() > 50);
}

#[tokio::test]
async fn bodies_beyond_the_limit_are_refused_with_a_sentence() {
    let server = Server::start();
    let text = "x".repeat(33 << 20);
    let request = server.post("/graphql").basic_auth("api", Some(ADMIN_KEY));
    let request = request.json(&json!({ "query": "{ viewer { id } }", "variables": { "a": text } }));
    let (status, body) = status_and_json(request.send().await.unwrap()).await;
    assert_eq!(
        (status, &body["errors"][0]["extensions"]["code"]),
        (413, &json!("TOO_LARGE")),
        "{body}"
    );
}

/// Status, code, and `Retry-After` of a request with a key.
async fn with_key(server: &Server, key: &str) -> (u16, String, Option<u64>) {
    let request = server.post("/graphql").basic_auth("api", Some(key));
    let response = request
        .json(&json!({ "query": "{ viewer { id } }" }))
        .send()
        .await
        .unwrap();
    let wait = response.headers().get("retry-after");
    let wait = wait.map(|value| value.to_str().unwrap().parse().unwrap());
    let (status, body) = status_and_json(response).await;
    let code = body["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (status, code, wait)
}

#[tokio::test]
async fn the_eleventh_wrong_key_has_to_wait_and_guessing_learns_nothing_then() {
    let server = Server::start();
    let colleague = server.person("mo", Some("member"));
    let newcomer = server.person("ned", Some("member"));
    assert_eq!(with_key(&server, &colleague).await.0, 200);
    for n in 0..10 {
        assert_eq!(with_key(&server, &format!("{n:040}")).await.0, 401, "{n}");
    }
    let (status, code, wait) = with_key(&server, &format!("{:040}", 11)).await;
    assert_eq!((status, code.as_str()), (429, "RATE_LIMITED"));
    assert!(wait.is_some_and(|seconds| (1..=6).contains(&seconds)), "{wait:?}");
    assert_eq!(
        with_key(&server, &colleague).await.0,
        200,
        "who was in goes on working"
    );
    let right = with_key(&server, &newcomer).await;
    let wrong = with_key(&server, &format!("{:040}", 12)).await;
    assert_eq!(
        (right.0, wrong.0),
        (429, 429),
        "a right guess looks like a wrong one"
    );
    for proof in [json!({ "key": newcomer }), json!({ "token": "guessed" })] {
        let answer = server.post("/api/session").json(&proof).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 429, "{proof}");
    }
}

#[tokio::test]
async fn wrong_proofs_of_a_session_count_as_wrong_keys() {
    let server = Server::start();
    let mut statuses = Vec::new();
    for n in 0..11 {
        let proof = if n % 2 == 0 {
            json!({ "key": format!("{n:040}") })
        } else {
            json!({ "token": n.to_string() })
        };
        statuses.push(
            server
                .post("/api/session")
                .json(&proof)
                .send()
                .await
                .unwrap()
                .status()
                .as_u16(),
        );
    }
    assert_eq!(statuses[..10], [401; 10]);
    assert_eq!(statuses[10], 429);
}

#[tokio::test]
async fn an_account_that_asks_too_often_has_to_wait_and_others_do_not() {
    let arguments = [
        "--admin-user",
        "ada",
        "--admin-key",
        ADMIN_KEY,
        "--rate-limit",
        "1",
    ];
    let server = Server::start_with(&arguments);
    let other = server.person("mo", Some("member"));
    let mut refused = None;
    for _ in 0..60 {
        let answer = with_key(&server, ADMIN_KEY).await;
        if answer.0 != 200 {
            refused = Some(answer);
            break;
        }
    }
    let (status, code, wait) = refused.expect("no limit");
    assert_eq!((status, code.as_str(), wait), (429, "RATE_LIMITED", Some(1)));
    assert_eq!(with_key(&server, &other).await.0, 200);
}

#[tokio::test]
async fn a_forwarded_address_is_believed_only_from_proxies_that_were_named() {
    let guess = async |server: &Server, n: usize, address: &str| {
        let request = server
            .post("/graphql")
            .basic_auth("api", Some(format!("{n:040}")));
        let request = request
            .header("x-forwarded-for", address)
            .json(&json!({ "query": "{ viewer { id } }" }));
        request.send().await.unwrap().status().as_u16()
    };
    let plain = Server::start();
    let behind = Server::start_with(&["--admin-user", "ada", "--admin-key", ADMIN_KEY, "--proxies", "1"]);
    for n in 0..11 {
        let address = format!("203.0.113.{n}");
        let expected = if n < 10 { 401 } else { 429 };
        assert_eq!(
            guess(&plain, n, &address).await,
            expected,
            "a header that anybody can write"
        );
        assert_eq!(
            guess(&behind, n, &address).await,
            401,
            "the address that the proxy saw"
        );
    }
    for n in 11..21 {
        guess(&behind, n, "6.6.6.6, 198.51.100.1").await;
    }
    assert_eq!(
        guess(&behind, 22, "7.7.7.7, 198.51.100.1").await,
        429,
        "what the client wrote itself means nothing"
    );
}

#[tokio::test]
async fn a_method_that_an_address_does_not_take_is_refused_with_a_sentence() {
    let server = Server::start();
    for request in [
        server.get("/graphql"),
        server.delete("/graphql"),
        server.post("/healthz"),
        server.get("/api/session"),
    ] {
        let (status, body) = status_and_json(request.send().await.unwrap()).await;
        assert_eq!(
            (status, &body["errors"][0]["extensions"]["code"]),
            (405, &json!("METHOD_NOT_ALLOWED"))
        );
        assert_ne!(body["errors"][0]["message"], Value::Null);
    }
}
