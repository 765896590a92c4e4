//! Fifty clients at once on one collection: numbers stay dense and unique, an alias has one holder, nobody sees a failure of ours.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::chance::Chance;
use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, link};

const CLIENTS: u64 = 50;
const ACTS: usize = 10;
const VERSIONS: usize = 12;
const COLLECTION: &str = "raced";
const ALIAS: &str = "production";

/// What a client was told.
#[derive(Debug)]
enum Told {
    /// The version has this number now.
    Linked { artifact: String, index: i64 },
    /// Something that fits no rule of refusals.
    Wrong(String),
}

async fn collection_id(server: &Server) -> String {
    let query = "{ project(entityName: \"my-org\", name: \"wandb-registry-model\") { artifactCollection(name: \"raced\") { id } } }";
    server.data(ADMIN_KEY, query, json!({})).await["project"]["artifactCollection"]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn place() -> Value {
    json!([{ "entityName": "my-org", "projectName": "wandb-registry-model", "artifactCollectionName": COLLECTION, "alias": ALIAS }])
}

async fn act(server: &Server, chance: &mut Chance, versions: &[String], collection: &str) -> Option<Told> {
    let artifact = chance.one_of(versions).clone();
    let (what, (status, body)) = match chance.below(10) {
        0..=3 => {
            let aliases: &[&str] = if chance.below(2) == 0 { &[ALIAS] } else { &[] };
            let (status, body) = link(server, ADMIN_KEY, &artifact, "model", COLLECTION, aliases).await;
            if status == 200 {
                let index = body["data"]["linkArtifact"]["versionIndex"].as_i64().unwrap();
                return Some(Told::Linked { artifact, index });
            }
            ("link", (status, body))
        }
        4..=6 => {
            let query = "mutation($a: ID!, $p: [ArtifactCollectionAliasInput!]!) { addAliases(input: { artifactID: $a, aliases: $p }) { success } }";
            (
                "alias",
                server
                    .ask(ADMIN_KEY, query, json!({ "a": artifact, "p": place() }))
                    .await,
            )
        }
        7 => {
            let query = "mutation($a: ID!, $p: [ArtifactCollectionAliasInput!]!) { deleteAliases(input: { artifactID: $a, aliases: $p }) { success } }";
            (
                "take off",
                server
                    .ask(ADMIN_KEY, query, json!({ "a": artifact, "p": place() }))
                    .await,
            )
        }
        _ => {
            let query = "mutation($a: ID!, $c: ID!) { unlinkArtifact(input: { artifactID: $a, artifactPortfolioID: $c }) { success } }";
            (
                "unlink",
                server
                    .ask(ADMIN_KEY, query, json!({ "a": artifact, "c": collection }))
                    .await,
            )
        }
    };
    // What another client has just taken away is a refusal; it carries its sentence.
    let is_refusal = matches!(status, 400 | 404 | 409)
        && body["errors"][0]["message"]
            .as_str()
            .is_some_and(|words| words.len() > 10);
    (status != 200 && !is_refusal).then(|| Told::Wrong(format!("{what}: {status} {body}")))
}

/// The places that are there now: number, version, aliases.
async fn places(server: &Server) -> Vec<(i64, String, Vec<String>)> {
    let query = "{ project(entityName: \"my-org\", name: \"wandb-registry-model\") { artifactCollection(name: \"raced\") { versionCount \
         artifactMemberships(first: 1000) { edges { node { versionIndex aliases { alias } artifact { id } } } } } } }";
    let data = server.data(ADMIN_KEY, query, json!({})).await;
    let edges = data["project"]["artifactCollection"]["artifactMemberships"]["edges"]
        .as_array()
        .unwrap()
        .clone();
    let count = &data["project"]["artifactCollection"]["versionCount"];
    assert_eq!(
        *count,
        json!(edges.len()),
        "the count that is kept is the count of the places"
    );
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    edges
        .iter()
        .map(|edge| {
            let aliases = edge["node"]["aliases"].as_array().unwrap();
            let aliases = aliases.iter().map(|alias| text(&alias["alias"])).collect();
            (
                edge["node"]["versionIndex"].as_i64().unwrap(),
                text(&edge["node"]["artifact"]["id"]),
                aliases,
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_clients_that_link_unlink_and_move_one_alias_leave_a_whole_collection() {
    let chance = Chance::new("race");
    let server = Arc::new(Server::start());
    let mut versions = Vec::new();
    for number in 0..VERSIONS {
        let bytes = number.to_string().into_bytes();
        versions.push(
            Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", &bytes)])
                .await
                .finish()
                .await,
        );
    }
    let (status, body) = link(&server, ADMIN_KEY, &versions[0], "model", COLLECTION, &[]).await;
    assert_eq!(status, 200, "{body}");
    let collection = collection_id(&server).await;
    let versions = Arc::new(versions);
    let clients: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let (server, versions, collection) = (server.clone(), versions.clone(), collection.clone());
            let mut chance = chance.branch(number);
            tokio::spawn(async move {
                let mut told = Vec::new();
                for _ in 0..ACTS {
                    told.extend(act(&server, &mut chance, &versions, &collection).await);
                }
                told
            })
        })
        .collect();
    let mut numbers: BTreeMap<i64, BTreeSet<String>> =
        BTreeMap::from([(0, BTreeSet::from([versions[0].clone()]))]);
    let mut linked = 0;
    for client in clients {
        for told in client.await.unwrap() {
            match told {
                Told::Linked { artifact, index } => {
                    linked += 1;
                    numbers.entry(index).or_default().insert(artifact);
                }
                Told::Wrong(words) => panic!("{words}"),
            }
        }
    }
    assert!(linked > 50, "the race was one: {linked} links");
    check(&numbers, &places(&server).await);
    let audit = server.facts(&["audit", "verify", "--org", "my-org"]);
    assert_eq!(audit[0]["isWhole"], json!(true), "{audit}");
}

/// The rules, on the numbers that clients were told and the places that are left.
fn check(numbers: &BTreeMap<i64, BTreeSet<String>>, places: &[(i64, String, Vec<String>)]) {
    let given: Vec<i64> = numbers.keys().copied().collect();
    let dense: Vec<i64> = (0..).take(given.len()).collect();
    assert_eq!(
        given, dense,
        "numbers are given in turn, none twice, none left out"
    );
    for (number, versions) in numbers {
        assert_eq!(versions.len(), 1, "v{number} was given to {versions:?}");
    }
    let there: BTreeSet<i64> = places.iter().map(|(number, ..)| *number).collect();
    assert_eq!(there.len(), places.len(), "a number stands once: {places:?}");
    let artifacts: BTreeSet<&String> = places.iter().map(|(_, artifact, _)| artifact).collect();
    assert_eq!(artifacts.len(), places.len(), "a version stands once: {places:?}");
    for (number, artifact, _) in places {
        assert!(
            numbers.get(number).is_some_and(|given| given.contains(artifact)),
            "v{number} is {artifact}: {numbers:?}"
        );
    }
    for alias in [ALIAS, "latest"] {
        let holders = places
            .iter()
            .filter(|(.., aliases)| aliases.iter().any(|found| found == alias))
            .count();
        assert!(holders <= 1, "{alias} has {holders} holders: {places:?}");
    }
}

#[test]
#[should_panic(expected = "has 2 holders")]
fn the_checker_finds_an_alias_with_two_holders() {
    let numbers = BTreeMap::from([
        (0, BTreeSet::from(["a".to_owned()])),
        (1, BTreeSet::from(["b".to_owned()])),
    ]);
    let held = |number, artifact: &str| (number, artifact.to_owned(), vec![ALIAS.to_owned()]);
    check(&numbers, &[held(0, "a"), held(1, "b")]);
}

#[test]
#[should_panic(expected = "none left out")]
fn the_checker_finds_a_number_that_was_left_out() {
    check(
        &BTreeMap::from([
            (0, BTreeSet::from(["a".to_owned()])),
            (2, BTreeSet::from(["b".to_owned()])),
        ]),
        &[],
    );
}
