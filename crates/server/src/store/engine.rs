//! The databases that are spoken: `SQLite` and `PostgreSQL`, through the same SQL; what differs between them is here.

use std::time::Duration;

use anyhow::Context as _;
use sqlx::any::AnyPoolOptions;
use sqlx::migrate::MigrateDatabase as _;
use sqlx::{AnyPool, Executor as _};

/// A kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file of this machine.
    Sqlite,
    /// A server, shared by any number of `vitrine` processes.
    Postgres,
}

/// `synchronous=FULL` makes an acknowledged commit survive a loss of power; the busy time lets the admin commands
/// write beside a running server.
const SQLITE_SETTINGS: &str = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; \
    PRAGMA busy_timeout=15000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;";

/// A process that is frozen or cut off while it writes must not keep the others from writing.
const POSTGRES_SETTINGS: &str = "SET idle_in_transaction_session_timeout = '60s'; SET lock_timeout = '60s'; \
    SET client_min_messages = 'warning';";

/// One writer over all processes, as with `SQLite`: a lock of this transaction, released when its commit is visible. The number is
/// “Vitrine” in ASCII, so that it meets no lock of another program in the same database.
const POSTGRES_BEGIN: &str = "BEGIN; SELECT pg_advisory_xact_lock(24322796853751397);";

impl Engine {
    /// The kind of database that an address names.
    ///
    /// # Errors
    /// When it names none that is supported.
    pub fn of_url(url: &str) -> anyhow::Result<Self> {
        if url.starts_with("sqlite:") {
            Ok(Self::Sqlite)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres)
        } else {
            anyhow::bail!(
                "the database address “{}” is not supported; use sqlite:///absolute/path/vitrine.db or postgres://user@host/database",
                without_password(url)
            )
        }
    }

    /// How a transaction begins that writes.
    pub(super) const fn begin_to_write(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => POSTGRES_BEGIN,
        }
    }

    const fn settings(self) -> &'static str {
        match self {
            Self::Sqlite => SQLITE_SETTINGS,
            Self::Postgres => POSTGRES_SETTINGS,
        }
    }

    /// Makes the database when there is none. A file is made as it is opened.
    ///
    /// # Errors
    /// When the server of the database does not answer, or refuses to make it.
    pub(super) async fn make_database(self, url: &str) -> anyhow::Result<()> {
        if self == Self::Sqlite {
            return Ok(());
        }
        let place = without_password(url);
        let is_there = async || {
            sqlx::Postgres::database_exists(url)
                .await
                .with_context(|| format!("cannot reach the database server of {place}"))
        };
        if is_there().await? {
            return Ok(());
        }
        match sqlx::Postgres::create_database(url).await {
            Ok(()) => Ok(()),
            // Another process that starts at the same time may have been faster.
            Err(_late) if is_there().await? => Ok(()),
            Err(refusal) => Err(refusal).with_context(|| {
                format!(
                    "there is no database {place} and it cannot be made; make it with `createdb` as its owner"
                )
            }),
        }
    }

    /// Connections to the database, opened as they are needed, `connections` at most.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub(super) async fn connect(self, url: &str, connections: u32) -> anyhow::Result<AnyPool> {
        let settings = self.settings();
        AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_mins(1))
            .after_connect(move |connection, _| {
                Box::pin(async move { connection.execute(settings).await.map(|_| ()) })
            })
            .connect(url)
            .await
            .with_context(|| format!("cannot open the database {}", without_password(url)))
    }
}

/// The address as it may be shown and logged.
pub fn without_password(url: &str) -> String {
    let Ok(mut parsed) = url::Url::parse(url) else {
        // An address that cannot be read may hold a password anywhere.
        return url.split_once("://").map_or_else(
            || url.to_owned(),
            |(scheme, rest)| match rest.rsplit_once('@') {
                Some((_secret, place)) => format!("{scheme}://…@{place}"),
                None => url.to_owned(),
            },
        );
    };
    if parsed.password().is_none() {
        return url.to_owned();
    }
    // Only addresses without a host cannot carry a password, and this one does.
    let _changed = parsed.set_password(Some("…"));
    parsed.to_string().replace("%E2%80%A6", "…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_kind_of_database() {
        assert_eq!(Engine::of_url("sqlite:///x.db").unwrap(), Engine::Sqlite);
        assert_eq!(Engine::of_url("postgres://u@h/d").unwrap(), Engine::Postgres);
        assert_eq!(
            Engine::of_url("postgresql://u@h/d?sslmode=require").unwrap(),
            Engine::Postgres
        );
        let refusal = Engine::of_url("mysql://u:secret@h/d").unwrap_err().to_string();
        assert!(refusal.contains("use sqlite:///"), "{refusal}");
        assert!(!refusal.contains("secret"), "{refusal}");
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(
            without_password("postgres://u:secret@h:5432/d?sslmode=require"),
            "postgres://u:…@h:5432/d?sslmode=require"
        );
        assert_eq!(
            without_password("postgres://u:secret@h:none/d"),
            "postgres://…@h:none/d"
        );
        assert_eq!(without_password("postgres://u@h/d"), "postgres://u@h/d");
        assert_eq!(
            without_password("sqlite:///a/b.db?mode=rwc"),
            "sqlite:///a/b.db?mode=rwc"
        );
    }
}
