//! Keys, sessions, links: who gets in, and how.

use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server, status_and_json};

const VIEWER: &str = "{ viewer { username } }";

async fn sign_in(server: &Server, proof: Value) -> (u16, Option<String>) {
    let response = server.post("/api/session").json(&proof).send().await.unwrap();
    let cookie = response
        .headers()
        .get(SET_COOKIE)
        .map(|value| value.to_str().unwrap().to_owned());
    (response.status().as_u16(), cookie)
}

async fn with_cookie(server: &Server, cookie: &str, headers: &[(&str, &str)]) -> (u16, Value) {
    let mut request = server
        .post("/graphql")
        .header(COOKIE, cookie)
        .json(&json!({ "query": VIEWER }));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    status_and_json(request.send().await.unwrap()).await
}

fn pair(cookie: &str) -> &str {
    cookie.split(';').next().unwrap()
}

#[tokio::test]
async fn a_wrong_key_is_refused_and_no_key_is_nobody() {
    let server = Server::start();
    let (status, code, message) = server.refusal(&"f".repeat(40), VIEWER, json!({})).await;
    assert_eq!((status, code.as_str()), (401, "UNAUTHENTICATED"));
    assert!(
        message.starts_with("This API key is not valid here."),
        "{message}"
    );
    let body = json!({ "query": VIEWER });
    let (status, body) = status_and_json(server.post("/graphql").json(&body).send().await.unwrap()).await;
    assert_eq!((status, &body["data"]["viewer"]), (200, &Value::Null));
    for query in [
        "{ organization { name } }",
        "{ project(name: \"p\") { id } }",
        "{ users(query: \"a\") { edges { node { id } } } }",
    ] {
        let (status, body) = status_and_json(
            server
                .post("/graphql")
                .json(&json!({ "query": query }))
                .send()
                .await
                .unwrap(),
        )
        .await;
        assert_eq!(
            (status, &body["errors"][0]["extensions"]["code"]),
            (401, &json!("UNAUTHENTICATED")),
            "{query}"
        );
    }
    let introspection = json!({ "query": "{ __schema { types { name } } }" });
    let (_, body) = status_and_json(server.post("/graphql").json(&introspection).send().await.unwrap()).await;
    assert!(
        body["data"]["__schema"].is_null(),
        "the schema is for those who are known: {body}"
    );
}

#[tokio::test]
async fn a_key_is_taken_as_basic_and_as_bearer() {
    let server = Server::start();
    assert_eq!(
        server.data(ADMIN_KEY, VIEWER, json!({})).await["viewer"]["username"],
        json!("ada")
    );
    let request = server
        .post("/graphql")
        .bearer_auth(ADMIN_KEY)
        .json(&json!({ "query": VIEWER }));
    assert_eq!(
        status_and_json(request.send().await.unwrap()).await.1["data"]["viewer"]["username"],
        json!("ada")
    );
}

#[tokio::test]
async fn a_session_is_a_cookie_that_scripts_cannot_read_and_other_sites_cannot_use() {
    let server = Server::start();
    let (status, cookie) = sign_in(&server, json!({ "key": ADMIN_KEY })).await;
    let cookie = cookie.unwrap();
    assert_eq!(status, 204);
    for part in ["__Host-vitrine=", "HttpOnly", "SameSite=Lax", "Path=/", "Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let app = [("x-vitrine-client", "app"), ("sec-fetch-site", "same-origin")];
    assert_eq!(
        with_cookie(&server, pair(&cookie), &app).await.1["data"]["viewer"]["username"],
        json!("ada")
    );
    assert_eq!(
        with_cookie(&server, pair(&cookie), &[]).await.0,
        403,
        "without the header"
    );
    for site in ["cross-site", "same-site"] {
        let foreign = [("x-vitrine-client", "app"), ("sec-fetch-site", site)];
        assert_eq!(
            with_cookie(&server, pair(&cookie), &foreign).await.0,
            403,
            "{site}"
        );
    }
}

#[tokio::test]
async fn a_session_ends_when_it_is_ended() {
    let server = Server::start();
    let cookie = sign_in(&server, json!({ "key": ADMIN_KEY })).await.1.unwrap();
    let response = server
        .delete("/api/session")
        .header(COOKIE, pair(&cookie))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 204);
    let (_, body) = with_cookie(&server, pair(&cookie), &[("x-vitrine-client", "app")]).await;
    assert_eq!(body["data"]["viewer"], Value::Null);
}

#[tokio::test]
async fn a_sign_in_link_works_once() {
    let server = Server::start_with(&[]);
    let line = server
        .greeting
        .iter()
        .find(|line| line.contains("/signin#token="))
        .unwrap();
    let token = line.split_once("#token=").unwrap().1.to_owned();
    assert_eq!(sign_in(&server, json!({ "token": token })).await.0, 204);
    assert_eq!(sign_in(&server, json!({ "token": token })).await.0, 401);
    let made = server.facts(&["sign-in-link", "admin"]);
    let token = made["link"]
        .as_str()
        .unwrap()
        .split_once("#token=")
        .unwrap()
        .1
        .to_owned();
    assert_eq!(sign_in(&server, json!({ "token": token })).await.0, 204);
}

#[tokio::test]
async fn a_session_needs_a_good_proof() {
    let server = Server::start();
    for proof in [json!({ "key": "x" }), json!({ "token": "x" })] {
        assert_eq!(sign_in(&server, proof).await.0, 401);
    }
    for nonsense in [json!({}), json!([]), json!({ "password": "x" })] {
        assert_eq!(sign_in(&server, nonsense).await.0, 400);
    }
}

#[tokio::test]
async fn a_key_is_shown_once_and_dies_when_it_is_revoked() {
    let server = Server::start();
    let create = "mutation { generateApiKey(input: { description: \"laptop\" }) { apiKey { id name } } }";
    let made = server.data(ADMIN_KEY, create, json!({})).await["generateApiKey"]["apiKey"].clone();
    let (id, secret) = (made["id"].as_str().unwrap(), made["name"].as_str().unwrap());
    assert_eq!(secret.len(), 40);
    let list = "{ viewer { apiKeys { edges { node { id name description } } } } }";
    let listed = server.data(secret, list, json!({})).await.to_string();
    assert!(listed.contains("laptop") && !listed.contains(secret), "{listed}");
    let revoke = "mutation($id: String!) { deleteApiKey(input: { id: $id }) { success } }";
    server.data(ADMIN_KEY, revoke, json!({ "id": id })).await;
    assert_eq!(server.refusal(secret, VIEWER, json!({})).await.0, 401);
    assert_eq!(
        server.refusal(ADMIN_KEY, revoke, json!({ "id": id })).await.0,
        404,
        "revoked twice"
    );
}
