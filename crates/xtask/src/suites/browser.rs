//! What runs in a real Chromium: the app's own tests, and the journeys against the release binary.

use std::path::Path;

use anyhow::Result;

use super::tally::{Tally, from_cargo, from_node};
use super::{counted, newest_python};
use crate::process;
use crate::tools;

/// Runs `tests/web` and the tests inside of the app by wasm-bindgen's runner.
///
/// # Errors
/// When they cannot be compiled or run.
pub fn units() -> Result<Tally> {
    let path = tools::path_with_tools(&tools::web()?)?;
    tools::browser()?;
    let mut cargo = process::cargo();
    cargo.args([
        "test",
        "--package",
        "vitrine",
        "--lib",
        "--test",
        "web",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    cargo.env("PATH", path).env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        "wasm-bindgen-test-runner",
    );
    cargo.env("CHROMEDRIVER", "/usr/bin/chromedriver");
    counted(&mut cargo, from_cargo)
}

/// Runs `tests/e2e`: first the script with the real SDK, then the pages that show what it made.
///
/// # Errors
/// When the browser or the packages cannot be installed, or Node cannot run.
pub fn journeys(binary: &Path) -> Result<Tally> {
    tools::browser()?;
    tools::node_modules("tests/e2e")?;
    let mut node = process::command("node");
    node.args(["--test", "--test-reporter=spec", "tests/e2e/main.test.mjs"]);
    node.env("VITRINE_BINARY", binary);
    if let Some(python) = newest_python()? {
        node.env("VITRINE_PYTHON", python);
    }
    counted(&mut node, from_node)
}
