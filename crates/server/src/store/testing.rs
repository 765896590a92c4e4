//! A fresh database for a test: a file of its own, or, where the environment names a server of `PostgreSQL`, a database there.

use std::sync::Arc;

use sqlx::migrate::MigrateDatabase as _;
use tempfile::TempDir;

use super::Store;
use crate::clock::{OperatingSystem, SharedSurroundings, hex_token};

/// The address of a database that is not there yet; what is made there goes when it is dropped.
pub struct Place {
    /// The address.
    pub url: String,
    is_on_server: bool,
    /// A folder for whatever else the test keeps.
    pub folder: TempDir,
}

impl Place {
    /// A place that nobody else has.
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let server = std::env::var("VITRINE_TEST_POSTGRES")
            .ok()
            .filter(|url| !url.is_empty());
        let url = match &server {
            Some(server) => format!(
                "{server}/vitrine_unit_{}",
                hex_token(&OperatingSystem, 16).unwrap()
            ),
            None => format!("sqlite://{}/test.db?mode=rwc", folder.path().display()),
        };
        Self {
            url,
            is_on_server: server.is_some(),
            folder,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.is_on_server {
            return;
        }
        let url = self.url.clone();
        // A thread of its own, because the test itself may run inside of a runtime.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| runtime.block_on(sqlx::Postgres::force_drop_database(&url)))
        });
        let _best_effort = dropped.join();
    }
}

/// An open store with its place.
pub struct Fresh {
    /// The store.
    pub store: Store,
    /// Where it is.
    pub place: Place,
}

/// An open, empty store.
pub async fn fresh() -> Fresh {
    fresh_with(Arc::new(OperatingSystem)).await
}

/// The same with another clock.
pub async fn fresh_with(surroundings: SharedSurroundings) -> Fresh {
    let place = Place::new();
    let store = Store::open(&place.url, surroundings).await.unwrap();
    Fresh { store, place }
}
