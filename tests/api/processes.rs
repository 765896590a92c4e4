//! Several processes on one storage are one server.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, link};

/// The memberships of a collection of the registry of models, oldest first: version, aliases and what it holds.
async fn places(server: &Server, collection: &str) -> Vec<(String, Vec<String>, String)> {
    let query = "query($name: String!) { project(entityName: \"my-org\", name: \"wandb-registry-model\") { artifactCollection(name: $name) { \
         artifactMemberships(first: 100, order: \"version_index\") { edges { node { version aliases { alias } artifact { id } } } } } } }";
    let data = server.data(ADMIN_KEY, query, json!({ "name": collection })).await;
    let edges = data["project"]["artifactCollection"]["artifactMemberships"]["edges"].clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    edges
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| {
            let node = &edge["node"];
            let aliases = node["aliases"].as_array().unwrap();
            let aliases = aliases.iter().map(|alias| text(&alias["alias"])).collect();
            (text(&node["version"]), aliases, text(&node["artifact"]["id"]))
        })
        .collect()
}

#[tokio::test]
async fn what_one_process_takes_in_the_other_serves() {
    let one = Server::start();
    let other = one.start_another();
    let files: [(&str, &[u8]); 1] = [("a.txt", b"alpha")];
    let upload = Upload::announce(&one, ADMIN_KEY, "gemma", "model", &files).await;
    let address = upload.addresses().await[0]["uploadUrl"]
        .as_str()
        .unwrap()
        .to_owned();
    let through_other = address.replace(&one.url, &other.url);
    assert_ne!(address, through_other);
    let sent = other.put(&through_other).body("alpha").send().await.unwrap();
    assert_eq!(
        sent.status(),
        200,
        "an address signed by the one is good at the other"
    );
    let artifact = upload.finish().await;
    let query = "query($id: ID!) { artifact(id: $id) { state files { edges { node { directUrl } } } } }";
    let found = other.data(ADMIN_KEY, query, json!({ "id": artifact })).await;
    assert_eq!(found["artifact"]["state"], json!("COMMITTED"));
    let url = found["artifact"]["files"]["edges"][0]["node"]["directUrl"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(url.starts_with(&other.url));
    let read = other
        .get(url.strip_prefix(&other.url).unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(read.bytes().await.unwrap().as_ref(), b"alpha");
}

#[tokio::test]
async fn who_signs_in_at_one_process_is_known_to_the_other() {
    let one = Server::start();
    let other = one.start_another();
    let proof = json!({ "key": ADMIN_KEY });
    let signed_in = one.post("/api/session").json(&proof).send().await.unwrap();
    assert!(signed_in.status().is_success(), "{signed_in:?}");
    let cookie = signed_in.headers()["set-cookie"].to_str().unwrap().to_owned();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let asked = other
        .post("/graphql")
        .header("cookie", cookie)
        .header("x-vitrine-client", "test")
        .header("sec-fetch-site", "same-origin")
        .json(&json!({ "query": "{ viewer { username } }" }))
        .send()
        .await
        .unwrap();
    let body: Value = asked.json().await.unwrap();
    assert_eq!(body["data"]["viewer"]["username"], json!("ada"), "{body}");
}

#[tokio::test]
async fn versions_linked_through_two_processes_at_once_are_numbered_without_gaps() {
    const VERSIONS: usize = 24;
    let one = Server::start();
    let other = one.start_another();
    let linked = futures::future::join_all((0..VERSIONS).map(|number| {
        let server = if number % 2 == 0 { &one } else { &other };
        async move {
            let bytes = format!("content {number}");
            let files = [("a.txt", bytes.as_bytes())];
            let artifact = Upload::announce(server, ADMIN_KEY, "gemma", "model", &files)
                .await
                .finish()
                .await;
            let (status, body) = link(server, ADMIN_KEY, &artifact, "model", "raced", &["best"]).await;
            assert_eq!(status, 200, "{body}");
            artifact
        }
    }))
    .await;
    let seen = places(&one, "raced").await;
    assert_eq!(seen, places(&other, "raced").await, "both show the same");
    let versions: Vec<&String> = seen.iter().map(|(version, _, _)| version).collect();
    let expected: Vec<String> = (0..VERSIONS).map(|index| format!("v{index}")).collect();
    assert_eq!(versions, expected.iter().collect::<Vec<_>>());
    let holders = |alias: &str| {
        seen.iter()
            .filter(|(_, aliases, _)| aliases.iter().any(|found| found == alias))
            .count()
    };
    assert_eq!((holders("best"), holders("latest")), (1, 1));
    let mut held: Vec<&String> = seen.iter().map(|(_, _, artifact)| artifact).collect();
    let mut made: Vec<&String> = linked.iter().collect();
    held.sort();
    made.sort();
    assert_eq!(held, made, "each version has one place");
}

#[tokio::test]
async fn a_process_that_starts_leaves_the_uploads_of_the_other_alone() {
    let one = Server::start();
    let bytes = vec![7_u8; 3 << 20];
    let files: [(&str, &[u8]); 1] = [("a.bin", &bytes)];
    let upload = Upload::announce(&one, ADMIN_KEY, "gemma", "model", &files).await;
    let address = upload.addresses().await[0]["uploadUrl"]
        .as_str()
        .unwrap()
        .to_owned();
    let (half, rest) = bytes.split_at(1 << 20);
    let (sender, receiver) = futures::channel::mpsc::unbounded::<Result<Bytes, std::io::Error>>();
    sender.unbounded_send(Ok(Bytes::copy_from_slice(half))).unwrap();
    let request = one
        .put(&address)
        .header("content-length", bytes.len())
        .body(reqwest::Body::wrap_stream(receiver))
        .send();
    let sending = tokio::spawn(request);
    // The other starts once the one has begun to write.
    while one.spooled_bytes() == 0 {
        tokio::task::yield_now().await;
    }
    let other = one.start_another();
    sender.unbounded_send(Ok(Bytes::copy_from_slice(rest))).unwrap();
    drop(sender);
    assert_eq!(sending.await.unwrap().unwrap().status(), 200);
    assert!(!upload.finish().await.is_empty());
    drop(other);
}
