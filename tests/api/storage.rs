//! Where a test server keeps its data: in a folder of its own, or on the servers that the environment names, in a database and
//! below a prefix of its own. So the same tests hold for every kind of storage.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::migrate::MigrateDatabase as _;
use tempfile::TempDir;

/// A database server, such as `postgres://user@127.0.0.1:5432`; without it, each test server has a file.
const POSTGRES: &str = "VITRINE_TEST_POSTGRES";
/// A bucket, such as `s3://bucket?endpoint=http://127.0.0.1:9000`; without it, each test server has a folder.
const S3: &str = "VITRINE_TEST_S3";

static NUMBER: AtomicU64 = AtomicU64::new(0);

/// The storage of one test server; it goes when it is dropped.
pub struct Storage {
    /// A folder for whatever the server keeps on this machine.
    pub folder: TempDir,
    database_url: Option<String>,
    blob_url: Option<String>,
}

impl Storage {
    /// A fresh, empty one.
    pub fn new() -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("vitrine_test_{}_{number}", std::process::id());
        let from_environment =
            |variable: &str| std::env::var(variable).ok().filter(|value| !value.is_empty());
        Self {
            folder: TempDir::new().unwrap(),
            database_url: from_environment(POSTGRES).map(|server| format!("{server}/{name}")),
            blob_url: from_environment(S3).map(|bucket| match bucket.split_once('?') {
                Some((bucket, endpoint)) => format!("{bucket}/{name}?{endpoint}"),
                None => format!("{bucket}/{name}"),
            }),
        }
    }

    /// A fresh, empty one of files, whatever the environment names.
    pub fn in_a_folder() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            database_url: None,
            blob_url: None,
        }
    }

    /// The address of the database.
    pub fn database_url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| {
            let file = self.folder.path().join("vitrine.db");
            format!("sqlite://{}", file.display())
        })
    }

    /// The bytes of uploads that have not come to their end.
    pub fn spooled_bytes(&self) -> u64 {
        let spool = match self.blob_url {
            Some(_) => self.folder.path().join("spool"),
            None => self.folder.path().join("blobs/staging"),
        };
        let entries = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries(&spool)
            .flat_map(|process| entries(&process.path()))
            .filter_map(|file| file.metadata().ok())
            .map(|file| file.len())
            .sum()
    }

    /// Tells a command to keep its data here.
    pub fn tell(&self, command: &mut Command) {
        command.env("VITRINE_DATA_DIR", self.folder.path());
        for (variable, value) in [
            ("VITRINE_DATABASE_URL", &self.database_url),
            ("VITRINE_BLOB_URL", &self.blob_url),
        ] {
            match value {
                Some(value) => command.env(variable, value),
                None => command.env_remove(variable),
            };
        }
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        let Some(url) = self.database_url.clone() else {
            return;
        };
        // A thread of its own, because the test itself runs inside of a runtime.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| runtime.block_on(sqlx::Postgres::force_drop_database(&url)))
        });
        let _best_effort = dropped.join();
    }
}
