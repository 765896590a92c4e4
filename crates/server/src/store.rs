//! The only place with SQL. One file a noun; each function takes a connection, so that callers decide what is one transaction.

pub mod access;
pub mod alias;
pub mod api_key;
pub mod artifact;
pub mod bench;
pub mod collection;
pub mod entity;
pub mod event;
pub mod history;
pub mod lineage;
pub mod manifest;
pub mod membership;
pub mod organization;
pub mod project;
pub mod run;
pub mod run_line;
pub mod saved_search;
pub mod search;
pub mod secret;
pub mod session;
pub mod star;
pub mod team;
pub mod user;
pub mod version_key;
pub mod watch;

use std::time::Duration;

use anyhow::Context as _;
use sqlx::any::AnyPoolOptions;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool, Executor as _, Transaction};

use crate::clock::{Micros, SharedSurroundings};
use crate::fault::Answer;

/// A connection, inside a transaction or not.
pub type Db = sqlx::AnyConnection;

/// The database, with its clock and its randomness.
#[derive(Clone)]
pub struct Store {
    reader: AnyPool,
    writer: AnyPool,
    is_sqlite: bool,
    surroundings: SharedSurroundings,
}

/// `synchronous=FULL` makes an acknowledged commit survive a loss of power; the busy time lets the admin commands
/// write beside a running server.
const SQLITE_SETTINGS: &str = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; \
    PRAGMA busy_timeout=15000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;";

static SQLITE_MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations/sqlite");

impl Store {
    /// Opens the database at the address and brings it up to date.
    ///
    /// # Errors
    /// When the address names no database that is supported, or it cannot be opened or migrated.
    pub async fn open(url: &str, surroundings: SharedSurroundings) -> anyhow::Result<Self> {
        anyhow::ensure!(
            url.starts_with("sqlite:"),
            "the database address “{url}” is not supported; use sqlite:///absolute/path/vitrine.db"
        );
        sqlx::any::install_default_drivers();
        let options = |connections| {
            AnyPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(Duration::from_mins(1))
                .after_connect(|connection, _| {
                    Box::pin(async move { connection.execute(SQLITE_SETTINGS).await.map(|_| ()) })
                })
        };
        let writer = options(1)
            .connect(url)
            .await
            .with_context(|| format!("cannot open the database {url}"))?;
        SQLITE_MIGRATIONS
            .run(&writer)
            .await
            .context("cannot bring the database up to date")?;
        let reader = options(8)
            .connect(url)
            .await
            .context("cannot open the database for reading")?;
        let store = Self {
            reader,
            writer,
            is_sqlite: true,
            surroundings,
        };
        store
            .chain_old_events()
            .await
            .context("cannot bring the events of before into their chains")?;
        version_key::catch_up(&store)
            .await
            .context("cannot write the keys of older versions")?;
        Ok(store)
    }

    async fn chain_old_events(&self) -> Answer<()> {
        let mut db = self.read().await?;
        if !event::chain::has_old(&mut db).await? {
            return Ok(());
        }
        drop(db);
        let mut tx = self.write().await?;
        event::chain::move_over_old(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// When none becomes free in time.
    pub async fn read(&self) -> Answer<PoolConnection<Any>> {
        Ok(self.reader.acquire().await?)
    }

    /// A transaction for writing; there is one writer at a time. What is not committed is rolled back on drop.
    ///
    /// # Errors
    /// When the writer does not become free in time.
    pub async fn write(&self) -> Answer<Transaction<'static, Any>> {
        let begin = if self.is_sqlite {
            "BEGIN IMMEDIATE"
        } else {
            "BEGIN"
        };
        Ok(self.writer.begin_with(begin).await?)
    }

    /// The present instant.
    pub fn now(&self) -> Micros {
        self.surroundings.now()
    }

    /// Time and randomness.
    pub fn surroundings(&self) -> &dyn crate::clock::Surroundings {
        self.surroundings.as_ref()
    }

    /// Closes all connections; a checkpoint follows when the last one closes.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

/// A list of integers for an `IN (…)`; `NULL`, which equals nothing, for an empty one. Integers cannot carry SQL.
fn integers(ids: &[i64]) -> String {
    if ids.is_empty() {
        return "NULL".to_owned();
    }
    ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}
