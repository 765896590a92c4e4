//! `vitrine demo`: a believable organization, made through the public API alone.

mod client;
mod fill;
mod place;
mod plan;
mod progress;
mod random;

use anyhow::Context as _;
use clap::Args;
use serde_json::json;

use self::client::{Client, Key};
use self::place::Found;
use self::plan::Plan;
use self::plan::people::PEOPLE;
use crate::config::DataArgs;
use crate::store::{self, Store};

/// Where the server is and how the demo is drawn.
///
/// The demo has three teams, ten people of all roles, five registries and forty collections, one of them with 1,000
/// versions, and the runs that made them. The same seed makes the same organization. A server that has the demo stays as
/// it is.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Address of the running server.
    #[arg(long, env = "VITRINE_URL", default_value = "http://127.0.0.1:8080")]
    pub server: String,

    /// API key of the first admin. Without it, one is made for the demo from the data folder of the server, and deleted at
    /// the end.
    #[arg(long, env = "VITRINE_ADMIN_KEY", hide_env_values = true)]
    pub key: Option<String>,

    /// Number that everything is drawn from.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,

    /// Print an API key of each person that was made, to try the server with their eyes.
    #[arg(long)]
    pub show_keys: bool,
}

/// Fills the server.
///
/// # Errors
/// When the server refuses something: what was being done, and its own words.
pub async fn run(data: &DataArgs, args: &DemoArgs, as_json: bool) -> anyhow::Result<()> {
    let client = Client::new(&args.server);
    let Some(key) = &args.key else {
        let (store, user_id, key_id, key) = key_of_folder(data).await?;
        let done = fill(&client, &Key(key), args, as_json).await;
        let mut tx = store.write().await?;
        store::api_key::revoke(&mut tx, user_id, key_id, store.now()).await?;
        tx.commit().await?;
        store.close().await;
        return done;
    };
    fill(&client, &Key(key.clone()), args, as_json).await
}

/// A key of the first administrator, from the data folder.
async fn key_of_folder(data: &DataArgs) -> anyhow::Result<(Store, i64, i64, String)> {
    let is_there = data.database_url.is_some() || data.data_dir.join("vitrine.db").exists();
    anyhow::ensure!(
        is_there,
        "give the API key of the first admin with --key or VITRINE_ADMIN_KEY, or the data folder of the server with --data-dir"
    );
    let store = data.store().await?;
    let mut tx = store.write().await?;
    let people = store::user::search(&mut tx, "").await?;
    let admin = people
        .into_iter()
        .filter(store::user::UserRow::is_site_admin)
        .min_by_key(|user| user.id);
    let admin = admin.context("the database has no administrator; start the server once before the demo")?;
    let made = store::api_key::create(&mut tx, admin.id, Some("vitrine demo"), store.surroundings()).await?;
    tx.commit().await?;
    Ok((store, admin.id, made.0, made.1))
}

async fn fill(client: &Client, key: &Key, args: &DemoArgs, as_json: bool) -> anyhow::Result<()> {
    let plan = Plan::draw(args.seed);
    let place = match place::look(client, key, &plan).await? {
        Found::Fresh(place) => place,
        Found::Filled => {
            println!("{} has the demo already; nothing was changed.", args.server);
            return Ok(());
        }
        Found::Broken => anyhow::bail!(
            "{} has part of a demo that broke off; nothing was changed. Start the server on an empty data folder and try again.",
            args.server
        ),
    };
    let keys = fill::fill(client, &place, key, &plan).await?;
    let (collections, versions) = (plan.linked().count(), plan.version_count());
    if as_json {
        let people = PEOPLE.iter().map(|person| {
            let key = keys
                .get(person.username)
                .filter(|_| args.show_keys)
                .map(|key| &key.0);
            json!({ "username": person.username, "name": person.name, "role": person.org_role, "key": key })
        });
        let people: Vec<serde_json::Value> = people.collect();
        let organization = &place.organization;
        println!(
            "{}",
            json!({ "organization": organization, "collections": collections, "versions": versions, "people": people })
        );
        return Ok(());
    }
    println!(
        "{} now has {} people, {collections} collections and {versions} versions: open {0}/registry",
        args.server,
        PEOPLE.len()
    );
    for person in PEOPLE.iter().filter(|_| args.show_keys) {
        if let Some(key) = keys.get(person.username) {
            println!(
                "{:<8} {:<18} {:<7} {}",
                person.username, person.name, person.org_role, key.0
            );
        }
    }
    Ok(())
}
