//! Logging, linking, reading versions.

use serde_json::json;

use crate::server::{ADMIN_KEY, Server, status_and_json};
use crate::upload::{Upload, contents, link, md5_of};

#[tokio::test]
async fn a_logged_version_is_linked_listed_and_downloaded_whole() {
    let server = Server::start();
    let files: [(&str, &[u8]); 3] = [("a.txt", b"alpha"), ("b/ä ö.bin", &[0, 1, 2]), ("empty", b"")];
    let artifact = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &files)
        .await
        .finish()
        .await;
    let (status, linked) = link(&server, ADMIN_KEY, &artifact, "model", "first", &["production"]).await;
    assert_eq!(
        (status, &linked["data"]["linkArtifact"]["versionIndex"]),
        (200, &json!(0))
    );
    let query = "query { project(entityName: \"my-org\", name: \"wandb-registry-model\") { artifactCollectionMembership(name: \
         \"first:production\") { version aliases { alias } files { totalCount edges { node { name sizeBytes md5 directUrl } } } } } }";
    let data = server.data(ADMIN_KEY, query, json!({})).await;
    let place = &data["project"]["artifactCollectionMembership"];
    assert_eq!(
        place["aliases"],
        json!([{ "alias": "latest" }, { "alias": "production" }])
    );
    assert_eq!(place["files"]["totalCount"], json!(3));
    for (path, bytes) in files {
        let node = place["files"]["edges"]
            .as_array()
            .unwrap()
            .iter()
            .find(|edge| edge["node"]["name"] == path)
            .unwrap()["node"]
            .clone();
        assert_eq!(node["md5"], json!(md5_of(bytes)));
        let address = node["directUrl"]
            .as_str()
            .unwrap()
            .strip_prefix(&server.url)
            .unwrap()
            .to_owned();
        let response = server.get(&address).send().await.unwrap();
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        assert!(header("content-disposition").starts_with("attachment"), "{path}");
        assert!(header("content-security-policy").starts_with("sandbox"), "{path}");
        assert_eq!(response.bytes().await.unwrap().as_ref(), bytes, "{path}");
    }
}

#[tokio::test]
async fn a_range_of_a_file_is_read() {
    let server = Server::start();
    let artifact = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a.txt", b"0123456789")])
        .await
        .finish()
        .await;
    let query = "query($id: ID!) { artifact(id: $id) { files { edges { node { directUrl } } } } }";
    let data = server.data(ADMIN_KEY, query, json!({ "id": artifact })).await;
    let url = data["artifact"]["files"]["edges"][0]["node"]["directUrl"]
        .as_str()
        .unwrap()
        .to_owned();
    let response = server
        .get(url.strip_prefix(&server.url).unwrap())
        .header("range", "bytes=2-4")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (
            response.status().as_u16(),
            response.text().await.unwrap().as_str()
        ),
        (206, "234")
    );
}

#[tokio::test]
async fn equal_content_makes_no_new_version_and_known_bytes_are_not_sent_again() {
    let server = Server::start();
    let first = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1"), ("b", b"2")])
        .await
        .finish()
        .await;
    let again = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1"), ("b", b"2")]).await;
    assert_eq!(again.artifact, first);
    let changed = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1"), ("b", b"3")]).await;
    let addresses = changed.addresses().await;
    assert!(
        addresses[0]["uploadUrl"].is_null() && addresses[1]["uploadUrl"].is_string(),
        "{addresses:?}"
    );
    assert_eq!(addresses[0]["artifact"]["id"], json!(first));
    changed.finish().await;
}

#[tokio::test]
async fn linking_again_keeps_the_version_and_an_alias_moves() {
    let server = Server::start();
    let one = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")])
        .await
        .finish()
        .await;
    let two = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"2")])
        .await
        .finish()
        .await;
    link(&server, ADMIN_KEY, &one, "model", "c", &["staging"]).await;
    link(&server, ADMIN_KEY, &two, "model", "c", &[]).await;
    let (_, again) = link(&server, ADMIN_KEY, &one, "model", "c", &["blue"]).await;
    assert_eq!(
        again["data"]["linkArtifact"]["artifactMembership"]["version"],
        json!("v0")
    );
    let (_, moved) = link(&server, ADMIN_KEY, &two, "model", "c", &["staging"]).await;
    let aliases = &moved["data"]["linkArtifact"]["artifactMembership"]["aliases"];
    assert_eq!(*aliases, json!([{ "alias": "latest" }, { "alias": "staging" }]));
}

#[tokio::test]
async fn a_commit_that_is_repeated_changes_nothing() {
    let server = Server::start();
    let upload = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")]).await;
    upload.send().await;
    upload.send_manifest(upload.manifest()).await;
    let first = upload.commit().await;
    assert_eq!(first.0, 200);
    assert_eq!(upload.commit().await, first);
}

#[tokio::test]
async fn what_is_not_whole_is_refused_and_stays_invisible() {
    let server = Server::start();
    let good = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"good")])
        .await
        .finish()
        .await;
    link(&server, ADMIN_KEY, &good, "model", "c", &[]).await;
    let before = contents(&server, ADMIN_KEY, "model").await;
    let upload = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"whole content")]).await;
    let url = upload.addresses().await[0]["uploadUrl"]
        .as_str()
        .unwrap()
        .to_owned();

    let (status, body) = status_and_json(server.put(&url).body("other").send().await.unwrap()).await;
    let message = body["errors"][0]["message"].as_str().unwrap();
    assert!(
        status == 400 && message.starts_with("The digest does not match: announced"),
        "{status} {body}"
    );

    let tampered = url.replace("/file/", "/file/9");
    assert_eq!(
        server
            .put(&tampered)
            .body("whole content")
            .send()
            .await
            .unwrap()
            .status(),
        403
    );

    upload.send_manifest(upload.manifest()).await;
    let (status, body) = upload.commit().await;
    assert_eq!(status, 400);
    assert_eq!(
        body["errors"][0]["message"],
        json!("The bytes of “a” have not arrived; upload the file before the commit.")
    );
    let (status, body) = link(&server, ADMIN_KEY, &upload.artifact, "model", "c", &[]).await;
    assert_eq!(status, 400, "{body}");
    assert_eq!(contents(&server, ADMIN_KEY, "model").await, before);

    upload.send().await;
    assert_eq!(
        upload.commit().await.0,
        200,
        "what was missing was sent: the commit works now"
    );
}

#[tokio::test]
async fn a_manifest_that_is_not_the_announced_one_is_refused() {
    let server = Server::start();
    let upload = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", b"1")]).await;
    upload.send().await;
    upload
        .send_manifest(br#"{"version":1,"contents":{}}"#.to_vec())
        .await;
    let (status, body) = upload.commit().await;
    let message = body["errors"][0]["message"].as_str().unwrap();
    assert!(
        status == 400 && message.starts_with("The digest does not match"),
        "{status} {body}"
    );
}
