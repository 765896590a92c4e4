//! The server before the demo: whose it is, and whether the demo is there already.

use serde_json::{Value, json};

use super::client::{Client, Key};
use super::plan::Plan;
use super::plan::people::PEOPLE;

/// The organization that is filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its global id.
    pub organization_id: String,
    /// Its name.
    pub organization: String,
    /// The name of its entity.
    pub entity: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing of the demo.
    Fresh(Place),
    /// All of it.
    Filled,
    /// Part of it: an earlier demo broke off.
    Broken,
}

const LOOK: &str = "query ($person: String!) { \
    users(query: $person) { edges { node { username } } } \
    viewer { username admin } \
    organization { id name myRole orgEntity { name } registries { edges { node { registry { collectionCount } } } } } }";

/// Looks at the server.
///
/// # Errors
/// When it does not answer, or the key is not that of an administrator.
pub async fn look(client: &Client, key: &Key, plan: &Plan) -> anyhow::Result<Found> {
    let first = PEOPLE[0].username;
    let data = client
        .graphql(key, LOOK, json!({ "person": first }), "looking at the server")
        .await?;
    let (viewer, organization) = (&data["viewer"], &data["organization"]);
    let name = viewer["username"].as_str().unwrap_or("nobody");
    let is_admin = viewer["admin"] == true && organization["myRole"] == "admin";
    anyhow::ensure!(
        is_admin,
        "the key belongs to {name}, who does not administer this server and its organization; use the key of the first admin"
    );
    let people = data["users"]["edges"].as_array().into_iter().flatten();
    if people.clone().any(|edge| edge["node"]["username"] == first) {
        let registries = organization["registries"]["edges"]
            .as_array()
            .into_iter()
            .flatten();
        let collections: u64 = registries
            .filter_map(|edge| edge["node"]["registry"]["collectionCount"].as_u64())
            .sum();
        let wanted = u64::try_from(plan.linked().count())?;
        return Ok(if collections >= wanted {
            Found::Filled
        } else {
            Found::Broken
        });
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(Found::Fresh(Place {
        organization_id: text(&organization["id"]),
        organization: text(&organization["name"]),
        entity: text(&organization["orgEntity"]["name"]),
    }))
}
