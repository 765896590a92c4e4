//! The only place with SQL. One file a noun; each function takes a connection, so that callers decide what is one transaction.

pub mod access;
pub mod alias;
pub mod api_key;
pub mod artifact;
pub mod bench;
pub mod collection;
mod copy;
pub mod engine;
pub mod entity;
pub mod event;
pub mod history;
pub mod hold;
pub mod invite;
pub mod lease;
pub mod lineage;
pub mod manifest;
pub mod membership;
mod migrations;
pub mod organization;
pub mod project;
pub mod run;
pub mod run_line;
pub mod saved_search;
pub mod search;
pub mod secret;
pub mod session;
pub mod snapshot;
pub mod star;
pub mod team;
#[cfg(test)]
pub(crate) mod testing;
pub mod user;
pub mod version_key;
pub mod watch;

use anyhow::Context as _;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool, Transaction};

pub use self::engine::Engine;
use crate::clock::{Micros, SharedSurroundings};
use crate::fault::{Answer, Fault};

/// A connection, inside a transaction or not.
///
/// Bind an `Option<f64>` only to a query that is not `persistent`: sqlx 0.9 sends its `None` to `PostgreSQL` as a FLOAT4, and a
/// prepared statement then refuses the next `Some`.
pub type Db = sqlx::AnyConnection;

/// The database, with its clock and its randomness.
#[derive(Clone)]
pub struct Store {
    reader: AnyPool,
    writer: AnyPool,
    engine: Engine,
    surroundings: SharedSurroundings,
}

/// The greatest number of connections for reading.
const READERS: u32 = 8;

impl Store {
    /// Opens the database at the address, made when it is not there, and brings it up to date.
    ///
    /// # Errors
    /// When the address names no database that is supported, or it cannot be opened or migrated.
    pub async fn open(url: &str, surroundings: SharedSurroundings) -> anyhow::Result<Self> {
        let engine = Engine::of_url(url)?;
        sqlx::any::install_default_drivers();
        engine.make_database(url).await?;
        let writer = engine.connect(url, 1).await?;
        migrations::of(engine)
            .run(&writer)
            .await
            .context("cannot bring the database up to date")?;
        let reader = engine.connect(url, READERS).await?;
        let store = Self {
            reader,
            writer,
            engine,
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

    /// A transaction for writing; there is one writer at a time, over all processes. What is not committed is rolled back on drop.
    ///
    /// # Errors
    /// When the writer does not become free in time.
    pub async fn write(&self) -> Answer<Transaction<'static, Any>> {
        let (writer, begin) = (self.writer.clone(), self.engine.begin_to_write());
        // A caller that goes away meanwhile must not leave the connection inside a transaction that nobody knows of: the task
        // goes on, and the transaction that nobody takes is rolled back.
        let started = tokio::spawn(async move { writer.begin_with(begin).await });
        Ok(started.await.map_err(Fault::internal)??)
    }

    /// The kind of database.
    pub fn engine(&self) -> Engine {
        self.engine
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
