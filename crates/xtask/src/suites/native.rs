//! What runs without a browser: rules, wire, the API over real HTTP, our own tools and checks.

use anyhow::Result;

use super::counted;
use super::tally::{Tally, from_cargo};
use crate::process;

/// Runs the tests of every crate but the app.
///
/// # Errors
/// When the tests cannot be compiled.
pub fn run() -> Result<Tally> {
    let mut cargo = process::cargo();
    cargo.args(["test", "--quiet", "--no-fail-fast"]);
    for package in ["domain", "wire", "server", "xtask"] {
        cargo.args(["--package", package]);
    }
    counted(&mut cargo, from_cargo)
}
