//! The same tests once more, on the storage that several processes share: `PostgreSQL` and an S3-compatible bucket.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, anyhow};

use super::counted;
use super::tally::{Tally, from_cargo, from_pytest};
use crate::process;
use crate::services::bucket::{self, Bucket};
use crate::services::postgres::{self, Postgres};

/// The running servers.
pub struct Services {
    postgres: Postgres,
    bucket: Bucket,
}

impl Services {
    fn tell(&self, command: &mut Command) {
        command
            .env("VITRINE_TEST_POSTGRES", &self.postgres.url)
            .env("VITRINE_TEST_S3", &self.bucket.url)
            .envs(bucket::CREDENTIALS);
    }
}

/// Starts both servers.
///
/// # Errors
/// When one cannot be installed or started.
pub fn start() -> Result<Services> {
    Ok(Services {
        postgres: postgres::start()?,
        bucket: bucket::start()?,
    })
}

fn running<'a>(services: Result<&'a Services, &anyhow::Error>) -> Result<&'a Services> {
    services.map_err(|cause| anyhow!("{cause:#}"))
}

/// Runs the tests of the server itself and of the API.
///
/// # Errors
/// When the servers are not there or the tests cannot be compiled.
pub fn api(services: Result<&Services, &anyhow::Error>) -> Result<Tally> {
    let mut cargo = process::cargo();
    running(services)?.tell(&mut cargo);
    cargo.args([
        "test",
        "--quiet",
        "--no-fail-fast",
        "--package",
        "server",
        "--lib",
        "--test",
        "api",
    ]);
    counted(&mut cargo, from_cargo)
}

/// Runs `tests/sdk` with the newest SDK.
///
/// # Errors
/// When the servers are not there or pytest cannot run.
pub fn sdk(services: Result<&Services, &anyhow::Error>, binary: &Path) -> Result<Tally> {
    let services = running(services)?;
    let python = super::newest_python()?.ok_or_else(|| anyhow!("there is no environment with the SDK"))?;
    let mut pytest = process::command(&python);
    services.tell(&mut pytest);
    pytest.args(["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/sdk"]);
    pytest
        .env("VITRINE_BINARY", binary)
        .env("PYTHONDONTWRITEBYTECODE", "1");
    counted(&mut pytest, from_pytest)
}
