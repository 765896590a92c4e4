//! Carrying a plan out: people first, then level by level what they log, then what they say of it.

mod collection;
mod people;
mod upload;
mod version;

use std::collections::BTreeMap;

use futures::{StreamExt as _, TryStreamExt as _};

use self::version::Made;
use super::client::{Client, Key};
use super::place::Place;
use super::plan::Plan;
use super::plan::people::PEOPLE;
use super::progress::Progress;

/// What the parts of the work share.
pub struct Site<'a> {
    client: &'a Client,
    place: &'a Place,
    admin: &'a Key,
    /// The API keys of the people, by username.
    keys: BTreeMap<&'static str, Key>,
    /// The global ids of people and teams, by name.
    ids: BTreeMap<&'static str, String>,
    /// The global ids of the registries, by name.
    registries: BTreeMap<&'static str, String>,
}

/// The API key of each person, by username.
pub type Keys = BTreeMap<&'static str, Key>;

impl Site<'_> {
    fn key(&self, username: &str) -> anyhow::Result<&Key> {
        self.keys
            .get(username)
            .ok_or_else(|| anyhow::anyhow!("the plan names {username}, who is not there"))
    }
}

/// Source artifacts that are worked on at once; the server writes one thing at a time anyway.
const SEQUENCES_AT_ONCE: usize = 4;

/// Makes everything; returns the keys of the people that were made.
///
/// # Errors
/// At the first refusal of the server.
pub async fn fill(client: &Client, place: &Place, admin: &Key, plan: &Plan) -> anyhow::Result<Keys> {
    let mut site = Site {
        client,
        place,
        admin,
        keys: BTreeMap::new(),
        ids: BTreeMap::new(),
        registries: BTreeMap::new(),
    };
    people::make(&mut site).await?;
    people::make_registries(&mut site).await?;
    let mut made: BTreeMap<&'static str, Made> = BTreeMap::new();
    let phases = ["Raw data", "Data sets", "Models", "Exports and evaluations"];
    for (phase, level) in phases.into_iter().zip(&plan.levels) {
        let progress = Progress::of(phase, level.iter().map(|sequence| sequence.versions.len()).sum());
        let work = futures::stream::iter(level)
            .map(|sequence| version::make(&site, sequence, &made, &progress))
            .buffer_unordered(SEQUENCES_AT_ONCE);
        let level_made: Vec<(&'static str, Made)> = work.try_collect().await?;
        made.extend(level_made);
    }
    let progress = Progress::of("Descriptions, tags and aliases", plan.linked().count());
    futures::stream::iter(plan.linked().map(Ok))
        .try_for_each_concurrent(SEQUENCES_AT_ONCE, |sequence| {
            collection::describe(&site, sequence, &made, &progress)
        })
        .await?;
    let progress = Progress::of("Stars", PEOPLE.iter().map(|person| person.stars.len()).sum());
    people::star(&site, &progress).await?;
    Ok(site.keys)
}
