//! Sessions of browsers: fresh at each sign-in, ended with their key, with the rights of now.

use reqwest::Response;
use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server, status_and_json};

/// Asks who signs in.
pub const VIEWER: &str = "{ viewer { username } }";

/// Signs in with a key or a one-time token, perhaps with a cookie that the browser brings along.
pub async fn sign_in(server: &Server, proof: Value, old: Option<&str>) -> Response {
    let request = server.post("/api/session").json(&proof);
    let request = match old {
        Some(cookie) => request.header(COOKIE, cookie),
        None => request,
    };
    request.send().await.unwrap()
}

/// The cookie that an answer sets.
pub fn cookie_of(response: &Response) -> String {
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// The username behind a cookie, or null.
pub async fn viewer(server: &Server, cookie: &str) -> Value {
    let request = server
        .post("/graphql")
        .header(COOKIE, cookie)
        .header("x-vitrine-client", "test");
    let (_, body) = status_and_json(request.json(&json!({ "query": VIEWER })).send().await.unwrap()).await;
    body["data"]["viewer"]["username"].clone()
}

#[tokio::test]
async fn who_signs_in_gets_a_fresh_session_and_the_one_brought_along_ends() {
    let server = Server::start();
    let mo = server.person("mo", Some("member"));
    let planted = cookie_of(&sign_in(&server, json!({ "key": mo }), None).await);
    let invented = format!("{}={}", planted.split('=').next().unwrap(), "x".repeat(43));
    let after_invented = cookie_of(&sign_in(&server, json!({ "key": ADMIN_KEY }), Some(&invented)).await);
    assert_eq!(
        viewer(&server, &invented).await,
        Value::Null,
        "a token is never taken over from the browser"
    );
    assert_eq!(viewer(&server, &after_invented).await, json!("ada"));
    let fresh = cookie_of(&sign_in(&server, json!({ "key": ADMIN_KEY }), Some(&planted)).await);
    assert_ne!(fresh, planted);
    assert_eq!(viewer(&server, &fresh).await, json!("ada"));
    assert_eq!(viewer(&server, &planted).await, Value::Null);
}

#[tokio::test]
async fn a_session_ends_with_the_key_that_it_was_started_with() {
    let server = Server::start();
    let made = server
        .data(
            ADMIN_KEY,
            "mutation { generateApiKey(input: {}) { apiKey { id name } } }",
            json!({}),
        )
        .await;
    let key = &made["generateApiKey"]["apiKey"];
    let of_key = cookie_of(&sign_in(&server, json!({ "key": key["name"] }), None).await);
    let of_other = cookie_of(&sign_in(&server, json!({ "key": ADMIN_KEY }), None).await);
    assert_eq!(viewer(&server, &of_key).await, json!("ada"));
    let revoke = "mutation($id: String!) { deleteApiKey(input: { id: $id }) { success } }";
    server.data(ADMIN_KEY, revoke, json!({ "id": key["id"] })).await;
    assert_eq!(viewer(&server, &of_key).await, Value::Null);
    assert_eq!(
        viewer(&server, &of_other).await,
        json!("ada"),
        "another key's session goes on"
    );
}

#[tokio::test]
async fn a_session_ended_is_not_taken_again_even_when_it_is_sent_with_others() {
    let server = Server::start();
    let cookie = cookie_of(&sign_in(&server, json!({ "key": ADMIN_KEY }), None).await);
    let ended = server
        .delete("/api/session")
        .header(COOKIE, &cookie)
        .send()
        .await
        .unwrap();
    assert!(
        ended.headers()[SET_COOKIE]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert_eq!(viewer(&server, &cookie).await, Value::Null);
    assert_eq!(viewer(&server, &format!("a=b; {cookie}; c=d")).await, Value::Null);
}

#[tokio::test]
async fn a_role_that_is_lowered_counts_at_once_for_keys_and_sessions() {
    let server = Server::start();
    let key = server.person("mo", Some("admin"));
    let cookie = cookie_of(&sign_in(&server, json!({ "key": key }), None).await);
    let make = json!({ "query": "mutation { createTeam(input: { teamName: \"t1\", organizationName: \"my-org\" }) { entity { id } } }" });
    let by_cookie = async || {
        let request = server
            .post("/graphql")
            .header(COOKIE, &cookie)
            .header("x-vitrine-client", "test");
        request.json(&make).send().await.unwrap().status().as_u16()
    };
    assert_eq!(by_cookie().await, 200);
    server.facts(&["org", "add-member", "my-org", "mo", "viewer"]);
    assert_eq!(by_cookie().await, 403);
    assert_eq!(
        server
            .ask(&key, make["query"].as_str().unwrap(), json!({}))
            .await
            .0,
        403
    );
}
