//! The test suites, and the line that sums them up.

mod browser;
mod native;
mod sdk;
mod shared_storage;
mod tally;

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::build;
use crate::check;
use crate::process;
use crate::progress;
use crate::tools;
use tally::Tally;

/// Runs everything, in the order of how soon it can fail, and ends with `N passed, N failed`.
///
/// # Errors
/// When something failed or could not run.
pub fn test() -> Result<()> {
    everything(Report::default())
}

/// What CI runs: the checks of the sources, then everything. A failed check does not hide what the tests say.
///
/// # Errors
/// When something failed or could not run.
pub fn ci() -> Result<()> {
    let mut report = Report::default();
    if let Err(error) = check::check() {
        report.broken("check", &error);
    }
    everything(report)
}

fn everything(mut report: Report) -> Result<()> {
    report.suite("native tests", native::run);
    let services = shared_storage::start();
    report.suite("tests of the server on PostgreSQL and S3", || {
        shared_storage::api(services.as_ref())
    });
    match build::release() {
        Ok(binary) => {
            report.suite("tests with the real SDK", || sdk::run(&binary));
            report.suite("tests with the real SDK on PostgreSQL and S3", || {
                shared_storage::sdk(services.as_ref(), &binary)
            });
            report.suite("tests in a real browser, without a server", browser::units);
            report.suite("journeys in a real browser", || browser::journeys(&binary));
        }
        Err(error) => report.broken("release build", &error),
    }
    report.finish()
}

/// Runs the browser journeys only.
///
/// # Errors
/// When something failed or could not run.
pub fn e2e() -> Result<()> {
    let binary = build::release()?;
    let mut report = Report::default();
    report.suite("journeys in a real browser", || browser::journeys(&binary));
    report.finish()
}

/// Runs the tests of the server on the storage that processes share.
///
/// # Errors
/// When something failed or could not run.
pub fn storage() -> Result<()> {
    let mut report = Report::default();
    let services = shared_storage::start();
    report.suite("tests of the server on PostgreSQL and S3", || {
        shared_storage::api(services.as_ref())
    });
    report.finish()
}

/// Sums the suites and remembers which were not good.
#[derive(Default)]
struct Report {
    total: Tally,
    not_good: Vec<String>,
}

impl Report {
    fn suite(&mut self, name: &str, run: impl FnOnce() -> Result<Tally>) {
        let start = Instant::now();
        println!("\n→ {name}");
        match run() {
            Ok(tally) => {
                println!("• {name}: {tally} in {}", progress::seconds(start));
                if tally.failed > 0 {
                    self.not_good.push(name.to_owned());
                }
                self.total += tally;
            }
            Err(error) => self.broken(name, &error),
        }
    }

    /// A suite that could not run counts as one failure: it must not look like nothing to do.
    fn broken(&mut self, name: &str, error: &anyhow::Error) {
        println!("✗ {name}: {error:#}");
        self.total.failed += 1;
        self.not_good.push(name.to_owned());
    }

    fn finish(self) -> Result<()> {
        println!("\n{}", self.total);
        if !self.not_good.is_empty() {
            bail!("not good: {}", self.not_good.join("; "));
        }
        Ok(())
    }
}

/// Runs a test program, counts what its lines say, and takes a bad end without a failed test for a failure.
fn counted(command: &mut Command, read: fn(&str) -> Option<Tally>) -> Result<Tally> {
    let mut tally = Tally::default();
    let is_good = process::watch_lines(command, |line| {
        if let Some(found) = read(line) {
            tally += found;
        }
    })?;
    if !is_good && tally.failed == 0 {
        bail!("`{}` ended badly", process::line(command));
    }
    if is_good && tally.passed == 0 {
        bail!("`{}` ran no test", process::line(command));
    }
    Ok(tally)
}

/// The interpreter with the newest SDK.
fn newest_python() -> Result<Option<PathBuf>> {
    Ok(tools::python()?
        .into_iter()
        .next()
        .map(|environment| environment.python))
}
