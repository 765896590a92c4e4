//! Backups: taken while the server is at work, brought back whole, refused when they are not whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde_json::json;

use crate::server::{ADMIN_KEY, Server};
use crate::storage::Storage;
use crate::upload::Upload;

const WRITERS: usize = 4;

/// What version `number` of a writer holds: texts that no other version has.
fn content(writer: usize, number: usize) -> String {
    format!("writer {writer}, version {number}; ").repeat(2_000)
}

/// The versions of a writer as a server has them, in their order, with the text of their file.
async fn versions(server: &Server, writer: usize) -> Vec<(String, String)> {
    let query = "query($name: String!) { project(entityName: \"my-team\", name: \"quickstart\") { artifactCollection(name: $name) { \
         artifactMemberships(first: 1000, order: \"version_index\") { edges { node { version artifact { files { edges { node { directUrl } } } } } } } } } }";
    let data = server
        .data(ADMIN_KEY, query, json!({ "name": format!("load-{writer}") }))
        .await;
    let edges = data["project"]["artifactCollection"]["artifactMemberships"]["edges"].clone();
    let mut found = Vec::new();
    for edge in edges.as_array().unwrap() {
        let node = &edge["node"];
        let url = node["artifact"]["files"]["edges"][0]["node"]["directUrl"]
            .as_str()
            .unwrap()
            .to_owned();
        let response = server
            .get(url.strip_prefix(&server.url).unwrap())
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200, "{node}");
        found.push((
            node["version"].as_str().unwrap().to_owned(),
            response.text().await.unwrap(),
        ));
    }
    found
}

async fn log(server: &Server, writer: usize, number: usize) {
    let text = content(writer, number);
    let files = [("a.txt", text.as_bytes())];
    Upload::announce(server, ADMIN_KEY, &format!("load-{writer}"), "model", &files)
        .await
        .finish()
        .await;
}

/// Holds a restored server against what was written: each writer's versions are those that it wrote, from the first to one
/// between those acknowledged before the backup and those begun before its end.
async fn assert_whole(restored: &Server, least: &[usize], most: &[usize]) -> usize {
    let mut compared = 0;
    for (writer, (least, most)) in least.iter().zip(most).enumerate() {
        let found = versions(restored, writer).await;
        let wanted: Vec<(String, String)> = (0..found.len())
            .map(|number| (format!("v{number}"), content(writer, number)))
            .collect();
        assert!(
            found == wanted,
            "writer {writer} has other versions than it wrote"
        );
        let count = found.len();
        assert!(
            (*least..=*most).contains(&count),
            "writer {writer}: {least} acknowledged before, {most} begun after, {count} restored"
        );
        compared += count;
    }
    compared
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_taken_under_load_brings_back_every_version_and_every_byte() {
    let server = Arc::new(Server::start());
    for writer in 0..WRITERS {
        log(&server, writer, 0).await;
    }
    let is_over = Arc::new(AtomicBool::new(false));
    let done: Arc<Vec<AtomicUsize>> = Arc::new((0..WRITERS).map(|_| AtomicUsize::new(1)).collect());
    let counts = |extra: usize| -> Vec<usize> {
        done.iter()
            .map(|count| count.load(Ordering::SeqCst) + extra)
            .collect()
    };
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (server, is_over, done) = (server.clone(), is_over.clone(), done.clone());
            tokio::spawn(async move {
                while !is_over.load(Ordering::SeqCst) {
                    log(&server, writer, done[writer].load(Ordering::SeqCst)).await;
                    done[writer].fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    let folder = tempfile::TempDir::new().unwrap();
    let backup = folder.path().join("backup").to_str().unwrap().to_owned();
    // The load must be under way, or this would be a backup of an idle server.
    while counts(0).iter().any(|count| *count < 6) {
        tokio::task::yield_now().await;
    }
    let least = counts(0);
    let taken = tokio::task::spawn_blocking({
        let (server, backup) = (server.clone(), backup.clone());
        move || server.facts(&["backup", "--to", &backup])
    });
    let taken = taken.await.unwrap();
    let most = counts(1);
    is_over.store(true, Ordering::SeqCst);
    for writer in writers {
        writer.await.unwrap();
    }
    assert!(most > least, "something was written meanwhile");
    // Onto the kind of storage that is tested, and onto files, whichever that is.
    for storage in [Storage::new(), Storage::in_a_folder()] {
        let storage = Arc::new(storage);
        let (is_good, said) = Server::command_on(&storage, &["restore", "--from", &backup]);
        assert!(is_good, "{said}");
        let restored = Server::start_on(storage, &[]);
        let compared = assert_whole(&restored, &least, &most).await;
        println!("backup under load: {compared} versions compared, 0 mismatches");
        // Each version has a text and a manifest of its own.
        let blobs = usize::try_from(taken["blobs"].as_u64().unwrap()).unwrap();
        assert!(blobs >= 2 * compared, "{taken}");
        log(&restored, 0, versions(&restored, 0).await.len()).await;
    }
}

#[tokio::test]
async fn a_backup_goes_nowhere_where_something_is() {
    let server = Server::start();
    log(&server, 0, 0).await;
    let folder = tempfile::TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    server.facts(&["backup", "--to", &path("first")]);
    let (is_good, said) = server.command(&["backup", "--to", &path("first")]);
    assert!(!is_good && said.contains("is not empty"), "{said}");
    let (is_good, said) = server.command(&["restore", "--from", &path("first")]);
    assert!(!is_good && said.contains("is not empty"), "{said}");
    assert_eq!(versions(&server, 0).await.len(), 1);
}

#[tokio::test]
async fn a_backup_that_is_not_whole_is_refused() {
    let server = Server::start();
    log(&server, 0, 0).await;
    let folder = tempfile::TempDir::new().unwrap();
    let backup = folder.path().join("backup");
    let text = backup.to_str().unwrap();
    server.facts(&["backup", "--to", text]);
    let blob = std::fs::read_dir(backup.join("blobs/sha256"))
        .unwrap()
        .flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .min()
        .unwrap();
    let damages: [(&std::path::Path, &str); 3] = [
        (&blob, "digest does not match"),
        (
            &backup.join("vitrine.db"),
            "the database of the backup is damaged",
        ),
        (&backup.join("backup.json"), "cannot read"),
    ];
    for (file, reason) in damages {
        let whole = std::fs::read(file).unwrap();
        let mut broken = whole.clone();
        broken[whole.len() / 2] ^= 1;
        if file.ends_with("backup.json") {
            broken.truncate(whole.len() / 2);
        }
        std::fs::write(file, &broken).unwrap();
        let (is_good, said) = Server::command_on(&Storage::new(), &["restore", "--from", text]);
        assert!(!is_good && said.contains(reason), "{}: {said}", file.display());
        std::fs::write(file, &whole).unwrap();
    }
    std::fs::remove_file(&blob).unwrap();
    let (is_good, said) = Server::command_on(&Storage::new(), &["restore", "--from", text]);
    assert!(!is_good, "{said}");
    let (is_good, said) = Server::command_on(&Storage::new(), &["restore", "--from", "/nowhere"]);
    assert!(!is_good && said.contains("cannot read /nowhere"), "{said}");
}

/// The id of an alias of a version, if it is on it.
async fn alias_id(server: &Server, artifact: &str, alias: &str) -> Option<String> {
    let query = "query($id: ID!) { artifact(id: $id) { aliases { id alias } } }";
    let data = server.data(ADMIN_KEY, query, json!({ "id": artifact })).await;
    let aliases = data["artifact"]["aliases"].as_array().unwrap().clone();
    let found = aliases.into_iter().find(|found| found["alias"] == alias)?;
    Some(found["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn no_id_of_a_row_that_is_gone_is_given_again_after_a_restore() {
    let server = Server::start();
    let files: [(&str, &[u8]); 1] = [("a.txt", b"alpha")];
    let artifact = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &files)
        .await
        .finish()
        .await;
    let change = |verb: &str, input: &str| {
        format!("mutation($input: {input}!) {{ {verb}(input: $input) {{ success }} }}")
    };
    let (put_on, take_off) = (
        change("addAliases", "AddAliasesInput"),
        change("deleteAliases", "DeleteAliasesInput"),
    );
    let alias = json!({ "entityName": "my-team", "projectName": "quickstart", "artifactCollectionName": "gemma", "alias": "best" });
    let input = json!({ "input": { "artifactID": artifact, "aliases": [alias] } });
    server.data(ADMIN_KEY, &put_on, input.clone()).await;
    let gone = alias_id(&server, &artifact, "best").await.unwrap();
    server.data(ADMIN_KEY, &take_off, input.clone()).await;
    assert_eq!(alias_id(&server, &artifact, "best").await, None);
    let folder = tempfile::TempDir::new().unwrap();
    let backup = folder.path().join("backup").to_str().unwrap().to_owned();
    server.facts(&["backup", "--to", &backup]);
    for storage in [Storage::new(), Storage::in_a_folder()] {
        let storage = Arc::new(storage);
        let (is_good, said) = Server::command_on(&storage, &["restore", "--from", &backup]);
        assert!(is_good, "{said}");
        let restored = Server::start_on(storage, &[]);
        restored.data(ADMIN_KEY, &put_on, input.clone()).await;
        let fresh = alias_id(&restored, &artifact, "best").await;
        assert!(fresh.is_some() && fresh.as_ref() != Some(&gone), "{fresh:?}");
    }
}
