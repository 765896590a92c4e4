//! `vitrine bench-queries`: what the lists of a large organization cost, with the plan of each query and a positive control.

mod query;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Args;

use self::query::{Query, Where, ask, list, queries};
use crate::clock::OperatingSystem;
use crate::fault::Answer;
use crate::store::bench::{Filled, Size, drop_index, fill, memberships, plan};
use crate::store::search::Direction;
use crate::store::search::version::VersionColumn;
use crate::store::version_key::Place;
use crate::store::{Db, Store};

/// The number of calls of each query.
const CALLS: usize = 200;
/// The number of clients that ask at once in the last figure.
const CLIENTS: usize = 50;
/// The size of a page.
const PAGE: usize = 51;

/// How large, and where.
#[derive(Debug, Clone, Args)]
pub struct BenchArgs {
    /// Folder for the database; one that is there already is used again.
    #[arg(long)]
    pub folder: PathBuf,
    /// Versions in the one large collection.
    #[arg(long, default_value_t = 100_000)]
    pub versions: i64,
    /// Links in the other collections together.
    #[arg(long, default_value_t = 1_000_000)]
    pub links: i64,
    /// The greatest p99, in milliseconds; more is a failure.
    #[arg(long, default_value_t = 50)]
    pub budget_ms: u64,
    /// Print the plans.
    #[arg(long)]
    pub plans: bool,
}

/// Fills the database unless it is there, measures, and compares with the budget.
///
/// # Errors
/// When something cannot be done, a query is over the budget, or the control is not slower.
pub async fn run(args: &BenchArgs) -> anyhow::Result<()> {
    std::fs::create_dir_all(&args.folder)?;
    let folder = std::fs::canonicalize(&args.folder)?;
    let url = format!("sqlite://{}/bench.db?mode=rwc", folder.display());
    let store = Store::open(&url, Arc::new(OperatingSystem)).await?;
    let filled = filled(&store, args).await?;
    let mut over = Vec::new();
    println!("{:<58} {:>9} {:>9}", "query", "p50 ms", "p99 ms");
    let mut db = store.read().await?;
    for (name, query) in queries() {
        if args.plans {
            print_plan(&mut db, &query, &filled).await?;
        }
        let times = times(&mut db, &query, &filled, CALLS).await?;
        if report(name, &times) > Duration::from_millis(args.budget_ms)
            && !matches!(query, Query::Count { .. })
        {
            over.push(name);
        }
    }
    drop(db);
    clients(&store, &filled).await?;
    control(&store, &filled).await?;
    store.close().await;
    anyhow::ensure!(
        over.is_empty(),
        "over {} ms at p99: {}",
        args.budget_ms,
        over.join(", ")
    );
    Ok(())
}

async fn filled(store: &Store, args: &BenchArgs) -> anyhow::Result<Filled> {
    let size = Size {
        versions: args.versions,
        links: args.links,
        collections: 1_000,
        registries: 20,
    };
    let mut db = store.read().await?;
    let known = memberships(&mut db).await?;
    drop(db);
    if known > 0 {
        println!("Of {known} places, as they are in the folder.");
        return Ok(Filled {
            collection_id: 2,
            project_ids: (1..=size.registries + 1).collect(),
        });
    }
    let begun = Instant::now();
    let mut tx = store.write().await?;
    let filled = fill(&mut tx, size).await?;
    let count = memberships(&mut tx).await?;
    tx.commit().await?;
    println!("Filled {count} places in {:.0} s.", begun.elapsed().as_secs_f64());
    Ok(filled)
}

async fn times(db: &mut Db, query: &Query, filled: &Filled, calls: usize) -> anyhow::Result<Vec<Duration>> {
    let rows = ask(&mut *db, query, filled).await?;
    anyhow::ensure!(rows > 0, "{query:?} finds nothing, so its time says nothing");
    let mut times = Vec::with_capacity(calls);
    for _ in 0..calls {
        let begun = Instant::now();
        ask(&mut *db, query, filled).await?;
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    Ok(times)
}

fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(index).copied().unwrap_or_default()
}

/// Prints a row and returns p99.
fn report(name: &str, sorted: &[Duration]) -> Duration {
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let (p50, p99) = (percentile(sorted, 50), percentile(sorted, 99));
    println!("{name:<58} {:>9.2} {:>9.2}", ms(p50), ms(p99));
    p99
}

async fn print_plan(db: &mut Db, query: &Query, filled: &Filled) -> anyhow::Result<()> {
    let Query::Versions {
        scope,
        filter,
        column,
        direction,
        after,
    } = query
    else {
        return Ok(());
    };
    let list = list(&mut *db, *scope, filter, filled).await?;
    let statement = list.first_statement(column, *direction, after.as_ref(), PAGE)?;
    for step in plan(db, &statement).await? {
        println!("    {step}");
    }
    Ok(())
}

/// Fifty clients at once, each with its own mixture.
async fn clients(store: &Store, filled: &Filled) -> anyhow::Result<()> {
    let pages: Vec<Query> = queries()
        .into_iter()
        .map(|(_, query)| query)
        .filter(|query| matches!(query, Query::Versions { .. }))
        .collect();
    let mut running = tokio::task::JoinSet::new();
    for client in 0..CLIENTS {
        let (store, filled, pages) = (store.clone(), filled.clone(), pages.clone());
        running.spawn(async move {
            let mut times = Vec::new();
            for turn in 0..20 {
                let begun = Instant::now();
                let mut db = store.read().await?;
                if let Some(query) = pages.get((client + turn) % pages.len()) {
                    ask(&mut db, query, &filled).await?;
                }
                times.push(begun.elapsed());
            }
            Answer::Ok(times)
        });
    }
    let mut times = Vec::new();
    while let Some(done) = running.join_next().await {
        times.extend(done.context("a client ended early")??);
    }
    times.sort_unstable();
    report("all pages, 50 clients at once, waiting included", &times);
    Ok(())
}

/// The control: without its index, the same query must be slower.
async fn control(store: &Store, filled: &Filled) -> anyhow::Result<()> {
    let sorted = Query::Versions {
        scope: Where::Collection,
        filter: "",
        column: VersionColumn::Key(Place::Summary, "loss".to_owned()),
        direction: Direction::Ascending,
        after: None,
    };
    let mut tx = store.write().await?;
    let with = times(&mut tx, &sorted, filled, 10).await?;
    drop_index(&mut tx, "version_key_number").await?;
    let without = times(&mut tx, &sorted, filled, 10).await?;
    tx.rollback().await?;
    report("control: sort by loss without its index", &without);
    anyhow::ensure!(
        percentile(&without, 50) > percentile(&with, 50) * 5,
        "the control is not slower, so the figures do not show what the index does"
    );
    Ok(())
}
