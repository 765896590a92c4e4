//! Rows of the routes, and the list of them from the source of the router.

use serde_json::json;

use super::Row;
use crate::matrix::cell::Ask;
use crate::matrix::column::{LOG, READ_OR_ABSENT};

/// Whoever asks, with whatever credentials: the route looks at none.
const EVERYBODY: &str = "YYYYYYYYYYYYYY";
/// Refused without a signed address, whoever asks.
const UNSIGNED: &str = "FFFFFFFFFFFFFF";
/// Nobody: browsers do not send this.
const NOBODY: &str = "UUUUUUUUUUUUUU";

fn get(path: &str) -> Ask {
    Ask::Http("GET", path.to_owned(), None)
}

pub fn rows() -> Vec<Row> {
    vec![
        Row::new("POST /graphql", "YYYYYYYYYYYYUU", |_, _, _| {
            Ask::query("{ __typename }", json!({}))
        })
        .not_compared(),
        Row::new(
            "POST /files/{entity}/{project}/{run}/file_stream",
            LOG,
            |t, _, _| {
                let path = format!("/files/{}/{}/{}/file_stream", t.team, t.project, t.run);
                let line = "{\"_step\": 1, \"loss\": 0.5}";
                let body = json!({ "files": { "wandb-history.jsonl": { "offset": 0, "content": [line] } } });
                Ask::Http("POST", path, Some(body))
            },
        )
        .by_session(NOBODY),
        Row::new(
            "GET /artifactsV2/{region}/{entity}/{project}/{collection}/{artifact}/{birth}/{digest}/{*name}",
            READ_OR_ABSENT,
            |t, _, _| {
                get(&format!(
                    "/artifactsV2/default/{}/{}/{}/{}/{}/{}/weights.bin",
                    t.org, t.registry, t.collection, t.artifact, t.artifact, t.md5_hex
                ))
            },
        ),
        Row::new(
            "GET /artifactsV2/{region}/{entity}/{project}/{collection}",
            READ_OR_ABSENT,
            |t, _, _| {
                get(&format!(
                    "/artifactsV2/default/{}/{}/{}",
                    t.org, t.artifact, t.md5_hex
                ))
            },
        ),
        Row::new("POST /api/session", NOBODY, |_, _, _| {
            Ask::Http(
                "POST",
                "/api/session".to_owned(),
                Some(json!({ "token": "not a token of ours" })),
            )
        })
        .not_compared(),
        // By session it would end the session that the other cells use; `credential.rs` has that.
        Row::new("DELETE /api/session", "YYYYYYYYYYYYUU", |_, _, _| {
            Ask::Http("DELETE", "/api/session".to_owned(), None)
        })
        .by_key_only()
        .not_compared(),
        Row::new(
            "PUT /storage/wandb_artifacts/{artifact}/file/{file}/{*path}",
            UNSIGNED,
            |_, _, _| {
                Ask::Http(
                    "PUT",
                    "/storage/wandb_artifacts/1/file/1/a".to_owned(),
                    Some(json!("x")),
                )
            },
        )
        .not_compared(),
        Row::new(
            "PUT /storage/wandb_artifacts/{artifact}/manifest/{manifest}/{name}",
            UNSIGNED,
            |_, _, _| {
                Ask::Http(
                    "PUT",
                    "/storage/wandb_artifacts/1/manifest/1/a".to_owned(),
                    Some(json!("x")),
                )
            },
        )
        .not_compared(),
        Row::new("PUT /storage/run_files/{file}/{*path}", UNSIGNED, |_, _, _| {
            Ask::Http("PUT", "/storage/run_files/1/a".to_owned(), Some(json!("x")))
        })
        .not_compared(),
        Row::new("GET /storage/blob/{sha256}/{*path}", UNSIGNED, |_, _, _| {
            get("/storage/blob/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855/a")
        })
        .not_compared(),
        Row::new("GET /healthz", EVERYBODY, |_, _, _| get("/healthz")).not_compared(),
        Row::new("GET /readyz", EVERYBODY, |_, _, _| get("/readyz")).not_compared(),
        Row::new("GET /ready", EVERYBODY, |_, _, _| get("/ready")).not_compared(),
        // The pages of the app hold no data; what is no page is not there, whoever asks.
        Row::new("GET fallback", "NNNNNNNNNNNNNN", |_, _, _| get("/no/such/page")).not_compared(),
    ]
}

/// `METHOD /path` of every route, from the source of the router: axum has no list of them.
pub fn of_router() -> Vec<String> {
    let source = include_str!("../../../../crates/server/src/http.rs");
    let mut found = Vec::new();
    for call in source.split(".route(").skip(1) {
        let call = &call[..closing(call)];
        let path = call.split('"').nth(1).expect("a route begins with its path");
        let handlers = &call[call.find(path).unwrap() + path.len()..];
        let before = found.len();
        for method in ["get", "post", "put", "delete", "patch", "any", "head", "options"] {
            let is_called = handlers.match_indices(&format!("{method}(")).any(|(at, _)| {
                !handlers[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
            });
            if is_called {
                found.push(format!("{} {path}", method.to_uppercase()));
            }
        }
        assert!(found.len() > before, "the methods of {path} were not understood");
    }
    assert_eq!(
        source.matches(".fallback(assets::serve)").count(),
        1,
        "one fallback"
    );
    found.push("GET fallback".to_owned());
    assert!(found.len() > 10, "{found:?}");
    found
}

/// The index of the parenthesis that closes the call.
fn closing(text: &str) -> usize {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}
