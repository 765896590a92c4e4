//! The way on which a version is reached decides whether its files may be read: the registry of the path, by its id any place that holds it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::in_registry::{give, registry};
use crate::server::{ADMIN_KEY, Server};
use crate::upload::{Upload, link, md5_of};

/// A version in `my-team/quickstart`, linked into `tight/c` and `loose/c`.
struct World {
    server: Server,
    artifact: String,
    collections: [String; 2],
}

const BYTES: &[u8] = b"weights";

async fn world() -> World {
    let server = Server::start();
    let artifact = Upload::announce(&server, ADMIN_KEY, "gemma", "model", &[("a", BYTES)])
        .await
        .finish()
        .await;
    let mut collections = Vec::new();
    for name in ["tight", "loose"] {
        registry(&server, "RESTRICTED", name).await;
        let (status, body) = link(&server, ADMIN_KEY, &artifact, name, "c", &[]).await;
        assert_eq!(status, 200, "{body}");
        let query = format!(
            "{{ project(entityName: \"my-org\", name: \"wandb-registry-{name}\") {{ id artifactCollection(name: \"c\") {{ id }} }} }}"
        );
        let data = server.data(ADMIN_KEY, &query, json!({})).await;
        collections.push(
            data["project"]["artifactCollection"]["id"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    World {
        server,
        artifact,
        collections: collections.try_into().unwrap(),
    }
}

impl World {
    /// Somebody with these roles in `tight` and `loose`; none is no member.
    async fn person(&self, name: &str, roles: [Option<&str>; 2]) -> String {
        let key = self.server.person(name, Some("viewer"));
        for (registry, role) in ["tight", "loose"].into_iter().zip(roles) {
            let Some(role) = role else { continue };
            let query = format!(
                "{{ project(entityName: \"my-org\", name: \"wandb-registry-{registry}\") {{ id }} }}"
            );
            let id = self.server.data(ADMIN_KEY, &query, json!({})).await["project"]["id"].clone();
            give(&self.server, id.as_str().unwrap(), &key, role).await;
        }
        key
    }

    /// The ways to a version, each with what stands around the selection of it: through `tight`, through `loose`, through the source, by
    /// id.
    fn ways(&self) -> Vec<(&'static str, String)> {
        let mut ways = Vec::new();
        for (way, project, entity, collection, name) in [
            (
                "tight",
                "wandb-registry-tight",
                "my-org",
                &self.collections[0],
                "c",
            ),
            (
                "loose",
                "wandb-registry-loose",
                "my-org",
                &self.collections[1],
                "c",
            ),
            ("source", "quickstart", "my-team", &self.collections[0], "gemma"),
        ] {
            let within =
                |rest: &str| format!("project(entityName: \"{entity}\", name: \"{project}\") {{ {rest} }}");
            ways.extend([
                within(&format!("artifact(name: \"{name}:v0\") {{ SEEN }}")),
                within(&format!("artifactCollectionMembership(name: \"{name}:v0\") {{ artifact {{ SEEN }} }}")),
                within(&format!("artifactType(name: \"model\") {{ artifact(name: \"{name}:v0\") {{ SEEN }} }}")),
                within(&format!(
                    "artifactCollection(name: \"{name}\") {{ artifactMembership(aliasName: \"latest\") {{ artifact {{ SEEN }} }} }}"
                )),
                within(&format!(
                    "artifactCollection(name: \"{name}\") {{ artifactMemberships(first: 1) {{ edges {{ node {{ artifact {{ SEEN }} }} }} }} }}"
                )),
                within(&format!(
                    "artifactCollection(name: \"{name}\") {{ artifacts(first: 1) {{ edges {{ node {{ SEEN }} }} }} }}"
                )),
                within(&format!("artifactCollection(name: \"{name}\") {{ newestMembership {{ artifact {{ SEEN }} }} }}")),
            ].map(|query| (way, query)));
            if way != "source" {
                let filter = format!("{{\\\"name\\\":\\\"{project}\\\"}}");
                ways.push((
                    way,
                    format!(
                        "organization(name: \"my-org\") {{ orgEntity {{ artifactMemberships(projectFilters: \"{filter}\", first: 1) {{ edges {{ \
                         node {{ artifact {{ SEEN }} }} }} }} }} }}"
                    ),
                ));
                ways.push((
                    way,
                    format!("artifactCollection(id: \"{collection}\") {{ newestMembership {{ artifact {{ SEEN }} }} }}"),
                ));
            }
        }
        ways.push(("id", format!("artifact(id: \"{}\") {{ SEEN }}", self.artifact)));
        ways
    }

    /// What a way gives to somebody: nothing, the version without its files, or with them.
    async fn given(&self, key: &str, way: &str) -> &'static str {
        let allowed = format!("{{ {} }}", way.replace("SEEN", "seen: fileContentAllowed"));
        let answer = self.server.data(key, &allowed, json!({})).await;
        let found = match find(&answer, "seen") {
            Some(Value::Bool(true)) => "files",
            Some(Value::Bool(false)) => "no files",
            _ => return "nothing",
        };
        let entries = format!("[{{ name: \"a\", digest: \"{}\" }}]", md5_of(BYTES));
        for selection in [
            "files { edges { node { seen: directUrl } } }".to_owned(),
            format!(
                "filesByManifestEntries(storageLayout: \"V2\", manifestVersion: \"1\", entries: {entries}) {{ edges {{ node {{ seen: directUrl }} }} }}"
            ),
            "currentManifest { file { seen: directUrl } }".to_owned(),
        ] {
            let query = format!("{{ {} }}", way.replace("SEEN", &selection));
            let (status, body) = self.server.ask(key, &query, json!({})).await;
            let url = find(&body["data"], "seen")
                .and_then(Value::as_str)
                .unwrap_or_default();
            match found {
                "files" => {
                    assert_eq!(status, 200, "{query}: {body}");
                    let path = &url[url.find("/storage/").unwrap()..];
                    assert_eq!(
                        self.server.get(path).send().await.unwrap().status(),
                        200,
                        "{query}"
                    );
                }
                _ => assert_eq!((status, url), (403, ""), "{query}: {body}"),
            }
        }
        found
    }

    /// The status of a download with a key, as the SDK asks for one entry.
    async fn entry(&self, key: &str, entity: &str, project: &str, collection: &str) -> u16 {
        let digest = hex::encode(STANDARD.decode(md5_of(BYTES)).unwrap());
        let id = &self.artifact;
        let path = format!("/artifactsV2/default/{entity}/{project}/{collection}/{id}/{id}/{digest}/a");
        let request = self.server.get(&path).basic_auth("api", Some(key));
        request.send().await.unwrap().status().as_u16()
    }
}

/// The first value under a name, however deep.
fn find<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Object(fields) => fields
            .get(name)
            .or_else(|| fields.values().find_map(|inner| find(inner, name))),
        Value::Array(list) => list.iter().find_map(|inner| find(inner, name)),
        _ => None,
    }
}

#[tokio::test]
async fn each_way_to_a_version_gives_its_files_as_its_registry_allows_them() {
    let world = world().await;
    let restricted = Some("restricted_viewer");
    // What is given through `tight`, `loose`, the source, and by id.
    for (name, roles, expected) in [
        (
            "rae",
            [restricted, None],
            ["no files", "nothing", "nothing", "no files"],
        ),
        (
            "rex",
            [restricted, Some("viewer")],
            ["no files", "files", "nothing", "files"],
        ),
        (
            "vic",
            [Some("viewer"), None],
            ["files", "nothing", "nothing", "files"],
        ),
        ("una", [None, None], ["nothing", "nothing", "nothing", "nothing"]),
    ] {
        let key = world.person(name, roles).await;
        for (way, query) in world.ways() {
            let at = ["tight", "loose", "source", "id"]
                .iter()
                .position(|known| *known == way)
                .unwrap();
            assert_eq!(world.given(&key, &query).await, expected[at], "{name} {query}");
        }
        let status = |given: &str| match given {
            "files" => 200,
            "no files" => 403,
            _ => 404,
        };
        for (place, given) in [
            (["my-org", "wandb-registry-tight", "c"], expected[0]),
            (["my-org", "wandb-registry-loose", "c"], expected[1]),
            (["my-team", "quickstart", "gemma"], expected[2]),
        ] {
            let found = world.entry(&key, place[0], place[1], place[2]).await;
            assert_eq!(found, status(given), "{name} {place:?}");
        }
    }
}

#[tokio::test]
async fn a_team_member_reads_through_the_source_what_a_registry_keeps_from_them() {
    let world = world().await;
    let key = world.person("tom", [Some("restricted_viewer"), None]).await;
    world
        .server
        .facts(&["team", "add-member", "my-team", "tom", "member"]);
    for (way, query) in world.ways() {
        let expected = match way {
            "tight" => "no files",
            "loose" => "nothing",
            _ => "files",
        };
        assert_eq!(world.given(&key, &query).await, expected, "{query}");
    }
}
