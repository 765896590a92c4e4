//! The addresses of many files at once, for a client that has read the manifest.

use serde_json::{Value, json};

use crate::in_registry::give;
use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, link, md5_of};

const ENTRIES: &str = "query($id: ID!, $entries: [ArtifactManifestEntryInput!], $storageLayout: String!, $manifestVersion: String!, \
     $storageRegion: String) { artifact(id: $id) { filesByManifestEntries(storageLayout: $storageLayout, manifestVersion: $manifestVersion, \
     entries: $entries, storageRegion: $storageRegion) { totalCount pageInfo { hasNextPage endCursor } edges { node { name directUrl } } } } }";

fn asked(id: &str, entries: &Value) -> Value {
    json!({ "id": id, "entries": entries, "storageLayout": "V2", "manifestVersion": "1" })
}

fn entry(name: &str, bytes: &[u8]) -> Value {
    json!({ "name": name, "digest": md5_of(bytes), "birthArtifactID": "QXJ0aWZhY3Q6MQ==", "size": bytes.len() })
}

#[tokio::test]
async fn one_request_gives_the_addresses_of_a_thousand_files_in_the_order_of_the_entries() {
    let server = Server::start();
    let contents: Vec<(String, Vec<u8>)> = (0..1_000)
        .map(|number| (format!("d/{number}.txt"), number.to_string().into_bytes()))
        .collect();
    let files: Vec<(&str, &[u8])> = contents
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let artifact = Upload::announce(&server, ADMIN_KEY, "many", "model", &files)
        .await
        .finish()
        .await;
    let entries: Vec<Value> = contents
        .iter()
        .rev()
        .map(|(name, bytes)| entry(name, bytes))
        .collect();
    let data = server
        .data(ADMIN_KEY, ENTRIES, asked(&artifact, &json!(entries)))
        .await;
    let found = &data["artifact"]["filesByManifestEntries"];
    assert_eq!(
        (&found["totalCount"], &found["pageInfo"]["hasNextPage"]),
        (&json!(1_000), &json!(false))
    );
    let edges = found["edges"].as_array().unwrap();
    let names: Vec<&Value> = edges.iter().map(|edge| &edge["node"]["name"]).collect();
    let wanted: Vec<Value> = entries.iter().map(|entry| entry["name"].clone()).collect();
    assert_eq!(names, wanted.iter().collect::<Vec<_>>());
    let url = edges[0]["node"]["directUrl"].as_str().unwrap();
    let response = server
        .get(&url[url.find("/storage/").unwrap()..])
        .send()
        .await
        .unwrap();
    assert_eq!(
        (response.status().as_u16(), response.text().await.unwrap()),
        (200, "999".to_owned())
    );
    let none = server
        .data(ADMIN_KEY, ENTRIES, asked(&artifact, &Value::Null))
        .await;
    assert_eq!(none["artifact"]["filesByManifestEntries"]["edges"], json!([]));
}

#[tokio::test]
async fn an_entry_that_the_version_does_not_have_is_told_and_too_many_are_refused() {
    let server = Server::start();
    let artifact = Upload::announce(&server, ADMIN_KEY, "one", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    for wrong in [entry("b", b"1"), entry("a", b"2")] {
        let (status, _, message) = server
            .refusal(
                ADMIN_KEY,
                ENTRIES,
                asked(&artifact, &json!([entry("a", b"1"), wrong])),
            )
            .await;
        assert_eq!(status, 404);
        assert!(
            message.starts_with("This version stores no file “")
                && message.ends_with("read its manifest again."),
            "{message}"
        );
    }
    let many = vec![entry("a", b"1"); 10_001];
    let (status, _, message) = server
        .refusal(ADMIN_KEY, ENTRIES, asked(&artifact, &json!(many)))
        .await;
    assert_eq!(
        (status, message.as_str()),
        (
            400,
            "10001 entries are more than the 10000 of one request; ask for them in several."
        )
    );
}

#[tokio::test]
async fn who_may_not_read_files_gets_no_addresses() {
    let server = Server::start();
    let artifact = Upload::announce(&server, ADMIN_KEY, "one", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    let rae = server.person("rae", Some("viewer"));
    let absent = server
        .data(&rae, ENTRIES, asked(&artifact, &json!([entry("a", b"1")])))
        .await;
    assert_eq!(absent["artifact"], Value::Null);
    let id = crate::in_registry::registry(&server, "RESTRICTED", "secret").await;
    give(&server, &id, &rae, "restricted_viewer").await;
    link(&server, ADMIN_KEY, &artifact, "secret", "c", &[]).await;
    let (status, code, message) = server
        .refusal(&rae, ENTRIES, asked(&artifact, &json!([entry("a", b"1")])))
        .await;
    assert_eq!((status, code.as_str()), (403, "FORBIDDEN"));
    assert!(message.starts_with("Needs viewer to read files."), "{message}");
}
